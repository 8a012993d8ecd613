/* Whose picture reaches whom in a room, and how large, without a network: made-up people in, everybody's feed out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "guest.h"
#include "people.h"

/* Decisions take up to two and a half seconds (HearthSpeakerSelector, HearthLayerDemand); more on a machine with much to do. */
#define PATIENCE_MS 15000

/* --- A picture that only exists --------------------------------------------------------------------------------------- */

#define STILL_PICTURE_TYPE (still_picture_get_type ())
G_DECLARE_FINAL_TYPE (StillPicture, still_picture, STILL, PICTURE, GObject)

struct _StillPicture
{
  GObject parent_instance;
  guint wanted;
};

static guint
get_layers (HearthLayeredSource *source,
            HearthLayer         *layers)
{
  layers[0] = (HearthLayer){ 640, 360, 500000 };

  return 1;
}

static HearthRtpSource *
get_source (HearthLayeredSource *source,
            guint                layer)
{
  return NULL;
}

static void
set_wanted (HearthLayeredSource *source,
            guint                layers)
{
  STILL_PICTURE (source)->wanted = layers;
}

static void
layered_source_iface_init (HearthLayeredSourceInterface *iface)
{
  iface->get_layers = get_layers;
  iface->get_source = get_source;
  iface->set_wanted = set_wanted;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (StillPicture, still_picture, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_LAYERED_SOURCE, layered_source_iface_init))

static void
still_picture_class_init (StillPictureClass *klass)
{
}

static void
still_picture_init (StillPicture *self)
{
}

/* --- Tests ------------------------------------------------------------------------------------------------------------ */

typedef struct
{
  Guest *guest;
  const char *track_id;
  guint32 mark;
} Sight;

static gboolean
sees (gpointer data)
{
  const Sight *sight = data;

  return guest_get_mark (sight->guest, sight->track_id) == sight->mark;
}

static void
wait_layer (Guest *self,
            Guest *other,
            guint  layer)
{
  g_autofree char *track_id = g_strdup_printf ("%s/video", other->id);
  Sight sight = { self, track_id, other->ssrc + layer };

  wait_until ("another layer", PATIENCE_MS, sees, &sight);
}

static void
show (Guest *self,
      Guest *other,
      guint  width,
      guint  height)
{
  static guint64 version;
  g_autoptr (HearthControlMessage) view = hearth_control_message_new (HEARTH_CONTROL_VIEW);

  view->version = ++version;
  if (width > 0)
    g_ptr_array_add (view->tiles, hearth_tile_new (other->id, HEARTH_PICTURE_CAMERA, width, height, FALSE));
  hearth_receiver_feed_apply_view (self->feed, view);
}

