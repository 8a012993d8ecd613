/* Recent rooms: order, limit, and a file that anything may have happened to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/recent-rooms.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "call/private-file.h"
#include "protocol/invitation.h"

static char *
make_link (void)
{
  g_autoptr (HearthIdentity) host = hearth_identity_generate ();
  g_autoptr (HearthInvitation) invitation = hearth_invitation_new ("https://meet.example.org",
                                                                   hearth_identity_get_public_key (host), NULL);

  return hearth_invitation_to_link (invitation);
}

static HearthRecentRoom *
get (HearthRecentRooms *rooms,
     guint              position)
{
  g_autoptr (HearthRecentRoom) room = g_list_model_get_item (G_LIST_MODEL (rooms), position);

  g_assert_nonnull (room);
  return room; /* the list keeps it */
}

static void
write_file (const char *content,
            int         mode)
{
  g_autofree char *path = hearth_private_file_get_path ("recent-rooms");
  g_autofree char *folder = g_path_get_dirname (path);

  g_mkdir_with_parents (folder, 0700);
  g_unlink (path);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  g_assert_cmpint (g_chmod (path, mode), ==, 0);
}

static void
test_kept (void)
{
  g_autofree char *first = make_link ();
  g_autofree char *second = make_link ();
  g_autofree char *path = hearth_private_file_get_path ("recent-rooms");
  g_autoptr (HearthRecentRooms) rooms = hearth_recent_rooms_new ();
  g_autoptr (HearthRecentRooms) again = NULL;
  GStatBuf status;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rooms)), ==, 0);
  hearth_recent_rooms_add (rooms, first, "Anna", FALSE);
  hearth_recent_rooms_add (rooms, second, "  Ben\n\u202e", TRUE);

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  again = hearth_recent_rooms_new ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 2);
  g_assert_cmpstr (hearth_recent_room_get_link (get (again, 0)), ==, second);
  g_assert_cmpstr (hearth_recent_room_get_title (get (again, 0)), ==, "Ben");
  g_assert_true (hearth_recent_room_is_hosted (get (again, 0)));
  g_assert_cmpint (hearth_recent_room_get_when (get (again, 0)), >, 1700000000);
  g_assert_cmpstr (hearth_recent_room_get_link (get (again, 1)), ==, first);
  g_assert_false (hearth_recent_room_is_hosted (get (again, 1)));
}

static void
on_items_changed (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  guint *n = user_data;

  g_assert_cmpuint (g_list_model_get_n_items (model), ==, *n - removed + added);
  *n = g_list_model_get_n_items (model);
}

/* The same room moves to the front, in whatever form the link comes; the eleventh falls out. */
static void
test_order (void)
{
  g_autoptr (HearthRecentRooms) rooms = hearth_recent_rooms_new ();
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *other_form = NULL;
  guint n = 0;

  g_signal_connect (rooms, "items-changed", G_CALLBACK (on_items_changed), &n);
  for (guint i = 0; i <= HEARTH_LIMIT_RECENT_ROOMS; i++)
    {
      g_ptr_array_add (links, make_link ());
      hearth_recent_rooms_add (rooms, g_ptr_array_index (links, i), "Anna", FALSE);
    }
  g_assert_cmpuint (n, ==, HEARTH_LIMIT_RECENT_ROOMS);
  g_assert_cmpstr (hearth_recent_room_get_link (get (rooms, 0)), ==, g_ptr_array_index (links, HEARTH_LIMIT_RECENT_ROOMS));
  g_assert_cmpstr (hearth_recent_room_get_link (get (rooms, n - 1)), ==, g_ptr_array_index (links, 1));

  other_form = g_strconcat ("hearth", (const char *) g_ptr_array_index (links, 1) + strlen ("https"), NULL);
  hearth_recent_rooms_add (rooms, other_form, "Anna again", FALSE);
  g_assert_cmpuint (n, ==, HEARTH_LIMIT_RECENT_ROOMS);
  g_assert_cmpstr (hearth_recent_room_get_link (get (rooms, 0)), ==, g_ptr_array_index (links, 1));
  g_assert_cmpstr (hearth_recent_room_get_title (get (rooms, 0)), ==, "Anna again");

  hearth_recent_rooms_remove (rooms, g_ptr_array_index (links, 1));
  g_assert_cmpuint (n, ==, HEARTH_LIMIT_RECENT_ROOMS - 1);
  hearth_recent_rooms_remove (rooms, g_ptr_array_index (links, 1));
  hearth_recent_rooms_remove (rooms, "rubbish");
  g_assert_cmpuint (n, ==, HEARTH_LIMIT_RECENT_ROOMS - 1);
}

