/* Sound while devices are changed, vanish and return, and while PipeWire dies, hangs and comes back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/main-thread.h"
#include "media/audio-device.h"
#include "media/pipewire-remote.h"
#include "sound-lab.h"

#define OTHER_TONE 1000.0

/* The promise of issue 2: changing a device leaves no gap over this. */
#define LONGEST_GAP_MS 300

static gboolean
has_failed (gpointer user_data)
{
  return ((SoundLabWay *) user_data)->n_failed > 0;
}

static gboolean
have_both_failed (gpointer user_data)
{
  SoundLabWay *way = user_data;

  return way->n_failed > 0 && way->n_speaker_failed > 0;
}

static void
test_switch_microphone (SoundLabWay   *way,
                        gconstpointer  user_data)
{
  GSubprocess *device = sound_lab_plug_microphone ("vmic2");
  HearthMediaPipeline *tone = sound_lab_tone_new ("vmic2-feed", OTHER_TONE, SOUND_LAB_TONE_DBFS);

  g_assert_cmpint (sound_lab_wait_for_tone (way->tap, SOUND_LAB_TONE), >=, 0);
  sound_lab_run (300);
  sound_lab_ear_reset (way->tap);

  hearth_microphone_open (way->microphone, "vmic2");
  g_assert_cmpint (sound_lab_wait_for_tone (way->tap, OTHER_TONE), >=, 0);
  hearth_microphone_open (way->microphone, SOUND_LAB_MICROPHONE);
  g_assert_cmpint (sound_lab_wait_for_tone (way->tap, SOUND_LAB_TONE), >=, 0);
  hearth_microphone_set_processing (way->microphone, HEARTH_VOICE_PROCESSING_ALL & ~HEARTH_VOICE_PROCESSING_NOISE);
  sound_lab_run (500);

  /* The tap is not given what is not there: a gap is in the packets' time. */
  g_test_message ("gap of at most %u ms", sound_lab_relay_get_longest_pause (way->relay));
  g_assert_cmpuint (sound_lab_relay_get_longest_pause (way->relay), <=, LONGEST_GAP_MS);
  g_assert_cmpuint (sound_lab_relay_get_n_breaks (way->relay), ==, 0);
  g_assert_cmpuint (way->n_failed, ==, 0);

  sound_lab_tone_free (tone);
  sound_lab_unplug (device);
}

/* Music mode is another encoder in the same stream, there and back, and its meter works while nothing leaves. */
static void
test_music (SoundLabWay   *way,
            gconstpointer  user_data)
{
  g_assert_cmpint (sound_lab_wait_for_tone (way->tap, SOUND_LAB_TONE), >=, 0);
  sound_lab_run (300);
  for (guint i = 0; i < 2; i++)
    {
      sound_lab_ear_reset (way->tap);
      hearth_microphone_set_processing (way->microphone, i == 0 ? HEARTH_VOICE_PROCESSING_MUSIC | HEARTH_VOICE_PROCESSING_ALL
                                                                : HEARTH_VOICE_PROCESSING_NONE);
      g_assert_cmpint (sound_lab_wait_for_tone (way->tap, SOUND_LAB_TONE), >=, 0);
      sound_lab_run (500);
    }
  g_assert_cmpuint (sound_lab_relay_get_longest_pause (way->relay), <=, LONGEST_GAP_MS);
  g_assert_cmpuint (sound_lab_relay_get_n_breaks (way->relay), ==, 0);
  g_assert_cmpuint (way->n_failed, ==, 0);

  hearth_microphone_set_muted (way->microphone, TRUE);
  sound_lab_run (300);
  g_assert_cmpfloat (hearth_microphone_get_level (way->microphone), ==, -100);
  g_assert_cmpfloat (hearth_microphone_get_heard (way->microphone), >, -60);
  hearth_microphone_release (way->microphone);
  g_assert_cmpfloat (hearth_microphone_get_heard (way->microphone), ==, -100);
}

static void
test_switch_speaker (SoundLabWay   *way,
                     gconstpointer  user_data)
{
  GSubprocess *device = sound_lab_plug_speaker ("speaker2");
  SoundLabEar *other = sound_lab_ear_new_for_monitor ("speaker2");

  g_assert_cmpint (sound_lab_wait_for_tone (way->monitor, SOUND_LAB_TONE), >=, 0);
  sound_lab_run (300);
  sound_lab_ear_reset (way->monitor);

  /* The second loudspeaker plays through the first one, whose monitor therefore hears both. */
  hearth_speaker_open (way->speaker, "speaker2");
  g_assert_cmpint (sound_lab_wait_for_tone (other, SOUND_LAB_TONE), >=, 0);
  hearth_speaker_open (way->speaker, SOUND_LAB_SPEAKER);
  sound_lab_run (1000);
  g_assert_cmpfloat (sound_lab_ear_get_tone (other, SOUND_LAB_TONE, 200), <, -60);
  g_assert_cmpfloat (sound_lab_ear_get_tone (way->monitor, SOUND_LAB_TONE, 200), >, -30);
  g_test_message ("gap of at most %.0f ms", sound_lab_ear_get_longest_gap (way->monitor));
  g_assert_cmpfloat (sound_lab_ear_get_longest_gap (way->monitor), <=, LONGEST_GAP_MS);

  sound_lab_ear_close (other);
  sound_lab_unplug (device);
}

