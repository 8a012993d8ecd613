/* What a person does with microphone, camera and devices, which is HearthCallEquipment's work, and at the door, and what they are told
 * of the call: see call.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/call-private.h"

#include "room/rights.h"
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

HearthSharing *
hearth_call_get_sharing (HearthCall *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), NULL);

  return self->sharing;
}

HearthChat *
hearth_call_get_chat (HearthCall *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), NULL);

  return self->chat;
}

gboolean
hearth_call_tell_snapshot (HearthCall        *self,
                           HearthParticipant *participant,
                           HearthPictureKind  kind)
{
  HearthRoom *room;

  g_return_val_if_fail (HEARTH_IS_CALL (self), FALSE);
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (participant), FALSE);

  if (hearth_participant_is_self (participant))
    return TRUE;

  room = self->session != NULL ? hearth_call_session_get_room (self->session) : NULL;

  return room != NULL && hearth_snapshots_tell (hearth_room_get_snapshots (room), hearth_participant_get_id (participant), kind);
}

double
hearth_call_get_microphone_level (HearthCall *self)
{
  HearthCallMedia *media;

  g_return_val_if_fail (HEARTH_IS_CALL (self), -100);

  media = hearth_call_equipment_get_media (self->equipment);

  return media != NULL ? CLAMP (hearth_call_media_get_level (media), -100, 0) : -100;
}

HearthSigns *
hearth_call_get_signs (HearthCall *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), NULL);

  return self->signs;
}

HearthPushToTalk *
hearth_call_get_push_to_talk (HearthCall *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), NULL);

  return self->push_to_talk;
}

double
hearth_call_get_input_level (HearthCall *self)
{
  HearthCallMedia *media;

  g_return_val_if_fail (HEARTH_IS_CALL (self), -100);

  media = hearth_call_equipment_get_media (self->equipment);

  return media != NULL ? CLAMP (hearth_call_media_get_heard (media), -100, 0) : -100;
}

void
hearth_call_test_speaker (HearthCall *self)
{
  HearthCallMedia *media;

  g_return_if_fail (HEARTH_IS_CALL (self));

  media = hearth_call_equipment_get_media (self->equipment);
  if (media != NULL)
    hearth_call_media_test_speaker (media);
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

HearthAcquaintances *
hearth_call_get_acquaintances (HearthCall *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), NULL);

  return self->acquaintances;
}

void
hearth_call_act (HearthCall      *self,
                 const HearthAct *act)
{
  HearthRoom *room;

  g_return_if_fail (HEARTH_IS_CALL (self));
  g_return_if_fail (act != NULL);

  room = hearth_call_door_get_room (self->door);
  if (room != NULL)
    hearth_room_act (room, act);
}

HearthRole
hearth_call_get_role (HearthCall *self)
{
  HearthStanding *standing;

  g_return_val_if_fail (HEARTH_IS_CALL (self), HEARTH_ROLE_LISTENER);

  standing = hearth_call_door_get_standing (self->door);

  return standing != NULL ? hearth_standing_get_role (standing) : HEARTH_ROLE_SPEAKER;
}

guint
hearth_call_get_switches (HearthCall *self)
{
  HearthStanding *standing;

  g_return_val_if_fail (HEARTH_IS_CALL (self), 0);

  standing = hearth_call_door_get_standing (self->door);

  return standing != NULL ? hearth_standing_get_switches (standing) : HEARTH_SWITCHES_ALL;
}

/* Outside a room nobody withholds anything. */
static gboolean
has_rights (HearthCall *self,
            guint       needed)
{
  HearthStanding *standing = hearth_call_door_get_standing (self->door);

  return standing == NULL || (hearth_standing_get_rights (standing) & needed) == needed;
}

gboolean
hearth_call_may_share (HearthCall *self)
{
  return has_rights (self, HEARTH_RIGHT_SHARE);
}

gboolean
hearth_call_may_switch_on (HearthCall       *self,
                           HearthDeviceKind  kind)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), FALSE);
  g_return_val_if_fail (kind == HEARTH_DEVICE_MICROPHONE || kind == HEARTH_DEVICE_CAMERA, FALSE);

  return has_rights (self, kind == HEARTH_DEVICE_MICROPHONE ? HEARTH_RIGHT_SPEAK | HEARTH_RIGHT_UNMUTE : HEARTH_RIGHT_CAMERA);
}

gboolean
hearth_call_may_invite (HearthCall *self)
{
  HearthStanding *standing;

  g_return_val_if_fail (HEARTH_IS_CALL (self), FALSE);

  standing = hearth_call_door_get_standing (self->door);

  return standing != NULL && hearth_standing_may_invite (standing);
}

