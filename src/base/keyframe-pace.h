/* How often a key frame of one picture may be asked for: a few soon after each other, one a second on average.
 *
 * Each is ten ordinary pictures long, so a receiver that keeps asking must not be able to fill everybody's line. But people come to a
 * meeting within the same minute, often within the same second, and each sees nothing before the next key frame.
 *
 * A plain value that its owner guards, zero in the beginning; the caller brings the time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 last; /* µs, monotonic; 0: never */
  gint64 owed; /* when the average will be kept again, µs monotonic */
} HearthKeyframePace;

/** hearth_keyframe_pace_get_next: Returns: the first moment for the next one, µs monotonic; it may be over. */
gint64 hearth_keyframe_pace_get_next (const HearthKeyframePace *self);

/** hearth_keyframe_pace_note: One is asked for at @now, µs monotonic, not before hearth_keyframe_pace_get_next(). */
void   hearth_keyframe_pace_note     (HearthKeyframePace       *self,
                                      gint64                    now);

G_END_DECLS
