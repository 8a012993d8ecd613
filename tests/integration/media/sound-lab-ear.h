/* An ear remembers the last seconds of what it heard: a HearthMediaTap, or a recorder of a loudspeaker's monitor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/media-tap.h"

G_BEGIN_DECLS

#define SOUND_LAB_TYPE_EAR (sound_lab_ear_get_type ())
G_DECLARE_FINAL_TYPE (SoundLabEar, sound_lab_ear, SOUND_LAB, EAR, GObject)

SoundLabEar *sound_lab_ear_new         (void);

/** sound_lab_ear_new_for_monitor: @target: a sink whose monitor is recorded. */
SoundLabEar *sound_lab_ear_new_for_monitor (const char  *target);

/** sound_lab_ear_close: (transfer full): Stops recording and drops the reference. */
void         sound_lab_ear_close       (SoundLabEar *self);

/** sound_lab_ear_get_tone: Returns: how loud @frequency is in the last @milliseconds, dBFS of its root mean square, −120 at least. */
double       sound_lab_ear_get_tone    (SoundLabEar *self,
                                        double       frequency,
                                        guint        milliseconds);

/** sound_lab_ear_get_level: Returns: how loud the last @milliseconds are altogether, dBFS. */
double       sound_lab_ear_get_level   (SoundLabEar *self,
                                        guint        milliseconds);

/** sound_lab_ear_get_longest_gap: Returns: the longest stretch below −60 dBFS since sound_lab_ear_reset(), in ms. */
double       sound_lab_ear_get_longest_gap (SoundLabEar *self);
void         sound_lab_ear_reset       (SoundLabEar *self);

/** sound_lab_ear_get_last_loud: Returns: when sound above −60 dBFS last came, µs of g_get_monotonic_time(); 0 for never. */
gint64       sound_lab_ear_get_last_loud (SoundLabEar *self);

/** sound_lab_ear_get_first_loud: Returns: when the first such sound since the reset was played, for a monitor: by its timestamp. */
gint64       sound_lab_ear_get_first_loud (SoundLabEar *self);

G_END_DECLS
