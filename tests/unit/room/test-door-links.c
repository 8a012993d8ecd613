/* Which links open a door: for a time, for one person, until they are taken back; and as they are kept in a file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/door-links.h"

#include <string.h>

#include "base/limits.h"
#include "protocol/protocol-error.h"

#define ROOM "pLLCKVnc60sutvt5Cm1Kkg"
#define NOW 1800000000

static const HearthPublicKey anna = { { 1 } };
static const HearthPublicKey ben = { { 2 } };

static char *
make_pass (HearthDoorLinks       *links,
           guint                  seconds,
           HearthLinkUse          use,
           const HearthPublicKey *key)
{
  return hearth_ticket_make_pass (hearth_door_links_add (links, seconds, use, NOW), ROOM, key);
}

static void
test_own (void)
{
  g_autoptr (HearthDoorLinks) links = hearth_door_links_new (ROOM);
  HearthTicket stranger;
  g_autofree char *strange_pass = NULL;

  hearth_ticket_generate (&stranger);
  strange_pass = hearth_ticket_make_pass (&stranger, ROOM, &anna);
  g_assert_null (hearth_door_links_get_own (links));
  g_assert_true (hearth_door_links_works (links, &anna, NULL, NOW, NULL));
  g_assert_false (hearth_door_links_works (links, &anna, strange_pass, NOW, NULL));
  g_assert_false (hearth_door_links_use (links, &anna, NULL, NOW));
}

static void
test_renew (void)
{
  g_autoptr (HearthDoorLinks) links = hearth_door_links_new (ROOM);
  g_autofree char *other = make_pass (links, 0, HEARTH_LINK_FOR_EVERYBODY, &anna);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_true (hearth_door_links_works (links, &anna, other, NOW, NULL));
  hearth_door_links_renew (links);
  g_assert_false (hearth_door_links_works (links, &anna, NULL, NOW, NULL));
  g_assert_false (hearth_door_links_works (links, &anna, other, NOW, NULL));

  first = hearth_ticket_make_pass (hearth_door_links_get_own (links), ROOM, &anna);
  g_assert_true (hearth_door_links_works (links, &anna, first, NOW, NULL));
  hearth_door_links_renew (links);
  second = hearth_ticket_make_pass (hearth_door_links_get_own (links), ROOM, &anna);
  g_assert_false (hearth_door_links_works (links, &anna, first, NOW, NULL));
  g_assert_true (hearth_door_links_works (links, &anna, second, NOW, NULL));
}

/* Who reads somebody's pass (every guest can) has nothing with a key of their own. */
static void
test_pass_is_personal (void)
{
  g_autoptr (HearthDoorLinks) links = hearth_door_links_new (ROOM);
  g_autofree char *pass = make_pass (links, 0, HEARTH_LINK_FOR_EVERYBODY, &anna);

  g_assert_true (hearth_door_links_works (links, &anna, pass, NOW, NULL));
  g_assert_false (hearth_door_links_works (links, &ben, pass, NOW, NULL));
}

static void
test_expires (void)
{
  g_autoptr (HearthDoorLinks) links = hearth_door_links_new (ROOM);
  g_autofree char *pass = make_pass (links, 60, HEARTH_LINK_FOR_EVERYBODY, &anna);
  g_autofree char *longest = make_pass (links, G_MAXUINT, HEARTH_LINK_FOR_EVERYBODY, &anna);

  g_assert_true (hearth_door_links_works (links, &anna, pass, NOW, NULL));
  g_assert_true (hearth_door_links_works (links, &anna, pass, NOW + 59, NULL));
  g_assert_false (hearth_door_links_works (links, &anna, pass, NOW + 60, NULL));
  g_assert_true (hearth_door_links_works (links, &anna, longest, NOW + HEARTH_LIMIT_LINK_SECONDS - 1, NULL));
  g_assert_false (hearth_door_links_works (links, &anna, longest, NOW + (gint64) HEARTH_LIMIT_LINK_SECONDS, NULL));
}

