/* Who may do what: every act by every role to every role, as people would write it down; and what everybody may do by themselves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/rights.h"

#include <string.h>

/* To whom: of speaker, listener, co-host and host, in this order; "room" for what is done to nobody in particular. */
static const struct
{
  HearthActKind kind;
  const char *host;
  const char *co_host;
} written[] = {
  { HEARTH_ACT_MUTE, "slc", "sl" },
  { HEARTH_ACT_MUTE_ALL, "room", "room" },
  { HEARTH_ACT_STOP_CAMERA, "slc", "sl" },
  { HEARTH_ACT_STOP_SHARING, "slc", "sl" },
  { HEARTH_ACT_ASK_TO_UNMUTE, "sc", "s" },
  { HEARTH_ACT_REMOVE, "slc", "sl" },
  { HEARTH_ACT_BLOCK, "slc", "sl" },
  { HEARTH_ACT_SET_ROLE, "slc", "sl" },
  { HEARTH_ACT_SET_SWITCHES, "room", "room" },
  { HEARTH_ACT_ANSWER, "room", "room" },
  { HEARTH_ACT_LOCK, "room", "room" },
  { HEARTH_ACT_UNLOCK, "room", "room" },
  { HEARTH_ACT_LOWER_HAND, "slc", "slc" },
  { HEARTH_ACT_LOWER_ALL_HANDS, "room", "room" },
};

static const char letters[HEARTH_N_ROLES] = {
  [HEARTH_ROLE_SPEAKER] = 's',
  [HEARTH_ROLE_LISTENER] = 'l',
  [HEARTH_ROLE_CO_HOST] = 'c',
  [HEARTH_ROLE_HOST] = 'h',
};

static gboolean
is_written (guint      row,
            HearthRole actor,
            HearthRole target)
{
  const char *to = actor == HEARTH_ROLE_HOST ? written[row].host : actor == HEARTH_ROLE_CO_HOST ? written[row].co_host : "";

  return g_str_equal (to, "room") || strchr (to, letters[target]) != NULL;
}

static void
test_matrix (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (written), ==, HEARTH_N_ACTS);

  for (guint row = 0; row < HEARTH_N_ACTS; row++)
    {
      const HearthAct act = { .kind = written[row].kind };

      g_assert_cmpint (written[row].kind, ==, row);
      g_assert_true (hearth_rights_has_target (act.kind) == !g_str_equal (written[row].host, "room"));
      for (guint actor = 0; actor < HEARTH_N_ROLES; actor++)
        for (guint target = 0; target < HEARTH_N_ROLES; target++)
          g_assert_true (hearth_rights_may_act ((HearthRole) actor, &act, (HearthRole) target)
                         == is_written (row, (HearthRole) actor, (HearthRole) target));
    }
}

/* Nobody makes a host, only the host co-hosts. */
static void
test_roles (void)
{
  for (guint actor = 0; actor < HEARTH_N_ROLES; actor++)
    {
      for (guint given = 0; given < HEARTH_N_ROLES; given++)
        {
          const HearthAct act = { .kind = HEARTH_ACT_SET_ROLE, .role = (HearthRole) given };
          gboolean may = (actor == HEARTH_ROLE_HOST && given != HEARTH_ROLE_HOST)
                         || (actor == HEARTH_ROLE_CO_HOST && (given == HEARTH_ROLE_SPEAKER || given == HEARTH_ROLE_LISTENER));

          g_assert_true (hearth_rights_may_act ((HearthRole) actor, &act, HEARTH_ROLE_SPEAKER) == may);
        }
    }
}

static void
test_answers (void)
{
  for (guint actor = 0; actor < HEARTH_N_ROLES; actor++)
    {
      for (guint answer = 0; answer < HEARTH_N_KNOCK_ANSWERS; answer++)
        {
          const HearthAct act = { .kind = HEARTH_ACT_ANSWER, .answer = (HearthKnockAnswer) answer };
          gboolean may = actor == HEARTH_ROLE_HOST || (actor == HEARTH_ROLE_CO_HOST && answer != HEARTH_KNOCK_REMEMBER);

          g_assert_true (hearth_rights_may_act ((HearthRole) actor, &act, HEARTH_ROLE_SPEAKER) == may);
        }
    }
}

static void
test_own (void)
{
  const guint all = HEARTH_RIGHT_SPEAK | HEARTH_RIGHT_UNMUTE | HEARTH_RIGHT_CAMERA | HEARTH_RIGHT_SHARE | HEARTH_RIGHT_RENAME
                    | HEARTH_RIGHT_CHAT;

  g_assert_cmpuint (hearth_rights_get (HEARTH_ROLE_HOST, 0), ==, all);
  g_assert_cmpuint (hearth_rights_get (HEARTH_ROLE_CO_HOST, 0), ==, all);
  g_assert_cmpuint (hearth_rights_get (HEARTH_ROLE_SPEAKER, HEARTH_SWITCHES_ALL), ==, all);
  g_assert_cmpuint (hearth_rights_get (HEARTH_ROLE_SPEAKER, 0), ==, HEARTH_RIGHT_SPEAK | HEARTH_RIGHT_CAMERA);
  g_assert_cmpuint (hearth_rights_get (HEARTH_ROLE_SPEAKER, HEARTH_SWITCH_UNMUTE), ==,
                    HEARTH_RIGHT_SPEAK | HEARTH_RIGHT_CAMERA | HEARTH_RIGHT_UNMUTE);
  g_assert_cmpuint (hearth_rights_get (HEARTH_ROLE_LISTENER, HEARTH_SWITCHES_ALL), ==, HEARTH_RIGHT_RENAME | HEARTH_RIGHT_CHAT);
  g_assert_cmpuint (hearth_rights_get (HEARTH_ROLE_LISTENER, HEARTH_SWITCH_CHAT), ==, HEARTH_RIGHT_CHAT);
  g_assert_cmpuint (hearth_rights_get (HEARTH_ROLE_LISTENER, 0), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rights/matrix", test_matrix);
  g_test_add_func ("/rights/roles", test_roles);
  g_test_add_func ("/rights/answers", test_answers);
  g_test_add_func ("/rights/own", test_own);

  return g_test_run ();
}
