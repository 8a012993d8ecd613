/* What stands between one opening of a microphone's device and the encoder: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/voice-gate.h"

#include <gst/audio/audio.h>
#include <math.h>

#include "media/audio-device.h"
#include "media/level-meter.h"

/* What empties the encoder: two packets of 20 ms, for it holds back 6.5 ms besides what has not filled a packet yet. */
#define TAIL (40 * GST_MSECOND)
#define TAIL_SAMPLES (HEARTH_AUDIO_RATE / 25)

/* From here on it is called a voice, in dBov: speech is between −40 and −20, what noise suppression leaves of a room below −60. */
#define VOICE_LEVEL (-50.0)

struct _HearthVoiceGate
{
  GMutex mutex;
  GstAppSrc *encoder_source;
  gboolean shut;
  gboolean muted;
  gboolean passed;  /* something of this opening */
  GstClockTime end; /* of what the encoder has been given, running time */
  HearthLevelMeter meter;
};

HearthVoiceGate *
hearth_voice_gate_new (GstAppSrc    *encoder_source,
                       gboolean      muted,
                       GstClockTime  until)
{
  HearthVoiceGate *self;

  g_return_val_if_fail (GST_IS_APP_SRC (encoder_source), NULL);

  self = g_atomic_rc_box_new0 (HearthVoiceGate);
  g_mutex_init (&self->mutex);
  self->encoder_source = gst_object_ref (encoder_source);
  self->muted = muted;
  self->end = until;

  return self;
}

HearthVoiceGate *
hearth_voice_gate_ref (HearthVoiceGate *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
voice_gate_clear (gpointer data)
{
  HearthVoiceGate *self = data;

  gst_object_unref (self->encoder_source);
  g_mutex_clear (&self->mutex);
}

void
hearth_voice_gate_unref (HearthVoiceGate *self)
{
  g_atomic_rc_box_release_full (self, voice_gate_clear);
}

static GstBuffer *
new_silence (GstClockTime pts,
             gsize        n_bytes)
{
  GstBuffer *silence = gst_buffer_new_allocate (NULL, n_bytes, NULL);

  gst_buffer_memset (silence, 0, 0, n_bytes);
  GST_BUFFER_PTS (silence) = pts;

  return silence;
}

static GstBuffer *
new_voice (GstBuffer *buffer,
           double     level)
{
  GstBuffer *voice = gst_buffer_copy (buffer);

  gst_buffer_add_audio_level_meta (voice, (guint8) lrint (-level), level >= VOICE_LEVEL);

  return voice;
}

/* Returns: how loud these samples are */
static double
feed_meter (HearthLevelMeter *meter,
            GstBuffer        *buffer)
{
  GstMapInfo map;
  double level;

  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    return -127;

  hearth_level_meter_feed (meter, (const gint16 *) map.data, map.size / sizeof (gint16), g_get_monotonic_time ());
  level = hearth_level_measure ((const gint16 *) map.data, map.size / sizeof (gint16));
  gst_buffer_unmap (buffer, &map);

  return level;
}

void
hearth_voice_gate_push (HearthVoiceGate *self,
                        GstBuffer       *buffer)
{
  GstClockTime pts = GST_BUFFER_PTS (buffer);
  gsize n_bytes = gst_buffer_get_size (buffer);
  double level;

  g_return_if_fail (self != NULL);

  /* The encoder's queue leaks, so this never blocks, and whoever shuts the gate or mutes waits for this buffer at the most. */
  g_mutex_lock (&self->mutex);
  level = feed_meter (&self->meter, buffer);
  if (!self->shut && GST_CLOCK_TIME_IS_VALID (pts) && pts + HEARTH_VOICE_GATE_TOLERANCE >= self->end)
    {
      gst_app_src_push_buffer (self->encoder_source, self->muted ? new_silence (pts, n_bytes) : new_voice (buffer, level));
      self->end = pts + gst_util_uint64_scale (n_bytes / sizeof (gint16), GST_SECOND, HEARTH_AUDIO_RATE);
      self->passed = TRUE;
    }
  g_mutex_unlock (&self->mutex);
}

void
hearth_voice_gate_set_muted (HearthVoiceGate *self,
                             gboolean         muted)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->mutex);
  self->muted = muted;
  g_mutex_unlock (&self->mutex);
}

GstClockTime
hearth_voice_gate_shut (HearthVoiceGate *self)
{
  GstClockTime end;

  g_return_val_if_fail (self != NULL, 0);

  g_mutex_lock (&self->mutex);
  if (!self->shut && self->passed)
    {
      gst_app_src_push_buffer (self->encoder_source, new_silence (self->end, TAIL_SAMPLES * sizeof (gint16)));
      self->end += TAIL;
    }
  self->shut = TRUE;
  end = self->end;
  g_mutex_unlock (&self->mutex);

  return end;
}

double
hearth_voice_gate_get_level (HearthVoiceGate *self,
                             gint64           now)
{
  double level;

  g_return_val_if_fail (self != NULL, HEARTH_LEVEL_SILENCE);

  g_mutex_lock (&self->mutex);
  level = hearth_level_meter_read (&self->meter, now);
  g_mutex_unlock (&self->mutex);

  return level;
}

gint64
hearth_voice_gate_get_fed_at (HearthVoiceGate *self)
{
  gint64 fed_at;

  g_return_val_if_fail (self != NULL, 0);

  g_mutex_lock (&self->mutex);
  fed_at = self->meter.fed_at;
  g_mutex_unlock (&self->mutex);

  return fed_at;
}