static void
test_for_one (void)
{
  g_autoptr (HearthDoorLinks) links = hearth_door_links_new (ROOM);
  const HearthTicket ticket = *hearth_door_links_add (links, 60, HEARTH_LINK_FOR_ONE, NOW);
  g_autofree char *annas = hearth_ticket_make_pass (&ticket, ROOM, &anna);
  g_autofree char *bens = hearth_ticket_make_pass (&ticket, ROOM, &ben);

  g_assert_true (hearth_door_links_works (links, &anna, annas, NOW, NULL));
  g_assert_true (hearth_door_links_works (links, &ben, bens, NOW, NULL));
  g_assert_true (hearth_door_links_use (links, &anna, annas, NOW));
  g_assert_false (hearth_door_links_use (links, &anna, annas, NOW));
  g_assert_false (hearth_door_links_use (links, &ben, bens, NOW));
  g_assert_true (hearth_door_links_works (links, &anna, annas, NOW, NULL));
  g_assert_false (hearth_door_links_works (links, &ben, bens, NOW, NULL));
  g_assert_false (hearth_door_links_works (links, &anna, annas, NOW + 60, NULL));
}

/* Whoever comes in by it first is who it was for; until then it can be shown again. */
static void
test_for_co_host (void)
{
  g_autoptr (HearthDoorLinks) links = hearth_door_links_new (ROOM);
  g_autofree char *annas = make_pass (links, 0, HEARTH_LINK_FOR_CO_HOST, &anna);
  HearthLinkUse use = HEARTH_LINK_FOR_EVERYBODY;

  g_assert_true (hearth_door_links_works (links, &anna, annas, NOW, &use));
  g_assert_cmpint (use, ==, HEARTH_LINK_FOR_CO_HOST);
  g_assert_nonnull (hearth_door_links_get_for_co_host (links));
  g_assert_true (hearth_door_links_use (links, &anna, annas, NOW));
  g_assert_null (hearth_door_links_get_for_co_host (links));
  g_assert_true (hearth_door_links_works (links, &anna, annas, NOW, &use));
  g_assert_cmpint (use, ==, HEARTH_LINK_FOR_ONE);

  /* Taking back touches nobody who has come. */
  (void) hearth_door_links_add (links, 0, HEARTH_LINK_FOR_CO_HOST, NOW);
  hearth_door_links_forget_for_co_host (links);
  g_assert_null (hearth_door_links_get_for_co_host (links));
  g_assert_true (hearth_door_links_works (links, &anna, annas, NOW, NULL));
}

static void
test_bounded (void)
{
  g_autoptr (HearthDoorLinks) links = hearth_door_links_new (ROOM);
  g_autofree char *short_lived = make_pass (links, 1, HEARTH_LINK_FOR_EVERYBODY, &anna);
  g_autofree char *oldest = make_pass (links, 0, HEARTH_LINK_FOR_EVERYBODY, &anna);
  g_autofree char *newest = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < HEARTH_LIMIT_ROOM_LINKS; i++)
    {
      g_free (newest);
      newest = make_pass (links, 0, HEARTH_LINK_FOR_EVERYBODY, &anna);
    }
  lines = hearth_door_links_save (links);
  g_assert_cmpuint (g_strv_length (lines), ==, HEARTH_LIMIT_ROOM_LINKS);
  g_assert_true (hearth_door_links_works (links, &anna, NULL, NOW, NULL));
  g_assert_true (hearth_door_links_works (links, &anna, newest, NOW, NULL));
  g_assert_false (hearth_door_links_works (links, &anna, oldest, NOW, NULL));
  g_assert_false (hearth_door_links_works (links, &anna, short_lived, NOW, NULL));
}

