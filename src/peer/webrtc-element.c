/* The webrtcbin of a connection: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/webrtc-element.h"

#include <gst/webrtc/webrtc.h>
#include <nice/agent.h>
#include <nice/interfaces.h>

#include "ice/host-ice.h"
#include "peer/peer-error.h"
#include "peer/sequence-window.h"

/* Of RTCP. webrtcbin's own values (64 kbit/s, an interval of seconds) hold NACKs back for up to a second. Where we ask for packets
 * ourselves (forwarding-tap.c) it only has to show that we are there: path-health.c wants to hear something every 1.5 s. Where we
 * send, nobody gets it (sending-transport.h). */
#define RTCP_SESSION_BANDWIDTH (1000.0 * 1000.0)
#define RTCP_PLAYING_INTERVAL_MS 50
#define RTCP_FORWARDING_INTERVAL_MS 400
#define RTCP_SENDING_INTERVAL_MS (3600 * 1000)

/* Tunes what webrtcbin builds inside itself, as it is built: main, pc or a streaming thread. */
static void
on_element_added (GstBin     *bin,
                  GstBin     *sub_bin,
                  GstElement *element,
                  gpointer    user_data)
{
  const char *type = G_OBJECT_TYPE_NAME (element);

  if (g_str_equal (type, "GstRtpSession"))
    g_object_set (element,
                  "bandwidth", RTCP_SESSION_BANDWIDTH,
                  "rtcp-min-interval", GPOINTER_TO_UINT (user_data) * GST_MSECOND,
                  NULL);
  else if (g_str_equal (type, "GstSrtpDec"))
    /* What was lost on the way to a host is sent on when it has come after all, and must not be too old then. */
    g_object_set (element, "replay-window-size", 2 * HEARTH_SEQUENCE_WINDOW, NULL);
}

/* libnice's agent. */
static void
configure_agent (GstElement *webrtc)
{
  g_autoptr (GstObject) ice = NULL;
  g_autoptr (GObject) agent = NULL;
  GList *addresses = nice_interfaces_get_local_ips (FALSE);

  g_object_get (webrtc, "ice-agent", &ice, NULL);
  /* TCP between hosts is no way for media; TURN over TCP does not need it. */
  g_object_set (ice, "ice-tcp", FALSE, NULL);
  g_object_get (ice, "agent", &agent, NULL);
  /* One thread less, and no stranger on the network asked to open ports. */
  g_object_set (agent, "upnp", FALSE, NULL);

  if (addresses == NULL)
    {
      /* A machine without a network can still call itself. libnice leaves loopback out unless it is named. */
      NiceAddress loopback;

      nice_address_init (&loopback);
      nice_address_set_from_string (&loopback, "127.0.0.1");
      nice_agent_add_local_address (NICE_AGENT (agent), &loopback);
    }
  g_list_free_full (addresses, g_free);
}

static void
configure_servers (GstElement                   *webrtc,
                   const HearthConnectionConfig *config)
{
  if (config->stun_server != NULL)
    g_object_set (webrtc, "stun-server", config->stun_server, NULL);
  /* A relay is not for the room's socket: whoever needs one gets libnice. */
  if (config->socket != NULL)
    return;
  for (guint i = 0; config->turn_servers != NULL && config->turn_servers[i] != NULL; i++)
    {
      gboolean added = FALSE;

      g_signal_emit_by_name (webrtc, "add-turn-server", config->turn_servers[i], &added);
      if (!added)
        g_debug ("a TURN server of the configuration is not usable");
    }
  if (config->relay_only)
    g_object_set (webrtc, "ice-transport-policy", GST_WEBRTC_ICE_TRANSPORT_POLICY_RELAY, NULL);
}

/* What webrtcbin is not to do when its rtpbin asks or tells it.
 *
 * On a BYE or a pause it forgets which line an SSRC is on. When that SSRC comes back, it gives it to the first line, and crashes
 * where that one is for data. What the last description says holds until the next one.
 *
 * We retransmit ourselves (packet-outlet.h): its own element for that would stand by with a thread in each connection. */
