/* Who may do what in a room: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/rights.h"

#define SPEAKER (1u << HEARTH_ROLE_SPEAKER)
#define LISTENER (1u << HEARTH_ROLE_LISTENER)
#define CO_HOST (1u << HEARTH_ROLE_CO_HOST)

/* Done to nobody in particular, or to somebody outside. */
#define ROOM (1u << HEARTH_N_ROLES)

#define GUESTS (SPEAKER | LISTENER)
#define OTHERS (SPEAKER | LISTENER | CO_HOST)

/* To whom each may do it; speakers and listeners may do none of it. */
static const struct
{
  guint host;
  guint co_host;
} targets[HEARTH_N_ACTS] = {
  [HEARTH_ACT_MUTE] = { OTHERS, GUESTS },
  [HEARTH_ACT_MUTE_ALL] = { ROOM, ROOM },
  [HEARTH_ACT_STOP_CAMERA] = { OTHERS, GUESTS },
  [HEARTH_ACT_STOP_SHARING] = { OTHERS, GUESTS },
  [HEARTH_ACT_ASK_TO_UNMUTE] = { SPEAKER | CO_HOST, SPEAKER },
  [HEARTH_ACT_REMOVE] = { OTHERS, GUESTS },
  [HEARTH_ACT_BLOCK] = { OTHERS, GUESTS },
  [HEARTH_ACT_SET_ROLE] = { OTHERS, GUESTS },
  [HEARTH_ACT_SET_SWITCHES] = { ROOM, ROOM },
  [HEARTH_ACT_ANSWER] = { ROOM, ROOM },
  [HEARTH_ACT_LOCK] = { ROOM, ROOM },
  [HEARTH_ACT_UNLOCK] = { ROOM, ROOM },
  [HEARTH_ACT_LOWER_HAND] = { OTHERS, OTHERS },
  [HEARTH_ACT_LOWER_ALL_HANDS] = { ROOM, ROOM },
};

/* Nobody makes another host, and only the host more co-hosts. */
static gboolean
may_give (HearthRole actor,
          HearthRole role)
{
  return role != HEARTH_ROLE_HOST && (role != HEARTH_ROLE_CO_HOST || actor == HEARTH_ROLE_HOST);
}

/* Whom this computer lets in from now on without being asked is for the person who sits at it. */
static gboolean
may_answer (HearthRole        actor,
            HearthKnockAnswer answer)
{
  return answer != HEARTH_KNOCK_REMEMBER || actor == HEARTH_ROLE_HOST;
}

gboolean
hearth_rights_has_target (HearthActKind kind)
{
  g_return_val_if_fail (kind < HEARTH_N_ACTS, FALSE);

  return (targets[kind].host & ROOM) == 0;
}

gboolean
hearth_rights_may_act (HearthRole       actor,
                       const HearthAct *act,
                       HearthRole       target)
{
  guint to, allowed;

  g_return_val_if_fail (act != NULL && act->kind < HEARTH_N_ACTS && target < HEARTH_N_ROLES, FALSE);

  if (actor == HEARTH_ROLE_HOST)
    allowed = targets[act->kind].host;
  else if (actor == HEARTH_ROLE_CO_HOST)
    allowed = targets[act->kind].co_host;
  else
    return FALSE;

  if ((act->kind == HEARTH_ACT_SET_ROLE && !may_give (actor, act->role))
      || (act->kind == HEARTH_ACT_ANSWER && !may_answer (actor, act->answer)))
    return FALSE;

  to = hearth_rights_has_target (act->kind) ? 1u << target : ROOM;
  return (allowed & to) != 0;
}

guint
hearth_rights_get (HearthRole role,
                   guint      switches)
{
  guint rights = 0;

  if (role == HEARTH_ROLE_HOST || role == HEARTH_ROLE_CO_HOST)
    switches = HEARTH_SWITCHES_ALL;
  if (switches & HEARTH_SWITCH_RENAME)
    rights |= HEARTH_RIGHT_RENAME;
  if (switches & HEARTH_SWITCH_CHAT)
    rights |= HEARTH_RIGHT_CHAT;
  if (role == HEARTH_ROLE_LISTENER)
    return rights;

  rights |= HEARTH_RIGHT_SPEAK | HEARTH_RIGHT_CAMERA;
  if (switches & HEARTH_SWITCH_UNMUTE)
    rights |= HEARTH_RIGHT_UNMUTE;
  if (switches & HEARTH_SWITCH_SHARE)
    rights |= HEARTH_RIGHT_SHARE;

  return rights;
}
