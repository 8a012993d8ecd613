/* A person without a picture: see the header.
 *
 * AdwAvatar has a fixed size and picks a colour by itself. Here it is drawn at DRAWN_SIZE and scaled to whatever the widget is
 * given (a tile changes size with the window), and style.css gives it the person's colour.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/avatar.h"

#include <adwaita.h>

/* Large enough that the initials keep their shape, whatever the size they are scaled to. */
#define DRAWN_SIZE 128

struct _HearthAvatar
{
  GtkWidget parent_instance;

  char *colour;

  GtkWidget *avatar;
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_COLOUR,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthAvatar, hearth_avatar, GTK_TYPE_WIDGET)

static void
set_colour (HearthAvatar *self,
            const char   *colour)
{
  if (self->colour != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->colour);
  g_set_str (&self->colour, colour);
  if (self->colour != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), self->colour);
}

static void
hearth_avatar_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = 0;
  *natural = 32;
}

static void
hearth_avatar_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  HearthAvatar *self = HEARTH_AVATAR (widget);
  float side = (float) MIN (width, height);
  float scale = side / DRAWN_SIZE;
  GskTransform *transform = NULL;

  transform = gsk_transform_translate (transform, &GRAPHENE_POINT_INIT (((float) width - side) / 2, ((float) height - side) / 2));
  transform = gsk_transform_scale (transform, scale, scale);
  gtk_widget_allocate (self->avatar, DRAWN_SIZE, DRAWN_SIZE, -1, transform);
}

static void
hearth_avatar_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  HearthAvatar *self = HEARTH_AVATAR (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, adw_avatar_get_text (ADW_AVATAR (self->avatar)));
      break;
    case PROP_COLOUR:
      g_value_set_string (value, self->colour);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_avatar_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  HearthAvatar *self = HEARTH_AVATAR (object);

  switch (prop_id)
    {
    case PROP_NAME:
      adw_avatar_set_text (ADW_AVATAR (self->avatar), g_value_get_string (value));
      break;
    case PROP_COLOUR:
      set_colour (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_avatar_dispose (GObject *object)
{
  HearthAvatar *self = HEARTH_AVATAR (object);

  g_clear_pointer (&self->avatar, gtk_widget_unparent);
  g_clear_pointer (&self->colour, g_free);

  G_OBJECT_CLASS (hearth_avatar_parent_class)->dispose (object);
}

static void
hearth_avatar_class_init (HearthAvatarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hearth_avatar_get_property;
  object_class->set_property = hearth_avatar_set_property;
  object_class->dispose = hearth_avatar_dispose;
  widget_class->measure = hearth_avatar_measure;
  widget_class->size_allocate = hearth_avatar_size_allocate;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COLOUR] = g_param_spec_string ("colour", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "hearth-avatar");
  /* Whoever shows it says the name in words. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
hearth_avatar_init (HearthAvatar *self)
{
  self->avatar = adw_avatar_new (DRAWN_SIZE, NULL, TRUE);
  gtk_widget_set_parent (self->avatar, GTK_WIDGET (self));
}
