/* Recent rooms in the desktop's overview: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desktop/room-search.h"

#include <glib/gi18n.h>

static const char introspection[] =
  "<node><interface name='org.gnome.Shell.SearchProvider2'>"
  "<method name='GetInitialResultSet'><arg type='as' direction='in'/><arg type='as' direction='out'/></method>"
  "<method name='GetSubsearchResultSet'><arg type='as' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='as' direction='out'/></method>"
  "<method name='GetResultMetas'><arg type='as' direction='in'/><arg type='aa{sv}' direction='out'/></method>"
  "<method name='ActivateResult'><arg type='s' direction='in'/><arg type='as' direction='in'/><arg type='u' direction='in'/></method>"
  "<method name='LaunchSearch'><arg type='as' direction='in'/><arg type='u' direction='in'/></method>"
  "</interface></node>";

struct _HearthRoomSearch
{
  GObject parent_instance;

  HearthRecentRooms *rooms;
  GDBusConnection *connection;
  guint registration;
};

enum
{
  ACTIVATED,
  OPENED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthRoomSearch, hearth_room_search, G_TYPE_OBJECT)

static char *
make_id (HearthRecentRoom *room)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, hearth_recent_room_get_link (room), -1);
}

static char *
make_title (HearthRecentRoom *room)
{
  if (hearth_recent_room_is_hosted (room))
    return g_strdup (_("Your room"));

  /* Translators: %s is the name of the person who hosts the room */
  return g_strdup_printf (_("Room of %s"), hearth_recent_room_get_title (room));
}

/* Every term must begin a word of the title. */
static gboolean
matches (HearthRecentRoom   *room,
         const char *const  *terms)
{
  g_autofree char *title = make_title (room);

  for (guint i = 0; terms[i] != NULL; i++)
    if (!g_str_match_string (terms[i], title, TRUE))
      return FALSE;

  return terms[0] != NULL;
}

static HearthRecentRoom *
find (HearthRoomSearch *self,
      const char       *id)
{
  guint n = self->rooms != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->rooms)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthRecentRoom) room = g_list_model_get_item (G_LIST_MODEL (self->rooms), i);
      g_autofree char *room_id = make_id (room);

      if (g_str_equal (room_id, id))
        return g_steal_pointer (&room);
    }

  return NULL;
}

static GVariant *
search (HearthRoomSearch  *self,
        const char *const *terms)
{
  guint n = self->rooms != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->rooms)) : 0;
  g_auto (GVariantBuilder) ids = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthRecentRoom) room = g_list_model_get_item (G_LIST_MODEL (self->rooms), i);
      g_autofree char *id = make_id (room);

      if (matches (room, terms))
        g_variant_builder_add (&ids, "s", id);
    }

  return g_variant_new ("(as)", &ids);
}

static void
add_meta (GVariantBuilder  *metas,
          const char       *id,
          HearthRecentRoom *room)
{
  g_autofree char *title = make_title (room);
  g_autoptr (GIcon) icon = g_themed_icon_new (HEARTH_APPLICATION_ID);
  g_autoptr (GVariant) serialized = g_icon_serialize (icon);

  g_variant_builder_open (metas, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (metas, "{sv}", "id", g_variant_new_string (id));
  g_variant_builder_add (metas, "{sv}", "name", g_variant_new_string (title));
  g_variant_builder_add (metas, "{sv}", "icon", serialized);
  g_variant_builder_close (metas);
}

static GVariant *
describe (HearthRoomSearch  *self,
          const char *const *ids)
{
  g_auto (GVariantBuilder) metas = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (HearthRecentRoom) room = find (self, ids[i]);

      if (room != NULL)
        add_meta (&metas, ids[i], room);
    }

  return g_variant_new ("(aa{sv})", &metas);
}

