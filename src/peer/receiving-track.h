/* What one sender sends on one media line, as an RtpSource.
 *
 * Its packets come after webrtcbin's jitterbuffer: in order, each once, retransmissions filled in, with the PTS of their arrival,
 * smoothed and moved so that all tracks of the connection share the sender's time line. Of a connection that is for forwarding
 * they come before it: each once, as they arrive, retransmissions too, with the PTS of their capture in this computer's clock.
 * Owned by the receiving connection; main thread, but for push().
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

#include "media/rtp-source.h"
#include "peer/receiving-transport.h"
#include "peer/session-description.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_RECEIVING_TRACK (hearth_receiving_track_get_type ())
G_DECLARE_FINAL_TYPE (HearthReceivingTrack, hearth_receiving_track, HEARTH, RECEIVING_TRACK, GObject)

/** hearth_receiving_track_new: @transport: (transfer none): asks the sender for key frames */
HearthReceivingTrack *hearth_receiving_track_new          (const char               *track_id,
                                                           HearthSdpKind             kind,
                                                           guint32                   ssrc,
                                                           HearthReceivingTransport *transport) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_receiving_track_push:
 * @packets: (transfer full): a #GstBuffer with one RTP packet of this track's SSRC, or a #GstBufferList of such
 *
 * Streaming thread. The first one causes ::started.
 */
void                  hearth_receiving_track_push         (HearthReceivingTrack *self,
                                                           GstMiniObject        *packets);
const char           *hearth_receiving_track_get_track_id (HearthReceivingTrack *self);
guint32               hearth_receiving_track_get_ssrc     (HearthReceivingTrack *self);
HearthSdpKind         hearth_receiving_track_get_kind     (HearthReceivingTrack *self);

/**
 * hearth_receiving_track_set_limit:
 * @bitrate: bits a second, on average over one of them, where a packet counts for at least HEARTH_LIMIT_PACKET_COST bytes; what
 *   comes beyond that is dropped. 0 for no limit, as in the beginning
 *
 * For a host, which sends on what it is sent: nobody can make it send the others more than was agreed on.
 */
void                  hearth_receiving_track_set_limit    (HearthReceivingTrack *self,
                                                           guint                 bitrate);

/** hearth_receiving_track_is_started: Returns: whether ::started has been emitted. */
gboolean              hearth_receiving_track_is_started   (HearthReceivingTrack *self);

/** hearth_receiving_track_close: It is over: no packet leaves it any more, and nothing is asked of the sender. */
void                  hearth_receiving_track_close        (HearthReceivingTrack *self);

/* Signals: ::started () */

G_END_DECLS
