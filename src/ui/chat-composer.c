/* Where this person writes: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/chat-composer.h"

#include <glib/gi18n.h>

#include "base/limits.h"
#include "ui/badge.h"
#include "ui/sentences.h"

struct _HearthChatComposer
{
  GtkBox parent_instance;

  HearthCall *call;
  GPtrArray *people;            /* of HearthParticipant: in the list of addressees after everybody */
  HearthParticipant *addressee; /* nullable: everybody; stays chosen when they have left, so that nobody else gets what was for them */
  gboolean updating;

  GtkDropDown *addressees;
  GtkLabel *note;
  GtkTextView *entry;
  GtkWidget *placeholder;
  GtkWidget *send;
};

G_DEFINE_FINAL_TYPE (HearthChatComposer, hearth_chat_composer, GTK_TYPE_BOX)

static char *
get_text (HearthChatComposer *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->entry);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* What a person should know before they send it. */
static char *
make_note (HearthChatComposer *self,
           gboolean            too_long)
{
  g_autofree char *name = NULL;

  if (!hearth_chat_may_write (hearth_call_get_chat (self->call)))
    return g_strdup (_("The host does not let you write messages now."));
  if (too_long)
    return g_strdup (_("Too long for one message. Send it in parts."));
  if (self->addressee == NULL)
    return NULL;

  name = hearth_sentence_isolate (hearth_participant_get_name (self->addressee));
  if (hearth_call_is_hosting (self->call) || hearth_participant_is_host (self->addressee))
    /* Translators: %s is a person’s name */
    return g_strdup_printf (_("Only %s can read this."), name);

  /* Translators: %s is a person’s name */
  return g_strdup_printf (_("Only %s can read this, and the host’s computer, which passes it on."), name);
}

static void
update (HearthChatComposer *self)
{
  g_autofree char *text = get_text (self);
  gboolean may = hearth_chat_may_write (hearth_call_get_chat (self->call));
  gboolean too_long = strlen (text) > HEARTH_LIMIT_CHAT_BYTES;
  g_autofree char *note = make_note (self, too_long);
  g_autofree char *blank = g_strstrip (g_strdup (text));

  gtk_widget_set_visible (self->placeholder, *text == '\0');
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), may);
  gtk_widget_set_sensitive (GTK_WIDGET (self->addressees), may);
  gtk_widget_set_sensitive (self->send, may && !too_long && *blank != '\0');
  if (note != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, note, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
on_send (HearthChatComposer *self)
{
  g_autofree char *text = get_text (self);

  if (!gtk_widget_get_sensitive (self->send))
    return;

  if (hearth_chat_say (hearth_call_get_chat (self->call), self->addressee, text))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->entry), "", 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* Enter sends, with Shift it begins a line; while an input method is composing it is the method's. */
static gboolean
on_key_pressed (HearthChatComposer    *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));

  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter) || (state & GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  if (gtk_text_view_im_context_filter_keypress (self->entry, event))
    return GDK_EVENT_STOP;

  on_send (self);

  return GDK_EVENT_STOP;
}

/* --- To whom ------------------------------------------------------------------------------------------------------------ */

static void
on_selected (HearthChatComposer *self)
{
  guint selected = gtk_drop_down_get_selected (self->addressees);
  HearthParticipant *addressee = NULL;

  if (self->updating || self->call == NULL)
    return;

  if (selected > 0 && selected <= self->people->len)
    addressee = g_ptr_array_index (self->people, selected - 1);
  g_set_object (&self->addressee, addressee);
  update (self);
}

static void
list_people (HearthChatComposer *self)
{
  GListModel *participants = hearth_call_get_participants (self->call);

  g_ptr_array_set_size (self->people, 0);
  for (guint i = 0; i < g_list_model_get_n_items (participants); i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (participants, i);

      if (!hearth_participant_is_self (participant))
        g_ptr_array_add (self->people, g_steal_pointer (&participant));
    }
  if (self->addressee != NULL && !g_ptr_array_find (self->people, self->addressee, NULL))
    g_ptr_array_add (self->people, g_object_ref (self->addressee));
}

