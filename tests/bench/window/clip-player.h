/* Plays one clip as many people's camera: as many RtpSources, each a part of a picture's time later than the one before, as real cameras
 * are not in step either. One thread of its own, whose work is not what is measured: clip_player_get_cpu().
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "clip.h"
#include "media/rtp-source.h"

G_BEGIN_DECLS

typedef struct _ClipPlayer ClipPlayer;

/** clip_player_new: @clip: outlives it; @n: how many people. Plays from now on. Main thread, like all of it. */
ClipPlayer      *clip_player_new        (Clip       *clip,
                                         guint       n) G_GNUC_WARN_UNUSED_RESULT;
void             clip_player_free       (ClipPlayer *self);

/** clip_player_get_source: Returns: (transfer none) */
HearthRtpSource *clip_player_get_source (ClipPlayer *self,
                                         guint       position);

/** clip_player_get_cpu: Returns: µs that the thread has computed so far. */
gint64           clip_player_get_cpu    (ClipPlayer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ClipPlayer, clip_player_free)

G_END_DECLS
