/* A room that this computer hosts: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/room-host.h"

#include "base/limits.h"
#include "base/main-thread.h"
#include "room/gathering.h"
#include "room/relays.h"
#include "room/room-error.h"
#include "room/server-link.h"

/* The server answers an OPEN at once; connecting to it has a deadline of its own. */
#define OPEN_SECONDS 10

/* How long the goodbyes have to get out before everything is closed. */
#define LINGER_MS 150

struct _HearthRoomHost
{
  GObject parent_instance;

  HearthInvitation *invitation;
  HearthIdentity *identity;
  HearthMemberState *self_state; /* this person, as the roster shows them */
  HearthGathering *gathering;
  HearthDoor *door;
  HearthRelays *relays;
  HearthNetworkWatch *network;
  HearthHostSocket *socket; /* nullable */

  HearthRoomState state;
  HearthServerLink *server;
  gboolean server_there;
  char *token;

  guint deadline_source;
  guint linger_source;
};

static void room_iface_init (HearthRoomInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthRoomHost, hearth_room_host, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_ROOM, room_iface_init))

static void
set_state (HearthRoomHost  *self,
           HearthRoomState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_signal_emit_by_name (self, "state-changed");
}

static void
set_server_there (HearthRoomHost *self,
                  gboolean        there)
{
  if (self->server_there == there)
    return;

  self->server_there = there;
  g_signal_emit_by_name (self, "server-changed");
}

/* Lets go of network, guests and timers; what a caller may still ask for stays. */
static void
close_everything (HearthRoomHost *self)
{
  g_clear_handle_id (&self->deadline_source, g_source_remove);
  g_clear_handle_id (&self->linger_source, g_source_remove);
  if (self->relays != NULL)
    hearth_relays_close (self->relays);
  if (self->network != NULL)
    hearth_network_watch_close (self->network);
  hearth_gathering_close (self->gathering);
  if (self->server != NULL)
    hearth_server_link_close (self->server);
  self->server_there = FALSE;
}

static void
end (HearthRoomHost *self,
     const GError   *error)
{
  if (self->state == HEARTH_ROOM_LEFT)
    return;

  close_everything (self);
  set_state (self, HEARTH_ROOM_LEFT);
  g_signal_emit_by_name (self, "ended", error);
}

/* --- The others --------------------------------------------------------------------------------------------------------- */

static void
on_door_envelope (HearthDoor     *door,
                  HearthEnvelope *envelope,
                  HearthRoomHost *self)
{
  /* Without a server the path's next attempt says it again. */
  (void) hearth_server_link_send (self->server, envelope);
}

static void
on_turned_away (HearthRoomHost *self)
{
  g_signal_emit_by_name (self, "turned-away");
}

static void
on_link_changed (HearthRoomHost *self)
{
  if (self->state == HEARTH_ROOM_INSIDE)
    g_signal_emit_by_name (self, "link-changed");
}

static void
on_active_changed (HearthGathering *gathering,
                   HearthRoomHost  *self)
{
  g_signal_emit_by_name (self, "active-speaker-changed");
}

/* --- The server --------------------------------------------------------------------------------------------------------- */

static void
on_open_deadline (gpointer user_data)
{
  g_autoptr (HearthRoomHost) self = g_object_ref (HEARTH_ROOM_HOST (user_data));
  g_autoptr (GError) error = NULL;

  self->deadline_source = 0;
  g_set_error_literal (&error, HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_TIMEOUT, "The server does not open the room");
  end (self, error);
}

static void
on_server_connected (HearthServerLink *server,
                     HearthRoomHost   *self)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_OPEN);

  envelope->room = g_strdup (hearth_invitation_get_room (self->invitation));
  envelope->token = g_strdup (self->token);
  (void) hearth_server_link_send (server, envelope);

  if (self->state == HEARTH_ROOM_ENTERING && self->deadline_source == 0)
    self->deadline_source = g_timeout_add_seconds_once (OPEN_SECONDS, on_open_deadline, self);
}

