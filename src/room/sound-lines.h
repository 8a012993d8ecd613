/* The sound of shared screens on its way to one receiver: a line for each screen that comes with sound, beside those of voices.
 *
 * A line that is not needed any more is kept for the next screen (HearthReceiverFeed says why). Main thread; owned by HearthReceiverFeed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/receiver-feed.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_SOUND_LINES (hearth_sound_lines_get_type ())
G_DECLARE_FINAL_TYPE (HearthSoundLines, hearth_sound_lines, HEARTH, SOUND_LINES, GObject)

HearthSoundLines *hearth_sound_lines_new       (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_sound_lines_set:
 * @source: (nullable): the sound of what @id shares; %NULL where they share none, or without
 * @on: otherwise nothing flows, and the line stays for a while
 */
void              hearth_sound_lines_set       (HearthSoundLines *self,
                                                const char       *id,
                                                HearthRtpSource  *source,
                                                gboolean          on);

/** hearth_sound_lines_add_stats: Adds what all lines that there ever were have passed on to @stats. */
void              hearth_sound_lines_add_stats (HearthSoundLines *self,
                                                HearthFeedStats  *stats);

/** hearth_sound_lines_close: Nothing flows any more; idempotent. Dispose calls it. No signal is emitted afterwards. */
void              hearth_sound_lines_close     (HearthSoundLines *self);

/* Signal ::track-changed (const char *track_id, HearthRtpSource *source): as HearthReceiverFeed's. */

G_END_DECLS
