/* What decoding costs and nothing else: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bare-decoder.h"

#include <gst/app/app.h>

struct _BareDecoder
{
  GObject parent_instance;

  HearthRtpSource *source;
  GstElement *pipeline;
  GstAppSrc *appsrc;
  int frames; /* atomic */
};

static void
bare_decoder_push (HearthRtpSink *sink,
                   GstMiniObject *packets)
{
  gst_app_src_push_buffer_list (BARE_DECODER (sink)->appsrc, GST_BUFFER_LIST (packets));
}

static void
rtp_sink_iface_init (HearthRtpSinkInterface *iface)
{
  iface->push = bare_decoder_push;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BareDecoder, bare_decoder, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SINK, rtp_sink_iface_init))

static void
bare_decoder_finalize (GObject *object)
{
  BareDecoder *self = BARE_DECODER (object);

  gst_object_unref (self->appsrc);
  gst_object_unref (self->pipeline);
  g_object_unref (self->source);

  G_OBJECT_CLASS (bare_decoder_parent_class)->finalize (object);
}

static void
bare_decoder_class_init (BareDecoderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bare_decoder_finalize;
}

static void
bare_decoder_init (BareDecoder *self)
{
}

static GstPadProbeReturn
on_picture_on_streaming_thread (GstPad          *pad,
                                GstPadProbeInfo *info,
                                gpointer         user_data)
{
  g_atomic_int_inc (&BARE_DECODER (user_data)->frames);

  return GST_PAD_PROBE_OK;
}

BareDecoder *
bare_decoder_new (HearthRtpSource *source)
{
  BareDecoder *self = g_object_new (BARE_DECODER_TYPE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstCaps) caps = hearth_rtp_source_get_caps (source);
  g_autoptr (GstElement) sink = NULL;
  g_autoptr (GstPad) pad = NULL;

  self->source = g_object_ref (source);
  self->pipeline = gst_parse_launch ("appsrc name=in format=time is-live=true ! rtpvp8depay ! vp8dec ! fakesink name=out sync=false", &error);
  if (error != NULL)
    g_error ("%s", error->message);
  self->appsrc = GST_APP_SRC (gst_bin_get_by_name (GST_BIN (self->pipeline), "in"));
  gst_app_src_set_caps (self->appsrc, caps);
  sink = gst_bin_get_by_name (GST_BIN (self->pipeline), "out");
  pad = gst_element_get_static_pad (sink, "sink");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_picture_on_streaming_thread, self, NULL);

  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  hearth_rtp_source_add_sink (source, HEARTH_RTP_SINK (self));
  hearth_rtp_source_request_keyframe (source);

  return self;
}

guint64
bare_decoder_get_frames (BareDecoder *self)
{
  return (guint64) g_atomic_int_get (&self->frames);
}

void
bare_decoder_close (BareDecoder *self)
{
  hearth_rtp_source_remove_sink (self->source, HEARTH_RTP_SINK (self));
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
}
