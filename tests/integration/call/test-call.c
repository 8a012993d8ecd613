/* The call controller with real devices (virtual ones), its embedded server, and a guest in the same process.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../room/people.h"
#include "base/main-thread.h"
#include "call/call-error.h"
#include "call/call.h"
#include "media/plugins.h"
#include "room/room-error.h"

/* What is promised, and what a machine with much to do may add. */
#define LEAVE_MS (1000 + 1000)
#define PATIENCE_MS 20000

typedef struct
{
  HearthSettings *settings;
  HearthCall *call;
  gboolean ended;
  GError *error;
  char *left; /* nullable: who, by the last notice */
  gboolean asked;
} Fixture;

static void
on_ended (HearthCall   *call,
          const GError *error,
          Fixture      *self)
{
  g_assert_false (self->ended);
  g_assert_cmpint (hearth_call_get_state (call), ==, HEARTH_CALL_IDLE);
  self->ended = TRUE;
  self->error = error != NULL ? g_error_copy (error) : NULL;
}

static void
on_notice (HearthCall *call,
           int         notice,
           const char *detail,
           Fixture    *self)
{
  if (notice == HEARTH_NOTICE_LEFT)
    g_set_str (&self->left, detail);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  self->settings = hearth_settings_new ();
  g_object_set (self->settings, "name", "Alice", "join-with-camera", TRUE, "join-with-microphone", TRUE, "ask-to-enter", FALSE, NULL);
  self->call = hearth_call_new (self->settings, &error);
  g_assert_no_error (error);
  g_signal_connect (self->call, "ended", G_CALLBACK (on_ended), self);
  g_signal_connect (self->call, "notice", G_CALLBACK (on_notice), self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  hearth_call_close (self->call);
  g_assert_cmpint (hearth_call_get_state (self->call), ==, HEARTH_CALL_IDLE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->call);
  g_assert_finalize_object (self->settings);
  g_clear_error (&self->error);
  g_free (self->left);
}

static gboolean
has_devices (gpointer data)
{
  HearthCall *call = data;

  return hearth_call_get_device (call, HEARTH_DEVICE_CAMERA) != NULL
         && hearth_call_get_device (call, HEARTH_DEVICE_MICROPHONE) != NULL;
}

static gboolean
is_active (gpointer data)
{
  return hearth_call_get_state (data) == HEARTH_CALL_ACTIVE;
}

static gboolean
has_ended (gpointer data)
{
  return ((Fixture *) data)->ended;
}

static gboolean
is_heard (gpointer data)
{
  return hearth_call_get_microphone_level (data) > -60;
}

static guint
count_packets (Person     *guest,
               const char *kind)
{
  g_autofree char *key = g_strconcat ("Alice/", kind, NULL);
  RtpCounter *counter = g_hash_table_lookup (guest->counters, key);

  return counter != NULL ? rtp_counter_get_n (counter) : 0;
}

static gboolean
gets_sound_and_picture (gpointer data)
{
  return count_packets (data, "audio") >= 10 && count_packets (data, "video") >= 10;
}

static gboolean
sees_all_off (gpointer data)
{
  HearthMember *alice = person_find (data, "Alice");

  return !hearth_member_get_microphone_on (alice) && !hearth_member_get_camera_on (alice);
}

static gboolean
knows_who_left (gpointer data)
{
  return g_strcmp0 (((Fixture *) data)->left, "Bob") == 0;
}

static Person *
visit (HearthCall *call)
{
  g_autoptr (HearthInvitation) invitation = NULL;
  g_autoptr (GError) error = NULL;
  House house = { 0 };

  invitation = hearth_invitation_parse (hearth_call_get_link (call), &error);
  g_assert_no_error (error);
  house.invitation = invitation;

  return person_visit (&house, NULL, "Bob", FALSE);
}

static void
enter (Fixture *self)
{
  hearth_call_prepare_create (self->call);
  g_assert_cmpint (hearth_call_get_state (self->call), ==, HEARTH_CALL_LOBBY);
  g_assert_true (hearth_call_is_hosting (self->call));
  wait_until ("the devices are listed", PATIENCE_MS, has_devices, self->call);

  /* Nobody has agreed yet: the microphone, on as it is, hears nothing. */
  g_assert_true (hearth_call_get_microphone_on (self->call));
  run_for (300);
  g_assert_cmpfloat (hearth_call_get_microphone_level (self->call), ==, -100);

  hearth_call_enter (self->call);
  wait_until ("the room is open", PATIENCE_MS, is_active, self->call);
  wait_until ("the microphone hears", PATIENCE_MS, is_heard, self->call);
}

static void
leave (Fixture *self)
{
  hearth_call_leave (self->call);
  g_assert_cmpfloat (hearth_call_get_microphone_level (self->call), ==, -100);
  g_assert_cmpuint (wait_until ("it is over", PATIENCE_MS, has_ended, self), <, LEAVE_MS);
  g_assert_no_error (self->error);
  g_assert_cmpuint (g_list_model_get_n_items (hearth_call_get_participants (self->call)), ==, 0);
  g_assert_null (hearth_call_get_link (self->call));
  self->ended = FALSE;
}

static void
test_hosting (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (Person) bob = NULL;
  guint n_video;

  enter (self);
  bob = visit (self->call);
  wait_until ("sound and picture", PATIENCE_MS, gets_sound_and_picture, bob);
  g_assert_cmpuint (g_list_model_get_n_items (hearth_call_get_participants (self->call)), ==, 2);

  /* Muted means silence at the source at once; a camera that is off sends nothing. */
  hearth_call_set_microphone_on (self->call, FALSE);
  hearth_call_set_camera_on (self->call, FALSE);
  g_assert_cmpfloat (hearth_call_get_microphone_level (self->call), ==, -100);
  wait_until ("the guest sees both off", PATIENCE_MS, sees_all_off, bob);
  run_for (500);
  n_video = count_packets (bob, "video");
  run_for (500);
  g_assert_cmpuint (count_packets (bob, "video"), ==, n_video);

  hearth_room_leave (bob->room);
  wait_until ("Alice is told", PATIENCE_MS, knows_who_left, self);
  leave (self);
}

/* @self's call joins the room that @host's call hosts. */
static void
join (Fixture *self,
      Fixture *host)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hearth_call_prepare_join (self->call, hearth_call_get_link (host->call), &error));
  g_assert_no_error (error);
  hearth_call_enter (self->call);
}

