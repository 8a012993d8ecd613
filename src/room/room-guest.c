/* A room that this computer visits: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/room-guest.h"

#include "base/limits.h"
#include "base/main-thread.h"
#include "room/greeting.h"
#include "room/host-link.h"
#include "room/room-error.h"
#include "room/server-link.h"

/* How long somebody may stand before the door: a person has to look up and decide. */
#define KNOCK_SECONDS 120

/* How long the goodbye has to get out before everything is closed. */
#define LINGER_MS 150

/* A server that says nothing for so long while the path is lost sits behind the same dead network: its line is made anew. */
#define SERVER_SILENT_US (3 * G_USEC_PER_SEC)

struct _HearthRoomGuest
{
  GObject parent_instance;

  HearthInvitation *invitation;
  HearthIdentity *identity;
  char *link;
  HearthMemberState *self_state; /* this person, as the host is told */

  HearthRoomState state;
  HearthServerLink *server;
  gboolean server_there;         /* this connection is admitted, and the host's is there */
  HearthTrustSession *knocking;  /* of the knock that waits for an answer */
  gint64 busy_since;             /* µs monotonic: told at the door that too many knock; 0: never */
  gint64 server_heard_at;        /* µs monotonic: it said something, or its line was made anew */
  HearthNetworkWatch *network;
  HearthHostLink *host;

  guint deadline_source;
  guint check_source;
  guint linger_source;
};

static void room_iface_init (HearthRoomInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthRoomGuest, hearth_room_guest, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_ROOM, room_iface_init))

static gboolean
is_admitted (HearthRoomGuest *self)
{
  return self->state == HEARTH_ROOM_INSIDE || self->state == HEARTH_ROOM_RECONNECTING;
}

static void
set_state (HearthRoomGuest *self,
           HearthRoomState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_signal_emit_by_name (self, "state-changed");
}

static void
set_server_there (HearthRoomGuest *self,
                  gboolean         there)
{
  if (self->server_there == there)
    return;

  self->server_there = there;
  g_signal_emit_by_name (self, "server-changed");
}

static void
close_everything (HearthRoomGuest *self)
{
  g_clear_handle_id (&self->deadline_source, g_source_remove);
  g_clear_handle_id (&self->check_source, g_source_remove);
  g_clear_handle_id (&self->linger_source, g_source_remove);
  if (self->network != NULL)
    hearth_network_watch_close (self->network);
  if (self->host != NULL)
    hearth_host_link_close (self->host);
  if (self->server != NULL)
    hearth_server_link_close (self->server);
  self->server_there = FALSE;
}

static void
end (HearthRoomGuest *self,
     const GError    *error)
{
  if (self->state == HEARTH_ROOM_LEFT)
    return;

  close_everything (self);
  set_state (self, HEARTH_ROOM_LEFT);
  g_signal_emit_by_name (self, "ended", error);
}

static void
end_because (HearthRoomGuest *self,
             HearthRoomError  code,
             const char      *message)
{
  g_autoptr (GError) error = g_error_new_literal (HEARTH_ROOM_ERROR, code, message);

  end (self, error);
}

/* --- The host ----------------------------------------------------------------------------------------------------------- */

static void
on_host_relay (HearthHostLink  *host,
               const char      *text,
               HearthRoomGuest *self)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_RELAY);

  /* Who still waits at the door may say nothing through the server, which closes on whoever does. */
  if (self->knocking != NULL)
    return;

  envelope->payload = g_strdup (text);

  /* Without a server the path's next attempt says it again. */
  (void) hearth_server_link_send (self->server, envelope);
}

/* A server that says nothing while the path is lost sits behind the same dead network, and the line to it is as dead. */
static gboolean
on_check_server (gpointer user_data)
{
  g_autoptr (HearthRoomGuest) self = g_object_ref (HEARTH_ROOM_GUEST (user_data));
  gint64 now = g_get_monotonic_time ();

  if (hearth_host_link_is_lost (self->host) && now - self->server_heard_at >= SERVER_SILENT_US)
    {
      self->server_heard_at = now;
      hearth_server_link_restart (self->server);
    }

  return G_SOURCE_CONTINUE;
}

static void
on_host_step_changed (HearthHostLink  *host,
                      HearthRoomGuest *self)
{
  gboolean reconnecting = hearth_host_link_get_step (host) == HEARTH_VISIT_RECONNECTING;

  if (reconnecting && self->check_source == 0)
    self->check_source = g_timeout_add_seconds (1, on_check_server, self);
  else if (!reconnecting)
    g_clear_handle_id (&self->check_source, g_source_remove);

  if (is_admitted (self))
    set_state (self, reconnecting ? HEARTH_ROOM_RECONNECTING : HEARTH_ROOM_INSIDE);
}

