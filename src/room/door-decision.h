/* Who comes in: the one decision of a room's door, out of what is known of a knock. A pure function.
 *
 *   blocked ─▶ never          locked ─▶ not now          remembered, or everybody may ─▶ in
 *   inside  ─▶ back to        full ───▶ not now          otherwise ─▶ somebody is asked
 *              their seat     dead link ─▶ not with that
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/envelope.h"

G_BEGIN_DECLS

/**
 * HearthDoorPolicy:
 * @HEARTH_DOOR_EVERYBODY: who holds a link that works comes in
 * @HEARTH_DOOR_ASK: and somebody inside says yes, unless the key is remembered
 */
typedef enum
{
  HEARTH_DOOR_EVERYBODY,
  HEARTH_DOOR_ASK,
} HearthDoorPolicy;

/**
 * HearthDoorFacts: what is known of a knock, all of it by the key that signed it
 * @inside: somebody with that key has a seat
 * @removed: was put out of this room; @remembered and @co_host do not count then, nor does @policy
 * @co_host: answers the door themselves: comes in unasked, and has the key to the lock
 * @link_works: of the link that they came by: not revoked, not expired, not somebody else's
 */
typedef struct
{
  HearthDoorPolicy policy;
  gboolean locked;
  gboolean full;
  gboolean queue_full;
  gboolean inside;
  gboolean blocked;
  gboolean removed;
  gboolean remembered;
  gboolean co_host;
  gboolean link_works;
} HearthDoorFacts;

/**
 * HearthDoorDecision:
 * @HEARTH_DOOR_IN: admitted
 * @HEARTH_DOOR_WAIT: somebody is asked
 * @HEARTH_DOOR_OUT: denied
 */
typedef enum
{
  HEARTH_DOOR_IN,
  HEARTH_DOOR_WAIT,
  HEARTH_DOOR_OUT,
} HearthDoorDecision;

/** hearth_door_decide: @reason: (out): what somebody who stays out is told; HEARTH_DENY_NONE for the others. */
HearthDoorDecision hearth_door_decide (const HearthDoorFacts *facts,
                                       HearthDenyReason      *reason);

/**
 * hearth_door_decide_answered:
 *
 * The same once more when somebody said yes to who waited: the room may have filled, and the link may have died. A lock does not count:
 * who answers has the key.
 */
HearthDoorDecision hearth_door_decide_answered (const HearthDoorFacts *facts,
                                                HearthDenyReason      *reason);

G_END_DECLS
