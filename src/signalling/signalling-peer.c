/* One socket at the server: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/signalling-peer.h"

#include "base/limits.h"
#include "base/token-bucket.h"
#include "signalling/message-assembler.h"
#include "signalling/send-queue.h"
#include "signalling/socket-meter.h"

/* How long a peer that is being closed may take to read the rest. */
#define CLOSE_SECONDS 3

/* What a piece of a message costs beside its bytes, so that empty fragments are not free. An honest piece is a TCP segment. */
#define PIECE_BYTES 64

struct _HearthSignallingPeer
{
  struct lws *wsi;
  gpointer owner;
  HearthSignallingMetrics *metrics;
  HearthRoomSeat seat;

  HearthDeadline deadline;
  HearthDeadline liveness;
  HearthDeadline metering;

  HearthTokenBucket messages;
  HearthTokenBucket bytes;
  HearthSocketMeter meter;
  HearthMessageAssembler assembler;

  HearthSendQueue queue;
  gboolean ping_due;
  enum lws_close_status closing; /* LWS_CLOSE_STATUS_NOSTATUS: it is not */
  gboolean ended; /* libwebsockets ends it by itself from here: ask nothing of it */
};

static gboolean
is_ending (HearthSignallingPeer *self)
{
  return self->closing != LWS_CLOSE_STATUS_NOSTATUS || self->ended;
}

static gboolean
may_send (HearthSignallingPeer *self,
          gsize                 length,
          gboolean              ends_message,
          gint64                now)
{
  return hearth_token_bucket_take (&self->bytes, length + PIECE_BYTES, now)
         && (!ends_message || hearth_token_bucket_take (&self->messages, 1, now));
}

/* By hand: with lws_close_reason() and -1 from the writeable callback libwebsockets, built without NDEBUG as in Debian, closes
 * twice and the frame is lost. What follows (the other side's frame, or the timeout) it does well. RFC 6455, 5.5.1. */
static int
write_closing_frame (HearthSignallingPeer *self)
{
  guint8 frame[LWS_PRE + 4] = { 0 };

  frame[LWS_PRE] = 0x88; /* FIN, opcode 8 */
  frame[LWS_PRE + 1] = 2;
  frame[LWS_PRE + 2] = (guint8) (self->closing >> 8);
  frame[LWS_PRE + 3] = (guint8) self->closing;

  return lws_write (self->wsi, frame + LWS_PRE, 4, LWS_WRITE_RAW) < 0 ? -1 : 0;
}

/* libwebsockets sees its timeouts only after something has come from some socket; here that is this word to itself. */
static void
set_timeout (HearthSignallingPeer *self,
             int                   seconds)
{
  lws_set_timeout (self->wsi, PENDING_TIMEOUT_USER_OK, seconds);
  lws_cancel_service_pt (self->wsi);
}

static void
end_at_once (HearthSignallingPeer *self)
{
  self->ended = TRUE;
  set_timeout (self, LWS_TO_KILL_ASYNC);
}

/* Nothing waits for the socket, so that what is written now goes at once, and in its turn. To wait for the loop to say that an idle
 * socket is writeable costs as much as all the rest of a message. */
static gboolean
may_write_now (HearthSignallingPeer *self)
{
  return hearth_send_queue_is_empty (&self->queue) && !lws_partial_buffered (self->wsi);
}

/* Returns: FALSE where the socket is broken. What the socket does not take, libwebsockets keeps, and says when it is writeable. */
static gboolean
write_message (HearthSignallingPeer *self,
               HearthQueuedMessage  *message)
{
  gsize length = hearth_queued_message_get_length (message);

  if (lws_write (self->wsi, hearth_queued_message_get_data (message), length, LWS_WRITE_TEXT) < 0)
    return FALSE;

  self->metrics->messages_sent++;
  self->metrics->bytes_sent += length;
  return TRUE;
}

static gboolean
write_ping (HearthSignallingPeer *self)
{
  /* Not empty: libwebsockets keeps the answer to an empty ping to itself. */
  guint8 ping[LWS_PRE + 1] = { 0 };

  self->ping_due = FALSE;
  return lws_write (self->wsi, ping + LWS_PRE, 1, LWS_WRITE_PING) >= 0;
}

