/* vmic [--tone=HZ] [--speech=FILE] NAME DESCRIPTION: a virtual microphone in the PipeWire of XDG_RUNTIME_DIR, until SIGTERM.
 *
 * 48 kHz, one channel. Like a sound card it hands over at each cycle of the graph what was heard since the cycle before. Prints
 * "ready" once applications can see it, "on" when somebody listens and "off" when nobody does any more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>

#include <pipewire/pipewire.h>
#include <spa/param/audio/format-utils.h>

#include "lab-voice.h"

/* The graph's clock is followed slowly, so that its jitter does not get into the sound; a jump this large is a gap. */
#define GAP_US 5000
#define FOLLOW 64

typedef struct
{
  struct pw_main_loop *loop;
  struct pw_stream *stream;
  LabVoice *voice;
  double next; /* µs of CLOCK_MONOTONIC at the next sample; PipeWire's data thread */
  gboolean announced;
  gboolean on;
} Microphone;

static void
on_process (void *data)
{
  Microphone *microphone = data;
  struct pw_buffer *buffer = pw_stream_dequeue_buffer (microphone->stream);
  struct pw_time time;
  struct spa_data *plane;
  guint64 n_samples;
  double begin;

  if (buffer == NULL)
    return;

  plane = &buffer->buffer->datas[0];
  n_samples = plane->maxsize / sizeof (gint16);
  if (buffer->requested > 0)
    n_samples = MIN (n_samples, buffer->requested);

  if (plane->data != NULL && pw_stream_get_time_n (microphone->stream, &time, sizeof time) == 0)
    {
      double length = (double) n_samples * G_USEC_PER_SEC / LAB_VOICE_RATE;

      begin = (double) time.now / 1000 - length;
      if (fabs (begin - microphone->next) > GAP_US)
        microphone->next = begin;
      lab_voice_render (microphone->voice, plane->data, n_samples, microphone->next);
      microphone->next += length + (begin - microphone->next) / FOLLOW;
      plane->chunk->offset = 0;
      plane->chunk->stride = sizeof (gint16);
      plane->chunk->size = (uint32_t) (n_samples * sizeof (gint16));
    }

  pw_stream_queue_buffer (microphone->stream, buffer);
}

static void
on_state_changed (void                *data,
                  enum pw_stream_state old,
                  enum pw_stream_state state,
                  const char          *error)
{
  Microphone *microphone = data;
  gboolean on = state == PW_STREAM_STATE_STREAMING;

  if (state == PW_STREAM_STATE_PAUSED && !microphone->announced)
    {
      microphone->announced = TRUE;
      puts ("ready");
    }
  if (on != microphone->on)
    puts (on ? "on" : "off");
  microphone->on = on;
  fflush (stdout);

  if (state == PW_STREAM_STATE_ERROR || (state == PW_STREAM_STATE_UNCONNECTED && microphone->announced))
    pw_main_loop_quit (microphone->loop);
}

static const struct pw_stream_events stream_events = {
  PW_VERSION_STREAM_EVENTS,
  .state_changed = on_state_changed,
  .process = on_process,
};

static void
on_signal (void *data,
           int   number)
{
  Microphone *microphone = data;

  pw_main_loop_quit (microphone->loop);
}

static int
plug_in (Microphone *microphone)
{
  uint8_t space[1024];
  struct spa_pod_builder builder = SPA_POD_BUILDER_INIT (space, sizeof space);
  const struct spa_pod *format;

  format = spa_format_audio_raw_build (&builder, SPA_PARAM_EnumFormat,
                                       &SPA_AUDIO_INFO_RAW_INIT (.format = SPA_AUDIO_FORMAT_S16_LE,
                                                                 .rate = LAB_VOICE_RATE,
                                                                 .channels = 1,
                                                                 .position = { SPA_AUDIO_CHANNEL_MONO }));

  return pw_stream_connect (microphone->stream, PW_DIRECTION_OUTPUT, PW_ID_ANY,
                            PW_STREAM_FLAG_MAP_BUFFERS | PW_STREAM_FLAG_RT_PROCESS, &format, 1);
}

int
main (int    argc,
      char **argv)
{
  Microphone microphone = { 0 };
  double tone = 0;
  g_autofree char *speech = NULL;
  GOptionEntry entries[] = {
    { "tone", 0, 0, G_OPTION_ARG_DOUBLE, &tone, "The person's own tone", "HZ" },
    { "speech", 0, 0, G_OPTION_ARG_FILENAME, &speech, "What the person says", "FILE" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("NAME DESCRIPTION");
  g_autoptr (GError) error = NULL;
  struct pw_loop *loop;
  int result;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 3)
    {
      g_printerr ("vmic: %s\n", error != NULL ? error->message : "NAME and DESCRIPTION, please");
      return 2;
    }
  microphone.voice = lab_voice_new (speech, tone, &error);
  if (microphone.voice == NULL)
    {
      g_printerr ("vmic: %s\n", error->message);
      return 1;
    }

  pw_init (NULL, NULL);
  microphone.loop = pw_main_loop_new (NULL);
  loop = pw_main_loop_get_loop (microphone.loop);
  pw_loop_add_signal (loop, SIGTERM, on_signal, &microphone);
  pw_loop_add_signal (loop, SIGINT, on_signal, &microphone);
  microphone.stream = pw_stream_new_simple (loop, argv[1],
                                            pw_properties_new (PW_KEY_MEDIA_CLASS, "Audio/Source",
                                                               PW_KEY_NODE_NAME, argv[1],
                                                               PW_KEY_NODE_DESCRIPTION, argv[2],
                                                               NULL),
                                            &stream_events, &microphone);
  result = microphone.stream != NULL ? plug_in (&microphone) : -errno;
  if (result >= 0)
    pw_main_loop_run (microphone.loop);
  else
    g_printerr ("vmic: %s\n", g_strerror (-result));

  g_clear_pointer (&microphone.stream, pw_stream_destroy);
  pw_main_loop_destroy (microphone.loop);
  pw_deinit ();
  lab_voice_free (microphone.voice);

  return result >= 0 ? 0 : 1;
}
