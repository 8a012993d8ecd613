/* Who is there, as a guest learns it: rosters and tracks in every order, and each change told once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "room/roster.h"

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

/* --- Rosters ---------------------------------------------------------------------------------------------------------------- */

static void
add_person (HearthControlMessage *message,
            const char           *id,
            const char           *name,
            gboolean              camera_on)
{
  HearthMemberState *state = hearth_member_state_new ();

  state->id = g_strdup (id);
  state->name = g_strdup (name);
  state->colour = g_strdup ("blue");
  state->host = g_str_equal (id, "host");
  state->camera_on = camera_on;
  g_ptr_array_add (message->members, state);
}

static HearthControlMessage *
new_roster (guint64 version)
{
  HearthControlMessage *message = hearth_control_message_new (HEARTH_CONTROL_ROSTER);

  message->version = version;
  message->you = g_strdup ("g1");
  add_person (message, "host", "Alice", TRUE);
  add_person (message, "g1", "Bob", TRUE);

  return message;
}

static HearthMember *
get (HearthRoster *roster,
     guint         position)
{
  g_autoptr (HearthMember) member = g_list_model_get_item (hearth_roster_get_members (roster), position);

  return member;
}

static guint
count (HearthRoster *roster)
{
  return g_list_model_get_n_items (hearth_roster_get_members (roster));
}

static void
on_counted (gpointer  object,
            gpointer  unused,
            guint    *n)
{
  (*n)++;
}

static void
test_come_and_go (void)
{
  g_autoptr (HearthRoster) roster = hearth_roster_new ();
  g_autoptr (HearthControlMessage) first = new_roster (1);
  g_autoptr (HearthControlMessage) second = new_roster (2);
  g_autoptr (HearthControlMessage) third = new_roster (3);
  HearthMember *alice;
  guint n_changes = 0;

  g_assert_true (hearth_roster_apply (roster, first));
  g_assert_cmpuint (count (roster), ==, 1);
  alice = get (roster, 0);
  g_assert_cmpstr (hearth_member_get_name (alice), ==, "Alice");
  g_assert_true (hearth_member_is_host (alice));

  /* Somebody comes; nobody who was there is made anew, and nothing is told that has not changed. */
  g_signal_connect (alice, "notify", G_CALLBACK (on_counted), &n_changes);
  add_person (second, "g2", "Carol", FALSE);
  g_assert_true (hearth_roster_apply (roster, second));
  g_assert_cmpuint (count (roster), ==, 2);
  g_assert_true (get (roster, 0) == alice);
  g_assert_cmpstr (hearth_member_get_id (get (roster, 1)), ==, "g2");
  g_assert_cmpuint (n_changes, ==, 0);

  /* An older roster, and the same again. */
  g_assert_false (hearth_roster_apply (roster, first));
  g_assert_false (hearth_roster_apply (roster, second));
  g_assert_cmpuint (count (roster), ==, 2);

  /* Somebody goes, somebody switches off. */
  ((HearthMemberState *) g_ptr_array_index (third->members, 0))->camera_on = FALSE;
  g_assert_true (hearth_roster_apply (roster, third));
  g_assert_cmpuint (count (roster), ==, 1);
  g_assert_false (hearth_member_get_camera_on (alice));
  g_assert_cmpuint (n_changes, ==, 1);
}

static void
test_tracks_in_any_order (void)
{
  g_autoptr (HearthRoster) roster = hearth_roster_new ();
  g_autoptr (HearthControlMessage) first = new_roster (1);
  g_autoptr (HearthRtpSource) sound = new_source ("audio");
  g_autoptr (HearthRtpSource) picture = new_source ("video");
  HearthMember *alice;

  /* The track before the name. */
  hearth_roster_set_track (roster, "host/audio", sound);
  hearth_roster_set_connected (roster, TRUE);
  hearth_roster_apply (roster, first);
  alice = get (roster, 0);
  g_assert_true (hearth_member_get_audio (alice) == sound);
  g_assert_null (hearth_member_get_video (alice));
  g_assert_true (hearth_member_get_connected (alice));

  /* The name before the track. */
  hearth_roster_set_track (roster, "host/video", picture);
  g_assert_true (hearth_member_get_video (alice) == picture);

  /* What calls itself what it is not, and what nobody knows. */
  hearth_roster_set_track (roster, "host/video", sound);
  hearth_roster_set_track (roster, "host", picture);
  hearth_roster_set_track (roster, "g7/video", picture);
  g_assert_true (hearth_member_get_video (alice) == picture);

  hearth_roster_set_track (roster, "host/video", NULL);
  g_assert_null (hearth_member_get_video (alice));

  hearth_roster_set_connected (roster, FALSE);
  g_assert_false (hearth_member_get_connected (alice));
  hearth_roster_clear (roster);
  g_assert_cmpuint (count (roster), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add_func ("/roster/come-and-go", test_come_and_go);
  g_test_add_func ("/roster/tracks-in-any-order", test_tracks_in_any_order);

  return g_test_run ();
}
