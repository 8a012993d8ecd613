/* What this person really sees and hears of one other: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/measure.h"

#include <math.h>

#include "app/picture-stamp.h"
#include "base/main-thread.h"

struct _HearthMeasure
{
  GObject parent_instance;

  HearthToneMeter *tone_meter; /* the thread that brings sound */

  GMutex mutex; /* guards everything below */
  HearthMeasureSample *sample;
  gint64 first_frame_at;
  double playout_sum;
  guint n_playout;
  double squares;
  guint64 n_samples;
};

enum
{
  FIRST_FRAME,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void media_tap_iface_init (HearthMediaTapInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthMeasure, hearth_measure, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_MEDIA_TAP, media_tap_iface_init))

static HearthMeasureSample *
sample_new (void)
{
  HearthMeasureSample *self = g_new0 (HearthMeasureSample, 1);

  self->latencies = g_array_new (FALSE, FALSE, sizeof (double));
  self->tones = g_array_new (FALSE, FALSE, sizeof (HearthTone));
  self->playout = NAN;
  self->level = -100;
  self->sound_delay = NAN;
  self->skew = NAN;

  return self;
}

void
hearth_measure_sample_free (HearthMeasureSample *self)
{
  g_array_unref (self->latencies);
  g_array_unref (self->tones);
  g_free (self);
}

static void
on_first_frame (gpointer target,
                gpointer data)
{
  g_signal_emit (target, signals[FIRST_FRAME], 0);
}

static void
picture_on_streaming_thread (HearthMediaTap   *tap,
                             HearthVideoFrame *frame)
{
  HearthMeasure *self = HEARTH_MEASURE (tap);
  gint64 now = g_get_monotonic_time ();
  gint64 taken_at;
  gboolean readable = hearth_picture_stamp_read (frame, now, &taken_at);
  gboolean first;

  g_mutex_lock (&self->mutex);
  first = self->first_frame_at == 0;
  if (first)
    self->first_frame_at = now;
  self->sample->n_frames++;
  if (readable)
    {
      double latency = (double) (now - taken_at) / 1000;

      g_array_append_val (self->sample->latencies, latency);
      self->playout_sum += (double) (hearth_video_frame_get_shown_at (frame) - taken_at) / 1000;
      self->n_playout++;
    }
  else
    {
      self->sample->n_unreadable++;
    }
  g_mutex_unlock (&self->mutex);

  if (first)
    hearth_main_thread_post (self, on_first_frame, NULL, NULL);
}

static void
sound_on_streaming_thread (HearthMediaTap *tap,
                           const gint16   *samples,
                           gsize           n_samples,
                           int             rate,
                           gint64          heard_at)
{
  HearthMeasure *self = HEARTH_MEASURE (tap);
  HearthTone tone;
  gboolean recognized = hearth_tone_meter_push (self->tone_meter, samples, n_samples, rate, heard_at, &tone);
  double squares = 0;

  for (gsize i = 0; i < n_samples; i++)
    squares += (double) samples[i] * samples[i];

  g_mutex_lock (&self->mutex);
  self->squares += squares;
  self->n_samples += n_samples;
  if (recognized)
    g_array_append_val (self->sample->tones, tone);
  g_mutex_unlock (&self->mutex);
}

static void
media_tap_iface_init (HearthMediaTapInterface *iface)
{
  iface->picture = picture_on_streaming_thread;
  iface->sound = sound_on_streaming_thread;
}

static void
hearth_measure_finalize (GObject *object)
{
  HearthMeasure *self = HEARTH_MEASURE (object);

  hearth_tone_meter_free (self->tone_meter);
  hearth_measure_sample_free (self->sample);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (hearth_measure_parent_class)->finalize (object);
}

static void
hearth_measure_class_init (HearthMeasureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_measure_finalize;

  signals[FIRST_FRAME] = g_signal_new ("first-frame", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_measure_init (HearthMeasure *self)
{
  g_mutex_init (&self->mutex);
  self->tone_meter = hearth_tone_meter_new ();
  self->sample = sample_new ();
}

HearthMeasure *
hearth_measure_new (void)
{
  return g_object_new (HEARTH_TYPE_MEASURE, NULL);
}

/* Tones begin with a whole second, so the part of a second says how late one is (as long as it is less than one). */
static double
get_sound_delay (const HearthTone *tone)
{
  return (double) (tone->begins_at % G_USEC_PER_SEC) / 1000;
}

HearthMeasureSample *
hearth_measure_take (HearthMeasure *self)
{
  HearthMeasureSample *taken;

  g_return_val_if_fail (HEARTH_IS_MEASURE (self), NULL);

  g_mutex_lock (&self->mutex);
  taken = g_steal_pointer (&self->sample);
  taken->first_frame_at = self->first_frame_at;
  if (self->n_playout > 0)
    taken->playout = self->playout_sum / self->n_playout;
  if (self->squares > 0)
    taken->level = 10 * log10 (self->squares / (double) self->n_samples / (32768.0 * 32768.0));
  self->sample = sample_new ();
  self->playout_sum = 0;
  self->n_playout = 0;
  self->squares = 0;
  self->n_samples = 0;
  g_mutex_unlock (&self->mutex);

  if (taken->tones->len > 0)
    taken->sound_delay = get_sound_delay (&g_array_index (taken->tones, HearthTone, taken->tones->len - 1));
  taken->skew = taken->sound_delay - taken->playout;

  return taken;
}
