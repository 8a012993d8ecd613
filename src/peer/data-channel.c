/* A data channel: see the header.
 *
 * webrtcbin speaks on its pc thread. What it says is posted to the main thread in the order in which it came; how much may be on
 * the way is counted, so that a peer cannot fill our memory faster than the main thread empties it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/data-channel.h"

#include <string.h>

#include "base/limits.h"
#include "base/main-thread.h"
#include "peer/data-channel-private.h"

struct _HearthDataChannel
{
  GObject parent_instance;

  GstWebRTCDataChannel *channel; /* %NULL once closed */
  HearthCertificateGate *gate;
  char *label;
  gboolean open;
  gboolean over; /* it does not open again */

  _Atomic gsize n_posted; /* bytes on the way to the main thread, what carries the messages included */
  _Atomic gboolean refused;
};

enum
{
  OPENED,
  MESSAGE,
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthDataChannel, hearth_data_channel, G_TYPE_OBJECT)

/* --- Main thread ---------------------------------------------------------------------------------------------------------- */

static void
on_opened (gpointer target,
           gpointer data)
{
  HearthDataChannel *self = target;

  if (self->channel == NULL || self->open || self->over || !hearth_certificate_gate_is_open (self->gate))
    return;

  self->open = TRUE;
  g_signal_emit (self, signals[OPENED], 0);
}

static void
on_message (gpointer target,
            gpointer data)
{
  HearthDataChannel *self = target;
  const char *text = data;

  self->n_posted -= strlen (text) + HEARTH_LIMIT_CHANNEL_MESSAGE_COST;

  /* The first messages come on SCTP's thread, and may be here before webrtcbin's own thread has said that the channel is open. */
  on_opened (self, NULL);
  if (self->channel != NULL && self->open && hearth_certificate_gate_is_open (self->gate))
    g_signal_emit (self, signals[MESSAGE], 0, text);
}

static void
on_closed (gpointer target,
           gpointer data)
{
  HearthDataChannel *self = target;

  self->over = TRUE;
  if (self->channel == NULL || !self->open)
    return;

  self->open = FALSE;
  g_signal_emit (self, signals[CLOSED], 0);
}

/* --- webrtcbin's thread --------------------------------------------------------------------------------------------------- */

static void
refuse (HearthDataChannel    *self,
        GstWebRTCDataChannel *channel)
{
  self->refused = TRUE;
  gst_webrtc_data_channel_close (channel);
  hearth_main_thread_post (self, on_closed, NULL, NULL);
}

static void
on_open_on_pc_thread (GstWebRTCDataChannel *channel,
                      gpointer              user_data)
{
  hearth_main_thread_post (user_data, on_opened, NULL, NULL);
}

static void
on_close_on_pc_thread (GstWebRTCDataChannel *channel,
                       gpointer              user_data)
{
  hearth_main_thread_post (user_data, on_closed, NULL, NULL);
}

static void
on_string_on_pc_thread (GstWebRTCDataChannel *channel,
                        const char           *text,
                        gpointer              user_data)
{
  HearthDataChannel *self = user_data;
  gsize length = text != NULL ? strlen (text) : 0;
  gsize cost = length + HEARTH_LIMIT_CHANNEL_MESSAGE_COST;

  if (self->refused || length == 0)
    return;
  if (length > HEARTH_LIMIT_CONTROL_BYTES || self->n_posted + cost > HEARTH_LIMIT_CHANNEL_BUFFERED_BYTES
      || !g_utf8_validate (text, (gssize) length, NULL))
    {
      refuse (self, channel);
      return;
    }

  self->n_posted += cost;
  hearth_main_thread_post (self, on_message, g_strdup (text), g_free);
}

static void
on_data_on_pc_thread (GstWebRTCDataChannel *channel,
                      GBytes               *data,
                      gpointer              user_data)
{
  HearthDataChannel *self = user_data;

  if (!self->refused)
    refuse (self, channel);
}

/* --- The object ----------------------------------------------------------------------------------------------------------- */

static void
hearth_data_channel_finalize (GObject *object)
{
  HearthDataChannel *self = HEARTH_DATA_CHANNEL (object);

  hearth_data_channel_close (self);
  g_clear_object (&self->gate);
  g_free (self->label);

  G_OBJECT_CLASS (hearth_data_channel_parent_class)->finalize (object);
}

static void
hearth_data_channel_class_init (HearthDataChannelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_data_channel_finalize;

  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_data_channel_init (HearthDataChannel *self)
{
}

HearthDataChannel *
hearth_data_channel_new (GstWebRTCDataChannel  *channel,
                         HearthCertificateGate *gate)
{
  HearthDataChannel *self;

  g_return_val_if_fail (GST_IS_WEBRTC_DATA_CHANNEL (channel), NULL);
  g_return_val_if_fail (HEARTH_IS_CERTIFICATE_GATE (gate), NULL);

  self = g_object_new (HEARTH_TYPE_DATA_CHANNEL, NULL);
  self->channel = gst_object_ref (channel);
  self->gate = g_object_ref (gate);
  g_object_get (channel, "label", &self->label, NULL);

  g_signal_connect (channel, "on-open", G_CALLBACK (on_open_on_pc_thread), self);
  g_signal_connect (channel, "on-close", G_CALLBACK (on_close_on_pc_thread), self);
  g_signal_connect (channel, "on-message-string", G_CALLBACK (on_string_on_pc_thread), self);
  g_signal_connect (channel, "on-message-data", G_CALLBACK (on_data_on_pc_thread), self);

  return self;
}

void
hearth_data_channel_close (HearthDataChannel *self)
{
  g_return_if_fail (HEARTH_IS_DATA_CHANNEL (self));

  self->open = FALSE;
  if (self->channel == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->channel, self);
  g_clear_object (&self->channel);
}

const char *
hearth_data_channel_get_label (HearthDataChannel *self)
{
  g_return_val_if_fail (HEARTH_IS_DATA_CHANNEL (self), NULL);

  return self->label;
}

gboolean
hearth_data_channel_is_open (HearthDataChannel *self)
{
  g_return_val_if_fail (HEARTH_IS_DATA_CHANNEL (self), FALSE);

  return self->open && hearth_certificate_gate_is_open (self->gate);
}

gboolean
hearth_data_channel_send (HearthDataChannel *self,
                          const char        *text)
{
  GstWebRTCDataChannelState state;
  guint64 buffered;
  gsize length;

  g_return_val_if_fail (HEARTH_IS_DATA_CHANNEL (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);
  length = strlen (text);
  g_return_val_if_fail (length <= HEARTH_LIMIT_CONTROL_BYTES, FALSE);

  if (!hearth_data_channel_is_open (self))
    return FALSE;
  g_object_get (self->channel, "ready-state", &state, "buffered-amount", &buffered, NULL);
  if (state != GST_WEBRTC_DATA_CHANNEL_STATE_OPEN || buffered + length > HEARTH_LIMIT_CHANNEL_BUFFERED_BYTES)
    return FALSE;

  return gst_webrtc_data_channel_send_string_full (self->channel, text, NULL);
}
