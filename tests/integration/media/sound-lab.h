/* What the tests of sound share: tones into the virtual microphone, ears on taps and on the loudspeaker's monitor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

#include "base/media-tap.h"

G_BEGIN_DECLS

/* tests/lab/session has one loudspeaker; what is played into a microphone's feed comes out of the microphone. */
#define SOUND_LAB_SPEAKER "speaker"
#define SOUND_LAB_MICROPHONE "vmic"
#define SOUND_LAB_MICROPHONE_FEED "vmic-feed"

/** sound_lab_plug_microphone: Plugs a virtual microphone in; its feed is @name with “-feed” behind it. Returns once it is there. */
GSubprocess *sound_lab_plug_microphone (const char  *name);
void         sound_lab_unplug          (GSubprocess *device);

/** sound_lab_tone_new: Plays a sine at @dbfs (of its root mean square) into the device @target until it is set to NULL and dropped. */
GstElement *sound_lab_tone_new  (const char *target,
                                 double      frequency,
                                 double      dbfs);
void        sound_lab_tone_free (GstElement *tone);

/* An ear remembers the last seconds of what it heard: a HearthMediaTap, or a recorder of a loudspeaker's monitor. */
#define SOUND_LAB_TYPE_EAR (sound_lab_ear_get_type ())
G_DECLARE_FINAL_TYPE (SoundLabEar, sound_lab_ear, SOUND_LAB, EAR, GObject)

SoundLabEar *sound_lab_ear_new         (void);

/** sound_lab_ear_new_for_monitor: @target: a sink whose monitor is recorded. */
SoundLabEar *sound_lab_ear_new_for_monitor (const char  *target);

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

/** sound_lab_wait_for: Runs the main loop until @condition is true. Returns: FALSE if it is not within @milliseconds. */
typedef gboolean (*SoundLabCondition) (gpointer user_data);
gboolean     sound_lab_wait_for        (SoundLabCondition condition,
                                        gpointer          user_data,
                                        guint             milliseconds);

/** sound_lab_run: Runs the main loop for so long. */
void         sound_lab_run             (guint             milliseconds);

/** sound_lab_wait_for_tone: Returns: how many ms it took until @ear hears @frequency at −40 dBFS or more over 40 ms, or −1 after 5 s. */
int          sound_lab_wait_for_tone   (SoundLabEar *ear,
                                        double       frequency);

G_END_DECLS