static void
test_layers_follow_tiles (void)
{
  g_autoptr (HearthDistribution) room = hearth_distribution_new ();
  Guest *anna = guest_new_with_picture (room, 0);
  Guest *ben = guest_new (room, 1, NULL);
  Guest *carol = guest_new (room, 2, NULL);
  HearthFeedStats stats;
  guint n_sent[HEARTH_LIMIT_VIDEO_LAYERS];

  /* Nobody has said anything: a picture all the same, and only one size of it is made. */
  wait_layer (ben, anna, 1);
  wait_layer (carol, anna, 1);
  wait_wanted (anna->picture, 0x2, PATIENCE_MS);
  /* A generator that is made may send one picture, three packets, before it is told to wait. */
  g_assert_cmpuint (layered_generator_get_n_sent (anna->picture, 0), <=, 3);
  g_assert_cmpuint (layered_generator_get_n_sent (anna->picture, 2), <=, 3);

  /* Each gets what they show; what flows goes on until the other one is there, and nobody's stream has a gap. */
  show (ben, anna, 1280, 720);
  show (carol, anna, 160, 90);
  wait_layer (ben, anna, 2);
  wait_layer (carol, anna, 0);
  wait_wanted (anna->picture, 0x5, PATIENCE_MS);
  g_assert_cmpuint (ben->n_track_changes, ==, 1);
  g_assert_cmpuint (rtp_counter_get_n_missing (g_hash_table_lookup (ben->counters, "g0/video")), ==, 0);
  g_assert_cmpuint (rtp_counter_get_n_missing (g_hash_table_lookup (carol->counters, "g0/video")), ==, 0);

  /* Hidden from everybody: nothing is made any more. */
  show (ben, anna, 0, 0);
  show (carol, anna, 0, 0);
  wait_wanted (anna->picture, 0x0, PATIENCE_MS);
  for (guint i = 0; i < HEARTH_LIMIT_VIDEO_LAYERS; i++)
    n_sent[i] = layered_generator_get_n_sent (anna->picture, i);
  run_for (200);
  for (guint i = 0; i < HEARTH_LIMIT_VIDEO_LAYERS; i++)
    g_assert_cmpuint (layered_generator_get_n_sent (anna->picture, i), <=, n_sent[i] + 3);

  show (carol, anna, 640, 360);
  wait_layer (carol, anna, 1);
  hearth_distribution_get_stats (room, &stats);
  g_assert_cmpuint (stats.forwarded, >, 0);
  g_assert_cmpuint (stats.streams, ==, 1);

  guest_free (carol, room);
  guest_free (ben, room);
  wait_wanted (anna->picture, 0x0, PATIENCE_MS);
  guest_free (anna, room);
}

static void
test_camera_off_and_on (void)
{
  g_autoptr (HearthDistribution) room = hearth_distribution_new ();
  Guest *anna = guest_new_with_picture (room, 0);
  Guest *ben = guest_new (room, 1, NULL);
  guint n;

  wait_layer (ben, anna, 1);
  layered_generator_set_n_layers (anna->picture, 0);
  hearth_distribution_set_on (room, anna->id, HEARTH_PICTURE_CAMERA, FALSE);
  wait_wanted (anna->picture, 0x0, PATIENCE_MS);
  n = rtp_counter_get_n (g_hash_table_lookup (ben->counters, "g0/video"));

  /* The same line, which has waited. Another camera has fewer sizes. */
  layered_generator_set_n_layers (anna->picture, 1);
  hearth_distribution_set_on (room, anna->id, HEARTH_PICTURE_CAMERA, TRUE);
  wait_layer (ben, anna, 0);
  g_assert_cmpuint (ben->n_track_changes, ==, 1);
  g_assert_cmpuint (rtp_counter_get_n (g_hash_table_lookup (ben->counters, "g0/video")), >, n);

  guest_free (ben, room);
  guest_free (anna, room);
}

typedef struct
{
  RtpCounter *counter;
  guint n;
} Count;

static gboolean
has_more (gpointer data)
{
  const Count *before = data;

  return rtp_counter_get_n (before->counter) > before->n;
}

/* Anna's program goes on announcing and sending what Anna, or a host, has switched off. */
static void
test_camera_off_is_not_passed_on (void)
{
  g_autoptr (HearthDistribution) room = hearth_distribution_new ();
  Guest *anna = guest_new_with_picture (room, 0);
  Guest *ben = guest_new (room, 1, NULL);
  RtpCounter *counter;
  HearthFeedStats stats;
  guint n, n_sent;

  wait_layer (ben, anna, 1);
  hearth_distribution_set_on (room, anna->id, HEARTH_PICTURE_CAMERA, FALSE);
  counter = g_hash_table_lookup (ben->counters, "g0/video");
  n = rtp_counter_get_n (counter);
  n_sent = layered_generator_get_n_sent (anna->picture, 1);

  /* Not a packet from that moment on, be the layer wanted for a while longer, and whatever is shown or announced. */
  show (ben, anna, 1280, 720);
  layered_generator_set_n_layers (anna->picture, 2);
  wait_wanted (anna->picture, 0x0, PATIENCE_MS);
  g_assert_cmpuint (layered_generator_get_n_sent (anna->picture, 1), >, n_sent);
  g_assert_cmpuint (rtp_counter_get_n (counter), ==, n);
  g_assert_cmpuint (ben->n_track_changes, ==, 1);
  hearth_distribution_get_stats (room, &stats);
  g_assert_cmpuint (stats.streams, ==, 0);

  hearth_distribution_set_on (room, anna->id, HEARTH_PICTURE_CAMERA, TRUE);
  wait_until ("the picture is back", PATIENCE_MS, has_more, &(Count){ counter, n });
  wait_layer (ben, anna, 1);
  g_assert_cmpuint (rtp_counter_get_n_missing (counter), ==, 0);

  guest_free (ben, room);
  guest_free (anna, room);
}

