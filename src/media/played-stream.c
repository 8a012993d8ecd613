/* One stream that another program plays: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/played-stream.h"

#include "media/audio-aligner.h"
#include "media/audio-device.h"
#include "media/media-pipeline.h"

/* What the server hands over at once. */
#define FRAGMENT_BYTES (HEARTH_AUDIO_RATE / 50 * HEARTH_PLAYED_STREAM_CHANNELS * sizeof (gint16))

/* What the server says of its latency moves by some milliseconds from block to block; what was played does not. So blocks follow each other, and of
 * the difference only whole multiples of this count, in samples (11 ms), with a sample for each block: 0.1 %, at which nobody hears a note change. */
#define GENTLENESS 512

/* More is no inaccuracy: the stream has paused, or the computer has. In samples: 50 ms. */
#define LOST_TRACK (HEARTH_AUDIO_RATE / 20)

struct _HearthPlayedStream
{
  pa_stream *stream;
  HearthMixSource *mix;
  HearthSpeakerInput *input;
  HearthAudioAligner aligner;
  gboolean started;
  gint64 next; /* when the next sample was played, in samples of the running time */
};

gboolean
hearth_played_stream_is_shared (const pa_sink_input_info *info)
{
  const char *role = pa_proplist_gets (info->proplist, PA_PROP_MEDIA_ROLE);

  return !pa_proplist_contains (info->proplist, HEARTH_AUDIO_OWN_PROPERTY)
         && !pa_proplist_contains (info->proplist, "node.link-group") /* PipeWire's modules */
         && info->owner_module == PA_INVALID_INDEX                    /* PulseAudio's */
         && g_strcmp0 (role, "filter") != 0;
}

/* Returns: when the sample was played that is the next to be read, in samples of the running time */
static gint64
measure_on_pulse_thread (HearthPlayedStream *self)
{
  GstClockTime now = hearth_media_pipeline_get_running_time ();
  pa_usec_t latency = 0;
  int negative = 0;
  gint64 age_ns;

  /* What it does not know yet it knows a moment later. */
  if (pa_stream_get_latency (self->stream, &latency, &negative) < 0)
    latency = pa_bytes_to_usec (pa_stream_readable_size (self->stream), pa_stream_get_sample_spec (self->stream));
  age_ns = (gint64) MIN (latency, G_USEC_PER_SEC) * 1000 * (negative ? -1 : 1);

  return (gint64) gst_util_uint64_scale (now - (guint64) age_ns, HEARTH_AUDIO_RATE, GST_SECOND);
}

static void
follow_on_pulse_thread (HearthPlayedStream *self)
{
  gint64 measured = measure_on_pulse_thread (self);
  gint64 error = measured - self->next;

  if (!self->started || ABS (error) > LOST_TRACK)
    self->next = measured;
  else
    self->next += error / GENTLENESS;
  self->started = TRUE;
}

static void
place_on_pulse_thread (HearthPlayedStream *self,
                       const gint16       *samples,
                       gsize               n_samples)
{
  const guint64 delay = gst_util_uint64_scale (HEARTH_PLAYED_STREAM_DELAY, HEARTH_AUDIO_RATE, GST_SECOND);
  gint16 placed[HEARTH_AUDIO_ALIGNER_MAX_OUT * HEARTH_PLAYED_STREAM_CHANNELS];

  while (n_samples > 0)
    {
      gsize n = MIN (n_samples, HEARTH_AUDIO_ALIGNER_MAX_IN);
      gsize n_placed;
      guint64 position;

      position = hearth_audio_aligner_place (&self->aligner, (guint64) self->next, delay, samples, n, placed, &n_placed);
      hearth_speaker_input_push (self->input, position, placed, n_placed);
      self->next += (gint64) n;
      samples += n * HEARTH_PLAYED_STREAM_CHANNELS;
      n_samples -= n;
    }
}

static void
on_readable_on_pulse_thread (pa_stream *stream,
                             size_t     n_bytes,
                             void      *user_data)
{
  HearthPlayedStream *self = user_data;

  while (pa_stream_readable_size (stream) > 0)
    {
      const void *data;
      size_t length;

      follow_on_pulse_thread (self);
      if (pa_stream_peek (stream, &data, &length) < 0 || length == 0)
        return;

      /* Without data it is a hole. */
      if (data != NULL)
        place_on_pulse_thread (self, data, length / (HEARTH_PLAYED_STREAM_CHANNELS * sizeof (gint16)));
      else
        self->started = FALSE;
      pa_stream_drop (stream);
    }
}

static pa_stream *
create (pa_context *context)
{
  const pa_sample_spec format = { PA_SAMPLE_S16LE, HEARTH_AUDIO_RATE, HEARTH_PLAYED_STREAM_CHANNELS };
  pa_proplist *properties = pa_proplist_new ();
  pa_channel_map map;
  pa_stream *stream;

  /* PipeWire would else take the default microphone where the stream has just gone, or goes. */
  pa_proplist_sets (properties, "node.dont-fallback", "true");
  pa_proplist_sets (properties, "node.dont-reconnect", "true");
  pa_proplist_sets (properties, PA_PROP_MEDIA_NAME, "Shared sound");
  pa_channel_map_init_stereo (&map);
  stream = pa_stream_new_with_proplist (context, "Shared sound", &format, &map, properties);
  pa_proplist_free (properties);

  return stream;
}

HearthPlayedStream *
hearth_played_stream_new (pa_context      *context,
                          guint32          index,
                          HearthMixSource *mix)
{
  const pa_buffer_attr sizes = { .maxlength = (guint32) -1, .fragsize = FRAGMENT_BYTES };
  pa_stream *stream = create (context);
  HearthPlayedStream *self;

  if (stream == NULL)
    return NULL;

  self = g_new0 (HearthPlayedStream, 1);
  self->stream = stream;
  self->mix = gst_object_ref (mix);
  self->input = hearth_speaker_input_new (HEARTH_PLAYED_STREAM_CHANNELS);
  self->aligner.n_channels = HEARTH_PLAYED_STREAM_CHANNELS;
  hearth_mix_source_add (mix, self->input);
  pa_stream_set_read_callback (stream, on_readable_on_pulse_thread, self);
  if (pa_stream_set_monitor_stream (stream, index) < 0
      || pa_stream_connect_record (stream, NULL, &sizes,
                                   PA_STREAM_DONT_MOVE | PA_STREAM_ADJUST_LATENCY | PA_STREAM_INTERPOLATE_TIMING
                                   | PA_STREAM_AUTO_TIMING_UPDATE | PA_STREAM_DONT_INHIBIT_AUTO_SUSPEND) < 0)
    {
      hearth_played_stream_free (self);
      return NULL;
    }

  return self;
}

gboolean
hearth_played_stream_is_over (HearthPlayedStream *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return !PA_STREAM_IS_GOOD (pa_stream_get_state (self->stream));
}

void
hearth_played_stream_free (HearthPlayedStream *self)
{
  g_return_if_fail (self != NULL);

  pa_stream_set_read_callback (self->stream, NULL, NULL);
  pa_stream_disconnect (self->stream);
  pa_stream_unref (self->stream);
  hearth_mix_source_remove (self->mix, self->input);
  hearth_speaker_input_unref (self->input);
  gst_object_unref (self->mix);
  g_free (self);
}
