/* A room this person was in: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/recent-room-row.h"

#include <glib/gi18n.h>

#include "ui/sentences.h"

struct _HearthRecentRoomRow
{
  AdwActionRow parent_instance;

  HearthRecentRoom *room;
  HearthRecentRooms *rooms;
};

G_DEFINE_FINAL_TYPE (HearthRecentRoomRow, hearth_recent_room_row, ADW_TYPE_ACTION_ROW)

/* "Today, 14:05", "Yesterday, 9:30", or the date. */
static char *
format_when (gint64 when)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (when);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (now, -1);
  int year, month, day, other_year, other_month, other_day;

  if (then == NULL)
    return g_strdup ("");

  g_date_time_get_ymd (then, &year, &month, &day);
  g_date_time_get_ymd (now, &other_year, &other_month, &other_day);
  if (year == other_year && month == other_month && day == other_day)
    /* Translators: when a room was last entered, see strftime(3) */
    return g_date_time_format (then, _("Today, %H:%M"));

  g_date_time_get_ymd (yesterday, &other_year, &other_month, &other_day);
  if (year == other_year && month == other_month && day == other_day)
    /* Translators: when a room was last entered, see strftime(3) */
    return g_date_time_format (then, _("Yesterday, %H:%M"));

  /* Translators: when a room was last entered, see strftime(3) */
  return g_date_time_format (then, _("%e %B %Y"));
}

static void
show_room (HearthRecentRoomRow *self)
{
  g_autofree char *isolated = hearth_sentence_isolate (hearth_recent_room_get_title (self->room));
  g_autofree char *when = format_when (hearth_recent_room_get_when (self->room));
  g_autofree char *room_title = NULL;

  if (hearth_recent_room_is_hosted (self->room))
    room_title = g_strdup (_("Your room"));
  else
    /* Translators: %s is the name of the person who hosts the room */
    room_title = g_strdup_printf (_("Room of %s"), isolated);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), room_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), when);
}

static void
on_remove (HearthRecentRoomRow *self)
{
  /* The room may go with its row. */
  g_autofree char *link = g_strdup (hearth_recent_room_get_link (self->room));

  hearth_recent_rooms_remove (self->rooms, link);
}

static void
hearth_recent_room_row_dispose (GObject *object)
{
  HearthRecentRoomRow *self = HEARTH_RECENT_ROOM_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_RECENT_ROOM_ROW);
  g_clear_object (&self->room);
  g_clear_object (&self->rooms);

  G_OBJECT_CLASS (hearth_recent_room_row_parent_class)->dispose (object);
}

static void
hearth_recent_room_row_class_init (HearthRecentRoomRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_recent_room_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/recent-room-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
}

static void
hearth_recent_room_row_init (HearthRecentRoomRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
hearth_recent_room_row_new (HearthRecentRoom  *room,
                            HearthRecentRooms *rooms)
{
  HearthRecentRoomRow *self;

  g_return_val_if_fail (HEARTH_IS_RECENT_ROOM (room), NULL);
  g_return_val_if_fail (HEARTH_IS_RECENT_ROOMS (rooms), NULL);

  self = g_object_new (HEARTH_TYPE_RECENT_ROOM_ROW, NULL);
  self->room = g_object_ref (room);
  self->rooms = g_object_ref (rooms);
  show_room (self);

  return GTK_WIDGET (self);
}

HearthRecentRoom *
hearth_recent_room_row_get_room (HearthRecentRoomRow *self)
{
  g_return_val_if_fail (HEARTH_IS_RECENT_ROOM_ROW (self), NULL);

  return self->room;
}
