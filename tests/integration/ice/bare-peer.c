/* A webrtcbin on its own: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bare-peer.h"

#include <string.h>

#include "bare-webrtc.h"
#include "ice/local-addresses.h"
#include "ice/socket-address.h"

#define SOUND "audiotestsrc is-live=true wave=ticks ! opusenc frame-size=20 ! rtpopuspay pt=111 ! " \
              "capsfilter caps=application/x-rtp,media=audio,encoding-name=OPUS,payload=111,clock-rate=48000"

/* All there are: main thread. */
static GPtrArray *peers;

/* --- Signalling: each on the pc thread of one, into the queue of the other ---------------------------------------------- */

static void
on_candidate_on_pc_thread (GstElement *webrtc,
                           guint       mline,
                           const char *candidate,
                           gpointer    user_data)
{
  BarePeer *self = user_data;

  if (strstr (candidate, "typ srflx") != NULL)
    self->has_reflexive = TRUE;
  if (candidate[0] == '\0')
    self->gathered = TRUE;
  g_signal_emit_by_name (self->other->webrtc, "add-ice-candidate", mline, candidate);
}

static GstWebRTCSessionDescription *
take_description (GstPromise *promise,
                  const char *field)
{
  GstWebRTCSessionDescription *description = NULL;

  g_assert_cmpint (gst_promise_wait (promise), ==, GST_PROMISE_RESULT_REPLIED);
  g_assert_true (gst_structure_get (gst_promise_get_reply (promise), field, GST_TYPE_WEBRTC_SESSION_DESCRIPTION, &description,
                                    NULL));
  gst_promise_unref (promise);

  return description;
}

static void
on_answer_on_pc_thread (GstPromise *promise,
                        gpointer    user_data)
{
  BarePeer *self = user_data;
  g_autoptr (GstWebRTCSessionDescription) answer = take_description (promise, "answer");

  g_signal_emit_by_name (self->webrtc, "set-local-description", answer, NULL);
  g_signal_emit_by_name (self->other->webrtc, "set-remote-description", answer, NULL);
}

static void
on_offer_set_on_pc_thread (GstPromise *promise,
                           gpointer    user_data)
{
  BarePeer *self = user_data;

  gst_promise_unref (promise);
  g_signal_emit_by_name (self->webrtc, "create-answer", NULL,
                         gst_promise_new_with_change_func (on_answer_on_pc_thread, self, NULL));
}

static void
on_offer_on_pc_thread (GstPromise *promise,
                       gpointer    user_data)
{
  BarePeer *self = user_data;
  g_autoptr (GstWebRTCSessionDescription) offer = take_description (promise, "offer");

  g_signal_emit_by_name (self->webrtc, "set-local-description", offer, NULL);
  g_signal_emit_by_name (self->other->webrtc, "set-remote-description", offer,
                         gst_promise_new_with_change_func (on_offer_set_on_pc_thread, self->other, NULL));
}

/* --- Data --------------------------------------------------------------------------------------------------------------- */

static void
on_message (GstWebRTCDataChannel *channel,
            const char           *text,
            gpointer              user_data)
{
  BarePeer *self = user_data;

  self->n_messages++;
  if (!g_str_has_prefix (text, "echo "))
    {
      g_autofree char *echo = g_strconcat ("echo ", text, NULL);

      gst_webrtc_data_channel_send_string_full (channel, echo, NULL);
    }
}

static void
on_open (GstWebRTCDataChannel *channel,
         gpointer              user_data)
{
  BarePeer *self = user_data;

  g_mutex_lock (&self->lock);
  self->channel_open = TRUE;
  g_mutex_unlock (&self->lock);
}

static void
take_channel (BarePeer             *self,
              GstWebRTCDataChannel *channel)
{
  GstWebRTCDataChannelState state;

  g_signal_connect (channel, "on-message-string", G_CALLBACK (on_message), self);
  g_signal_connect (channel, "on-open", G_CALLBACK (on_open), self);
  g_mutex_lock (&self->lock);
  g_set_object (&self->channel, channel);
  g_object_get (channel, "ready-state", &state, NULL);
  self->channel_open |= state == GST_WEBRTC_DATA_CHANNEL_STATE_OPEN;
  g_mutex_unlock (&self->lock);
}

static void
on_data_channel_on_pc_thread (GstElement           *webrtc,
                              GstWebRTCDataChannel *channel,
                              gpointer              user_data)
{
  take_channel (user_data, channel);
}

/* --- Media -------------------------------------------------------------------------------------------------------------- */

static void
on_pad_added (GstElement *webrtc,
              GstPad     *pad,
              gpointer    user_data)
{
  BarePeer *self = user_data;

  if (GST_PAD_DIRECTION (pad) == GST_PAD_SRC)
    bare_webrtc_count (pad, &self->n_packets);
}

/* --- The peer ----------------------------------------------------------------------------------------------------------- */

static void
on_connection_state_on_pc_thread (GObject    *webrtc,
                                  GParamSpec *pspec,
                                  gpointer    user_data)
{
  BarePeer *self = user_data;
  GstWebRTCPeerConnectionState state;

  g_object_get (webrtc, "connection-state", &state, NULL);
  if (state == GST_WEBRTC_PEER_CONNECTION_STATE_FAILED)
    self->failed = TRUE;
  if (state == GST_WEBRTC_PEER_CONNECTION_STATE_CONNECTED)
    self->connected = TRUE;
  g_main_context_wakeup (NULL);
}