static void
receive_opened (HearthRoomHost       *self,
                const HearthEnvelope *envelope)
{
  GPtrArray *guests = hearth_gathering_get_guests (self->gathering);

  g_clear_handle_id (&self->deadline_source, g_source_remove);
  g_set_str (&self->token, envelope->token);
  hearth_server_link_settle (self->server);
  hearth_door_reopen (self->door);

  set_server_there (self, TRUE);
  set_state (self, HEARTH_ROOM_INSIDE);

  /* What was waiting for the server can go on. */
  for (guint i = 0; i < guests->len; i++)
    hearth_guest_link_start (g_ptr_array_index (guests, i));
}

/* While the room lives a refusal means that the server has not yet noticed that the old socket is dead: again. */
static void
receive_denial (HearthRoomHost       *self,
                const HearthEnvelope *envelope)
{
  g_autoptr (GError) error = hearth_room_error_new_denied (envelope->reason);

  if (self->state == HEARTH_ROOM_ENTERING)
    {
      end (self, error);
      return;
    }

  hearth_server_link_restart (self->server);
  set_server_there (self, FALSE);
}

static void
on_server_envelope (HearthServerLink *server,
                    HearthEnvelope   *envelope,
                    HearthRoomHost   *self)
{
  HearthGuestLink *guest;

  switch (envelope->type)
    {
    case HEARTH_ENVELOPE_OPENED:
      receive_opened (self, envelope);
      break;
    case HEARTH_ENVELOPE_KNOCK:
      if (self->state == HEARTH_ROOM_INSIDE && envelope->from != NULL && envelope->payload != NULL)
        hearth_door_knock (self->door, envelope);
      break;
    case HEARTH_ENVELOPE_RELAY:
      guest = hearth_gathering_find_address (self->gathering, envelope->from);
      if (guest != NULL && envelope->payload != NULL)
        hearth_guest_link_receive (guest, envelope->payload);
      break;
    case HEARTH_ENVELOPE_LEAVE:
      guest = hearth_gathering_find_address (self->gathering, envelope->from);
      if (guest != NULL)
        hearth_guest_link_leave_server (guest);
      else
        hearth_door_leave (self->door, envelope->from);
      break;
    case HEARTH_ENVELOPE_DENY:
    case HEARTH_ENVELOPE_ERROR:
      receive_denial (self, envelope);
      break;
    case HEARTH_ENVELOPE_OPEN:
    case HEARTH_ENVELOPE_ADMIT:
    case HEARTH_ENVELOPE_HOST_AWAY:
    case HEARTH_ENVELOPE_HOST_BACK:
    case HEARTH_ENVELOPE_HOST_GONE:
    default:
      break;
    }
}

static void
on_server_lost (HearthServerLink *server,
                const GError     *error,
                HearthRoomHost   *self)
{
  g_debug ("The host's line to the server: %s", error->message);
  if (self->state == HEARTH_ROOM_ENTERING)
    end (self, error);
  else
    set_server_there (self, FALSE);
}

/* --- HearthRoom --------------------------------------------------------------------------------------------------------- */

static void
enter (HearthRoom *room)
{
  HearthRoomHost *self = HEARTH_ROOM_HOST (room);

  g_return_if_fail (self->state == HEARTH_ROOM_OUTSIDE);

  set_state (self, HEARTH_ROOM_ENTERING);
  hearth_server_link_start (self->server);
}

static void
on_lingered (gpointer user_data)
{
  g_autoptr (HearthRoomHost) self = g_object_ref (HEARTH_ROOM_HOST (user_data));

  self->linger_source = 0;
  end (self, NULL);
}

static void
leave (HearthRoom *room)
{
  HearthRoomHost *self = HEARTH_ROOM_HOST (room);
  GPtrArray *guests = hearth_gathering_get_guests (self->gathering);
  g_autoptr (HearthControlMessage) bye = hearth_control_message_new (HEARTH_CONTROL_BYE);
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_LEAVE);

  if (self->state == HEARTH_ROOM_LEFT || self->linger_source != 0)
    return;

  /* Twice, because either way may be the one that is broken: the server tells everybody that the room has ended. */
  for (guint i = 0; i < guests->len; i++)
    (void) hearth_guest_link_send (g_ptr_array_index (guests, i), bye);
  (void) hearth_server_link_send (self->server, envelope);

  self->linger_source = g_timeout_add_once (guests->len > 0 ? LINGER_MS : 0, on_lingered, self);
}

