/* The doorbell of somebody who looks elsewhere: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/doorbell.h"

#include <glib/gi18n.h>

#include "ui/trust-sentences.h"

#define ACTION "answer-knock"

struct _HearthDoorbell
{
  GObject parent_instance;

  GtkWindow *window;
  GApplication *application;
  HearthCall *call;
  GPtrArray *knocks; /* of HearthKnock: what the list held last, because it does not tell who went */
};

G_DEFINE_FINAL_TYPE (HearthDoorbell, hearth_doorbell, G_TYPE_OBJECT)

static char *
notification_id (HearthKnock *knock)
{
  return g_strdup_printf ("knock-%s", hearth_knock_get_id (knock));
}

static void
announce (HearthDoorbell *self,
          HearthKnock    *knock)
{
  HearthTrust trust = hearth_acquaintances_judge_knock (hearth_call_get_acquaintances (self->call), knock);
  g_autofree char *title = hearth_sentence_for_knock (trust, hearth_knock_get_name (knock));
  g_autofree char *id = notification_id (knock);
  g_autoptr (GNotification) notification = NULL;

  gtk_accessible_announce (GTK_ACCESSIBLE (self->window), title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  if (gtk_window_is_active (self->window))
    return;

  notification = g_notification_new (title);
  g_notification_set_body (notification, _("They would like to come into your room."));
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_URGENT);
  g_notification_set_category (notification, "call.incoming");
  g_notification_add_button_with_target (notification, _("Admit"), "app." ACTION, "(ss)", hearth_knock_get_id (knock), "admit");
  g_notification_add_button_with_target (notification, _("Deny"), "app." ACTION, "(ss)", hearth_knock_get_id (knock), "deny");
  g_application_send_notification (self->application, id, notification);
}

static void
withdraw (HearthDoorbell *self,
          HearthKnock    *knock)
{
  g_autofree char *id = notification_id (knock);

  g_application_withdraw_notification (self->application, id);
}

static void
on_knocks_changed (GListModel     *knocks,
                   guint           position,
                   guint           n_removed,
                   guint           n_added,
                   HearthDoorbell *self)
{
  for (guint i = 0; i < n_removed; i++)
    {
      g_autoptr (HearthKnock) gone = g_ptr_array_steal_index (self->knocks, position);

      withdraw (self, gone);
    }
  for (guint i = position; i < position + n_added; i++)
    {
      HearthKnock *knock = g_list_model_get_item (knocks, i);

      g_ptr_array_insert (self->knocks, (int) i, knock);
      announce (self, knock);
    }
}

static void
on_answer (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  HearthDoorbell *self = HEARTH_DOORBELL (user_data);
  const char *id, *answer;

  g_variant_get (parameter, "(&s&s)", &id, &answer);
  hearth_call_answer_knock (self->call, id, g_str_equal (answer, "admit") ? HEARTH_KNOCK_ADMIT : HEARTH_KNOCK_DENY);
}

static void
hearth_doorbell_dispose (GObject *object)
{
  HearthDoorbell *self = HEARTH_DOORBELL (object);

  if (self->application != NULL)
    {
      g_action_map_remove_action (G_ACTION_MAP (self->application), ACTION);
      for (guint i = 0; i < self->knocks->len; i++)
        withdraw (self, g_ptr_array_index (self->knocks, i));
    }
  g_clear_object (&self->application);
  g_clear_object (&self->call);
  g_clear_pointer (&self->knocks, g_ptr_array_unref);

  G_OBJECT_CLASS (hearth_doorbell_parent_class)->dispose (object);
}

static void
hearth_doorbell_class_init (HearthDoorbellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_doorbell_dispose;
}

static void
hearth_doorbell_init (HearthDoorbell *self)
{
  self->knocks = g_ptr_array_new_with_free_func (g_object_unref);
}

HearthDoorbell *
hearth_doorbell_new (GtkWindow  *window,
                     HearthCall *call)
{
  static const GActionEntry entries[] = {
    { .name = ACTION, .parameter_type = "(ss)", .activate = on_answer },
  };
  HearthDoorbell *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window) && gtk_window_get_application (window) != NULL, NULL);
  g_return_val_if_fail (HEARTH_IS_CALL (call), NULL);

  self = g_object_new (HEARTH_TYPE_DOORBELL, NULL);
  self->window = window;
  self->application = G_APPLICATION (g_object_ref (gtk_window_get_application (window)));
  self->call = g_object_ref (call);
  g_action_map_add_action_entries (G_ACTION_MAP (self->application), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (hearth_call_get_knocks (call), "items-changed", G_CALLBACK (on_knocks_changed), self, G_CONNECT_DEFAULT);

  return self;
}
