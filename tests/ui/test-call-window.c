/* The real window in a call: bars that go away in full screen, and the small window that takes the place of the large one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <adwaita.h>

#include "base/main-thread.h"
#include "fake-call.h"
#include "fake-participant.h"
#include "ui/bar-hider.h"
#include "ui/call-actions.h"
#include "ui/mini-window.h"
#include "ui/participant-tile.h"
#include "ui/tile-board.h"
#include "ui/ui.h"

#define PATIENCE_US (20 * G_USEC_PER_SEC)

typedef struct
{
  HearthSettings *settings;
  HearthCall *call;
  GSimpleActionGroup *actions;
  GtkWindow *window;
  GtkWidget *board;
  HearthMiniWindow *mini;
} Fixture;

static void
iterate_until (gboolean (*condition) (Fixture *fixture),
               Fixture   *fixture)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;

  while (!condition (fixture))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->settings = hearth_settings_new ();
  fixture->call = hearth_call_new (fixture->settings, NULL);
  fixture->actions = hearth_call_actions_new (fixture->call);
  hearth_call_prepare_create (fixture->call);
  hearth_call_enter (fixture->call);
  while (hearth_call_get_state (fixture->call) != HEARTH_CALL_ACTIVE)
    g_main_context_iteration (NULL, TRUE);
  hearth_fake_call_set_people (fixture->call, 3);

  fixture->board = g_object_new (HEARTH_TYPE_TILE_BOARD, NULL);
  hearth_tile_board_set_participants (HEARTH_TILE_BOARD (fixture->board), hearth_call_get_participants (fixture->call));
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (fixture->window, 640, 480);
  gtk_window_set_child (fixture->window, fixture->board);
  fixture->mini = hearth_mini_window_new (fixture->window, fixture->call, G_ACTION_GROUP (fixture->actions));
  gtk_window_present (fixture->window);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  hearth_call_close (fixture->call);
  gtk_window_destroy (GTK_WINDOW (fixture->mini));
  gtk_window_destroy (fixture->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->actions);
  g_assert_finalize_object (fixture->call);
  g_assert_finalize_object (fixture->settings);
}

static gboolean
is_mini_mapped (Fixture *fixture)
{
  return gtk_widget_get_mapped (GTK_WIDGET (fixture->mini));
}

static gboolean
is_mini_hidden (Fixture *fixture)
{
  return !is_mini_mapped (fixture);
}

static HearthPicture *
get_camera (Fixture *fixture,
            guint    position)
{
  return hearth_participant_get_camera (hearth_fake_call_get_person (fixture->call, position));
}

static gboolean
is_ben_unwanted (Fixture *fixture)
{
  return !hearth_picture_is_wanted (get_camera (fixture, 2));
}

static gboolean
is_ben_wanted (Fixture *fixture)
{
  return !is_ben_unwanted (fixture);
}

static gboolean
is_anna_small (Fixture *fixture)
{
  guint width, height;

  hearth_picture_get_shown (get_camera (fixture, 1), &width, &height);

  return width > 0 && width < 400;
}

static guint64
count_frames (Fixture *fixture,
              guint    position)
{
  HearthParticipantStats stats;

  hearth_participant_get_stats (hearth_fake_call_get_person (fixture->call, position), &stats);

  return stats.frames_decoded;
}

/* It comes when the large one is away, shows who speaks and only them, and goes when the large one is back. */
static void
test_mini (Fixture      *fixture,
           gconstpointer data)
{
  guint64 n_anna, n_ben;

  hearth_fake_call_set_speaking (fixture->call, 1);
  g_assert_true (is_mini_hidden (fixture));
  g_assert_true (is_ben_wanted (fixture));

  gtk_widget_set_visible (GTK_WIDGET (fixture->window), FALSE);
  iterate_until (is_mini_mapped, fixture);
  iterate_until (is_ben_unwanted, fixture);
  iterate_until (is_anna_small, fixture);
  n_anna = count_frames (fixture, 1);
  n_ben = count_frames (fixture, 2);
  for (gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC; g_get_monotonic_time () < end;)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_frames (fixture, 1), >, n_anna);
  g_assert_cmpuint (count_frames (fixture, 2), ==, n_ben);

  hearth_fake_call_set_speaking (fixture->call, 2);
  iterate_until (is_ben_wanted, fixture);

  gtk_window_present (fixture->window);
  iterate_until (is_mini_hidden, fixture);
  g_assert_true (is_ben_wanted (fixture));
}

