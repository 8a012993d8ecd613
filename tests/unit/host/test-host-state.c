/* What hearth-host keeps between two starts: the same again, private, and never written over when something is wrong with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "host/host-state.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/limits.h"
#include "protocol/id.h"

typedef struct
{
  char *dir;
  char *identity;
  char *room;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *folder = g_dir_make_tmp ("hearth-host-XXXXXX", NULL);

  /* Not there yet, and neither is its parent. */
  self->dir = g_build_filename (folder, "rooms", "one", NULL);
  self->identity = g_build_filename (self->dir, "identity", NULL);
  self->room = g_build_filename (self->dir, "room", NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *rooms = g_path_get_dirname (self->dir);
  g_autofree char *folder = g_path_get_dirname (rooms);

  g_unlink (self->identity);
  g_unlink (self->room);
  g_assert_cmpint (g_rmdir (self->dir), ==, 0);
  g_rmdir (rooms);
  g_rmdir (folder);
  g_free (self->dir);
  g_free (self->identity);
  g_free (self->room);
}

static HearthHostState *
load (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  HearthHostState *state = hearth_host_state_load (self->dir, &error);

  g_assert_no_error (error);
  g_assert_nonnull (state);
  return state;
}

/* Returns: (transfer full): the link */
static char *
make (Fixture *self)
{
  g_autoptr (HearthHostState) state = load (self);
  g_autoptr (GError) error = NULL;

  state->invitation = hearth_invitation_new ("http://192.168.1.7:8480", hearth_identity_get_public_key (state->identity), NULL);
  state->port = 8480;
  state->media_port = 8481;
  state->token = hearth_id_new ();
  g_assert_true (hearth_host_state_save (state, &error));
  g_assert_no_error (error);

  return hearth_invitation_to_link (state->invitation);
}

static char *
read_all (const char *path)
{
  char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  return content;
}

static void
write_all (const char *path,
           const char *content,
           gssize      length)
{
  g_assert_true (g_file_set_contents (path, content, length, NULL));
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
}

static void
assert_private (const char *path,
                guint       mode)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, mode);
}

/* Loading fails with a sentence that names @path, and @path stays as it is. */
static void
assert_refused (Fixture    *self,
                const char *path)
{
  g_autofree char *before = read_all (path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (hearth_host_state_load (self->dir, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, path));
  after = read_all (path);
  g_assert_cmpstr (after, ==, before);
}

static void
test_first_start (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr (HearthHostState) state = load (self);

  g_assert_nonnull (state->identity);
  g_assert_null (state->invitation);
  g_assert_cmpuint (state->port, ==, 0);
  g_assert_null (state->token);
  g_assert_false (g_file_test (self->room, G_FILE_TEST_EXISTS));
}

static void
test_again (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *link = make (self);
  g_autoptr (HearthHostState) state = load (self);
  g_autofree char *again = hearth_invitation_to_link (state->invitation);

  g_assert_cmpstr (again, ==, link);
  g_assert_cmpuint (state->port, ==, 8480);
  g_assert_cmpuint (state->media_port, ==, 8481);
  g_assert_true (hearth_id_is_valid (state->token));
  g_assert_true (hearth_invitation_is_hosted_by (state->invitation, hearth_identity_get_public_key (state->identity)));

  assert_private (self->room, 0600);
  assert_private (self->identity, 0600);
  assert_private (self->dir, 0700);
}

static void
test_replaced (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *link = make (self);
  g_autofree char *again = NULL;
  g_autoptr (HearthHostState) state = load (self);
  g_autoptr (HearthHostState) last = NULL;
  g_autoptr (GDir) dir = NULL;
  guint n = 0;

  g_clear_pointer (&state->token, g_free);
  state->port = 9000;
  g_assert_true (hearth_host_state_save (state, NULL));
  last = load (self);
  again = hearth_invitation_to_link (last->invitation);
  g_assert_cmpstr (again, ==, link);
  g_assert_cmpuint (last->port, ==, 9000);
  g_assert_null (last->token);

  dir = g_dir_open (self->dir, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpuint (n, ==, 2);
}

/* A room file that ends anywhere else than it should is damaged, or says all the same. */
static void
test_truncated (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *link = make (self);
  g_autofree char *whole = read_all (self->room);
  const char *port = strstr (whole, "\nport=");

  for (gsize length = 0; length < strlen (whole); length++)
    {
      g_autoptr (HearthHostState) state = NULL;
      g_autofree char *again = NULL;

      write_all (self->room, whole, (gssize) length);
      if (length < (gsize) (port - whole))
        {
          assert_refused (self, self->room);
          continue;
        }

      /* Only the port and the token are cut off: the key file may still be read, and then it has the link. */
      state = hearth_host_state_load (self->dir, NULL);
      if (state == NULL)
        continue;
      again = hearth_invitation_to_link (state->invitation);
      g_assert_cmpstr (again, ==, link);
    }
}

static void
test_damaged (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *link = make (self);
  g_autofree char *large = g_strnfill (HEARTH_LIMIT_HOST_STATE_BYTES + 1, '#');
  g_autofree char *bad_port = g_strdup_printf ("[room]\nlink=%s\nport=70000\n", link);
  g_autofree char *bad_token = g_strdup_printf ("[room]\nlink=%s\nport=1\ntoken=short\n", link);
  g_autofree char *other_link = g_strdup (link);
  g_autofree char *bad_link = NULL;
  const char *contents[] = { "", "rubbish", "[room]", "[room]\nport=1\n", "[room]\nlink=https://example.org\n", "\377\376", large, bad_port };

  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      write_all (self->room, contents[i], -1);
      assert_refused (self, self->room);
    }

  other_link[strlen (link) - 10] ^= 1;
  bad_link = g_strdup_printf ("[room]\nlink=%s\n", other_link);
  write_all (self->room, bad_link, -1);
  assert_refused (self, self->room);

  /* A token only saves time. */
  write_all (self->room, bad_token, -1);
  {
    g_autoptr (HearthHostState) state = load (self);

    g_assert_null (state->token);
    g_assert_cmpuint (state->port, ==, 1);
  }
}

static void
test_open_to_others (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *link = make (self);

  g_assert_cmpint (g_chmod (self->room, 0640), ==, 0);
  assert_refused (self, self->room);
  g_assert_cmpint (g_chmod (self->room, 0600), ==, 0);
  g_assert_cmpint (g_chmod (self->identity, 0604), ==, 0);
  assert_refused (self, self->identity);
}

static void
test_identity_lost (Fixture       *self,
                    gconstpointer  data)
{
  g_autofree char *link = make (self);

  write_all (self->identity, "AAAA", -1);
  assert_refused (self, self->identity);

  /* Another key than the link names: the old link would call this host an impostor. */
  g_unlink (self->identity);
  assert_refused (self, self->room);
}

static void
test_no_place (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *link = make (self);
  g_autofree char *below = g_build_filename (self->room, "below", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (hearth_host_state_load (below, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, below));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/host/state/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("first-start", test_first_start);
  ADD ("again", test_again);
  ADD ("replaced", test_replaced);
  ADD ("truncated", test_truncated);
  ADD ("damaged", test_damaged);
  ADD ("open-to-others", test_open_to_others);
  ADD ("identity-lost", test_identity_lost);
  ADD ("no-place", test_no_place);
#undef ADD

  return g_test_run ();
}
