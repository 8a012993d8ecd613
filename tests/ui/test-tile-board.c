/* Everybody's tiles in a real window: who is large, who has a place, and how large each is said to be shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <adwaita.h>

#include "base/main-thread.h"
#include "fake-call.h"
#include "fake-participant.h"
#include "ui/participant-tile.h"
#include "ui/tile-board.h"
#include "ui/ui.h"

#define WIDTH 800
#define HEIGHT 600

typedef struct
{
  HearthSettings *settings;
  HearthCall *call;
  GtkWindow *window;
  GtkAdjustment *adjustment;
  GtkWidget *board;
} Fixture;

static void
await_paint (Fixture *fixture)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (fixture->window));
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  gulong id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (g_main_loop_quit), loop);

  gtk_widget_queue_draw (GTK_WIDGET (fixture->window));
  g_main_loop_run (loop);
  g_signal_handler_disconnect (clock, id);
}

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  fixture->settings = hearth_settings_new ();
  fixture->call = hearth_call_new (fixture->settings, NULL);
  hearth_call_prepare_create (fixture->call);
  hearth_call_enter (fixture->call);
  while (hearth_call_get_state (fixture->call) != HEARTH_CALL_ACTIVE)
    g_main_context_iteration (NULL, TRUE);

  fixture->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  fixture->board = g_object_new (HEARTH_TYPE_TILE_BOARD, "vadjustment", fixture->adjustment, NULL);
  hearth_tile_board_set_participants (HEARTH_TILE_BOARD (fixture->board), hearth_call_get_participants (fixture->call));
  g_object_bind_property (fixture->call, "active-speaker", fixture->board, "active-speaker", G_BINDING_SYNC_CREATE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), fixture->board);

  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_decorated (fixture->window, FALSE);
  gtk_window_set_default_size (fixture->window, WIDTH, HEIGHT);
  gtk_window_set_child (fixture->window, scroller);
  gtk_window_present (fixture->window);
  await_paint (fixture);
}

static void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  hearth_call_close (fixture->call);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->call);
  g_assert_finalize_object (fixture->settings);
}

/* @share: (nullable): %NULL for the person's own tile */
static GtkWidget *
find_tile (Fixture       *fixture,
           guint          position,
           HearthPicture *share)
{
  HearthParticipant *participant = hearth_fake_call_get_person (fixture->call, position);

  for (GtkWidget *child = gtk_widget_get_first_child (fixture->board); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (HEARTH_IS_PARTICIPANT_TILE (child)
        && hearth_participant_tile_get_participant (HEARTH_PARTICIPANT_TILE (child)) == participant
        && hearth_participant_tile_get_share (HEARTH_PARTICIPANT_TILE (child)) == share)
      return child;

  g_assert_not_reached ();
}

static GtkWidget *
get_tile (Fixture *fixture,
          guint    position)
{
  return find_tile (fixture, position, NULL);
}

static GtkWidget *
get_share (Fixture *fixture,
           guint    position)
{
  return find_tile (fixture, position, hearth_participant_get_share (hearth_fake_call_get_person (fixture->call, position)));
}

static int
get_area (GtkWidget *tile)
{
  return gtk_widget_get_mapped (tile) ? gtk_widget_get_width (tile) * gtk_widget_get_height (tile) : 0;
}

/* Returns: which of @n is larger than all others, or -1 */
static int
find_large (Fixture *fixture,
            guint    n)
{
  int largest = 0, n_largest = 0, position = -1;

  await_paint (fixture);
  for (guint i = 0; i < n; i++)
    {
      int area = get_area (get_tile (fixture, i));

      n_largest = area > largest ? 1 : n_largest + (area == largest);
      position = area > largest ? (int) i : position;
      largest = MAX (area, largest);
    }

  return n_largest == 1 ? position : -1;
}

/* Hiding counts after a second. */
static void
assert_shown (Fixture    *fixture,
              guint       position,
              const char *expected)
{
  gint64 deadline = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;
  g_autofree char *shown = NULL;

  for (;;)
    {
      g_free (shown);
      shown = hearth_fake_participant_get_shown (hearth_fake_call_get_person (fixture->call, position));
      if (g_str_equal (shown, expected) || g_get_monotonic_time () > deadline)
        break;
      g_main_context_iteration (NULL, TRUE);
    }

  g_assert_cmpstr (shown, ==, expected);
}

/* The tiles are the list, in its order. */
static void
test_list (Fixture      *fixture,
           gconstpointer data)
{
  GtkWidget *third;

  hearth_fake_call_set_people (fixture->call, 9);
  third = gtk_widget_get_next_sibling (gtk_widget_get_next_sibling (gtk_widget_get_first_child (fixture->board)));
  g_assert_true (third == get_tile (fixture, 2));
  g_assert_cmpint (find_large (fixture, 9), ==, -1);
  g_assert_cmpint (get_area (third), >, 0);

  hearth_fake_call_set_people (fixture->call, 2);
  await_paint (fixture);
  g_assert_cmpint (get_area (get_tile (fixture, 1)), >, WIDTH * HEIGHT / 4);

  hearth_tile_board_set_participants (HEARTH_TILE_BOARD (fixture->board), NULL);
  g_assert_null (gtk_widget_get_next_sibling (gtk_widget_get_first_child (fixture->board)));
}

/* Each is said to be shown as large as the picture is drawn, and not at all once nobody can see it. */
static void
test_shown (Fixture      *fixture,
            gconstpointer data)
{
  HearthParticipant *anna;

  hearth_fake_call_set_people (fixture->call, 3);
  anna = g_object_ref (hearth_fake_call_get_person (fixture->call, 1));
  await_paint (fixture);
  /* Two columns of 397 pixels, 297 high: the picture of a camera fills that and is drawn wider. */
  assert_shown (fixture, 1, "528x297");

  gtk_widget_set_visible (fixture->board, FALSE);
  assert_shown (fixture, 1, "0x0");
  gtk_widget_set_visible (fixture->board, TRUE);
  await_paint (fixture);
  assert_shown (fixture, 1, "528x297");

  hearth_fake_call_set_people (fixture->call, 1);
  g_object_unref (anna);
}

/* With one other person there is one picture, and one's own floats in its corner: above it, and lower right. */
static void
test_corner (Fixture      *fixture,
             gconstpointer data)
{
  GtkWidget *own, *anna;
  graphene_rect_t bounds;

  hearth_fake_call_set_people (fixture->call, 2);
  await_paint (fixture);
  own = get_tile (fixture, 0);
  anna = get_tile (fixture, 1);
  g_assert_cmpint (get_area (anna), >=, WIDTH * HEIGHT * 9 / 10);
  g_assert_cmpint (get_area (own), <=, WIDTH * HEIGHT / 10);
  g_assert_true (gtk_widget_compute_bounds (own, fixture->board, &bounds));
  g_assert_cmpfloat (bounds.origin.x, >, WIDTH / 2);
  g_assert_cmpfloat (bounds.origin.y, >, HEIGHT / 2);
  g_assert_true (gtk_widget_is_ancestor (gtk_widget_pick (fixture->board, bounds.origin.x + 5, bounds.origin.y + 5, GTK_PICK_DEFAULT),
                                         own));

  /* People who read from the right find it at the left. */
  gtk_widget_set_direction (fixture->board, GTK_TEXT_DIR_RTL);
  await_paint (fixture);
  g_assert_true (gtk_widget_compute_bounds (own, fixture->board, &bounds));
  g_assert_cmpfloat (bounds.origin.x, <, WIDTH / 4);
  gtk_widget_set_direction (fixture->board, GTK_TEXT_DIR_LTR);

  /* A third: all alike again, this person where the list has them. */
  hearth_fake_call_set_people (fixture->call, 3);
  g_assert_cmpint (find_large (fixture, 3), ==, -1);
  g_assert_true (gtk_widget_get_first_child (fixture->board) == own);
}

/* Who does not want to see themselves does not, and their camera's picture is not made for the window; alone, there is no other. */
static void
test_self_view (Fixture      *fixture,
                gconstpointer data)
{
  hearth_fake_call_set_people (fixture->call, 3);
  g_object_set (fixture->board, "self-view", FALSE, NULL);
  await_paint (fixture);
  g_assert_cmpint (get_area (get_tile (fixture, 0)), ==, 0);
  assert_shown (fixture, 0, "0x0");
  g_assert_cmpint (get_area (get_tile (fixture, 1)), ==, get_area (get_tile (fixture, 2)));

  hearth_fake_call_set_people (fixture->call, 2);
  await_paint (fixture);
  g_assert_cmpint (get_area (get_tile (fixture, 0)), ==, 0);
  hearth_fake_call_set_people (fixture->call, 1);
  await_paint (fixture);
  g_assert_cmpint (get_area (get_tile (fixture, 0)), >, 0);

  hearth_fake_call_set_people (fixture->call, 3);
  g_object_set (fixture->board, "self-view", TRUE, NULL);
  await_paint (fixture);
  g_assert_cmpint (get_area (get_tile (fixture, 0)), ==, get_area (get_tile (fixture, 1)));
}

/* What somebody shares is large, whoever speaks; the last one begun of several; a pin wins; this person's own is not presented. */
static void
test_share (Fixture      *fixture,
            gconstpointer data)
{
  HearthParticipant *anna, *ben, *me;
  g_autofree char *shown = NULL;

  hearth_fake_call_set_people (fixture->call, 4);
  me = hearth_fake_call_get_person (fixture->call, 0);
  anna = hearth_fake_call_get_person (fixture->call, 1);
  ben = hearth_fake_call_get_person (fixture->call, 2);
  hearth_fake_participant_set_sharing (anna, TRUE);
  hearth_fake_call_set_speaking (fixture->call, 3);
  await_paint (fixture);
  g_assert_cmpint (get_area (get_share (fixture, 1)), >, WIDTH * HEIGHT / 2);
  g_assert_cmpint (get_area (get_tile (fixture, 1)), >, 0);
  gtk_test_accessible_assert_property (get_share (fixture, 1), GTK_ACCESSIBLE_PROPERTY_LABEL, "⁨Anna Schmidt⁩’s screen");
  /* All of it: as wide as the window, at the most. */
  shown = hearth_fake_participant_get_share_shown (anna);
  g_assert_cmpint (atoi (shown), <=, WIDTH);
  g_assert_cmpint (atoi (shown), >, WIDTH / 2);

  hearth_fake_participant_set_sharing (ben, TRUE);
  hearth_fake_participant_set_sharing (me, TRUE);
  await_paint (fixture);
  g_assert_cmpint (get_area (get_share (fixture, 2)), >, 4 * get_area (get_share (fixture, 1)));
  g_assert_cmpint (get_area (get_share (fixture, 2)), >, 4 * get_area (get_share (fixture, 0)));

  gtk_widget_activate_action (get_share (fixture, 1), "tile.pinned", NULL);
  await_paint (fixture);
  g_assert_cmpint (get_area (get_share (fixture, 1)), >, 4 * get_area (get_share (fixture, 2)));
  hearth_fake_participant_set_sharing (anna, FALSE);
  await_paint (fixture);
  g_assert_cmpint (get_area (get_share (fixture, 2)), >, WIDTH * HEIGHT / 2);

  hearth_fake_participant_set_sharing (ben, FALSE);
  hearth_fake_participant_set_sharing (me, FALSE);
  g_assert_cmpint (find_large (fixture, 4), ==, -1);

  /* Whoever shares leaves. */
  hearth_fake_participant_set_sharing (hearth_fake_call_get_person (fixture->call, 3), TRUE);
  hearth_fake_call_set_people (fixture->call, 3);
  g_assert_cmpint (find_large (fixture, 3), ==, -1);
}

/* More people than can be read without scrolling: who is scrolled away is not shown. */
static void
test_scrolled_away (Fixture      *fixture,
                    gconstpointer data)
{
  hearth_fake_call_set_people (fixture->call, 40);
  await_paint (fixture);
  g_assert_cmpfloat (gtk_adjustment_get_upper (fixture->adjustment), >, HEIGHT);
  assert_shown (fixture, 1, "160x90");
  assert_shown (fixture, 39, "0x0");

  gtk_adjustment_set_value (fixture->adjustment, gtk_adjustment_get_upper (fixture->adjustment));
  await_paint (fixture);
  assert_shown (fixture, 1, "0x0");
  assert_shown (fixture, 38, "160x90");
}

static void
test_speaker_view (Fixture      *fixture,
                   gconstpointer data)
{
  GtkWidget *tile;

  hearth_fake_call_set_people (fixture->call, 4);
  tile = get_tile (fixture, 2);
  gtk_widget_set_focusable (tile, TRUE);
  gtk_widget_grab_focus (tile);

  /* Nobody has spoken: the first of the others, never this person. */
  g_object_set (fixture->board, "speaker-view", TRUE, NULL);
  g_assert_cmpint (find_large (fixture, 4), ==, 1);
  hearth_fake_call_set_speaking (fixture->call, 3);
  g_assert_cmpint (find_large (fixture, 4), ==, 3);
  hearth_fake_call_set_speaking (fixture->call, 0);
  g_assert_cmpint (find_large (fixture, 4), ==, 3);
  hearth_fake_call_set_speaking (fixture->call, 2);
  g_assert_cmpint (find_large (fixture, 4), ==, 2);

  /* It is the same widget as before: nothing flickers, and the keyboard stays where it was. */
  g_assert_true (get_tile (fixture, 2) == tile);
  g_assert_true (gtk_widget_has_focus (tile));

  /* Whoever is large leaves. */
  hearth_fake_call_set_speaking (fixture->call, 3);
  hearth_fake_call_set_people (fixture->call, 3);
  g_assert_cmpint (find_large (fixture, 3), ==, 1);
  hearth_fake_call_set_people (fixture->call, 1);
  g_assert_cmpint (find_large (fixture, 1), ==, 0);

  hearth_fake_call_set_people (fixture->call, 4);
  g_object_set (fixture->board, "speaker-view", FALSE, NULL);
  g_assert_cmpint (find_large (fixture, 4), ==, -1);
}

/* A pin wins over whoever speaks, in either view; there is one at a time, and it goes with its person. */
static void
test_pin (Fixture      *fixture,
          gconstpointer data)
{
  hearth_fake_call_set_people (fixture->call, 5);
  hearth_fake_call_set_speaking (fixture->call, 1);
  gtk_widget_activate_action (get_tile (fixture, 4), "tile.pinned", NULL);
  g_assert_cmpint (find_large (fixture, 5), ==, 4);
  hearth_fake_call_set_speaking (fixture->call, 2);
  g_assert_cmpint (find_large (fixture, 5), ==, 4);
  /* A phone held upright: all of the picture, as high as the strip below leaves it. */
  assert_shown (fixture, 4, "273x485 pinned");

  gtk_widget_activate_action (get_tile (fixture, 3), "tile.pinned", NULL);
  g_assert_cmpint (find_large (fixture, 5), ==, 3);
  g_assert_false (hearth_participant_tile_is_pinned (HEARTH_PARTICIPANT_TILE (get_tile (fixture, 4))));

  g_object_set (fixture->board, "speaker-view", TRUE, NULL);
  gtk_widget_activate_action (get_tile (fixture, 3), "tile.pinned", NULL);
  g_assert_cmpint (find_large (fixture, 5), ==, 2);

  gtk_widget_activate_action (get_tile (fixture, 4), "tile.pinned", NULL);
  hearth_fake_call_set_people (fixture->call, 4);
  g_assert_cmpint (find_large (fixture, 4), ==, 2);
}

/* Who has no place beside the speaker is counted, and not shown. */
static void
test_more (Fixture      *fixture,
           gconstpointer data)
{
  GtkWidget *more = gtk_widget_get_last_child (fixture->board);

  hearth_fake_call_set_people (fixture->call, 40);
  g_object_set (fixture->board, "speaker-view", TRUE, NULL);
  await_paint (fixture);
  g_assert_true (gtk_widget_get_mapped (more));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (more)), ==, "+26");
  gtk_test_accessible_assert_property (more, GTK_ACCESSIBLE_PROPERTY_LABEL, "26 More People");
  assert_shown (fixture, 39, "0x0");

  /* Whoever speaks has a place. */
  hearth_fake_call_set_speaking (fixture->call, 2);
  hearth_fake_call_set_speaking (fixture->call, 39);
  gtk_widget_activate_action (get_tile (fixture, 1), "tile.pinned", NULL);
  await_paint (fixture);
  g_assert_cmpint (get_area (get_tile (fixture, 39)), >, 0);
  g_assert_cmpint (get_area (get_tile (fixture, 38)), ==, 0);

  hearth_fake_call_set_people (fixture->call, 3);
  await_paint (fixture);
  g_assert_false (gtk_widget_get_mapped (more));
}

