/* The room of hearth-host and all that it stands on: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "host/hosted-room.h"

#include "call/door-file.h"
#include "call/embedded-server.h"
#include "host/host-figures.h"
#include "host/host-state.h"
#include "host/room-journal.h"
#include "ice/host-socket.h"
#include "protocol/profile.h"
#include "room/room-host.h"

/* Beside the files of HearthHostState. */
#define DOOR_FILE "door"

struct _HearthHostedRoom
{
  GObject parent_instance;

  HearthHostState *state;
  HearthEmbeddedServer *server; /* NULL where the server is elsewhere */
  HearthHostSocket *socket;     /* NULL with libnice */
  HearthRoomHost *room;
  HearthRoomJournal *journal;
  HearthHostFigures *figures; /* nullable */
  gboolean opened;
};

enum
{
  OPENED,
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthHostedRoom, hearth_hosted_room, G_TYPE_OBJECT)

/* Without it on the disk the room still lives; only its return after a crash may have to wait, or a link has to be asked for again. */
static void
save_state (HearthHostedRoom *self)
{
  g_autoptr (GError) error = NULL;

  if (!hearth_host_state_save (self->state, &error))
    g_warning ("%s", error->message);
}

/* The links as they are now stand in the file for whoever runs the host. */
static void
on_book_changed (HearthDoorBook   *book,
                 HearthHostedRoom *self)
{
  g_autofree char *co_host_link = hearth_door_book_dup_co_host_link (book);
  gboolean changed = g_set_str (&self->state->co_host_link, co_host_link);

  if (g_set_str (&self->state->link, hearth_door_book_get_link (book)) || changed)
    save_state (self);
}

static void
on_server_changed (HearthRoom       *room,
                   HearthHostedRoom *self)
{
  /* The server inside goes and comes with us, and needs no token. */
  if (self->server == NULL && hearth_room_is_server_there (room)
      && g_set_str (&self->state->token, hearth_room_host_get_token (self->room)))
    save_state (self);
}

static void
on_state_changed (HearthRoom       *room,
                  HearthHostedRoom *self)
{
  if (self->opened || hearth_room_get_state (room) != HEARTH_ROOM_INSIDE)
    return;

  self->opened = TRUE;
  g_signal_emit (self, signals[OPENED], 0, hearth_room_get_link (room), self->state->co_host_link);
}

static void
on_ended (HearthRoom       *room,
          const GError     *error,
          HearthHostedRoom *self)
{
  g_signal_emit (self, signals[ENDED], 0, error);
}

static guint16
choose_port (int     wanted,
             guint16 kept)
{
  return wanted != HEARTH_HOST_PORT_REMEMBERED ? (guint16) wanted : kept;
}

/* Under @host, where one was named, a router passes our ports on: what the others are to try. Asked for once, before anything
 * else runs. */
static GStrv
find_public_addresses (const char *host)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GSocketConnectable) named = NULL;
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  g_autoptr (GError) error = NULL;
  GList *addresses;

  if (host == NULL || (named = g_network_address_parse (host, 0, &error)) == NULL)
    return NULL;

  addresses = g_resolver_lookup_by_name (resolver, g_network_address_get_hostname (G_NETWORK_ADDRESS (named)), NULL, &error);
  if (error != NULL)
    g_message ("The address for the link is not known here, so only the server can be reached by it: %s", error->message);
  for (GList *l = addresses; l != NULL; l = l->next)
    g_strv_builder_take (builder, g_inet_address_to_string (l->data));
  g_resolver_free_addresses (addresses);

  return g_strv_builder_end (builder);
}

/* Where people knock, and where their sound and picture come. */
static gboolean
open_ports (HearthHostedRoom         *self,
            const HearthHostOptions  *options,
            GError                  **error)
{
  guint16 media_port = choose_port (options->media_port, self->state->media_port);

  if (options->server == NULL)
    {
      self->server = hearth_embedded_server_new (choose_port (options->port, self->state->port), options->address, error);
      if (self->server == NULL)
        return FALSE;
      self->state->port = hearth_embedded_server_get_port (self->server);
    }
  if (options->libnice)
    return TRUE;

  self->socket = hearth_host_socket_new (media_port, error);
  if (self->socket == NULL)
    return FALSE;
  self->state->media_port = hearth_host_socket_get_port (self->socket);

  return TRUE;
}

/* The kept room, at the address that is right today, or a new one. */
static gboolean
invite (HearthHostedRoom         *self,
        const HearthHostOptions  *options,
        GError                  **error)
{
  const HearthPublicKey *key = hearth_identity_get_public_key (self->state->identity);
  const char *server = self->server != NULL ? hearth_embedded_server_get_public (self->server) : options->server;
  g_autoptr (HearthInvitation) kept = g_steal_pointer (&self->state->invitation);

  self->state->invitation = kept != NULL ? hearth_invitation_move (kept, server, error) : hearth_invitation_new (server, key, error);
  if (self->state->invitation == NULL)
    return FALSE;

  server = hearth_invitation_get_server (self->state->invitation);
  if (kept != NULL && !g_str_equal (hearth_invitation_get_server (kept), server))
    g_message ("The link names %s now; it was %s", server, hearth_invitation_get_server (kept));

  return hearth_host_state_save (self->state, error);
}

