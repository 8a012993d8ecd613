/* HearthDesktopSound with real sound: what another program plays arrives, left and right apart; what a Hearth plays does not, nor anything
 * twice; programs, and the sound server, come and go.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <gst/gst.h>
#include <math.h>
#include <time.h>

#include "base/main-thread.h"
#include "media/audio-device.h"
#include "media/desktop-sound.h"
#include "rtp-probe.h"
#include "sound-lab-listener.h"
#include "sound-lab.h"

#define PATIENCE_MS 20000

/* What the players' files hold: sines of this root mean square. */
#define TONE_DBFS (-20.0)
#define SECONDS 60

/* Over which a tone is measured: short enough that the mix, which follows the server's clock, does not move its phase. */
#define WINDOW_MS 100

#define SECOND_SPEAKER "second"

typedef struct
{
  GSubprocess *server; /* pipewire-pulse */
  HearthDesktopSound *sound;
  SoundLabListener *listener;
  RtpProbe *probe;
  guint n_live;
  guint n_failed;
} Way;

static void
start_server (Way *way)
{
  g_autoptr (GError) error = NULL;

  way->server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "setpriv", "--pdeathsig", "KILL",
                                  "pipewire-pulse", NULL);
  g_assert_no_error (error);
}

static void
end (GSubprocess **process)
{
  g_subprocess_force_exit (*process);
  g_subprocess_wait (*process, NULL, NULL);
  g_clear_object (process);
}

static void
on_live (HearthDesktopSound *sound,
         Way                *way)
{
  way->n_live++;
}

static void
on_failed (HearthDesktopSound *sound,
           Way                *way)
{
  way->n_failed++;
}

static gboolean
is_live (gpointer data)
{
  return ((const Way *) data)->n_live > ((const Way *) data)->n_failed;
}

static gboolean
has_failed (gpointer data)
{
  return ((const Way *) data)->n_failed > 0;
}

/* The server may take longer to listen than the first attempt waits. */
static void
await_live (Way *way)
{
  way->n_live = way->n_failed = 0;
  g_assert_true (sound_lab_wait_for (is_live, way, PATIENCE_MS));
  way->n_live = way->n_failed = 0;
}

static void
set_up (Way           *way,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  start_server (way);
  way->sound = hearth_desktop_sound_new (&error);
  g_assert_no_error (error);
  g_signal_connect (way->sound, "live", G_CALLBACK (on_live), way);
  g_signal_connect (way->sound, "failed", G_CALLBACK (on_failed), way);
  way->listener = sound_lab_listener_new (HEARTH_RTP_SOURCE (way->sound));
  way->probe = rtp_probe_new ();
  hearth_rtp_source_add_sink (HEARTH_RTP_SOURCE (way->sound), HEARTH_RTP_SINK (way->probe));
  sound_lab_run (300);
  hearth_desktop_sound_set_on (way->sound, TRUE);
  g_assert_true (sound_lab_wait_for (is_live, way, PATIENCE_MS));
}

static void
tear_down (Way           *way,
           gconstpointer  data)
{
  hearth_rtp_source_remove_sink (HEARTH_RTP_SOURCE (way->sound), HEARTH_RTP_SINK (way->probe));
  sound_lab_listener_close (way->listener);
  hearth_desktop_sound_close (way->sound);
  g_clear_object (&way->sound);
  g_clear_object (&way->probe);
  end (&way->server);
}

/* --- Another program ---------------------------------------------------------------------------------------------------- */

static void
add_number (GByteArray *bytes,
            guint32     number,
            guint       n)
{
  guint32 little = GUINT32_TO_LE (number);

  g_byte_array_append (bytes, (const guint8 *) &little, n);
}

/* A RIFF/WAVE file of two sines, in stereo. */
static char *
write_tones (double left,
             double right)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const guint32 n_bytes = SECONDS * HEARTH_AUDIO_RATE * 4;
  const double amplitude = pow (10, TONE_DBFS / 20) * G_SQRT2 * G_MAXINT16;
  g_autoptr (GError) error = NULL;
  char *path = g_strdup_printf ("%s/tones-%.0f-%.0f.wav", g_get_user_runtime_dir (), left, right);

  g_byte_array_append (bytes, (const guint8 *) "RIFF", 4);
  add_number (bytes, 36 + n_bytes, 4);
  g_byte_array_append (bytes, (const guint8 *) "WAVEfmt ", 8);
  add_number (bytes, 16, 4);
  add_number (bytes, 1, 2);
  add_number (bytes, 2, 2);
  add_number (bytes, HEARTH_AUDIO_RATE, 4);
  add_number (bytes, HEARTH_AUDIO_RATE * 4, 4);
  add_number (bytes, 4, 2);
  add_number (bytes, 16, 2);
  g_byte_array_append (bytes, (const guint8 *) "data", 4);
  add_number (bytes, n_bytes, 4);
  for (guint i = 0; i < SECONDS * HEARTH_AUDIO_RATE; i++)
    {
      add_number (bytes, (guint16) (gint16) lrint (amplitude * sin (2 * G_PI * left * i / HEARTH_AUDIO_RATE)), 2);
      add_number (bytes, (guint16) (gint16) lrint (amplitude * sin (2 * G_PI * right * i / HEARTH_AUDIO_RATE)), 2);
    }
  g_file_set_contents (path, (const char *) bytes->data, bytes->len, &error);
  g_assert_no_error (error);

  return path;
}