static HearthParticipant *
get_other (Fixture *self)
{
  g_autoptr (HearthParticipant) other = g_list_model_get_item (hearth_call_get_participants (self->call), 1);

  /* The list keeps it alive. */
  return other;
}

static gboolean
sees_other (gpointer data)
{
  HearthParticipant *other = get_other (data);

  return other != NULL && hearth_picture_has_frame (hearth_participant_get_camera (other));
}

static gboolean
sees_nobody (gpointer data)
{
  return !sees_other (data);
}

/* What nobody sees is not decoded, and comes back when somebody looks again. */
static void
test_hidden (Fixture       *self,
             gconstpointer  data)
{
  Fixture bob = { 0 };
  HearthParticipantStats before, after;

  set_up (&bob, NULL);
  enter (self);
  join (&bob, self);
  wait_until ("the host sees the guest", PATIENCE_MS, sees_other, self);
  wait_until ("the guest sees the host", PATIENCE_MS, sees_other, &bob);

  hearth_picture_show (hearth_participant_get_camera (get_other (&bob)), &bob, 0, 0, FALSE);
  wait_until ("the guest looks away", PATIENCE_MS, sees_nobody, &bob);
  hearth_participant_get_stats (get_other (&bob), &before);
  run_for (500);
  hearth_participant_get_stats (get_other (&bob), &after);
  g_assert_cmpuint (after.frames_decoded, ==, before.frames_decoded);

  hearth_picture_show (hearth_participant_get_camera (get_other (&bob)), &bob, 320, 180, TRUE);
  wait_until ("the guest looks again", PATIENCE_MS, sees_other, &bob);

  /* A glance to the side changes nothing. */
  hearth_picture_show (hearth_participant_get_camera (get_other (&bob)), &bob, 0, 0, FALSE);
  hearth_picture_show (hearth_participant_get_camera (get_other (&bob)), &bob, 320, 180, FALSE);
  run_for (1500);
  g_assert_true (sees_other (&bob));

  leave (&bob);
  tear_down (&bob, NULL);
  leave (self);
}

