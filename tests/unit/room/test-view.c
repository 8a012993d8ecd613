/* How large everybody is shown: from a window into a message and out of it again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/room.h"
#include "room/view.h"

static void
assert_tile (HearthView *view,
             const char *id,
             guint       width,
             guint       height,
             gboolean    pinned)
{
  const HearthTile *tile = hearth_view_get (view, id, HEARTH_PICTURE_CAMERA);

  g_assert_cmpuint (tile->width, ==, width);
  g_assert_cmpuint (tile->height, ==, height);
  g_assert_cmpint (tile->pinned, ==, pinned);
}

static void
test_before_anybody_says (void)
{
  g_autoptr (HearthView) view = hearth_view_new ();

  hearth_view_add (view, "a", HEARTH_PICTURE_CAMERA);
  assert_tile (view, "a", HEARTH_ROOM_DEFAULT_WIDTH, HEARTH_ROOM_DEFAULT_HEIGHT, FALSE);
  assert_tile (view, "nobody", 0, 0, FALSE);
}

static void
test_show (void)
{
  g_autoptr (HearthView) view = hearth_view_new ();

  hearth_view_add (view, "a", HEARTH_PICTURE_CAMERA);
  hearth_view_add (view, "b", HEARTH_PICTURE_CAMERA);
  g_assert_true (hearth_view_show (view, "a", HEARTH_PICTURE_CAMERA, 1280, 720, TRUE));
  g_assert_false (hearth_view_show (view, "a", HEARTH_PICTURE_CAMERA, 1280, 720, TRUE));
  g_assert_true (hearth_view_show (view, "a", HEARTH_PICTURE_CAMERA, 1280, 720, FALSE));
  g_assert_false (hearth_view_show (view, "nobody", HEARTH_PICTURE_CAMERA, 320, 180, FALSE));
  g_assert_true (hearth_view_show (view, "b", HEARTH_PICTURE_CAMERA, 320, 0, TRUE));
  assert_tile (view, "a", 1280, 720, FALSE);
  assert_tile (view, "b", 0, 0, FALSE);

  /* Coming twice changes nothing; going and coming again begins anew. */
  hearth_view_add (view, "a", HEARTH_PICTURE_CAMERA);
  assert_tile (view, "a", 1280, 720, FALSE);
  hearth_view_remove (view, "a", HEARTH_PICTURE_CAMERA);
  hearth_view_remove (view, "a", HEARTH_PICTURE_CAMERA);
  assert_tile (view, "a", 0, 0, FALSE);
  hearth_view_add (view, "a", HEARTH_PICTURE_CAMERA);
  assert_tile (view, "a", HEARTH_ROOM_DEFAULT_WIDTH, HEARTH_ROOM_DEFAULT_HEIGHT, FALSE);
}

static void
test_told (void)
{
  g_autoptr (HearthView) window = hearth_view_new ();
  g_autoptr (HearthView) host = hearth_view_new ();
  g_autoptr (HearthControlMessage) message = NULL;

  for (const char *id = "abc"; *id != '\0'; id++)
    hearth_view_add (window, (const char[]){ *id, '\0' }, HEARTH_PICTURE_CAMERA);
  hearth_view_show (window, "a", HEARTH_PICTURE_CAMERA, 1280, 720, TRUE);
  hearth_view_show (window, "b", HEARTH_PICTURE_CAMERA, 0, 0, FALSE);
  message = hearth_view_to_message (window, 3);
  g_assert_cmpuint (message->version, ==, 3);
  g_assert_cmpuint (message->tiles->len, ==, 2);

  /* The host knows somebody whom the window does not know yet, and not everybody that the window knows. */
  hearth_view_add (host, "a", HEARTH_PICTURE_CAMERA);
  hearth_view_add (host, "b", HEARTH_PICTURE_CAMERA);
  hearth_view_add (host, "d", HEARTH_PICTURE_CAMERA);
  g_assert_true (hearth_view_apply (host, message));
  g_assert_false (hearth_view_apply (host, message));
  assert_tile (host, "a", 1280, 720, TRUE);
  assert_tile (host, "b", 0, 0, FALSE);
  assert_tile (host, "c", 0, 0, FALSE);
  assert_tile (host, "d", 0, 0, FALSE);

  /* Who comes afterwards is seen until the next one says otherwise. */
  hearth_view_add (host, "e", HEARTH_PICTURE_CAMERA);
  assert_tile (host, "e", HEARTH_ROOM_DEFAULT_WIDTH, HEARTH_ROOM_DEFAULT_HEIGHT, FALSE);
}

