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
         gsize   n_samples)
{
  for (gsize i = 0; i < MIN (n_samples, FADE); i++)
    samples[i] = (gint16) (samples[i] * (int) i / FADE);
}

/* Linear interpolation, with the sample before the block as its left edge, so that block follows block without a step. */
static void
stretch (const gint16 *in,
         gsize         n_in,
         gint16        before,
         gint16       *out,
         gsize         n_out)
{
  for (gsize i = 0; i < n_out; i++)
    {
      double place = (double) (i + 1) * (double) n_in / (double) n_out;
      gsize right = (gsize) ceil (place) - 1;
      double left_weight = (double) (right + 1) - place;
      gint16 left = right > 0 ? in[right - 1] : before;

      out[i] = (gint16) lrint (left * left_weight + in[right] * (1 - left_weight));
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
  guint64 start;

  g_return_val_if_fail (n_in > 0 && n_in <= HEARTH_AUDIO_ALIGNER_MAX_IN, wanted);

  if (!self->started || ABS (pause) > PAUSE || ABS (error) > TOO_FAR)
    {
      start = wanted;
      memcpy (out, in, n_in * sizeof *in);
      fade_in (out, n_in);
    }
  else
    {
      start = self->next;
      if (ABS (error) > GOOD_ENOUGH)
        change = CLAMP (error / GENTLENESS, -(gint64) n_in / 50, (gint64) n_in / 50);
      stretch (in, n_in, self->last, out, n_in + change);
    }

  *n_out = n_in + change;
  self->started = TRUE;
  self->next = start + *n_out;
  self->next_in = position + n_in;
  self->last = in[n_in - 1];

  return start;
}
