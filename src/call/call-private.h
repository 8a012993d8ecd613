/* What the files of the call controller share: call.c (states, the room, the people) and call-controls.c (microphone, camera,
 * devices, the door).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/acquaintances-private.h"
#include "call/call-door.h"
#include "call/call-equipment.h"
#include "call/call-session.h"
#include "call/call.h"
#include "call/chat-private.h"
#include "call/muted-talk.h"
#include "call/network-private.h"
#include "call/participant-list.h"
#include "call/sharing-private.h"
#include "call/signs-private.h"

G_BEGIN_DECLS

struct _HearthCall
{
  GObject parent_instance;

  HearthSettings *settings;
  HearthRecentRooms *recent_rooms;
  HearthCallEquipment *equipment;
  HearthParticipantList *participants;
  HearthCallDoor *door;
  HearthAcquaintances *acquaintances;
  HearthSharing *sharing;
  HearthChat *chat;
  HearthSigns *signs;
  HearthPushToTalk *push_to_talk;
  HearthMutedTalk muted_talk;
  HearthNetwork *network;

  HearthCallState state;
  gboolean hosting;             /* or about to */
  HearthInvitation *invitation; /* nullable: not a guest, nor about to be one */
  HearthCallSession *session;   /* from "Enter" on */
};

/* Whether the host lets this person share their screen. */
gboolean hearth_call_may_share (HearthCall *self);

G_END_DECLS