static void
activate (HearthRoomSearch *self,
          const char       *id)
{
  g_autoptr (HearthRecentRoom) room = find (self, id);

  /* It may have been forgotten since it was found. */
  if (room != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, hearth_recent_room_get_link (room));
  else
    g_signal_emit (self, signals[OPENED], 0);
}

static void
on_method_call (GDBusConnection       *connection,
                const char            *sender,
                const char            *object_path,
                const char            *interface_name,
                const char            *method_name,
                GVariant              *parameters,
                GDBusMethodInvocation *invocation,
                gpointer               user_data)
{
  HearthRoomSearch *self = HEARTH_ROOM_SEARCH (user_data);
  g_autofree const char **strings = NULL;
  GVariant *answer = NULL;
  const char *id;

  if (g_str_equal (method_name, "GetInitialResultSet"))
    {
      g_variant_get (parameters, "(^a&s)", &strings);
      answer = search (self, strings);
    }
  else if (g_str_equal (method_name, "GetSubsearchResultSet"))
    {
      /* Ten rooms are searched as quickly as those that were found before. */
      g_variant_get (parameters, "(as^a&s)", NULL, &strings);
      answer = search (self, strings);
    }
  else if (g_str_equal (method_name, "GetResultMetas"))
    {
      g_variant_get (parameters, "(^a&s)", &strings);
      answer = describe (self, strings);
    }
  else if (g_str_equal (method_name, "ActivateResult"))
    {
      g_variant_get (parameters, "(&sasu)", &id, NULL, NULL);
      activate (self, id);
    }
  else
    {
      g_signal_emit (self, signals[OPENED], 0);
    }

  g_dbus_method_invocation_return_value (invocation, answer);
}

static void
hearth_room_search_dispose (GObject *object)
{
  HearthRoomSearch *self = HEARTH_ROOM_SEARCH (object);

  hearth_room_search_unexport (self);
  g_clear_object (&self->rooms);

  G_OBJECT_CLASS (hearth_room_search_parent_class)->dispose (object);
}

static void
hearth_room_search_class_init (HearthRoomSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_room_search_dispose;

  signals[ACTIVATED] = g_signal_new ("activated", HEARTH_TYPE_ROOM_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                     G_TYPE_STRING);
  signals[OPENED] = g_signal_new ("opened", HEARTH_TYPE_ROOM_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_room_search_init (HearthRoomSearch *self)
{
}

HearthRoomSearch *
hearth_room_search_new (void)
{
  return g_object_new (HEARTH_TYPE_ROOM_SEARCH, NULL);
}

void
hearth_room_search_set_rooms (HearthRoomSearch  *self,
                              HearthRecentRooms *rooms)
{
  g_return_if_fail (HEARTH_IS_ROOM_SEARCH (self));
  g_return_if_fail (rooms == NULL || HEARTH_IS_RECENT_ROOMS (rooms));

  g_set_object (&self->rooms, rooms);
}

gboolean
hearth_room_search_export (HearthRoomSearch  *self,
                           GDBusConnection   *connection,
                           const char        *path,
                           GError           **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_method_call };
  g_autoptr (GDBusNodeInfo) node = NULL;

  g_return_val_if_fail (HEARTH_IS_ROOM_SEARCH (self), FALSE);
  g_return_val_if_fail (G_IS_DBUS_CONNECTION (connection), FALSE);
  g_return_val_if_fail (self->registration == 0, FALSE);

  node = g_dbus_node_info_new_for_xml (introspection, NULL);
  g_assert (node != NULL);
  self->registration = g_dbus_connection_register_object (connection, path, node->interfaces[0], &vtable, self, NULL, error);
  if (self->registration == 0)
    return FALSE;

  self->connection = g_object_ref (connection);

  return TRUE;
}

void
hearth_room_search_unexport (HearthRoomSearch *self)
{
  g_return_if_fail (HEARTH_IS_ROOM_SEARCH (self));

  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  self->registration = 0;
  g_clear_object (&self->connection);
}