/* What has expired makes way first. */
static void
test_expired_go (void)
{
  g_autoptr (HearthDoorLinks) links = hearth_door_links_new (ROOM);
  g_auto (GStrv) lines = NULL;

  (void) hearth_door_links_add (links, 10, HEARTH_LINK_FOR_EVERYBODY, NOW);
  (void) hearth_door_links_add (links, 20, HEARTH_LINK_FOR_EVERYBODY, NOW);
  (void) hearth_door_links_add (links, 20, HEARTH_LINK_FOR_EVERYBODY, NOW + 15);
  lines = hearth_door_links_save (links);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);

  g_clear_pointer (&lines, g_strfreev);
  hearth_door_links_forget_dead (links, NOW + 20);
  lines = hearth_door_links_save (links);
  g_assert_cmpuint (g_strv_length (lines), ==, 2);
}

static void
test_file (void)
{
  g_autoptr (HearthDoorLinks) links = hearth_door_links_new (ROOM);
  g_autoptr (HearthDoorLinks) again = hearth_door_links_new (ROOM);
  g_autofree char *own = NULL;
  g_autofree char *taken = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) lines_again = NULL;
  g_autoptr (GError) error = NULL;

  hearth_door_links_renew (links);
  own = hearth_ticket_make_pass (hearth_door_links_get_own (links), ROOM, &anna);
  taken = make_pass (links, 0, HEARTH_LINK_FOR_ONE, &anna);
  g_assert_true (hearth_door_links_use (links, &anna, taken, NOW));
  (void) hearth_door_links_add (links, 60, HEARTH_LINK_FOR_ONE, NOW);
  (void) hearth_door_links_add (links, 60, HEARTH_LINK_FOR_CO_HOST, NOW);
  lines = hearth_door_links_save (links);

  g_assert_true (hearth_door_links_load (again, (const char *const *) lines, &error));
  g_assert_no_error (error);
  lines_again = hearth_door_links_save (again);
  g_assert_cmpstrv (lines, lines_again);
  g_assert_false (hearth_door_links_works (again, &anna, NULL, NOW, NULL));
  g_assert_true (hearth_door_links_works (again, &anna, own, NOW, NULL));
  g_assert_true (hearth_door_links_works (again, &anna, taken, NOW, NULL));
}

static void
test_bad_file (void)
{
  static const char *const bad[] = {
    "", "-", "- 0", "- 0 *x", "- -1 *", "- 0 * ", "x 0 *", "AAAAAAAAAAAAAAA 0 *", "AAAAAAAAAAAAAAAAA 0 *", "- 0x10 *",
    "- 99999999999999999999 *", "- 0 AQ", "- 0 -", "AAECAwQFBgcICQoL 0 co-hosts",
  };
  const char *const nothing[] = { NULL };
  const char *const own_expires[] = { "- 1 *", NULL };
  const char *const own_for_one[] = { "- 0 -", NULL };
  const char *const *const whole[] = { nothing, own_expires, own_for_one };

  for (guint i = 0; i < G_N_ELEMENTS (bad) + G_N_ELEMENTS (whole); i++)
    {
      const char *const lines[] = { "- 0 *", bad[MIN (i, G_N_ELEMENTS (bad) - 1)], NULL };
      g_autoptr (HearthDoorLinks) links = hearth_door_links_new (ROOM);
      g_autoptr (GError) error = NULL;

      hearth_door_links_renew (links);
      g_assert_false (hearth_door_links_load (links, i < G_N_ELEMENTS (bad) ? lines : whole[i - G_N_ELEMENTS (bad)], &error));
      g_assert_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED);
      g_assert_nonnull (hearth_door_links_get_own (links));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/door-links/own", test_own);
  g_test_add_func ("/door-links/renew", test_renew);
  g_test_add_func ("/door-links/pass-is-personal", test_pass_is_personal);
  g_test_add_func ("/door-links/expires", test_expires);
  g_test_add_func ("/door-links/for-one", test_for_one);
  g_test_add_func ("/door-links/for-co-host", test_for_co_host);
  g_test_add_func ("/door-links/bounded", test_bounded);
  g_test_add_func ("/door-links/expired-go", test_expired_go);
  g_test_add_func ("/door-links/file", test_file);
  g_test_add_func ("/door-links/bad-file", test_bad_file);

  return g_test_run ();
}
