/* Whose voice is it, and when was it spoken: see the header.
 *
 * Sound is looked at in blocks of 10 ms: the amplitude at each of the frequencies (Goertzel's algorithm, the single bin of a
 * Fourier transform). A tone is recognized when one frequency stands out for 150 ms. Its beginning lies inside the first such
 * block or the one before; how much of the full amplitude these two have says where.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/tone-meter.h"

#include <math.h>
#include <string.h>

#define BLOCK_US 10000
#define BLOCKS_NEEDED 15
#define BLOCKS_BELIEVED 3
#define BLOCKS_FORGIVEN 3
#define MIN_AMPLITUDE 0.002 /* −54 dBFS: a tone whose person was turned down by gain control */
#define MIN_CONTRAST 2.0    /* 6 dB above every other frequency: speech spreads, a tone does not */

struct _HearthToneMeter
{
  int rate;
  gsize block_length;
  gsize n_collected;
  gint16 *block;
  gint64 block_begins_at;

  double previous[HEARTH_TONE_METER_N]; /* amplitudes of the block before */

  /* The frequency that stands out at present. */
  int candidate; /* -1 for none */
  int n_blocks;
  int n_misses;
  gint64 second_block_begins_at;
  double head; /* amplitudes of the first block and the one before it, added up */
  double body; /* of those after the first, added up */
};

HearthToneMeter *
hearth_tone_meter_new (void)
{
  HearthToneMeter *self = g_new0 (HearthToneMeter, 1);

  self->candidate = -1;

  return self;
}

void
hearth_tone_meter_free (HearthToneMeter *self)
{
  g_free (self->block);
  g_free (self);
}

static double
get_amplitude (HearthToneMeter *self,
               int              frequency)
{
  double coefficient = 2 * cos (2 * G_PI * frequency / self->rate);
  double before = 0, last = 0, power;

  for (gsize i = 0; i < self->block_length; i++)
    {
      double value = self->block[i] + coefficient * last - before;

      before = last;
      last = value;
    }
  power = last * last + before * before - coefficient * last * before;

  return 2 * sqrt (MAX (power, 0)) / (double) self->block_length / 32768;
}

/* Returns: the frequency that stands out, or -1 */
static int
find_standing_out (const double *amplitudes)
{
  int loudest = 0;

  for (int i = 1; i < HEARTH_TONE_METER_N; i++)
    if (amplitudes[i] > amplitudes[loudest])
      loudest = i;

  if (amplitudes[loudest] < MIN_AMPLITUDE)
    return -1;
  for (int i = 0; i < HEARTH_TONE_METER_N; i++)
    if (i != loudest && amplitudes[i] * MIN_CONTRAST > amplitudes[loudest])
      return -1;

  return loudest;
}

static void
begin_candidate (HearthToneMeter *self,
                 int              candidate,
                 const double    *amplitudes)
{
  self->candidate = candidate;
  self->n_blocks = 1;
  self->n_misses = 0;
  self->second_block_begins_at = self->block_begins_at + BLOCK_US;
  self->head = amplitudes[candidate] + self->previous[candidate];
  self->body = 0;
}

/* Returns: whether the candidate is recognized with this block */
static gboolean
follow_candidate (HearthToneMeter *self,
                  int              standing_out,
                  const double    *amplitudes)
{
  if (standing_out == self->candidate)
    {
      self->n_blocks++;
      self->body += amplitudes[standing_out];

      return self->n_blocks == BLOCKS_NEEDED;
    }

  /* What stood out for a moment only was noise, and must not be in the way of a tone that begins now. */
  self->n_misses++;
  if (self->n_blocks < BLOCKS_BELIEVED || self->n_misses > BLOCKS_FORGIVEN)
    self->candidate = -1;

  return FALSE;
}

static gboolean
push_block (HearthToneMeter *self,
            HearthTone      *tone)
{
  double amplitudes[HEARTH_TONE_METER_N];
  gboolean recognized = FALSE;
  int standing_out;

  for (int i = 0; i < HEARTH_TONE_METER_N; i++)
    amplitudes[i] = get_amplitude (self, HEARTH_TONE_METER_FIRST_HZ + i * HEARTH_TONE_METER_STEP_HZ);
  standing_out = find_standing_out (amplitudes);

  if (self->candidate >= 0)
    recognized = follow_candidate (self, standing_out, amplitudes);
  if (self->candidate < 0 && standing_out >= 0)
    begin_candidate (self, standing_out, amplitudes);

  if (recognized)
    {
      double full = self->body / (BLOCKS_NEEDED - 1);

      tone->frequency = HEARTH_TONE_METER_FIRST_HZ + self->candidate * HEARTH_TONE_METER_STEP_HZ;
      tone->begins_at = self->second_block_begins_at - (gint64) (BLOCK_US * MIN (2, self->head / full));
      tone->level = 20 * log10 (full);
    }
  memcpy (self->previous, amplitudes, sizeof amplitudes);

  return recognized;
}

static void
set_rate (HearthToneMeter *self,
          int              rate)
{
  self->rate = rate;
  self->block_length = (gsize) rate * BLOCK_US / G_USEC_PER_SEC;
  self->block = g_renew (gint16, self->block, self->block_length);
  self->n_collected = 0;
  self->candidate = -1;
  memset (self->previous, 0, sizeof self->previous);
}

gboolean
hearth_tone_meter_push (HearthToneMeter *self,
                        const gint16    *samples,
                        gsize            n_samples,
                        int              rate,
                        gint64           begins_at,
                        HearthTone      *tone)
{
  gboolean recognized = FALSE;
  gsize done = 0;

  g_return_val_if_fail (rate >= 8000 && rate <= 192000, FALSE);

  if (rate != self->rate)
    set_rate (self, rate);

  while (done < n_samples)
    {
      gsize n = MIN (n_samples - done, self->block_length - self->n_collected);

      if (self->n_collected == 0)
        self->block_begins_at = begins_at + (gint64) (done * G_USEC_PER_SEC / (gsize) rate);
      memcpy (self->block + self->n_collected, samples + done, n * sizeof *samples);
      self->n_collected += n;
      done += n;
      if (self->n_collected == self->block_length)
        {
          recognized = push_block (self, tone) || recognized;
          self->n_collected = 0;
        }
    }

  return recognized;
}
