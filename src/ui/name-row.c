/* The person's own name: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/name-row.h"

#include <glib/gi18n.h>

#include "base/limits.h"
#include "ui/widget-state.h"

struct _HearthNameRow
{
  AdwEntryRow parent_instance;

  HearthSettings *settings;
  gboolean valid;
};

enum
{
  PROP_0,
  PROP_VALID,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthNameRow, hearth_name_row, ADW_TYPE_ENTRY_ROW)

static void
set_valid (HearthNameRow *self,
           gboolean       valid)
{
  if (self->valid == valid)
    return;

  self->valid = valid;
  hearth_widget_state_set_valid (GTK_WIDGET (self), valid);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
}

/* The text is not replaced by the cleaned name while one types: a space at its end is the beginning of the next word. */
static void
on_changed (HearthNameRow *self)
{
  set_valid (self, hearth_settings_set_name (self->settings, gtk_editable_get_text (GTK_EDITABLE (self))));
}

static void
show_name (HearthNameRow *self)
{
  g_signal_handlers_block_by_func (self, on_changed, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self), hearth_settings_get_name (self->settings));
  g_signal_handlers_unblock_by_func (self, on_changed, NULL);
  set_valid (self, TRUE);
}

static void
hearth_name_row_map (GtkWidget *widget)
{
  HearthNameRow *self = HEARTH_NAME_ROW (widget);

  /* It may have been changed elsewhere, or left empty here. */
  if (self->settings != NULL)
    show_name (self);

  GTK_WIDGET_CLASS (hearth_name_row_parent_class)->map (widget);
}

static void
hearth_name_row_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  HearthNameRow *self = HEARTH_NAME_ROW (object);

  switch (prop_id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, self->valid);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_name_row_dispose (GObject *object)
{
  HearthNameRow *self = HEARTH_NAME_ROW (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (hearth_name_row_parent_class)->dispose (object);
}

static void
hearth_name_row_class_init (HearthNameRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hearth_name_row_get_property;
  object_class->dispose = hearth_name_row_dispose;
  GTK_WIDGET_CLASS (klass)->map = hearth_name_row_map;

  properties[PROP_VALID] = g_param_spec_boolean ("valid", NULL, NULL, TRUE,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hearth_name_row_init (HearthNameRow *self)
{
  self->valid = TRUE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Your Name"));
  adw_entry_row_set_max_length (ADW_ENTRY_ROW (self), HEARTH_LIMIT_NAME_BYTES);
}

void
hearth_name_row_bind (HearthNameRow  *self,
                      HearthSettings *settings)
{
  g_return_if_fail (HEARTH_IS_NAME_ROW (self));
  g_return_if_fail (HEARTH_IS_SETTINGS (settings));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect (self, "changed", G_CALLBACK (on_changed), NULL);
  show_name (self);
}
