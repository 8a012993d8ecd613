/* What this person really sees and hears of one other: the proof behind `./dev demo`.
 *
 * A HearthMediaTap that reads the moment of each decoded picture (app/picture-stamp.h) and recognizes tones (app/tone-meter.h).
 * Made on the main thread, fed on streaming threads, emptied on the main thread with hearth_measure_take(). Owned by the
 * automation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/tone-meter.h"
#include "base/media-tap.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_MEASURE (hearth_measure_get_type ())
G_DECLARE_FINAL_TYPE (HearthMeasure, hearth_measure, HEARTH, MEASURE, GObject)

/**
 * HearthMeasureSample:
 * @n_frames: pictures decoded
 * @n_unreadable: of these, pictures whose stamp could not be read
 * @first_frame_at: µs monotonic of the very first one, 0 for none yet
 * @latencies: (element-type double): ms from each picture's moment to its decoding
 * @playout: ms from the pictures' moments to when they are meant to be seen, on average; NAN for none
 * @level: dB of the sound, −100 for silence
 * @tones: (element-type HearthTone): begins_at is when it is meant to be heard
 * @skew: ms that sound is later than picture, for the last tone; NAN where either is missing
 * @sound_delay: ms from the tone's moment to when it is meant to be heard; NAN without one
 *
 * What happened since the sample before.
 */
typedef struct
{
  guint n_frames;
  guint n_unreadable;
  gint64 first_frame_at;
  GArray *latencies;
  double playout;
  double level;
  GArray *tones;
  double sound_delay;
  double skew;
} HearthMeasureSample;

HearthMeasure       *hearth_measure_new         (void) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_measure_take: Returns: (transfer full): what happened since the last call. */
HearthMeasureSample *hearth_measure_take        (HearthMeasure       *self) G_GNUC_WARN_UNUSED_RESULT;
void                 hearth_measure_sample_free (HearthMeasureSample *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthMeasureSample, hearth_measure_sample_free)

/* Signal ::first-frame (): main thread. */

G_END_DECLS