static void
test_not_taken (void)
{
  g_autofree char *link = make_link ();
  g_autoptr (HearthRecentRooms) rooms = hearth_recent_rooms_new ();

  hearth_recent_rooms_add (rooms, "https://meet.example.org", "Anna", FALSE);
  hearth_recent_rooms_add (rooms, link, "\u200b", FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rooms)), ==, 0);
}

static void
test_rubbish (void)
{
  g_autofree char *link = make_link ();
  g_autofree char *half = g_strdup_printf ("[a]\nlink=%s\ntitle=Anna\nhosted=perhaps\nwhen=yesterday\n"
                                           "[b]\nlink=%s\ntitle=Twice\n"
                                           "[c]\nlink=https://evil.example/\ntitle=Eve\n"
                                           "[d]\ntitle=Nobody\n"
                                           "[e]\nlink=\377\ntitle=\377\n", link, link);
  g_autofree char *large = g_strnfill (HEARTH_LIMIT_RECENT_ROOMS_BYTES + 1, '#');
  const char *const contents[] = { "", "rubbish", "\377\376\001", "[", "[a]\nlink", large };
  g_autofree char *path = hearth_private_file_get_path ("recent-rooms");
  g_autoptr (HearthRecentRooms) rooms = NULL;
  g_autoptr (HearthRecentRooms) open_to_others = NULL;
  g_autoptr (HearthRecentRooms) folder = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (HearthRecentRooms) none = NULL;

      write_file (contents[i], 0600);
      none = hearth_recent_rooms_new ();
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (none)), ==, 0);
    }

  /* What can be understood is kept. */
  write_file (half, 0600);
  rooms = hearth_recent_rooms_new ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rooms)), ==, 1);
  g_assert_cmpstr (hearth_recent_room_get_title (get (rooms, 0)), ==, "Anna");

  /* What others may have written is not. */
  write_file (half, 0666);
  open_to_others = hearth_recent_rooms_new ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (open_to_others)), ==, 0);

  /* A folder in its place: nothing is kept, nothing fails. */
  g_unlink (path);
  g_mkdir (path, 0700);
  folder = hearth_recent_rooms_new ();
  hearth_recent_rooms_add (folder, link, "Anna", FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (folder)), ==, 1);
  g_rmdir (path);
}

/* No temporary file stays behind, and readers see the old or the new one. */
static void
test_no_litter (void)
{
  g_autofree char *path = hearth_private_file_get_path ("recent-rooms");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (HearthRecentRooms) rooms = hearth_recent_rooms_new ();
  g_autoptr (GDir) dir = NULL;
  guint n = 0;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *link = make_link ();

      hearth_recent_rooms_add (rooms, link, "Anna", FALSE);
    }
  dir = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpuint (n, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/call/recent-rooms/kept", test_kept);
  g_test_add_func ("/call/recent-rooms/order", test_order);
  g_test_add_func ("/call/recent-rooms/not-taken", test_not_taken);
  g_test_add_func ("/call/recent-rooms/rubbish", test_rubbish);
  g_test_add_func ("/call/recent-rooms/no-litter", test_no_litter);

  return g_test_run ();
}
