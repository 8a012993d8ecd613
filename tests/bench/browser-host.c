/* The host's half of ./dev bench browsers: a bare webrtcbin on the room's socket, and the page that a browser calls it from.
 *
 *   browser-host PAGE [--browser-offers]
 *
 * Serves PAGE on a port of its own ("port N" on standard output), exchanges the two descriptions with it over HTTP, sends picture
 * and sound, says back what comes over the data channel, and prints "host {…}" and "page {…}", the figures of both, as JSON. Ends
 * then.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gst/gst.h>
#include <gst/sdp/sdp.h>
#include <gst/webrtc/webrtc.h>
#include <libsoup/soup.h>
#include <string.h>

#include "bare-webrtc.h"
#include "base/main-thread.h"

typedef struct
{
  GMainLoop *loop;
  char *page;
  gboolean browser_offers;
  gboolean done;
  SoupServer *server;
  SoupServerMessage *waiting; /* for our description */
  char *description;          /* ours, once its candidates are in it */

  HearthHostSocket *socket;
  HearthHostIce *ice;
  GstElement *pipeline;
  GstElement *webrtc;
  int video_payload;
  int audio_payload;
  _Atomic guint n_video;
  _Atomic guint n_audio;
} Host;

/* --- Media ---------------------------------------------------------------------------------------------------------------- */

/* In the order of the page's offer: webrtcbin matches lines and pads by kind. */
static void
add_senders (Host *self)
{
  g_autofree char *sound = g_strdup_printf ("audiotestsrc is-live=true ! audioconvert ! opusenc ! rtpopuspay pt=%d ! "
                                            "capsfilter caps=application/x-rtp,media=audio,encoding-name=OPUS,payload=%d",
                                            self->audio_payload, self->audio_payload);
  g_autofree char *picture = g_strdup_printf ("videotestsrc is-live=true pattern=ball ! "
                                              "video/x-raw,width=320,height=240,framerate=30/1 ! "
                                              "vp8enc deadline=1 keyframe-max-dist=60 ! rtpvp8pay pt=%d ! "
                                              "capsfilter caps=application/x-rtp,media=video,encoding-name=VP8,payload=%d",
                                              self->video_payload, self->video_payload);

  bare_webrtc_add_sender (self->webrtc, sound);
  bare_webrtc_add_sender (self->webrtc, picture);
}

static void
on_pad_added (GstElement *webrtc,
              GstPad     *pad,
              gpointer    user_data)
{
  Host *self = user_data;
  g_autoptr (GstCaps) caps = NULL;
  gboolean video;

  if (GST_PAD_DIRECTION (pad) != GST_PAD_SRC)
    return;

  caps = gst_pad_get_current_caps (pad);
  video = g_strcmp0 (gst_structure_get_string (gst_caps_get_structure (caps, 0), "media"), "video") == 0;
  bare_webrtc_count (pad, video ? &self->n_video : &self->n_audio);
}

static void
on_message (GstWebRTCDataChannel *channel,
            const char           *text,
            gpointer              user_data)
{
  gst_webrtc_data_channel_send_string_full (channel, text, NULL);
}

static void
on_data_channel_on_pc_thread (GstElement           *webrtc,
                              GstWebRTCDataChannel *channel,
                              gpointer              user_data)
{
  g_signal_connect (channel, "on-message-string", G_CALLBACK (on_message), NULL);
}

/* --- Descriptions --------------------------------------------------------------------------------------------------------- */

static void
respond (SoupServerMessage *message,
         const char        *type,
         const char        *text)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

static void
hand_over_description (Host *self)
{
  if (self->waiting == NULL || self->description == NULL)
    return;
  respond (self->waiting, "application/sdp", self->description);
  soup_server_message_unpause (self->waiting);
  g_clear_object (&self->waiting);
}