static GSubprocess *
play (const char *target,
      double      left,
      double      right)
{
  g_autofree char *path = write_tones (left, right);
  g_autoptr (GError) error = NULL;
  GSubprocess *player = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, "setpriv", "--pdeathsig", "KILL",
                                          "pw-play", "--target", target, path, NULL);

  g_assert_no_error (error);

  return player;
}

typedef struct
{
  SoundLabEar *ear;
  double frequency;
} Wish;

static gboolean
is_heard (gpointer data)
{
  const Wish *wish = data;

  return sound_lab_ear_get_tone (wish->ear, wish->frequency, 40) > TONE_DBFS - 6;
}

static void
await_tone (SoundLabEar *ear,
            double       frequency)
{
  Wish wish = { ear, frequency };

  g_assert_true (sound_lab_wait_for (is_heard, &wish, PATIENCE_MS));
}

/* --- Tests -------------------------------------------------------------------------------------------------------------- */

static void
test_stereo (Way           *way,
             gconstpointer  data)
{
  SoundLabEar *left = sound_lab_listener_get_left (way->listener);
  SoundLabEar *right = sound_lab_listener_get_right (way->listener);
  GSubprocess *player = play (SOUND_LAB_SPEAKER, 440, 1000);

  await_tone (left, 440);
  await_tone (right, 1000);
  sound_lab_run (2000);

  g_test_message ("left: 440 Hz %.1f, 1000 Hz %.1f dBFS; right: 440 Hz %.1f, 1000 Hz %.1f dBFS",
                  sound_lab_ear_get_tone (left, 440, WINDOW_MS), sound_lab_ear_get_tone (left, 1000, WINDOW_MS),
                  sound_lab_ear_get_tone (right, 440, WINDOW_MS), sound_lab_ear_get_tone (right, 1000, WINDOW_MS));
  g_assert_cmpfloat_with_epsilon (sound_lab_ear_get_tone (left, 440, WINDOW_MS), TONE_DBFS, 1.5);
  g_assert_cmpfloat_with_epsilon (sound_lab_ear_get_tone (right, 1000, WINDOW_MS), TONE_DBFS, 1.5);
  g_assert_cmpfloat (sound_lab_ear_get_tone (left, 1000, WINDOW_MS), <, -55);
  g_assert_cmpfloat (sound_lab_ear_get_tone (right, 440, WINDOW_MS), <, -55);
  g_assert_cmpuint (rtp_probe_get_n_breaks (way->probe), ==, 0);

  end (&player);
}

/* The loudspeaker plays both, ten times as loud what is Hearth's. */
static void
test_own (Way           *way,
          gconstpointer  data)
{
  SoundLabEar *left = sound_lab_listener_get_left (way->listener);
  SoundLabEar *speaker = sound_lab_ear_new_for_monitor (SOUND_LAB_SPEAKER);
  HearthMediaPipeline *own = sound_lab_tone_new (SOUND_LAB_SPEAKER, 1500, TONE_DBFS + 10);
  GSubprocess *player = play (SOUND_LAB_SPEAKER, 440, 440);

  await_tone (speaker, 1500);
  await_tone (speaker, 440);
  await_tone (left, 440);
  sound_lab_run (2000);

  g_test_message ("at the loudspeaker: own %.1f, others’ %.1f dBFS; shared: own %.1f, others’ %.1f dBFS",
                  sound_lab_ear_get_tone (speaker, 1500, WINDOW_MS), sound_lab_ear_get_tone (speaker, 440, WINDOW_MS),
                  sound_lab_ear_get_tone (left, 1500, WINDOW_MS), sound_lab_ear_get_tone (left, 440, WINDOW_MS));
  g_assert_cmpfloat (sound_lab_ear_get_tone (speaker, 1500, WINDOW_MS), >, TONE_DBFS + 6);
  g_assert_cmpfloat (sound_lab_ear_get_tone (left, 1500, WINDOW_MS), <, -75);
  g_assert_cmpfloat_with_epsilon (sound_lab_ear_get_tone (left, 440, WINDOW_MS), TONE_DBFS, 1.5);

  end (&player);
  sound_lab_tone_free (own);
  sound_lab_ear_close (speaker);
}

