/* Push to talk by its two keys, with the stand-in for src/call; what is said of hands and reactions; reactions over a tile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <adwaita.h>

#include "base/limits.h"
#include "base/main-thread.h"
#include "fake-call.h"
#include "ui/reaction-view.h"
#include "ui/sign-sentences.h"
#include "ui/unmute-dialog.h"

#define WINDOW HEARTH_TALK_KEY_WINDOW
#define DESKTOP HEARTH_TALK_KEY_DESKTOP

typedef struct
{
  HearthSettings *settings;
  HearthCall *call;
  HearthPushToTalk *talk;
} Fixture;

static gboolean
is_inside (Fixture *fixture)
{
  return hearth_call_state_is_inside (hearth_call_get_state (fixture->call));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->settings = hearth_settings_new ();
  fixture->call = hearth_call_new (fixture->settings, NULL);
  fixture->talk = hearth_call_get_push_to_talk (fixture->call);
  hearth_call_prepare_create (fixture->call);
  hearth_call_enter (fixture->call);
  while (!is_inside (fixture))
    g_main_context_iteration (NULL, TRUE);
  hearth_call_set_microphone_on (fixture->call, FALSE);
  g_object_set (fixture->settings, "push-to-talk", TRUE, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  hearth_call_close (fixture->call);
  g_object_unref (fixture->call);
  g_object_unref (fixture->settings);
}

static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_true (hearth_push_to_talk_is_ready (fixture->talk));
  g_assert_true (hearth_push_to_talk_press (fixture->talk, WINDOW));
  g_assert_true (hearth_call_get_microphone_on (fixture->call));
  g_assert_true (hearth_push_to_talk_is_talking (fixture->talk));

  /* Both at once: until the last is released. A key that repeats is pressed once. */
  g_assert_true (hearth_push_to_talk_press (fixture->talk, DESKTOP));
  g_assert_true (hearth_push_to_talk_press (fixture->talk, WINDOW));
  hearth_push_to_talk_release (fixture->talk, WINDOW);
  g_assert_true (hearth_call_get_microphone_on (fixture->call));
  hearth_push_to_talk_release (fixture->talk, DESKTOP);
  g_assert_false (hearth_call_get_microphone_on (fixture->call));
  g_assert_false (hearth_push_to_talk_is_talking (fixture->talk));
  hearth_push_to_talk_release (fixture->talk, DESKTOP);

  /* One that was interrupted keeps nobody on the air, however long it is held. */
  g_assert_true (hearth_push_to_talk_press (fixture->talk, WINDOW));
  hearth_push_to_talk_interrupt (fixture->talk, WINDOW);
  g_assert_false (hearth_call_get_microphone_on (fixture->call));
  g_assert_true (hearth_push_to_talk_is_held (fixture->talk, WINDOW));
  g_assert_false (hearth_push_to_talk_press (fixture->talk, WINDOW));
  g_assert_true (hearth_push_to_talk_press (fixture->talk, DESKTOP));
  g_assert_true (hearth_call_get_microphone_on (fixture->call));
  hearth_push_to_talk_release (fixture->talk, DESKTOP);
  g_assert_false (hearth_call_get_microphone_on (fixture->call));
  hearth_push_to_talk_release (fixture->talk, WINDOW);

  /* What is on anyway is not switched off. */
  hearth_call_set_microphone_on (fixture->call, TRUE);
  g_assert_false (hearth_push_to_talk_press (fixture->talk, WINDOW));
  hearth_push_to_talk_release (fixture->talk, WINDOW);
  g_assert_true (hearth_call_get_microphone_on (fixture->call));
}

