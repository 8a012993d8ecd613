/* The person's own microphone: an RtpSource of Opus, a level for the meter, and echo, noise and gain treatment.
 *
 * Built like HearthCamera: a device pipeline that comes and goes, an encoding pipeline that stays. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-source.h"
#include "media/speaker.h"

G_BEGIN_DECLS

/**
 * HearthVoiceProcessing: what webrtcdsp does to the voice; all three by default.
 */
typedef enum /*< flags >*/
{
  HEARTH_VOICE_PROCESSING_NONE = 0,
  HEARTH_VOICE_PROCESSING_ECHO = 1 << 0,
  HEARTH_VOICE_PROCESSING_NOISE = 1 << 1,
  HEARTH_VOICE_PROCESSING_GAIN = 1 << 2,
  HEARTH_VOICE_PROCESSING_ALL = (1 << 3) - 1,
} HearthVoiceProcessing;

#define HEARTH_TYPE_MICROPHONE (hearth_microphone_get_type ())
G_DECLARE_FINAL_TYPE (HearthMicrophone, hearth_microphone, HEARTH, MICROPHONE, GObject)

/**
 * hearth_microphone_new:
 * @speaker: (nullable): whose output the echo canceller listens to
 */
HearthMicrophone *hearth_microphone_new            (HearthSpeaker         *speaker,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void              hearth_microphone_set_processing (HearthMicrophone      *self,
                                                    HearthVoiceProcessing  processing);

/** hearth_microphone_open: like hearth_camera_open(). */
void              hearth_microphone_open           (HearthMicrophone      *self,
                                                    const char            *device_id);
void              hearth_microphone_release        (HearthMicrophone      *self);

/**
 * hearth_microphone_set_muted:
 *
 * While muted no sample leaves the device pipeline, from the buffer after the one that is on its way when this returns.
 */
void              hearth_microphone_set_muted      (HearthMicrophone      *self,
                                                    gboolean               muted);

/** hearth_microphone_get_level: Returns: the loudness of the last 100 ms in dBFS, −100 (silence, muted) to 0. Also while muted? No: −100. */
double            hearth_microphone_get_level      (HearthMicrophone      *self);
void              hearth_microphone_close          (HearthMicrophone      *self);

/* Signals: ::live (), ::failed (GError *), ::level-changed (), at most 20 a second */

G_END_DECLS
