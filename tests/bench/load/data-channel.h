/* The answering end of the one data channel that a Hearth host opens to a guest: as much of SCTP (RFC 9260) and DCEP (RFC 8832) as
 * that takes when nothing is lost, which is so on one computer.
 *
 * What is told waits until the host has opened its channel. What the host says is acknowledged and not read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What fits a DTLS datagram; nothing is fragmented here. */
#define LOAD_DATA_CHANNEL_BYTES 1100

typedef struct _LoadDataChannel LoadDataChannel;

LoadDataChannel *load_data_channel_new     (void) G_GNUC_WARN_UNUSED_RESULT;
void             load_data_channel_free    (LoadDataChannel *self);

/** load_data_channel_receive: @packet: an SCTP packet, as DTLS carried it. */
void             load_data_channel_receive (LoadDataChannel *self,
                                            const guint8    *packet,
                                            gsize            length);

/** load_data_channel_tell: @text: less than LOAD_DATA_CHANNEL_BYTES with its headers. */
void             load_data_channel_tell    (LoadDataChannel *self,
                                            const char      *text);

/** load_data_channel_take: Returns: (transfer full) (nullable): the next SCTP packet to send. */
GBytes          *load_data_channel_take    (LoadDataChannel *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
