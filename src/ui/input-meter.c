/* How loud the chosen microphone is: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/input-meter.h"

#include <glib/gi18n.h>

/* As often as the level is something new (media/microphone.h). */
#define TICK_MS 50

/* Quiet rooms are below, and 0 dBFS is the loudest there is. */
#define FLOOR_DB (-60.0)

struct _HearthInputMeter
{
  GtkWidget parent_instance;

  HearthCall *call;
  GtkWidget *bar;
  guint source; /* while it is on the screen */
};

G_DEFINE_FINAL_TYPE (HearthInputMeter, hearth_input_meter, GTK_TYPE_WIDGET)

static gboolean
on_tick (gpointer user_data)
{
  HearthInputMeter *self = HEARTH_INPUT_METER (user_data);
  double level = self->call != NULL ? hearth_call_get_input_level (self->call) : FLOOR_DB;

  gtk_level_bar_set_value (GTK_LEVEL_BAR (self->bar), CLAMP (1 - level / FLOOR_DB, 0, 1));

  return G_SOURCE_CONTINUE;
}

static void
hearth_input_meter_map (GtkWidget *widget)
{
  HearthInputMeter *self = HEARTH_INPUT_METER (widget);

  GTK_WIDGET_CLASS (hearth_input_meter_parent_class)->map (widget);
  on_tick (self);
  self->source = g_timeout_add (TICK_MS, on_tick, self);
}

static void
hearth_input_meter_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&HEARTH_INPUT_METER (widget)->source, g_source_remove);
  GTK_WIDGET_CLASS (hearth_input_meter_parent_class)->unmap (widget);
}

static void
hearth_input_meter_dispose (GObject *object)
{
  HearthInputMeter *self = HEARTH_INPUT_METER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->bar, gtk_widget_unparent);
  g_clear_object (&self->call);

  G_OBJECT_CLASS (hearth_input_meter_parent_class)->dispose (object);
}

static void
hearth_input_meter_class_init (HearthInputMeterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_input_meter_dispose;
  widget_class->map = hearth_input_meter_map;
  widget_class->unmap = hearth_input_meter_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
hearth_input_meter_init (HearthInputMeter *self)
{
  static const char *const offsets[] = { GTK_LEVEL_BAR_OFFSET_LOW, GTK_LEVEL_BAR_OFFSET_HIGH, GTK_LEVEL_BAR_OFFSET_FULL };

  self->bar = gtk_level_bar_new_for_interval (0, 1);
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Microphone level"), -1);

  /* The colours of a battery say nothing about a voice. */
  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (self->bar), offsets[i]);
}

void
hearth_input_meter_bind (HearthInputMeter *self,
                         HearthCall       *call)
{
  g_return_if_fail (HEARTH_IS_INPUT_METER (self));
  g_return_if_fail (HEARTH_IS_CALL (call));
  g_return_if_fail (self->call == NULL);

  self->call = g_object_ref (call);
}
