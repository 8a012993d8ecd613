/* One voice on its way into the mix: a short stretch of time into which a decoder writes and from which the mix reads.
 *
 * Samples are placed by the time they are due, not queued: a sample that comes too late is dropped, a hole is silence, and
 * neither moves what comes after. Reference-counted; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _HearthSpeakerInput HearthSpeakerInput;

/** hearth_speaker_input_new: @n_channels: 1 or 2, as the mix has */
HearthSpeakerInput *hearth_speaker_input_new        (guint               n_channels) G_GNUC_WARN_UNUSED_RESULT;
HearthSpeakerInput *hearth_speaker_input_ref        (HearthSpeakerInput *self);
void                hearth_speaker_input_unref      (HearthSpeakerInput *self);

/** hearth_speaker_input_set_volume: @volume: linear, 0 to 2; 1 unless set. */
void                hearth_speaker_input_set_volume (HearthSpeakerInput *self,
                                                     double              volume);

/**
 * hearth_speaker_input_push:
 * @position: when the first sample is due in the mix, in samples at 48 kHz of the pipelines' running time
 * @samples: interleaved
 * @n_samples: of each channel
 *
 * Never blocks. What is due more than a second ahead is dropped. Where it does not follow what was pushed before, that ends softly, and
 * what overlaps is replaced.
 *
 * Returns: how many samples came too late to be heard
 */
gsize               hearth_speaker_input_push       (HearthSpeakerInput *self,
                                                     guint64             position,
                                                     const gint16       *samples,
                                                     gsize               n_samples);

/**
 * hearth_speaker_input_mix:
 * @position: of the first sample; never before the end of the last call's
 * @sum: (inout): what this voice is added to, interleaved
 * @n_samples: of each channel
 *
 * The mix's streaming thread.
 */
void                hearth_speaker_input_mix        (HearthSpeakerInput *self,
                                                     guint64             position,
                                                     gint32             *sum,
                                                     gsize               n_samples);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthSpeakerInput, hearth_speaker_input_unref)

G_END_DECLS
