/* Whose voice is it, and when was it spoken? Listens for the laboratory's tones (tests/lab/lab-voice.h): a quarter of a second at
 * the beginning of each whole second, on one of HEARTH_TONE_METER_N frequencies, one for each person. Not thread safe.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Above most of what speech has, below what Opus gives up first; 200 Hz apart are orthogonal over 10 ms (multiples of 100 Hz). */
#define HEARTH_TONE_METER_FIRST_HZ 2000
#define HEARTH_TONE_METER_STEP_HZ 200
#define HEARTH_TONE_METER_N 16

typedef struct _HearthToneMeter HearthToneMeter;

/**
 * HearthTone:
 * @frequency: Hz, one of the meter's
 * @begins_at: µs of g_get_monotonic_time(), to about a millisecond, in the clock of the samples
 * @level: dB below full scale (negative)
 */
typedef struct
{
  int frequency;
  gint64 begins_at;
  double level;
} HearthTone;

HearthToneMeter *hearth_tone_meter_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void             hearth_tone_meter_free (HearthToneMeter *self);

/**
 * hearth_tone_meter_push:
 * @samples: one channel, at most a tenth of a second
 * @rate: samples a second; a change starts the meter again
 * @begins_at: when the first of them is heard, µs of g_get_monotonic_time()
 * @tone: (out): the tone that was recognized now, 150 ms after its beginning
 *
 * Returns: whether @tone was set
 */
gboolean         hearth_tone_meter_push (HearthToneMeter *self,
                                         const gint16    *samples,
                                         gsize            n_samples,
                                         int              rate,
                                         gint64           begins_at,
                                         HearthTone      *tone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthToneMeter, hearth_tone_meter_free)

G_END_DECLS
