/* What a still is called, whoever is on it: nothing that a file system, a shell or a person stumbles over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/snapshot-name.h"

#include <string.h>

#define MOMENT " 2026-11-20 14.05.png"

static void
check (const char *person,
       const char *expected)
{
  g_autoptr (GDateTime) when = g_date_time_new_local (2026, 11, 20, 14, 5, 9);
  g_autofree char *name = hearth_snapshot_name (person, when);
  g_autofree char *whole = g_strconcat (expected, MOMENT, NULL);

  g_assert_cmpstr (name, ==, whole);
}

static void
test_names (void)
{
  check ("Anna", "Anna");
  check ("Anna Schmidt (2)", "Anna Schmidt (2)");
  check ("Ева Иванова", "Ева Иванова");
  check ("Hiroshi 田中", "Hiroshi 田中");
  check ("Zoë", "Zoë");
}

static void
test_unsafe (void)
{
  check ("../../etc/passwd", "etcpasswd");
  check ("a/b\\c:d*e?f\"g<h>i|j`k$l", "abcdefghijkl");
  check (".hidden", "hidden");
  check ("-rf ~", "rf ~");
  check ("~root", "root");
  check ("Anna\n\tSchmidt", "Anna Schmidt");
  check ("  Anna   B  ", "Anna B");
  check ("Anna...", "Anna");
  check ("\u202egnp.annA\u202c", "gnp.annA");
  check ("An\u200bna\u2066\x7f\x01", "Anna");
  check ("Bad\xff" "Bytes", "Bad\uFFFD" "Bytes");

  /* Nothing is left. */
  check ("", "Picture");
  check ("///", "Picture");
  check (" . - ", "Picture");
  check ("\u200b", "Picture");
}

/* Whole letters, and never more than a file system takes. */
static void
test_long (void)
{
  g_autoptr (GDateTime) when = g_date_time_new_local (2026, 11, 20, 14, 5, 9);
  g_autofree char *a = g_strnfill (10 * HEARTH_SNAPSHOT_NAME_BYTES, 'a');
  g_autofree char *kept = g_strndup (a, HEARTH_SNAPSHOT_NAME_BYTES);
  g_autoptr (GString) wide = g_string_new ("a");
  g_autofree char *name = NULL;

  check (a, kept);
  for (guint i = 0; i < HEARTH_SNAPSHOT_NAME_BYTES; i++)
    g_string_append (wide, "田");
  name = hearth_snapshot_name (wide->str, when);
  g_assert_true (g_utf8_validate (name, -1, NULL));
  g_assert_cmpuint (strlen (name), <=, HEARTH_SNAPSHOT_NAME_BYTES + strlen (MOMENT));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/snapshot-name/names", test_names);
  g_test_add_func ("/ui/snapshot-name/unsafe", test_unsafe);
  g_test_add_func ("/ui/snapshot-name/long", test_long);

  return g_test_run ();
}
