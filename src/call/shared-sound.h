/* Whether those who see this person's screen hear what other programs play: what the person chose, what there is to be had, and what is done.
 * Main thread; owned by HearthSharing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-source.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_SHARED_SOUND (hearth_shared_sound_get_type ())
G_DECLARE_FINAL_TYPE (HearthSharedSound, hearth_shared_sound, HEARTH, SHARED_SOUND, GObject)

HearthSharedSound *hearth_shared_sound_new        (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_shared_sound_get_source:
 *
 * Returns: (transfer none) (nullable): what is sent to the room, the same from the first call on; nothing comes of it while it is not heard.
 *   %NULL where a part of GStreamer is missing.
 */
HearthRtpSource   *hearth_shared_sound_get_source (HearthSharedSound *self);

/** hearth_shared_sound_set_wanted: what the person chose. */
void               hearth_shared_sound_set_wanted (HearthSharedSound *self,
                                                   gboolean           wanted);

/** hearth_shared_sound_set_on: @shared: a screen is; @paused: and nothing of it is to be heard now */
void               hearth_shared_sound_set_on     (HearthSharedSound *self,
                                                   gboolean           shared,
                                                   gboolean           paused);

/** hearth_shared_sound_is_heard: whether the screen that is shared comes with sound, paused or not. */
gboolean           hearth_shared_sound_is_heard   (HearthSharedSound *self);

/** hearth_shared_sound_close: Ends everything; idempotent. Dispose calls it. */
void               hearth_shared_sound_close      (HearthSharedSound *self);

/* Property "heard", readable, notified. Signal ::missing (): it should be heard, and there is none to be had (any more): once
 * until there is, or it is asked for anew. */

G_END_DECLS
