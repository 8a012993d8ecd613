/* From pictures through HearthVideoEncoder and HearthPlayback to pictures, in one process and without devices.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gst/rtp/rtp.h>

#include "base/main-thread.h"
#include "lab-device.h"
#include "media/media-pipeline.h"
#include "media/playback.h"
#include "media/video-encoder.h"
#include "picture-generator.h"
#include "rtp-relay.h"

/* Y, U, V and what becomes of them: blue, green, red. */
static const guint8 red_yuv[] = { 81, 90, 240 }, blue_yuv[] = { 41, 240, 110 }, green_yuv[] = { 145, 54, 34 };
static const guint8 red_bgr[] = { 0, 0, 254 }, blue_bgr[] = { 255, 0, 0 }, green_bgr[] = { 1, 255, 0 };

typedef struct
{
  HearthVideoEncoder *encoder;
  RtpRelay *relay;
  PictureGenerator *generator;
  HearthPlayback *playback;
  guint n_shown;
} Fixture;

static void
on_changed (Fixture *fixture)
{
  fixture->n_shown += hearth_frame_mailbox_get_frame (hearth_playback_get_mailbox (fixture->playback)) != NULL;
}

static void
look (Fixture *fixture)
{
  g_signal_connect_swapped (hearth_playback_get_mailbox (fixture->playback), "changed", G_CALLBACK (on_changed), fixture);
}

static void
push (gpointer   encoder,
      GstSample *picture)
{
  hearth_video_encoder_push (encoder, picture, 1000000);
}

