/* How loud somebody is here: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/volume-scale.h"

#include <glib/gi18n.h>
#include <math.h>

#define STEP 10
#define PERCENT 100

static char *
format (GtkScale *scale,
        double    value,
        gpointer  user_data)
{
  /* Translators: how loud somebody is, in percent */
  return g_strdup_printf (_("%.0f %%"), value);
}

static void
on_value_changed (GtkRange          *range,
                  HearthParticipant *participant)
{
  hearth_participant_set_volume (participant, gtk_range_get_value (range) / PERCENT);
}

static void
on_volume_notify (GtkRange          *range,
                  GParamSpec        *pspec,
                  HearthParticipant *participant)
{
  gtk_range_set_value (range, round (hearth_participant_get_volume (participant) * PERCENT));
}

GtkWidget *
hearth_volume_scale_new (HearthParticipant *participant)
{
  GtkWidget *scale, *label, *box;

  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (participant), NULL);

  scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, HEARTH_PARTICIPANT_MAX_VOLUME * PERCENT, STEP);
  gtk_scale_set_draw_value (GTK_SCALE (scale), TRUE);
  gtk_scale_set_value_pos (GTK_SCALE (scale), GTK_POS_RIGHT);
  gtk_scale_set_format_value_func (GTK_SCALE (scale), format, NULL, NULL);
  /* As loud as they are. */
  gtk_scale_add_mark (GTK_SCALE (scale), PERCENT, GTK_POS_BOTTOM, NULL);
  gtk_widget_set_size_request (scale, 180, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Volume"), -1);
  gtk_range_set_value (GTK_RANGE (scale), hearth_participant_get_volume (participant) * PERCENT);
  g_signal_connect_object (scale, "value-changed", G_CALLBACK (on_value_changed), participant, G_CONNECT_DEFAULT);
  g_signal_connect_object (participant, "notify::volume", G_CALLBACK (on_volume_notify), scale, G_CONNECT_SWAPPED);

  label = gtk_label_new (_("Volume"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_margin_start (label, 12);

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), scale);

  return box;
}