/* Tab passes all tiles at once, arrows go from one to the next. */
static void
test_keyboard (Fixture      *fixture,
               gconstpointer data)
{
  GtkWidget *first;

  hearth_fake_call_set_people (fixture->call, 4);
  await_paint (fixture);
  gtk_window_set_focus (fixture->window, NULL);
  g_assert_true (gtk_widget_child_focus (fixture->board, GTK_DIR_TAB_FORWARD));
  first = gtk_widget_get_focus_child (fixture->board);
  g_assert_true (first == get_tile (fixture, 0));
  g_assert_true (gtk_widget_child_focus (fixture->board, GTK_DIR_RIGHT));
  g_assert_true (gtk_widget_get_focus_child (fixture->board) == get_tile (fixture, 1));
  g_assert_true (gtk_widget_child_focus (fixture->board, GTK_DIR_DOWN));
  g_assert_true (gtk_widget_get_focus_child (fixture->board) == get_tile (fixture, 3));
  g_assert_false (gtk_widget_child_focus (fixture->board, GTK_DIR_TAB_FORWARD));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  hearth_main_thread_init ();
  hearth_ui_init ();

  ADD ("/tile-board/list", test_list);
  ADD ("/tile-board/shown", test_shown);
  ADD ("/tile-board/corner", test_corner);
  ADD ("/tile-board/self-view", test_self_view);
  ADD ("/tile-board/share", test_share);
  ADD ("/tile-board/scrolled-away", test_scrolled_away);
  ADD ("/tile-board/speaker-view", test_speaker_view);
  ADD ("/tile-board/pin", test_pin);
  ADD ("/tile-board/more", test_more);
  ADD ("/tile-board/keyboard", test_keyboard);

  return g_test_run ();
}
