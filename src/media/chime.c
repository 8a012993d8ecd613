/* A doorbell: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/chime.h"

#include <math.h>

#include "media/audio-device.h"

/* A device that has to start first takes so long; an input takes what is due within a second. */
#define LEAD (GST_SECOND / 4)

/* Both notes have been heard by then. */
#define RING_MS 1500

/* A falling major third, as doorbells have it: E5 and C5, the second in the middle of the first. */
#define FIRST_HERTZ 659.26
#define SECOND_HERTZ 523.25
#define SECOND_AT (HEARTH_CHIME_SAMPLES / 3)

/* A5, above both of them, at a third of their loudness. */
#define MESSAGE_HERTZ 880.0
#define MESSAGE_LOUDNESS (1.0 / 3)

/* C5, E5, G5: each begins a quarter after the one before it. */
static const double test_hertz[] = { 523.25, 659.26, 783.99 };
#define TEST_NOTE_SAMPLES (HEARTH_CHIME_SAMPLES / 4)

/* Of full scale, for each note; and the time in which a note fades to 1/e of it. */
#define LOUDNESS 0.22
#define FADE_SECONDS 0.12

/* Without a click at the beginning and the end. */
#define ATTACK_SECONDS 0.004

struct _HearthChime
{
  HearthSpeaker *speaker;
  HearthChimeSound sound;
  HearthSpeakerInput *input; /* while it rings */
  guint source;
};

static void
stop (HearthChime *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->input != NULL)
    hearth_speaker_remove_input (self->speaker, self->input);
  g_clear_pointer (&self->input, hearth_speaker_input_unref);
}

static void
on_rung (gpointer user_data)
{
  HearthChime *self = user_data;

  self->source = 0;
  stop (self);
}

HearthChime *
hearth_chime_new (HearthSpeaker    *speaker,
                  HearthChimeSound  sound)
{
  HearthChime *self;

  g_return_val_if_fail (HEARTH_IS_SPEAKER (speaker), NULL);

  self = g_new0 (HearthChime, 1);
  self->speaker = g_object_ref (speaker);
  self->sound = sound;

  return self;
}

void
hearth_chime_free (HearthChime *self)
{
  g_return_if_fail (self != NULL);

  stop (self);
  g_object_unref (self->speaker);
  g_free (self);
}

/* @seconds: since the note began */
static double
note (double hertz,
      double seconds)
{
  double attack = MIN (seconds / ATTACK_SECONDS, 1);

  return seconds >= 0 ? LOUDNESS * attack * exp (-seconds / FADE_SECONDS) * sin (2 * G_PI * hertz * seconds) : 0;
}

static double
message (double seconds)
{
  return MESSAGE_LOUDNESS * note (MESSAGE_HERTZ, seconds);
}

static double
doorbell (double seconds)
{
  return note (FIRST_HERTZ, seconds) + note (SECOND_HERTZ, seconds - (double) SECOND_AT / HEARTH_AUDIO_RATE);
}

static double
test (double seconds)
{
  double sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (test_hertz); i++)
    sum += note (test_hertz[i], seconds - (double) (i * TEST_NOTE_SAMPLES) / HEARTH_AUDIO_RATE);

  return sum;
}

static double
sound_at (HearthChimeSound sound,
          double           seconds)
{
  switch (sound)
    {
    case HEARTH_CHIME_MESSAGE:
      return message (seconds);
    case HEARTH_CHIME_TEST:
      return test (seconds);
    case HEARTH_CHIME_DOORBELL:
    default:
      return doorbell (seconds);
    }
}

void
hearth_chime_fill (HearthChimeSound  sound,
                   gint16           *samples)
{
  g_return_if_fail (samples != NULL);

  for (int i = 0; i < HEARTH_CHIME_SAMPLES; i++)
    {
      double end = MIN ((double) (HEARTH_CHIME_SAMPLES - 1 - i) / HEARTH_AUDIO_RATE / ATTACK_SECONDS, 1);
      double seconds = (double) i / HEARTH_AUDIO_RATE;

      samples[i] = (gint16) lround (sound_at (sound, seconds) * end * G_MAXINT16);
    }
}

void
hearth_chime_ring (HearthChime *self)
{
  g_autofree gint16 *samples = NULL;
  guint64 position;

  g_return_if_fail (self != NULL);

  if (self->input != NULL)
    return;

  samples = g_new (gint16, HEARTH_CHIME_SAMPLES);
  hearth_chime_fill (self->sound, samples);
  self->input = hearth_speaker_add_input (self->speaker);
  position = gst_util_uint64_scale (hearth_media_pipeline_get_running_time () + LEAD, HEARTH_AUDIO_RATE, GST_SECOND);
  hearth_speaker_input_push (self->input, position, samples, HEARTH_CHIME_SAMPLES);
  self->source = g_timeout_add_once (RING_MS, on_rung, self);
}