static HearthRoomState
get_state (HearthRoom *room)
{
  return HEARTH_ROOM_HOST (room)->state;
}

static GListModel *
get_members (HearthRoom *room)
{
  return hearth_gathering_get_members (HEARTH_ROOM_HOST (room)->gathering);
}

static const char *
get_host_name (HearthRoom *room)
{
  return hearth_gathering_get_host (HEARTH_ROOM_HOST (room)->gathering)->name;
}

static const char *
get_link (HearthRoom *room)
{
  HearthRoomHost *self = HEARTH_ROOM_HOST (room);

  return self->state == HEARTH_ROOM_INSIDE ? hearth_door_book_get_link (hearth_door_get_book (self->door)) : NULL;
}

static gboolean
is_server_there (HearthRoom *room)
{
  return HEARTH_ROOM_HOST (room)->server_there;
}

static void
set_local (HearthRoom               *room,
           const HearthLocalSources *sources)
{
  HearthRoomHost *self = HEARTH_ROOM_HOST (room);

  hearth_gathering_set_local (self->gathering, sources);
  hearth_gathering_set_host (self->gathering, self->self_state);
}

static void
set_local_state (HearthRoom *room,
                 gboolean    microphone_on,
                 gboolean    camera_on,
                 gboolean    sharing,
                 gboolean    share_paused,
                 gboolean    share_sound)
{
  HearthRoomHost *self = HEARTH_ROOM_HOST (room);

  self->self_state->microphone_on = microphone_on;
  self->self_state->camera_on = camera_on;
  self->self_state->sharing = sharing;
  self->self_state->share_paused = share_paused;
  self->self_state->share_sound = share_sound;
  hearth_gathering_set_host (self->gathering, self->self_state);
}

static void
set_profile (HearthRoom *room,
             const char *name,
             const char *colour)
{
  HearthRoomHost *self = HEARTH_ROOM_HOST (room);
  gboolean renamed = g_set_str (&self->self_state->name, name);

  g_set_str (&self->self_state->colour, colour);
  hearth_gathering_set_host (self->gathering, self->self_state);
  if (renamed)
    g_signal_emit_by_name (self, "host-changed");
}

static void
show (HearthRoom        *room,
      const char        *member_id,
      HearthPictureKind  kind,
      guint              width,
      guint              height,
      gboolean           pinned)
{
  hearth_gathering_show (HEARTH_ROOM_HOST (room)->gathering, member_id, kind, width, height, pinned);
}

static HearthMember *
get_active_speaker (HearthRoom *room)
{
  return hearth_gathering_get_active (HEARTH_ROOM_HOST (room)->gathering);
}

static void
act (HearthRoom      *room,
     const HearthAct *what)
{
  hearth_relays_act (HEARTH_ROOM_HOST (room)->relays, what);
}

static HearthRoomParts
get_parts (HearthRoom *room)
{
  HearthRoomHost *self = HEARTH_ROOM_HOST (room);
  HearthRoomParts parts = hearth_relays_get_parts (self->relays);

  parts.network = self->network;

  return parts;
}

static void
room_iface_init (HearthRoomInterface *iface)
{
  iface->enter = enter;
  iface->leave = leave;
  iface->get_state = get_state;
  iface->get_members = get_members;
  iface->get_host_name = get_host_name;
  iface->get_link = get_link;
  iface->is_server_there = is_server_there;
  iface->set_local = set_local;
  iface->set_local_state = set_local_state;
  iface->set_profile = set_profile;
  iface->show = show;
  iface->get_active_speaker = get_active_speaker;
  iface->act = act;
  iface->get_parts = get_parts;
}

static void
hearth_room_host_dispose (GObject *object)
{
  HearthRoomHost *self = HEARTH_ROOM_HOST (object);

  close_everything (self);
  g_clear_object (&self->server);

  G_OBJECT_CLASS (hearth_room_host_parent_class)->dispose (object);
}

static void
hearth_room_host_finalize (GObject *object)
{
  HearthRoomHost *self = HEARTH_ROOM_HOST (object);

  g_clear_object (&self->network);
  g_clear_object (&self->relays);
  g_clear_object (&self->door);
  g_clear_object (&self->gathering);
  g_clear_object (&self->socket);
  g_clear_pointer (&self->invitation, hearth_invitation_unref);
  g_clear_pointer (&self->identity, hearth_identity_unref);
  g_clear_pointer (&self->self_state, hearth_member_state_free);
  g_free (self->token);

  G_OBJECT_CLASS (hearth_room_host_parent_class)->finalize (object);
}