static HearthTraffic *
get_traffic (Fixture *self,
             guint    position)
{
  g_autoptr (HearthTraffic) traffic = g_list_model_get_item (hearth_network_get_traffic (hearth_call_get_network (self->call)), position);

  /* The list keeps it alive. */
  return traffic;
}

/* Seconds in which pictures came are on both sides of the figures. */
static gboolean
has_figures (gpointer data)
{
  const HearthTrafficHistory *history = hearth_traffic_get_history (get_traffic (data, 1), HEARTH_TRAFFIC_RECEIVED);
  guint n = 0;

  for (guint age = 0; age < history->length; age++)
    n += hearth_traffic_history_get (history, age)->frame_rate > 1;

  return n >= 4;
}

static double
get_recent (Fixture                *self,
            guint                   position,
            HearthTrafficDirection  direction)
{
  const HearthTrafficHistory *history = hearth_traffic_get_history (get_traffic (self, position), direction);
  double sum = 0;

  for (guint age = 0; age < 3; age++)
    sum += hearth_traffic_history_get (history, age)->bitrate;

  return sum / 3;
}

static void
on_sampled (HearthNetwork *network,
            guint         *n)
{
  (*n)++;
}

/* What one side says it sends is what the other says it gets; a guest knows its own way, and no other's. */
static void
test_network (Fixture       *self,
              gconstpointer  data)
{
  Fixture bob = { 0 };
  HearthTrafficSample sample;
  guint n_sampled = 0;

  set_up (&bob, NULL);
  g_signal_connect (hearth_call_get_network (bob.call), "sampled", G_CALLBACK (on_sampled), &n_sampled);
  enter (self);
  join (&bob, self);
  wait_until ("the host sees the guest", PATIENCE_MS, sees_other, self);
  wait_until ("the guest sees the host", PATIENCE_MS, sees_other, &bob);
  wait_until ("the guest has figures", PATIENCE_MS, has_figures, &bob);
  wait_until ("the host has figures", PATIENCE_MS, has_figures, self);

  g_assert_cmpuint (n_sampled, >=, 4);
  g_test_message ("host sends %.0f, guest gets %.0f; guest sends %.0f, host gets %.0f bit/s", get_recent (self, 1, HEARTH_TRAFFIC_SENT),
                  get_recent (&bob, 0, HEARTH_TRAFFIC_RECEIVED), get_recent (&bob, 0, HEARTH_TRAFFIC_SENT),
                  get_recent (self, 1, HEARTH_TRAFFIC_RECEIVED));
  /* Both look once a second, at different moments, and pictures differ in size. */
  g_assert_cmpfloat (get_recent (&bob, 0, HEARTH_TRAFFIC_RECEIVED), >, 0.7 * get_recent (self, 1, HEARTH_TRAFFIC_SENT));
  g_assert_cmpfloat (get_recent (&bob, 0, HEARTH_TRAFFIC_RECEIVED), <, 1.4 * get_recent (self, 1, HEARTH_TRAFFIC_SENT));
  g_assert_cmpfloat (get_recent (self, 1, HEARTH_TRAFFIC_RECEIVED), >, 0.7 * get_recent (&bob, 0, HEARTH_TRAFFIC_SENT));
  g_assert_cmpfloat (get_recent (self, 1, HEARTH_TRAFFIC_RECEIVED), <, 1.4 * get_recent (&bob, 0, HEARTH_TRAFFIC_SENT));
  /* With one guest, all that the host sends goes there. */
  g_assert_cmpfloat_with_epsilon (get_recent (self, 0, HEARTH_TRAFFIC_SENT), get_recent (self, 1, HEARTH_TRAFFIC_SENT), 1);

  sample = hearth_traffic_history_get_last (hearth_traffic_get_history (get_traffic (&bob, 0), HEARTH_TRAFFIC_SENT));
  g_assert_cmpfloat (sample.round_trip_ms, >, 0);
  g_assert_cmpint (sample.width, >, 0);
  g_assert_cmpuint (sample.layers, >=, 1);
  sample = hearth_traffic_history_get_last (hearth_traffic_get_history (get_traffic (&bob, 1), HEARTH_TRAFFIC_RECEIVED));
  g_assert_cmpint (sample.width, >, 0);
  g_assert_cmpfloat (sample.jitter_ms, >=, 0);
  g_assert_cmpuint (hearth_traffic_get_history (get_traffic (&bob, 1), HEARTH_TRAFFIC_SENT)->length, ==, 0);

  /* The guest looks, and nobody at the host's does. */
  g_assert_cmpuint (hearth_traffic_get_route (get_traffic (&bob, 0), HEARTH_TRAFFIC_SENT)->local, !=, HEARTH_ADDRESS_UNKNOWN);
  g_assert_cmpuint (hearth_traffic_get_route (get_traffic (&bob, 0), HEARTH_TRAFFIC_RECEIVED)->remote, !=, HEARTH_ADDRESS_UNKNOWN);
  g_assert_cmpuint (hearth_traffic_get_route (get_traffic (&bob, 1), HEARTH_TRAFFIC_RECEIVED)->local, ==, HEARTH_ADDRESS_UNKNOWN);
  g_assert_cmpuint (hearth_traffic_get_route (get_traffic (self, 1), HEARTH_TRAFFIC_SENT)->local, ==, HEARTH_ADDRESS_UNKNOWN);
  g_assert_false (hearth_traffic_is_slow (get_traffic (self, 0)) && hearth_traffic_is_slow (get_traffic (self, 1)));

  leave (&bob);
  g_assert_cmpuint (g_list_model_get_n_items (hearth_network_get_traffic (hearth_call_get_network (bob.call))), ==, 0);
  tear_down (&bob, NULL);
  leave (self);
}

