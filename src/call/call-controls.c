/* What a person does with microphone, camera and devices, which is HearthCallEquipment's work, and at the door: see call.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/call-private.h"

#include "room/room-host.h"

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

GListModel *
hearth_call_get_knocks (HearthCall *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), NULL);

  return hearth_call_door_get_knocks (self->door);
}

void
hearth_call_answer_knock (HearthCall        *self,
                          const char        *id,
                          HearthKnockAnswer  answer)
{
  HearthRoom *room;

  g_return_if_fail (HEARTH_IS_CALL (self));
  g_return_if_fail (id != NULL);

  room = hearth_call_door_get_room (self->door);
  if (room != NULL)
    hearth_room_answer_knock (room, id, answer);
}

gboolean
hearth_call_is_locked (HearthCall *self)
{
  HearthRoom *room;

  g_return_val_if_fail (HEARTH_IS_CALL (self), FALSE);

  room = hearth_call_door_get_room (self->door);

  return room != NULL && hearth_room_is_locked (room);
}

void
hearth_call_set_locked (HearthCall *self,
                        gboolean    locked)
{
  HearthRoom *room;

  g_return_if_fail (HEARTH_IS_CALL (self));

  room = hearth_call_door_get_room (self->door);
  if (room != NULL)
    hearth_room_set_locked (room, locked);
}

/* The door of the room that is hosted here, where one is. */
static HearthDoor *
get_hosted_door (HearthCall *self)
{
  HearthRoom *room = hearth_call_door_get_room (self->door);

  return HEARTH_IS_ROOM_HOST (room) ? hearth_room_host_get_door (HEARTH_ROOM_HOST (room)) : NULL;
}

char *
hearth_call_make_link (HearthCall *self,
                       guint       seconds,
                       gboolean    for_one)
{
  HearthDoor *door;

  g_return_val_if_fail (HEARTH_IS_CALL (self), NULL);

  door = get_hosted_door (self);

  return door != NULL ? hearth_door_make_link (door, seconds, for_one) : NULL;
}

void
hearth_call_renew_link (HearthCall *self)
{
  HearthDoor *door;

  g_return_if_fail (HEARTH_IS_CALL (self));

  door = get_hosted_door (self);
  if (door != NULL)
    hearth_door_renew_link (door);
}
