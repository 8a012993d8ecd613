/* Lays decoded sound out in time without gaps: where in the mix each block goes, as the wanted delay and the sender's clock drift.
 *
 * Within a stretch of speech a block follows the last one without a seam, and is made up to 2 % longer or shorter where it would
 * otherwise come too early or late: nobody hears that. After a pause of the sender (discontinuous transmission), or where the
 * error is too large to wait for, it goes straight to its place, faded in. A plain value that its owner guards.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The longest Opus packet, 120 ms at 48 kHz, and what it may grow to. */
#define HEARTH_AUDIO_ALIGNER_MAX_IN 5760
#define HEARTH_AUDIO_ALIGNER_MAX_OUT (HEARTH_AUDIO_ALIGNER_MAX_IN * 51 / 50)

typedef struct
{
  guint n_channels; /* 1 or 2; set by its owner, who clears the rest */
  gboolean started;
  guint64 next;    /* where the next block goes if it follows without a seam, in samples */
  guint64 next_in; /* where the sender would put it, in samples */
  gint16 last[2];  /* those before next */
} HearthAudioAligner;

/**
 * hearth_audio_aligner_place:
 * @position: when the sender meant the block to be heard, in samples of the running time
 * @delay: the wanted delay, in samples
 * @in: interleaved
 * @n_in: 1 to HEARTH_AUDIO_ALIGNER_MAX_IN, of each channel
 * @out: (out): room for HEARTH_AUDIO_ALIGNER_MAX_OUT samples of each channel
 * @n_out: (out): how many there are of each
 *
 * Returns: when the first sample of @out is due in the mix
 */
guint64 hearth_audio_aligner_place (HearthAudioAligner *self,
                                    guint64             position,
                                    guint64             delay,
                                    const gint16       *in,
                                    gsize               n_in,
                                    gint16             *out,
                                    gsize              *n_out);

G_END_DECLS
