/* What others can tell of our process: its arguments without the keys in them, and no core file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/own-process.h"

#include <string.h>
#include <sys/resource.h>

#define LINK "https://meet.example.org/r/pLLCKVnc60sutvt5Cm1Kkg"
#define SECRET "#AQABAgMEBQYHCAkKCwwNDg859xPQpkQlPwRSlCG59RubWBBd"

static void
test_arguments (void)
{
  char program[] = "hearth";
  char link[] = LINK SECRET;
  char option[] = "--join=" LINK SECRET;
  char plain[] = "--new-room";
  char *argv[] = { program, link, option, plain, NULL };
  g_auto (GStrv) arguments = hearth_own_process_take_arguments (4, argv);

  g_assert_cmpuint (g_strv_length (arguments), ==, 4);
  g_assert_cmpstr (arguments[0], ==, "hearth");
  g_assert_cmpstr (arguments[1], ==, LINK SECRET);
  g_assert_cmpstr (arguments[2], ==, "--join=" LINK SECRET);
  g_assert_cmpstr (arguments[3], ==, "--new-room");

  /* Every byte: the kernel shows the memory, not the text. */
  g_assert_cmpstr (link, ==, LINK);
  g_assert_cmpstr (option, ==, "--join=" LINK);
  for (gsize i = strlen (LINK); i < sizeof link; i++)
    g_assert_cmpint (link[i], ==, 0);
  g_assert_cmpstr (plain, ==, "--new-room");
}

static void
test_core (void)
{
  struct rlimit before, after;

  g_assert_cmpint (getrlimit (RLIMIT_CORE, &before), ==, 0);
  hearth_own_process_leave_no_core ();
  g_assert_cmpint (getrlimit (RLIMIT_CORE, &after), ==, 0);
  g_assert_cmpuint (after.rlim_cur, ==, MIN (1, before.rlim_max));
  g_assert_cmpuint (after.rlim_max, ==, before.rlim_max);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/own-process/arguments", test_arguments);
  g_test_add_func ("/base/own-process/core", test_core);

  return g_test_run ();
}
