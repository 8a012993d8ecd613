/* What one turn of the I/O thread sends: packets that come cause others, which wait for more to leave with, until the turn ends or the
 * first has waited long enough. Measures how long each was held.
 *
 *   begin ─ (push what came ─ note)… ─ end
 *
 * A value of HearthHostSocket's. I/O thread, but for hearth_send_turn_add_stats().
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ice/host-socket.h"
#include "ice/latency-histogram.h"
#include "ice/packet-receiver.h"
#include "ice/send-batch.h"

G_BEGIN_DECLS

typedef struct
{
  HearthSendBatch *batch;
  gint64 due;                                         /* ns, monotonic: when what waits leaves */
  gint64 waiting_since[HEARTH_PACKET_RECEIVER_BATCH]; /* arrivals of what has caused packets that wait */
  guint n_waiting;

  _Atomic guint64 packets;
  _Atomic guint64 calls;
  _Atomic guint64 dropped;
  HearthLatencyHistogram latency;
} HearthSendTurn;

/** hearth_send_turn_init: Before the thread begins. @socket: must outlive it */
void     hearth_send_turn_init      (HearthSendTurn         *self,
                                     const HearthUdpSocket  *socket);
void     hearth_send_turn_clear     (HearthSendTurn         *self);

/** hearth_send_turn_begin: Packets have come and are about to be pushed. */
void     hearth_send_turn_begin     (HearthSendTurn         *self);

/** hearth_send_turn_get_waiting: Returns: how many packets wait */
guint    hearth_send_turn_get_waiting (HearthSendTurn       *self);

/**
 * hearth_send_turn_note:
 * @arrival: ns, monotonic: of a packet that has been pushed
 * @waiting: how many waited before it was
 *
 * Sends what waits if that is due.
 */
void     hearth_send_turn_note      (HearthSendTurn         *self,
                                     gint64                  arrival,
                                     guint                   waiting);

/** hearth_send_turn_end: Everything that came has been pushed: what was put off is done, and all leaves. */
void     hearth_send_turn_end       (HearthSendTurn         *self);

/** hearth_send_turn_add_stats: Any thread. Adds what left this way, and fills in how long it was held. */
void     hearth_send_turn_add_stats (HearthSendTurn         *self,
                                     HearthHostSocketStats  *stats);

G_END_DECLS
