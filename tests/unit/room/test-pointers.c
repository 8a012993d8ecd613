/* The pointer that one person tells of and those that they hear of: how often, what it looks like only where that is new, and nothing of a
 * screen that is not seen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/pointers.h"

#include <string.h>

#include "base/limits.h"
#include "base/main-thread.h"
#include "room/member-private.h"
#include "room/path-private.h"

/* What the other end has understood, and how much it took. */
typedef struct
{
  HearthPointers *pointers;
  HearthPointer there;
  HearthPointerShape *shape; /* as it was said last */
  gboolean lost; /* nothing can be sent */
  guint n;
  guint n_shapes;
  gsize shape_bytes;
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
  line->shape_bytes += message->shape != NULL ? strlen (message->shape) : 0;
  hearth_control_message_apply_pointer (message, &line->shape, &line->there);

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
  g_clear_pointer (&line->shape, hearth_pointer_shape_unref);
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
  g_assert_cmpuint (line->n_shapes, ==, 1);

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
  g_clear_pointer (&line->shape, hearth_pointer_shape_unref);
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

  /* What was sent need not have come either. */
  line->n = 0;
  hearth_pointers_repeat (line->pointers);
  run_for (3 * HEARTH_LIMIT_POINTER_MS);
  g_assert_cmpuint (line->n, ==, 1);
}

/* Many large ones, as of a cursor that is animated: no more than the host takes, and in between it looks as before. */
static void
test_large_shapes (Line          *line,
                   gconstpointer  unused)
{
  const gsize size = 4 * HEARTH_LIMIT_POINTER_PIXELS * HEARTH_LIMIT_POINTER_PIXELS;
  g_autofree guint8 *pixels = g_malloc (size);
  gint64 began_at = g_get_monotonic_time ();
  double seconds;

  memset (pixels, 255, size);
  for (guint x = 1; g_get_monotonic_time () - began_at < 2 * G_USEC_PER_SEC; x++)
    {
      g_autoptr (HearthPointerShape) shape = NULL;

      memcpy (pixels, &x, 2);
      shape = hearth_pointer_shape_new (HEARTH_LIMIT_POINTER_PIXELS, HEARTH_LIMIT_POINTER_PIXELS, 0, 0, pixels);
      hearth_pointers_point (line->pointers, &(HearthPointer) { shape, x % HEARTH_POINTER_WHOLE, 0, 1000 });
      g_main_context_iteration (NULL, TRUE);
    }
  seconds = (double) (g_get_monotonic_time () - began_at) / G_USEC_PER_SEC;
  g_assert_cmpuint (line->n_shapes, >=, 2);
  g_assert_cmpuint (line->n, >, line->n_shapes);
  g_assert_cmpfloat ((double) line->shape_bytes, <=, HEARTH_LIMIT_POINTER_SHAPE_BYTES + seconds * HEARTH_LIMIT_POINTER_SHAPE_BYTES_PER_SECOND);
  g_assert_nonnull (line->there.shape);
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
move_as (HearthMember *member,
         guint         x,
         gboolean      seen,
         gboolean      known)
{
  g_autoptr (HearthPointerShape) shape = shape_new (255);
  const HearthPointer pointer = { shape, x, 0, 1000 };
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_POINTER);

  hearth_control_message_set_pointer (message, &pointer, known ? shape : NULL);
  hearth_member_apply_pointer (member, message, seen);
}

static void
move (HearthMember *member,
      guint         x)
{
  move_as (member, x, TRUE, FALSE);
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

  /* Of one that is told of meanwhile only the looks last. */
  say (member, TRUE, TRUE);
  move_as (member, 3, FALSE, FALSE);
  say (member, TRUE, FALSE);
  g_assert_null (hearth_member_get_pointer (member));
  move_as (member, 4, TRUE, TRUE);
  g_assert_cmpuint (hearth_member_get_pointer (member)->x, ==, 4);
  say (member, FALSE, FALSE);
  g_assert_null (hearth_member_get_pointer (member));
  say (member, TRUE, FALSE);
  g_assert_null (hearth_member_get_pointer (member));
  g_assert_finalize_object (member);
}

