/* A webrtcbin without anything of ours around it: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bare-webrtc.h"

#include "base/main-thread.h"

static void
on_connected (gpointer target,
              gpointer data)
{
  hearth_host_ice_connected (target);
}

static void
on_connection_state_on_pc_thread (GObject       *webrtc,
                                  GParamSpec    *pspec,
                                  HearthHostIce *ice)
{
  GstWebRTCPeerConnectionState state;

  g_object_get (webrtc, "connection-state", &state, NULL);
  if (state == GST_WEBRTC_PEER_CONNECTION_STATE_CONNECTED)
    hearth_main_thread_post (ice, on_connected, NULL, NULL);
}

GstElement *
bare_webrtc_new (GstElement    *pipeline,
                 HearthHostIce *ice)
{
  GstElement *webrtc;

  if (ice != NULL)
    /* webrtcbin unrefs what it is given. */
    webrtc = gst_element_factory_make_full ("webrtcbin", "bundle-policy", GST_WEBRTC_BUNDLE_POLICY_MAX_BUNDLE,
                                            "ice-agent", g_object_ref (ice), NULL);
  else
    webrtc = gst_element_factory_make_full ("webrtcbin", "bundle-policy", GST_WEBRTC_BUNDLE_POLICY_MAX_BUNDLE, NULL);
  g_assert_nonnull (webrtc);
  if (ice != NULL)
    g_signal_connect (webrtc, "notify::connection-state", G_CALLBACK (on_connection_state_on_pc_thread), ice);
  gst_bin_add (GST_BIN (pipeline), webrtc);

  return webrtc;
}

static GstBin *
get_pipeline (GstObject *webrtc)
{
  return GST_BIN (GST_OBJECT_PARENT (webrtc));
}

void
bare_webrtc_add_sender (GstElement *webrtc,
                        const char *description)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstPad) from = NULL;
  g_autoptr (GstPad) to = gst_element_request_pad_simple (webrtc, "sink_%u");
  GstElement *sender = gst_parse_bin_from_description (description, TRUE, &error);

  g_assert_no_error (error);
  gst_bin_add (get_pipeline (GST_OBJECT (webrtc)), sender);
  from = gst_element_get_static_pad (sender, "src");
  g_assert_cmpint (gst_pad_link (from, to), ==, GST_PAD_LINK_OK);
  gst_element_sync_state_with_parent (sender);
}

static GstPadProbeReturn
on_packet_on_streaming_thread (GstPad          *pad,
                               GstPadProbeInfo *info,
                               gpointer         user_data)
{
  _Atomic guint *n_packets = user_data;

  (*n_packets)++;

  return GST_PAD_PROBE_OK;
}

void
bare_webrtc_count (GstPad        *pad,
                   _Atomic guint *n_packets)
{
  g_autoptr (GstElement) webrtc = gst_pad_get_parent_element (pad);
  GstElement *sink = gst_element_factory_make_full ("fakesink", "sync", FALSE, "async", FALSE, NULL);
  g_autoptr (GstPad) sink_pad = gst_element_get_static_pad (sink, "sink");

  gst_bin_add (get_pipeline (GST_OBJECT (webrtc)), sink);
  gst_element_sync_state_with_parent (sink);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_packet_on_streaming_thread, (gpointer) n_packets, NULL);
  g_assert_cmpint (gst_pad_link (pad, sink_pad), ==, GST_PAD_LINK_OK);
}