static void
on_active_changed (HearthRoomGuest *self)
{
  g_signal_emit_by_name (self, "active-speaker-changed");
}

static void
on_host_changed (HearthRoomGuest *self)
{
  g_signal_emit_by_name (self, "host-changed");
}

static void
on_host_ended (HearthHostLink  *host,
               const GError    *error,
               HearthRoomGuest *self)
{
  end (self, error);
}

/* --- The server --------------------------------------------------------------------------------------------------------- */

static void
on_knock_deadline (gpointer user_data)
{
  g_autoptr (HearthRoomGuest) self = g_object_ref (HEARTH_ROOM_GUEST (user_data));

  self->deadline_source = 0;
  end_because (self, HEARTH_ROOM_ERROR_TIMEOUT, "Nobody opened the door");
}

static void
on_server_connected (HearthServerLink *server,
                     HearthRoomGuest  *self)
{
  g_autoptr (HearthEnvelope) envelope = NULL;

  g_clear_pointer (&self->knocking, hearth_trust_session_free);
  envelope = hearth_greeting_new (self->invitation, self->identity, self->self_state, &self->knocking);
  self->server_heard_at = g_get_monotonic_time ();
  (void) hearth_server_link_send (server, envelope);

  if (self->state == HEARTH_ROOM_ENTERING)
    {
      self->deadline_source = g_timeout_add_seconds_once (KNOCK_SECONDS, on_knock_deadline, self);
      set_state (self, HEARTH_ROOM_KNOCKING);
    }
}

static void
receive_admission (HearthRoomGuest      *self,
                   const HearthEnvelope *envelope)
{
  g_autoptr (HearthPayload) welcome = NULL;
  g_autoptr (GError) error = NULL;

  if (self->knocking == NULL || envelope->payload == NULL)
    return;

  welcome = hearth_trust_session_open (self->knocking, envelope->payload, g_get_real_time () / G_USEC_PER_SEC, &error);
  if (welcome == NULL || welcome->type != HEARTH_PAYLOAD_WELCOME)
    {
      g_debug ("The welcome is not the host's: %s", error != NULL ? error->message : "it says something else");
      if (!is_admitted (self))
        end_because (self, HEARTH_ROOM_ERROR_IMPOSTOR, "Somebody else than the host answered");
      return;
    }

  g_debug ("The answer to the knock is yes");
  g_clear_handle_id (&self->deadline_source, g_source_remove);
  hearth_server_link_settle (self->server);
  set_server_there (self, TRUE);
  if (!is_admitted (self))
    set_state (self, HEARTH_ROOM_INSIDE);
  hearth_host_link_attach (self->host, g_steal_pointer (&self->knocking));
}

/* That too many knock says nothing of this one, who is outside still: once more, by the back-off. Returns: %FALSE where it was tried for long
 * enough. */
static gboolean
knock_again (HearthRoomGuest *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->busy_since == 0)
    self->busy_since = now;
  if (now - self->busy_since >= HEARTH_LIMIT_BUSY_SECONDS * G_USEC_PER_SEC)
    return FALSE;

  g_clear_pointer (&self->knocking, hearth_trust_session_free);
  hearth_server_link_restart (self->server);

  return TRUE;
}

static void
receive_denial (HearthRoomGuest      *self,
                const HearthEnvelope *envelope)
{
  g_autoptr (GError) error = NULL;

  g_debug ("The answer to the knock is no (%d)", envelope->reason);

  /* A running call does not need the server: later again. And that others knock as well says nothing of somebody who was inside. */
  if (is_admitted (self)
      && (hearth_host_link_get_step (self->host) == HEARTH_VISIT_INSIDE
          || envelope->reason == HEARTH_DENY_BUSY || envelope->reason == HEARTH_DENY_FULL))
    {
      set_server_there (self, FALSE);
      hearth_server_link_restart (self->server);
      return;
    }

  if (is_admitted (self) && envelope->reason == HEARTH_DENY_NO_SUCH_ROOM)
    {
      end_because (self, HEARTH_ROOM_ERROR_HOST_LOST, "The host and its room are gone");
      return;
    }

  if (!is_admitted (self) && envelope->reason == HEARTH_DENY_BUSY && knock_again (self))
    return;

  error = hearth_room_error_new_denied (envelope->reason);
  end (self, error);
}

static void
lose_host (HearthRoomGuest *self)
{
  hearth_host_link_set_host_there (self->host, FALSE);
  set_server_there (self, FALSE);
}

