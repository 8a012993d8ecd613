/* Whom this person has met: what is thought of who comes, what is forgotten for whom, and what is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/known-people.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "call/people-file.h"
#include "protocol/identity.h"
#include "protocol/protocol-error.h"

/* The @n-th of keys that nobody has. */
static char *
make_key (guint n)
{
  HearthPublicKey key = { { (guint8) (n >> 8), (guint8) n } };

  return hearth_public_key_to_text (&key);
}

static void
test_first_use (void)
{
  g_autoptr (HearthKnownPeople) people = hearth_known_people_new ();
  g_autofree char *anna = make_key (1);
  g_autofree char *mallory = make_key (2);

  g_assert_cmpint (hearth_known_people_judge (people, "Anna", NULL), ==, HEARTH_TRUST_UNKNOWN);
  g_assert_cmpint (hearth_known_people_judge (people, "Anna", anna), ==, HEARTH_TRUST_NEW);
  g_assert_true (hearth_known_people_meet (people, "Anna", anna));
  g_assert_false (hearth_known_people_meet (people, "Anna", anna));

  /* New for the whole call, met from the next one on. */
  g_assert_cmpint (hearth_known_people_judge (people, "Anna", anna), ==, HEARTH_TRUST_NEW);
  hearth_known_people_begin (people);
  g_assert_cmpint (hearth_known_people_judge (people, "Anna", anna), ==, HEARTH_TRUST_MET);
  g_assert_cmpint (hearth_known_people_judge (people, "Annabel", anna), ==, HEARTH_TRUST_MET);

  /* The same name however it is written, with another key or none. */
  for (guint i = 0; i < 4; i++)
    {
      static const char *const names[] = { "Anna", "ANNA", "Anna (2)", "\357\274\241nna" };

      g_assert_cmpint (hearth_known_people_judge (people, names[i], mallory), ==, HEARTH_TRUST_CHANGED);
      g_assert_cmpint (hearth_known_people_judge (people, names[i], NULL), ==, HEARTH_TRUST_UNPROVEN);
      g_assert_cmpint (hearth_known_people_judge (people, names[i], anna), ==, HEARTH_TRUST_MET);
    }

  /* Nobody becomes Anna by coming often. */
  g_assert_false (hearth_known_people_meet (people, "Anna", mallory));
  g_assert_cmpint (hearth_known_people_judge (people, "Anna", mallory), ==, HEARTH_TRUST_CHANGED);

  /* Nor by having been known as somebody else, be it verified. */
  hearth_known_people_verify (people, "Mallory", mallory);
  g_assert_cmpint (hearth_known_people_judge (people, "Mallory", mallory), ==, HEARTH_TRUST_VERIFIED);
  g_assert_cmpint (hearth_known_people_judge (people, "Anna", mallory), ==, HEARTH_TRUST_CHANGED);
}

static void
test_accept_and_forget (void)
{
  g_autoptr (HearthKnownPeople) people = hearth_known_people_new ();
  g_autofree char *old = make_key (1);
  g_autofree char *new = make_key (2);
  g_auto (GStrv) names = NULL;

  hearth_known_people_accept (people, "Anna", old);
  hearth_known_people_verify (people, "Anna", old);

  /* A new computer: the name has two keys, and only the old one is verified. */
  hearth_known_people_accept (people, "Anna", new);
  g_assert_cmpint (hearth_known_people_judge (people, "Anna", new), ==, HEARTH_TRUST_MET);
  g_assert_cmpint (hearth_known_people_judge (people, "Anna", old), ==, HEARTH_TRUST_VERIFIED);

  /* Verified is the key, whatever the name. */
  g_assert_cmpint (hearth_known_people_judge (people, "Somebody", old), ==, HEARTH_TRUST_VERIFIED);
  g_assert_true (hearth_known_people_meet (people, "Somebody", old));
  names = hearth_known_people_get_names (people, old);
  g_assert_cmpuint (g_strv_length (names), ==, 2);
  g_assert_true (hearth_known_people_forget (people, old));
  g_assert_false (hearth_known_people_forget (people, old));
  g_assert_cmpint (hearth_known_people_judge (people, "Anna", old), ==, HEARTH_TRUST_CHANGED);
  g_assert_true (hearth_known_people_forget (people, new));
  g_assert_cmpint (hearth_known_people_judge (people, "Anna", old), ==, HEARTH_TRUST_NEW);
}

static void
test_limits (void)
{
  g_autoptr (HearthKnownPeople) people = hearth_known_people_new ();
  g_autofree char *anna = make_key (1);
  g_autofree char *ben = make_key (2);
  g_autofree char *restless = make_key (3);
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) lines = NULL;

  hearth_known_people_verify (people, "Anna", anna);
  hearth_known_people_accept (people, "Ben", ben);

  /* Whoever has many names has the latest. */
  for (guint i = 0; i < 2 * HEARTH_LIMIT_KNOWN_NAMES; i++)
    {
      g_autofree char *name = g_strdup_printf ("Name %u", i);

      g_assert_true (hearth_known_people_meet (people, name, restless));
    }
  names = hearth_known_people_get_names (people, restless);
  g_assert_cmpuint (g_strv_length (names), ==, HEARTH_LIMIT_KNOWN_NAMES);

  /* A room full of strangers, again and again in one call, costs nobody's place. */
  hearth_known_people_begin (people);
  for (guint i = 0; i < 2 * HEARTH_LIMIT_KNOWN_PEOPLE; i++)
    {
      g_autofree char *name = g_strdup_printf ("Stranger %u", i);
      g_autofree char *key = make_key (1000 + i);

      g_assert_cmpint (hearth_known_people_meet (people, name, key), ==, i < HEARTH_LIMIT_NEW_PEOPLE);
    }
  g_assert_cmpint (hearth_known_people_judge (people, "Ben", ben), ==, HEARTH_TRUST_MET);

  /* In many calls it does: who was met longest ago goes, but for who was verified. */
  for (guint i = 0; i < HEARTH_LIMIT_KNOWN_PEOPLE; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person %u", i);
      g_autofree char *key = make_key (10000 + i);

      hearth_known_people_begin (people);
      g_assert_true (hearth_known_people_meet (people, name, key));
    }
  lines = hearth_known_people_save (people);
  g_assert_cmpuint (g_strv_length (lines), ==, HEARTH_LIMIT_KNOWN_PEOPLE);
  g_assert_cmpint (hearth_known_people_judge (people, "Ben", ben), ==, HEARTH_TRUST_NEW);
  g_assert_cmpint (hearth_known_people_judge (people, "Anna", anna), ==, HEARTH_TRUST_VERIFIED);
}

