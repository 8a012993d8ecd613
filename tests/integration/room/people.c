/* People in one process who meet in a room: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "people.h"

#include "libnice-warnings.h"

#include "room/track-id.h"

/* Nothing here takes a tenth of this on a machine with something else to do. On one that has far too much to do the first packets of
 * a data channel get lost, and usrsctp sends them again after 3, 9 and 21 seconds. */
#define PATIENCE_MS 45000

#define ENOUGH_PACKETS 10

/* Leaving takes 150 ms and what closing connections takes, which on a computer with much to do are seconds. */
#define LEAVE_US (10 * G_USEC_PER_SEC)

/* The SSRC of somebody's smallest picture, less that of their voice. */
#define FIRST_LAYER 1

/* The same of the screen that they share, behind the largest picture, and in how many sizes it is shared. */
#define FIRST_SHARE_LAYER (FIRST_LAYER + HEARTH_LIMIT_VIDEO_LAYERS)
#define N_SHARE_LAYERS 2

/* And of what their computer plays. */
#define SOUND (FIRST_SHARE_LAYER + N_SHARE_LAYERS)

/* --- Waiting ------------------------------------------------------------------------------------------------------------ */

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

guint
wait_until (const char *what,
            guint       milliseconds,
            Condition   condition,
            gpointer    data)
{
  gint64 began_at = g_get_monotonic_time ();
  guint tick = g_timeout_add (10, on_tick, NULL);

  while (!condition (data))
    {
      if (g_get_monotonic_time () - began_at > (gint64) milliseconds * 1000)
        g_error ("Waited %u ms in vain: %s", milliseconds, what);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (tick);

  return (g_get_monotonic_time () - began_at) / 1000;
}

typedef struct
{
  LayeredGenerator *generator;
  guint wanted;
} Encoding;

static gboolean
encodes (gpointer data)
{
  const Encoding *encoding = data;

  return layered_generator_get_wanted (encoding->generator) == encoding->wanted;
}

void
wait_wanted (LayeredGenerator *generator,
             guint             wanted,
             guint             milliseconds)
{
  Encoding encoding = { generator, wanted };

  wait_until ("these layers are wanted", milliseconds, encodes, &encoding);
}

static gboolean
is_over (gpointer data)
{
  return g_get_monotonic_time () >= *(gint64 *) data;
}

void
run_for (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) milliseconds * 1000;

  wait_until ("time passes", milliseconds + PATIENCE_MS, is_over, &end);
}

/* --- The house ---------------------------------------------------------------------------------------------------------- */

void
house_start_server (House *self)
{
  const HearthSignallingServerConfig config = {
    .loop = HEARTH_SIGNALLING_LOOP_GLIB,
    .address = "127.0.0.1",
    .port = self->port,
  };
  g_autoptr (GError) error = NULL;

  self->server = hearth_signalling_server_new (&config, &error);
  g_assert_no_error (error);
  self->port = hearth_signalling_server_get_port (self->server);
}

void
house_stop_server (House *self)
{
  g_clear_pointer (&self->server, hearth_signalling_server_free);
}

void
house_set_up (House         *self,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  libnice_warnings_allow ();
  house_start_server (self);
  self->address = g_strdup_printf ("http://127.0.0.1:%u", self->port);
  self->host_identity = hearth_identity_generate ();
  self->invitation = hearth_invitation_new (self->address, hearth_identity_get_public_key (self->host_identity), &error);
  g_assert_no_error (error);
}

void
house_tear_down (House         *self,
                 gconstpointer  data)
{
  house_stop_server (self);
  g_clear_pointer (&self->invitation, hearth_invitation_unref);
  g_clear_pointer (&self->host_identity, hearth_identity_unref);
  g_free (self->address);

  /* The farewells of the sockets end here. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* --- People ------------------------------------------------------------------------------------------------------------- */

/* Takes a counter off the source that it counts. */
static void
counter_free (gpointer data)
{
  RtpCounter *counter = data;

  hearth_rtp_source_remove_sink (g_object_get_data (G_OBJECT (counter), "source"), HEARTH_RTP_SINK (counter));
  g_object_unref (counter);
}

static void
count (Person          *self,
       HearthMember    *member,
       const char      *kind,
       HearthRtpSource *source)
{
  g_autofree char *key = g_strdup_printf ("%s/%s", hearth_member_get_name (member), kind);
  RtpCounter *counter = g_hash_table_lookup (self->counters, key);
  HearthRtpSource *counted = counter != NULL ? g_object_get_data (G_OBJECT (counter), "source") : NULL;

  if (counted == source)
    return;

  g_hash_table_remove (self->counters, key);
  if (source != NULL)
    {
      counter = rtp_counter_new (NULL);
      g_object_set_data_full (G_OBJECT (counter), "source", g_object_ref (source), g_object_unref);
      hearth_rtp_source_add_sink (source, HEARTH_RTP_SINK (counter));
      g_hash_table_replace (self->counters, g_steal_pointer (&key), counter);
    }
}

static void
on_sources_changed (HearthMember *member,
                    Person       *self)
{
  count (self, member, "audio", hearth_member_get_audio (member));
  count (self, member, "video", hearth_member_get_video (member));
  count (self, member, "share", hearth_member_get_share (member));
  count (self, member, "sound", hearth_member_get_sound (member));
}

static void
on_members_changed (GListModel *members,
                    guint       position,
                    guint       n_removed,
                    guint       n_added,
                    Person     *self)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (HearthMember) member = g_list_model_get_item (members, i);

      g_signal_connect (member, "sources-changed", G_CALLBACK (on_sources_changed), self);
      on_sources_changed (member, self);
    }
}