/* Somebody's screen beside their camera: each is shown by itself, and each may be missing. */
static void
test_screen (void)
{
  g_autoptr (HearthView) window = hearth_view_new ();
  g_autoptr (HearthView) host = hearth_view_new ();
  g_autoptr (HearthControlMessage) message = NULL;

  hearth_view_add (window, "a", HEARTH_PICTURE_CAMERA);
  g_assert_false (hearth_view_show (window, "a", HEARTH_PICTURE_SHARE, 320, 180, FALSE));
  g_assert_true (hearth_view_add (window, "a", HEARTH_PICTURE_SHARE));
  g_assert_false (hearth_view_add (window, "a", HEARTH_PICTURE_SHARE));
  g_assert_cmpuint (hearth_view_get (window, "a", HEARTH_PICTURE_SHARE)->width, ==, 2 * HEARTH_ROOM_DEFAULT_WIDTH);
  g_assert_true (hearth_view_show (window, "a", HEARTH_PICTURE_SHARE, 1920, 1080, FALSE));
  g_assert_true (hearth_view_show (window, "a", HEARTH_PICTURE_CAMERA, 0, 0, FALSE));
  message = hearth_view_to_message (window, 1);

  hearth_view_add (host, "a", HEARTH_PICTURE_CAMERA);
  hearth_view_add (host, "a", HEARTH_PICTURE_SHARE);
  g_assert_true (hearth_view_apply (host, message));
  assert_tile (host, "a", 0, 0, FALSE);
  g_assert_cmpuint (hearth_view_get (host, "a", HEARTH_PICTURE_SHARE)->width, ==, 1920);

  g_assert_true (hearth_view_remove (host, "a", HEARTH_PICTURE_SHARE));
  g_assert_false (hearth_view_remove (host, "a", HEARTH_PICTURE_SHARE));
  g_assert_cmpuint (hearth_view_get (host, "a", HEARTH_PICTURE_SHARE)->width, ==, 0);
}

static gboolean
is_not_b (const char *id,
          gpointer    data)
{
  g_assert_cmpstr (data, ==, "data");

  return !g_str_equal (id, "b");
}

static void
test_retain (void)
{
  g_autoptr (HearthView) view = hearth_view_new ();
  char data[] = "data";

  hearth_view_add (view, "a", HEARTH_PICTURE_CAMERA);
  hearth_view_add (view, "b", HEARTH_PICTURE_CAMERA);
  hearth_view_add (view, "c", HEARTH_PICTURE_CAMERA);
  hearth_view_retain (view, is_not_b, data);
  g_assert_cmpuint (hearth_view_get (view, "a", HEARTH_PICTURE_CAMERA)->width, >, 0);
  g_assert_cmpuint (hearth_view_get (view, "b", HEARTH_PICTURE_CAMERA)->width, ==, 0);
  g_assert_cmpuint (hearth_view_get (view, "c", HEARTH_PICTURE_CAMERA)->width, >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/view/before-anybody-says", test_before_anybody_says);
  g_test_add_func ("/view/show", test_show);
  g_test_add_func ("/view/told", test_told);
  g_test_add_func ("/view/screen", test_screen);
  g_test_add_func ("/view/retain", test_retain);

  return g_test_run ();
}