static gboolean
has_unread (gpointer data)
{
  return hearth_chat_get_unread (hearth_call_get_chat (((Fixture *) data)->call)) == 1;
}

static guint
count_messages (Fixture *self)
{
  return g_list_model_get_n_items (hearth_chat_get_messages (hearth_call_get_chat (self->call)));
}

/* What one writes the other reads, to everybody and to one; nothing of it is left when the stay is over. */
static void
test_chat (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (HearthParticipant) alice = NULL;
  Fixture bob = { 0 };

  set_up (&bob, NULL);
  enter (self);
  join (&bob, self);
  wait_until ("the host sees the guest", PATIENCE_MS, sees_other, self);
  wait_until ("the guest sees the host", PATIENCE_MS, sees_other, &bob);
  alice = g_list_model_get_item (hearth_call_get_participants (bob.call), 1);

  g_assert_true (hearth_chat_may_write (hearth_call_get_chat (bob.call)));
  g_assert_true (hearth_chat_say (hearth_call_get_chat (bob.call), alice, "Hello, Alice"));
  wait_until ("the host reads it", PATIENCE_MS, has_unread, self);
  g_assert_true (hearth_chat_say (hearth_call_get_chat (self->call), NULL, "Hello"));
  wait_until ("the guest reads it", PATIENCE_MS, has_unread, &bob);
  g_assert_cmpuint (count_messages (self), ==, 2);
  g_assert_cmpuint (count_messages (&bob), ==, 2);

  leave (&bob);
  g_assert_cmpuint (count_messages (&bob), ==, 0);
  tear_down (&bob, NULL);
  leave (self);
  g_assert_cmpuint (count_messages (self), ==, 0);
  g_assert_false (hearth_chat_may_write (hearth_call_get_chat (self->call)));
}

/* A call needs only what is on the list, and nothing else can be had: neither by its name nor by the file it lies in. */
static void
test_plugins (Fixture       *self,
              gconstpointer  data)
{
  const char *const *names = hearth_plugins_get_names (HEARTH_PLUGINS_CALLS);
  const char *const foreign[] = { "theoradec", "souphttpsrc", "videotestsrc", "decodebin3", "matroskademux" };
  g_autoptr (GstPlugin) webrtc = gst_registry_find_plugin (gst_registry_get (), "webrtc");
  g_autofree char *folder = g_path_get_dirname (gst_plugin_get_filename (webrtc));
  g_autofree char *file = g_build_filename (folder, "libgstvideotestsrc.so", NULL);
  g_autolist (GstPlugin) found = NULL;
  g_autoptr (GError) error = NULL;
  Fixture bob = { 0 };

  set_up (&bob, NULL);
  enter (self);
  join (&bob, self);
  wait_until ("the host sees the guest", PATIENCE_MS, sees_other, self);
  wait_until ("the guest sees the host", PATIENCE_MS, sees_other, &bob);

  found = gst_registry_get_plugin_list (gst_registry_get ());
  for (GList *l = found; l != NULL; l = l->next)
    g_assert_true (g_strv_contains (names, gst_plugin_get_name (l->data)));
  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    g_assert_null (gst_element_factory_make (foreign[i], NULL));
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_null (gst_plugin_load_file (file, &error));
  g_assert_error (error, GST_PLUGIN_ERROR, GST_PLUGIN_ERROR_MODULE);

  leave (&bob);
  tear_down (&bob, NULL);
  leave (self);
}