HearthSignallingPeer *
hearth_signalling_peer_new (struct lws                *wsi,
                            const HearthAddress       *address,
                            const HearthRoomSeatFuncs *funcs,
                            HearthSignallingMetrics   *metrics,
                            gpointer                   owner,
                            gint64                     now)
{
  HearthSignallingPeer *self;

  g_return_val_if_fail (wsi != NULL, NULL);
  g_return_val_if_fail (address != NULL, NULL);
  g_return_val_if_fail (funcs != NULL, NULL);
  g_return_val_if_fail (metrics != NULL, NULL);

  self = g_new0 (HearthSignallingPeer, 1);
  self->wsi = wsi;
  self->owner = owner;
  self->metrics = metrics;
  self->seat.funcs = funcs;
  self->seat.address = *address;
  hearth_signalling_peer_trust_as_guest (self, now);

  return self;
}

void
hearth_signalling_peer_free (HearthSignallingPeer *self)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->seat.kind == HEARTH_SEAT_NONE);

  hearth_deadline_clear (&self->deadline);
  hearth_deadline_clear (&self->liveness);
  hearth_deadline_clear (&self->metering);
  hearth_message_assembler_clear (&self->assembler);
  hearth_send_queue_clear (&self->queue);
  g_free (self);
}

HearthSignallingPeer *
hearth_signalling_peer_from_seat (HearthRoomSeat *seat)
{
  g_return_val_if_fail (seat != NULL, NULL);

  return (HearthSignallingPeer *) (gpointer) ((char *) seat - G_STRUCT_OFFSET (HearthSignallingPeer, seat));
}

HearthRoomSeat *
hearth_signalling_peer_get_seat (HearthSignallingPeer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->seat;
}

gpointer
hearth_signalling_peer_get_owner (HearthSignallingPeer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->owner;
}

const HearthAddress *
hearth_signalling_peer_get_address (HearthSignallingPeer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->seat.address;
}

void
hearth_signalling_peer_set_address (HearthSignallingPeer *self,
                                    const HearthAddress  *address)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (address != NULL);
  g_return_if_fail (!hearth_address_is_known (&self->seat.address));

  self->seat.address = *address;
}

HearthDeadline *
hearth_signalling_peer_get_deadline (HearthSignallingPeer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->deadline;
}

HearthDeadline *
hearth_signalling_peer_get_liveness (HearthSignallingPeer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->liveness;
}

HearthDeadline *
hearth_signalling_peer_get_metering (HearthSignallingPeer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->metering;
}

void
hearth_signalling_peer_trust_as_host (HearthSignallingPeer *self,
                                      gint64                now)
{
  g_return_if_fail (self != NULL);

  hearth_token_bucket_init (&self->messages, HEARTH_LIMIT_HOST_MESSAGES, HEARTH_LIMIT_HOST_MESSAGES_PER_SECOND, now);
  hearth_token_bucket_init (&self->bytes, HEARTH_LIMIT_HOST_BYTES, HEARTH_LIMIT_HOST_BYTES_PER_SECOND, now);
}

void
hearth_signalling_peer_trust_as_guest (HearthSignallingPeer *self,
                                       gint64                now)
{
  g_return_if_fail (self != NULL);

  hearth_token_bucket_init (&self->messages, HEARTH_LIMIT_GUEST_MESSAGES, HEARTH_LIMIT_GUEST_MESSAGES_PER_SECOND, now);
  hearth_token_bucket_init (&self->bytes, HEARTH_LIMIT_GUEST_BYTES, HEARTH_LIMIT_GUEST_BYTES_PER_SECOND, now);
}

HearthPeerEvent
hearth_signalling_peer_receive (HearthSignallingPeer  *self,
                                const void            *data,
                                gsize                  length,
                                gint64                 now,
                                GBytes               **message)
{
  gsize announced;
  gboolean last;

  g_return_val_if_fail (self != NULL, HEARTH_PEER_NOTHING);
  g_return_val_if_fail (message != NULL, HEARTH_PEER_NOTHING);

  if (is_ending (self))
    return HEARTH_PEER_NOTHING;

  if (lws_frame_is_binary (self->wsi))
    {
      hearth_signalling_peer_close (self, LWS_CLOSE_STATUS_UNACCEPTABLE_OPCODE, HEARTH_SOCKET_END_MALFORMED);
      return HEARTH_PEER_NOTHING;
    }

  self->metrics->bytes_received += length;
  hearth_socket_meter_tell (&self->meter, length + PIECE_BYTES);
  announced = lws_remaining_packet_payload (self->wsi);
  last = announced == 0 && lws_is_final_fragment (self->wsi);
  if (!may_send (self, length, last, now))
    {
      hearth_signalling_peer_reject (self, HEARTH_DENY_BUSY, HEARTH_SOCKET_END_TOO_MUCH);
      return HEARTH_PEER_NOTHING;
    }

  switch (hearth_message_assembler_push (&self->assembler, data, length, announced, last, message))
    {
    case HEARTH_ASSEMBLY_WHOLE:
      self->metrics->messages_received++;
      return HEARTH_PEER_MESSAGE;
    case HEARTH_ASSEMBLY_TOO_LARGE:
      hearth_signalling_peer_close (self, LWS_CLOSE_STATUS_MESSAGE_TOO_LARGE, HEARTH_SOCKET_END_TOO_LARGE);
      return HEARTH_PEER_NOTHING;
    case HEARTH_ASSEMBLY_PARTIAL:
    default:
      return HEARTH_PEER_NOTHING;
    }
}