static void
start (Fixture      *fixture,
       const guint8 *left,
       const guint8 *right)
{
  fixture->generator = picture_generator_start (push, fixture->encoder, 640, 360, left, right);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->encoder = hearth_video_encoder_new (0, &error);
  g_assert_no_error (error);
  fixture->relay = rtp_relay_new (HEARTH_RTP_SOURCE (fixture->encoder));
  fixture->playback = hearth_playback_new (NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_pointer (&fixture->generator, picture_generator_stop);
  hearth_playback_close (fixture->playback);
  rtp_relay_close (fixture->relay);
  hearth_video_encoder_close (fixture->encoder);
  g_assert_finalize_object (fixture->playback);
  g_assert_finalize_object (fixture->relay);
  g_assert_finalize_object (fixture->encoder);
}

static gboolean
has_ten (gpointer data)
{
  return ((Fixture *) data)->n_shown >= 10;
}

static void
await_ten (Fixture *fixture,
           int      timeout_ms)
{
  fixture->n_shown = 0;
  g_assert_cmpint (lab_await (has_ten, fixture, 5 * timeout_ms), >=, 0);
}

static gboolean
has_asked (gpointer data)
{
  return rtp_relay_get_n_requests (data) > 0;
}

static HearthPlaybackStats
get_stats (Fixture *fixture)
{
  HearthPlaybackStats stats;

  hearth_playback_get_stats (fixture->playback, &stats);

  return stats;
}

static void
assert_colour (HearthVideoFrame *frame,
               int               x,
               const guint8      bgr[3])
{
  const guint8 *pixels = g_bytes_get_data (hearth_video_frame_get_pixels (frame), NULL);
  const guint8 *pixel = pixels + (gsize) hearth_video_frame_get_height (frame) / 2 * hearth_video_frame_get_stride (frame) + 4 * x;

  for (int i = 0; i < 3; i++)
    g_assert_cmpint (ABS (pixel[i] - bgr[i]), <, 16);
}

static void
assert_shows (Fixture      *fixture,
              const guint8 *left,
              const guint8 *right)
{
  HearthVideoFrame *frame = hearth_frame_mailbox_get_frame (hearth_playback_get_mailbox (fixture->playback));

  g_assert_nonnull (frame);
  g_assert_cmpint (hearth_video_frame_get_width (frame), ==, 640);
  g_assert_cmpint (hearth_video_frame_get_height (frame), ==, 360);
  assert_colour (frame, 160, left);
  assert_colour (frame, 480, right);
}

static void
test_colours (Fixture      *fixture,
              gconstpointer data)
{
  HearthPlaybackStats stats;

  look (fixture);
  start (fixture, red_yuv, blue_yuv);
  hearth_playback_set_video (fixture->playback, HEARTH_RTP_SOURCE (fixture->relay));
  await_ten (fixture, 2000);
  assert_shows (fixture, red_bgr, blue_bgr);

  stats = get_stats (fixture);
  g_assert_cmpuint (stats.frames_decoded, >=, 10);
  g_assert_cmpuint (stats.video_packets_lost, ==, 0);
  g_assert_cmpint (stats.width, ==, 640);
  g_assert_cmpint (stats.height, ==, 360);

  hearth_playback_set_video (fixture->playback, NULL);
  lab_spin (50);
  g_assert_null (hearth_frame_mailbox_get_frame (hearth_playback_get_mailbox (fixture->playback)));
}

/* Somebody who joins in the middle of a stream. */
static void
test_in_the_middle (Fixture      *fixture,
                    gconstpointer data)
{
  start (fixture, red_yuv, blue_yuv);
  lab_spin (300);
  look (fixture);
  hearth_playback_set_video (fixture->playback, HEARTH_RTP_SOURCE (fixture->relay));
  await_ten (fixture, 1500);
  assert_shows (fixture, red_bgr, blue_bgr);
}

static void
test_unwatched (Fixture      *fixture,
                gconstpointer data)
{
  start (fixture, red_yuv, blue_yuv);
  hearth_playback_set_video (fixture->playback, HEARTH_RTP_SOURCE (fixture->relay));
  lab_spin (500);
  g_assert_cmpuint (get_stats (fixture).frames_decoded, ==, 0);

  look (fixture);
  await_ten (fixture, 2500);
  assert_shows (fixture, red_bgr, blue_bgr);
}

static void
test_loss (Fixture      *fixture,
           gconstpointer data)
{
  look (fixture);
  start (fixture, green_yuv, blue_yuv);
  hearth_playback_set_video (fixture->playback, HEARTH_RTP_SOURCE (fixture->relay));
  await_ten (fixture, 2000);
  lab_spin (1000);

  rtp_relay_forget_requests (fixture->relay);
  rtp_relay_drop (fixture->relay, 3);
  g_assert_cmpint (lab_await (has_asked, fixture->relay, 10000), >=, 0);
  await_ten (fixture, 3000);
  g_assert_cmpuint (get_stats (fixture).video_packets_lost, ==, 3);
  assert_shows (fixture, green_bgr, blue_bgr);
}

static void
test_resolution (Fixture      *fixture,
                 gconstpointer data)
{
  HearthPlaybackStats stats;

  look (fixture);
  start (fixture, red_yuv, blue_yuv);
  hearth_playback_set_video (fixture->playback, HEARTH_RTP_SOURCE (fixture->relay));
  await_ten (fixture, 2000);

  picture_generator_stop (fixture->generator);
  fixture->generator = picture_generator_start (push, fixture->encoder, 1280, 720, green_yuv, green_yuv);
  lab_spin (300);
  await_ten (fixture, 3000);
  stats = get_stats (fixture);
  g_assert_cmpint (stats.width, ==, 1280);
  g_assert_cmpint (stats.height, ==, 720);
  g_assert_cmpuint (stats.video_packets_lost, ==, 0);
}

static void
test_another_source (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (HearthVideoEncoder) other = hearth_video_encoder_new (0, NULL);
  PictureGenerator *generator = picture_generator_start (push, other, 640, 360, blue_yuv, green_yuv);

  look (fixture);
  start (fixture, red_yuv, blue_yuv);
  hearth_playback_set_video (fixture->playback, HEARTH_RTP_SOURCE (fixture->relay));
  await_ten (fixture, 2000);

  hearth_playback_set_video (fixture->playback, HEARTH_RTP_SOURCE (other));
  lab_spin (100);
  await_ten (fixture, 2000);
  assert_shows (fixture, blue_bgr, green_bgr);

  hearth_playback_set_video (fixture->playback, NULL);
  picture_generator_stop (generator);
  hearth_video_encoder_close (other);
}

static GstBuffer *
make_packet (guint16       sequence,
             const guint8 *payload,
             gsize         size)
{
  GstBuffer *packet = gst_rtp_buffer_new_allocate ((guint) size, 0, 0);
  GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;

  gst_rtp_buffer_map (packet, GST_MAP_WRITE, &rtp);
  gst_rtp_buffer_set_payload_type (&rtp, 96);
  gst_rtp_buffer_set_seq (&rtp, sequence);
  gst_rtp_buffer_set_timestamp (&rtp, sequence * 3000u);
  gst_rtp_buffer_set_marker (&rtp, TRUE);
  memcpy (gst_rtp_buffer_get_payload (&rtp), payload, size);
  gst_rtp_buffer_unmap (&rtp);
  GST_BUFFER_PTS (packet) = hearth_media_pipeline_get_running_time ();

  return packet;
}

/* Whatever comes from the network: nothing is shown, nothing breaks, and the real picture comes afterwards. */
static void
test_rubbish (Fixture      *fixture,
              gconstpointer data)
{
  static const guint8 huge[] = { 0x10, 0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 0xff, 0x3f, 0xff, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  guint8 payload[200];

  look (fixture);
  hearth_playback_set_video (fixture->playback, HEARTH_RTP_SOURCE (fixture->relay));

  for (guint16 i = 0; i < 50; i++)
    rtp_relay_inject (fixture->relay, make_packet (i, huge, sizeof huge));
  for (guint16 i = 50; i < 2000; i++)
    {
      for (guint j = 0; j < sizeof payload; j++)
        payload[j] = (guint8) g_rand_int (rand);
      if (i % 2 == 0)
        memcpy (payload, huge, 7); /* a key frame of a size that can be decoded */
      payload[8] &= 1;
      payload[10] &= 1;
      rtp_relay_inject (fixture->relay, make_packet (i, payload, 1 + (gsize) g_rand_int_range (rand, 0, sizeof payload)));
    }
  rtp_relay_inject (fixture->relay, gst_buffer_new ());
  lab_spin (100);

  start (fixture, red_yuv, blue_yuv);
  lab_spin (1500);
  await_ten (fixture, 3000);
  assert_shows (fixture, red_bgr, blue_bgr);
}

static void
test_delay (Fixture      *fixture,
            gconstpointer data)
{
  look (fixture);
  start (fixture, red_yuv, blue_yuv);
  hearth_playback_set_video (fixture->playback, HEARTH_RTP_SOURCE (fixture->relay));
  await_ten (fixture, 2000);
  g_test_message ("delay at first %.1f ms", get_stats (fixture).playout_delay_ms);
  lab_spin (5000);

  /* 15 ms when nothing else runs; the tests' computer may be busy. */
  g_test_message ("delay after five seconds %.1f ms", get_stats (fixture).playout_delay_ms);
  g_assert_cmpfloat (get_stats (fixture).playout_delay_ms, <, 300);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  hearth_main_thread_init ();

#define ADD(name, test) g_test_add ("/picture/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("colours", test_colours);
  ADD ("in-the-middle", test_in_the_middle);
  ADD ("unwatched", test_unwatched);
  ADD ("loss", test_loss);
  ADD ("resolution", test_resolution);
  ADD ("another-source", test_another_source);
  ADD ("rubbish", test_rubbish);
  ADD ("delay", test_delay);
#undef ADD

  return g_test_run ();
}
