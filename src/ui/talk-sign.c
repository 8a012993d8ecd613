/* "Talking": see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/talk-sign.h"

#include <glib/gi18n.h>

struct _HearthTalkSign
{
  GtkWidget parent_instance;

  GtkWidget *pill;
  gboolean announces;
};

G_DEFINE_FINAL_TYPE (HearthTalkSign, hearth_talk_sign, GTK_TYPE_WIDGET)

static void
on_talking_changed (HearthTalkSign   *self,
                    GParamSpec       *pspec,
                    HearthPushToTalk *push_to_talk)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean talking;

  g_object_get (push_to_talk, "talking", &talking, NULL);
  if (talking == gtk_widget_get_visible (GTK_WIDGET (self)))
    return;

  gtk_widget_set_visible (GTK_WIDGET (self), talking);
  /* By the window: what has only just become visible is not known to screen readers yet. */
  if (talking && self->announces && root != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (root), C_("push to talk", "Talking"), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
hearth_talk_sign_dispose (GObject *object)
{
  g_clear_pointer (&HEARTH_TALK_SIGN (object)->pill, gtk_widget_unparent);

  G_OBJECT_CLASS (hearth_talk_sign_parent_class)->dispose (object);
}

static void
hearth_talk_sign_class_init (HearthTalkSignClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_talk_sign_dispose;

  gtk_widget_class_set_css_name (widget_class, "talk-sign");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
hearth_talk_sign_init (HearthTalkSign *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("audio-input-microphone-symbolic");
  GtkWidget *label = gtk_label_new (NULL);

  /* Translators: for as long as somebody holds the key by which the others hear them; also said by screen readers */
  gtk_label_set_label (GTK_LABEL (label), C_("push to talk", "Talking"));
  self->pill = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self->pill), icon);
  gtk_box_append (GTK_BOX (self->pill), label);
  gtk_widget_set_parent (self->pill, GTK_WIDGET (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, C_("push to talk", "Talking"), -1);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
hearth_talk_sign_bind (HearthTalkSign   *self,
                       HearthPushToTalk *push_to_talk,
                       gboolean          announces)
{
  g_return_if_fail (HEARTH_IS_TALK_SIGN (self));
  g_return_if_fail (HEARTH_IS_PUSH_TO_TALK (push_to_talk));

  self->announces = announces;
  g_signal_connect_object (push_to_talk, "notify::talking", G_CALLBACK (on_talking_changed), self, G_CONNECT_SWAPPED);
  on_talking_changed (self, NULL, push_to_talk);
}
