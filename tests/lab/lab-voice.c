/* What the virtual microphones hear: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lab-voice.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#define TONE_SECONDS 0.25
#define TONE_AMPLITUDE 0.05 /* −26 dBFS: well above what speech has in one band, and not unpleasant */
#define TONE_RAMP_SECONDS 0.002
#define SPEECH_GAIN 0.15 /* about as loud as the tone: gain control lifts both, and a loud word must not drown it */

struct _LabVoice
{
  gint16 *speech; /* at the file's own rate */
  gsize n_speech;
  double speech_rate;
  double tone;
};

/* Finds the two chunks of a RIFF file that matter. */
static gboolean
parse_wave (LabVoice     *self,
            const guint8 *data,
            gsize         length)
{
  gsize at = 12;

  if (length < 12 || memcmp (data, "RIFF", 4) != 0 || memcmp (data + 8, "WAVE", 4) != 0)
    return FALSE;

  while (at + 8 <= length)
    {
      const guint8 *chunk = data + at + 8;
      guint32 size;

      memcpy (&size, data + at + 4, 4);
      size = GUINT32_FROM_LE (size);
      /* A program that writes to a pipe does not know the size yet. */
      size = (guint32) MIN (size, length - at - 8);

      if (memcmp (data + at, "fmt ", 4) == 0 && size >= 16)
        {
          guint32 rate;

          if (chunk[0] != 1 || chunk[2] != 1 || chunk[14] != 16)
            return FALSE;
          memcpy (&rate, chunk + 4, 4);
          self->speech_rate = GUINT32_FROM_LE (rate);
        }
      else if (memcmp (data + at, "data", 4) == 0)
        {
          self->speech = g_memdup2 (chunk, size & ~1u);
          self->n_speech = size / 2;
        }
      at += 8 + (gsize) size + (size & 1);
    }

  return self->n_speech > 0 && self->speech_rate > 0;
}

LabVoice *
lab_voice_new (const char *speech_file,
               double      tone,
               GError    **error)
{
  g_autoptr (LabVoice) self = g_new0 (LabVoice, 1);
  g_autofree char *data = NULL;
  gsize length;

  self->tone = tone;
  if (speech_file == NULL)
    return g_steal_pointer (&self);

  if (!g_file_get_contents (speech_file, &data, &length, error))
    return NULL;
  if (!parse_wave (self, (const guint8 *) data, length))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s is not a WAV file with one channel of 16 bit", speech_file);
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
lab_voice_free (LabVoice *self)
{
  g_free (self->speech);
  g_free (self);
}

static double
speech_at (const LabVoice *self,
           double          seconds)
{
  double position, share;
  gsize index;

  if (self->n_speech == 0)
    return 0;

  position = fmod (seconds * self->speech_rate, (double) self->n_speech);
  index = (gsize) position;
  share = position - (double) index;

  return SPEECH_GAIN * (self->speech[index] * (1 - share) + self->speech[(index + 1) % self->n_speech] * share);
}

static double
tone_at (const LabVoice *self,
         double          seconds)
{
  double within = seconds - floor (seconds);
  double edge = MIN (within, TONE_SECONDS - within);

  if (self->tone <= 0 || edge <= 0)
    return 0;

  return 32767 * TONE_AMPLITUDE * MIN (1, edge / TONE_RAMP_SECONDS) * sin (2 * G_PI * self->tone * within);
}

void
lab_voice_render (LabVoice *self,
                  gint16   *samples,
                  gsize     n_samples,
                  double    begin)
{
  for (gsize i = 0; i < n_samples; i++)
    {
      double seconds = begin / G_USEC_PER_SEC + (double) i / LAB_VOICE_RATE;

      samples[i] = (gint16) CLAMP (speech_at (self, seconds) + tone_at (self, seconds), -32768, 32767);
    }
}
