/* The pointer that one person tells of and those that they hear of: how often, what it looks like only where that is new, and nothing of a
 * screen that is not seen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/pointers.h"

#include "base/limits.h"
#include "base/main-thread.h"
#include "room/member-private.h"

/* What the other end has understood, and how much it took. */
typedef struct
{
  HearthPointers *pointers;
  HearthPointer there;
  gboolean lost; /* nothing can be sent */
  guint n;
  guint n_shapes;
  guint64 version;
} Line;

static gboolean
on_send (HearthPointers       *pointers,
         HearthControlMessage *message,
         Line                 *line)
{
  g_assert_cmpint (message->type, ==, HEARTH_CONTROL_POINTER);
  g_assert_cmpuint (message->version, >, line->version);
  g_assert_null (message->actor);
  if (line->lost)
    return FALSE;

  line->version = message->version;
  line->n++;
  line->n_shapes += message->shape != NULL;
  hearth_control_message_apply_pointer (message, &line->there);

  return TRUE;
}

static void
set_up (Line          *line,
        gconstpointer  unused)
{
  line->pointers = hearth_pointers_new ();
  g_signal_connect (line->pointers, "send", G_CALLBACK (on_send), line);
}

static void
tear_down (Line          *line,
           gconstpointer  unused)
{
  g_assert_finalize_object (line->pointers);
  hearth_pointer_clear (&line->there);
}

static HearthPointerShape *
shape_new (guint8 red)
{
  const guint8 pixels[] = { red, 0, 0, 255 };

  return hearth_pointer_shape_new (1, 1, 0, 0, pixels);
}

static void
point (Line   *line,
       guint8  red,
       guint   x)
{
  g_autoptr (HearthPointerShape) shape = shape_new (red);
  const HearthPointer pointer = { shape, x, 0, 1000 };

  hearth_pointers_point (line->pointers, &pointer);
}

static void
on_time (gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
run_for (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add_once (milliseconds, on_time, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
await (Line   *line,
       guint8  red,
       guint   x)
{
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  g_autoptr (HearthPointerShape) shape = shape_new (red);

  while (line->there.x != x || !hearth_pointer_shape_equal (line->there.shape, shape))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, FALSE);
    }
}

/* However often it moves: the latest counts. */
static void
test_moves (Line          *line,
            gconstpointer  unused)
{
  gint64 began_at = g_get_monotonic_time ();
  double seconds;
  guint x;

  for (x = 1; g_get_monotonic_time () - began_at < G_USEC_PER_SEC; x++)
    {
      point (line, 255, x % HEARTH_POINTER_WHOLE);
      g_main_context_iteration (NULL, FALSE);
    }
  await (line, 255, (x - 1) % HEARTH_POINTER_WHOLE);
  seconds = (double) (g_get_monotonic_time () - began_at) / G_USEC_PER_SEC;
  g_assert_cmpuint (line->n_shapes, ==, 1);
  g_assert_cmpuint (line->n, >, 1);
  g_assert_cmpfloat (line->n, <=, seconds * 1000 / HEARTH_LIMIT_POINTER_MS + 2);

  /* What stands still is not said again. */
  line->n = 0;
  run_for (3 * HEARTH_LIMIT_POINTER_MS);
  g_assert_cmpuint (line->n, ==, 0);
}

/* A shape that changes all the time is told of a few times a second, where it is more often, and what it looks like in the end in any case. */
static void
test_shapes (Line          *line,
             gconstpointer  unused)
{
  gint64 began_at = g_get_monotonic_time ();
  double seconds;
  guint x;

  for (x = 1; g_get_monotonic_time () - began_at < G_USEC_PER_SEC; x++)
    {
      point (line, (guint8) (x % 200), x % HEARTH_POINTER_WHOLE);
      g_main_context_iteration (NULL, FALSE);
    }
  await (line, (guint8) ((x - 1) % 200), (x - 1) % HEARTH_POINTER_WHOLE);
  seconds = (double) (g_get_monotonic_time () - began_at) / G_USEC_PER_SEC;
  g_assert_cmpfloat (line->n_shapes, <=, seconds * 1000 / HEARTH_LIMIT_POINTER_SHAPE_MS + 2);
  g_assert_cmpuint (line->n, >, line->n_shapes);
}

static void
test_hidden (Line          *line,
             gconstpointer  unused)
{
  hearth_pointers_point (line->pointers, NULL);
  run_for (3 * HEARTH_LIMIT_POINTER_MS);
  g_assert_cmpuint (line->n, ==, 0);

  point (line, 255, 7);
  await (line, 255, 7);
  hearth_pointers_point (line->pointers, NULL);
  run_for (3 * HEARTH_LIMIT_POINTER_MS);
  g_assert_null (line->there.shape);
  point (line, 255, 8);
  await (line, 255, 8);
  g_assert_cmpuint (line->n, ==, 3);
  g_assert_cmpuint (line->n_shapes, ==, 2);

  hearth_pointers_close (line->pointers);
  point (line, 255, 9);
  run_for (3 * HEARTH_LIMIT_POINTER_MS);
  g_assert_cmpuint (line->n, ==, 3);
}

/* On a fresh channel everything is said, also that there is none any more. */
static void
test_repeat (Line          *line,
             gconstpointer  unused)
{
  hearth_pointers_repeat (line->pointers);
  run_for (3 * HEARTH_LIMIT_POINTER_MS);
  g_assert_cmpuint (line->n, ==, 0);

  point (line, 255, 7);
  await (line, 255, 7);
  hearth_pointer_clear (&line->there);
  hearth_pointers_repeat (line->pointers);
  await (line, 255, 7);

  line->lost = TRUE;
  hearth_pointers_point (line->pointers, NULL);
  run_for (3 * HEARTH_LIMIT_POINTER_MS);
  g_assert_nonnull (line->there.shape);
  line->lost = FALSE;
  hearth_pointers_repeat (line->pointers);
  run_for (3 * HEARTH_LIMIT_POINTER_MS);
  g_assert_null (line->there.shape);
}

static void
on_pointer_changed (HearthMember *member,
                    guint        *n)
{
  (*n)++;
}

static void
say (HearthMember *member,
     gboolean      sharing,
     gboolean      paused)
{
  const HearthMemberState state = { .name = (char *) "Ben", .colour = (char *) "red", .sharing = sharing, .share_paused = paused };

  hearth_member_update (member, &state);
}

static void
move (HearthMember *member,
      guint         x)
{
  g_autoptr (HearthPointerShape) shape = shape_new (255);
  const HearthPointer pointer = { shape, x, 0, 1000 };
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_POINTER);

  hearth_control_message_set_pointer (message, &pointer, NULL);
  hearth_member_apply_pointer (member, message);
}

