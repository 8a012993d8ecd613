/* The media lines of a sending connection: one HearthSendingTrack each, kept for life, in the order they were made. Finds the right
 * one for a source, and keeps webrtcbin's offers to what is sent on them.
 *
 * A value with one owner, the connection. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>
#include <gst/sdp/sdp.h>

#include "peer/sending-track.h"
#include "peer/sending-transport.h"

G_BEGIN_DECLS

typedef struct _HearthSendingLines HearthSendingLines;

/** hearth_sending_lines_new: @transport: through which the tracks send, and which finds out there whose key frame is wanted. */
HearthSendingLines *hearth_sending_lines_new           (HearthSendingTransport  *transport) G_GNUC_WARN_UNUSED_RESULT;
void                hearth_sending_lines_free          (HearthSendingLines      *self);

/** hearth_sending_lines_get_length: Returns: how many there are, whether something is sent on them or not. */
guint               hearth_sending_lines_get_length    (HearthSendingLines      *self);

/** hearth_sending_lines_find: Returns: (transfer none) (nullable): the line on which @track_id is now. */
HearthSendingTrack *hearth_sending_lines_find          (HearthSendingLines      *self,
                                                        const char              *track_id);

/** hearth_sending_lines_find_ssrc: Returns: (transfer none) (nullable): the line that is sent as @ssrc now. */
HearthSendingTrack *hearth_sending_lines_find_ssrc     (HearthSendingLines      *self,
                                                        guint32                  ssrc);

/**
 * hearth_sending_lines_choose:
 * @webrtc: where a new line is made
 * @source: its caps name its kind and SSRC
 * @ssrc: (out): as whom it is to be sent: another than the source's own where that is taken
 *
 * The line that has sent as this SSRC before, else any free one of the kind, else a new one.
 *
 * Returns: (transfer none) (nullable): %NULL beyond HEARTH_LIMIT_SDP_MEDIA
 */
HearthSendingTrack *hearth_sending_lines_choose        (HearthSendingLines      *self,
                                                        GstElement              *webrtc,
                                                        HearthRtpSource         *source,
                                                        guint32                 *ssrc);

/** hearth_sending_lines_changed: Something was attached or detached: requests for key frames are for who is there now. */
void                hearth_sending_lines_changed       (HearthSendingLines      *self);

/**
 * hearth_sending_lines_correct_offer:
 * @offer: as webrtcbin made it
 *
 * webrtcbin names everybody who ever sent on a line with retransmission, so that its offers grow with each one who came and went,
 * and makes up who retransmits anew in each. What is left is who sends now, and the one who has always retransmitted that.
 */
void                hearth_sending_lines_correct_offer (HearthSendingLines      *self,
                                                        GstSDPMessage           *offer);

/** hearth_sending_lines_close: Nothing is sent on any of them any more, and there are none. */
void                hearth_sending_lines_close         (HearthSendingLines      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthSendingLines, hearth_sending_lines_free)

G_END_DECLS