/* The server's word alone ends nothing that works. */
static void
receive_host_gone (HearthRoomGuest *self)
{
  lose_host (self);
  if (!is_admitted (self))
    end_because (self, HEARTH_ROOM_ERROR_NO_SUCH_ROOM, "The room has ended");
  else if (hearth_host_link_get_step (self->host) == HEARTH_VISIT_JOINING)
    end_because (self, HEARTH_ROOM_ERROR_HOST_LEFT, "The host ended the room");
  else
    hearth_server_link_restart (self->server);
}

static void
on_server_envelope (HearthServerLink *server,
                    HearthEnvelope   *envelope,
                    HearthRoomGuest  *self)
{
  self->server_heard_at = g_get_monotonic_time ();

  switch (envelope->type)
    {
    case HEARTH_ENVELOPE_ADMIT:
      receive_admission (self, envelope);
      break;
    case HEARTH_ENVELOPE_DENY:
    case HEARTH_ENVELOPE_ERROR:
      receive_denial (self, envelope);
      break;
    case HEARTH_ENVELOPE_RELAY:
      if (envelope->payload != NULL)
        hearth_host_link_receive (self->host, envelope->payload);
      break;
    case HEARTH_ENVELOPE_HOST_AWAY:
      lose_host (self);
      break;
    case HEARTH_ENVELOPE_HOST_BACK:
      hearth_host_link_set_host_there (self->host, TRUE);
      set_server_there (self, is_admitted (self));
      break;
    case HEARTH_ENVELOPE_HOST_GONE:
      receive_host_gone (self);
      break;
    case HEARTH_ENVELOPE_OPEN:
    case HEARTH_ENVELOPE_OPENED:
    case HEARTH_ENVELOPE_KNOCK:
    case HEARTH_ENVELOPE_LEAVE:
    default:
      break;
    }
}

static void
on_server_lost (HearthServerLink *server,
                const GError     *error,
                HearthRoomGuest  *self)
{
  g_debug ("The guest's line to the server: %s", error->message);
  if (is_admitted (self))
    lose_host (self);
  else
    end (self, error);
}

/* --- HearthRoom --------------------------------------------------------------------------------------------------------- */

static void
enter (HearthRoom *room)
{
  HearthRoomGuest *self = HEARTH_ROOM_GUEST (room);

  g_return_if_fail (self->state == HEARTH_ROOM_OUTSIDE);

  set_state (self, HEARTH_ROOM_ENTERING);
  hearth_server_link_start (self->server);
}

static void
on_lingered (gpointer user_data)
{
  g_autoptr (HearthRoomGuest) self = g_object_ref (HEARTH_ROOM_GUEST (user_data));

  self->linger_source = 0;
  end (self, NULL);
}

static void
leave (HearthRoom *room)
{
  HearthRoomGuest *self = HEARTH_ROOM_GUEST (room);
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_LEAVE);

  if (self->state == HEARTH_ROOM_LEFT || self->linger_source != 0)
    return;

  hearth_host_link_say_goodbye (self->host);
  (void) hearth_server_link_send (self->server, envelope);

  self->linger_source = g_timeout_add_once (is_admitted (self) ? LINGER_MS : 0, on_lingered, self);
}

static HearthRoomState
get_state (HearthRoom *room)
{
  return HEARTH_ROOM_GUEST (room)->state;
}

static GListModel *
get_members (HearthRoom *room)
{
  return hearth_host_control_get_members (hearth_host_link_get_control (HEARTH_ROOM_GUEST (room)->host));
}

static const char *
get_host_name (HearthRoom *room)
{
  return hearth_host_control_get_host_name (hearth_host_link_get_control (HEARTH_ROOM_GUEST (room)->host));
}

static const char *
get_link (HearthRoom *room)
{
  return is_admitted (HEARTH_ROOM_GUEST (room)) ? HEARTH_ROOM_GUEST (room)->link : NULL;
}

static gboolean
is_server_there (HearthRoom *room)
{
  return HEARTH_ROOM_GUEST (room)->server_there;
}

static void
set_local (HearthRoom               *room,
           const HearthLocalSources *sources)
{
  hearth_host_link_set_local (HEARTH_ROOM_GUEST (room)->host, sources);
}