static void
test_unplug (SoundLabWay   *way,
             gconstpointer  user_data)
{
  g_assert_cmpint (sound_lab_wait_for_tone (way->tap, SOUND_LAB_TONE), >=, 0);
  g_clear_pointer (&way->tone, sound_lab_tone_free);
  sound_lab_unplug (way->device);
  g_assert_true (sound_lab_wait_for (has_failed, way, 10000));
  g_assert_cmpfloat (hearth_microphone_get_level (way->microphone), ==, -100);

  way->device = sound_lab_plug_microphone (SOUND_LAB_MICROPHONE);
  way->tone = sound_lab_tone_new (SOUND_LAB_MICROPHONE_FEED, OTHER_TONE, SOUND_LAB_TONE_DBFS);
  sound_lab_way_open (way, SOUND_LAB_MICROPHONE);
  g_assert_cmpint (sound_lab_wait_for_tone (way->tap, OTHER_TONE), >=, 0);
  g_assert_cmpuint (sound_lab_relay_get_n_breaks (way->relay), ==, 0);
}

static pid_t
find_pipewire (void)
{
  g_autoptr (GError) error = NULL;
  int fd = hearth_pipewire_remote_connect (&error);
  struct ucred credentials;
  socklen_t size = sizeof credentials;

  g_assert_no_error (error);
  g_assert_no_errno (getsockopt (fd, SOL_SOCKET, SO_PEERCRED, &credentials, &size));
  hearth_pipewire_remote_close (fd);

  return credentials.pid;
}

static void
test_pipewire_restarts (SoundLabWay   *way,
                        gconstpointer  user_data)
{
  GSubprocess *pipewire, *session_manager;
  SoundLabEar *monitor;
  gint64 killed_at;

  g_assert_cmpint (sound_lab_wait_for_tone (way->monitor, SOUND_LAB_TONE), >=, 0);
  killed_at = g_get_monotonic_time ();
  kill (find_pipewire (), SIGKILL);
  g_assert_true (sound_lab_wait_for (have_both_failed, way, 10000));
  g_test_message ("noticed after %.0f ms", (double) (g_get_monotonic_time () - killed_at) / 1e3);

  g_clear_pointer (&way->tone, sound_lab_tone_free);
  sound_lab_unplug (way->device);
  sound_lab_start_pipewire (&pipewire, &session_manager);
  way->device = sound_lab_plug_microphone (SOUND_LAB_MICROPHONE);
  way->tone = sound_lab_tone_new (SOUND_LAB_MICROPHONE_FEED, SOUND_LAB_TONE, SOUND_LAB_TONE_DBFS);
  monitor = sound_lab_ear_new_for_monitor (SOUND_LAB_SPEAKER);

  /* The speaker returns by itself (a try that comes too early takes three seconds), the microphone with its owner. */
  sound_lab_way_open (way, SOUND_LAB_MICROPHONE);
  if (sound_lab_wait_for_tone (monitor, SOUND_LAB_TONE) < 0)
    g_assert_cmpint (sound_lab_wait_for_tone (monitor, SOUND_LAB_TONE), >=, 0);
  g_assert_cmpuint (sound_lab_relay_get_n_breaks (way->relay), ==, 0);
  sound_lab_ear_close (monitor);
}

/* A server that hangs never holds up the main thread. */
static void
test_pipewire_hangs (SoundLabWay   *way,
                     gconstpointer  user_data)
{
  pid_t pipewire = find_pipewire ();
  gint64 since;

  g_assert_cmpint (sound_lab_wait_for_tone (way->monitor, SOUND_LAB_TONE), >=, 0);
  kill (pipewire, SIGSTOP);

  since = g_get_monotonic_time ();
  hearth_microphone_release (way->microphone);
  hearth_microphone_open (way->microphone, SOUND_LAB_MICROPHONE);
  /* Half a second, where pipewiresrc itself waits for thirty. */
  g_assert_cmpint (g_get_monotonic_time () - since, <, 5 * G_TIME_SPAN_SECOND);
  way->n_failed = 0;
  g_assert_true (sound_lab_wait_for (has_failed, way, 10000));

  kill (pipewire, SIGCONT);
  sound_lab_way_open (way, SOUND_LAB_MICROPHONE);
  g_assert_cmpint (sound_lab_wait_for_tone (way->tap, SOUND_LAB_TONE), >=, 0);
  sound_lab_run (1000);
}

static guint
count_entries (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (directory) != NULL)
    n++;

  return n;
}

