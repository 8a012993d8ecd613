/* Puts the packets of one stream back into their order for this computer's own playback: what a jitterbuffer does for a guest.
 *
 *   TrackForwarder ─push─▶ [ gap? wait for the retransmission ] ─RtpSource─▶ Playback
 *
 * Packets in order pass at once, on the thread that pushes; after a gap they wait until it is filled or has been waited for long
 * enough (looked at with every packet that comes, so nothing here has a thread or a timer). Timestamps stay as they are: they
 * are capture times.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-source.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_PACKET_SORTER (hearth_packet_sorter_get_type ())
G_DECLARE_FINAL_TYPE (HearthPacketSorter, hearth_packet_sorter, HEARTH, PACKET_SORTER, GObject)

/** hearth_packet_sorter_new: @source: (transfer none): whose packets; @patience: how long to wait for a missing one, ms. */
HearthPacketSorter *hearth_packet_sorter_new   (HearthRtpSource    *source,
                                                guint               patience) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_packet_sorter_close: Takes nothing any more; idempotent. Dispose calls it. */
void                hearth_packet_sorter_close (HearthPacketSorter *self);

G_END_DECLS
