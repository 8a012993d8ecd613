/* Who comes in: every combination of what can be known of a knock, against the rules as people would say them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/door-decision.h"

/* A row of the table: bits of HearthDoorFacts that must be set and that must not be, and what follows. The first row that fits counts. */
enum
{
  LOCKED = 1 << 0,
  FULL = 1 << 1,
  QUEUE_FULL = 1 << 2,
  INSIDE = 1 << 3,
  BLOCKED = 1 << 4,
  REMOVED = 1 << 5,
  REMEMBERED = 1 << 6,
  WORKS = 1 << 7,
  ASK = 1 << 8,
  CO_HOST = 1 << 9,
  ALL = (1 << 10) - 1,
};

static const struct
{
  guint set;
  guint clear;
  HearthDoorDecision decision;
  HearthDenyReason reason;
} rules[] = {
  { BLOCKED, 0, HEARTH_DOOR_OUT, HEARTH_DENY_BANNED },
  { INSIDE, 0, HEARTH_DOOR_IN, HEARTH_DENY_NONE },
  { 0, WORKS, HEARTH_DOOR_OUT, HEARTH_DENY_EXPIRED },
  { LOCKED, CO_HOST, HEARTH_DOOR_OUT, HEARTH_DENY_LOCKED },
  { LOCKED | REMOVED, 0, HEARTH_DOOR_OUT, HEARTH_DENY_LOCKED },
  { FULL, 0, HEARTH_DOOR_OUT, HEARTH_DENY_FULL },
  { CO_HOST, REMOVED, HEARTH_DOOR_IN, HEARTH_DENY_NONE },
  { REMEMBERED, REMOVED, HEARTH_DOOR_IN, HEARTH_DENY_NONE },
  { 0, ASK | REMOVED, HEARTH_DOOR_IN, HEARTH_DENY_NONE },
  { QUEUE_FULL, 0, HEARTH_DOOR_OUT, HEARTH_DENY_FULL },
  { 0, 0, HEARTH_DOOR_WAIT, HEARTH_DENY_NONE },
};

static HearthDoorFacts
make_facts (guint bits)
{
  return (HearthDoorFacts) {
    .policy = bits & ASK ? HEARTH_DOOR_ASK : HEARTH_DOOR_EVERYBODY,
    .locked = (bits & LOCKED) != 0,
    .full = (bits & FULL) != 0,
    .queue_full = (bits & QUEUE_FULL) != 0,
    .inside = (bits & INSIDE) != 0,
    .blocked = (bits & BLOCKED) != 0,
    .removed = (bits & REMOVED) != 0,
    .remembered = (bits & REMEMBERED) != 0,
    .co_host = (bits & CO_HOST) != 0,
    .link_works = (bits & WORKS) != 0,
  };
}

static guint
find_rule (guint bits)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if ((bits & rules[i].set) == rules[i].set && (bits & rules[i].clear) == 0)
      return i;

  g_assert_not_reached ();
}

static void
test_knock (void)
{
  guint used = 0;

  for (guint bits = 0; bits <= ALL; bits++)
    {
      const HearthDoorFacts facts = make_facts (bits);
      HearthDenyReason reason = HEARTH_DENY_MALFORMED;
      guint rule = find_rule (bits);

      used |= 1u << rule;
      g_assert_cmpint (hearth_door_decide (&facts, &reason), ==, rules[rule].decision);
      g_assert_cmpint (reason, ==, rules[rule].reason);
    }
  g_assert_cmpuint (used, ==, (1u << G_N_ELEMENTS (rules)) - 1);
}

/* A yes overrules the lock and what was before, never a block, a dead link or a full room; and nobody waits twice. */
static void
test_answered (void)
{
  for (guint bits = 0; bits <= ALL; bits++)
    {
      const HearthDoorFacts facts = make_facts (bits);
      HearthDenyReason reason = HEARTH_DENY_MALFORMED;
      HearthDoorDecision decision = hearth_door_decide_answered (&facts, &reason);
      gboolean in = (bits & BLOCKED) == 0 && ((bits & INSIDE) != 0 || ((bits & WORKS) != 0 && (bits & FULL) == 0));

      g_assert_cmpint (decision, ==, in ? HEARTH_DOOR_IN : HEARTH_DOOR_OUT);
      g_assert_true ((reason == HEARTH_DENY_NONE) == in);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/door-decision/knock", test_knock);
  g_test_add_func ("/door-decision/answered", test_answered);

  return g_test_run ();
}