/* The same in a sandbox, where Hearth plays by PulseAudio's protocol. */
static void
test_own_pulse (Way           *way,
                gconstpointer  data)
{
  SoundLabEar *left = sound_lab_listener_get_left (way->listener);
  SoundLabEar *speaker = sound_lab_ear_new_for_monitor (SOUND_LAB_SPEAKER);
  HearthMediaPipeline *own = hearth_media_pipeline_new ("own");
  GSubprocess *player = play (SOUND_LAB_SPEAKER, 440, 440);
  g_autoptr (GError) error = NULL;
  GstElement *source = hearth_media_pipeline_add (own, "audiotestsrc", NULL, &error);
  GstElement *sink = hearth_audio_device_add_pulse_sink (own, SOUND_LAB_SPEAKER, &error);

  g_assert_no_error (error);
  g_object_set (source, "is-live", TRUE, "freq", 1500.0, NULL);
  g_assert_true (gst_element_link (source, sink));
  g_assert_true (hearth_media_pipeline_play (own, NULL));
  await_tone (speaker, 1500);
  await_tone (speaker, 440);
  await_tone (left, 440);
  sound_lab_run (1000);
  g_assert_cmpfloat (sound_lab_ear_get_tone (left, 1500, WINDOW_MS), <, -75);
  g_assert_cmpfloat_with_epsilon (sound_lab_ear_get_tone (left, 440, WINDOW_MS), TONE_DBFS, 1.5);

  end (&player);
  hearth_media_pipeline_close (own);
  g_object_unref (own);
  sound_lab_ear_close (speaker);
}

/* What a loopback passes on is what somebody plays into it, and would be heard twice; or it is a call's voices. */
static void
test_passed_on (Way           *way,
                gconstpointer  data)
{
  SoundLabEar *left = sound_lab_listener_get_left (way->listener);
  SoundLabEar *speaker = sound_lab_ear_new_for_monitor (SOUND_LAB_SPEAKER);
  GSubprocess *second = sound_lab_plug_speaker (SECOND_SPEAKER);
  HearthMediaPipeline *own = sound_lab_tone_new (SECOND_SPEAKER, 1500, TONE_DBFS);
  GSubprocess *player = play (SECOND_SPEAKER, 440, 440);

  await_tone (speaker, 440);
  await_tone (speaker, 1500);
  await_tone (left, 440);
  sound_lab_run (2000);

  g_assert_cmpfloat_with_epsilon (sound_lab_ear_get_tone (left, 440, WINDOW_MS), TONE_DBFS, 1.5);
  g_assert_cmpfloat (sound_lab_ear_get_tone (left, 1500, WINDOW_MS), <, -75);

  end (&player);
  sound_lab_tone_free (own);
  sound_lab_unplug (second);
  sound_lab_ear_close (speaker);
}

static gboolean
is_quiet (gpointer data)
{
  rtp_probe_reset (data);
  sound_lab_run (300);

  return rtp_probe_get_n_packets (data) == 0;
}

static void
test_coming_and_going (Way           *way,
                       gconstpointer  data)
{
  SoundLabEar *left = sound_lab_listener_get_left (way->listener);
  GSubprocess *one = play (SOUND_LAB_SPEAKER, 440, 440);
  GSubprocess *other;

  await_tone (left, 440);
  sound_lab_ear_reset (left);
  other = play (SOUND_LAB_SPEAKER, 1000, 1000);
  await_tone (left, 1000);
  sound_lab_run (500);
  g_assert_cmpfloat (sound_lab_ear_get_tone (left, 440, 200), >, TONE_DBFS - 3);
  end (&other);
  sound_lab_run (1000);
  g_test_message ("longest gap while another came and went: %.1f ms", sound_lab_ear_get_longest_gap (left));
  g_assert_cmpfloat (sound_lab_ear_get_longest_gap (left), <, 40);
  g_assert_cmpfloat (sound_lab_ear_get_tone (left, 1000, 200), <, -55);

  /* While nothing plays nothing is sent, and the stream goes on afterwards. */
  end (&one);
  g_assert_true (sound_lab_wait_for (is_quiet, way->probe, PATIENCE_MS));
  one = play (SOUND_LAB_SPEAKER, 600, 600);
  await_tone (left, 600);
  g_assert_cmpuint (rtp_probe_get_n_breaks (way->probe), ==, 0);
  end (&one);
}

