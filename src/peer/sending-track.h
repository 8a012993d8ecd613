/* One media line of a sending connection, and the source that flows on it while there is one.
 *
 *   source ─push→ [ this: negotiated? ] ─→ outlet ─→ network
 *   source ←request_keyframe─ main ←post─ [ this ] ←PLI, FIR─ SendingTransport ←─ network
 *
 * A bare pad on webrtcbin:sink_N makes the line and says its caps; no packet goes through it. The line stays for as long as the
 * connection: a sink pad of webrtcbin that is released and requested again never works again.
 * A source comes (attach) and goes (detach), and with it the direction of the line. Owned by the sending connection; main
 * thread, but for push().
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

#include "media/rtp-source.h"
#include "peer/packet-outlet.h"
#include "peer/session-description.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_SENDING_TRACK (hearth_sending_track_get_type ())
G_DECLARE_FINAL_TYPE (HearthSendingTrack, hearth_sending_track, HEARTH, SENDING_TRACK, GObject)

/** hearth_sending_track_new: Returns: a line without a source, which webrtcbin does not know yet. */
HearthSendingTrack *hearth_sending_track_new          (GstElement            *webrtc,
                                                       HearthPacketOutlet    *outlet,
                                                       HearthSdpKind          kind) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_sending_track_attach:
 * @track_id: the name it goes by
 * @source: (transfer none): of this line's kind
 * @ssrc: what to send it as: the source's own, unless another line has that
 *
 * Only while there is no source. Nothing flows before hearth_sending_track_start().
 *
 * Returns: %FALSE if webrtcbin refuses the line
 */
gboolean            hearth_sending_track_attach       (HearthSendingTrack    *self,
                                                       const char            *track_id,
                                                       HearthRtpSource       *source,
                                                       guint32                ssrc);

/** hearth_sending_track_detach: When this returns, nothing is being pushed; the line is to become inactive. */
void                hearth_sending_track_detach       (HearthSendingTrack    *self);

/**
 * hearth_sending_track_start:
 * @numbered: whether the receiver reports on numbered packets of this line
 *
 * The line is negotiated and the outlet open. Begins with a request for a key frame; does nothing the second time.
 *
 * Returns: %FALSE where the connection has sent as too many already
 */
gboolean            hearth_sending_track_start        (HearthSendingTrack    *self,
                                                       gboolean               numbered) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_sending_track_want_keyframe: Any thread. The receiver asks; as often as it likes, the source is asked once at a time. */
void                hearth_sending_track_want_keyframe (HearthSendingTrack   *self);
HearthSdpKind       hearth_sending_track_get_kind     (HearthSendingTrack    *self);

/** hearth_sending_track_get_track_id: Returns: (nullable): %NULL while the line is free. */
const char         *hearth_sending_track_get_track_id (HearthSendingTrack    *self);

/** hearth_sending_track_get_ssrc: Returns: as whom the source is sent; 0 while the line is free. */
guint32             hearth_sending_track_get_ssrc     (HearthSendingTrack    *self);

/**
 * hearth_sending_track_get_rtx_ssrc:
 *
 * webrtcbin makes up another in every offer, and a receiver would have to remember them all.
 *
 * Returns: as whom is sent again what is sent as hearth_sending_track_get_ssrc(): the same as long as the connection lives; 0 for
 * sound, and while the line is free
 */
guint32             hearth_sending_track_get_rtx_ssrc (HearthSendingTrack    *self);

/** hearth_sending_track_has_used: Returns: whether this line sends or has sent as @ssrc: webrtcbin never forgets that. */
gboolean            hearth_sending_track_has_used     (HearthSendingTrack    *self,
                                                       guint32                ssrc);

/** hearth_sending_track_close: Lets go of webrtcbin, whose threads are gone. */
void                hearth_sending_track_close        (HearthSendingTrack    *self);

G_END_DECLS