static void
test_load (void)
{
  g_autoptr (HearthKnownPeople) people = hearth_known_people_new ();
  g_autoptr (HearthKnownPeople) again = hearth_known_people_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *anna = make_key (1);
  g_autofree char *ben = make_key (2);
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) lines_again = NULL;

  hearth_known_people_verify (people, "Anna Maria", anna);
  hearth_known_people_accept (people, "Ben", ben);
  lines = hearth_known_people_save (people);
  g_assert_true (hearth_known_people_load (again, (const char *const *) lines, &error));
  g_assert_no_error (error);
  lines_again = hearth_known_people_save (again);
  g_assert_cmpstrv (lines, lines_again);

  for (guint i = 0; i < 6; i++)
    {
      static const char *const wrong[] = { "", "met", "met KEY", "met nobody Anna", "friend KEY Anna", "met KEY \342\200\213" };
      g_auto (GStrv) parts = g_strsplit (wrong[i], "KEY", 2);
      g_autofree char *line = g_strjoinv (anna, parts);
      const char *const damaged[] = { lines[0], line, NULL };

      g_assert_false (hearth_known_people_load (again, damaged, &error));
      g_assert_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED);
      g_clear_error (&error);
      g_assert_cmpint (hearth_known_people_judge (again, "Ben", ben), ==, HEARTH_TRUST_MET);
    }
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("hearth-people-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "people", NULL);
  g_autofree char *key = make_key (7);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  struct stat status;

  {
    g_autoptr (HearthPeopleFile) file = hearth_people_file_new (path);
    g_autoptr (HearthKnownPeople) people = hearth_known_people_new ();

    g_assert_true (hearth_people_file_load (file, people, &error));
    for (guint i = 0; i < 20; i++)
      {
        g_autofree char *name = g_strdup_printf ("Name; %u", i);

        hearth_known_people_accept (people, name, key);
        hearth_people_file_save (file, people);
      }
  }
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);

  {
    g_autoptr (HearthPeopleFile) file = hearth_people_file_new (path);
    g_autoptr (HearthKnownPeople) people = hearth_known_people_new ();

    g_assert_true (hearth_people_file_load (file, people, &error));
    g_assert_cmpint (hearth_known_people_judge (people, "Name; 19", key), ==, HEARTH_TRUST_MET);
  }

  /* A damaged one stays as it is. */
  g_assert_true (g_file_set_contents_full (path, "[people]\nmet=nonsense;\n", -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  {
    g_autoptr (HearthPeopleFile) file = hearth_people_file_new (path);
    g_autoptr (HearthKnownPeople) people = hearth_known_people_new ();

    g_assert_false (hearth_people_file_load (file, people, &error));
    g_assert_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED);
    hearth_known_people_accept (people, "Anna", key);
    hearth_people_file_save (file, people);
  }
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "[people]\nmet=nonsense;\n");

  /* Or it is set aside, and people are met anew. */
  {
    g_autoptr (HearthPeopleFile) file = hearth_people_file_new (path);
    g_autoptr (HearthKnownPeople) people = hearth_known_people_new ();
    g_autofree char *expected = g_strconcat (path, ".damaged", NULL);
    g_autofree char *aside = hearth_people_file_load_anew (file, people);

    g_assert_cmpstr (aside, ==, expected);
    g_clear_pointer (&content, g_free);
    g_assert_true (g_file_get_contents (aside, &content, NULL, NULL));
    g_assert_cmpstr (content, ==, "[people]\nmet=nonsense;\n");
    g_assert_cmpint (hearth_known_people_judge (people, "Anna", key), ==, HEARTH_TRUST_NEW);
    hearth_known_people_accept (people, "Anna", key);
    hearth_people_file_save (file, people);
    g_remove (aside);
  }
  {
    g_autoptr (HearthPeopleFile) file = hearth_people_file_new (path);
    g_autoptr (HearthKnownPeople) people = hearth_known_people_new ();

    g_assert_null (hearth_people_file_load_anew (file, people));
    g_assert_cmpint (hearth_known_people_judge (people, "Anna", key), ==, HEARTH_TRUST_MET);
  }

  g_remove (path);
  g_rmdir (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call/known-people/first-use", test_first_use);
  g_test_add_func ("/call/known-people/accept-and-forget", test_accept_and_forget);
  g_test_add_func ("/call/known-people/limits", test_limits);
  g_test_add_func ("/call/known-people/load", test_load);
  g_test_add_func ("/call/known-people/file", test_file);

  return g_test_run ();
}
