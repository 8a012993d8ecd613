/* The person's colour: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/colour-chooser.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _HearthColourChooser
{
  GtkWidget parent_instance;

  HearthSettings *settings;
  GtkWidget *box;
  GPtrArray *buttons; /* in the order of hearth_settings_get_colours(); the box owns them */
};

G_DEFINE_FINAL_TYPE (HearthColourChooser, hearth_colour_chooser, GTK_TYPE_WIDGET)

/* The names that the settings know, for people. */
static const char *
colour_title (const char *colour)
{
  static const struct
  {
    const char *name;
    const char *title;
  } titles[] = {
    { "blue", N_("Blue") }, { "teal", N_("Teal") }, { "green", N_("Green") },
    { "yellow", N_("Yellow") }, { "orange", N_("Orange") }, { "red", N_("Red") },
    { "pink", N_("Pink") }, { "purple", N_("Purple") }, { "slate", N_("Slate") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (strcmp (titles[i].name, colour) == 0)
      return _(titles[i].title);

  return colour;
}

static void
on_toggled (HearthColourChooser *self,
            GtkToggleButton     *button)
{
  guint position;

  if (!gtk_toggle_button_get_active (button) || !g_ptr_array_find (self->buttons, button, &position))
    return;

  g_object_set (self->settings, "colour", hearth_settings_get_colours (self->settings)[position], NULL);
}

static void
show_colour (HearthColourChooser *self)
{
  const char *const *colours = hearth_settings_get_colours (self->settings);
  const char *colour = hearth_settings_get_colour (self->settings);

  for (guint i = 0; i < self->buttons->len; i++)
    if (g_strcmp0 (colours[i], colour) == 0)
      gtk_toggle_button_set_active (g_ptr_array_index (self->buttons, i), TRUE);
}

static GtkWidget *
button_new (HearthColourChooser *self,
            const char          *colour)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_button_set_child (GTK_BUTTON (button), check);
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, "colour-button");
  gtk_widget_add_css_class (button, colour);
  gtk_widget_set_tooltip_text (button, colour_title (colour));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, colour_title (colour), -1);
  if (self->buttons->len > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), g_ptr_array_index (self->buttons, 0));

  return button;
}

static void
hearth_colour_chooser_dispose (GObject *object)
{
  HearthColourChooser *self = HEARTH_COLOUR_CHOOSER (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (hearth_colour_chooser_parent_class)->dispose (object);
}

static void
hearth_colour_chooser_finalize (GObject *object)
{
  HearthColourChooser *self = HEARTH_COLOUR_CHOOSER (object);

  g_ptr_array_unref (self->buttons);

  G_OBJECT_CLASS (hearth_colour_chooser_parent_class)->finalize (object);
}

static void
hearth_colour_chooser_class_init (HearthColourChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_colour_chooser_dispose;
  object_class->finalize = hearth_colour_chooser_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hearth_colour_chooser_init (HearthColourChooser *self)
{
  self->buttons = g_ptr_array_new ();
  self->box = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->box), 12);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->box), 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

void
hearth_colour_chooser_bind (HearthColourChooser *self,
                            HearthSettings      *settings)
{
  const char *const *colours;

  g_return_if_fail (HEARTH_IS_COLOUR_CHOOSER (self));
  g_return_if_fail (HEARTH_IS_SETTINGS (settings));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);

  colours = hearth_settings_get_colours (settings);
  for (guint i = 0; colours[i] != NULL; i++)
    {
      GtkWidget *button = button_new (self, colours[i]);

      g_ptr_array_add (self->buttons, button);
      adw_wrap_box_append (ADW_WRAP_BOX (self->box), button);
    }
  show_colour (self);

  for (guint i = 0; i < self->buttons->len; i++)
    g_signal_connect_object (g_ptr_array_index (self->buttons, i), "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "notify::colour", G_CALLBACK (show_colour), self, G_CONNECT_SWAPPED);
}