/* The room takes as many as its host prefers. */
static void
test_full (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (Person) bob = NULL;
  Fixture carol = { 0 };

  g_object_set (self->settings, "room-capacity", HEARTH_SETTINGS_CAPACITY_MIN, NULL);
  set_up (&carol, NULL);
  enter (self);
  bob = visit (self->call);
  person_wait_inside (bob);

  join (&carol, self);
  wait_until ("the third is turned away", PATIENCE_MS, has_ended, &carol);
  g_assert_error (carol.error, HEARTH_CALL_ERROR, HEARTH_CALL_ERROR_FULL);
  tear_down (&carol, NULL);

  hearth_room_leave (bob->room);
  wait_until ("Alice is told", PATIENCE_MS, knows_who_left, self);
  leave (self);
}

static gboolean
has_knock (gpointer data)
{
  return g_list_model_get_n_items (hearth_call_get_knocks (data)) > 0;
}

static gboolean
has_no_knock (gpointer data)
{
  return !has_knock (data);
}

static void
answer (HearthCall        *call,
        HearthKnockAnswer  given)
{
  g_autoptr (HearthKnock) knock = g_list_model_get_item (hearth_call_get_knocks (call), 0);

  g_assert_cmpstr (hearth_knock_get_name (knock), ==, "Bob");
  hearth_call_answer_knock (call, hearth_knock_get_id (knock), given);
}

/* Nobody comes in whom the host did not let in, and who goes does not wait. */
static void
test_door (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (Person) refused = NULL;
  g_autoptr (Person) goes = NULL;
  g_autoptr (Person) bob = NULL;
  g_autofree char *old = NULL;

  g_object_set (self->settings, "ask-to-enter", TRUE, NULL);
  enter (self);

  refused = visit (self->call);
  wait_until ("Bob knocks", PATIENCE_MS, has_knock, self->call);
  g_assert_cmpint (hearth_room_get_state (refused->room), ==, HEARTH_ROOM_KNOCKING);
  answer (self->call, HEARTH_KNOCK_DENY);
  person_wait_ended (refused);
  g_assert_error (refused->error, HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_REFUSED);

  goes = visit (self->call);
  wait_until ("another one knocks", PATIENCE_MS, has_knock, self->call);
  hearth_room_leave (goes->room);
  wait_until ("and goes", PATIENCE_MS, has_no_knock, self->call);

  bob = visit (self->call);
  wait_until ("a third one knocks", PATIENCE_MS, has_knock, self->call);
  answer (self->call, HEARTH_KNOCK_ADMIT);
  wait_until ("sound and picture", PATIENCE_MS, gets_sound_and_picture, bob);

  /* The lock and a new link are the host's as well. */
  old = g_strdup (hearth_call_get_link (self->call));
  hearth_call_set_locked (self->call, TRUE);
  g_assert_true (hearth_call_is_locked (self->call));
  hearth_call_renew_link (self->call);
  g_assert_cmpstr (hearth_call_get_link (self->call), !=, old);

  hearth_room_leave (bob->room);
  wait_until ("Alice is told", PATIENCE_MS, knows_who_left, self);
  leave (self);
  g_assert_false (hearth_call_is_locked (self->call));
}

static gboolean
is_muted (gpointer data)
{
  return !hearth_call_get_microphone_on (data);
}

static gboolean
has_been_asked (gpointer data)
{
  return ((Fixture *) data)->asked;
}

static void
on_deed (HearthCall *call,
         HearthDeed *deed,
         Fixture    *self)
{
  if (deed->act.kind == HEARTH_ACT_ASK_TO_UNMUTE && deed->to_self)
    self->asked = TRUE;
}