/* A packet says when its sound was played. */
static void
test_time (Way           *way,
           gconstpointer  data)
{
  SoundLabEar *left = sound_lab_listener_get_left (way->listener);
  SoundLabEar *speaker = sound_lab_ear_new_for_monitor (SOUND_LAB_SPEAKER);
  GSubprocess *player;
  double apart;

  sound_lab_ear_reset (left);
  sound_lab_ear_reset (speaker);
  player = play (SOUND_LAB_SPEAKER, 440, 440);
  await_tone (speaker, 440);
  await_tone (left, 440);
  sound_lab_run (2000);

  apart = (double) (sound_lab_ear_get_first_loud (left) - sound_lab_ear_get_first_loud (speaker)) / 1000;
  g_test_message ("apart: %.1f ms; a packet was at most %.1f ms old", apart, rtp_probe_get_max_age_ms (way->probe));

  /* What begins in the middle of a block begins with the stream's next. */
  g_assert_cmpfloat (ABS (apart), <, 100);

  end (&player);
  sound_lab_ear_close (speaker);
}

static void
test_off (Way           *way,
          gconstpointer  data)
{
  SoundLabEar *left = sound_lab_listener_get_left (way->listener);
  GSubprocess *player = play (SOUND_LAB_SPEAKER, 440, 440);

  await_tone (left, 440);
  hearth_desktop_sound_set_on (way->sound, FALSE);
  rtp_probe_reset (way->probe);
  sound_lab_run (500);
  g_assert_cmpuint (rtp_probe_get_n_packets (way->probe), ==, 0);

  hearth_desktop_sound_set_on (way->sound, TRUE);
  await_live (way);
  await_tone (left, 440);
  g_assert_cmpuint (rtp_probe_get_n_breaks (way->probe), ==, 0);
  end (&player);
}

/* What one program's sound costs whoever shares it, the tests' own listening included. */
static void
test_cost (Way           *way,
           gconstpointer  data)
{
  SoundLabEar *left = sound_lab_listener_get_left (way->listener);
  GSubprocess *player = play (SOUND_LAB_SPEAKER, 440, 1000);
  gint64 wall, used;
  struct timespec before, after;

  await_tone (left, 440);
  hearth_rtp_source_remove_sink (HEARTH_RTP_SOURCE (way->sound), HEARTH_RTP_SINK (way->listener));
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &before);
  wall = g_get_monotonic_time ();
  sound_lab_run (4000);
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &after);
  wall = g_get_monotonic_time () - wall;
  used = (after.tv_sec - before.tv_sec) * G_USEC_PER_SEC + (after.tv_nsec - before.tv_nsec) / 1000;

  g_test_message ("%.2f %% of a core", 100.0 * (double) used / (double) wall);
  g_assert_cmpint (used, <, wall / 4); /* sanitized, beside whatever else the computer does */
  end (&player);
}

static void
test_server_dies (Way           *way,
                  gconstpointer  data)
{
  SoundLabEar *left = sound_lab_listener_get_left (way->listener);
  GSubprocess *player = play (SOUND_LAB_SPEAKER, 440, 440);

  await_tone (left, 440);
  way->n_failed = 0;
  end (&way->server);
  g_assert_true (sound_lab_wait_for (has_failed, way, PATIENCE_MS));
  sound_lab_run (2000);
  g_assert_cmpuint (way->n_failed, ==, 1);

  start_server (way);
  await_live (way);
  await_tone (left, 440);
  g_assert_cmpuint (rtp_probe_get_n_breaks (way->probe), ==, 0);
  end (&player);
}

#define ADD(path, test) g_test_add (path, Way, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  hearth_main_thread_init ();

  ADD ("/desktop-sound/stereo", test_stereo);
  ADD ("/desktop-sound/own", test_own);
  ADD ("/desktop-sound/own-by-pulseaudio", test_own_pulse);
  ADD ("/desktop-sound/passed-on", test_passed_on);
  ADD ("/desktop-sound/coming-and-going", test_coming_and_going);
  ADD ("/desktop-sound/time", test_time);
  ADD ("/desktop-sound/off", test_off);
  ADD ("/desktop-sound/cost", test_cost);
  ADD ("/desktop-sound/server-dies", test_server_dies);

  return g_test_run ();
}
