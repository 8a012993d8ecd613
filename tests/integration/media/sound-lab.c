/* What the tests of sound share: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sound-lab.h"

#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>

#include "media/audio-device.h"

/* What is waited for comes within a second on an idle computer. */
#define PATIENCE_MS 20000

static void
await_node (const char *name)
{
  g_autofree char *await = g_build_filename (g_getenv ("HEARTH_LAB_TOOLS"), "pw-await", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, await, name, NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

static GSubprocess *
plug (const char *name,
      const char *capture,
      const char *playback,
      const char *delay)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "pw-loopback", "--channels=1",
                                           "--channel-map=[MONO]", "--delay", delay,
                                           "--capture-props", capture, "--playback-props", playback, NULL);

  g_assert_no_error (error);
  await_node (name);

  return process;
}

GSubprocess *
sound_lab_plug_microphone (const char *name)
{
  g_autofree char *capture = g_strdup_printf ("media.class=Audio/Sink node.name=%s-feed", name);
  g_autofree char *playback = g_strdup_printf ("media.class=Audio/Source node.name=%s", name);

  return plug (name, capture, playback, "0");
}

GSubprocess *
sound_lab_plug_speaker (const char *name)
{
  g_autofree char *capture = g_strdup_printf ("media.class=Audio/Sink node.name=%s", name);
  g_autofree char *playback = g_strdup_printf ("node.name=%s-out node.passive=true target.object=" SOUND_LAB_SPEAKER, name);

  return plug (name, capture, playback, "0");
}

GSubprocess *
sound_lab_plug_echo (const char *name)
{
  g_autofree char *playback = g_strdup_printf ("media.class=Audio/Source node.name=%s", name);

  return plug (name, "node.name=echo-in stream.capture.sink=true node.passive=true target.object=" SOUND_LAB_SPEAKER, playback, "0.04");
}

void
sound_lab_unplug (GSubprocess *device)
{
  g_subprocess_send_signal (device, SIGTERM);
  g_subprocess_wait (device, NULL, NULL);
  g_object_unref (device);
}

static GSubprocess *
start (const char *program)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "setpriv", "--pdeathsig", "KILL", program, NULL);

  g_assert_no_error (error);

  return process;
}

void
sound_lab_start_pipewire (GSubprocess **pipewire,
                          GSubprocess **session_manager)
{
  g_autofree char *socket = g_build_filename (g_get_user_runtime_dir (), "pipewire-0", NULL);

  g_unlink (socket);
  *pipewire = start ("pipewire");
  while (!g_file_test (socket, G_FILE_TEST_EXISTS))
    sound_lab_run (10);
  *session_manager = start ("wireplumber");
  await_node (SOUND_LAB_SPEAKER);
}

HearthMediaPipeline *
sound_lab_tone_new (const char *target,
                    double      frequency,
                    double      dbfs)
{
  g_autoptr (GError) error = NULL;
  HearthMediaPipeline *tone = hearth_media_pipeline_new ("tone");
  GstElement *source = hearth_media_pipeline_add (tone, "audiotestsrc", NULL, &error);
  GstElement *sink = hearth_audio_device_add_sink (tone, target, &error);
  g_autoptr (GstCaps) caps = hearth_audio_caps_new (1);

  g_assert_no_error (error);
  g_object_set (source, "is-live", TRUE, "samplesperbuffer", HEARTH_AUDIO_PERIOD_SAMPLES,
                "freq", frequency, "volume", pow (10, dbfs / 20) * G_SQRT2, NULL);
  g_assert_true (gst_element_link_filtered (source, sink, caps));
  hearth_media_pipeline_play_device (tone);

  return tone;
}

void
sound_lab_tone_free (HearthMediaPipeline *tone)
{
  hearth_media_pipeline_close (tone);
  g_object_unref (tone);
}

static gboolean
on_timeout (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_CONTINUE;
}