static void
open_and_release (SoundLabWay *way,
                  guint        n)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      HearthAudioDecoder *decoder = hearth_audio_decoder_new (way->speaker, &error);

      g_assert_no_error (error);
      hearth_audio_decoder_set_source (decoder, HEARTH_RTP_SOURCE (way->microphone));
      sound_lab_way_open (way, SOUND_LAB_MICROPHONE);
      hearth_microphone_release (way->microphone);
      hearth_audio_decoder_close (decoder);
      g_assert_finalize_object (decoder);
    }
  sound_lab_run (300);
}

static void
test_churn (SoundLabWay   *way,
            gconstpointer  user_data)
{
  guint n_fds, n_threads;

  open_and_release (way, 5);
  n_fds = count_entries ("/proc/self/fd");
  n_threads = count_entries ("/proc/self/task");
  open_and_release (way, 50);
  g_test_message ("%u and %u descriptors, %u and %u threads", n_fds, count_entries ("/proc/self/fd"),
                  n_threads, count_entries ("/proc/self/task"));
  g_assert_cmpuint (count_entries ("/proc/self/fd"), <=, n_fds + 2);
  g_assert_cmpuint (count_entries ("/proc/self/task"), <=, n_threads + 2);
}

/* How late a computer that is busy with starting the program is for the first sound, and which buffers are looked at afterwards. */
#define LATE_MS 100
#define FIRST_COUNTED 50
#define LAST_COUNTED 350

typedef struct
{
  GMutex mutex;
  guint n_buffers;
  guint64 n_samples; /* between the two below */
  GstClockTime begin;
  GstClockTime end;
} Captured;

static GstPadProbeReturn
on_captured_on_streaming_thread (GstPad          *pad,
                                 GstPadProbeInfo *info,
                                 gpointer         user_data)
{
  Captured *captured = user_data;
  GstBuffer *buffer;

  if ((GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM) != 0)
    {
      if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_CAPS)
        g_usleep (LATE_MS * 1000);
      return GST_PAD_PROBE_OK;
    }

  buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  g_mutex_lock (&captured->mutex);
  captured->n_buffers++;
  if (captured->n_buffers == FIRST_COUNTED)
    captured->begin = GST_BUFFER_PTS (buffer);
  if (captured->n_buffers >= FIRST_COUNTED && captured->n_buffers < LAST_COUNTED)
    captured->n_samples += gst_buffer_get_size (buffer) / sizeof (gint16);
  if (captured->n_buffers == LAST_COUNTED)
    captured->end = GST_BUFFER_PTS (buffer);
  g_mutex_unlock (&captured->mutex);

  return GST_PAD_PROBE_OK;
}

static gboolean
is_captured (gpointer user_data)
{
  Captured *captured = user_data;
  gboolean all;

  g_mutex_lock (&captured->mutex);
  all = captured->n_buffers >= LAST_COUNTED;
  g_mutex_unlock (&captured->mutex);

  return all;
}

/* Where the first sound was taken late, what comes later is complete all the same. */
static void
test_late_beginning (SoundLabWay   *way,
                     gconstpointer  user_data)
{
  g_autoptr (HearthMediaPipeline) pipeline = hearth_media_pipeline_new ("late");
  g_autoptr (GError) error = NULL;
  g_autoptr (GstCaps) caps = hearth_audio_caps_new (1);
  GstElement *source = hearth_audio_device_add_source (pipeline, SOUND_LAB_MICROPHONE, &error);
  GstElement *sink = hearth_media_pipeline_add (pipeline, "fakesink", NULL, &error);
  g_autoptr (GstPad) pad = NULL;
  Captured captured = { 0 };
  double share;

  g_assert_no_error (error);
  g_mutex_init (&captured.mutex);
  pad = gst_element_get_static_pad (source, "src");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_captured_on_streaming_thread,
                     &captured, NULL);
  g_assert_true (gst_element_link_filtered (source, sink, caps));
  hearth_media_pipeline_play_device (pipeline);
  g_assert_true (sound_lab_wait_for (is_captured, &captured, 20000));
  hearth_media_pipeline_close (pipeline);

  share = (double) captured.n_samples * GST_SECOND / HEARTH_AUDIO_RATE / (double) (captured.end - captured.begin);
  g_test_message ("%.1f %% of the sound", 100 * share);
  g_assert_cmpfloat (share, >, 0.9);
  g_mutex_clear (&captured.mutex);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  sound_lab_add ("/sound-devices/switch-microphone", test_switch_microphone);
  sound_lab_add ("/sound-devices/music", test_music);
  sound_lab_add ("/sound-devices/switch-speaker", test_switch_speaker);
  sound_lab_add ("/sound-devices/unplug", test_unplug);
  sound_lab_add ("/sound-devices/late-beginning", test_late_beginning);
  sound_lab_add ("/sound-devices/churn", test_churn);
  sound_lab_add ("/sound-devices/pipewire-hangs", test_pipewire_hangs);
  sound_lab_add ("/sound-devices/pipewire-restarts", test_pipewire_restarts);

  return g_test_run ();
}