/* Of a screen that is not seen there is none, and none of before when it is seen again. */
static void
test_member (void)
{
  const HearthMemberState state = { .id = (char *) "g1", .name = (char *) "Ben", .colour = (char *) "red" };
  HearthMember *member = hearth_member_new (&state);
  guint n = 0;

  g_signal_connect (member, "pointer-changed", G_CALLBACK (on_pointer_changed), &n);
  move (member, 1);
  g_assert_null (hearth_member_get_pointer (member));
  g_assert_cmpuint (n, ==, 0);

  /* The word that they share may come later. */
  say (member, TRUE, FALSE);
  g_assert_nonnull (hearth_member_get_pointer (member));
  g_assert_cmpuint (n, ==, 1);
  move (member, 2);
  g_assert_cmpuint (hearth_member_get_pointer (member)->x, ==, 2);
  g_assert_cmpuint (n, ==, 2);

  say (member, TRUE, TRUE);
  g_assert_null (hearth_member_get_pointer (member));
  g_assert_cmpuint (n, ==, 3);
  say (member, TRUE, FALSE);
  g_assert_null (hearth_member_get_pointer (member));
  move (member, 3);
  say (member, FALSE, FALSE);
  g_assert_null (hearth_member_get_pointer (member));
  say (member, TRUE, FALSE);
  g_assert_null (hearth_member_get_pointer (member));
  g_assert_finalize_object (member);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add ("/pointers/moves", Line, NULL, set_up, test_moves, tear_down);
  g_test_add ("/pointers/shapes", Line, NULL, set_up, test_shapes, tear_down);
  g_test_add ("/pointers/hidden", Line, NULL, set_up, test_hidden, tear_down);
  g_test_add ("/pointers/repeat", Line, NULL, set_up, test_repeat, tear_down);
  g_test_add_func ("/pointers/member", test_member);

  return g_test_run ();
}
