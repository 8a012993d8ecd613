/* Who may do what in a room, as words: the roles people have, what can be done to others, and what the host leaves to everybody. The
 * rules are the host's (room/rights.h). Values only; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "base/knock.h"

G_BEGIN_DECLS

/**
 * HearthRole: what somebody is in a room; bound to their key
 * @HEARTH_ROLE_SPEAKER: is heard and seen; whoever comes in
 * @HEARTH_ROLE_LISTENER: hears and sees
 * @HEARTH_ROLE_CO_HOST: helps the host with the door and with order
 * @HEARTH_ROLE_HOST: whose computer it is
 */
typedef enum
{
  HEARTH_ROLE_SPEAKER,
  HEARTH_ROLE_LISTENER,
  HEARTH_ROLE_CO_HOST,
  HEARTH_ROLE_HOST,
} HearthRole;

#define HEARTH_N_ROLES (HEARTH_ROLE_HOST + 1)

/**
 * HearthActKind: what somebody does to others. Nothing here can switch a microphone or a camera on.
 * @HEARTH_ACT_MUTE: target is not heard, until they switch their microphone on themselves
 * @HEARTH_ACT_MUTE_ALL: everybody whom the actor may mute
 * @HEARTH_ACT_STOP_CAMERA: target is not seen, until they switch their camera on themselves
 * @HEARTH_ACT_STOP_SHARING: target's screen is not seen, until they share again
 * @HEARTH_ACT_ASK_TO_UNMUTE: target may switch their microphone on once, whatever the switches say, and is asked to
 * @HEARTH_ACT_REMOVE: target is put out; somebody is asked before they come back
 * @HEARTH_ACT_BLOCK: target is put out and never comes back into this room
 * @HEARTH_ACT_SET_ROLE: target has that role from now on
 * @HEARTH_ACT_SET_SWITCHES: what speakers and listeners may do by themselves
 * @HEARTH_ACT_ANSWER: target, who waits at the door, gets that answer
 * @HEARTH_ACT_LOCK: nobody new may knock
 * @HEARTH_ACT_UNLOCK: everybody may again
 * @HEARTH_ACT_LOWER_HAND: target's hand is down, until they raise it again
 * @HEARTH_ACT_LOWER_ALL_HANDS: everybody's
 */
typedef enum
{
  HEARTH_ACT_MUTE,
  HEARTH_ACT_MUTE_ALL,
  HEARTH_ACT_STOP_CAMERA,
  HEARTH_ACT_STOP_SHARING,
  HEARTH_ACT_ASK_TO_UNMUTE,
  HEARTH_ACT_REMOVE,
  HEARTH_ACT_BLOCK,
  HEARTH_ACT_SET_ROLE,
  HEARTH_ACT_SET_SWITCHES,
  HEARTH_ACT_ANSWER,
  HEARTH_ACT_LOCK,
  HEARTH_ACT_UNLOCK,
  HEARTH_ACT_LOWER_HAND,
  HEARTH_ACT_LOWER_ALL_HANDS,
} HearthActKind;

#define HEARTH_N_ACTS (HEARTH_ACT_LOWER_ALL_HANDS + 1)

/**
 * HearthSwitches: what speakers may do by themselves; host and co-hosts always may
 * @HEARTH_SWITCH_UNMUTE: switch their microphone on
 * @HEARTH_SWITCH_SHARE: show their screen
 * @HEARTH_SWITCH_RENAME: call themselves something else than when they came in
 * @HEARTH_SWITCH_CHAT: write to the others
 */
typedef enum
{
  HEARTH_SWITCH_UNMUTE = 1 << 0,
  HEARTH_SWITCH_SHARE = 1 << 1,
  HEARTH_SWITCH_RENAME = 1 << 2,
  HEARTH_SWITCH_CHAT = 1 << 3,
} HearthSwitches;

#define HEARTH_SWITCHES_ALL (HEARTH_SWITCH_UNMUTE | HEARTH_SWITCH_SHARE | HEARTH_SWITCH_RENAME | HEARTH_SWITCH_CHAT)

/**
 * HearthAct:
 * @target: (nullable): a member's id; of HEARTH_ACT_ANSWER a knock's
 * @role: of HEARTH_ACT_SET_ROLE
 * @switches: (type HearthSwitches): of HEARTH_ACT_SET_SWITCHES: those that are on
 * @answer: of HEARTH_ACT_ANSWER
 */
typedef struct
{
  HearthActKind kind;
  const char *target;
  HearthRole role;
  guint switches;
  HearthKnockAnswer answer;
} HearthAct;

/**
 * HearthDeed: an act that was done, as one person in the room is told of it
 * @act: without a target
 * @actor: the name of who did it; "" where nobody sits there
 * @target: (nullable): the name of who it was done to
 * @by_self: this person did it
 * @to_self: it was done to this person
 */
typedef struct
{
  HearthAct act;
  const char *actor;
  const char *target;
  gboolean by_self;
  gboolean to_self;
} HearthDeed;

G_END_DECLS