static void
hearth_room_host_class_init (HearthRoomHostClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_room_host_dispose;
  object_class->finalize = hearth_room_host_finalize;

  g_signal_new ("turned-away", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_room_host_init (HearthRoomHost *self)
{
  self->gathering = hearth_gathering_new ();
  self->self_state = hearth_member_state_new ();
}

HearthRoomHost *
hearth_room_host_new (const char                   *server,
                      HearthInvitation             *invitation,
                      HearthIdentity               *identity,
                      const HearthConnectionConfig *config,
                      const char                   *name,
                      const char                   *colour)
{
  HearthRoomHost *self;

  g_return_val_if_fail (server != NULL && name != NULL && colour != NULL, NULL);
  g_return_val_if_fail (invitation != NULL && identity != NULL && config != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_ROOM_HOST, NULL);
  self->invitation = hearth_invitation_ref (invitation);
  self->identity = hearth_identity_ref (identity);
  self->self_state->name = g_strdup (name);
  self->self_state->colour = g_strdup (colour);

  hearth_gathering_set_host (self->gathering, self->self_state);
  g_set_object (&self->socket, config->socket);
  self->door = hearth_door_new (invitation, identity, config, self->gathering);
  g_signal_connect_object (self->door, "envelope", G_CALLBACK (on_door_envelope), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->door, "turned-away", G_CALLBACK (on_turned_away), self, G_CONNECT_SWAPPED);
  self->relays = hearth_relays_new (self->gathering, self->door, identity, hearth_invitation_get_room (invitation));
  self->network = hearth_network_watch_new_host (self->gathering);
  g_signal_connect_object (hearth_door_get_book (self->door), "link-changed", G_CALLBACK (on_link_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->gathering, "active-changed", G_CALLBACK (on_active_changed), self, G_CONNECT_DEFAULT);

  self->server = hearth_server_link_new (server);
  g_signal_connect_object (self->server, "connected", G_CALLBACK (on_server_connected), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->server, "envelope", G_CALLBACK (on_server_envelope), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->server, "lost", G_CALLBACK (on_server_lost), self, G_CONNECT_DEFAULT);

  return self;
}

void
hearth_room_host_set_capacity (HearthRoomHost *self,
                               guint           people)
{
  g_return_if_fail (HEARTH_IS_ROOM_HOST (self));

  hearth_door_set_capacity (self->door, people);
}

HearthDoor *
hearth_room_host_get_door (HearthRoomHost *self)
{
  g_return_val_if_fail (HEARTH_IS_ROOM_HOST (self), NULL);

  return self->door;
}

const char *
hearth_room_host_get_token (HearthRoomHost *self)
{
  g_return_val_if_fail (HEARTH_IS_ROOM_HOST (self), NULL);

  return self->token;
}

void
hearth_room_host_set_token (HearthRoomHost *self,
                            const char     *token)
{
  g_return_if_fail (HEARTH_IS_ROOM_HOST (self));
  g_return_if_fail (self->state == HEARTH_ROOM_OUTSIDE);

  g_set_str (&self->token, token);
}

void
hearth_room_host_get_stats (HearthRoomHost      *self,
                            HearthRoomHostStats *stats)
{
  GPtrArray *guests;
  HearthFeedStats feeds;

  g_return_if_fail (HEARTH_IS_ROOM_HOST (self));
  g_return_if_fail (stats != NULL);

  guests = hearth_gathering_get_guests (self->gathering);
  hearth_gathering_get_stats (self->gathering, &feeds);
  *stats = (HearthRoomHostStats){
    .forwarded_packets = feeds.forwarded,
    .dropped_packets = feeds.dropped,
    .people = guests->len,
    .streams = feeds.streams,
    .has_socket = self->socket != NULL,
  };
  for (guint i = 0; i < guests->len; i++)
    stats->connections += hearth_guest_link_count_connections (g_ptr_array_index (guests, i));
  if (self->socket != NULL)
    hearth_host_socket_get_stats (self->socket, &stats->socket);
}
