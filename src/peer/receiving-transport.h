/* What a receiving connection does at webrtcbin's near end: reports back which packets came when, asks for those that are missing and
 * for key frames, and learns from the sender's reports when packets were captured.
 *
 *   RTP in ─ its number ─▶ arrivals ─ every 100 ms ─▶ feedback ─┐
 *                                              NACK, PLI ───────┴▶ webrtcbin's outgoing RTCP
 *   RTCP in ─ sender reports ─▶ capture clock
 *
 * Reference counted, with a lock of its own; the guard's hooks use it on streaming threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "peer/transport-arrivals.h"
#include "peer/transport-guard.h"

G_BEGIN_DECLS

typedef struct _HearthReceivingTransport HearthReceivingTransport;

HearthReceivingTransport *hearth_receiving_transport_new   (void) G_GNUC_WARN_UNUSED_RESULT;
HearthReceivingTransport *hearth_receiving_transport_ref   (HearthReceivingTransport *self) G_GNUC_WARN_UNUSED_RESULT;
void                      hearth_receiving_transport_unref (HearthReceivingTransport *self);

/** hearth_receiving_transport_open: @webrtc is connected: feedback may leave. Main thread. */
void                      hearth_receiving_transport_open  (HearthReceivingTransport *self,
                                                            GstElement               *webrtc);

/** hearth_receiving_transport_is_open: Any thread. */
gboolean                  hearth_receiving_transport_is_open (HearthReceivingTransport *self);

/** hearth_receiving_transport_close: Lets go of webrtcbin, whose threads are gone. Main thread. */
void                      hearth_receiving_transport_close (HearthReceivingTransport *self);

/** hearth_receiving_transport_note_arrival: @packet: RTP that has come, where webrtcbin does not get it. */
void                      hearth_receiving_transport_note_arrival (HearthReceivingTransport *self,
                                                                   const guint8             *packet,
                                                                   gsize                     size);

/** hearth_receiving_transport_get_stats: @stats: (out caller-allocates): what has come. Any thread. */
void                      hearth_receiving_transport_get_stats (HearthReceivingTransport *self,
                                                                HearthArrivalStats       *stats);

/**
 * hearth_receiving_transport_ask_for:
 * @ssrc: whose packets are missing
 * @seqnums: (array length=n_seqnums): which, the oldest first; at most HEARTH_LIMIT_MISSING_PACKETS
 *
 * Asks at once. Any thread.
 */
void                      hearth_receiving_transport_ask_for (HearthReceivingTransport *self,
                                                              guint32                   ssrc,
                                                              const guint16            *seqnums,
                                                              guint                     n_seqnums);

/** hearth_receiving_transport_ask_for_keyframe: Asks at once, or as soon as it is open. Any thread. */
void                      hearth_receiving_transport_ask_for_keyframe (HearthReceivingTransport *self,
                                                                       guint32                   ssrc);

/** hearth_receiving_transport_stamp: Returns: the PTS of a packet that has come now; peer/capture-clock.h. Any thread. */
GstClockTime              hearth_receiving_transport_stamp (HearthReceivingTransport *self,
                                                            guint32                   ssrc,
                                                            guint                     clock_rate,
                                                            guint32                   timestamp,
                                                            GstClockTime              now);

/** hearth_receiving_transport_hooks: for the guard, with a HearthReceivingTransport. */
extern const HearthTransportHooks hearth_receiving_transport_hooks;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthReceivingTransport, hearth_receiving_transport_unref)

G_END_DECLS