gsize
hearth_signalling_peer_meter (HearthSignallingPeer *self,
                              gint64                now)
{
  gsize unseen;

  g_return_val_if_fail (self != NULL, 0);

  if (self->ended)
    return 0;

  unseen = hearth_socket_meter_look (&self->meter, lws_get_socket_fd (self->wsi));
  /* Without a word: libwebsockets writes its pongs first, so that as long as pings come nothing of ours would go out. */
  if (!hearth_token_bucket_take (&self->bytes, (double) unseen, now))
    hearth_signalling_peer_cut (self, HEARTH_SOCKET_END_TOO_MUCH);

  return unseen;
}

void
hearth_signalling_peer_send (HearthSignallingPeer *self,
                             const HearthEnvelope *envelope)
{
  g_autoptr (HearthQueuedMessage) message = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (envelope != NULL);

  if (is_ending (self))
    return;

  text = hearth_envelope_to_text (envelope);
  message = hearth_queued_message_new (text);
  if (may_write_now (self))
    {
      if (!write_message (self, message))
        end_at_once (self);
      return;
    }

  if (hearth_send_queue_push (&self->queue, g_steal_pointer (&message)))
    {
      lws_callback_on_writable (self->wsi);
      return;
    }

  /* It does not read. What it has not read yet is of no use without this one. */
  hearth_send_queue_clear (&self->queue);
  hearth_signalling_peer_close (self, LWS_CLOSE_STATUS_POLICY_VIOLATION, HEARTH_SOCKET_END_SLOW_READER);
}

void
hearth_signalling_peer_ping (HearthSignallingPeer *self)
{
  g_return_if_fail (self != NULL);

  if (is_ending (self))
    return;

  if (may_write_now (self))
    {
      if (!write_ping (self))
        end_at_once (self);
      return;
    }

  self->ping_due = TRUE;
  lws_callback_on_writable (self->wsi);
}

int
hearth_signalling_peer_write (HearthSignallingPeer *self)
{
  g_return_val_if_fail (self != NULL, -1);

  if (self->ping_due && !write_ping (self))
    return -1;

  while (!hearth_send_queue_is_empty (&self->queue) && !lws_partial_buffered (self->wsi))
    {
      g_autoptr (HearthQueuedMessage) message = hearth_send_queue_pop (&self->queue);

      if (!write_message (self, message))
        return -1;
    }

  if (!hearth_send_queue_is_empty (&self->queue))
    {
      lws_callback_on_writable (self->wsi);
      return 0;
    }

  if (self->closing != LWS_CLOSE_STATUS_NOSTATUS)
    {
      self->ended = TRUE;
      return write_closing_frame (self);
    }

  return 0;
}

void
hearth_signalling_peer_close (HearthSignallingPeer  *self,
                              enum lws_close_status  status,
                              HearthSocketEnd        why)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (status != LWS_CLOSE_STATUS_NOSTATUS);

  if (is_ending (self))
    return;

  self->metrics->ended[why]++;
  self->closing = status;
  self->ping_due = FALSE;
  hearth_message_assembler_clear (&self->assembler);

  /* A full socket never becomes writeable: hence the timeout. */
  lws_callback_on_writable (self->wsi);
  set_timeout (self, CLOSE_SECONDS);
}

void
hearth_signalling_peer_reject (HearthSignallingPeer *self,
                               HearthDenyReason      reason,
                               HearthSocketEnd       why)
{
  g_autoptr (HearthEnvelope) envelope = NULL;

  g_return_if_fail (self != NULL);

  if (is_ending (self))
    return;

  envelope = hearth_envelope_new (HEARTH_ENVELOPE_ERROR);
  envelope->reason = reason;
  hearth_signalling_peer_send (self, envelope);
  hearth_signalling_peer_close (self, LWS_CLOSE_STATUS_POLICY_VIOLATION, why);
}

void
hearth_signalling_peer_cut (HearthSignallingPeer *self,
                            HearthSocketEnd       why)
{
  g_return_if_fail (self != NULL);

  if (self->ended)
    return;

  if (!is_ending (self))
    self->metrics->ended[why]++;
  end_at_once (self);
}
