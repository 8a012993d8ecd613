/* Numbers the packets that leave a connection, whichever stream they are of (draft-holmer-rmcat-transport-wide-cc-extensions-01), and
 * remembers what became of each.
 *
 * The number stands in a header extension (RFC 8285) of two bytes. Where whoever made the packet has left room for it, it is written
 * into the packet as it is; elsewhere the header is made anew. A reference-counted value with a lock of its own; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

#include "peer/transport-history.h"

G_BEGIN_DECLS

typedef struct _HearthTransportNumbering HearthTransportNumbering;

HearthTransportNumbering *hearth_transport_numbering_new       (void) G_GNUC_WARN_UNUSED_RESULT;
HearthTransportNumbering *hearth_transport_numbering_ref       (HearthTransportNumbering *self) G_GNUC_WARN_UNUSED_RESULT;
void                      hearth_transport_numbering_unref     (HearthTransportNumbering *self);

/**
 * hearth_transport_numbering_stamp:
 * @packet: (transfer full): an RTP packet
 * @make_room: number it also where there is no room for a number
 *
 * Returns: (transfer full): @packet with the next number, or as it was
 */
GstBuffer                *hearth_transport_numbering_stamp     (HearthTransportNumbering *self,
                                                                GstBuffer                *packet,
                                                                gboolean                  make_room) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_transport_numbering_report: @feedback: an RTCP packet from the peer; a malformed one changes nothing. */
void                      hearth_transport_numbering_report    (HearthTransportNumbering *self,
                                                                const guint8             *feedback,
                                                                gsize                     size);
void                      hearth_transport_numbering_get_stats (HearthTransportNumbering *self,
                                                                HearthTransportStats     *stats);

/**
 * hearth_transport_numbering_read:
 * @packet: an RTP packet
 * @number: (out): its number
 *
 * Returns: whether it has one
 */
gboolean                  hearth_transport_numbering_read      (const guint8             *packet,
                                                                gsize                     size,
                                                                guint16                  *number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthTransportNumbering, hearth_transport_numbering_unref)

G_END_DECLS
