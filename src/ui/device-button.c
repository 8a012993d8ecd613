/* One of the choices of a device list: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/device-button.h"

#include <glib/gi18n.h>

/* Translators: of a camera, microphone or speaker that was chosen and cannot be used at the moment */
static const char absence[] = N_("Not available");

/* Longer names go on in another line. */
#define WIDTH_CHARACTERS 32

struct _HearthDeviceButton
{
  GtkCheckButton parent_instance;

  char *device_id; /* nullable */
  GtkWidget *label;
  GtkWidget *absent; /* the second line: that it is not available */
};

G_DEFINE_FINAL_TYPE (HearthDeviceButton, hearth_device_button, GTK_TYPE_CHECK_BUTTON)

/* GTK gives a check button no action that a screen reader could do for somebody who uses no keyboard. */
static void
on_choose (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (widget), TRUE);
}

static void
hearth_device_button_finalize (GObject *object)
{
  g_free (HEARTH_DEVICE_BUTTON (object)->device_id);

  G_OBJECT_CLASS (hearth_device_button_parent_class)->finalize (object);
}

static void
hearth_device_button_class_init (HearthDeviceButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_device_button_finalize;

  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "device.choose", NULL, on_choose);
}

static GtkWidget *
append_line (GtkWidget *lines)
{
  GtkWidget *line = gtk_label_new (NULL);
  GtkLabel *label = GTK_LABEL (line);

  gtk_label_set_xalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (label, WIDTH_CHARACTERS);
  gtk_box_append (GTK_BOX (lines), line);

  return line;
}

static void
hearth_device_button_init (HearthDeviceButton *self)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  self->label = append_line (lines);
  self->absent = append_line (lines);
  gtk_label_set_label (GTK_LABEL (self->absent), _(absence));
  gtk_widget_add_css_class (self->absent, "caption");
  gtk_widget_add_css_class (self->absent, "dimmed");
  gtk_widget_set_visible (self->absent, FALSE);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (self), lines);
}

GtkWidget *
hearth_device_button_new (const char *device_id)
{
  HearthDeviceButton *self = g_object_new (HEARTH_TYPE_DEVICE_BUTTON, NULL);

  self->device_id = g_strdup (device_id);

  return GTK_WIDGET (self);
}

const char *
hearth_device_button_get_id (HearthDeviceButton *self)
{
  g_return_val_if_fail (HEARTH_IS_DEVICE_BUTTON (self), NULL);

  return self->device_id;
}

void
hearth_device_button_set_words (HearthDeviceButton *self,
                                const char         *words)
{
  g_return_if_fail (HEARTH_IS_DEVICE_BUTTON (self));
  g_return_if_fail (words != NULL);

  gtk_label_set_label (GTK_LABEL (self->label), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

void
hearth_device_button_set_there (HearthDeviceButton *self,
                                gboolean            there)
{
  g_return_if_fail (HEARTH_IS_DEVICE_BUTTON (self));

  gtk_widget_set_visible (self->absent, !there);
  if (there)
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _(absence), -1);
}