static void
on_gathered (gpointer target,
             gpointer data)
{
  Host *self = data;
  g_autoptr (GstWebRTCSessionDescription) description = NULL;

  if (self->description != NULL)
    return;
  g_object_get (self->webrtc, "local-description", &description, NULL);
  self->description = gst_sdp_message_as_text (description->sdp);
  hand_over_description (self);
}

static void
on_candidate_on_pc_thread (GstElement *webrtc,
                           guint       mline,
                           const char *candidate,
                           gpointer    user_data)
{
  Host *self = user_data;

  /* The last one says that there are no more, and all are in the description. */
  if (candidate[0] == '\0')
    hearth_main_thread_post (self->ice, on_gathered, self, NULL);
}

static void
on_created_on_pc_thread (GstPromise *promise,
                         gpointer    user_data)
{
  Host *self = user_data;
  g_autoptr (GstWebRTCSessionDescription) description = NULL;

  gst_structure_get (gst_promise_get_reply (promise), self->browser_offers ? "answer" : "offer",
                     GST_TYPE_WEBRTC_SESSION_DESCRIPTION, &description, NULL);
  g_signal_emit_by_name (self->webrtc, "set-local-description", description, NULL);
  gst_promise_unref (promise);
}

static void
on_offer_set_on_pc_thread (GstPromise *promise,
                           gpointer    user_data)
{
  Host *self = user_data;

  gst_promise_unref (promise);
  g_signal_emit_by_name (self->webrtc, "create-answer", NULL,
                         gst_promise_new_with_change_func (on_created_on_pc_thread, self, NULL));
}

static void
on_negotiation_needed_on_pc_thread (GstElement *webrtc,
                                    gpointer    user_data)
{
  Host *self = user_data;

  if (!self->browser_offers)
    g_signal_emit_by_name (webrtc, "create-offer", NULL,
                           gst_promise_new_with_change_func (on_created_on_pc_thread, self, NULL));
}

/* The numbers that the browser has given to our codecs. */
static void
read_payloads (Host                *self,
               const GstSDPMessage *sdp)
{
  for (guint m = 0; m < gst_sdp_message_medias_len (sdp); m++)
    {
      const GstSDPMedia *media = gst_sdp_message_get_media (sdp, m);

      for (guint i = 0; i < gst_sdp_media_attributes_len (media); i++)
        {
          const GstSDPAttribute *attribute = gst_sdp_media_get_attribute (media, i);

          if (!g_str_equal (attribute->key, "rtpmap"))
            continue;
          if (strstr (attribute->value, " VP8/") != NULL)
            self->video_payload = atoi (attribute->value);
          if (strstr (attribute->value, " opus/") != NULL)
            self->audio_payload = atoi (attribute->value);
        }
    }
}

static void
take_description (Host              *self,
                  SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autofree char *text = g_strndup (body->data, (gsize) body->length);
  g_autoptr (GstWebRTCSessionDescription) description = NULL;
  GstSDPMessage *sdp = NULL;

  if (gst_sdp_message_new_from_text (text, &sdp) != GST_SDP_OK)
    {
      soup_server_message_set_status (message, SOUP_STATUS_BAD_REQUEST, NULL);
      return;
    }
  description = gst_webrtc_session_description_new (self->browser_offers ? GST_WEBRTC_SDP_TYPE_OFFER : GST_WEBRTC_SDP_TYPE_ANSWER,
                                                    sdp);
  if (!self->browser_offers)
    {
      g_signal_emit_by_name (self->webrtc, "set-remote-description", description, NULL);
      respond (message, "text/plain", "");
      return;
    }

  read_payloads (self, sdp);
  add_senders (self);
  g_signal_emit_by_name (self->webrtc, "set-remote-description", description,
                         gst_promise_new_with_change_func (on_offer_set_on_pc_thread, self, NULL));
  self->waiting = g_object_ref (message);
  soup_server_message_pause (message);
}

/* --- The page ------------------------------------------------------------------------------------------------------------- */

