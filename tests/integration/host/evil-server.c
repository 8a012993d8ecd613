/* A signalling server that means harm: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "evil-server.h"

#include <libsoup/soup.h>

#include "protocol/id.h"

typedef struct
{
  EvilServer *server;
  SoupWebsocketConnection *connection;
  char *room;
  char *guest; /* NULL: the room's host, once @room is there */
} Socket;

struct _EvilServer
{
  SoupServer *soup;
  GHashTable *sockets; /* "room" or "room guest" → Socket */
  EvilFunc func;
  gpointer data;
};

EvilPost *
evil_post_copy (const EvilPost *self)
{
  EvilPost *copy = g_new (EvilPost, 1);

  *copy = (EvilPost) {
    self->type, g_strdup (self->room), g_strdup (self->guest), self->to_host, g_strdup (self->payload),
  };

  return copy;
}

void
evil_post_free (EvilPost *self)
{
  g_free (self->room);
  g_free (self->guest);
  g_free (self->payload);
  g_free (self);
}

static char *
make_key (const char *room,
          const char *guest)
{
  return guest != NULL ? g_strdup_printf ("%s %s", room, guest) : g_strdup (room);
}

static void
send_to (EvilServer           *self,
         const char           *room,
         const char           *guest,
         const HearthEnvelope *envelope)
{
  g_autofree char *key = make_key (room, guest);
  g_autofree char *text = hearth_envelope_to_text (envelope);
  Socket *socket = g_hash_table_lookup (self->sockets, key);

  if (socket != NULL && soup_websocket_connection_get_state (socket->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_send_text (socket->connection, text);
}

static void
seat (Socket     *socket,
      const char *room,
      char       *guest)
{
  g_assert_null (socket->room);
  socket->room = g_strdup (room);
  socket->guest = guest;
  g_hash_table_replace (socket->server->sockets, make_key (room, guest), socket);
}

static void
hand_over (Socket             *socket,
           HearthEnvelopeType  type,
           const char         *guest,
           gboolean            to_host,
           const char         *payload)
{
  const EvilPost post = { type, socket->room, (char *) guest, to_host, (char *) payload };

  socket->server->func (&post, socket->server->data);
}

static void
handle_host (Socket               *socket,
             const HearthEnvelope *envelope)
{
  switch (envelope->type)
    {
    case HEARTH_ENVELOPE_ADMIT:
    case HEARTH_ENVELOPE_RELAY:
      hand_over (socket, envelope->type, envelope->to, FALSE, envelope->payload);
      break;
    case HEARTH_ENVELOPE_DENY:
      send_to (socket->server, socket->room, envelope->to, envelope);
      break;
    default:
      break;
    }
}

static void
on_message (SoupWebsocketConnection *connection,
            int                      type,
            GBytes                  *message,
            Socket                  *socket)
{
  g_autoptr (HearthEnvelope) envelope = NULL;
  g_autoptr (HearthEnvelope) opened = NULL;

  envelope = hearth_envelope_parse (g_bytes_get_data (message, NULL), g_bytes_get_size (message), NULL);
  g_assert_nonnull (envelope);

  if (envelope->type == HEARTH_ENVELOPE_OPEN)
    {
      seat (socket, envelope->room, NULL);
      opened = hearth_envelope_new (HEARTH_ENVELOPE_OPENED);
      opened->room = g_strdup (envelope->room);
      opened->token = hearth_id_new ();
      send_to (socket->server, envelope->room, NULL, opened);
    }
  else if (envelope->type == HEARTH_ENVELOPE_KNOCK)
    {
      seat (socket, envelope->room, hearth_id_new ());
      hand_over (socket, HEARTH_ENVELOPE_KNOCK, socket->guest, TRUE, envelope->payload);
    }
  else if (socket->room != NULL && socket->guest == NULL)
    {
      handle_host (socket, envelope);
    }
  else if (envelope->type == HEARTH_ENVELOPE_RELAY)
    {
      hand_over (socket, HEARTH_ENVELOPE_RELAY, socket->guest, TRUE, envelope->payload);
    }
}

static void
socket_free (Socket *socket)
{
  g_signal_handlers_disconnect_by_data (socket->connection, socket);
  g_object_unref (socket->connection);
  g_free (socket->room);
  g_free (socket->guest);
  g_free (socket);
}

static void
on_closed (SoupWebsocketConnection *connection,
           Socket                  *socket)
{
  EvilServer *self = socket->server;

  if (socket->room != NULL)
    {
      g_autofree char *key = make_key (socket->room, socket->guest);

      /* Who hangs up may be back already. */
      if (g_hash_table_lookup (self->sockets, key) == socket)
        g_hash_table_remove (self->sockets, key);
      if (socket->guest != NULL)
        evil_server_say (self, socket->room, socket->guest, TRUE, HEARTH_ENVELOPE_LEAVE);
    }
  socket_free (socket);
}

static void
on_websocket (SoupServer              *soup,
              SoupServerMessage       *message,
              const char              *path,
              SoupWebsocketConnection *connection,
              gpointer                 data)
{
  Socket *socket = g_new0 (Socket, 1);

  socket->server = data;
  socket->connection = g_object_ref (connection);
  g_signal_connect (connection, "message", G_CALLBACK (on_message), socket);
  g_signal_connect (connection, "closed", G_CALLBACK (on_closed), socket);
}

EvilServer *
evil_server_new (EvilFunc func,
                 gpointer data)
{
  EvilServer *self = g_new0 (EvilServer, 1);
  g_autoptr (GError) error = NULL;

  self->soup = soup_server_new (NULL, NULL);
  self->sockets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->func = func;
  self->data = data;
  soup_server_add_websocket_handler (self->soup, "/ws", NULL, NULL, on_websocket, self, NULL);
  soup_server_listen_local (self->soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  return self;
}

void
evil_server_free (EvilServer *self)
{
  g_autoptr (GList) sockets = g_hash_table_get_values (self->sockets);

  for (GList *socket = sockets; socket != NULL; socket = socket->next)
    socket_free (socket->data);
  g_hash_table_unref (self->sockets);
  g_object_unref (self->soup);
  g_free (self);
}

guint16
evil_server_get_port (EvilServer *self)
{
  g_autoslist (GUri) uris = soup_server_get_uris (self->soup);

  return (guint16) g_uri_get_port (uris->data);
}

void
evil_server_deliver (EvilServer     *self,
                     const EvilPost *post)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (post->type);

  envelope->payload = g_strdup (post->payload);
  if (post->to_host)
    envelope->from = g_strdup (post->guest);
  else if (post->type == HEARTH_ENVELOPE_ADMIT)
    envelope->id = g_strdup (post->guest);
  send_to (self, post->room, post->to_host ? NULL : post->guest, envelope);
}

void
evil_server_say (EvilServer         *self,
                 const char         *room,
                 const char         *guest,
                 gboolean            to_host,
                 HearthEnvelopeType  type)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (type);

  if (to_host)
    envelope->from = g_strdup (guest);
  envelope->reason = HEARTH_DENY_BANNED;
  send_to (self, room, to_host ? NULL : guest, envelope);
}
