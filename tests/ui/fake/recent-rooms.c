/* The recent rooms of the stand-in for src/call: in memory, see fake-call.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/recent-rooms.h"

struct _HearthRecentRoom
{
  GObject parent_instance;

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

struct _HearthRecentRooms
{
  GObject parent_instance;

  GListStore *rooms;
};

static GType
get_item_type (GListModel *model)
{
  return HEARTH_TYPE_RECENT_ROOM;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (HEARTH_RECENT_ROOMS (model)->rooms));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (HEARTH_RECENT_ROOMS (model)->rooms), position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthRecentRooms, hearth_recent_rooms, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
hearth_recent_rooms_finalize (GObject *object)
{
  g_object_unref (HEARTH_RECENT_ROOMS (object)->rooms);

  G_OBJECT_CLASS (hearth_recent_rooms_parent_class)->finalize (object);
}

static void
hearth_recent_rooms_class_init (HearthRecentRoomsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_recent_rooms_finalize;
}

static void
hearth_recent_rooms_init (HearthRecentRooms *self)
{
  self->rooms = g_list_store_new (HEARTH_TYPE_RECENT_ROOM);
  g_signal_connect_object (self->rooms, "items-changed", G_CALLBACK (g_list_model_items_changed), self, G_CONNECT_SWAPPED);
}

const char *
hearth_recent_room_get_link (HearthRecentRoom *self)
{
  return self->link;
}

const char *
hearth_recent_room_get_title (HearthRecentRoom *self)
{
  return self->title;
}

gboolean
hearth_recent_room_is_hosted (HearthRecentRoom *self)
{
  return self->hosted;
}

gint64
hearth_recent_room_get_when (HearthRecentRoom *self)
{
  return self->when;
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
  g_autoptr (HearthRecentRoom) room = g_object_new (HEARTH_TYPE_RECENT_ROOM, NULL);

  hearth_recent_rooms_remove (self, link);
  room->link = g_strdup (link);
  room->title = g_strdup (title);
  room->hosted = hosted;
  room->when = g_get_real_time () / G_USEC_PER_SEC;
  g_list_store_insert (self->rooms, 0, room);
}

void
hearth_recent_rooms_remove (HearthRecentRooms *self,
                            const char        *link)
{
  for (guint i = 0; i < get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr (HearthRecentRoom) room = get_item (G_LIST_MODEL (self), i);

      if (g_str_equal (room->link, link))
        {
          g_list_store_remove (self->rooms, i);
          return;
        }
    }
}
