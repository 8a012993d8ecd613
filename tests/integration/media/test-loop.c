/* From the virtual camera through HearthCamera and HearthPlayback to decoded pictures, whose age is read out of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/picture-stamp.h"
#include "base/main-thread.h"
#include "lab-device.h"
#include "media/camera.h"
#include "media/playback.h"

typedef struct
{
  HearthCamera *camera;
  HearthPlayback *playback;
  GArray *ages; /* double, ms */
  guint n_unreadable;
} Fixture;

static void
on_changed (HearthFrameMailbox *mailbox,
            gpointer            user_data)
{
  Fixture *fixture = user_data;
  HearthVideoFrame *frame = hearth_frame_mailbox_get_frame (mailbox);
  gint64 now = g_get_monotonic_time ();
  gint64 taken_at;
  double age;

  if (frame == NULL)
    return;
  if (!hearth_picture_stamp_read (frame, now, &taken_at))
    {
      fixture->n_unreadable++;
      return;
    }

  age = (double) (hearth_video_frame_get_shown_at (frame) - taken_at) / 1000;
  g_array_append_val (fixture->ages, age);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->ages = g_array_new (FALSE, FALSE, sizeof (double));
  fixture->camera = hearth_camera_new (&error);
  g_assert_no_error (error);
  fixture->playback = hearth_playback_new (NULL);
  g_signal_connect (hearth_playback_get_mailbox (fixture->playback), "changed", G_CALLBACK (on_changed), fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  hearth_playback_close (fixture->playback);
  hearth_camera_close (fixture->camera);
  g_assert_finalize_object (fixture->playback);
  g_assert_finalize_object (fixture->camera);
  g_array_unref (fixture->ages);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

static double
get_percentile (GArray *ages,
                guint   percent)
{
  g_array_sort (ages, compare);

  return g_array_index (ages, double, (ages->len - 1) * percent / 100);
}

static gboolean
has_sixty (gpointer data)
{
  return ((Fixture *) data)->ages->len >= 60;
}

static void
test_loop (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (LabDevice) device = lab_device_plug ("vcam", "camera-a");
  gboolean high = GPOINTER_TO_INT (data);
  guint whole = high ? 2 : 1;
  HearthLayeredSource *source = hearth_camera_get_source (fixture->camera);
  HearthPlaybackStats stats;

  if (high)
    hearth_camera_set_resolution (fixture->camera, 1280, 720);
  hearth_layered_source_set_wanted (source, 1u << whole);
  hearth_playback_set_video (fixture->playback, hearth_layered_source_get_source (source, whole));
  hearth_camera_open (fixture->camera, "camera-a");
  lab_spin (4000); /* the playout delay settles */
  g_array_set_size (fixture->ages, 0);
  g_assert_cmpint (lab_await (has_sixty, fixture, 60000), >=, 0);

  hearth_playback_get_stats (fixture->playback, &stats);
  g_assert_cmpint (stats.height, ==, high ? 720 : 360);
  g_assert_cmpuint (stats.video_packets_lost, ==, 0);
  g_assert_cmpuint (fixture->n_unreadable, <, fixture->ages->len / 10);
  g_test_message ("%u pictures, %u unreadable, camera to screen p50 %.1f p95 %.1f ms, playout delay %.1f ms",
                  fixture->ages->len, fixture->n_unreadable, get_percentile (fixture->ages, 50),
                  get_percentile (fixture->ages, 95), stats.playout_delay_ms);

  /* 20 to 30 ms on a computer that does nothing else; the bound is for one that does everything else. */
  g_assert_cmpfloat (get_percentile (fixture->ages, 50), <, 2000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  hearth_main_thread_init ();

  g_test_add ("/loop/360p", Fixture, GINT_TO_POINTER (FALSE), set_up, test_loop, tear_down);
  g_test_add ("/loop/720p", Fixture, GINT_TO_POINTER (TRUE), set_up, test_loop, tear_down);

  return g_test_run ();
}