static void
take_result (Host              *self,
             SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  HearthHostSocketStats stats;

  hearth_host_socket_get_stats (self->socket, &stats);
  g_print ("host {\"video_packets\": %u, \"audio_packets\": %u, \"received\": %" G_GUINT64_FORMAT ", \"sent\": %" G_GUINT64_FORMAT
           ", \"dropped\": %" G_GUINT64_FORMAT "}\n", self->n_video, self->n_audio, stats.received_packets, stats.sent_packets,
           stats.dropped);
  g_print ("page %.*s\n", (int) body->length, body->data);
  respond (message, "text/plain", "");
  self->done = TRUE;
  g_main_loop_quit (self->loop);
}

static void
on_request (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  Host *self = user_data;
  gboolean posted = g_str_equal (soup_server_message_get_method (message), SOUP_METHOD_POST);

  if (g_str_equal (path, "/"))
    respond (message, "text/html", self->page);
  else if (g_str_equal (path, "/offer") && !posted && !self->browser_offers)
    {
      self->waiting = g_object_ref (message);
      soup_server_message_pause (message);
      hand_over_description (self);
    }
  else if (posted && g_str_equal (path, self->browser_offers ? "/offer" : "/answer"))
    take_description (self, message);
  else if (posted && g_str_equal (path, "/result"))
    take_result (self, message);
  else
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
}

static gboolean
serve (Host    *self,
       GError **error)
{
  g_autoslist (GUri) uris = NULL;

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  if (!soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;
  uris = soup_server_get_uris (self->server);
  g_print ("port %d\n", g_uri_get_port (uris->data));

  return TRUE;
}

static void
start_webrtc (Host *self)
{
  self->ice = hearth_host_ice_new (self->socket);
  self->pipeline = gst_pipeline_new ("host");
  self->webrtc = bare_webrtc_new (self->pipeline, self->ice);
  g_signal_connect (self->webrtc, "on-negotiation-needed", G_CALLBACK (on_negotiation_needed_on_pc_thread), self);
  g_signal_connect (self->webrtc, "on-ice-candidate", G_CALLBACK (on_candidate_on_pc_thread), self);
  g_signal_connect (self->webrtc, "on-data-channel", G_CALLBACK (on_data_channel_on_pc_thread), self);
  g_signal_connect (self->webrtc, "pad-added", G_CALLBACK (on_pad_added), self);

  if (!self->browser_offers)
    {
      g_autoptr (GstWebRTCDataChannel) channel = NULL;

      add_senders (self);
      gst_element_set_state (self->pipeline, GST_STATE_READY);
      g_signal_emit_by_name (self->webrtc, "create-data-channel", "talk", NULL, &channel);
      g_signal_connect (channel, "on-message-string", G_CALLBACK (on_message), NULL);
    }
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
}

int
main (int    argc,
      char **argv)
{
  Host self = { .video_payload = 96, .audio_payload = 111 };
  g_autoptr (GError) error = NULL;

  gst_init (&argc, &argv);
  hearth_main_thread_init ();
  if (argc < 2 || !g_file_get_contents (argv[1], &self.page, NULL, &error))
    {
      g_printerr ("browser-host PAGE [--browser-offers]: %s\n", error != NULL ? error->message : "no page");
      return 2;
    }
  self.browser_offers = argc > 2 && g_str_equal (argv[2], "--browser-offers");
  self.loop = g_main_loop_new (NULL, FALSE);
  self.socket = hearth_host_socket_new (0, &error);
  if (self.socket == NULL || !serve (&self, &error))
    {
      g_printerr ("browser-host: %s\n", error->message);
      return 1;
    }
  start_webrtc (&self);
  g_main_loop_run (self.loop);

  gst_element_set_state (self.pipeline, GST_STATE_NULL);
  soup_server_disconnect (self.server);
  g_object_unref (self.server);
  gst_object_unref (self.pipeline);
  g_object_unref (self.ice);
  hearth_host_socket_close (self.socket);
  g_object_unref (self.socket);
  g_main_loop_unref (self.loop);
  g_free (self.description);
  g_free (self.page);

  return 0;
}
