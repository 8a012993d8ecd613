/* Lays decoded sound out in time: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/audio-aligner.h"

#include <math.h>
#include <string.h>

/* In samples at 48 kHz: a pause of the sender; an error not worth correcting; one that stretching would take a second for. */
#define PAUSE 480
#define GOOD_ENOUGH 48
#define TOO_FAR 960

/* What part of the error one block takes away, so that the pitch does not jump. */
#define GENTLENESS 16

#define FADE 120

static void
fade_in (gint16 *samples,
         gsize   n_samples,
         guint   n_channels)
{
  for (gsize i = 0; i < MIN (n_samples, FADE) * n_channels; i++)
    samples[i] = (gint16) (samples[i] * (int) (i / n_channels) / FADE);
}

/* Linear interpolation of one channel, with the sample before the block as its left edge, so that block follows block without a step. */
static void
stretch (const gint16 *in,
         gsize         n_in,
         guint         stride,
         gint16        before,
         gint16       *out,
         gsize         n_out)
{
  for (gsize i = 0; i < n_out; i++)
    {
      double place = (double) (i + 1) * (double) n_in / (double) n_out;
      gsize right = (gsize) ceil (place) - 1;
      double left_weight = (double) (right + 1) - place;
      gint16 left = right > 0 ? in[(right - 1) * stride] : before;

      out[i * stride] = (gint16) lrint (left * left_weight + in[right * stride] * (1 - left_weight));
    }
}

guint64
hearth_audio_aligner_place (HearthAudioAligner *self,
                            guint64             position,
                            guint64             delay,
                            const gint16       *in,
                            gsize               n_in,
                            gint16             *out,
                            gsize              *n_out)
{
  guint64 wanted = position + delay;
  gint64 error = (gint64) (wanted - self->next);
  gint64 pause = (gint64) (position - self->next_in);
  gint64 change = 0;
  const guint n = self->n_channels;
  guint64 start;

  g_return_val_if_fail (n_in > 0 && n_in <= HEARTH_AUDIO_ALIGNER_MAX_IN, wanted);
  g_return_val_if_fail (n == 1 || n == G_N_ELEMENTS (self->last), wanted);

  if (!self->started || ABS (pause) > PAUSE || ABS (error) > TOO_FAR)
    {
      start = wanted;
      memcpy (out, in, n_in * n * sizeof *in);
      fade_in (out, n_in, n);
    }
  else
    {
      start = self->next;
      if (ABS (error) > GOOD_ENOUGH)
        change = CLAMP (error / GENTLENESS, -(gint64) n_in / 50, (gint64) n_in / 50);
      for (guint channel = 0; channel < n; channel++)
        stretch (&in[channel], n_in, n, self->last[channel], &out[channel], n_in + change);
    }

  *n_out = n_in + change;
  self->started = TRUE;
  self->next = start + *n_out;
  self->next_in = position + n_in;
  memcpy (self->last, &in[(n_in - 1) * n], n * sizeof *in);

  return start;
}
