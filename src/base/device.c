/* A camera, microphone or speaker: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/device.h"

struct _HearthDevice
{
  GObject parent_instance;

  HearthDeviceKind kind;
  char *id;
  char *name;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthDevice, hearth_device, G_TYPE_OBJECT)

static void
hearth_device_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  HearthDevice *self = HEARTH_DEVICE (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_device_finalize (GObject *object)
{
  HearthDevice *self = HEARTH_DEVICE (object);

  g_free (self->id);
  g_free (self->name);

  G_OBJECT_CLASS (hearth_device_parent_class)->finalize (object);
}

static void
hearth_device_class_init (HearthDeviceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hearth_device_get_property;
  object_class->finalize = hearth_device_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hearth_device_init (HearthDevice *self)
{
}

HearthDevice *
hearth_device_new (HearthDeviceKind  kind,
                   const char       *id,
                   const char       *name)
{
  HearthDevice *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_DEVICE, NULL);
  self->kind = kind;
  self->id = g_strdup (id);
  self->name = g_strdup (name);

  return self;
}

HearthDeviceKind
hearth_device_get_kind (HearthDevice *self)
{
  g_return_val_if_fail (HEARTH_IS_DEVICE (self), HEARTH_DEVICE_CAMERA);

  return self->kind;
}

const char *
hearth_device_get_id (HearthDevice *self)
{
  g_return_val_if_fail (HEARTH_IS_DEVICE (self), NULL);

  return self->id;
}

const char *
hearth_device_get_name (HearthDevice *self)
{
  g_return_val_if_fail (HEARTH_IS_DEVICE (self), NULL);

  return self->name;
}
