/* How large a picture is shown, put together from all places that show it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "call/picture.h"

static HearthPicture *
picture_new (int *n_changes)
{
  g_autoptr (HearthFrameMailbox) mailbox = hearth_frame_mailbox_new ();
  HearthPicture *picture = hearth_picture_new (mailbox);

  g_signal_connect_swapped (picture, "shown-changed", G_CALLBACK (g_atomic_int_inc), n_changes);

  return picture;
}

static void
assert_shown (HearthPicture *picture,
              guint          width,
              guint          height,
              gboolean       pinned)
{
  guint shown_width, shown_height;

  g_assert_cmpint (hearth_picture_get_shown (picture, &shown_width, &shown_height), ==, pinned);
  g_assert_cmpuint (shown_width, ==, width);
  g_assert_cmpuint (shown_height, ==, height);
}

static void
iterate_until_unwanted (HearthPicture *picture)
{
  while (hearth_picture_is_wanted (picture))
    g_main_context_iteration (NULL, TRUE);
}

/* The largest counts; whoever goes takes only their own word with them. */
static void
test_viewers (void)
{
  int n_changes = 0, window, mini_window;
  HearthPicture *picture = picture_new (&n_changes);

  g_assert_true (hearth_picture_is_wanted (picture));
  assert_shown (picture, 0, 0, FALSE);
  hearth_picture_show (picture, &window, 640, 360, FALSE);
  hearth_picture_show (picture, &mini_window, 320, 180, TRUE);
  assert_shown (picture, 640, 360, TRUE);
  g_assert_cmpint (n_changes, ==, 2);

  hearth_picture_show (picture, &window, 0, 0, FALSE);
  assert_shown (picture, 320, 180, TRUE);
  hearth_picture_show (picture, &window, 640, 0, FALSE);
  assert_shown (picture, 320, 180, TRUE);
  g_assert_cmpint (n_changes, ==, 3);

  hearth_picture_show (picture, &window, G_MAXUINT, G_MAXUINT, FALSE);
  assert_shown (picture, 16384, 16384, TRUE);

  g_assert_finalize_object (picture);
}

/* Hiding counts after a while; a glance to the side does not. */
static void
test_hiding (void)
{
  int n_changes = 0, window;
  HearthPicture *picture = picture_new (&n_changes);

  hearth_picture_show (picture, &window, 640, 360, FALSE);
  hearth_picture_show (picture, &window, 0, 0, FALSE);
  assert_shown (picture, 640, 360, FALSE);
  hearth_picture_show (picture, &window, 640, 360, FALSE);
  g_assert_cmpint (n_changes, ==, 1);

  hearth_picture_show (picture, &window, 0, 0, FALSE);
  iterate_until_unwanted (picture);
  assert_shown (picture, 0, 0, FALSE);
  g_assert_cmpint (n_changes, ==, 2);

  hearth_picture_close (picture);
  hearth_picture_show (picture, &window, 640, 360, FALSE);
  g_assert_cmpint (n_changes, ==, 2);
  g_assert_finalize_object (picture);
}

static HearthVideoFrame *
frame_new (void)
{
  g_autoptr (GBytes) pixels = g_bytes_new_take (g_malloc0 (4), 4);

  return hearth_video_frame_new (pixels, 1, 1, 4, 0);
}

/* While it is hidden nobody listens to the mailbox, and so no frames are made. */
static void
test_frames (void)
{
  int n_changes = 0, window;
  HearthPicture *picture = picture_new (&n_changes);
  HearthFrameMailbox *mailbox = hearth_picture_get_mailbox (picture);
  guint changed = g_signal_lookup ("changed", HEARTH_TYPE_FRAME_MAILBOX);

  hearth_frame_mailbox_put (mailbox, frame_new ());
  while (!hearth_picture_has_frame (picture))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_signal_has_handler_pending (mailbox, changed, 0, FALSE));

  hearth_picture_show (picture, &window, 0, 0, FALSE);
  iterate_until_unwanted (picture);
  g_assert_false (hearth_picture_has_frame (picture));
  g_assert_false (g_signal_has_handler_pending (mailbox, changed, 0, FALSE));

  hearth_picture_show (picture, &window, 640, 360, FALSE);
  g_assert_true (hearth_picture_has_frame (picture));
  hearth_frame_mailbox_put (mailbox, NULL);
  while (hearth_picture_has_frame (picture))
    g_main_context_iteration (NULL, TRUE);

  g_assert_finalize_object (picture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add_func ("/picture/viewers", test_viewers);
  g_test_add_func ("/picture/hiding", test_hiding);
  g_test_add_func ("/picture/frames", test_frames);

  return g_test_run ();
}
