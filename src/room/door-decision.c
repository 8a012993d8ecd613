/* Who comes in: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/door-decision.h"

static HearthDoorDecision
stay_out (HearthDenyReason  why,
          HearthDenyReason *reason)
{
  *reason = why;

  return HEARTH_DOOR_OUT;
}

HearthDoorDecision
hearth_door_decide (const HearthDoorFacts *facts,
                    HearthDenyReason      *reason)
{
  gboolean co_host = facts->co_host && !facts->removed;

  *reason = HEARTH_DENY_NONE;

  if (facts->blocked)
    return stay_out (HEARTH_DENY_BANNED, reason);
  if (facts->inside)
    return HEARTH_DOOR_IN;
  if (!facts->link_works)
    return stay_out (HEARTH_DENY_EXPIRED, reason);
  if (facts->locked && !co_host)
    return stay_out (HEARTH_DENY_LOCKED, reason);
  if (facts->full)
    return stay_out (HEARTH_DENY_FULL, reason);
  if (co_host || (!facts->removed && (facts->remembered || facts->policy == HEARTH_DOOR_EVERYBODY)))
    return HEARTH_DOOR_IN;

  return facts->queue_full ? stay_out (HEARTH_DENY_FULL, reason) : HEARTH_DOOR_WAIT;
}

HearthDoorDecision
hearth_door_decide_answered (const HearthDoorFacts *facts,
                             HearthDenyReason      *reason)
{
  HearthDoorFacts answered = *facts;

  answered.locked = FALSE;
  answered.removed = FALSE;
  answered.remembered = TRUE;

  return hearth_door_decide (&answered, reason);
}
