/* How others get into the room: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/invite-dialog.h"

#include <glib/gi18n.h>

#include "ui/qr-paintable.h"

struct _HearthInviteDialog
{
  AdwDialog parent_instance;

  HearthCall *call;

  AdwToastOverlay *toasts;
  GtkPicture *qr;
  AdwActionRow *link;
  GtkWidget *link_group;
  GtkWidget *copy;
  GtkWidget *links;
  AdwComboRow *duration;
  AdwSwitchRow *for_one;
  GtkLabel *about;
};

G_DEFINE_FINAL_TYPE (HearthInviteDialog, hearth_invite_dialog, ADW_TYPE_DIALOG)

static void
say (HearthInviteDialog *self,
     const char         *sentence)
{
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (sentence));
  /* A toast does not speak for itself. */
  gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_link (HearthInviteDialog *self,
           const char         *link)
{
  g_autoptr (GdkPaintable) qr = hearth_qr_paintable_new (link);

  gtk_picture_set_paintable (self->qr, qr);
  gtk_widget_set_visible (GTK_WIDGET (self->qr), qr != NULL);
  adw_action_row_set_subtitle (self->link, link);
}

static void
on_copy (HearthInviteDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), adw_action_row_get_subtitle (self->link));
  say (self, _("Link copied"));
}

static void
on_make (HearthInviteDialog *self)
{
  /* As the template lists them. */
  static const guint seconds[] = { 0, 3600, 24 * 3600, 7 * 24 * 3600 };
  guint chosen = adw_combo_row_get_selected (self->duration);
  gboolean for_one = adw_switch_row_get_active (self->for_one);
  g_autofree char *link = NULL;

  if (chosen < G_N_ELEMENTS (seconds))
    link = hearth_call_make_link (self->call, seconds[chosen], for_one);
  if (link == NULL)
    return;

  show_link (self, link);
  gtk_widget_grab_focus (self->copy);
  say (self, for_one ? _("This link is for one person") : _("This is another link"));
}

static void
on_replace_response (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (HearthInviteDialog) self = HEARTH_INVITE_DIALOG (user_data);

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "replace") == 0 && self->call != NULL)
    {
      hearth_call_renew_link (self->call);
      say (self, _("The old links do not work any more"));
    }
}

static void
on_replace (HearthInviteDialog *self)
{
  AdwAlertDialog *dialog;

  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Replace All Links?"),
                                                   _("Whoever has an old link cannot come in by it any more. Who is here stays.")));
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "replace", _("_Replace"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "replace", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, on_replace_response, g_object_ref (self));
}

static const char *
explain (HearthInviteDialog *self)
{
  gboolean ask;

  if (!hearth_call_may_invite (self->call))
    return _("The link that you came by was for you, or does not work any more. Ask the host for a link that you can pass on.");

  g_object_get (hearth_call_get_settings (self->call), "ask-to-enter", &ask, NULL);
  if (hearth_call_is_hosting (self->call) && ask)
    return _("Anyone with this link can knock, and you let them in. Only your computer can see and hear the room.");

  return _("Anyone with this link can join. Only the host’s computer can see and hear the room.");
}

static void
on_ask_notify (HearthInviteDialog *self)
{
  gtk_label_set_label (self->about, explain (self));
}

static void
update (HearthInviteDialog *self)
{
  const char *link = hearth_call_may_invite (self->call) ? hearth_call_get_link (self->call) : NULL;

  if (link != NULL)
    show_link (self, link);
  else
    gtk_widget_set_visible (GTK_WIDGET (self->qr), FALSE);
  gtk_widget_set_visible (self->link_group, link != NULL);
  gtk_widget_set_visible (self->copy, link != NULL);
  on_ask_notify (self);
}

static void
hearth_invite_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_INVITE_DIALOG);
  g_clear_object (&HEARTH_INVITE_DIALOG (object)->call);

  G_OBJECT_CLASS (hearth_invite_dialog_parent_class)->dispose (object);
}

static void
hearth_invite_dialog_class_init (HearthInviteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_invite_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/invite-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthInviteDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, HearthInviteDialog, qr);
  gtk_widget_class_bind_template_child (widget_class, HearthInviteDialog, link);
  gtk_widget_class_bind_template_child (widget_class, HearthInviteDialog, link_group);
  gtk_widget_class_bind_template_child (widget_class, HearthInviteDialog, copy);
  gtk_widget_class_bind_template_child (widget_class, HearthInviteDialog, links);
  gtk_widget_class_bind_template_child (widget_class, HearthInviteDialog, duration);
  gtk_widget_class_bind_template_child (widget_class, HearthInviteDialog, for_one);
  gtk_widget_class_bind_template_child (widget_class, HearthInviteDialog, about);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_make);
  gtk_widget_class_bind_template_callback (widget_class, on_replace);
}

static void
hearth_invite_dialog_init (HearthInviteDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
hearth_invite_dialog_new (HearthCall *call)
{
  HearthInviteDialog *self;

  g_return_val_if_fail (HEARTH_IS_CALL (call), NULL);

  self = g_object_new (HEARTH_TYPE_INVITE_DIALOG, NULL);
  self->call = g_object_ref (call);
  gtk_widget_set_visible (self->links, hearth_call_is_hosting (call));
  g_signal_connect_object (call, "notify::link", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "standing-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hearth_call_get_settings (call), "notify::ask-to-enter", G_CALLBACK (on_ask_notify), self, G_CONNECT_SWAPPED);
  update (self);

  return ADW_DIALOG (self);
}
