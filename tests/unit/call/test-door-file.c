/* What a door knows, on the disk: of a person's rooms and of a room that comes back; the disk has it before anybody goes on; and a file
 * that is damaged stays as it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/door-file.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "call/private-file.h"

#define NOW (g_get_real_time () / G_USEC_PER_SEC)

typedef struct
{
  char *folder;
  char *path;
  HearthIdentity *host;
  HearthInvitation *invitation;
} Fixture;

static const HearthPublicKey anna = { { 1 } };
static const HearthPublicKey ben = { { 2 } };
static const HearthPublicKey carl = { { 3 } };

/* What the disk was asked to have, in this order. */
static GString *synced;

/* Instead of libc's. */
int
fsync (int fd)
{
  struct stat status;

  g_assert_cmpint (fstat (fd, &status), ==, 0);
  if (synced != NULL)
    g_string_append (synced, S_ISDIR (status.st_mode) ? "folder " : "file ");

  return 0;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("hearth-door-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "door", NULL);
  self->host = hearth_identity_generate ();
  self->invitation = hearth_invitation_new ("https://meet.example.org", hearth_identity_get_public_key (self->host), NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_remove (self->path);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  hearth_invitation_unref (self->invitation);
  hearth_identity_unref (self->host);
  g_free (self->path);
  g_free (self->folder);
}

static HearthDoorBook *
keep (Fixture         *self,
      HearthDoorScope  scope)
{
  g_autoptr (GError) error = NULL;
  HearthDoorBook *book = hearth_door_book_new (self->invitation);

  g_assert_true (hearth_door_file_keep (self->path, scope, book, &error));
  g_assert_no_error (error);

  return book;
}

/* One that learnt something. */
static char *
teach (Fixture         *self,
       HearthDoorScope  scope)
{
  g_autoptr (HearthDoorBook) book = keep (self, scope);

  hearth_door_book_judge (book, &anna, HEARTH_DOOR_REMEMBERED, "Anna; von; Semikolon", TRUE, NOW);
  hearth_door_book_judge (book, &ben, HEARTH_DOOR_BLOCKED, "Ben", TRUE, NOW);
  hearth_door_book_judge (book, &carl, HEARTH_DOOR_REMOVED, "Carl", FALSE, NOW);
  hearth_door_book_set_role (book, &anna, HEARTH_ROLE_CO_HOST);
  hearth_door_book_renew_links (book);

  return g_strdup (hearth_door_book_get_link (book));
}

static void
test_room (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *link = teach (self, HEARTH_DOOR_SCOPE_ROOM);
  g_autoptr (HearthDoorBook) book = keep (self, HEARTH_DOOR_SCOPE_ROOM);
  GStatBuf status;

  g_assert_cmpint (hearth_door_book_get_standing (book, &anna), ==, HEARTH_DOOR_REMEMBERED);
  g_assert_cmpint (hearth_door_book_get_standing (book, &ben), ==, HEARTH_DOOR_BLOCKED);
  g_assert_cmpint (hearth_door_book_get_standing (book, &carl), ==, HEARTH_DOOR_REMOVED);
  g_assert_cmpint (hearth_door_book_get_role (book, &anna), ==, HEARTH_ROLE_CO_HOST);
  g_assert_cmpstr (hearth_door_book_get_link (book), ==, link);
  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

/* The next room is another one: who was blocked for the last is not blocked there, and it has a link of its own. */
static void
test_person (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *link = teach (self, HEARTH_DOOR_SCOPE_PERSON);
  g_autoptr (HearthDoorBook) book = keep (self, HEARTH_DOOR_SCOPE_PERSON);
  g_autofree char *content = NULL;

  g_assert_cmpint (hearth_door_book_get_standing (book, &anna), ==, HEARTH_DOOR_REMEMBERED);
  g_assert_cmpint (hearth_door_book_get_standing (book, &ben), ==, HEARTH_DOOR_STRANGER);
  g_assert_cmpint (hearth_door_book_get_standing (book, &carl), ==, HEARTH_DOOR_STRANGER);
  g_assert_cmpint (hearth_door_book_get_role (book, &anna), ==, HEARTH_ROLE_SPEAKER);
  g_assert_cmpstr (hearth_door_book_get_link (book), !=, link);

  /* Nor are secrets kept of a room that is over. */
  g_assert_true (g_file_get_contents (self->path, &content, NULL, NULL));
  g_assert_null (strstr (content, "links"));
}

/* What can no longer open the door is not kept, nor is it read. */
static void
test_dead_links (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (HearthDoorBook) book = keep (self, HEARTH_DOOR_SCOPE_ROOM);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *link = NULL;

  hearth_door_book_judge (book, &anna, HEARTH_DOOR_REMEMBERED, "Anna", TRUE, NOW);
  g_assert_true (g_file_get_contents (self->path, &before, NULL, NULL));
  link = hearth_door_book_make_link (book, 60, HEARTH_LINK_FOR_ONE, NOW - 120);
  g_assert_true (g_file_get_contents (self->path, &after, NULL, NULL));
  g_assert_cmpstr (before, ==, after);
}

/* The longest names in all tables, each letter of which is written as two, fit into what is read. */
static void
test_largest (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (HearthDoorBook) book = hearth_door_book_new (self->invitation);
  g_autofree char *name = g_strnfill (HEARTH_LIMIT_NAME_BYTES, ';');
  g_autofree char *text = NULL;

  for (guint i = 0; i < HEARTH_LIMIT_DOOR_KEYS + 8; i++)
    {
      const HearthPublicKey key = { { (guint8) i, (guint8) (i >> 8) } };

      hearth_door_book_judge (book, &key, HEARTH_DOOR_REMEMBERED, name, TRUE, G_MAXINT64);
      hearth_door_book_judge (book, &key, HEARTH_DOOR_BLOCKED, name, FALSE, G_MAXINT64);
      hearth_door_book_set_role (book, &key, HEARTH_ROLE_LISTENER);
    }
  for (guint i = 0; i < HEARTH_LIMIT_ROOM_LINKS; i++)
    g_free (hearth_door_book_make_link (book, HEARTH_LIMIT_LINK_SECONDS, HEARTH_LINK_FOR_CO_HOST, NOW));
  text = hearth_door_book_save (book, HEARTH_DOOR_SCOPE_ROOM, NOW);
  g_assert_cmpuint (strlen (text), <=, HEARTH_LIMIT_DOOR_BYTES);
}

static void
test_synced (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  synced = g_string_new (NULL);
  g_assert_true (hearth_private_file_write (self->path, "a", 1, HEARTH_PRIVATE_FILE_NEW, &error));
  g_assert_true (hearth_private_file_write (self->path, "b", 1, HEARTH_PRIVATE_FILE_REPLACE, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (synced->str, ==, "file folder file folder ");
  g_string_free (g_steal_pointer (&synced), TRUE);
  g_assert_false (hearth_private_file_write (self->path, "c", 1, HEARTH_PRIVATE_FILE_NEW, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
}

static void
test_damaged (Fixture       *self,
              gconstpointer  data)
{
  static const char *const contents[] = {
    "", "nonsense", "[door]\n", "[door]\npeople=nobody;\nlinks=- 0 *;\n", "[door]\npeople=\n", "[door]\npeople=\nlinks=\n",
    "[door]\npeople=\nlinks=- 0 *;x;\n", "[door]\npeople=\nlinks=- 0 *;\nroles=host;\n",
    "[door]\npeople=\nlinks=- 0 *;\nco-hosts-said=blocked;\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (HearthDoorBook) book = hearth_door_book_new (self->invitation);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents_full (self->path, contents[i], -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      g_assert_false (hearth_door_file_keep (self->path, HEARTH_DOOR_SCOPE_ROOM, book, &error));
      g_assert_nonnull (strstr (error->message, self->path));

      /* And nothing that is learnt now goes over it. */
      hearth_door_book_renew_links (book);
      g_assert_true (g_file_get_contents (self->path, &after, NULL, NULL));
      g_assert_cmpstr (after, ==, contents[i]);
    }
}

/* Neither is lost: not what cannot be read, however often that happens, nor what is learnt from then on. */
static void
test_set_aside (Fixture       *self,
                gconstpointer  data)
{
  static const char *const contents[] = { "nonsense", "[door]\npeople=nobody;\n", "[people]\nof=an older Hearth\n" };
  static const char *const names[] = { ".damaged", ".damaged-2", ".damaged-3" };
  const HearthPublicKey key = { { 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (HearthDoorBook) book = hearth_door_book_new (self->invitation);
      g_autoptr (HearthDoorBook) again = hearth_door_book_new (self->invitation);
      g_autofree char *expected = g_strconcat (self->path, names[i], NULL);
      g_autofree char *aside = NULL;
      g_autofree char *after = NULL;

      g_assert_true (g_file_set_contents_full (self->path, contents[i], -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      aside = hearth_door_file_keep_anew (self->path, HEARTH_DOOR_SCOPE_PERSON, book);
      g_assert_cmpstr (aside, ==, expected);
      g_assert_true (g_file_get_contents (aside, &after, NULL, NULL));
      g_assert_cmpstr (after, ==, contents[i]);

      hearth_door_book_judge (book, &key, HEARTH_DOOR_REMEMBERED, "Anna", TRUE, NOW);
      g_assert_null (hearth_door_file_keep_anew (self->path, HEARTH_DOOR_SCOPE_PERSON, again));
      g_assert_cmpint (hearth_door_book_get_standing (again, &key), ==, HEARTH_DOOR_REMEMBERED);
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *aside = g_strconcat (self->path, names[i], NULL);

      g_assert_cmpint (g_remove (aside), ==, 0);
    }
}

/* What cannot even be moved stays, is named, and is not written over; nor is anything else. */
static void
test_immovable (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (HearthDoorBook) book = hearth_door_book_new (self->invitation);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *aside = NULL;
  g_autofree char *after = NULL;

  for (guint i = 1; i <= 100; i++)
    g_ptr_array_add (others, i == 1 ? g_strconcat (self->path, ".damaged", NULL) : g_strdup_printf ("%s.damaged-%u", self->path, i));
  for (guint i = 0; i < others->len; i++)
    g_assert_true (g_file_set_contents (g_ptr_array_index (others, i), "old", -1, NULL));
  g_assert_true (g_file_set_contents_full (self->path, "nonsense", -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));

  aside = hearth_door_file_keep_anew (self->path, HEARTH_DOOR_SCOPE_PERSON, book);
  g_assert_cmpstr (aside, ==, self->path);
  hearth_door_book_renew_links (book);
  g_assert_true (g_file_get_contents (self->path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, "nonsense");
  for (guint i = 0; i < others->len; i++)
    {
      g_autofree char *old = NULL;

      g_assert_true (g_file_get_contents (g_ptr_array_index (others, i), &old, NULL, NULL));
      g_assert_cmpstr (old, ==, "old");
      g_assert_cmpint (g_remove (g_ptr_array_index (others, i)), ==, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/call/door-file/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("room", test_room);
  ADD ("person", test_person);
  ADD ("dead-links", test_dead_links);
  ADD ("largest", test_largest);
  ADD ("synced", test_synced);
  ADD ("damaged", test_damaged);
  ADD ("set-aside", test_set_aside);
  ADD ("immovable", test_immovable);
#undef ADD

  return g_test_run ();
}