/* On a computer without a network libnice leaves loopback out unless it is named. */
static const char *
choose_address (const char *address)
{
  g_autoptr (GArray) addresses = hearth_local_addresses_get (1);
  char first[HEARTH_SOCKET_ADDRESS_TEXT_BYTES];

  if (address != NULL || addresses->len == 0)
    return address;

  hearth_socket_address_format (&g_array_index (addresses, HearthSocketAddress, 0), first);
  return g_str_equal (first, "::1") || g_str_has_prefix (first, "127.") ? "127.0.0.1" : NULL;
}

BarePeer *
bare_peer_new (const char       *name,
               HearthHostSocket *socket,
               const char       *address)
{
  BarePeer *self = g_new0 (BarePeer, 1);
  g_autoptr (GstObject) ice = NULL;

  if (peers == NULL)
    peers = g_ptr_array_new ();
  g_ptr_array_add (peers, self);
  g_mutex_init (&self->lock);
  self->name = name;
  self->pipeline = gst_object_ref_sink (gst_pipeline_new (name));
  if (socket != NULL)
    self->ice = hearth_host_ice_new (socket);
  self->webrtc = bare_webrtc_new (self->pipeline, self->ice);
  g_object_get (self->webrtc, "ice-agent", &ice, NULL);
  if (socket == NULL)
    {
      g_autoptr (GObject) agent = NULL;

      address = choose_address (address);
      g_object_get (ice, "agent", &agent, NULL);
      g_object_set (agent, "upnp", FALSE, NULL);
    }
  if (address != NULL)
    {
      gboolean added = FALSE;

      g_signal_emit_by_name (ice, "add-local-ip-address", address, &added);
      g_assert_true (added);
    }
  g_signal_connect (self->webrtc, "on-ice-candidate", G_CALLBACK (on_candidate_on_pc_thread), self);
  g_signal_connect (self->webrtc, "on-data-channel", G_CALLBACK (on_data_channel_on_pc_thread), self);
  g_signal_connect (self->webrtc, "pad-added", G_CALLBACK (on_pad_added), self);
  g_signal_connect (self->webrtc, "notify::connection-state", G_CALLBACK (on_connection_state_on_pc_thread), self);

  return self;
}

void
bare_peer_free (BarePeer *self)
{
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_signal_handlers_disconnect_by_data (self->webrtc, self);
  if (self->channel != NULL)
    g_signal_handlers_disconnect_by_data (self->channel, self);
  g_clear_object (&self->channel);
  gst_clear_object (&self->pipeline);
  if (self->ice != NULL)
    g_assert_finalize_object (self->ice);
  g_mutex_clear (&self->lock);
  g_ptr_array_remove (peers, self);
  if (peers->len == 0)
    g_clear_pointer (&peers, g_ptr_array_unref);
  g_free (self);
}

void
bare_peer_call (BarePeer *self,
                BarePeer *other)
{
  GstWebRTCDataChannel *channel = NULL;

  self->other = other;
  other->other = self;
  bare_webrtc_add_sender (self->webrtc, SOUND);
  bare_webrtc_add_sender (other->webrtc, SOUND);
  gst_element_set_state (other->pipeline, GST_STATE_PLAYING);
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);

  g_signal_emit_by_name (self->webrtc, "create-data-channel", "talk", NULL, &channel);
  g_assert_nonnull (channel);
  take_channel (self, channel);
  g_object_unref (channel);
  g_signal_emit_by_name (self->webrtc, "create-offer", NULL,
                         gst_promise_new_with_change_func (on_offer_on_pc_thread, self, NULL));
}

void
bare_peer_say (BarePeer   *self,
               const char *text)
{
  g_mutex_lock (&self->lock);
  g_assert_true (gst_webrtc_data_channel_send_string_full (self->channel, text, NULL));
  g_mutex_unlock (&self->lock);
}

gboolean
bare_peer_can_talk (BarePeer *self)
{
  gboolean open;

  g_mutex_lock (&self->lock);
  open = self->channel_open;
  g_mutex_unlock (&self->lock);

  return open;
}

static gboolean
on_timeout (gpointer user_data)
{
  gboolean *over = user_data;

  *over = TRUE;

  return G_SOURCE_REMOVE;
}

static gboolean
on_tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
describe (BarePeer *self)
{
  GstWebRTCICEConnectionState ice_state;
  GstWebRTCSignalingState signaling_state;

  g_object_get (self->webrtc, "ice-connection-state", &ice_state, "signaling-state", &signaling_state, NULL);
  g_test_message ("%s: signalling %d, ICE %d, connected %d, failed %d, can talk %d, messages %u, packets %u", self->name,
                  signaling_state, ice_state, self->connected, self->failed, bare_peer_can_talk (self), self->n_messages,
                  self->n_packets);
}

void
bare_peer_wait (gboolean (*condition) (gpointer user_data),
                gpointer   user_data,
                guint      seconds)
{
  gboolean over = FALSE;
  guint timeout = g_timeout_add_seconds (seconds, on_timeout, &over);
  /* Counters change on other threads. */
  guint tick = g_timeout_add (10, on_tick, NULL);

  while (!condition (user_data) && !over)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; over && peers != NULL && i < peers->len; i++)
    describe (g_ptr_array_index (peers, i));
  g_assert_true (condition (user_data));
  g_source_remove (tick);
  if (!over)
    g_source_remove (timeout);
}

void
bare_peer_run (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, on_timeout, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}
