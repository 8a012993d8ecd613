/* The table of commands is whole: every action of the window is in it, each of its keys is free, and the shortcuts dialog tells them all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <adwaita.h>

#include "app/application.h"
#include "base/main-thread.h"
#include "fake-call.h"
#include "ui/call-actions.h"
#include "ui/command-row.h"
#include "ui/commands.h"
#include "ui/ui.h"
#include "ui/window.h"

/* What is no command: parts of other actions, answers to what somebody else did, and what the stand-in call controller adds. */
static const char *const not_commands[] = {
  "app.answer-knock",
  "call.stop-sharing", /* "call.share" stops, too */
  "app.close-room", /* of a room without a window */
  "call.create", /* the button at home; "New Room" is the command */
};

static gboolean
is_known (const char *action)
{
  const HearthCommand *commands;
  guint n_commands;

  for (guint i = 0; i < G_N_ELEMENTS (not_commands); i++)
    if (g_str_equal (not_commands[i], action))
      return TRUE;
  if (g_str_has_prefix (action, "app.fake-"))
    return TRUE;

  commands = hearth_commands_get (&n_commands);
  for (guint i = 0; i < n_commands; i++)
    if (g_str_equal (commands[i].action, action))
      return TRUE;

  return FALSE;
}

static void
check_group (GActionGroup *group,
             const char   *prefix)
{
  g_auto (GStrv) names = g_action_group_list_actions (group);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *action = g_strconcat (prefix, ".", names[i], NULL);

      if (!is_known (action))
        g_test_message ("%s is in no palette", action);
      g_assert_true (is_known (action));
    }
}

static void
test_complete (void)
{
  g_autoptr (HearthApplication) application = hearth_application_new ();
  g_autoptr (HearthSettings) settings = hearth_settings_new ();
  g_autoptr (HearthCall) call = hearth_call_new (settings, NULL);
  g_autoptr (GSimpleActionGroup) actions = hearth_call_actions_new (call);
  g_autoptr (GTypeClass) klass = g_type_class_ref (HEARTH_TYPE_WINDOW);
  const GVariantType *parameter_type;
  const char *name, *property;
  GType owner;

  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  check_group (G_ACTION_GROUP (application), "app");
  check_group (G_ACTION_GROUP (actions), "call");
  for (guint i = 0; gtk_widget_class_query_action (GTK_WIDGET_CLASS (klass), i, &owner, &name, &parameter_type, &property); i++)
    if (g_str_has_prefix (name, "win."))
      g_assert_true (is_known (name));

  /* The way out is through shutdown. */
  g_idle_add_once ((GSourceOnceFunc) g_application_quit, application);
  g_application_run (G_APPLICATION (application), 0, NULL);
  hearth_call_close (call);
}

/* What goes with a screen is chosen where one can be shared, and remembered. */
static void
test_share_sound (void)
{
  g_autoptr (HearthSettings) settings = hearth_settings_new ();
  g_autoptr (HearthCall) call = hearth_call_new (settings, NULL);
  g_autoptr (GSimpleActionGroup) actions = hearth_call_actions_new (call);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (actions), "share-sound");
  gboolean sound;

  g_assert_false (g_action_get_enabled (action));
  g_action_activate (action, NULL);
  g_object_get (settings, "share-sound", &sound, NULL);
  g_assert_false (sound);

  hearth_call_prepare_create (call);
  hearth_call_enter (call);
  while (hearth_call_get_state (call) != HEARTH_CALL_ACTIVE)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_action_get_enabled (action));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GVariant) state = NULL;

      g_action_activate (action, NULL);
      state = g_action_get_state (action);
      g_object_get (settings, "share-sound", &sound, NULL);
      g_assert_true (sound == (i == 0));
      g_assert_true (g_variant_get_boolean (state) == sound);
    }
  hearth_call_close (call);
  g_assert_false (g_action_get_enabled (action));
}

static void
test_keys (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const HearthCommand *commands;
  guint n_commands;

  commands = hearth_commands_get (&n_commands);
  for (guint i = 0; i < n_commands; i++)
    {
      GdkModifierType modifiers;
      guint key;

      if (commands[i].accelerator == NULL)
        continue;
      g_assert_true (gtk_accelerator_parse (commands[i].accelerator, &key, &modifiers));
      g_assert_true (g_hash_table_add (seen, (gpointer) commands[i].accelerator));
      /* A letter alone is for writing. */
      g_assert_true (modifiers != 0 || key >= GDK_KEY_F1);
    }
}

/* Each command with keys is in the shortcuts dialog. */
static void
test_shortcuts (void)
{
  g_autoptr (GBytes) dialog = g_resources_lookup_data ("/org/hearthcall/Hearth/shortcuts-dialog.ui", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (dialog, NULL), g_bytes_get_size (dialog));
  const HearthCommand *commands;
  guint n_commands;

  commands = hearth_commands_get (&n_commands);
  for (guint i = 0; i < n_commands; i++)
    if (commands[i].accelerator != NULL)
      {
        g_autofree char *action = g_strconcat (">", commands[i].action, "<", NULL);

        g_test_message ("%s", commands[i].action);
        g_assert_nonnull (strstr (text, action));
      }
}

static void
test_row (void)
{
  static const HearthCommand command = { "app.none", "Invite People", "<Control>i" };
  GtkWidget *row = g_object_ref_sink (hearth_command_row_new (&command));
  g_autofree char *description = hearth_command_row_describe (HEARTH_COMMAND_ROW (row));

  g_assert_cmpstr (description, ==, "Invite People, Ctrl+I");
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Invite People, Ctrl+I");
  /* Nobody has such an action. */
  g_assert_false (hearth_command_row_matches (HEARTH_COMMAND_ROW (row), ""));

  g_assert_finalize_object (row);
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  hearth_main_thread_init ();
  hearth_ui_init ();

  g_test_add_func ("/commands/keys", test_keys);
  g_test_add_func ("/commands/shortcuts", test_shortcuts);
  g_test_add_func ("/commands/row", test_row);
  g_test_add_func ("/commands/share-sound", test_share_sound);
  g_test_add_func ("/commands/complete", test_complete);

  return g_test_run ();
}
