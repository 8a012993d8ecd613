/* Whom a door knows: kept, forgotten, bounded, and read back from a file that somebody wrote into.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/door-memory.h"

#include "base/limits.h"
#include "protocol/protocol-error.h"

#define NOW 1800000000

static HearthPublicKey
make_key (guint number)
{
  HearthPublicKey key = { { 0 } };

  key.bytes[0] = number & 0xff;
  key.bytes[1] = number >> 8;

  return key;
}

static void
test_standing (void)
{
  g_autoptr (HearthDoorMemory) memory = hearth_door_memory_new ();
  const HearthPublicKey anna = make_key (1), ben = make_key (2);

  g_assert_cmpint (hearth_door_memory_get (memory, &anna), ==, HEARTH_DOOR_STRANGER);
  hearth_door_memory_set (memory, &anna, HEARTH_DOOR_REMEMBERED, "Anna", NOW);
  hearth_door_memory_set (memory, &ben, HEARTH_DOOR_BLOCKED, "Anna", NOW);
  g_assert_cmpint (hearth_door_memory_get (memory, &anna), ==, HEARTH_DOOR_REMEMBERED);
  g_assert_cmpint (hearth_door_memory_get (memory, &ben), ==, HEARTH_DOOR_BLOCKED);

  hearth_door_memory_set (memory, &anna, HEARTH_DOOR_REMOVED, "Anna", NOW);
  g_assert_cmpint (hearth_door_memory_get (memory, &anna), ==, HEARTH_DOOR_REMOVED);
  hearth_door_memory_forget (memory, &anna);
  g_assert_cmpint (hearth_door_memory_get (memory, &anna), ==, HEARTH_DOOR_STRANGER);
  g_assert_cmpint (hearth_door_memory_get (memory, &ben), ==, HEARTH_DOOR_BLOCKED);
}

static void
test_forget_room (void)
{
  g_autoptr (HearthDoorMemory) memory = hearth_door_memory_new ();
  const HearthPublicKey kept = make_key (1), removed = make_key (2), blocked = make_key (3);

  hearth_door_memory_set (memory, &removed, HEARTH_DOOR_REMOVED, "Ben", NOW);
  hearth_door_memory_set (memory, &kept, HEARTH_DOOR_REMEMBERED, "Anna", NOW);
  hearth_door_memory_set (memory, &blocked, HEARTH_DOOR_BLOCKED, "Carl", NOW);
  hearth_door_memory_forget_room (memory);
  g_assert_cmpint (hearth_door_memory_get (memory, &kept), ==, HEARTH_DOOR_REMEMBERED);
  g_assert_cmpint (hearth_door_memory_get (memory, &removed), ==, HEARTH_DOOR_STRANGER);
  g_assert_cmpint (hearth_door_memory_get (memory, &blocked), ==, HEARTH_DOOR_STRANGER);
}

/* Strangers who were remembered make way for those who were blocked, and only the oldest of these at last for others. */
static void
test_bounded (void)
{
  g_autoptr (HearthDoorMemory) memory = hearth_door_memory_new ();
  const HearthPublicKey blocked = make_key (0), removed = make_key (1);
  HearthPublicKey key;

  hearth_door_memory_set (memory, &blocked, HEARTH_DOOR_BLOCKED, "Mallory", NOW);
  hearth_door_memory_set (memory, &removed, HEARTH_DOOR_REMOVED, "Trudy", NOW);
  for (guint i = 2; i < 3 * HEARTH_LIMIT_DOOR_KEYS; i++)
    {
      key = make_key (i);
      hearth_door_memory_set (memory, &key, HEARTH_DOOR_REMEMBERED, "Somebody", NOW);
    }
  g_assert_cmpint (hearth_door_memory_get (memory, &blocked), ==, HEARTH_DOOR_BLOCKED);
  g_assert_cmpint (hearth_door_memory_get (memory, &removed), ==, HEARTH_DOOR_REMOVED);
  g_assert_cmpint (hearth_door_memory_get (memory, &key), ==, HEARTH_DOOR_REMEMBERED);

  for (guint i = 0; i < HEARTH_LIMIT_DOOR_KEYS; i++)
    {
      key = make_key (10000 + i);
      hearth_door_memory_set (memory, &key, HEARTH_DOOR_BLOCKED, "Somebody", NOW);
    }
  g_assert_cmpint (hearth_door_memory_get (memory, &blocked), ==, HEARTH_DOOR_STRANGER);
  g_assert_cmpint (hearth_door_memory_get (memory, &key), ==, HEARTH_DOOR_BLOCKED);
}

