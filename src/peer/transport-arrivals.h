/* When which packet of a peer came, by transport-wide number, until that is reported back; and how many did, for statistics. Pure;
 * bounded; one thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/limits.h"
#include "peer/transport-feedback.h"

G_BEGIN_DECLS

typedef struct _HearthTransportArrivals HearthTransportArrivals;

/**
 * HearthArrivalStats: counters since the beginning
 * @packets: that came, retransmissions among them, each once
 * @bytes: of these, with their RTP headers
 * @lost: numbers that were passed over; one that comes late after all is taken back. Where more than
 *   HEARTH_LIMIT_FEEDBACK_PACKETS are missing at once, it is a pause and not a loss
 */
typedef struct
{
  guint64 packets;
  guint64 bytes;
  guint64 lost;
} HearthArrivalStats;

HearthTransportArrivals *hearth_transport_arrivals_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void                     hearth_transport_arrivals_free (HearthTransportArrivals *self);

/**
 * hearth_transport_arrivals_note:
 * @number: of a packet that has come
 * @size: of it, bytes
 * @now: µs, monotonic
 *
 * Returns: whether it is time for a feedback: 100 ms after the one before, or when the next one is full
 */
gboolean                 hearth_transport_arrivals_note (HearthTransportArrivals *self,
                                                         guint16                  number,
                                                         gsize                    size,
                                                         gint64                   now);

/**
 * hearth_transport_arrivals_take:
 *
 * To be called until nothing is left. A packet that comes after later ones were reported is reported in the next feedback, which
 * then repeats what is between.
 *
 * Returns: (transfer full) (nullable): a feedback on what has come since the one before, %NULL where that is nothing
 */
GBytes                  *hearth_transport_arrivals_take (HearthTransportArrivals *self,
                                                         guint32                  sender_ssrc,
                                                         guint32                  media_ssrc,
                                                         gint64                   now) G_GNUC_WARN_UNUSED_RESULT;

void                     hearth_transport_arrivals_get_stats (HearthTransportArrivals *self,
                                                              HearthArrivalStats      *stats);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthTransportArrivals, hearth_transport_arrivals_free)

G_END_DECLS
