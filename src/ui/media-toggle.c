/* A round switch for the microphone or the camera: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/media-toggle.h"

#include <glib/gi18n.h>

#include "ui/widget-state.h"

struct _HearthMediaToggle
{
  GtkToggleButton parent_instance;

  gboolean camera;
  gboolean withheld;
  gboolean push_to_talk;
};

/* The accessible name is the state ("Microphone on"), which cannot contradict "pressed"; the tooltip is what a click does. */
typedef struct
{
  const char *icon_name;
  const char *label;
  const char *tooltip;
  const char *withheld;
} Look;

/* Indexed by camera, then by on. */
static const Look looks[2][2] = {
  {
    { "microphone-disabled-symbolic", N_("Microphone off"), N_("Turn On Microphone"),
      N_("The host does not let you switch your microphone on now") },
    { "audio-input-microphone-symbolic", N_("Microphone on"), N_("Turn Off Microphone"), NULL },
  },
  {
    { "hearth-camera-disabled-symbolic", N_("Camera off"), N_("Turn On Camera"),
      N_("The host does not let you switch your camera on now") },
    { "camera-video-symbolic", N_("Camera on"), N_("Turn Off Camera"), NULL },
  },
};

enum
{
  PROP_0,
  PROP_CAMERA,
  PROP_WITHHELD,
  PROP_PUSH_TO_TALK,
  PROP_TALKING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthMediaToggle, hearth_media_toggle, GTK_TYPE_TOGGLE_BUTTON)

static void
update (HearthMediaToggle *self)
{
  gboolean on = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self));
  const Look *look = &looks[self->camera ? 1 : 0][on ? 1 : 0];
  const char *tooltip = self->withheld && look->withheld != NULL ? look->withheld : look->tooltip;

  if (self->push_to_talk && !on)
    tooltip = N_("Turn On Microphone, or Hold Space to Talk");
  gtk_button_set_icon_name (GTK_BUTTON (self), look->icon_name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _(tooltip));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _(look->label),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _(tooltip), -1);
}

static void
hearth_media_toggle_constructed (GObject *object)
{
  HearthMediaToggle *self = HEARTH_MEDIA_TOGGLE (object);

  G_OBJECT_CLASS (hearth_media_toggle_parent_class)->constructed (object);

  g_signal_connect (self, "notify::active", G_CALLBACK (update), NULL);
  update (self);
}

static void
hearth_media_toggle_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  HearthMediaToggle *self = HEARTH_MEDIA_TOGGLE (object);

  switch (prop_id)
    {
    case PROP_CAMERA:
      self->camera = g_value_get_boolean (value);
      break;
    case PROP_WITHHELD:
      self->withheld = g_value_get_boolean (value);
      update (self);
      break;
    case PROP_PUSH_TO_TALK:
      self->push_to_talk = g_value_get_boolean (value);
      update (self);
      break;
    case PROP_TALKING:
      hearth_widget_state_set_class (GTK_WIDGET (self), "talking", g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_media_toggle_class_init (HearthMediaToggleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = hearth_media_toggle_constructed;
  object_class->set_property = hearth_media_toggle_set_property;

  properties[PROP_CAMERA] = g_param_spec_boolean ("camera", NULL, NULL, FALSE,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_WITHHELD] = g_param_spec_boolean ("withheld", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PUSH_TO_TALK] = g_param_spec_boolean ("push-to-talk", NULL, NULL, FALSE,
                                                        G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TALKING] = g_param_spec_boolean ("talking", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hearth_media_toggle_init (HearthMediaToggle *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "circular");
  gtk_widget_add_css_class (GTK_WIDGET (self), "call-button");
}
