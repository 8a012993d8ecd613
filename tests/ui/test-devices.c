/* What devices are chosen by, with the stand-in call controller: it follows what is plugged in, and the way back to the system is always open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <adwaita.h>

#include "base/main-thread.h"
#include "fake-call.h"
#include "ui/device-button.h"
#include "ui/device-list.h"
#include "ui/device-row.h"
#include "ui/ui.h"

typedef struct
{
  HearthSettings *settings;
  HearthCall *call;
} Fixture;

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  fixture->settings = hearth_settings_new ();
  fixture->call = hearth_call_new (fixture->settings, NULL);
}

static void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  hearth_call_close (fixture->call);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->call);
  g_assert_finalize_object (fixture->settings);
}

static void
assert_chosen (Fixture    *fixture,
               const char *id)
{
  g_autofree char *chosen = NULL;

  g_object_get (fixture->settings, "camera", &chosen, NULL);
  g_assert_cmpstr (chosen, ==, id);
}

/* --- The row of a page ---------------------------------------------------------------------------------------------------- */

static const char *
get_entry (AdwComboRow *row,
           guint        position)
{
  return gtk_string_list_get_string (GTK_STRING_LIST (adw_combo_row_get_model (row)), position);
}

static void
choose (AdwComboRow *row,
        guint        position)
{
  adw_combo_row_set_selected (row, position);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_row (Fixture      *fixture,
          gconstpointer data)
{
  AdwComboRow *row = g_object_ref_sink (g_object_new (HEARTH_TYPE_DEVICE_ROW, NULL));

  hearth_device_row_bind (HEARTH_DEVICE_ROW (row), fixture->call, HEARTH_DEVICE_CAMERA);
  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (row)), ==, 3);
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "Integrated Camera");

  choose (row, 2);
  assert_chosen (fixture, "node-0-1");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "");

  /* It is unplugged: the row says so and what is used instead; nothing else is chosen. */
  hearth_fake_call_set_camera_there (fixture->call, TRUE);
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 2);
  g_assert_cmpstr (get_entry (row, 2), ==, "\u2068Logitech C920 & Co.\u2069 (not available)");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "Integrated Camera");
  assert_chosen (fixture, "node-0-1");

  hearth_fake_call_set_camera_there (fixture->call, FALSE);
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 1);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "None found");
  assert_chosen (fixture, "node-0-1");

  /* The system's choice can be made all the same. */
  choose (row, 0);
  assert_chosen (fixture, "");
  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (row)), ==, 1);

  g_assert_finalize_object (row);
}

/* --- The list of a menu --------------------------------------------------------------------------------------------------- */

static GtkCheckButton *
get_button (GtkWidget  *list,
            const char *id)
{
  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (g_strcmp0 (hearth_device_button_get_id (HEARTH_DEVICE_BUTTON (child)), id) == 0)
      return GTK_CHECK_BUTTON (child);

  return NULL;
}

static guint
count_buttons (GtkWidget *list)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL; child = gtk_widget_get_next_sibling (child))
    n++;

  return n;
}

static GtkWidget *
make_list (Fixture *fixture)
{
  GtkWidget *list = g_object_new (HEARTH_TYPE_DEVICE_LIST, NULL);

  hearth_device_list_bind (HEARTH_DEVICE_LIST (list), fixture->call, HEARTH_DEVICE_CAMERA);

  return list;
}

static void
assert_there (GtkCheckButton *button,
              gboolean        there)
{
  g_assert_nonnull (button);
  if (there)
    gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, NULL);
  else
    gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Not available");
}

/* The chosen one is unplugged and comes back: it stays the same entry, the last one while it is away. */
static void
test_list_absent (Fixture      *fixture,
                  gconstpointer data)
{
  GtkWidget *list = g_object_ref_sink (make_list (fixture));
  GtkCheckButton *chosen = get_button (list, "node-0-1");

  g_assert_true (gtk_check_button_get_active (get_button (list, NULL)));
  gtk_check_button_set_active (chosen, TRUE);
  assert_chosen (fixture, "node-0-1");
  assert_there (chosen, TRUE);

  hearth_fake_call_set_camera_there (fixture->call, TRUE);
  g_assert_true (get_button (list, "node-0-1") == chosen);
  g_assert_true (gtk_widget_get_last_child (list) == GTK_WIDGET (chosen));
  g_assert_true (gtk_check_button_get_active (chosen));
  assert_there (chosen, FALSE);
  g_assert_cmpuint (count_buttons (list), ==, 3);
  gtk_test_accessible_assert_property (chosen, GTK_ACCESSIBLE_PROPERTY_LABEL, "Logitech C920 & Co.");
  assert_chosen (fixture, "node-0-1");

  hearth_fake_call_set_camera_there (fixture->call, FALSE);
  g_assert_cmpuint (count_buttons (list), ==, 2);
  g_assert_true (gtk_check_button_get_active (chosen));

  g_assert_finalize_object (list);
}

/* Then the system can be followed, and another one be chosen; who is away goes. */
static void
test_list_leave_absent (Fixture      *fixture,
                        gconstpointer data)
{
  GtkWidget *list = g_object_ref_sink (make_list (fixture));

  gtk_check_button_set_active (get_button (list, "node-0-1"), TRUE);
  hearth_fake_call_set_camera_there (fixture->call, TRUE);
  gtk_check_button_set_active (get_button (list, NULL), TRUE);
  assert_chosen (fixture, "");
  g_assert_null (get_button (list, "node-0-1"));
  g_assert_true (gtk_check_button_get_active (get_button (list, NULL)));

  g_object_set (fixture->settings, "camera-name", "Old Camera", "camera", "old-node", NULL);
  assert_there (get_button (list, "old-node"), FALSE);
  gtk_check_button_set_active (get_button (list, "node-0-0"), TRUE);
  assert_chosen (fixture, "node-0-0");
  g_assert_null (get_button (list, "old-node"));
  g_assert_true (gtk_check_button_get_active (get_button (list, "node-0-0")));

  g_assert_finalize_object (list);
}

/* Whoever uses the keyboard gets into the list, and from there to all of it, though the active entry is not there. */
static void
test_list_keyboard (Fixture      *fixture,
                    gconstpointer data)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *list = make_list (fixture);

  gtk_window_set_child (GTK_WINDOW (window), list);
  gtk_check_button_set_active (get_button (list, "node-0-1"), TRUE);
  hearth_fake_call_set_camera_there (fixture->call, TRUE);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (list) || gtk_widget_get_height (list) == 0)
    g_main_context_iteration (NULL, TRUE);

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == GTK_WIDGET (get_button (list, "node-0-1")));
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_UP));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == GTK_WIDGET (get_button (list, "node-0-0")));
  assert_chosen (fixture, "node-0-0");

  gtk_window_destroy (GTK_WINDOW (window));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  /* So that a test can ask what a screen reader is told. */
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  hearth_main_thread_init ();
  hearth_ui_init ();

  ADD ("/device-row", test_row);
  ADD ("/device-list/absent", test_list_absent);
  ADD ("/device-list/leave-absent", test_list_leave_absent);
  ADD ("/device-list/keyboard", test_list_keyboard);

  return g_test_run ();
}
