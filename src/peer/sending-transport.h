/* What a sending connection does at webrtcbin's far end: numbers what is sent again, and acts on what the receiver asks and reports.
 *
 *   RTCP in ─┬ PLI, FIR ─▶ the track they are about
 *            ├ transport-wide feedback ─▶ numbering
 *            └ the rest (reports, NACK) ─▶ webrtcbin
 *
 * It reads key-frame requests itself, since rtpsession merges those of one receiver for different pictures into one. Reference
 * counted; the guard's hooks use it on streaming threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "peer/ssrc-table.h"
#include "peer/transport-guard.h"
#include "peer/transport-numbering.h"

G_BEGIN_DECLS

typedef struct _HearthSendingTransport HearthSendingTransport;

HearthSendingTransport   *hearth_sending_transport_new           (void) G_GNUC_WARN_UNUSED_RESULT;
HearthSendingTransport   *hearth_sending_transport_ref           (HearthSendingTransport *self) G_GNUC_WARN_UNUSED_RESULT;
void                      hearth_sending_transport_unref         (HearthSendingTransport *self);

/** hearth_sending_transport_get_numbering: Returns: (transfer none): of all packets of the connection. */
HearthTransportNumbering *hearth_sending_transport_get_numbering (HearthSendingTransport *self);

/** hearth_sending_transport_get_tracks: Returns: (transfer none): SSRC → HearthSendingTrack, kept by the connection. */
HearthSsrcTable          *hearth_sending_transport_get_tracks    (HearthSendingTransport *self);

/** hearth_sending_transport_hooks: for the guard, with a HearthSendingTransport. */
extern const HearthTransportHooks hearth_sending_transport_hooks;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthSendingTransport, hearth_sending_transport_unref)

G_END_DECLS
