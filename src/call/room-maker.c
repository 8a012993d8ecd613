/* Makes the room for a call: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/room-maker.h"

#include "call/door-file.h"
#include "call/identity-store.h"
#include "call/private-file.h"
#include "ice/host-socket.h"
#include "room/room-guest.h"
#include "room/room-host.h"

/* What the work needs, and what it makes beside the room. */
typedef struct
{
  HearthSettings *settings;
  HearthInvitation *invitation;
  HearthEmbeddedServer *server;
  char *damaged_door; /* nullable */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_clear_object (&work->settings);
  g_clear_pointer (&work->invitation, hearth_invitation_unref);
  g_clear_pointer (&work->server, hearth_embedded_server_free);
  g_free (work->damaged_door);
  g_free (work);
}

static HearthConnectionConfig *
make_config (HearthSettings *settings)
{
  HearthConnectionConfig *config = g_new0 (HearthConnectionConfig, 1);
  const char *stun_server = hearth_settings_get_stun_server (settings);

  config->stun_server = *stun_server != '\0' ? g_strdup (stun_server) : NULL;
  config->turn_servers = g_strdupv ((GStrv) hearth_settings_get_turn_servers (settings));

  return config;
}

/* One port for all guests; where the computer gives none, every connection finds ports of its own. */
static void
add_socket (HearthConnectionConfig *config)
{
  g_autoptr (GError) error = NULL;

  config->socket = hearth_host_socket_new (0, &error);
  if (config->socket == NULL)
    g_debug ("The room has no port of its own: %s", error->message);
}

static void
on_ask_changed (HearthSettings *settings,
                GParamSpec     *pspec,
                HearthDoor     *door)
{
  gboolean ask;

  g_object_get (settings, "ask-to-enter", &ask, NULL);
  hearth_door_set_policy (door, ask ? HEARTH_DOOR_ASK : HEARTH_DOOR_EVERYBODY);
}

/* As the person wants it, now and later. */
static void
prepare_door (Work       *work,
              HearthDoor *door)
{
  g_autofree char *path = hearth_private_file_get_path ("door");

  work->damaged_door = hearth_door_file_keep_anew (path, HEARTH_DOOR_SCOPE_PERSON, hearth_door_get_book (door));
  g_signal_connect_object (work->settings, "notify::ask-to-enter", G_CALLBACK (on_ask_changed), door, G_CONNECT_DEFAULT);
  on_ask_changed (work->settings, NULL, door);
}

static HearthRoom *
make_hosted (Work            *work,
             HearthIdentity  *identity,
             GError         **error)
{
  g_autoptr (HearthConnectionConfig) config = make_config (work->settings);
  g_autoptr (HearthInvitation) invitation = NULL;
  const char *local = hearth_settings_get_server (work->settings);
  const char *public = local;
  HearthRoomHost *room;
  guint capacity;

  if (*local == '\0')
    {
      work->server = hearth_embedded_server_new (0, NULL, error);
      if (work->server == NULL)
        return NULL;
      local = hearth_embedded_server_get_local (work->server);
      public = hearth_embedded_server_get_public (work->server);
    }

  invitation = hearth_invitation_new (public, hearth_identity_get_public_key (identity), error);
  if (invitation == NULL)
    return NULL;

  add_socket (config);
  room = hearth_room_host_new (local, invitation, identity, config, hearth_settings_get_name (work->settings),
                               hearth_settings_get_colour (work->settings));
  g_object_get (work->settings, "room-capacity", &capacity, NULL);
  hearth_room_host_set_capacity (room, capacity);
  prepare_door (work, hearth_room_host_get_door (room));

  return HEARTH_ROOM (room);
}

static HearthRoom *
make_visited (Work           *work,
              HearthIdentity *identity)
{
  g_autoptr (HearthConnectionConfig) config = make_config (work->settings);

  return HEARTH_ROOM (hearth_room_guest_new (work->invitation, identity, config, hearth_settings_get_name (work->settings),
                                             hearth_settings_get_colour (work->settings)));
}

static void
on_identity_ready (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (HearthIdentity) identity = NULL;
  g_autoptr (GError) error = NULL;
  Work *work = g_task_get_task_data (task);
  HearthRoom *room = NULL;

  identity = hearth_identity_store_load_finish (result, &error);
  if (identity != NULL)
    room = work->invitation != NULL ? make_visited (work, identity) : make_hosted (work, identity, &error);

  if (room != NULL)
    g_task_return_pointer (task, room, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
hearth_room_maker_make_async (HearthSettings      *settings,
                              HearthInvitation    *invitation,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  g_task_set_source_tag (task, hearth_room_maker_make_async);
  work->settings = g_object_ref (settings);
  work->invitation = invitation != NULL ? hearth_invitation_ref (invitation) : NULL;
  g_task_set_task_data (task, work, work_free);
  hearth_identity_store_load_async (cancellable, on_identity_ready, task);
}

HearthRoom *
hearth_room_maker_make_finish (GAsyncResult          *result,
                               HearthEmbeddedServer **server,
                               char                 **damaged_door,
                               GError               **error)
{
  GTask *task = G_TASK (result);
  Work *work;
  HearthRoom *room;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (server != NULL && damaged_door != NULL, NULL);

  room = g_task_propagate_pointer (task, error);
  if (room == NULL)
    return NULL;

  work = g_task_get_task_data (task);
  *server = g_steal_pointer (&work->server);
  *damaged_door = g_steal_pointer (&work->damaged_door);

  return room;
}
