/* What reaches whom in a room, without a network: voices and pictures of made-up people in, everybody's feed out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "people.h"
#include "room/distribution.h"
#include "room/room.h"

/* Decisions take up to two and a half seconds (HearthSpeakerSelector, HearthLayerDemand); more on a machine with much to do. */
#define PATIENCE_MS 15000

/* --- Sources that only exist ------------------------------------------------------------------------------------------------ */

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

/* --- Somebody in the room --------------------------------------------------------------------------------------------------- */

/* Who they are, what they give, and what they get. */
typedef struct
{
  char *id;
  guint32 ssrc;
  HearthReceiverFeed *feed;
  RtpGenerator *voice;       /* nullable */
  LayeredGenerator *picture; /* nullable */
  GHashTable *counters;      /* track id → RtpCounter */
  guint n_track_changes;
} Guest;

static void
on_track_changed (HearthReceiverFeed *feed,
                  const char         *track_id,
                  HearthRtpSource    *source,
                  Guest              *self)
{
  self->n_track_changes++;
  g_hash_table_remove (self->counters, track_id);
  if (source != NULL)
    {
      RtpCounter *counter = rtp_counter_new (NULL);

      hearth_rtp_source_add_sink (source, HEARTH_RTP_SINK (counter));
      g_hash_table_insert (self->counters, g_strdup (track_id), counter);
    }
}

static Guest *
guest_new (HearthDistribution  *room,
           guint                number,
           HearthLayeredSource *picture)
{
  Guest *self = g_new0 (Guest, 1);

  self->id = g_strdup_printf ("g%u", number);
  self->ssrc = (number + 1) << 8;
  self->counters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->feed = hearth_receiver_feed_new (self->id);
  g_signal_connect (self->feed, "track-changed", G_CALLBACK (on_track_changed), self);
  hearth_distribution_add (room, self->feed, picture, NULL);

  return self;
}

static Guest *
guest_new_with_voice (HearthDistribution *room,
                      guint               number,
                      int                 level)
{
  Guest *self = guest_new (room, number, NULL);

  self->voice = rtp_generator_new (FALSE, self->ssrc, 0);
  rtp_generator_set_level (self->voice, level);
  hearth_distribution_set_voice (room, self->id, HEARTH_RTP_SOURCE (self->voice));

  return self;
}

static Guest *
guest_new_with_picture (HearthDistribution *room,
                        guint               number)
{
  LayeredGenerator *picture = layered_generator_new ((number + 1) << 8, HEARTH_LIMIT_VIDEO_LAYERS);
  Guest *self = guest_new (room, number, HEARTH_LAYERED_SOURCE (picture));

  self->picture = picture;
  hearth_distribution_set_on (room, self->id, HEARTH_PICTURE_CAMERA, TRUE);

  return self;
}

static void
guest_free (Guest              *self,
            HearthDistribution *room)
{
  hearth_distribution_remove (room, self->id);
  g_hash_table_unref (self->counters);
  g_assert_finalize_object (self->feed);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  if (self->voice != NULL)
    {
      rtp_generator_stop (self->voice);
      g_assert_finalize_object (self->voice);
    }
  if (self->picture != NULL)
    {
      layered_generator_stop (self->picture);
      g_assert_finalize_object (self->picture);
    }
  g_free (self->id);
  g_free (self);
}

/* Returns: what came last under that name of a track: the SSRC that it was made with; 0 for nothing yet. */
static guint32
get_mark (Guest      *self,
          const char *track_id)
{
  RtpCounter *counter = g_hash_table_lookup (self->counters, track_id);

  return counter != NULL && rtp_counter_get_n (counter) > 0 ? rtp_counter_get_mark (counter) : 0;
}

/* Whether the voice that comes on every line of @self is that of whom SPEAKERS names there, and those are exactly @expected. */
static gboolean
hears (HearthDistribution *room,
       Guest              *self,
       Guest             **expected,
       guint               n_expected)
{
  g_autoptr (HearthControlMessage) speakers = hearth_distribution_make_speakers (room, self->id);
  guint n = 0;

  for (guint i = 0; i < n_expected; i++)
    {
      guint slot;
      g_autofree char *track_id = NULL;

      if (expected[i] == self)
        continue;
      n++;
      if (!g_ptr_array_find_with_equal_func (speakers->slots, expected[i]->id, g_str_equal, &slot))
        return FALSE;
      track_id = g_strdup_printf ("slot%u/audio", slot);
      if (get_mark (self, track_id) != expected[i]->ssrc)
        return FALSE;
    }

  for (guint i = 0; i < speakers->slots->len; i++)
    n -= *(const char *) g_ptr_array_index (speakers->slots, i) != '\0';

  return n == 0;
}