static GtkWidget *
find_action (GtkWidget  *widget,
             const char *action)
{
  GtkWidget *found = NULL;

  if (GTK_IS_ACTIONABLE (widget) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_action (child, action);

  return found;
}

static gboolean
is_sharing_over (Fixture *fixture)
{
  return hearth_sharing_get_state (hearth_call_get_sharing (fixture->call)) == HEARTH_SHARING_OFF;
}

/* Whoever minimized the window to show another one ends that from the small one. */
static void
test_mini_sharing (Fixture      *fixture,
                   gconstpointer data)
{
  HearthSharing *sharing = hearth_call_get_sharing (fixture->call);
  GtkWidget *button = find_action (GTK_WIDGET (fixture->mini), "call.stop-sharing");

  g_assert_false (gtk_widget_get_visible (button));
  hearth_fake_sharing_set_state (sharing, HEARTH_SHARING_ON);
  gtk_widget_set_visible (GTK_WIDGET (fixture->window), FALSE);
  iterate_until (is_mini_mapped, fixture);
  g_assert_true (gtk_widget_get_mapped (button));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->mini)), <=, 360);

  g_assert_true (gtk_widget_activate (button));
  iterate_until (is_sharing_over, fixture);
  g_assert_false (gtk_widget_get_visible (button));
  gtk_window_present (fixture->window);
  iterate_until (is_mini_hidden, fixture);
}

/* Whoever closes it does not want it, until they were back; whoever never wants it has a setting. */
static void
test_mini_closed (Fixture      *fixture,
                  gconstpointer data)
{
  gtk_widget_set_visible (GTK_WIDGET (fixture->window), FALSE);
  iterate_until (is_mini_mapped, fixture);
  gtk_window_close (GTK_WINDOW (fixture->mini));
  iterate_until (is_mini_hidden, fixture);
  hearth_fake_call_set_speaking (fixture->call, 2);
  g_assert_true (is_mini_hidden (fixture));

  gtk_window_present (fixture->window);
  gtk_widget_set_visible (GTK_WIDGET (fixture->window), FALSE);
  iterate_until (is_mini_mapped, fixture);
  g_object_set (fixture->settings, "mini-window", FALSE, NULL);
  g_assert_true (is_mini_hidden (fixture));
  g_object_set (fixture->settings, "mini-window", TRUE, NULL);
  iterate_until (is_mini_mapped, fixture);

  hearth_call_leave (fixture->call);
  g_assert_true (is_mini_hidden (fixture));
}

/* --- Bars ----------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GtkWindow *window;
  AdwToolbarView *view;
  GtkWidget *button;  /* in the bar */
  GtkWidget *content;
  HearthBarHider *hider;
} Bars;

static gboolean
are_revealed (Bars *bars)
{
  return adw_toolbar_view_get_reveal_top_bars (bars->view) && adw_toolbar_view_get_reveal_bottom_bars (bars->view);
}

static void
run_for (int milliseconds)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_timeout_add_once (milliseconds, (GSourceOnceFunc) g_main_loop_quit, loop);
  g_main_loop_run (loop);
}

/* Full screen alone hides them, and neither while the keyboard is in them nor while there is something to be read. */
static void
test_bars (void)
{
  Bars bars = { .window = GTK_WINDOW (gtk_window_new ()), .view = ADW_TOOLBAR_VIEW (adw_toolbar_view_new ()) };
  const int later = HEARTH_BAR_HIDER_IDLE_MS + 500;

  bars.button = gtk_button_new_with_label ("Leave");
  bars.content = gtk_button_new_with_label ("Anna");
  adw_toolbar_view_add_bottom_bar (bars.view, bars.button);
  adw_toolbar_view_set_content (bars.view, bars.content);
  bars.hider = hearth_bar_hider_new (bars.view);
  gtk_window_set_child (bars.window, GTK_WIDGET (bars.view));
  gtk_window_present (bars.window);
  gtk_widget_grab_focus (bars.button);
  run_for (later);
  g_assert_true (are_revealed (&bars));

  hearth_bar_hider_set_active (bars.hider, TRUE);
  g_assert_true (gtk_window_get_focus (bars.window) == bars.content);
  g_assert_true (are_revealed (&bars));
  run_for (later);
  g_assert_false (are_revealed (&bars));

  gtk_widget_grab_focus (bars.button);
  g_assert_true (are_revealed (&bars));
  run_for (later);
  g_assert_true (are_revealed (&bars));

  gtk_widget_grab_focus (bars.content);
  hearth_bar_hider_set_held (bars.hider, TRUE);
  run_for (later);
  g_assert_true (are_revealed (&bars));
  hearth_bar_hider_set_held (bars.hider, FALSE);
  run_for (later);
  g_assert_false (are_revealed (&bars));

  hearth_bar_hider_set_active (bars.hider, FALSE);
  g_assert_true (are_revealed (&bars));

  g_assert_finalize_object (bars.hider);
  gtk_window_destroy (bars.window);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  hearth_main_thread_init ();
  hearth_ui_init ();

  ADD ("/call-window/mini", test_mini);
  ADD ("/call-window/mini-sharing", test_mini_sharing);
  ADD ("/call-window/mini-closed", test_mini_closed);
  g_test_add_func ("/call-window/bars", test_bars);

  return g_test_run ();
}