/* Whoever mutes somebody who holds the key has muted them. */
static void
test_muted (Fixture       *fixture,
            gconstpointer  data)
{
  g_assert_true (hearth_push_to_talk_press (fixture->talk, WINDOW));
  hearth_call_set_microphone_on (fixture->call, FALSE);
  g_assert_false (hearth_push_to_talk_is_talking (fixture->talk));
  for (guint i = 0; i < 10; i++)
    g_assert_false (hearth_push_to_talk_press (fixture->talk, WINDOW));
  g_assert_false (hearth_call_get_microphone_on (fixture->call));
  hearth_push_to_talk_release (fixture->talk, WINDOW);
  g_assert_true (hearth_push_to_talk_press (fixture->talk, WINDOW));
  g_assert_true (hearth_call_get_microphone_on (fixture->call));

  /* Not without the right, and not without the wish. */
  hearth_push_to_talk_release (fixture->talk, WINDOW);
  hearth_fake_call_set_withheld (fixture->call, TRUE);
  g_assert_false (hearth_push_to_talk_press (fixture->talk, WINDOW));
  hearth_fake_call_set_withheld (fixture->call, FALSE);
  g_object_set (fixture->settings, "push-to-talk", FALSE, NULL);
  g_assert_false (hearth_push_to_talk_press (fixture->talk, DESKTOP));
  g_assert_false (hearth_call_get_microphone_on (fixture->call));

  /* Nor after the call. */
  g_object_set (fixture->settings, "push-to-talk", TRUE, NULL);
  g_assert_true (hearth_push_to_talk_press (fixture->talk, WINDOW));
  g_object_set (fixture->settings, "push-to-talk", FALSE, NULL);
  g_assert_false (hearth_call_get_microphone_on (fixture->call));
  g_object_set (fixture->settings, "push-to-talk", TRUE, NULL);
  hearth_call_leave (fixture->call);
  hearth_push_to_talk_release (fixture->talk, WINDOW);
  g_assert_false (hearth_push_to_talk_press (fixture->talk, WINDOW));
}

static void
on_talking_changed (guint *n_changes)
{
  *n_changes += 1;
}

static void
plug_microphones (Fixture  *fixture,
                  gboolean  there)
{
  hearth_fake_call_plug (fixture->call, HEARTH_DEVICE_MICROPHONE, "Built-in Microphone", there);
  hearth_fake_call_plug (fixture->call, HEARTH_DEVICE_MICROPHONE, "USB Headset", there);
}

/* Without a microphone nobody is told that they talk, however often the key repeats; one that comes meanwhile hears nothing. */
static void
test_nothing_to_talk_with (Fixture       *fixture,
                           gconstpointer  data)
{
  guint n_changes = 0;

  g_signal_connect_swapped (fixture->talk, "notify::talking", G_CALLBACK (on_talking_changed), &n_changes);
  plug_microphones (fixture, FALSE);
  for (guint i = 0; i < 10; i++)
    g_assert_false (hearth_push_to_talk_press (fixture->talk, WINDOW));
  g_assert_true (hearth_push_to_talk_is_held (fixture->talk, WINDOW));
  plug_microphones (fixture, TRUE);
  g_assert_false (hearth_push_to_talk_press (fixture->talk, WINDOW));
  g_assert_false (hearth_call_get_microphone_on (fixture->call));
  hearth_push_to_talk_release (fixture->talk, WINDOW);
  g_assert_cmpuint (n_changes, ==, 0);

  g_assert_true (hearth_push_to_talk_press (fixture->talk, WINDOW));
  g_assert_cmpuint (n_changes, ==, 1);
  hearth_push_to_talk_release (fixture->talk, WINDOW);
  g_assert_cmpuint (n_changes, ==, 2);
}

static char *
strip (char *sentence)
{
  g_autofree char *owned = sentence;
  g_autoptr (GString) plain = g_string_new (owned);

  g_string_replace (plain, "\342\201\250", "", 0);
  g_string_replace (plain, "\342\201\251", "", 0);

  return g_string_free (g_steal_pointer (&plain), FALSE);
}