typedef struct
{
  HearthDistribution *room;
  Guest **guests;
  guint n;
  Guest **heard;
  guint n_heard;
} Hearing;

static gboolean
everybody_hears (gpointer data)
{
  const Hearing *hearing = data;

  for (guint i = 0; i < hearing->n; i++)
    {
      if (!hears (hearing->room, hearing->guests[i], hearing->heard, hearing->n_heard))
        return FALSE;
    }

  return TRUE;
}

/* --- Voices ----------------------------------------------------------------------------------------------------------------- */

static void
test_small_room (void)
{
  g_autoptr (HearthDistribution) room = hearth_distribution_new ();
  Guest *guests[HEARTH_LIMIT_ROOM_ALL_VOICES];
  Hearing hearing = { room, guests, G_N_ELEMENTS (guests), guests, G_N_ELEMENTS (guests) };

  for (guint i = 0; i < G_N_ELEMENTS (guests); i++)
    guests[i] = guest_new_with_voice (room, i, -30 - 10 * (int) i);
  wait_until ("everybody hears everybody", PATIENCE_MS, everybody_hears, &hearing);
  for (guint i = 0; i < G_N_ELEMENTS (guests); i++)
    guest_free (guests[i], room);
}

#define CROWD 8

typedef struct
{
  HearthDistribution *room;
  const char *speaking;
  const char *silent;
} Change;

static gboolean
speaks (gpointer data)
{
  const Change *change = data;
  g_autoptr (HearthControlMessage) speakers = hearth_distribution_make_speakers (change->room, change->speaking);

  return g_ptr_array_find_with_equal_func (speakers->speaking, change->speaking, g_str_equal, NULL);
}

static gboolean
speaks_instead (gpointer data)
{
  const Change *change = data;
  g_autoptr (HearthControlMessage) speakers = hearth_distribution_make_speakers (change->room, change->silent);

  return g_ptr_array_find_with_equal_func (speakers->speaking, change->speaking, g_str_equal, NULL)
         && !g_ptr_array_find_with_equal_func (speakers->speaking, change->silent, g_str_equal, NULL)
         && speakers->active != NULL;
}

static void
test_loudest_of_eight (void)
{
  g_autoptr (HearthDistribution) room = hearth_distribution_new ();
  Guest *guests[CROWD];
  Guest *loud[HEARTH_LIMIT_ROOM_LOUDEST];
  Hearing hearing = { room, guests, CROWD, loud, HEARTH_LIMIT_ROOM_LOUDEST };

  for (guint i = 0; i < CROWD; i++)
    guests[i] = guest_new_with_voice (room, i, i % 2 == 0 ? -20 : -90);
  for (guint i = 0; i < HEARTH_LIMIT_ROOM_LOUDEST; i++)
    loud[i] = guests[2 * i];
  wait_until ("the loudest four are heard, and nobody else", PATIENCE_MS, everybody_hears, &hearing);

  /* One of them falls silent, somebody else speaks up. */
  rtp_generator_set_level (guests[2]->voice, -127);
  rtp_generator_set_level (guests[7]->voice, -15);
  loud[1] = guests[7];
  wait_until ("who has begun to speak is heard", PATIENCE_MS, everybody_hears, &hearing);
  wait_until ("they speak, and who has fallen silent does not", PATIENCE_MS, speaks_instead,
              &(Change){ room, guests[7]->id, guests[2]->id });

  /* No more lines than voices that are heard at once, and one more that has changed hands. */
  for (guint i = 0; i < CROWD; i++)
    g_assert_cmpuint (g_hash_table_size (guests[i]->counters), <=, HEARTH_LIMIT_VOICE_SLOTS);
  for (guint i = 0; i < CROWD; i++)
    guest_free (guests[i], room);
}

static void
test_voice_of_a_fresh_connection (void)
{
  g_autoptr (HearthDistribution) room = hearth_distribution_new ();
  Guest *guests[] = { guest_new_with_voice (room, 0, -20), guest_new_with_voice (room, 1, -20) };
  Hearing hearing = { room, guests, 2, guests, 2 };
  RtpGenerator *fresh;
  RtpGenerator *old;
  guint n_track_changes;

  wait_until ("both hear each other", PATIENCE_MS, everybody_hears, &hearing);
  n_track_changes = guests[1]->n_track_changes;

  /* The line stays, and the stream on it is unbroken: the counter fails the test where a packet comes twice or out of order. */
  fresh = rtp_generator_new (FALSE, guests[0]->ssrc + 7, 0);
  old = guests[0]->voice;
  guests[0]->voice = fresh;
  guests[0]->ssrc += 7;
  hearth_distribution_set_voice (room, guests[0]->id, HEARTH_RTP_SOURCE (fresh));
  wait_until ("the fresh voice", PATIENCE_MS, everybody_hears, &hearing);
  g_assert_cmpuint (guests[1]->n_track_changes, ==, n_track_changes);
  rtp_generator_stop (old);
  g_assert_finalize_object (old);

  guest_free (guests[0], room);
  guest_free (guests[1], room);
}