static void
on_ended (HearthRoom   *room,
          const GError *error,
          Person       *self)
{
  g_assert_false (self->ended);
  g_assert_cmpint (hearth_room_get_state (room), ==, HEARTH_ROOM_LEFT);
  self->ended = TRUE;
  self->ended_at = g_get_monotonic_time ();
  self->error = error != NULL ? g_error_copy (error) : NULL;
}

static void
on_server_changed (HearthRoom *room,
                   Person     *self)
{
  self->n_server_changes++;
}

static Person *
person_new (HearthRoom *room,
            const char *name,
            gboolean    sends)
{
  Person *self = g_new0 (Person, 1);
  HearthLocalSources sources = { 0 };

  self->room = room;
  self->name = g_strdup (name);
  self->ssrc = g_str_hash (name) & ~0xfu;
  self->counters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, counter_free);
  if (sends)
    {
      self->audio = rtp_generator_new (FALSE, self->ssrc, 0);
      self->video = layered_generator_new (self->ssrc + FIRST_LAYER, HEARTH_LIMIT_VIDEO_LAYERS);
      self->share = layered_generator_new (self->ssrc + FIRST_SHARE_LAYER, 0);
      self->sound = rtp_generator_new (FALSE, self->ssrc + SOUND, 0);
      sources.voice = HEARTH_RTP_SOURCE (self->audio);
      sources.sound = HEARTH_RTP_SOURCE (self->sound);
      sources.pictures[HEARTH_PICTURE_CAMERA] = HEARTH_LAYERED_SOURCE (self->video);
      sources.pictures[HEARTH_PICTURE_SHARE] = HEARTH_LAYERED_SOURCE (self->share);
    }
  hearth_room_set_local (room, &sources);
  hearth_room_set_local_state (room, sends, sends, FALSE, FALSE, FALSE);

  g_signal_connect (room, "ended", G_CALLBACK (on_ended), self);
  g_signal_connect (room, "server-changed", G_CALLBACK (on_server_changed), self);
  g_signal_connect (hearth_room_get_members (room), "items-changed", G_CALLBACK (on_members_changed), self);
  hearth_room_enter (room);

  return self;
}

Person *
person_host (House          *house,
             HearthIdentity *identity,
             const char     *name,
             gboolean        sends)
{
  HearthConnectionConfig config = { 0 };
  g_autoptr (HearthHostSocket) socket = NULL;
  g_autoptr (GError) error = NULL;
  HearthRoomHost *room;

  if (!house->libnice)
    {
      socket = hearth_host_socket_new (0, &error);
      g_assert_no_error (error);
      config.socket = socket;
    }
  room = hearth_room_host_new (house->address, house->invitation, identity != NULL ? identity : house->host_identity, &config,
                               name, "blue");

  return person_new (HEARTH_ROOM (room), name, sends);
}

Person *
person_visit (House          *house,
              HearthIdentity *identity,
              const char     *name,
              gboolean        sends)
{
  g_autoptr (HearthIdentity) own = identity != NULL ? hearth_identity_ref (identity) : hearth_identity_generate ();
  HearthRoomGuest *room = hearth_room_guest_new (house->invitation, own, &house->guests, name, "green");

  return person_new (HEARTH_ROOM (room), name, sends);
}

/* What a test must not hold any more when it looks whether the room lets go of everything. */
static void
let_go (Person *self)
{
  GListModel *members;

  if (self->let_go)
    return;

  self->let_go = TRUE;
  members = hearth_room_get_members (self->room);

  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (HearthMember) member = g_list_model_get_item (members, i);

      g_signal_handlers_disconnect_by_data (member, self);
    }
  g_signal_handlers_disconnect_by_data (members, self);
  g_signal_handlers_disconnect_by_data (self->room, self);
  g_hash_table_remove_all (self->counters);
}

void
person_vanish (Person *self)
{
  let_go (self);
  g_object_run_dispose (G_OBJECT (self->room));
  self->ended = TRUE;
}

static void
free_generators (Person *self)
{
  if (self->audio == NULL)
    return;

  rtp_generator_stop (self->audio);
  rtp_generator_stop (self->sound);
  layered_generator_stop (self->video);
  layered_generator_stop (self->share);
  g_assert_finalize_object (self->audio);
  g_assert_finalize_object (self->sound);
  g_assert_finalize_object (self->video);
  g_assert_finalize_object (self->share);
}

