/* What is received from whom: members, tracks and news of speakers in every order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "room/member-media.h"

/* --- A source that is nothing but its caps ---------------------------------------------------------------------------------- */

#define STILL_SOURCE_TYPE (still_source_get_type ())
G_DECLARE_FINAL_TYPE (StillSource, still_source, STILL, SOURCE, GObject)

struct _StillSource
{
  GObject parent_instance;
  const char *media;
};

static GstCaps *
get_caps (HearthRtpSource *source)
{
  return gst_caps_new_simple ("application/x-rtp", "media", G_TYPE_STRING, STILL_SOURCE (source)->media, NULL);
}

static void
rtp_source_iface_init (HearthRtpSourceInterface *iface)
{
  iface->get_caps = get_caps;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (StillSource, still_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SOURCE, rtp_source_iface_init))

static void
still_source_class_init (StillSourceClass *klass)
{
}

static void
still_source_init (StillSource *self)
{
}

static HearthRtpSource *
new_source (const char *media)
{
  StillSource *self = g_object_new (STILL_SOURCE_TYPE, NULL);

  self->media = media;

  return HEARTH_RTP_SOURCE (self);
}

/* --- People ----------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GListStore *members;
  HearthMemberMedia *media;
  HearthRtpSource *sound;
  HearthRtpSource *other_sound;
  HearthRtpSource *picture;
  guint n_active_changes;
} Room;

static void
on_active_changed (HearthMemberMedia *media,
                   Room              *room)
{
  room->n_active_changes++;
}

static void
set_up (Room          *room,
        gconstpointer  data)
{
  room->members = g_list_store_new (HEARTH_TYPE_MEMBER);
  room->media = hearth_member_media_new (G_LIST_MODEL (room->members));
  room->sound = new_source ("audio");
  room->other_sound = new_source ("audio");
  room->picture = new_source ("video");
  g_signal_connect (room->media, "active-changed", G_CALLBACK (on_active_changed), room);
}

static void
tear_down (Room          *room,
           gconstpointer  data)
{
  g_assert_finalize_object (room->media);
  g_list_store_remove_all (room->members);
  g_assert_finalize_object (room->members);
  g_assert_finalize_object (room->sound);
  g_assert_finalize_object (room->other_sound);
  g_assert_finalize_object (room->picture);
}

static HearthMember *
add (Room       *room,
     const char *id)
{
  const HearthMemberState state = { .id = (char *) id, .name = (char *) id, .colour = (char *) "blue" };
  g_autoptr (HearthMember) member = hearth_member_new (&state);

  g_list_store_append (room->members, member);

  /* The list keeps it alive. */
  return member;
}

static void
tell (Room       *room,
      const char *slots,
      const char *speaking,
      const char *active)
{
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_SPEAKERS);
  g_auto (GStrv) on_lines = g_strsplit (slots, " ", -1);
  g_auto (GStrv) all = g_strsplit (speaking, " ", -1);

  for (guint i = 0; on_lines[i] != NULL; i++)
    g_ptr_array_add (message->slots, g_strdup (g_str_equal (on_lines[i], "-") ? "" : on_lines[i]));
  for (guint i = 0; all[i] != NULL; i++)
    g_ptr_array_add (message->speaking, g_strdup (all[i]));
  message->active = g_strdup (active);
  hearth_member_media_set_speakers (room->media, message);
}

static void
test_pictures (Room          *room,
               gconstpointer  data)
{
  HearthMember *alice;

  /* The track before the name. */
  hearth_member_media_set_track (room->media, "host/video", room->picture);
  alice = add (room, "host");
  g_assert_true (hearth_member_get_video (alice) == room->picture);
  g_assert_null (hearth_member_get_audio (alice));

  /* The name before the track. */
  hearth_member_media_set_track (room->media, "host/video", NULL);
  g_assert_null (hearth_member_get_video (alice));
  hearth_member_media_set_track (room->media, "host/video", room->picture);
  g_assert_true (hearth_member_get_video (alice) == room->picture);

  /* What calls itself what it is not, and what nobody knows. */
  hearth_member_media_set_track (room->media, "host/video", room->sound);
  hearth_member_media_set_track (room->media, "slot0/audio", room->picture);
  hearth_member_media_set_track (room->media, "host", room->picture);
  hearth_member_media_set_track (room->media, "g7/video", room->picture);
  g_assert_true (hearth_member_get_video (alice) == room->picture);
  g_assert_null (hearth_member_get_audio (alice));

  hearth_member_media_clear (room->media);
  g_assert_null (hearth_member_get_video (alice));
}