gboolean
hearth_call_may_act (HearthCall        *self,
                     const HearthAct   *act,
                     HearthParticipant *target)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), FALSE);
  g_return_val_if_fail (act != NULL, FALSE);

  if (target != NULL && hearth_participant_is_self (target))
    return FALSE;

  return hearth_rights_may_act (hearth_call_get_role (self), act,
                                target != NULL ? hearth_participant_get_role (target) : HEARTH_ROLE_SPEAKER);
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
  const HearthAct act = { .kind = HEARTH_ACT_ANSWER, .target = id, .answer = answer };

  g_return_if_fail (HEARTH_IS_CALL (self));
  g_return_if_fail (id != NULL);

  hearth_call_act (self, &act);
}

gboolean
hearth_call_is_locked (HearthCall *self)
{
  HearthStanding *standing;

  g_return_val_if_fail (HEARTH_IS_CALL (self), FALSE);

  standing = hearth_call_door_get_standing (self->door);

  return standing != NULL && hearth_standing_is_locked (standing);
}

void
hearth_call_set_locked (HearthCall *self,
                        gboolean    locked)
{
  const HearthAct act = { .kind = locked ? HEARTH_ACT_LOCK : HEARTH_ACT_UNLOCK };

  g_return_if_fail (HEARTH_IS_CALL (self));

  if (locked != hearth_call_is_locked (self))
    hearth_call_act (self, &act);
}

/* The door of the room that is hosted here, where one is. */
static HearthDoor *
get_hosted_door (HearthCall *self)
{
  HearthRoom *room = hearth_call_door_get_room (self->door);

  return HEARTH_IS_ROOM_HOST (room) ? hearth_room_host_get_door (HEARTH_ROOM_HOST (room)) : NULL;
}

GListModel *
hearth_call_get_verdicts (HearthCall *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), NULL);

  return hearth_call_door_get_verdicts (self->door);
}

void
hearth_call_forget (HearthCall *self,
                    const char *id)
{
  HearthDoor *door;
  HearthPublicKey key;

  g_return_if_fail (HEARTH_IS_CALL (self));
  g_return_if_fail (id != NULL);

  door = get_hosted_door (self);
  if (door != NULL && hearth_public_key_parse (id, &key))
    hearth_door_book_forget (hearth_door_get_book (door), &key);
}

char *
hearth_call_make_link (HearthCall *self,
                       guint       seconds,
                       gboolean    for_one)
{
  HearthDoor *door;

  g_return_val_if_fail (HEARTH_IS_CALL (self), NULL);

  door = get_hosted_door (self);

  return door != NULL ? hearth_door_book_make_link (hearth_door_get_book (door), seconds,
                                                    for_one ? HEARTH_LINK_FOR_ONE : HEARTH_LINK_FOR_EVERYBODY,
                                                    g_get_real_time () / G_USEC_PER_SEC)
                      : NULL;
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

gboolean
hearth_call_get_hosting_stats (HearthCall         *self,
                               HearthHostingStats *stats)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), FALSE);
  g_return_val_if_fail (stats != NULL, FALSE);

  return self->session != NULL && hearth_call_session_get_hosting_stats (self->session, stats);
}

HearthNetwork *
hearth_call_get_network (HearthCall *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), NULL);

  return self->network;
}

HearthParticipant *
hearth_call_get_active_speaker (HearthCall *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), NULL);

  return self->session != NULL ? hearth_call_session_get_active_speaker (self->session) : NULL;
}

const char *
hearth_call_get_host_name (HearthCall *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), NULL);

  return self->session != NULL ? hearth_call_session_get_host_name (self->session) : NULL;
}

const char *
hearth_call_get_link (HearthCall *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), NULL);

  return self->session != NULL ? hearth_call_session_get_link (self->session) : NULL;
}

HearthSettings *
hearth_call_get_settings (HearthCall *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), NULL);

  return self->settings;
}

HearthRecentRooms *
hearth_call_get_recent_rooms (HearthCall *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), NULL);

  return self->recent_rooms;
}

const char *
hearth_call_get_server_name (HearthCall *self)
{
  const char *server;

  g_return_val_if_fail (HEARTH_IS_CALL (self), NULL);

  server = self->invitation != NULL ? hearth_invitation_get_server (self->invitation) : hearth_settings_get_server (self->settings);
  if (*server == '\0')
    return NULL;

  return g_str_has_prefix (server, "https://") ? server + strlen ("https://") : server;
}

GListModel *
hearth_call_get_participants (HearthCall *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), NULL);

  return hearth_participant_list_get_model (self->participants);
}

gboolean
hearth_call_is_hosting (HearthCall *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), FALSE);

  return self->hosting;
}
