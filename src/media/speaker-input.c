/* One voice on its way into the mix: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/speaker-input.h"

#include <math.h>
#include <string.h>

/* One second: twice the longest playout delay. */
#define CAPACITY 48000

/* 2.5 ms: what keeps a wave that is cut off from clicking. */
#define FADE 120

struct _HearthSpeakerInput
{
  guint n_channels;
  GMutex mutex; /* guards what follows */
  double volume;
  guint64 end;              /* of what was pushed last */
  guint64 position;         /* of the next sample to be mixed */
  gint16 samples[]; /* CAPACITY of each channel; those at position p are at p modulo CAPACITY; what has been read or never written is 0 */
};

static void
speaker_input_clear (gpointer data)
{
  HearthSpeakerInput *self = data;

  g_mutex_clear (&self->mutex);
}

static gsize
get_n_bytes (guint n_channels)
{
  return (gsize) CAPACITY * n_channels * sizeof (gint16);
}

/* Those of all channels at that position. */
static gint16 *
samples_at (HearthSpeakerInput *self,
            guint64             position)
{
  return &self->samples[position % CAPACITY * self->n_channels];
}

HearthSpeakerInput *
hearth_speaker_input_new (guint n_channels)
{
  HearthSpeakerInput *self;

  g_return_val_if_fail (n_channels == 1 || n_channels == 2, NULL);

  self = g_atomic_rc_box_alloc0 (sizeof *self + get_n_bytes (n_channels));
  self->n_channels = n_channels;
  g_mutex_init (&self->mutex);
  self->volume = 1;

  return self;
}

HearthSpeakerInput *
hearth_speaker_input_ref (HearthSpeakerInput *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
hearth_speaker_input_unref (HearthSpeakerInput *self)
{
  g_atomic_rc_box_release_full (self, speaker_input_clear);
}

void
hearth_speaker_input_set_volume (HearthSpeakerInput *self,
                                 double              volume)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->mutex);
  self->volume = CLAMP (volume, 0, 2);
  g_mutex_unlock (&self->mutex);
}

/* What goes before @seam ends softly, as far as it has not been mixed yet. The mutex is held. */
static void
fade_out (HearthSpeakerInput *self,
          guint64             seam)
{
  for (guint i = 0; i < FADE && seam > self->position + i && seam <= self->position + CAPACITY; i++)
    {
      gint16 *samples = samples_at (self, seam - 1 - i);

      for (guint channel = 0; channel < self->n_channels; channel++)
        samples[channel] = (gint16) (samples[channel] * (int) i / FADE);
    }
}

gsize
hearth_speaker_input_push (HearthSpeakerInput *self,
                           guint64             position,
                           const gint16       *samples,
                           gsize               n_samples)
{
  gsize n_late = 0;

  g_return_val_if_fail (self != NULL, 0);

  g_mutex_lock (&self->mutex);
  /* The mix has not come by yet, as when a chime begins: by what is pushed first one knows about when that will be. */
  if (self->position == 0 && self->end == 0 && position + n_samples > CAPACITY)
    self->position = position + n_samples - CAPACITY;
  if (position < self->position)
    n_late = MIN (n_samples, self->position - position);
  if (position != self->end)
    fade_out (self, MIN (position, self->end));
  self->end = position + n_samples;
  for (gsize i = n_late; i < n_samples && position + i < self->position + CAPACITY; i++)
    memcpy (samples_at (self, position + i), &samples[i * self->n_channels], self->n_channels * sizeof *samples);
  g_mutex_unlock (&self->mutex);

  return n_late;
}

void
hearth_speaker_input_mix (HearthSpeakerInput *self,
                          guint64             position,
                          gint32             *sum,
                          gsize               n_samples)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (n_samples <= CAPACITY);

  g_mutex_lock (&self->mutex);

  /* The mix has skipped what lies between: nobody will hear it. */
  if (position - self->position >= CAPACITY)
    memset (self->samples, 0, get_n_bytes (self->n_channels));
  else
    for (guint64 skipped = self->position; skipped < position; skipped++)
      memset (samples_at (self, skipped), 0, self->n_channels * sizeof (gint16));

  for (gsize i = 0; i < n_samples; i++)
    {
      gint16 *samples = samples_at (self, position + i);

      for (guint channel = 0; channel < self->n_channels; channel++)
        {
          sum[i * self->n_channels + channel] += (gint32) lrint (samples[channel] * self->volume);
          samples[channel] = 0;
        }
    }
  self->position = position + n_samples;

  g_mutex_unlock (&self->mutex);
}
