/* What a connection has sent lately and what its peer said of it: how much came, how much was lost, how long it took.
 *
 * What statistics read and a rate control will. Pure; bounded; one thread at a time (peer/transport-numbering.h holds the lock).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "peer/transport-feedback.h"

G_BEGIN_DECLS

typedef struct _HearthTransportHistory HearthTransportHistory;

/**
 * HearthTransportStats:
 * @sent_packets: numbered, retransmissions among them
 * @sent_bytes: of these, with their RTP headers
 * @received_packets: of which the peer says that they came
 * @received_bytes: of these
 * @lost_packets: of which it says that they did not; one that comes late after all is moved
 * @round_trip_ms: smoothed, from sending to the report, which may wait for 100 ms; 0 before the first
 * @queueing_ms: how much longer packets take now than the fastest of the last ten seconds did
 */
typedef struct
{
  guint64 sent_packets;
  guint64 sent_bytes;
  guint64 received_packets;
  guint64 received_bytes;
  guint64 lost_packets;
  double round_trip_ms;
  double queueing_ms;
} HearthTransportStats;

HearthTransportHistory *hearth_transport_history_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void                    hearth_transport_history_free      (HearthTransportHistory      *self);

/** hearth_transport_history_add: A packet of @size bytes leaves. Returns: its number. @now: µs, monotonic. */
guint16                 hearth_transport_history_add       (HearthTransportHistory      *self,
                                                            gsize                        size,
                                                            gint64                       now);

/** hearth_transport_history_take_back: What was added last did not leave after all; its number is the next one's. */
void                    hearth_transport_history_take_back (HearthTransportHistory      *self);

/** hearth_transport_history_report: @reports: of one feedback. Of what was never sent, or is long forgotten, nothing is believed. */
void                    hearth_transport_history_report    (HearthTransportHistory      *self,
                                                            const HearthTransportReport *reports,
                                                            guint                        n_reports,
                                                            gint64                       now);
void                    hearth_transport_history_get_stats (HearthTransportHistory      *self,
                                                            HearthTransportStats        *stats);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthTransportHistory, hearth_transport_history_free)

G_END_DECLS