static void
set_local_state (HearthRoom *room,
                 gboolean    microphone_on,
                 gboolean    camera_on,
                 gboolean    sharing,
                 gboolean    share_paused,
                 gboolean    share_sound)
{
  HearthRoomGuest *self = HEARTH_ROOM_GUEST (room);

  self->self_state->microphone_on = microphone_on;
  self->self_state->camera_on = camera_on;
  self->self_state->sharing = sharing;
  self->self_state->share_paused = share_paused;
  self->self_state->share_sound = share_sound;
  hearth_host_link_set_state (self->host, self->self_state);
}

static void
set_profile (HearthRoom *room,
             const char *name,
             const char *colour)
{
  HearthRoomGuest *self = HEARTH_ROOM_GUEST (room);

  g_set_str (&self->self_state->name, name);
  g_set_str (&self->self_state->colour, colour);
  hearth_host_link_set_state (self->host, self->self_state);
}

static void
show (HearthRoom        *room,
      const char        *member_id,
      HearthPictureKind  kind,
      guint              width,
      guint              height,
      gboolean           pinned)
{
  hearth_host_control_show (hearth_host_link_get_control (HEARTH_ROOM_GUEST (room)->host), member_id, kind, width, height, pinned);
}

static HearthMember *
get_active_speaker (HearthRoom *room)
{
  return hearth_host_control_get_active (hearth_host_link_get_control (HEARTH_ROOM_GUEST (room)->host));
}

static void
act (HearthRoom      *room,
     const HearthAct *what)
{
  hearth_host_control_act (hearth_host_link_get_control (HEARTH_ROOM_GUEST (room)->host), what);
}

static HearthRoomParts
get_parts (HearthRoom *room)
{
  HearthRoomGuest *self = HEARTH_ROOM_GUEST (room);
  HearthRoomParts parts = hearth_host_control_get_parts (hearth_host_link_get_control (self->host));

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
hearth_room_guest_dispose (GObject *object)
{
  HearthRoomGuest *self = HEARTH_ROOM_GUEST (object);

  close_everything (self);
  g_clear_object (&self->server);
  g_clear_object (&self->network);
  g_clear_object (&self->host);

  G_OBJECT_CLASS (hearth_room_guest_parent_class)->dispose (object);
}

static void
hearth_room_guest_finalize (GObject *object)
{
  HearthRoomGuest *self = HEARTH_ROOM_GUEST (object);

  g_clear_pointer (&self->knocking, hearth_trust_session_free);
  g_clear_pointer (&self->invitation, hearth_invitation_unref);
  g_clear_pointer (&self->identity, hearth_identity_unref);
  g_clear_pointer (&self->self_state, hearth_member_state_free);
  g_free (self->link);

  G_OBJECT_CLASS (hearth_room_guest_parent_class)->finalize (object);
}

static void
hearth_room_guest_class_init (HearthRoomGuestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_room_guest_dispose;
  object_class->finalize = hearth_room_guest_finalize;
}

static void
hearth_room_guest_init (HearthRoomGuest *self)
{
  self->self_state = hearth_member_state_new ();
}

HearthRoomGuest *
hearth_room_guest_new (HearthInvitation             *invitation,
                       HearthIdentity               *identity,
                       const HearthConnectionConfig *config,
                       const char                   *name,
                       const char                   *colour)
{
  HearthRoomGuest *self;

  g_return_val_if_fail (invitation != NULL && identity != NULL && config != NULL && name != NULL && colour != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_ROOM_GUEST, NULL);
  self->invitation = hearth_invitation_ref (invitation);
  self->identity = hearth_identity_ref (identity);
  self->link = hearth_invitation_to_link (invitation);
  self->self_state->name = g_strdup (name);
  self->self_state->colour = g_strdup (colour);

  self->host = hearth_host_link_new (config);
  hearth_host_control_set_identity (hearth_host_link_get_control (self->host), identity, hearth_invitation_get_room (invitation));
  hearth_host_link_set_state (self->host, self->self_state);
  self->network = hearth_network_watch_new_guest (self->host);
  g_signal_connect_object (self->host, "relay", G_CALLBACK (on_host_relay), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->host, "step-changed", G_CALLBACK (on_host_step_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->host, "ended", G_CALLBACK (on_host_ended), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (hearth_host_link_get_control (self->host), "active-changed", G_CALLBACK (on_active_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hearth_host_link_get_control (self->host), "host-changed", G_CALLBACK (on_host_changed), self,
                           G_CONNECT_SWAPPED);

  self->server = hearth_server_link_new (hearth_invitation_get_server (invitation));
  g_signal_connect_object (self->server, "connected", G_CALLBACK (on_server_connected), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->server, "envelope", G_CALLBACK (on_server_envelope), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->server, "lost", G_CALLBACK (on_server_lost), self, G_CONNECT_DEFAULT);

  return self;
}