static void
silence_handlers (GstElement *webrtc,
                  GstElement *rtpbin)
{
  static const char *const signal_names[] = {
    "on-bye-ssrc", "on-bye-timeout", "on-sender-timeout", "on-timeout", "request-aux-sender"
  };

  for (guint i = 0; i < G_N_ELEMENTS (signal_names); i++)
    g_signal_handlers_disconnect_matched (rtpbin, G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_DATA,
                                          g_signal_lookup (signal_names[i], G_OBJECT_TYPE (rtpbin)), 0, NULL, NULL, webrtc);
}

static HearthHostIce *
make_ice (const HearthConnectionConfig *config)
{
  HearthHostIce *ice = hearth_host_ice_new (config->socket);

  for (guint i = 0; config->public_addresses != NULL && config->public_addresses[i] != NULL; i++)
    hearth_host_ice_add_public_address (ice, config->public_addresses[i]);

  return ice;
}

static GstElement *
make_webrtcbin (const char    *name,
                HearthHostIce *ice)
{
  if (ice == NULL)
    return gst_element_factory_make ("webrtcbin", name);

  /* webrtcbin takes the reference that it is given to be its own. */
  return gst_element_factory_make_full ("webrtcbin", "name", name, "ice-agent", g_object_ref (ice), NULL);
}

static guint
get_report_interval (const HearthConnectionConfig *config,
                     gboolean                      sends)
{
  if (sends)
    return RTCP_SENDING_INTERVAL_MS;

  return config->forwarding ? RTCP_FORWARDING_INTERVAL_MS : RTCP_PLAYING_INTERVAL_MS;
}

GstElement *
hearth_webrtc_element_new (HearthMediaPipeline           *pipeline,
                           const char                    *name,
                           const HearthConnectionConfig  *config,
                           gboolean                       sends,
                           GError                       **error)
{
  g_autoptr (GstElement) rtpbin = NULL;
  g_autoptr (HearthHostIce) ice = NULL;
  GstElement *webrtc;

  g_return_val_if_fail (HEARTH_IS_MEDIA_PIPELINE (pipeline), NULL);
  g_return_val_if_fail (config != NULL, NULL);

  if (config->socket != NULL)
    ice = make_ice (config);
  webrtc = make_webrtcbin (name, ice);
  if (webrtc == NULL)
    {
      g_set_error_literal (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_INTERNAL, "There is no webrtcbin in this GStreamer");
      return NULL;
    }
  gst_bin_add (hearth_media_pipeline_get_bin (pipeline), webrtc);

  g_object_set (webrtc, "bundle-policy", GST_WEBRTC_BUNDLE_POLICY_MAX_BUNDLE, NULL);
  if (ice == NULL)
    configure_agent (webrtc);
  configure_servers (webrtc, config);
  g_signal_connect (webrtc, "deep-element-added", G_CALLBACK (on_element_added),
                    GUINT_TO_POINTER (get_report_interval (config, sends)));

  rtpbin = gst_bin_get_by_name (GST_BIN (webrtc), "rtpbin");
  silence_handlers (webrtc, rtpbin);

  return gst_object_ref (webrtc);
}

void
hearth_webrtc_element_connected (GstElement *webrtc)
{
  g_autoptr (GstObject) ice = NULL;

  g_return_if_fail (GST_IS_BIN (webrtc));

  g_object_get (webrtc, "ice-agent", &ice, NULL);
  if (HEARTH_IS_HOST_ICE (ice))
    hearth_host_ice_connected (HEARTH_HOST_ICE (ice));
}

static int
compare_type (gconstpointer item,
              gconstpointer type)
{
  return g_strcmp0 (G_OBJECT_TYPE_NAME (g_value_get_object (item)), type);
}

GstElement *
hearth_webrtc_element_find (GstElement *webrtc,
                            const char *type)
{
  g_autoptr (GstIterator) elements = NULL;
  g_auto (GValue) found = G_VALUE_INIT;

  g_return_val_if_fail (GST_IS_BIN (webrtc) && type != NULL, NULL);

  elements = gst_bin_iterate_recurse (GST_BIN (webrtc));
  if (!gst_iterator_find_custom (elements, compare_type, &found, (gpointer) type))
    return NULL;

  return g_value_dup_object (&found);
}