static void
show_people (HearthChatComposer *self)
{
  g_autoptr (GtkStringObject) everybody = gtk_string_object_new (_("Everybody"));
  g_autoptr (GListStore) addressees = g_list_store_new (G_TYPE_OBJECT);
  guint selected = 0;

  g_list_store_append (addressees, everybody);
  for (guint i = 0; i < self->people->len; i++)
    {
      HearthParticipant *participant = g_ptr_array_index (self->people, i);

      g_list_store_append (addressees, participant);
      if (participant == self->addressee)
        selected = i + 1;
    }

  self->updating = TRUE;
  gtk_drop_down_set_model (self->addressees, G_LIST_MODEL (addressees));
  gtk_drop_down_set_selected (self->addressees, selected);
  self->updating = FALSE;
  update (self);
}

static void
on_name_notify (HearthParticipant  *participant,
                GParamSpec         *pspec,
                HearthChatComposer *self)
{
  show_people (self);
}

static void
on_participants_changed (HearthChatComposer *self)
{
  for (guint i = 0; i < self->people->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->people, i), on_name_notify, self);
  list_people (self);
  for (guint i = 0; i < self->people->len; i++)
    g_signal_connect_object (g_ptr_array_index (self->people, i), "notify::name", G_CALLBACK (on_name_notify), self, G_CONNECT_DEFAULT);
  show_people (self);
}

static void
on_item_setup (GtkListItemFactory *factory,
               GtkListItem        *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), g_object_new (HEARTH_TYPE_BADGE_VIEW, NULL));
  gtk_list_item_set_child (item, box);
}

static void
on_item_bind (GtkListItemFactory *factory,
              GtkListItem        *item)
{
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  HearthBadgeView *badge = HEARTH_BADGE_VIEW (gtk_widget_get_next_sibling (label));
  gpointer addressee = gtk_list_item_get_item (item);
  const char *name, *key = NULL;

  if (HEARTH_IS_PARTICIPANT (addressee))
    {
      name = hearth_participant_get_name (addressee);
      key = hearth_acquaintance_get_key (hearth_participant_get_acquaintance (addressee));
    }
  else
    {
      name = gtk_string_object_get_string (addressee);
    }
  gtk_label_set_label (GTK_LABEL (label), name);
  hearth_badge_view_set_key (badge, key);
  gtk_list_item_set_accessible_label (item, name);
}

/* --- The widget --------------------------------------------------------------------------------------------------------- */

static gboolean
hearth_chat_composer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HEARTH_CHAT_COMPOSER (widget)->entry));
}

static void
hearth_chat_composer_dispose (GObject *object)
{
  HearthChatComposer *self = HEARTH_CHAT_COMPOSER (object);

  g_clear_object (&self->call);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_CHAT_COMPOSER);
  g_clear_object (&self->addressee);
  g_clear_pointer (&self->people, g_ptr_array_unref);

  G_OBJECT_CLASS (hearth_chat_composer_parent_class)->dispose (object);
}

static void
hearth_chat_composer_class_init (HearthChatComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_chat_composer_dispose;
  widget_class->grab_focus = hearth_chat_composer_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/chat-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthChatComposer, addressees);
  gtk_widget_class_bind_template_child (widget_class, HearthChatComposer, note);
  gtk_widget_class_bind_template_child (widget_class, HearthChatComposer, entry);
  gtk_widget_class_bind_template_child (widget_class, HearthChatComposer, placeholder);
  gtk_widget_class_bind_template_child (widget_class, HearthChatComposer, send);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
}

static void
hearth_chat_composer_init (HearthChatComposer *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->people = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (on_item_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_item_bind), NULL);
  gtk_drop_down_set_factory (self->addressees, factory);
}

void
hearth_chat_composer_bind (HearthChatComposer *self,
                           HearthCall         *call)
{
  g_return_if_fail (HEARTH_IS_CHAT_COMPOSER (self));
  g_return_if_fail (HEARTH_IS_CALL (call));
  g_return_if_fail (self->call == NULL);

  self->call = g_object_ref (call);
  g_signal_connect_object (hearth_call_get_participants (call), "items-changed", G_CALLBACK (on_participants_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::hosting", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hearth_call_get_chat (call), "notify::may-write", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_view_get_buffer (self->entry), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  on_participants_changed (self);
}

void
hearth_chat_composer_clear (HearthChatComposer *self)
{
  g_return_if_fail (HEARTH_IS_CHAT_COMPOSER (self));

  g_clear_object (&self->addressee);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->entry), "", 0);
  on_participants_changed (self);
}