static guint
count_held (HearthDistribution *room,
            Guest             **guests,
            guint               n)
{
  guint held = 0;

  for (guint i = 0; i < n; i++)
    held += hearth_distribution_is_held (room, guests[i]->id, HEARTH_PICTURE_CAMERA);

  return held;
}

static void
on_counted (HearthDistribution *room,
            guint              *n)
{
  (*n)++;
}

static void
test_no_more_pictures_than_a_room_carries (void)
{
  g_autoptr (HearthDistribution) room = hearth_distribution_new ();
  g_autoptr (StillPicture) picture = g_object_new (STILL_PICTURE_TYPE, NULL);
  Guest *guests[HEARTH_LIMIT_ROOM_PICTURES + 2];
  Guest *last = NULL;
  guint n_changes = 0;

  g_signal_connect (room, "held-changed", G_CALLBACK (on_counted), &n_changes);
  for (guint i = 0; i < G_N_ELEMENTS (guests); i++)
    {
      guests[i] = guest_new (room, i, HEARTH_LAYERED_SOURCE (picture));
      hearth_distribution_set_on (room, guests[i]->id, HEARTH_PICTURE_CAMERA, TRUE);
    }
  last = guests[G_N_ELEMENTS (guests) - 1];
  g_assert_cmpuint (count_held (room, guests, G_N_ELEMENTS (guests)), ==, 2);
  g_assert_true (hearth_distribution_is_held (room, last->id, HEARTH_PICTURE_CAMERA));
  g_assert_cmpuint (n_changes, ==, G_N_ELEMENTS (guests));
  g_assert_cmpuint (g_hash_table_size (guests[0]->counters), ==, HEARTH_LIMIT_ROOM_PICTURES - 1);
  g_assert_cmpuint (g_hash_table_size (last->counters), ==, HEARTH_LIMIT_ROOM_PICTURES);

  /* Somebody switches off, somebody goes: both get their turn, and nobody has more lines than before. */
  hearth_distribution_set_on (room, guests[0]->id, HEARTH_PICTURE_CAMERA, FALSE);
  g_assert_cmpuint (count_held (room, guests, G_N_ELEMENTS (guests)), ==, 1);
  guest_free (guests[1], room);
  g_assert_cmpuint (count_held (room, guests + 2, G_N_ELEMENTS (guests) - 2), ==, 0);
  g_assert_cmpuint (g_hash_table_size (last->counters), ==, HEARTH_LIMIT_ROOM_PICTURES - 1);
  g_assert_null (g_hash_table_lookup (last->counters, "g0/video"));

  guest_free (guests[0], room);
  for (guint i = 2; i < G_N_ELEMENTS (guests); i++)
    guest_free (guests[i], room);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add_func ("/distribution/layers-follow-tiles", test_layers_follow_tiles);
  g_test_add_func ("/distribution/camera-off-and-on", test_camera_off_and_on);
  g_test_add_func ("/distribution/camera-off-is-not-passed-on", test_camera_off_is_not_passed_on);
  g_test_add_func ("/distribution/no-more-pictures-than-a-room-carries", test_no_more_pictures_than_a_room_carries);

  return g_test_run ();
}