static void
test_file (void)
{
  g_autoptr (HearthDoorMemory) memory = hearth_door_memory_new ();
  g_autoptr (HearthDoorMemory) again = hearth_door_memory_new ();
  const HearthPublicKey anna = make_key (1), ben = make_key (2), carl = make_key (3);
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) lines_again = NULL;

  hearth_door_memory_set (memory, &anna, HEARTH_DOOR_REMEMBERED, "Anna Maria Schmidt", NOW);
  hearth_door_memory_set (memory, &ben, HEARTH_DOOR_BLOCKED, "Ben", NOW);
  hearth_door_memory_set (memory, &carl, HEARTH_DOOR_REMOVED, "C", NOW);
  lines = hearth_door_memory_save (memory);
  g_assert_true (hearth_door_memory_load (again, (const char *const *) lines, NULL));
  lines_again = hearth_door_memory_save (again);
  g_assert_cmpstrv (lines, lines_again);
  g_assert_cmpint (hearth_door_memory_get (again, &ben), ==, HEARTH_DOOR_BLOCKED);
  g_assert_cmpstr (hearth_door_memory_peek (again, 0)->name, ==, "Anna Maria Schmidt");
  g_assert_cmpint (hearth_door_memory_peek (again, 2)->since, ==, NOW);
  g_assert_null (hearth_door_memory_peek (again, 3));
}

/* Whatever is wrong with a file, nothing changes; every truncation of a good line is refused or leaves a name. */
static void
test_bad_file (void)
{
#define KEY "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
  static const char *const bad[] = {
    "", "remembered", "remembered " KEY, "remembered " KEY " 1", "remembered " KEY " 1 ", "remembered " KEY "A 1 Anna",
    "remembered AQ 1 Anna", "stranger " KEY " 1 Anna", " " KEY " 1 Anna", "Remembered " KEY " 1 Anna", "remembered  " KEY " 1 Anna",
    "remembered " KEY " 1 \342\200\256", "remembered " KEY " -1 Anna", "remembered " KEY " x Anna",
    "remembered " KEY " 99999999999999999999 Anna",
  };
  const HearthPublicKey anna = make_key (1);
  const char *const good = "blocked " KEY " 1 Anna";

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const char *const lines[] = { good, bad[i], NULL };
      g_autoptr (HearthDoorMemory) memory = hearth_door_memory_new ();
      g_autoptr (GError) error = NULL;

      hearth_door_memory_set (memory, &anna, HEARTH_DOOR_REMEMBERED, "Anna", NOW);
      g_assert_false (hearth_door_memory_load (memory, lines, &error));
      g_assert_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED);
      g_assert_cmpint (hearth_door_memory_get (memory, &anna), ==, HEARTH_DOOR_REMEMBERED);
    }

  for (gsize length = 0; length <= strlen (good); length++)
    {
      g_autofree char *cut = g_strndup (good, length);
      const char *const lines[] = { cut, NULL };
      g_autoptr (HearthDoorMemory) memory = hearth_door_memory_new ();
      gboolean loads = length > strlen ("blocked " KEY " 1 ");

      g_assert_true (hearth_door_memory_load (memory, lines, NULL) == loads);
      g_assert_cmpint (hearth_door_memory_get (memory, &anna), ==, loads ? HEARTH_DOOR_BLOCKED : HEARTH_DOOR_STRANGER);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/door-memory/standing", test_standing);
  g_test_add_func ("/door-memory/forget-room", test_forget_room);
  g_test_add_func ("/door-memory/bounded", test_bounded);
  g_test_add_func ("/door-memory/file", test_file);
  g_test_add_func ("/door-memory/bad-file", test_bad_file);

  return g_test_run ();
}
