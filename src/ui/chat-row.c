/* One message in the chat: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/chat-row.h"

#include "ui/badge.h"
#include "ui/chat-links.h"
#include "ui/chat-sentences.h"

/* What one person writes within this time stands under one heading. */
#define GROUP_MS (5 * 60 * 1000)

struct _HearthChatRow
{
  GtkListBoxRow parent_instance;

  HearthChatMessage *message;

  GtkWidget *heading;
  GtkLabel *writer;
  HearthBadgeView *badge;
  GtkLabel *time;
  GtkLabel *text;
  GtkLabel *state;
  gboolean unannounced; /* that it was refused */
};

G_DEFINE_FINAL_TYPE (HearthChatRow, hearth_chat_row, GTK_TYPE_LIST_BOX_ROW)

/* The desktop asks its person, and knows which program is theirs. */
static gboolean
on_activate_link (HearthChatRow *self,
                  const char    *uri)
{
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, NULL, NULL);

  return TRUE;
}

static gboolean
on_copy (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), hearth_chat_message_get_text (HEARTH_CHAT_ROW (widget)->message)->text);

  return TRUE;
}

/* What this computer itself refuses is refused before there is a row, and a row is heard only in a window. */
static void
announce_refusal (HearthChatRow *self)
{
  self->unannounced = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (!self->unannounced)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), gtk_label_get_label (self->state), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
on_state_changed (HearthChatRow *self)
{
  g_autofree char *writer = hearth_sentence_for_writer (self->message);
  g_autofree char *time = hearth_sentence_for_chat_time (self->message);
  g_autofree char *state = hearth_sentence_for_chat_state (self->message);
  g_autofree char *all = hearth_sentence_for_message (self->message);

  gtk_label_set_label (self->writer, writer);
  gtk_label_set_label (self->time, time);
  gtk_label_set_label (self->state, state != NULL ? state : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state), state != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
  if (hearth_chat_message_get_state (self->message) == HEARTH_CHAT_REFUSED)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->state), "error");
      announce_refusal (self);
    }
  /* With a time it may stand under another heading. */
  if (gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    gtk_list_box_row_changed (GTK_LIST_BOX_ROW (self));
}

static void
hearth_chat_row_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hearth_chat_row_parent_class)->map (widget);

  if (HEARTH_CHAT_ROW (widget)->unannounced)
    announce_refusal (HEARTH_CHAT_ROW (widget));
}

static void
hearth_chat_row_dispose (GObject *object)
{
  HearthChatRow *self = HEARTH_CHAT_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_CHAT_ROW);
  g_clear_object (&self->message);

  G_OBJECT_CLASS (hearth_chat_row_parent_class)->dispose (object);
}

static void
hearth_chat_row_class_init (HearthChatRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_chat_row_dispose;
  widget_class->map = hearth_chat_row_map;

  g_type_ensure (HEARTH_TYPE_BADGE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/chat-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthChatRow, heading);
  gtk_widget_class_bind_template_child (widget_class, HearthChatRow, writer);
  gtk_widget_class_bind_template_child (widget_class, HearthChatRow, badge);
  gtk_widget_class_bind_template_child (widget_class, HearthChatRow, time);
  gtk_widget_class_bind_template_child (widget_class, HearthChatRow, text);
  gtk_widget_class_bind_template_child (widget_class, HearthChatRow, state);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_link);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, on_copy, NULL);
}

static void
hearth_chat_row_init (HearthChatRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* At the other side. */
static void
show_as_own (HearthChatRow *self)
{
  GtkWidget *const parts[] = { self->heading, GTK_WIDGET (self->text), GTK_WIDGET (self->state) };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_widget_set_halign (parts[i], GTK_ALIGN_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "own");
}

GtkWidget *
hearth_chat_row_new (HearthChatMessage *message,
                     HearthParticipant *writer)
{
  HearthChatRow *self;
  g_autofree char *markup = NULL;

  g_return_val_if_fail (HEARTH_IS_CHAT_MESSAGE (message), NULL);

  self = g_object_new (HEARTH_TYPE_CHAT_ROW, NULL);
  self->message = g_object_ref (message);
  markup = hearth_chat_links_to_markup (hearth_chat_message_get_text (message)->text);
  gtk_label_set_label (self->text, markup);
  if (hearth_chat_message_is_own (message))
    show_as_own (self);
  if (writer != NULL && !hearth_chat_message_is_own (message))
    hearth_badge_view_set_key (self->badge, hearth_acquaintance_get_key (hearth_participant_get_acquaintance (writer)));
  g_signal_connect_object (message, "notify::state", G_CALLBACK (on_state_changed), self, G_CONNECT_SWAPPED);
  on_state_changed (self);

  return GTK_WIDGET (self);
}

void
hearth_chat_row_follow (HearthChatRow *self,
                        HearthChatRow *before)
{
  const HearthChatText *text, *text_before;
  gint64 time, time_before;
  gboolean same;

  g_return_if_fail (HEARTH_IS_CHAT_ROW (self));
  g_return_if_fail (before == NULL || HEARTH_IS_CHAT_ROW (before));

  if (before == NULL)
    {
      gtk_widget_set_visible (self->heading, TRUE);
      return;
    }

  text = hearth_chat_message_get_text (self->message);
  text_before = hearth_chat_message_get_text (before->message);
  time = hearth_chat_message_get_time (self->message);
  time_before = hearth_chat_message_get_time (before->message);

  /* One's own has no writer and no time yet while it is on its way. */
  same = hearth_chat_message_is_own (self->message) == hearth_chat_message_is_own (before->message)
         && (hearth_chat_message_is_own (self->message) || g_strcmp0 (text->sender, text_before->sender) == 0)
         && g_strcmp0 (text->sender_name != NULL ? text->sender_name : text_before->sender_name, text_before->sender_name) == 0
         && g_strcmp0 (text->addressee, text_before->addressee) == 0
         && (time == 0 || time - time_before < GROUP_MS);
  gtk_widget_set_visible (self->heading, !same);
}