/* The host takes the guest's voice and picture; what it asks for stays off until the guest says otherwise. */
static void
test_order (Fixture       *self,
            gconstpointer  data)
{
  Fixture bob = { 0 };
  HearthAct act = { .kind = HEARTH_ACT_MUTE };

  set_up (&bob, NULL);
  g_signal_connect (bob.call, "deed", G_CALLBACK (on_deed), &bob);
  enter (self);
  join (&bob, self);
  wait_until ("the host sees the guest", PATIENCE_MS, sees_other, self);
  wait_until ("the guest sees the host", PATIENCE_MS, sees_other, &bob);

  /* What a guest may not do is not done. */
  act.target = hearth_participant_get_id (get_other (&bob));
  g_assert_false (hearth_call_may_act (bob.call, &act, get_other (&bob)));
  hearth_call_act (bob.call, &act);

  act.target = hearth_participant_get_id (get_other (self));
  g_assert_true (hearth_call_may_act (self->call, &act, get_other (self)));
  hearth_call_act (self->call, &act);
  wait_until ("the guest's microphone is off", PATIENCE_MS, is_muted, bob.call);
  act.kind = HEARTH_ACT_STOP_CAMERA;
  hearth_call_act (self->call, &act);
  wait_until ("the host sees the guest no more", PATIENCE_MS, sees_nobody, self);
  act.kind = HEARTH_ACT_ASK_TO_UNMUTE;
  hearth_call_act (self->call, &act);
  wait_until ("the guest is asked", PATIENCE_MS, has_been_asked, &bob);
  run_for (500);
  g_assert_false (hearth_call_get_microphone_on (bob.call));
  g_assert_false (hearth_call_get_camera_on (bob.call));
  g_assert_true (hearth_call_get_microphone_on (self->call));

  act.kind = HEARTH_ACT_REMOVE;
  hearth_call_act (self->call, &act);
  wait_until ("the guest is out", PATIENCE_MS, has_ended, &bob);
  g_assert_error (bob.error, HEARTH_CALL_ERROR, HEARTH_CALL_ERROR_REMOVED);
  tear_down (&bob, NULL);
  leave (self);
}

static gboolean
has_other (gpointer data)
{
  return get_other (data) != NULL;
}

static gboolean
has_camera (gpointer data)
{
  return hearth_call_get_device (data, HEARTH_DEVICE_CAMERA) != NULL;
}

static gboolean
may_not_unmute (gpointer data)
{
  return !hearth_call_may_switch_on (data, HEARTH_DEVICE_MICROPHONE);
}

static gboolean
may_unmute (gpointer data)
{
  return hearth_call_may_switch_on (data, HEARTH_DEVICE_MICROPHONE);
}

/* The host lets nobody unmute by themselves, and asks the guest to. */
static void
mute_and_ask (Fixture *host,
              Fixture *guest)
{
  HearthAct act = { .kind = HEARTH_ACT_SET_SWITCHES, .switches = HEARTH_SWITCHES_ALL & ~HEARTH_SWITCH_UNMUTE };

  hearth_call_act (host->call, &act);
  act.kind = HEARTH_ACT_MUTE;
  act.target = hearth_participant_get_id (get_other (host));
  hearth_call_act (host->call, &act);
  wait_until ("the guest may not unmute", PATIENCE_MS, may_not_unmute, guest->call);
  act.kind = HEARTH_ACT_ASK_TO_UNMUTE;
  hearth_call_act (host->call, &act);
  wait_until ("the guest is asked", PATIENCE_MS, has_been_asked, guest);
  wait_until ("the guest may unmute", PATIENCE_MS, may_unmute, guest->call);
}

