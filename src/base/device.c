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

G_DEFINE_FINAL_TYPE (HearthDevice, hearth_device, G_TYPE_OBJECT)

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
  G_OBJECT_CLASS (klass)->finalize = hearth_device_finalize;
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
