/* What the virtual microphones hear: somebody who speaks, and a tone of the person's own for a quarter of each second.
 *
 * The tone says who is heard, and because it begins with each whole second of CLOCK_MONOTONIC, how late. A short burst survives noise
 * suppression and gain control, which take a continuous tone for a fan and remove it (measured: 35 dB between on and off behind
 * webrtcdsp and Opus). The listener is src/app/tone-meter.h. Any one thread; rendering does not allocate.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LAB_VOICE_RATE 48000

typedef struct _LabVoice LabVoice;

/**
 * lab_voice_new:
 * @speech_file: (nullable): a WAV file, one channel, 16 bit, as espeak-ng writes it; repeated for ever
 * @tone: Hz; see app/tone-meter.h for the ones that a listener tells apart; 0 for none
 */
LabVoice *lab_voice_new    (const char  *speech_file,
                            double       tone,
                            GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void      lab_voice_free   (LabVoice    *self);

/**
 * lab_voice_render:
 * @samples: (out caller-allocates)
 * @n_samples: how many, at LAB_VOICE_RATE
 * @begin: µs of CLOCK_MONOTONIC at the first sample
 */
void      lab_voice_render (LabVoice    *self,
                            gint16      *samples,
                            gsize        n_samples,
                            double       begin);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LabVoice, lab_voice_free)

G_END_DECLS