/* Who is asked to unmute may once, and that is spent by being heard: whoever has no microphone keeps it. */
static void
test_asked (Fixture       *self,
            gconstpointer  data)
{
  Fixture bob = { 0 };
  gboolean there;

  set_up (&bob, NULL);
  g_signal_connect (bob.call, "deed", G_CALLBACK (on_deed), &bob);
  hearth_call_prepare_create (self->call);
  hearth_call_enter (self->call);
  wait_until ("the room is open", PATIENCE_MS, is_active, self->call);
  join (&bob, self);
  wait_until ("the host knows the guest", PATIENCE_MS, has_other, self);
  wait_until ("the guest knows the host", PATIENCE_MS, has_other, &bob);
  wait_until ("the devices are listed", PATIENCE_MS, data == NULL ? has_devices : has_camera, bob.call);
  mute_and_ask (self, &bob);

  there = hearth_call_get_device (bob.call, HEARTH_DEVICE_MICROPHONE) != NULL;
  g_assert_true (there == (data == NULL));
  hearth_call_set_microphone_on (bob.call, TRUE);
  g_assert_true (hearth_call_get_microphone_on (bob.call) == there);
  g_assert_true (may_unmute (bob.call) == !there);

  hearth_call_leave (bob.call);
  wait_until ("the guest is out", PATIENCE_MS, has_ended, &bob);
  tear_down (&bob, NULL);
  hearth_call_leave (self->call);
  wait_until ("it is over", PATIENCE_MS, has_ended, self);
}

/* Another link while one looks at oneself in the lobby must not switch on what was switched off there. */
static void
test_link_switches_nothing_on (Fixture       *self,
                               gconstpointer  data)
{
  g_autoptr (HearthIdentity) identity = hearth_identity_generate ();
  g_autoptr (HearthInvitation) invitation = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *link = NULL;

  invitation = hearth_invitation_new ("http://127.0.0.1:1", hearth_identity_get_public_key (identity), NULL);
  link = hearth_invitation_to_link (invitation);
  hearth_call_prepare_create (self->call);
  wait_until ("the devices are listed", PATIENCE_MS, has_devices, self->call);
  hearth_call_set_preview (self->call, TRUE);
  hearth_call_set_camera_on (self->call, FALSE);
  hearth_call_set_microphone_on (self->call, FALSE);

  g_assert_true (hearth_call_prepare_join (self->call, link, &error));
  g_assert_no_error (error);
  g_assert_false (hearth_call_is_hosting (self->call));
  g_assert_false (hearth_call_get_camera_on (self->call));
  g_assert_false (hearth_call_get_microphone_on (self->call));
}

static void
assert_cannot_join (Fixture         *self,
                    const char      *link,
                    HearthCallError  code)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hearth_call_prepare_join (self->call, link, &error));
  g_assert_no_error (error);
  hearth_call_enter (self->call);
  wait_until ("the attempt ends", PATIENCE_MS, has_ended, self);
  g_assert_error (self->error, HEARTH_CALL_ERROR, (int) code);
  self->ended = FALSE;
  g_clear_error (&self->error);
}

static void
test_errors (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (HearthInvitation) nowhere = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *gone_link = NULL;
  g_autofree char *nowhere_link = NULL;
  House house = { 0 };

  g_assert_false (hearth_call_prepare_join (self->call, "https://example.org/", &error));
  g_assert_error (error, HEARTH_CALL_ERROR, HEARTH_CALL_ERROR_LINK);
  g_assert_cmpint (hearth_call_get_state (self->call), ==, HEARTH_CALL_IDLE);

  house_set_up (&house, NULL);
  gone_link = hearth_invitation_to_link (house.invitation);
  assert_cannot_join (self, gone_link, HEARTH_CALL_ERROR_NO_SUCH_ROOM);

  nowhere = hearth_invitation_new ("http://127.0.0.1:1", hearth_identity_get_public_key (house.host_identity), NULL);
  nowhere_link = hearth_invitation_to_link (nowhere);
  assert_cannot_join (self, nowhere_link, HEARTH_CALL_ERROR_SERVER);
  house_tear_down (&house, NULL);
}

int
main (int    argc,
      char **argv)
{
  hearth_plugins_restrict (HEARTH_PLUGINS_CALLS);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

#define ADD(path, func) g_test_add ("/call/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("hosting", test_hosting);
  ADD ("hidden", test_hidden);
  ADD ("network", test_network);
  ADD ("chat", test_chat);
  ADD ("plugins", test_plugins);
  ADD ("full", test_full);
  ADD ("door", test_door);
  ADD ("order", test_order);
  ADD ("asked", test_asked);
  ADD ("link-switches-nothing-on", test_link_switches_nothing_on);
  ADD ("errors", test_errors);
#undef ADD
  g_test_add ("/call-without-microphone/asked", Fixture, "none", set_up, test_asked, tear_down);

  return g_test_run ();
}
