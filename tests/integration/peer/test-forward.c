/* What a host does: sources that are received on one connection are sent on another, as they are: with a jitterbuffer in
 * between, without, and all of it on one socket.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include "base/main-thread.h"
#include "ice/host-socket.h"
#include "pair.h"

/* Two jitterbuffers and two clocks' estimates instead of one. */
#define MAX_SKEW_MS 15.0

enum
{
  PLAYED,
  TAPPED,
  ON_ONE_SOCKET,
};

typedef struct
{
  HearthHostSocket *socket; /* nullable: of the host */
  Pair *up;   /* alice to the host */
  Pair *down; /* the host to bob */
  Wire *wire;    /* of bob */
  Wire *up_wire; /* of the host, from alice */
  RtpGenerator *video;
} Fixture;

static void
on_track_received (HearthReceivingConnection *receiving,
                   const char                *track_id,
                   HearthRtpSource           *source,
                   Fixture                   *fixture)
{
  g_hash_table_insert (fixture->down->generators, g_strdup (track_id),
                       g_object_ref (g_hash_table_lookup (fixture->up->generators, track_id)));
  g_assert_true (hearth_sending_connection_add_track (fixture->down->sending, track_id, source));
  hearth_sending_connection_negotiate (fixture->down->sending);
}

static gboolean
has_media (Pair *pair)
{
  RtpCounter *audio = pair_get_counter (pair, "alice/audio");
  RtpCounter *video = pair_get_counter (pair, "alice/video");

  return audio != NULL && video != NULL && rtp_counter_get_n (audio) >= 25 && rtp_counter_get_n (video) >= 50;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const HearthConnectionConfig guest = { 0 };
  HearthConnectionConfig host = { 0 };
  g_autoptr (GError) error = NULL;

  if (GPOINTER_TO_INT (data) >= TAPPED)
    host.forwarding = TRUE;
  if (GPOINTER_TO_INT (data) == ON_ONE_SOCKET)
    host.socket = fixture->socket = hearth_host_socket_new (0, &error);
  g_assert_no_error (error);
  fixture->up = pair_new_with (&guest, &host);
  fixture->down = pair_new_with (&host, &guest);
  fixture->wire = wire_tap (HEARTH_CONNECTION (fixture->down->receiving));
  fixture->up_wire = wire_tap (HEARTH_CONNECTION (fixture->up->receiving));
  g_signal_connect (fixture->up->receiving, "track-added", G_CALLBACK (on_track_received), fixture);
  pair_add_track (fixture->up, "alice/audio", 0, 20);
  fixture->video = pair_add_track (fixture->up, "alice/video", 0, 80);
  hearth_sending_connection_negotiate (fixture->up->sending);
  pair_wait (fixture->down, has_media);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  pair_free (fixture->up);
  pair_free (fixture->down);
  wire_free (fixture->wire);
  wire_free (fixture->up_wire);
  if (fixture->socket != NULL)
    hearth_host_socket_close (fixture->socket);
  g_clear_object (&fixture->socket);
}

static double
get_skew_ms (Pair *pair)
{
  return fabs (rtp_counter_get_shift_ms (pair_get_counter (pair, "alice/audio"))
               - rtp_counter_get_shift_ms (pair_get_counter (pair, "alice/video")));
}

static void
test_lip_sync (Fixture       *fixture,
               gconstpointer  data)
{
  guint n_in_sync = 0;

  pair_run (fixture->down, 500);
  for (guint i = 0; i < 40 && n_in_sync < 4; i++)
    {
      pair_run (fixture->down, 250);
      g_test_message ("skew at the host %.1f ms, at the guest %.1f ms", get_skew_ms (fixture->up), get_skew_ms (fixture->down));
      n_in_sync = get_skew_ms (fixture->down) < MAX_SKEW_MS ? n_in_sync + 1 : 0;
    }
  g_assert_cmpuint (n_in_sync, ==, 4);
  g_assert_cmpuint (rtp_counter_get_n_missing (pair_get_counter (fixture->down, "alice/video")), ==, 0);
  g_assert_cmpuint (rtp_counter_get_n_missing (pair_get_counter (fixture->down, "alice/audio")), ==, 0);
}

static gboolean
was_asked (Pair *pair)
{
  return rtp_generator_get_n_keyframes_wanted (g_hash_table_lookup (pair->generators, "alice/video")) > pair->n_wanted;
}

static void
test_keyframe_request (Fixture       *fixture,
                       gconstpointer  data)
{
  gint64 asked_at;

  /* What the beginning asked for is over. */
  pair_run (fixture->down, 1200);
  fixture->down->n_wanted = rtp_generator_get_n_keyframes_wanted (fixture->video);
  asked_at = g_get_monotonic_time ();
  hearth_rtp_source_request_keyframe (g_hash_table_lookup (fixture->down->sources, "alice/video"));
  pair_wait (fixture->down, was_asked);
  g_test_message ("through the host within %.1f ms", (double) (g_get_monotonic_time () - asked_at) / 1000);
  g_assert_cmpint (g_get_monotonic_time () - asked_at, <, 900 * 1000);
}

/* What is lost between the host and bob is the host's to send again. */
static void
test_loss (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_true (pair_is_lossless (fixture->down, fixture->wire));
}

/* What is lost on the way to the host the host gets back, and bob never knows. */
static void
test_loss_up (Fixture       *fixture,
              gconstpointer  data)
{
  g_assert_true (pair_is_lossless (fixture->down, fixture->up_wire));
}

static gboolean
goes_on (Pair *pair)
{
  return rtp_counter_get_n (pair_get_counter (pair, "alice/video")) > pair->n_wanted;
}

/* The guest who is slow or gone takes nothing from anybody. */
static void
test_receiver_goes (Fixture       *fixture,
                    gconstpointer  data)
{
  hearth_connection_close (HEARTH_CONNECTION (fixture->down->receiving));
  pair_run (fixture->up, 300);
  hearth_connection_close (HEARTH_CONNECTION (fixture->down->sending));
  fixture->up->n_wanted = rtp_counter_get_n (pair_get_counter (fixture->up, "alice/video")) + 20;
  pair_wait (fixture->up, goes_on);
  g_assert_cmpuint (rtp_counter_get_n_missing (pair_get_counter (fixture->up, "alice/video")), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

#define ADD(path, func)                                                                                \
  g_test_add ("/peer/forward/played/" path, Fixture, GINT_TO_POINTER (PLAYED), set_up, func, tear_down);  \
  g_test_add ("/peer/forward/tapped/" path, Fixture, GINT_TO_POINTER (TAPPED), set_up, func, tear_down);  \
  g_test_add ("/peer/forward/one-socket/" path, Fixture, GINT_TO_POINTER (ON_ONE_SOCKET), set_up, func, tear_down)
  ADD ("lip-sync", test_lip_sync);
  ADD ("keyframe-request", test_keyframe_request);
  ADD ("loss", test_loss);
  ADD ("loss-up", test_loss_up);
  ADD ("receiver-goes", test_receiver_goes);
#undef ADD

  return g_test_run ();
}
