/* A picture that a guest sends to this computer, in the layers that they announced: a HearthLayeredSource whose layers are tracks
 * of the guest's upward path, and whose set_wanted() is told to the guest. One for their camera, one for the screen that they share.
 *
 *   STATE.layers ─▶ hearth_remote_video_announce ─▶ get_layers
 *   "video0" …   ─▶ hearth_remote_video_set_track ─▶ get_source
 *   set_wanted   ─▶ ::wanted-changed ─▶ LAYERS
 *
 * Main thread; owned by HearthGuestLink.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/layered-source.h"
#include "protocol/control-message.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_REMOTE_VIDEO (hearth_remote_video_get_type ())
G_DECLARE_FINAL_TYPE (HearthRemoteVideo, hearth_remote_video, HEARTH, REMOTE_VIDEO, GObject)

HearthRemoteVideo *hearth_remote_video_new        (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_remote_video_announce:
 * @said: (nullable) (element-type HearthLayerState): what the guest said of it; %NULL and empty: there is no picture
 *
 * Layers count as far as each is larger than the one before, and with no higher bitrate than a picture of that size can need.
 */
void               hearth_remote_video_announce   (HearthRemoteVideo       *self,
                                                   GPtrArray               *said);

/** hearth_remote_video_set_track: @source: (nullable) (transfer none): where the packets of @layer come from now. */
void               hearth_remote_video_set_track  (HearthRemoteVideo       *self,
                                                   guint                    layer,
                                                   HearthRtpSource         *source);

/** hearth_remote_video_get_wanted: Returns: bits of the layers that the guest is to send. */
guint              hearth_remote_video_get_wanted (HearthRemoteVideo       *self);

/* Signal ::wanted-changed () */

G_END_DECLS
