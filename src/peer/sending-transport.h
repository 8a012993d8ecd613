/* What a sending connection does in place of webrtcbin's rtpbin: sends, and acts on what the receiver asks and reports.
 *
 *   RTCP in ─┬ PLI, FIR ─▶ the track they are about
 *            ├ NACK ─▶ outlet
 *            └ transport-wide feedback ─▶ numbering
 *
 * webrtcbin gets none of it: it knows of no packet that was sent. Reference counted; the guard's hooks use it on streaming threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "peer/packet-outlet.h"
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

/** hearth_sending_transport_get_outlet: Returns: (transfer none): where all packets of the connection leave. */
HearthPacketOutlet       *hearth_sending_transport_get_outlet    (HearthSendingTransport *self);

/** hearth_sending_transport_get_tracks: Returns: (transfer none): SSRC → HearthSendingTrack, kept by the connection. */
HearthSsrcTable          *hearth_sending_transport_get_tracks    (HearthSendingTransport *self);

/** hearth_sending_transport_hooks: for the guard, with a HearthSendingTransport. */
extern const HearthTransportHooks hearth_sending_transport_hooks;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthSendingTransport, hearth_sending_transport_unref)

G_END_DECLS
