/* Numbers the packets that leave a connection, whichever stream they are of (draft-holmer-rmcat-transport-wide-cc-extensions-01), and
 * remembers what became of each.
 *
 * The number stands in a header extension (RFC 8285) of two bytes. Where whoever made the packet has left room for it, it is just
 * written there; elsewhere the payload makes way. A reference-counted value with a lock of its own; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "peer/transport-history.h"

G_BEGIN_DECLS

typedef struct _HearthTransportNumbering HearthTransportNumbering;

HearthTransportNumbering *hearth_transport_numbering_new       (void) G_GNUC_WARN_UNUSED_RESULT;
HearthTransportNumbering *hearth_transport_numbering_ref       (HearthTransportNumbering *self) G_GNUC_WARN_UNUSED_RESULT;
void                      hearth_transport_numbering_unref     (HearthTransportNumbering *self);

/** HEARTH_TRANSPORT_NUMBER_ROOM: so much longer a packet may become: an extension's header, one element, and its padding. */
#define HEARTH_TRANSPORT_NUMBER_ROOM 8

/**
 * hearth_transport_numbering_stamp:
 * @packet: (inout): an RTP packet, and HEARTH_TRANSPORT_NUMBER_ROOM bytes behind it
 * @size: (inout): of the packet
 * @now: µs, monotonic
 *
 * Gives it the next number, where there is room for one or room can be made.
 *
 * Returns: whether it has one
 */
gboolean                  hearth_transport_numbering_stamp     (HearthTransportNumbering *self,
                                                                guint8                   *packet,
                                                                gsize                    *size,
                                                                gint64                    now) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_transport_numbering_take_back:
 *
 * The packet that was stamped last does not leave after all, and the next one gets its number: nobody waits for it, or counts it as
 * lost. Only for whoever stamps alone.
 */
void                      hearth_transport_numbering_take_back (HearthTransportNumbering *self);

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
