/* How the network is: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/network-dialog.h"

#include <glib/gi18n.h>

#include "ui/network-report.h"
#include "ui/traffic-row.h"

struct _HearthNetworkDialog
{
  AdwDialog parent_instance;

  HearthCall *call;
  GPtrArray *rows;    /* of HearthTrafficRow, not owned, in the order of the people */
  gulong sampled_id;  /* while it is on the screen */

  AdwToastOverlay *toasts;
  AdwPreferencesGroup *people;
};

G_DEFINE_FINAL_TYPE (HearthNetworkDialog, hearth_network_dialog, ADW_TYPE_DIALOG)

static void
update (HearthNetworkDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    hearth_traffic_row_update (g_ptr_array_index (self->rows, i));
}

static void
on_traffic_changed (GListModel          *everybody,
                    guint                position,
                    guint                removed,
                    guint                added,
                    HearthNetworkDialog *self)
{
  for (guint i = 0; i < removed; i++)
    {
      adw_preferences_group_remove (self->people, g_ptr_array_index (self->rows, position));
      g_ptr_array_remove_index (self->rows, position);
    }
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (HearthTraffic) traffic = g_list_model_get_item (everybody, position + i);
      GtkWidget *row = hearth_traffic_row_new (traffic);

      /* New ones come last, but for oneself, who is there before. */
      adw_preferences_group_add (self->people, row);
      g_ptr_array_insert (self->rows, (int) (position + i), row);
    }
}

static void
on_copy (HearthNetworkDialog *self)
{
  g_autofree char *report = hearth_network_report_make (self->call);
  AdwToast *toast = adw_toast_new (_("Report copied"));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), report);
  adw_toast_overlay_add_toast (self->toasts, toast);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), _("Report copied"), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Which way packets take is only asked of the connections while somebody listens. */
static void
hearth_network_dialog_map (GtkWidget *widget)
{
  HearthNetworkDialog *self = HEARTH_NETWORK_DIALOG (widget);

  GTK_WIDGET_CLASS (hearth_network_dialog_parent_class)->map (widget);
  update (self);
  if (self->sampled_id == 0)
    self->sampled_id = g_signal_connect_swapped (hearth_call_get_network (self->call), "sampled", G_CALLBACK (update), self);
}

static void
stop (HearthNetworkDialog *self)
{
  if (self->call != NULL)
    g_clear_signal_handler (&self->sampled_id, hearth_call_get_network (self->call));
}

static void
hearth_network_dialog_unmap (GtkWidget *widget)
{
  stop (HEARTH_NETWORK_DIALOG (widget));
  GTK_WIDGET_CLASS (hearth_network_dialog_parent_class)->unmap (widget);
}

static void
hearth_network_dialog_dispose (GObject *object)
{
  HearthNetworkDialog *self = HEARTH_NETWORK_DIALOG (object);

  stop (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_NETWORK_DIALOG);
  g_clear_object (&self->call);

  G_OBJECT_CLASS (hearth_network_dialog_parent_class)->dispose (object);
}

static void
hearth_network_dialog_finalize (GObject *object)
{
  g_clear_pointer (&HEARTH_NETWORK_DIALOG (object)->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (hearth_network_dialog_parent_class)->finalize (object);
}

static void
hearth_network_dialog_class_init (HearthNetworkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_network_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_network_dialog_finalize;
  widget_class->map = hearth_network_dialog_map;
  widget_class->unmap = hearth_network_dialog_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/network-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthNetworkDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, HearthNetworkDialog, people);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
}

static void
hearth_network_dialog_init (HearthNetworkDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What is to be read then is why it ended. */
static void
on_call_state_changed (HearthNetworkDialog *self)
{
  if (!hearth_call_state_is_inside (hearth_call_get_state (self->call)))
    adw_dialog_force_close (ADW_DIALOG (self));
}

AdwDialog *
hearth_network_dialog_new (HearthCall        *call,
                           HearthParticipant *participant)
{
  HearthNetworkDialog *self;
  GListModel *everybody;

  g_return_val_if_fail (HEARTH_IS_CALL (call), NULL);
  g_return_val_if_fail (participant == NULL || HEARTH_IS_PARTICIPANT (participant), NULL);

  self = g_object_new (HEARTH_TYPE_NETWORK_DIALOG, NULL);
  self->call = g_object_ref (call);
  g_signal_connect_object (call, "notify::state", G_CALLBACK (on_call_state_changed), self, G_CONNECT_SWAPPED);
  everybody = hearth_network_get_traffic (hearth_call_get_network (call));
  g_signal_connect_object (everybody, "items-changed", G_CALLBACK (on_traffic_changed), self, G_CONNECT_DEFAULT);
  on_traffic_changed (everybody, 0, 0, g_list_model_get_n_items (everybody), self);
  for (guint i = 0; i < self->rows->len; i++)
    {
      HearthTrafficRow *row = g_ptr_array_index (self->rows, i);
      HearthParticipant *person = hearth_traffic_get_participant (hearth_traffic_row_get_traffic (row));

      if (participant != NULL ? person == participant : hearth_participant_is_self (person))
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
    }

  return ADW_DIALOG (self);
}