static void
test_sentences (void)
{
  const guint one[HEARTH_N_REACTIONS] = { [HEARTH_REACTION_APPLAUSE] = 3 };
  const guint many[HEARTH_N_REACTIONS] = { [HEARTH_REACTION_HEART] = 1, [HEARTH_REACTION_PARTY] = 1 };
  g_autofree char *first = hearth_sentence_for_hand (1);
  g_autofree char *second = hearth_sentence_for_hand (2);
  g_autofree char *alone = strip (hearth_sentence_for_hands ("A & <b>", 1));
  g_autofree char *two = strip (hearth_sentence_for_hands ("Anna", 2));
  g_autofree char *five = strip (hearth_sentence_for_hands ("Anna", 5));
  g_autofree char *annas = strip (hearth_sentence_for_reactions ("Anna", 1, one));
  g_autofree char *theirs = strip (hearth_sentence_for_reactions (NULL, 3, many));

  g_assert_null (hearth_sentence_for_hand (0));
  g_assert_cmpstr (first, ==, "hand raised, first in line");
  g_assert_cmpstr (second, ==, "hand raised, number 2 in line");
  g_assert_cmpstr (alone, ==, "A & <b> raised a hand");
  g_assert_cmpstr (two, ==, "Anna and 1 other raised their hands");
  g_assert_cmpstr (five, ==, "Anna and 4 others raised their hands");
  g_assert_cmpstr (annas, ==, "Anna: applause");
  g_assert_cmpstr (theirs, ==, "3 people: heart, party");
}

/* A few at a time, none where nobody sees it, and over after two seconds. */
static void
test_view (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = g_object_new (HEARTH_TYPE_REACTION_VIEW, NULL);

  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), 200, 100);
  hearth_reaction_view_add (HEARTH_REACTION_VIEW (view), HEARTH_REACTION_HEART);
  g_assert_cmpuint (hearth_reaction_view_count (HEARTH_REACTION_VIEW (view)), ==, 0);

  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (view) || !gdk_surface_get_mapped (gtk_native_get_surface (GTK_NATIVE (window))))
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < 100; i++)
    {
      hearth_reaction_view_add (HEARTH_REACTION_VIEW (view), (HearthReaction) (i % HEARTH_N_REACTIONS));
      g_assert_cmpuint (hearth_reaction_view_count (HEARTH_REACTION_VIEW (view)), ==, MIN (i + 1, HEARTH_LIMIT_REACTIONS_SHOWN));
    }
  while (hearth_reaction_view_count (HEARTH_REACTION_VIEW (view)) > 0)
    g_main_context_iteration (NULL, TRUE);

  hearth_reaction_view_add (HEARTH_REACTION_VIEW (view), HEARTH_REACTION_HEART);
  g_assert_cmpuint (hearth_reaction_view_count (HEARTH_REACTION_VIEW (view)), ==, 1);
  gtk_widget_set_visible (window, FALSE);
  g_assert_cmpuint (hearth_reaction_view_count (HEARTH_REACTION_VIEW (view)), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Asked from afar, answered here: and not once the call is over. */
static void
test_unmute (Fixture       *fixture,
             gconstpointer  data)
{
  AdwDialog *dialog = g_object_ref_sink (hearth_unmute_dialog_new (fixture->call, "Anna asks you to unmute"));

  g_assert_cmpstr (adw_alert_dialog_get_default_response (ADW_ALERT_DIALOG (dialog)), ==, "stay");
  g_signal_emit_by_name (dialog, "response::stay", "stay");
  g_assert_false (hearth_call_get_microphone_on (fixture->call));
  g_signal_emit_by_name (dialog, "response::unmute", "unmute");
  g_assert_true (hearth_call_get_microphone_on (fixture->call));

  hearth_call_set_microphone_on (fixture->call, FALSE);
  hearth_call_leave (fixture->call);
  while (is_inside (fixture))
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (dialog, "response::unmute", "unmute");
  g_assert_false (hearth_call_get_microphone_on (fixture->call));
  g_object_unref (dialog);
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  hearth_main_thread_init ();

  g_test_add ("/signs/keys", Fixture, NULL, set_up, test_keys, tear_down);
  g_test_add ("/signs/muted", Fixture, NULL, set_up, test_muted, tear_down);
  g_test_add ("/signs/nothing-to-talk-with", Fixture, NULL, set_up, test_nothing_to_talk_with, tear_down);
  g_test_add ("/signs/unmute", Fixture, NULL, set_up, test_unmute, tear_down);
  g_test_add_func ("/signs/sentences", test_sentences);
  g_test_add_func ("/signs/view", test_view);

  return g_test_run ();
}
