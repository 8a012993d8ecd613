/* The place for the latest picture: from another thread, faster than anybody looks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/frame-mailbox.h"

#include "base/main-thread.h"

#define N_FRAMES 5000

static const guint8 pixels[4];

/* How many frames live now. */
static int n_alive;

static void
on_pixels_freed (gpointer data)
{
  g_atomic_int_dec_and_test (&n_alive);
}

static HearthVideoFrame *
make_frame (gint64 shown_at)
{
  g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (pixels, sizeof pixels, on_pixels_freed, NULL);

  g_atomic_int_inc (&n_alive);
  return hearth_video_frame_new (bytes, 1, 1, 4, shown_at);
}

static void
count (HearthFrameMailbox *mailbox,
       gpointer            user_data)
{
  guint *n = user_data;

  g_assert_true (hearth_main_thread_is_current ());
  (*n)++;
}

static void
wait_for (const guint *n,
          guint        wanted)
{
  while (*n < wanted)
    g_main_context_iteration (NULL, TRUE);
}

/* Any number of puts before anybody looks is one change, with the last of them. */
static void
test_latest (void)
{
  g_autoptr (HearthFrameMailbox) mailbox = hearth_frame_mailbox_new ();
  guint n = 0;

  g_signal_connect (mailbox, "changed", G_CALLBACK (count), &n);
  g_assert_null (hearth_frame_mailbox_get_frame (mailbox));
  for (guint i = 1; i <= 10; i++)
    hearth_frame_mailbox_put (mailbox, make_frame (i));
  g_assert_null (hearth_frame_mailbox_get_frame (mailbox));
  g_assert_cmpint (n_alive, ==, 1);

  wait_for (&n, 1);
  g_assert_false (g_main_context_pending (NULL));
  g_assert_cmpint (hearth_video_frame_get_shown_at (hearth_frame_mailbox_get_frame (mailbox)), ==, 10);
  g_assert_cmpuint (hearth_frame_mailbox_get_n_put (mailbox), ==, 10);
  g_assert_cmpuint (hearth_frame_mailbox_get_n_shown (mailbox), ==, 1);
}

/* Camera off: no picture any more, and the last one is not kept. */
static void
test_none (void)
{
  g_autoptr (HearthFrameMailbox) mailbox = hearth_frame_mailbox_new ();
  guint n = 0;

  g_signal_connect (mailbox, "changed", G_CALLBACK (count), &n);
  hearth_frame_mailbox_put (mailbox, make_frame (1));
  wait_for (&n, 1);
  hearth_frame_mailbox_put (mailbox, NULL);
  wait_for (&n, 2);
  g_assert_null (hearth_frame_mailbox_get_frame (mailbox));
  g_assert_cmpint (n_alive, ==, 0);
  g_assert_cmpuint (hearth_frame_mailbox_get_n_put (mailbox), ==, 1);
  g_assert_cmpuint (hearth_frame_mailbox_get_n_shown (mailbox), ==, 1);
}

static gpointer
put_from_thread (gpointer data)
{
  for (guint i = 1; i <= N_FRAMES; i++)
    hearth_frame_mailbox_put (data, make_frame (i));

  return NULL;
}

static void
on_changed_in_order (HearthFrameMailbox *mailbox,
                     gpointer            user_data)
{
  gint64 *last = user_data;
  gint64 shown_at = hearth_video_frame_get_shown_at (hearth_frame_mailbox_get_frame (mailbox));

  g_assert_cmpint (shown_at, >, *last);
  *last = shown_at;
}

/* Another thread puts as fast as it can: never more than two frames are held, they come in order, the last one arrives. */
static void
test_other_thread (void)
{
  g_autoptr (HearthFrameMailbox) mailbox = hearth_frame_mailbox_new ();
  gint64 last = 0;
  GThread *thread;

  g_signal_connect (mailbox, "changed", G_CALLBACK (on_changed_in_order), &last);
  thread = g_thread_new ("decoder", put_from_thread, mailbox);
  while (last < N_FRAMES)
    {
      g_main_context_iteration (NULL, TRUE);
      /* One that is shown, one that waits, one that is just being made, one that is just being replaced. */
      g_assert_cmpint (g_atomic_int_get (&n_alive), <=, 4);
    }
  g_thread_join (thread);

  g_assert_cmpuint (hearth_frame_mailbox_get_n_put (mailbox), ==, N_FRAMES);
  g_assert_cmpuint (hearth_frame_mailbox_get_n_shown (mailbox), <=, N_FRAMES);
  g_assert_cmpint (n_alive, ==, 1);
}

/* It may go while a picture is on its way. */
static void
test_gone (void)
{
  HearthFrameMailbox *mailbox = hearth_frame_mailbox_new ();
  guint n = 0;

  g_signal_connect (mailbox, "changed", G_CALLBACK (count), &n);
  hearth_frame_mailbox_put (mailbox, make_frame (1));
  g_assert_finalize_object (mailbox);
  g_assert_cmpint (n_alive, ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add_func ("/base/frame-mailbox/latest", test_latest);
  g_test_add_func ("/base/frame-mailbox/none", test_none);
  g_test_add_func ("/base/frame-mailbox/other-thread", test_other_thread);
  g_test_add_func ("/base/frame-mailbox/gone", test_gone);

  return g_test_run ();
}