void
person_free (Person *self)
{
  if (!self->ended)
    {
      gint64 began_at = g_get_monotonic_time ();

      hearth_room_leave (self->room);
      person_wait_ended (self);
      g_assert_cmpint (self->ended_at - began_at, <, LEAVE_US);
    }
  let_go (self);
  g_hash_table_unref (self->counters);

  /* What was posted to the loop, and guests that are closed a turn later. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->room);
  free_generators (self);
  g_clear_error (&self->error);
  g_free (self->name);
  g_free (self);
}

static gboolean
is_inside (gpointer data)
{
  Person *self = data;

  if (self->error != NULL)
    g_error ("%s is thrown out: %s", self->name, self->error->message);

  return hearth_room_get_state (self->room) == HEARTH_ROOM_INSIDE;
}

void
person_wait_inside (Person *self)
{
  wait_until ("to be inside", PATIENCE_MS, is_inside, self);
}

static gboolean
is_told (gpointer data)
{
  return hearth_room_get_host_name (((Person *) data)->room) != NULL;
}

void
person_wait_told (Person *self)
{
  wait_until ("to be told who is there", PATIENCE_MS, is_told, self);
}

static gboolean
has_ended (gpointer data)
{
  return ((Person *) data)->ended;
}

guint
person_wait_ended (Person *self)
{
  return wait_until ("to be outside", PATIENCE_MS, has_ended, self);
}

typedef struct
{
  Person *person;
  guint n;
} MembersWanted;

static gboolean
has_members (gpointer data)
{
  const MembersWanted *wanted = data;

  return g_list_model_get_n_items (hearth_room_get_members (wanted->person->room)) == wanted->n;
}

guint
person_wait_members (Person *self,
                     guint   n)
{
  MembersWanted wanted = { self, n };

  return wait_until ("others come or go", PATIENCE_MS, has_members, &wanted);
}

HearthMember *
person_find (Person     *self,
             const char *name)
{
  GListModel *members = hearth_room_get_members (self->room);

  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (HearthMember) member = g_list_model_get_item (members, i);

      if (g_strcmp0 (hearth_member_get_name (member), name) == 0)
        return member;
    }

  return NULL;
}

RtpCounter *
person_get_counter (Person     *self,
                    Person     *other,
                    const char *kind)
{
  g_autofree char *key = g_strdup_printf ("%s/%s", other->name, kind);

  return g_hash_table_lookup (self->counters, key);
}

int
person_get_layer_seen (Person *self,
                       Person *other)
{
  RtpCounter *counter = person_get_counter (self, other, "video");
  guint32 layer;

  if (counter == NULL || rtp_counter_get_n (counter) == 0)
    return -1;

  layer = rtp_counter_get_mark (counter) - other->ssrc - FIRST_LAYER;
  g_assert_cmpuint (layer, <, HEARTH_LIMIT_VIDEO_LAYERS);

  return (int) layer;
}

void
person_share (Person   *self,
              gboolean  sharing)
{
  layered_generator_set_n_layers (self->share, sharing ? N_SHARE_LAYERS : 0);
  hearth_room_set_local_state (self->room, TRUE, TRUE, sharing, FALSE, FALSE);
}

void
person_share_sound (Person   *self,
                    gboolean  sound,
                    gboolean  paused)
{
  layered_generator_set_n_layers (self->share, N_SHARE_LAYERS);
  hearth_room_set_local_state (self->room, TRUE, TRUE, TRUE, paused, sound);
}

guint32
person_get_sound_mark (Person *self)
{
  return self->ssrc + SOUND;
}

gboolean
person_sees_share (Person *self,
                   Person *other)
{
  RtpCounter *counter = person_get_counter (self, other, "share");

  if (counter == NULL || rtp_counter_get_n (counter) == 0)
    return FALSE;

  g_assert_cmpuint (rtp_counter_get_mark (counter) - other->ssrc - FIRST_SHARE_LAYER, <, N_SHARE_LAYERS);

  return TRUE;
}

typedef struct
{
  Person *person;
  Person *other;
  const char *kind;
} Hearing;

static gboolean
hears (gpointer data)
{
  const Hearing *hearing = data;
  RtpCounter *counter = person_get_counter (hearing->person, hearing->other, hearing->kind);

  return counter != NULL && rtp_counter_get_n (counter) >= ENOUGH_PACKETS;
}

void
person_wait_hears (Person *self,
                   Person *other)
{
  Hearing sound = { self, other, "audio" };
  Hearing picture = { self, other, "video" };

  wait_until ("sound", PATIENCE_MS, hears, &sound);
  wait_until ("picture", PATIENCE_MS, hears, &picture);
  g_assert_cmpuint (rtp_counter_get_mark (person_get_counter (self, other, "audio")), ==, other->ssrc);
  g_assert_cmpint (person_get_layer_seen (self, other), >=, 0);
}