static gboolean
on_poll (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

gboolean
sound_lab_wait_for (SoundLabCondition condition,
                    gpointer          user_data,
                    guint             milliseconds)
{
  gboolean timed_out = FALSE;
  guint timeout = g_timeout_add (milliseconds, on_timeout, &timed_out);
  guint poll = g_timeout_add (2, on_poll, NULL);
  gboolean fulfilled;

  while (!(fulfilled = condition (user_data)) && !timed_out)
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (timeout);
  g_source_remove (poll);

  return fulfilled;
}

static gboolean
never (gpointer user_data)
{
  return FALSE;
}

void
sound_lab_run (guint milliseconds)
{
  sound_lab_wait_for (never, NULL, milliseconds);
}

typedef struct
{
  SoundLabEar *ear;
  double frequency;
  double dbfs;
} Expected;

static gboolean
is_heard (gpointer user_data)
{
  Expected *expected = user_data;

  return sound_lab_ear_get_tone (expected->ear, expected->frequency, 40) > -40;
}

static gboolean
is_at_level (gpointer user_data)
{
  Expected *expected = user_data;

  return ABS (sound_lab_ear_get_tone (expected->ear, expected->frequency, 60) - expected->dbfs) < 2;
}

gboolean
sound_lab_wait_for_level (SoundLabEar *ear,
                          double       frequency,
                          double       dbfs)
{
  Expected expected = { ear, frequency, dbfs };

  return sound_lab_wait_for (is_at_level, &expected, PATIENCE_MS);
}

int
sound_lab_wait_for_tone (SoundLabEar *ear,
                         double       frequency)
{
  Expected expected = { ear, frequency, 0 };
  gint64 since = g_get_monotonic_time ();

  if (!sound_lab_wait_for (is_heard, &expected, PATIENCE_MS))
    return -1;

  return (int) ((g_get_monotonic_time () - since) / 1000);
}

static void
on_live (SoundLabWay *way)
{
  way->n_live++;
}

static void
on_failed (SoundLabWay *way)
{
  way->n_failed++;
}

static void
on_speaker_live (SoundLabWay *way)
{
  way->n_speaker_live++;
}

static void
on_speaker_failed (SoundLabWay *way)
{
  way->n_speaker_failed++;
}

static gboolean
is_live (gpointer user_data)
{
  return ((SoundLabWay *) user_data)->n_live > 0;
}

void
sound_lab_way_open (SoundLabWay *way,
                    const char  *name)
{
  gboolean live = FALSE;

  /* Like an owner: a device that has just been plugged in may not be linked yet where the computer is busy. */
  way->n_live = 0;
  for (guint i = 0; i < 3 && !live; i++)
    {
      hearth_microphone_open (way->microphone, name);
      live = sound_lab_wait_for (is_live, way, 3000);
    }
  g_assert_true (live);
}

static void
set_up (SoundLabWay   *way,
        gconstpointer  user_data)
{
  g_autoptr (GError) error = NULL;

  way->device = sound_lab_plug_microphone (SOUND_LAB_MICROPHONE);
  way->tone = sound_lab_tone_new (SOUND_LAB_MICROPHONE_FEED, SOUND_LAB_TONE, SOUND_LAB_TONE_DBFS);
  way->monitor = sound_lab_ear_new_for_monitor (SOUND_LAB_SPEAKER);
  way->tap = sound_lab_ear_new ();

  way->speaker = hearth_speaker_new (&error);
  g_assert_no_error (error);
  way->microphone = hearth_microphone_new (way->speaker, &error);
  g_assert_no_error (error);
  way->decoder = hearth_audio_decoder_new (way->speaker, &error);
  g_assert_no_error (error);
  way->relay = sound_lab_relay_new (HEARTH_RTP_SOURCE (way->microphone));

  g_signal_connect_swapped (way->microphone, "live", G_CALLBACK (on_live), way);
  g_signal_connect_swapped (way->microphone, "failed", G_CALLBACK (on_failed), way);
  g_signal_connect_swapped (way->speaker, "live", G_CALLBACK (on_speaker_live), way);
  g_signal_connect_swapped (way->speaker, "failed", G_CALLBACK (on_speaker_failed), way);
  hearth_microphone_set_processing (way->microphone, HEARTH_VOICE_PROCESSING_NONE);
  hearth_audio_decoder_set_tap (way->decoder, HEARTH_MEDIA_TAP (way->tap));

  hearth_speaker_open (way->speaker, SOUND_LAB_SPEAKER);
  hearth_audio_decoder_set_source (way->decoder, HEARTH_RTP_SOURCE (way->relay));
  sound_lab_way_open (way, SOUND_LAB_MICROPHONE);
}

static void
tear_down (SoundLabWay   *way,
           gconstpointer  user_data)
{
  hearth_audio_decoder_close (way->decoder);
  sound_lab_relay_close (way->relay);
  hearth_microphone_close (way->microphone);
  hearth_speaker_close (way->speaker);

  g_assert_finalize_object (way->decoder);
  g_assert_finalize_object (way->relay);
  g_assert_finalize_object (way->microphone);
  g_assert_finalize_object (way->speaker);
  g_clear_pointer (&way->tone, sound_lab_tone_free);
  sound_lab_ear_close (way->monitor);
  sound_lab_ear_close (way->tap);
  sound_lab_unplug (way->device);
}

void
sound_lab_add (const char *path,
               void      (*test) (SoundLabWay *way, gconstpointer user_data))
{
  g_test_add (path, SoundLabWay, NULL, set_up, test, tear_down);
}