/* --- Of people whom the roster does not name yet -------------------------------------------------------------------------- */

/* A path that the test speaks in place of. */
#define TEST_TYPE_SILENCE (test_silence_get_type ())
G_DECLARE_FINAL_TYPE (TestSilence, test_silence, TEST, SILENCE, HearthPath)

struct _TestSilence
{
  HearthPath parent_instance;
};

G_DEFINE_FINAL_TYPE (TestSilence, test_silence, HEARTH_TYPE_PATH)

static void
test_silence_class_init (TestSilenceClass *klass)
{
}

static void
test_silence_init (TestSilence *self)
{
  const HearthConnectionConfig config = { 0 };

  hearth_path_init_direction (HEARTH_PATH (self), HEARTH_DIRECTION_DOWN, &config);
}

static void
hear_of (HearthPath               *path,
         const char               *id,
         const HearthPointer      *pointer,
         const HearthPointerShape *known)
{
  static guint64 version = 0;
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_POINTER);

  message->version = ++version;
  message->actor = g_strdup (id);
  hearth_control_message_set_pointer (message, pointer, known);
  g_signal_emit_by_name (path, "message", message);
}

/* What came before the word that they are there is not lost: neither what it looks like nor where it is. */
static void
test_early (void)
{
  const HearthMemberState state = { .id = (char *) "g1", .name = (char *) "Ben", .colour = (char *) "red", .sharing = TRUE };
  g_autoptr (GListStore) members = g_list_store_new (HEARTH_TYPE_MEMBER);
  g_autoptr (HearthMember) member = hearth_member_new (&state);
  g_autoptr (HearthPointerShape) red = shape_new (255);
  g_autoptr (HearthPointerShape) dark = shape_new (10);
  HearthPath *path = g_object_new (TEST_TYPE_SILENCE, NULL);
  HearthPointers *pointers = hearth_pointers_new_on (path, G_LIST_MODEL (members));

  hear_of (path, "g1", &(HearthPointer) { dark, 1, 0, 1000 }, NULL);
  hear_of (path, "g1", &(HearthPointer) { red, 2, 0, 1000 }, NULL);
  for (guint x = 3; x < 100; x++)
    hear_of (path, "g1", &(HearthPointer) { red, x, 0, 1000 }, red);
  for (guint i = 0; i < HEARTH_LIMIT_ROOM_SHARES; i++)
    hear_of (path, "g2", &(HearthPointer) { red, i, 0, 1000 }, NULL);

  g_list_store_append (members, member);
  g_assert_nonnull (hearth_member_get_pointer (member));
  g_assert_cmpuint (hearth_member_get_pointer (member)->x, ==, 99);
  g_assert_true (hearth_pointer_shape_equal (hearth_member_get_pointer (member)->shape, red));

  /* Nobody ever comes under these names: no more than a few are kept. */
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("x%u", i);

      hear_of (path, id, &(HearthPointer) { red, i, 0, 1000 }, NULL);
    }
  hear_of (path, "g1", NULL, red);
  g_assert_null (hearth_member_get_pointer (member));
  hearth_pointers_close (pointers);
  g_assert_finalize_object (pointers);
  hearth_path_close (path);
  g_assert_finalize_object (path);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add ("/pointers/moves", Line, NULL, set_up, test_moves, tear_down);
  g_test_add ("/pointers/shapes", Line, NULL, set_up, test_shapes, tear_down);
  g_test_add ("/pointers/large-shapes", Line, NULL, set_up, test_large_shapes, tear_down);
  g_test_add ("/pointers/hidden", Line, NULL, set_up, test_hidden, tear_down);
  g_test_add ("/pointers/repeat", Line, NULL, set_up, test_repeat, tear_down);
  g_test_add_func ("/pointers/member", test_member);
  g_test_add_func ("/pointers/early", test_early);

  return g_test_run ();
}