/* Who says that they are muted is not heard, whatever they send, and is heard on the same line when they say otherwise. */
static void
test_muted (void)
{
  g_autoptr (HearthDistribution) room = hearth_distribution_new ();
  Guest *guests[] = { guest_new_with_voice (room, 0, -20), guest_new_with_voice (room, 1, -20) };
  Hearing hearing = { room, guests, 2, guests, 2 };
  RtpCounter *counter;
  guint n_track_changes, n;

  wait_until ("both hear each other", PATIENCE_MS, everybody_hears, &hearing);
  wait_until ("somebody speaks", PATIENCE_MS, speaks, &(Change){ room, guests[0]->id, NULL });
  n_track_changes = guests[1]->n_track_changes;

  hearth_distribution_set_muted (room, guests[0]->id, TRUE);
  counter = g_hash_table_lookup (guests[1]->counters, "slot0/audio");
  n = rtp_counter_get_n (counter);
  wait_until ("they speak no more", PATIENCE_MS, speaks_instead, &(Change){ room, guests[1]->id, guests[0]->id });
  g_assert_cmpuint (rtp_counter_get_n (counter), ==, n);

  hearth_distribution_set_muted (room, guests[0]->id, FALSE);
  wait_until ("they speak again", PATIENCE_MS, speaks, &(Change){ room, guests[0]->id, NULL });
  g_assert_cmpuint (rtp_counter_get_n (counter), >, n);
  g_assert_cmpuint (guests[1]->n_track_changes, ==, n_track_changes);

  guest_free (guests[0], room);
  guest_free (guests[1], room);
}

/* Nobody who comes to a large room, or goes, costs the others a new line. */
static void
test_forty_people_share_lines (void)
{
  g_autoptr (HearthDistribution) room = hearth_distribution_new ();
  Guest *guests[HEARTH_LIMIT_ROOM_PEOPLE];

  for (guint i = 0; i < HEARTH_LIMIT_ROOM_PEOPLE; i++)
    {
      guests[i] = guest_new (room, i, NULL);

      /* Two generators are enough: a voice is a voice to whoever only counts lines. */
      if (i < 2)
        guests[i]->voice = rtp_generator_new (FALSE, guests[i]->ssrc, 0);
      hearth_distribution_set_voice (room, guests[i]->id, HEARTH_RTP_SOURCE (guests[i % 2]->voice));
    }

  for (guint i = 0; i < HEARTH_LIMIT_ROOM_PEOPLE; i++)
    {
      g_assert_cmpuint (guests[i]->n_track_changes, <=, HEARTH_LIMIT_VOICE_SLOTS);
      g_assert_cmpuint (guests[i]->n_track_changes, >, 0);
    }
  for (guint i = HEARTH_LIMIT_ROOM_PEOPLE - 1; i >= 2; i--)
    guest_free (guests[i], room);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (guests[i]->n_track_changes, <=, HEARTH_LIMIT_VOICE_SLOTS);
  guest_free (guests[1], room);
  guest_free (guests[0], room);
}

/* --- Pictures --------------------------------------------------------------------------------------------------------------- */

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

  return get_mark (sight->guest, sight->track_id) == sight->mark;
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

  g_test_add_func ("/distribution/small-room", test_small_room);
  g_test_add_func ("/distribution/loudest-of-eight", test_loudest_of_eight);
  g_test_add_func ("/distribution/voice-of-a-fresh-connection", test_voice_of_a_fresh_connection);
  g_test_add_func ("/distribution/muted", test_muted);
  g_test_add_func ("/distribution/forty-people-share-lines", test_forty_people_share_lines);
  g_test_add_func ("/distribution/layers-follow-tiles", test_layers_follow_tiles);
  g_test_add_func ("/distribution/camera-off-and-on", test_camera_off_and_on);
  g_test_add_func ("/distribution/camera-off-is-not-passed-on", test_camera_off_is_not_passed_on);
  g_test_add_func ("/distribution/no-more-pictures-than-a-room-carries", test_no_more_pictures_than_a_room_carries);

  return g_test_run ();
}