/* Where somebody is to be asked there has to be somebody. A link by which nobody came yet is good for another start. */
static void
need_co_host (HearthDoorBook          *book,
              const HearthHostOptions *options)
{
  g_autofree char *there = hearth_door_book_dup_co_host_link (book);
  g_autofree char *made = NULL;

  if (there == NULL && (options->co_host_link || (options->ask && !hearth_door_book_has_co_hosts (book))))
    made = hearth_door_book_make_link (book, 0, HEARTH_LINK_FOR_CO_HOST, g_get_real_time () / G_USEC_PER_SEC);
}

static gboolean
prepare_door (HearthHostedRoom         *self,
              const HearthHostOptions  *options,
              GError                  **error)
{
  g_autofree char *path = g_build_filename (self->state->dir, DOOR_FILE, NULL);
  HearthDoor *door = hearth_room_host_get_door (self->room);
  HearthDoorBook *book = hearth_door_get_book (door);
  g_autoptr (GError) cause = NULL;

  if (!hearth_door_file_keep (path, HEARTH_DOOR_SCOPE_ROOM, book, &cause))
    {
      /* A door that forgot whom it is shut to is none: somebody has to say so. */
      g_set_error (error, cause->domain, cause->code,
                   "%s. It is left as it is. Put a copy from before in its place; or move it away and start with --new-link: then all links "
                   "that were given out are useless, nobody is blocked, and there are no co-hosts", cause->message);
      return FALSE;
    }

  hearth_door_set_policy (door, options->ask ? HEARTH_DOOR_ASK : HEARTH_DOOR_EVERYBODY);
  if (options->new_link)
    hearth_door_renew_link (door);
  if (options->forget_co_hosts)
    hearth_door_book_forget_co_hosts (book);

  need_co_host (book, options);

  g_signal_connect_object (book, "changed", G_CALLBACK (on_book_changed), self, G_CONNECT_DEFAULT);
  on_book_changed (book, self);

  return TRUE;
}

static gboolean
make_room (HearthHostedRoom         *self,
           const HearthHostOptions  *options,
           GError                  **error)
{
  g_auto (GStrv) public_addresses = find_public_addresses (options->address);
  const HearthConnectionConfig config = {
    .stun_server = options->stun_server,
    .turn_servers = options->turn_servers,
    .socket = self->socket,
    .public_addresses = public_addresses,
  };
  const char *local = self->server != NULL ? hearth_embedded_server_get_local (self->server) : options->server;

  self->room = hearth_room_host_new (local, self->state->invitation, self->state->identity, &config, options->name,
                                     HEARTH_PROFILE_NEUTRAL_COLOUR);
  /* The host has a seat as well. */
  hearth_room_host_set_capacity (self->room, options->guests + 1);
  hearth_room_host_set_token (self->room, self->state->token);

  self->journal = hearth_room_journal_new (self->room);
  g_signal_connect_object (self->room, "server-changed", G_CALLBACK (on_server_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->room, "state-changed", G_CALLBACK (on_state_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->room, "ended", G_CALLBACK (on_ended), self, G_CONNECT_DEFAULT);
  if (options->stats_seconds > 0)
    self->figures = hearth_host_figures_new (self->room, options->stats_seconds);

  return prepare_door (self, options, error);
}

static void
hearth_hosted_room_dispose (GObject *object)
{
  HearthHostedRoom *self = HEARTH_HOSTED_ROOM (object);

  g_clear_pointer (&self->figures, hearth_host_figures_free);
  g_clear_object (&self->journal);
  g_clear_object (&self->room);
  if (self->socket != NULL)
    hearth_host_socket_close (self->socket);
  g_clear_object (&self->socket);
  g_clear_pointer (&self->server, hearth_embedded_server_free);
  g_clear_pointer (&self->state, hearth_host_state_free);

  G_OBJECT_CLASS (hearth_hosted_room_parent_class)->dispose (object);
}

static void
hearth_hosted_room_class_init (HearthHostedRoomClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_hosted_room_dispose;

  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  2, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
hearth_hosted_room_init (HearthHostedRoom *self)
{
}

HearthHostedRoom *
hearth_hosted_room_new (const HearthHostOptions  *options,
                        GError                  **error)
{
  g_autoptr (HearthHostedRoom) self = g_object_new (HEARTH_TYPE_HOSTED_ROOM, NULL);

  g_return_val_if_fail (options != NULL, NULL);

  self->state = hearth_host_state_load (options->state_dir, error);
  if (self->state == NULL || !open_ports (self, options, error) || !invite (self, options, error) || !make_room (self, options, error))
    return NULL;

  hearth_room_enter (HEARTH_ROOM (self->room));

  return g_steal_pointer (&self);
}

void
hearth_hosted_room_leave (HearthHostedRoom *self)
{
  g_return_if_fail (HEARTH_IS_HOSTED_ROOM (self));

  hearth_room_leave (HEARTH_ROOM (self->room));
}
