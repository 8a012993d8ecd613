/* What a door knows, on the disk: of a person's rooms and of a room that comes back; and a file that is damaged stays as it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/door-file.h"

#include <glib/gstdio.h>
#include <gst/gst.h>

#include "base/main-thread.h"

typedef struct
{
  char *folder;
  char *path;
  HearthIdentity *host;
  HearthInvitation *invitation;
  HearthMemberState *state;
  HearthGathering *gathering;
} Fixture;

static const HearthPublicKey anna = { { 1 } };
static const HearthPublicKey ben = { { 2 } };

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("hearth-door-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "door", NULL);
  self->host = hearth_identity_generate ();
  self->invitation = hearth_invitation_new ("https://meet.example.org", hearth_identity_get_public_key (self->host), NULL);
  self->state = hearth_member_state_new ();
  self->gathering = hearth_gathering_new ();
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_remove (self->path);
  g_rmdir (self->folder);
  g_object_unref (self->gathering);
  hearth_member_state_free (self->state);
  hearth_invitation_unref (self->invitation);
  hearth_identity_unref (self->host);
  g_free (self->path);
  g_free (self->folder);
}

static HearthDoor *
make_door (Fixture *self)
{
  const HearthConnectionConfig config = { 0 };

  return hearth_door_new (self->invitation, self->host, &config, self->state, self->gathering);
}

static HearthDoor *
keep (Fixture             *self,
      HearthDoorFileScope  scope)
{
  g_autoptr (GError) error = NULL;
  HearthDoor *door = make_door (self);

  g_assert_true (hearth_door_file_keep (self->path, scope, door, &error));
  g_assert_no_error (error);

  return door;
}

/* One door that learnt something, as its owner would have it learn. */
static char *
teach (Fixture             *self,
       HearthDoorFileScope  scope)
{
  g_autoptr (HearthDoor) door = keep (self, scope);

  hearth_door_memory_set (hearth_door_get_memory (door), &anna, HEARTH_DOOR_REMEMBERED, "Anna; von; Semikolon");
  hearth_door_memory_set (hearth_door_get_memory (door), &ben, HEARTH_DOOR_BLOCKED, "Ben");
  hearth_door_renew_link (door);

  return g_strdup (hearth_door_get_link (door));
}

static void
test_room (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *link = teach (self, HEARTH_DOOR_FILE_ROOM);
  g_autoptr (HearthDoor) door = keep (self, HEARTH_DOOR_FILE_ROOM);
  GStatBuf status;

  g_assert_cmpint (hearth_door_memory_get (hearth_door_get_memory (door), &anna), ==, HEARTH_DOOR_REMEMBERED);
  g_assert_cmpint (hearth_door_memory_get (hearth_door_get_memory (door), &ben), ==, HEARTH_DOOR_BLOCKED);
  g_assert_cmpstr (hearth_door_get_link (door), ==, link);
  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

/* The next room is another one: who was blocked for the last is not blocked there, and it has a link of its own. */
static void
test_person (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *link = teach (self, HEARTH_DOOR_FILE_PERSON);
  g_autoptr (HearthDoor) door = keep (self, HEARTH_DOOR_FILE_PERSON);

  g_assert_cmpint (hearth_door_memory_get (hearth_door_get_memory (door), &anna), ==, HEARTH_DOOR_REMEMBERED);
  g_assert_cmpint (hearth_door_memory_get (hearth_door_get_memory (door), &ben), ==, HEARTH_DOOR_STRANGER);
  g_assert_cmpstr (hearth_door_get_link (door), !=, link);
}

static void
test_damaged (Fixture       *self,
              gconstpointer  data)
{
  static const char *const contents[] = {
    "", "nonsense", "[door]\n", "[door]\npeople=nobody;\nlinks=- 0 *;\n", "[door]\npeople=\n", "[door]\npeople=\nlinks=\n",
    "[door]\npeople=\nlinks=- 0 *;x;\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (HearthDoor) door = make_door (self);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents_full (self->path, contents[i], -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      g_assert_false (hearth_door_file_keep (self->path, HEARTH_DOOR_FILE_ROOM, door, &error));
      g_assert_nonnull (strstr (error->message, self->path));

      /* And nothing that is learnt now goes over it. */
      hearth_door_renew_link (door);
      g_assert_true (g_file_get_contents (self->path, &after, NULL, NULL));
      g_assert_cmpstr (after, ==, contents[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

#define ADD(path, func) g_test_add ("/call/door-file/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("room", test_room);
  ADD ("person", test_person);
  ADD ("damaged", test_damaged);
#undef ADD

  return g_test_run ();
}
