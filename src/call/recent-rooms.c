/* The rooms this person was in: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/recent-rooms.h"

#include "base/limits.h"
#include "call/private-file.h"
#include "protocol/invitation.h"
#include "protocol/profile.h"

#define FILE_NAME "recent-rooms"

/* --- HearthRecentRoom --------------------------------------------------------------------------------------------------- */

struct _HearthRecentRoom
{
  GObject parent_instance;

  HearthInvitation *invitation;
  char *link;
  char *title;
  gboolean hosted;
  gint64 when;
};

G_DEFINE_FINAL_TYPE (HearthRecentRoom, hearth_recent_room, G_TYPE_OBJECT)

static void
hearth_recent_room_finalize (GObject *object)
{
  HearthRecentRoom *self = HEARTH_RECENT_ROOM (object);

  g_clear_pointer (&self->invitation, hearth_invitation_unref);
  g_free (self->link);
  g_free (self->title);

  G_OBJECT_CLASS (hearth_recent_room_parent_class)->finalize (object);
}

static void
hearth_recent_room_class_init (HearthRecentRoomClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_recent_room_finalize;
}

static void
hearth_recent_room_init (HearthRecentRoom *self)
{
}

/* NULL where @link is no link, or nothing can be read in @title. */
static HearthRecentRoom *
create_room (const char *link,
             const char *title,
             gboolean    hosted,
             gint64      when)
{
  g_autoptr (HearthInvitation) invitation = hearth_invitation_parse (link, NULL);
  g_autofree char *name = hearth_profile_clean_name (title);
  HearthRecentRoom *self;

  if (invitation == NULL || name == NULL || when < 0)
    return NULL;

  self = g_object_new (HEARTH_TYPE_RECENT_ROOM, NULL);
  self->link = hearth_invitation_to_link (invitation);
  self->invitation = g_steal_pointer (&invitation);
  self->title = g_steal_pointer (&name);
  self->hosted = hosted;
  self->when = when;

  return self;
}

const char *
hearth_recent_room_get_link (HearthRecentRoom *self)
{
  g_return_val_if_fail (HEARTH_IS_RECENT_ROOM (self), NULL);

  return self->link;
}

const char *
hearth_recent_room_get_title (HearthRecentRoom *self)
{
  g_return_val_if_fail (HEARTH_IS_RECENT_ROOM (self), NULL);

  return self->title;
}

gboolean
hearth_recent_room_is_hosted (HearthRecentRoom *self)
{
  g_return_val_if_fail (HEARTH_IS_RECENT_ROOM (self), FALSE);

  return self->hosted;
}

gint64
hearth_recent_room_get_when (HearthRecentRoom *self)
{
  g_return_val_if_fail (HEARTH_IS_RECENT_ROOM (self), 0);

  return self->when;
}

/* --- HearthRecentRooms -------------------------------------------------------------------------------------------------- */

struct _HearthRecentRooms
{
  GObject parent_instance;

  GPtrArray *rooms; /* of HearthRecentRoom, newest first */
};

static GType
hearth_recent_rooms_get_item_type (GListModel *model)
{
  return HEARTH_TYPE_RECENT_ROOM;
}

static guint
hearth_recent_rooms_get_n_items (GListModel *model)
{
  return HEARTH_RECENT_ROOMS (model)->rooms->len;
}