static void
test_voices (Room          *room,
             gconstpointer  data)
{
  HearthMember *alice;
  HearthMember *bob;

  /* The line, who is on it, and who that is: in this order, and then in others. */
  hearth_member_media_set_track (room->media, "slot0/audio", room->sound);
  tell (room, "a", "a", "a");
  alice = add (room, "a");
  bob = add (room, "b");
  g_assert_true (hearth_member_get_audio (alice) == room->sound);
  g_assert_true (hearth_member_get_speaking (alice));
  g_assert_null (hearth_member_get_audio (bob));

  tell (room, "a b", "", "a");
  g_assert_false (hearth_member_get_speaking (alice));
  g_assert_null (hearth_member_get_audio (bob));
  hearth_member_media_set_track (room->media, "slot1/audio", room->other_sound);
  g_assert_true (hearth_member_get_audio (bob) == room->other_sound);

  /* Somebody else is on a line; nobody is heard on two. */
  tell (room, "b -", "b", "b");
  g_assert_true (hearth_member_get_audio (bob) == room->sound);
  g_assert_null (hearth_member_get_audio (alice));

  /* A line comes from a fresh connection, and goes. */
  hearth_member_media_set_track (room->media, "slot0/audio", room->other_sound);
  g_assert_true (hearth_member_get_audio (bob) == room->other_sound);
  hearth_member_media_set_track (room->media, "slot0/audio", NULL);
  g_assert_null (hearth_member_get_audio (bob));

  /* Who goes is not received any more, whoever holds on to them. */
  hearth_member_media_set_track (room->media, "slot0/audio", room->sound);
  g_object_ref (bob);
  g_list_store_remove (room->members, 1);
  g_assert_null (hearth_member_get_audio (bob));
  g_assert_false (hearth_member_get_speaking (bob));
  g_list_store_append (room->members, bob);
  g_assert_true (hearth_member_get_audio (bob) == room->sound);
  g_object_unref (bob);

  /* Ids that nobody has. */
  tell (room, "x y", "x z", "y");
  g_assert_false (hearth_member_get_speaking (bob));
}

static void
test_active_speaker (Room          *room,
                     gconstpointer  data)
{
  HearthMember *alice = add (room, "a");

  g_assert_null (hearth_member_media_get_active (room->media));
  tell (room, "a", "a", "a");
  g_assert_true (hearth_member_media_get_active (room->media) == alice);
  g_assert_cmpuint (room->n_active_changes, ==, 1);

  /* This person, who is not among the members, speaks: the one before stays. */
  tell (room, "a", "me", "me");
  g_assert_true (hearth_member_media_get_active (room->media) == alice);
  tell (room, "a", "", NULL);
  g_assert_true (hearth_member_media_get_active (room->media) == alice);
  g_assert_cmpuint (room->n_active_changes, ==, 1);

  /* Known before the name is. */
  tell (room, "a b", "b", "b");
  g_assert_true (hearth_member_media_get_active (room->media) == alice);
  add (room, "b");
  g_assert_cmpstr (hearth_member_get_id (hearth_member_media_get_active (room->media)), ==, "b");
  g_assert_cmpuint (room->n_active_changes, ==, 2);

  /* Gone. */
  g_list_store_remove (room->members, 1);
  g_assert_null (hearth_member_media_get_active (room->media));
  g_assert_cmpuint (room->n_active_changes, ==, 3);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add ("/member-media/pictures", Room, NULL, set_up, test_pictures, tear_down);
  g_test_add ("/member-media/voices", Room, NULL, set_up, test_voices, tear_down);
  g_test_add ("/member-media/active-speaker", Room, NULL, set_up, test_active_speaker, tear_down);

  return g_test_run ();
}
