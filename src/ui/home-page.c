/* The first page: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/home-page.h"

#include "call/link-check.h"
#include "ui/recent-room-row.h"
#include "ui/sentences.h"
#include "ui/widget-state.h"

struct _HearthHomePage
{
  AdwNavigationPage parent_instance;

  HearthCall *call;
  GCancellable *paste_cancellable;

  AdwBanner *message;
  AdwEntryRow *link;
  GtkWidget *join;
  GtkLabel *hint;
  GtkWidget *recent_group;
  GtkListBox *recent;
};

G_DEFINE_FINAL_TYPE (HearthHomePage, hearth_home_page, ADW_TYPE_NAVIGATION_PAGE)

static void
show_hint (HearthHomePage *self,
           const GError   *error)
{
  gtk_label_set_label (self->hint, error != NULL ? hearth_sentence_for_error (error) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), error != NULL);
  hearth_widget_state_set_valid (GTK_WIDGET (self->link), error == NULL);
}

static void
on_link_changed (HearthHomePage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->link));
  g_autoptr (GError) error = NULL;
  gboolean valid = FALSE;

  if (*text != '\0')
    valid = hearth_link_check (text, &error);

  gtk_widget_set_sensitive (self->join, valid);
  show_hint (self, error);
}

static void
join (HearthHomePage *self,
      const char     *link)
{
  g_autoptr (GError) error = NULL;

  if (hearth_call_prepare_join (self->call, link, &error))
    gtk_editable_set_text (GTK_EDITABLE (self->link), "");
  else
    show_hint (self, error);
}

static void
on_join (HearthHomePage *self)
{
  join (self, gtk_editable_get_text (GTK_EDITABLE (self->link)));
}

static void
on_recent_activated (GtkListBox    *list,
                     GtkListBoxRow *row,
                     gpointer       user_data)
{
  HearthHomePage *self = HEARTH_HOME_PAGE (user_data);
  HearthRecentRoom *room = hearth_recent_room_row_get_room (HEARTH_RECENT_ROOM_ROW (row));
  g_autofree char *link = g_strdup (hearth_recent_room_get_link (room));

  join (self, link);
}

static void
on_clipboard_read (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (HearthHomePage) self = HEARTH_HOME_PAGE (user_data);
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text == NULL || g_cancellable_is_cancelled (self->paste_cancellable))
    return;

  gtk_editable_set_text (GTK_EDITABLE (self->link), g_strstrip (text));
  gtk_widget_grab_focus (gtk_widget_get_sensitive (self->join) ? self->join : GTK_WIDGET (self->link));
}

static void
on_paste (HearthHomePage *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->paste_cancellable, on_clipboard_read,
                                 g_object_ref (self));
}

static void
on_dismissed (HearthHomePage *self)
{
  hearth_home_page_set_message (self, NULL);
}

static GtkWidget *
create_recent_row (gpointer item,
                   gpointer user_data)
{
  HearthHomePage *self = HEARTH_HOME_PAGE (user_data);

  return hearth_recent_room_row_new (HEARTH_RECENT_ROOM (item), hearth_call_get_recent_rooms (self->call));
}

static void
on_recent_changed (HearthHomePage *self)
{
  GListModel *rooms = G_LIST_MODEL (hearth_call_get_recent_rooms (self->call));

  gtk_widget_set_visible (self->recent_group, g_list_model_get_n_items (rooms) > 0);
}

static void
hearth_home_page_dispose (GObject *object)
{
  HearthHomePage *self = HEARTH_HOME_PAGE (object);

  g_cancellable_cancel (self->paste_cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_HOME_PAGE);
  g_clear_object (&self->call);

  G_OBJECT_CLASS (hearth_home_page_parent_class)->dispose (object);
}

static void
hearth_home_page_finalize (GObject *object)
{
  HearthHomePage *self = HEARTH_HOME_PAGE (object);

  g_object_unref (self->paste_cancellable);

  G_OBJECT_CLASS (hearth_home_page_parent_class)->finalize (object);
}

static void
hearth_home_page_class_init (HearthHomePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_home_page_dispose;
  object_class->finalize = hearth_home_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthHomePage, message);
  gtk_widget_class_bind_template_child (widget_class, HearthHomePage, link);
  gtk_widget_class_bind_template_child (widget_class, HearthHomePage, join);
  gtk_widget_class_bind_template_child (widget_class, HearthHomePage, hint);
  gtk_widget_class_bind_template_child (widget_class, HearthHomePage, recent_group);
  gtk_widget_class_bind_template_child (widget_class, HearthHomePage, recent);
  gtk_widget_class_bind_template_callback (widget_class, on_link_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_join);
  gtk_widget_class_bind_template_callback (widget_class, on_paste);
  gtk_widget_class_bind_template_callback (widget_class, on_dismissed);
}

static void
hearth_home_page_init (HearthHomePage *self)
{
  self->paste_cancellable = g_cancellable_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
}

void
hearth_home_page_bind (HearthHomePage *self,
                       HearthCall     *call)
{
  GListModel *rooms;

  g_return_if_fail (HEARTH_IS_HOME_PAGE (self));
  g_return_if_fail (HEARTH_IS_CALL (call));
  g_return_if_fail (self->call == NULL);

  self->call = g_object_ref (call);

  rooms = G_LIST_MODEL (hearth_call_get_recent_rooms (call));
  gtk_list_box_bind_model (self->recent, rooms, create_recent_row, self, NULL);
  g_signal_connect (self->recent, "row-activated", G_CALLBACK (on_recent_activated), self);
  g_signal_connect_object (rooms, "items-changed", G_CALLBACK (on_recent_changed), self, G_CONNECT_SWAPPED);
  on_recent_changed (self);
}

void
hearth_home_page_set_message (HearthHomePage *self,
                              const char     *message)
{
  g_return_if_fail (HEARTH_IS_HOME_PAGE (self));

  if (message != NULL)
    adw_banner_set_title (self->message, message);
  adw_banner_set_revealed (self->message, message != NULL);
}
