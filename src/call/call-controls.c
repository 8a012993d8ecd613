/* What a person does with microphone, camera and devices: see call.h. All of it is HearthCallEquipment's work.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/call-private.h"

gboolean
hearth_call_get_microphone_on (HearthCall *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), FALSE);

  return hearth_call_equipment_is_on (self->equipment, HEARTH_DEVICE_MICROPHONE);
}

void
hearth_call_set_microphone_on (HearthCall *self,
                               gboolean    on)
{
  g_return_if_fail (HEARTH_IS_CALL (self));

  hearth_call_equipment_set_on (self->equipment, HEARTH_DEVICE_MICROPHONE, on);
}

gboolean
hearth_call_get_camera_on (HearthCall *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), FALSE);

  return hearth_call_equipment_is_on (self->equipment, HEARTH_DEVICE_CAMERA);
}

void
hearth_call_set_camera_on (HearthCall *self,
                           gboolean    on)
{
  g_return_if_fail (HEARTH_IS_CALL (self));

  hearth_call_equipment_set_on (self->equipment, HEARTH_DEVICE_CAMERA, on);
}

double
hearth_call_get_microphone_level (HearthCall *self)
{
  HearthCallMedia *media;

  g_return_val_if_fail (HEARTH_IS_CALL (self), -100);

  media = hearth_call_equipment_get_media (self->equipment);

  return media != NULL ? CLAMP (hearth_call_media_get_level (media), -100, 0) : -100;
}

GListModel *
hearth_call_get_devices (HearthCall       *self,
                         HearthDeviceKind  kind)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), NULL);

  return hearth_call_equipment_get_list (self->equipment, kind);
}

HearthDevice *
hearth_call_get_device (HearthCall       *self,
                        HearthDeviceKind  kind)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), NULL);

  return hearth_call_equipment_get_device (self->equipment, kind);
}

void
hearth_call_choose_device (HearthCall       *self,
                           HearthDeviceKind  kind,
                           HearthDevice     *device)
{
  g_return_if_fail (HEARTH_IS_CALL (self));

  hearth_call_equipment_choose (self->equipment, kind, device);
}