static gpointer
hearth_recent_rooms_get_item (GListModel *model,
                              guint       position)
{
  HearthRecentRooms *self = HEARTH_RECENT_ROOMS (model);

  return position < self->rooms->len ? g_object_ref (g_ptr_array_index (self->rooms, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = hearth_recent_rooms_get_item_type;
  iface->get_n_items = hearth_recent_rooms_get_n_items;
  iface->get_item = hearth_recent_rooms_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthRecentRooms, hearth_recent_rooms, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
hearth_recent_rooms_finalize (GObject *object)
{
  HearthRecentRooms *self = HEARTH_RECENT_ROOMS (object);

  g_ptr_array_unref (self->rooms);

  G_OBJECT_CLASS (hearth_recent_rooms_parent_class)->finalize (object);
}

static void
hearth_recent_rooms_class_init (HearthRecentRoomsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_recent_rooms_finalize;
}

/* The same room is the same secret, whatever the form of the link. */
static gboolean
find (HearthRecentRooms *self,
      HearthInvitation  *invitation,
      guint             *position)
{
  for (guint i = 0; i < self->rooms->len; i++)
    {
      HearthRecentRoom *room = g_ptr_array_index (self->rooms, i);

      if (g_str_equal (hearth_invitation_get_room (room->invitation), hearth_invitation_get_room (invitation)))
        {
          *position = i;
          return TRUE;
        }
    }

  return FALSE;
}

/* One group for each room, in order. */
static void
load (HearthRecentRooms *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = hearth_private_file_get_path (FILE_NAME);
  g_autoptr (GBytes) content = hearth_private_file_read (path, HEARTH_LIMIT_RECENT_ROOMS_BYTES, &error);
  g_auto (GStrv) groups = NULL;

  if (content == NULL)
    {
      g_debug ("No recent rooms: %s", error->message);
      return;
    }
  if (!g_key_file_load_from_bytes (file, content, G_KEY_FILE_NONE, NULL))
    {
      /* GLib's message would quote the line, and lines are links. */
      g_debug ("The recent rooms cannot be understood");
      return;
    }

  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL && self->rooms->len < HEARTH_LIMIT_RECENT_ROOMS; i++)
    {
      g_autofree char *link = g_key_file_get_string (file, groups[i], "link", NULL);
      g_autofree char *title = g_key_file_get_string (file, groups[i], "title", NULL);
      g_autoptr (HearthRecentRoom) room = NULL;
      guint position;

      if (link == NULL || title == NULL)
        continue;
      room = create_room (link, title,
                          g_key_file_get_boolean (file, groups[i], "hosted", NULL),
                          g_key_file_get_int64 (file, groups[i], "when", NULL));
      if (room != NULL && !find (self, room->invitation, &position))
        g_ptr_array_add (self->rooms, g_steal_pointer (&room));
    }
}

static void
save (HearthRecentRooms *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = hearth_private_file_get_path (FILE_NAME);
  g_autofree char *content = NULL;
  gsize length;

  for (guint i = 0; i < self->rooms->len; i++)
    {
      HearthRecentRoom *room = g_ptr_array_index (self->rooms, i);
      g_autofree char *group = g_strdup_printf ("room-%u", i);

      g_key_file_set_string (file, group, "link", room->link);
      g_key_file_set_string (file, group, "title", room->title);
      g_key_file_set_boolean (file, group, "hosted", room->hosted);
      g_key_file_set_int64 (file, group, "when", room->when);
    }

  content = g_key_file_to_data (file, &length, NULL);
  if (!hearth_private_file_write (path, content, length, HEARTH_PRIVATE_FILE_REPLACE, &error))
    g_debug ("Recent rooms are not kept: %s", error->message);
}

static void
hearth_recent_rooms_init (HearthRecentRooms *self)
{
  self->rooms = g_ptr_array_new_with_free_func (g_object_unref);
  load (self);
}

HearthRecentRooms *
hearth_recent_rooms_new (void)
{
  return g_object_new (HEARTH_TYPE_RECENT_ROOMS, NULL);
}

void
hearth_recent_rooms_add (HearthRecentRooms *self,
                         const char        *link,
                         const char        *title,
                         gboolean           hosted)
{
  HearthRecentRoom *room;
  guint n_before;
  guint position;

  g_return_if_fail (HEARTH_IS_RECENT_ROOMS (self));
  g_return_if_fail (link != NULL);
  g_return_if_fail (title != NULL);

  room = create_room (link, title, hosted, g_get_real_time () / G_USEC_PER_SEC);
  if (room == NULL)
    return;

  n_before = self->rooms->len;
  if (find (self, room->invitation, &position))
    g_ptr_array_remove_index (self->rooms, position);
  g_ptr_array_insert (self->rooms, 0, room);
  if (self->rooms->len > HEARTH_LIMIT_RECENT_ROOMS)
    g_ptr_array_set_size (self->rooms, HEARTH_LIMIT_RECENT_ROOMS);

  save (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->rooms->len);
}

void
hearth_recent_rooms_remove (HearthRecentRooms *self,
                            const char        *link)
{
  g_autoptr (HearthInvitation) invitation = NULL;
  guint position;

  g_return_if_fail (HEARTH_IS_RECENT_ROOMS (self));
  g_return_if_fail (link != NULL);

  invitation = hearth_invitation_parse (link, NULL);
  if (invitation == NULL || !find (self, invitation, &position))
    return;

  g_ptr_array_remove_index (self->rooms, position);
  save (self);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}
