/* The chat of a call: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/chat-panel.h"

#include "ui/chat-composer.h"
#include "ui/chat-row.h"

struct _HearthChatPanel
{
  AdwBin parent_instance;

  HearthCall *call;
  gboolean at_end; /* the newest message is in sight and has to stay there */
  guint scroll_id;

  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkListBox *messages;
  GtkWidget *newest;
  HearthChatComposer *composer;
};

G_DEFINE_FINAL_TYPE (HearthChatPanel, hearth_chat_panel, ADW_TYPE_BIN)

/* --- The newest in sight ------------------------------------------------------------------------------------------------ */

static void
on_scroll (gpointer user_data)
{
  HearthChatPanel *self = HEARTH_CHAT_PANEL (user_data);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  self->scroll_id = 0;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment));
}

/* Before the next frame, and not now: sizes are told while they are given out, when nothing can be moved any more. */
static void
scroll_to_end (HearthChatPanel *self)
{
  if (self->scroll_id == 0)
    self->scroll_id = g_idle_add_once (on_scroll, self);
  g_source_set_priority (g_main_context_find_source_by_id (NULL, self->scroll_id), G_PRIORITY_HIGH_IDLE);
}

static void
set_at_end (HearthChatPanel *self,
            gboolean         at_end)
{
  self->at_end = at_end;
  gtk_widget_set_visible (self->newest, !at_end);
}

static void
on_scrolled (HearthChatPanel *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double below = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) - gtk_adjustment_get_value (adjustment);

  if (self->scroll_id == 0)
    set_at_end (self, below < 1);
}

/* There is more to see, or less room for it. */
static void
on_resized (HearthChatPanel *self)
{
  if (self->at_end)
    scroll_to_end (self);
  else
    on_scrolled (self);
}

static void
on_newest (HearthChatPanel *self)
{
  set_at_end (self, TRUE);
  scroll_to_end (self);
}

/* --- The messages ------------------------------------------------------------------------------------------------------- */

static HearthParticipant *
find_writer (HearthChatPanel   *self,
             HearthChatMessage *message)
{
  GListModel *participants = hearth_call_get_participants (self->call);
  const char *id = hearth_chat_message_get_text (message)->sender;

  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (participants); i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (participants, i);

      if (g_strcmp0 (hearth_participant_get_id (participant), id) == 0)
        return g_steal_pointer (&participant);
    }

  return NULL;
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  HearthChatPanel *self = HEARTH_CHAT_PANEL (user_data);
  g_autoptr (HearthParticipant) writer = find_writer (self, HEARTH_CHAT_MESSAGE (item));

  return hearth_chat_row_new (HEARTH_CHAT_MESSAGE (item), writer);
}

static void
update_heading (GtkListBoxRow *row,
                GtkListBoxRow *before,
                gpointer       user_data)
{
  hearth_chat_row_follow (HEARTH_CHAT_ROW (row), before != NULL ? HEARTH_CHAT_ROW (before) : NULL);
}

static void
on_messages_changed (GListModel      *messages,
                     guint            position,
                     guint            n_removed,
                     guint            n_added,
                     HearthChatPanel *self)
{
  guint n_messages = g_list_model_get_n_items (messages);
  g_autoptr (HearthChatMessage) last = n_messages > 0 ? g_list_model_get_item (messages, n_messages - 1) : NULL;

  gtk_stack_set_visible_child_name (self->stack, n_messages > 0 ? "messages" : "empty");

  /* Whoever writes wants to see it. */
  if (n_messages == 0 || (n_added > 0 && hearth_chat_message_is_own (last)))
    on_newest (self);
}

/* --- The widget --------------------------------------------------------------------------------------------------------- */

/* Nobody reads in a window behind another one. */
static void
update_reading (HearthChatPanel *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->call != NULL)
    hearth_chat_set_reading (hearth_call_get_chat (self->call),
                             gtk_widget_get_mapped (GTK_WIDGET (self)) && GTK_IS_WINDOW (root) && gtk_window_is_active (GTK_WINDOW (root)));
}

static void
hearth_chat_panel_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hearth_chat_panel_parent_class)->map (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::is-active", G_CALLBACK (update_reading), widget, G_CONNECT_SWAPPED);
  update_reading (HEARTH_CHAT_PANEL (widget));
}

static void
hearth_chat_panel_unmap (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), update_reading, widget);
  GTK_WIDGET_CLASS (hearth_chat_panel_parent_class)->unmap (widget);
  update_reading (HEARTH_CHAT_PANEL (widget));
}

static gboolean
hearth_chat_panel_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HEARTH_CHAT_PANEL (widget)->composer));
}

static void
hearth_chat_panel_dispose (GObject *object)
{
  HearthChatPanel *self = HEARTH_CHAT_PANEL (object);

  g_clear_handle_id (&self->scroll_id, g_source_remove);
  /* The rows are made with this panel. */
  if (self->messages != NULL)
    gtk_list_box_bind_model (self->messages, NULL, NULL, NULL, NULL);
  g_clear_object (&self->call);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_CHAT_PANEL);

  G_OBJECT_CLASS (hearth_chat_panel_parent_class)->dispose (object);
}

static void
hearth_chat_panel_class_init (HearthChatPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_chat_panel_dispose;
  widget_class->map = hearth_chat_panel_map;
  widget_class->unmap = hearth_chat_panel_unmap;
  widget_class->grab_focus = hearth_chat_panel_grab_focus;

  g_type_ensure (HEARTH_TYPE_CHAT_COMPOSER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/chat-panel.ui");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.chat", NULL);
  gtk_widget_class_bind_template_child (widget_class, HearthChatPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, HearthChatPanel, scroller);
  gtk_widget_class_bind_template_child (widget_class, HearthChatPanel, messages);
  gtk_widget_class_bind_template_child (widget_class, HearthChatPanel, newest);
  gtk_widget_class_bind_template_child (widget_class, HearthChatPanel, composer);
  gtk_widget_class_bind_template_callback (widget_class, on_newest);
}

static void
hearth_chat_panel_init (HearthChatPanel *self)
{
  GtkAdjustment *adjustment;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->at_end = TRUE;
  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_scrolled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (on_resized), self, G_CONNECT_SWAPPED);
  gtk_list_box_set_header_func (self->messages, update_heading, NULL, NULL);
}

void
hearth_chat_panel_bind (HearthChatPanel *self,
                        HearthCall      *call)
{
  GListModel *messages;

  g_return_if_fail (HEARTH_IS_CHAT_PANEL (self));
  g_return_if_fail (HEARTH_IS_CALL (call));
  g_return_if_fail (self->call == NULL);

  self->call = g_object_ref (call);
  messages = hearth_chat_get_messages (hearth_call_get_chat (call));
  hearth_chat_composer_bind (self->composer, call);
  gtk_list_box_bind_model (self->messages, messages, create_row, self, NULL);
  g_signal_connect_object (messages, "items-changed", G_CALLBACK (on_messages_changed), self, G_CONNECT_DEFAULT);
  on_messages_changed (messages, 0, 0, 0, self);
}

void
hearth_chat_panel_clear (HearthChatPanel *self)
{
  g_return_if_fail (HEARTH_IS_CHAT_PANEL (self));

  hearth_chat_composer_clear (self->composer);
}
