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

  AdwToastOverlay *toasts;
  GtkPicture *qr;
  AdwActionRow *link;
  GtkWidget *copy;
};

G_DEFINE_FINAL_TYPE (HearthInviteDialog, hearth_invite_dialog, ADW_TYPE_DIALOG)

static void
on_copy (HearthInviteDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), adw_action_row_get_subtitle (self->link));
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Link copied")));
  /* A toast does not speak for itself. */
  gtk_accessible_announce (GTK_ACCESSIBLE (self), _("Link copied"), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
hearth_invite_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_INVITE_DIALOG);

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
  gtk_widget_class_bind_template_child (widget_class, HearthInviteDialog, copy);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
}

static void
hearth_invite_dialog_init (HearthInviteDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
hearth_invite_dialog_new (const char *link)
{
  HearthInviteDialog *self;
  g_autoptr (GdkPaintable) qr = NULL;

  g_return_val_if_fail (link != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_INVITE_DIALOG, NULL);
  qr = hearth_qr_paintable_new (link);
  gtk_picture_set_paintable (self->qr, qr);
  gtk_widget_set_visible (GTK_WIDGET (self->qr), qr != NULL);
  adw_action_row_set_subtitle (self->link, link);

  return ADW_DIALOG (self);
}
