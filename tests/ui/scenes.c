/* Every page of the window and every state worth a look: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "scenes.h"

#include "fake-participant.h"
#include "ui/call-actions.h"
#include "ui/network-dialog.h"
#include "ui/verdicts-dialog.h"
#include "ui/window.h"

/* Enough for every transition of libadwaita to end (the longest takes 500 ms) and the frame after it to be drawn. */
#define SETTLE_MS 900
/* Without them. */
#define CALM_MS 400

#define LINK "https://rooms.example.org/r/nLw3cYb1Qm6aTz0fXk9s2A#AQx5v8Rk2mPq7tYw3zBn6cDf"

void
stage_settle (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  gboolean animations;

  g_object_get (gtk_settings_get_default (), "gtk-enable-animations", &animations, NULL);
  g_timeout_add_once (animations ? SETTLE_MS : CALM_MS, (GSourceOnceFunc) g_main_loop_quit, loop);
  g_main_loop_run (loop);
}

static void
activate (Stage      *stage,
          const char *action)
{
  if (!gtk_widget_activate_action (GTK_WIDGET (stage->window), action, NULL))
    g_error ("No action %s", action);
}

void
stage_reset (Stage *stage)
{
  g_autoptr (GListModel) dialogs = adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (stage->window));

  for (guint i = g_list_model_get_n_items (dialogs); i > 0; i--)
    {
      g_autoptr (AdwDialog) dialog = g_list_model_get_item (dialogs, i - 1);

      adw_dialog_force_close (dialog);
    }
  g_object_set (hearth_call_get_settings (stage->call), "speaker-view", FALSE, "camera", "", "microphone", "", "speaker", "", NULL);
  hearth_fake_call_set_server_there (stage->call, TRUE);
  hearth_call_leave (stage->call);
  stage_settle ();
}

static void
scene_home (Stage *stage)
{
}

static void
scene_home_ended (Stage *stage)
{
  hearth_recent_rooms_add (hearth_call_get_recent_rooms (stage->call), LINK "1", "Anna Schmidt", FALSE);
  hearth_recent_rooms_add (hearth_call_get_recent_rooms (stage->call), LINK "2", "Ben & Chiara", FALSE);
  hearth_recent_rooms_add (hearth_call_get_recent_rooms (stage->call), LINK "3", "", TRUE);
  hearth_call_prepare_create (stage->call);
  hearth_fake_call_end (stage->call, HEARTH_CALL_ERROR_HOST_LOST);
}

static void
scene_lobby_create (Stage *stage)
{
  activate (stage, "call.create");
}

static void
scene_lobby_join (Stage *stage)
{
  hearth_window_open_link (HEARTH_WINDOW (stage->window), LINK);
  hearth_call_actions_switch_on (stage->call);
}

static void
scene_lobby_knocking (Stage *stage)
{
  hearth_window_open_link (HEARTH_WINDOW (stage->window), "https://knocking.example/r/room#secret");
  activate (stage, "call.enter");
}

static void
await_call (Stage *stage)
{
  while (hearth_call_get_state (stage->call) != HEARTH_CALL_ACTIVE)
    g_main_context_iteration (NULL, TRUE);
  stage_settle ();
}

static void
enter_call (Stage *stage)
{
  activate (stage, "call.create");
  hearth_call_actions_switch_on (stage->call);
  activate (stage, "call.enter");
  await_call (stage);
}

static void
scene_call_alone (Stage *stage)
{
  enter_call (stage);
}

static void
scene_call_2 (Stage *stage)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, 2);
  hearth_fake_call_set_speaking (stage->call, 1);
  hearth_fake_call_notice (stage->call, HEARTH_NOTICE_JOINED, "Anna Schmidt");
}

/* On the page that is shown, the one after @n others of that style. */
static GtkWidget *
find_by_class (GtkWidget  *widget,
               const char *css_class,
               guint      *n)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (gtk_widget_has_css_class (widget, css_class) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_by_class (child, css_class, n);

  return found;
}

/* @position: 0 beside the microphone's switch, 1 beside the camera's */
static void
open_device_menu (Stage *stage,
                  guint  position)
{
  GtkWidget *button = find_by_class (GTK_WIDGET (stage->window), "device-menu", &position);

  if (button == NULL)
    g_error ("No such menu");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
}

static void
scene_sound_menu (Stage *stage)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, 2);
  stage_settle ();
  open_device_menu (stage, 0);
}

static void
scene_camera_menu (Stage *stage)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, 2);
  stage_settle ();
  open_device_menu (stage, 1);
}

static void
scene_absent_sound_menu (Stage *stage)
{
  g_object_set (hearth_call_get_settings (stage->call),
                "microphone-name", "Jabra Evolve2 65 Mono (Wireless Headset)", "microphone", "gone",
                "speaker-name", "سماعة الرأس", "speaker", "gone", NULL);
  scene_sound_menu (stage);
}

static void
scene_absent_camera_menu (Stage *stage)
{
  g_object_set (hearth_call_get_settings (stage->call), "camera-name", "Logitech BRIO Ultra HD", "camera", "gone", NULL);
  scene_camera_menu (stage);
}

static void
scene_lobby_sound_menu (Stage *stage)
{
  activate (stage, "call.create");
  hearth_call_actions_switch_on (stage->call);
  stage_settle ();
  open_device_menu (stage, 0);
}

static void
scene_call_5 (Stage *stage)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, 5);
  hearth_fake_call_set_speaking (stage->call, 3);
}

static void
scene_call_9 (Stage *stage)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, 9);
  hearth_fake_call_set_speaking (stage->call, 6);
}

static void
scene_call_16 (Stage *stage)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, 16);
  hearth_fake_call_set_speaking (stage->call, 0);
}

static void
show_speaker (Stage *stage,
              guint  n,
              guint  speaker)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, n);
  hearth_fake_call_set_speaking (stage->call, speaker);
  activate (stage, "call.speaker-view");
}

static void
scene_speaker_2 (Stage *stage)
{
  show_speaker (stage, 2, 1);
}

static void
scene_speaker_5 (Stage *stage)
{
  show_speaker (stage, 5, 4);
}

/* Whoever speaks has no picture. */
static void
scene_speaker_9 (Stage *stage)
{
  show_speaker (stage, 9, 3);
}

static void
scene_speaker_16 (Stage *stage)
{
  show_speaker (stage, 16, 5);
}

/* What people want and how they arrive, in one picture. */
static void
scene_badges (Stage *stage)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, 5);
  hearth_fake_call_set_speaking (stage->call, 1);
  hearth_fake_participant_set_hand (hearth_fake_call_get_person (stage->call, 2), 1);
  hearth_fake_participant_set_reception (hearth_fake_call_get_person (stage->call, 1), HEARTH_RECEPTION_WEAK);
  hearth_fake_participant_set_reception (hearth_fake_call_get_person (stage->call, 4), HEARTH_RECEPTION_POOR);
  hearth_fake_participant_set_connected (hearth_fake_call_get_person (stage->call, 3), FALSE);
}

/* Who wants to speak, beside who is here: in the order of their row. */
static void
scene_hands (Stage *stage)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, 5);
  hearth_fake_call_set_hand (stage->call, 3, TRUE);
  hearth_signs_set_hand_raised (hearth_call_get_signs (stage->call), TRUE);
  hearth_fake_call_set_hand (stage->call, 1, TRUE);
  activate (stage, "win.people");
}

/* Over pictures of several sizes, and more than there is room for. */
static void
react (Stage *stage)
{
  for (guint i = 0; i < HEARTH_N_REACTIONS; i++)
    hearth_fake_call_react (stage->call, 1, (HearthReaction) i);
  hearth_fake_call_react (stage->call, 0, HEARTH_REACTION_THUMBS_UP);
  hearth_fake_call_react (stage->call, 2, HEARTH_REACTION_APPLAUSE);
  hearth_fake_call_react (stage->call, 2, HEARTH_REACTION_APPLAUSE);
  hearth_fake_call_react (stage->call, 3, HEARTH_REACTION_HEART);
}

static void
scene_reactions (Stage *stage)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, 5);
  react (stage);
}

static void
scene_muted_talk (Stage *stage)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, 3);
  hearth_call_set_microphone_on (stage->call, FALSE);
  g_object_set (hearth_call_get_settings (stage->call), "push-to-talk", FALSE, NULL);
  hearth_fake_call_notice (stage->call, HEARTH_NOTICE_MUTED_TALK, NULL);
}

/* Held, as the button shows it. */
static void
scene_push_to_talk (Stage *stage)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, 3);
  hearth_call_set_microphone_on (stage->call, FALSE);
  g_object_set (hearth_call_get_settings (stage->call), "push-to-talk", TRUE, NULL);
  hearth_push_to_talk_release (hearth_call_get_push_to_talk (stage->call), HEARTH_TALK_KEY_WINDOW); /* by the scene before */
  hearth_push_to_talk_press (hearth_call_get_push_to_talk (stage->call), HEARTH_TALK_KEY_WINDOW);
}

static void
show_share (Stage *stage,
            guint  n)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, n);
  hearth_fake_call_set_speaking (stage->call, 1);
  hearth_fake_participant_set_sharing (hearth_fake_call_get_person (stage->call, 1), TRUE);
  hearth_fake_participant_point (hearth_fake_call_get_person (stage->call, 1), 0.4, 0.3);
}

static void
scene_share_2 (Stage *stage)
{
  show_share (stage, 2);
}

/* Both with sound, what this person shares and what another does. */
static void
scene_share_sound (Stage *stage)
{
  show_share (stage, 2);
  hearth_picture_set_heard (hearth_participant_get_share (hearth_fake_call_get_person (stage->call, 1)), TRUE);
  hearth_fake_sharing_set_state (hearth_call_get_sharing (stage->call), HEARTH_SHARING_ON);
  g_object_set (hearth_call_get_settings (stage->call), "share-sound", TRUE, NULL);
}

static void
scene_share_9 (Stage *stage)
{
  show_share (stage, 9);
  hearth_fake_participant_set_sharing (hearth_fake_call_get_person (stage->call, 2), TRUE);
}

static void
scene_call_reconnecting (Stage *stage)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, 3);
  hearth_fake_call_set_reconnecting (stage->call, TRUE);
}

static void
scene_call_server_lost (Stage *stage)
{
  enter_call (stage);
  hearth_call_set_microphone_on (stage->call, FALSE);
  hearth_call_set_camera_on (stage->call, FALSE);
  hearth_fake_call_set_people (stage->call, 4);
  hearth_fake_call_set_server_there (stage->call, FALSE);
}

static void
scene_chat_empty (Stage *stage)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, 3);
  activate (stage, "win.chat");
}

/* Written before, to all, to one, a link, one that is on its way and one that was refused. */
static void
scene_chat (Stage *stage)
{
  HearthChat *chat = hearth_call_get_chat (stage->call);

  scene_lobby_join (stage);
  activate (stage, "call.enter");
  await_call (stage);
  hearth_fake_call_set_people (stage->call, 5);
  hearth_fake_call_write (stage->call, 1, "Good morning! The notes of last week are at https://example.org/notes/2027-01-08 (please add what is missing).", FALSE, TRUE);
  hearth_fake_call_write (stage->call, 2, "Thank you", FALSE, TRUE);
  hearth_fake_call_write (stage->call, 2, "I will be ten minutes late,\nplease begin without me.", FALSE, FALSE);
  hearth_chat_say (chat, NULL, "No problem. We begin with the budget, then.");
  hearth_fake_call_write (stage->call, 3, "Do you have a moment after the call?", TRUE, FALSE);
  hearth_chat_say (chat, hearth_fake_call_get_person (stage->call, 3), "Yes, of course");
  hearth_fake_call_write (stage->call, 4, "שלום לכולם 👋", FALSE, FALSE);
  hearth_chat_say (chat, NULL, "refuse: too-fast");
  hearth_chat_say (chat, NULL, "sending");
  activate (stage, "win.chat");
}

static void
scene_chat_unread (Stage *stage)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, 4);
  hearth_fake_call_write (stage->call, 1, "Can you share that screen again?", FALSE, FALSE);
  hearth_fake_call_write (stage->call, 2, "Yes please", FALSE, FALSE);
}

static void
scene_chat_withheld (Stage *stage)
{
  scene_lobby_join (stage);
  activate (stage, "call.enter");
  await_call (stage);
  hearth_fake_call_write (stage->call, 1, "Questions at the end, please.", FALSE, TRUE);
  hearth_fake_call_set_may_write (stage->call, FALSE);
  activate (stage, "win.chat");
}

static void
scene_invite (Stage *stage)
{
  enter_call (stage);
  activate (stage, "win.invite");
}

static void
scene_people (Stage *stage)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, 6);
  activate (stage, "win.people");
}

static void
scene_people_unattended (Stage *stage)
{
  scene_lobby_join (stage);
  activate (stage, "call.enter");
  await_call (stage);
  hearth_fake_call_set_people (stage->call, 4);
  hearth_fake_call_set_unattended (stage->call, "Cellar");
  activate (stage, "win.people");
}

static void
scene_knock (Stage *stage)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, 3);
  hearth_fake_call_knock (stage->call, "Leyla Yılmaz");
}

static void
scene_door (Stage *stage)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, 3);
  hearth_fake_call_knock (stage->call, "Leyla Yılmaz");
  hearth_fake_call_knock (stage->call, "Ines de la Fuente-Martínez y Compañía");
  activate (stage, "win.people");
}

/* One is verified, and one not who they were; their names in the caption, the list, the door. */
static void
scene_trust (Stage *stage)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, 5);
  hearth_fake_call_set_trust (stage->call, 1, HEARTH_TRUST_VERIFIED);
  hearth_fake_call_set_trust (stage->call, 2, HEARTH_TRUST_CHANGED);
}

static void
scene_trust_people (Stage *stage)
{
  scene_trust (stage);
  hearth_fake_call_knock (stage->call, "Eve");
  activate (stage, "win.people");
}

static void
scene_trust_identity (Stage *stage)
{
  scene_trust (stage);
  if (!gtk_widget_activate_action (GTK_WIDGET (stage->window), "who.is", "s",
                                   hearth_participant_get_id (hearth_fake_call_get_person (stage->call, 2))))
    g_error ("Nobody can be asked who they are");
}

static void
scene_compare_invited (Stage *stage)
{
  scene_trust (stage);
  hearth_fake_call_invite (stage->call, 1);
}

static void
scene_compare_shown (Stage *stage)
{
  scene_compare_invited (stage);
  hearth_fake_call_compare (stage->call, HEARTH_COMPARISON_SHOWN);
}

static void
scene_compare_different (Stage *stage)
{
  scene_compare_shown (stage);
  hearth_fake_call_compare (stage->call, HEARTH_COMPARISON_DIFFERENT);
}

static void
open_verdicts (Stage *stage)
{
  AdwDialog *dialog = hearth_verdicts_dialog_new (stage->call);

  enter_call (stage);
  adw_dialog_present (dialog, GTK_WIDGET (stage->window));
}

static void
scene_verdicts (Stage *stage)
{
  open_verdicts (stage);
  hearth_fake_call_add_verdict (stage->call, "Leyla Yılmaz", FALSE);
  hearth_fake_call_add_verdict (stage->call, "Ines de la Fuente-Martínez y Compañía", FALSE);
  hearth_fake_call_add_verdict (stage->call, "Mallory & Co. <x>", TRUE);
}

static void
scene_nobody_known (Stage *stage)
{
  open_verdicts (stage);
}

static void
scene_withheld (Stage *stage)
{
  scene_lobby_join (stage);
  activate (stage, "call.enter");
  await_call (stage);
  hearth_fake_call_set_withheld (stage->call, TRUE);
}

static void
scene_invite_nobody (Stage *stage)
{
  scene_lobby_join (stage);
  activate (stage, "call.enter");
  await_call (stage);
  hearth_fake_call_set_keep_link (stage->call, TRUE);
  activate (stage, "win.invite");
}

static void
scene_statistics (Stage *stage)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, 3);
  hearth_fake_call_fill_network (stage->call, HEARTH_TRAFFIC_SECONDS);
  activate (stage, "win.network");
}

static void
scene_statistics_person (Stage *stage)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, 3);
  hearth_fake_call_fill_network (stage->call, HEARTH_TRAFFIC_SECONDS - 40);
  hearth_fake_call_set_slow (stage->call, 2, TRUE);
  adw_dialog_present (hearth_network_dialog_new (stage->call, hearth_fake_call_get_person (stage->call, 2)),
                      GTK_WIDGET (stage->window));
}

static void
scene_slow (Stage *stage)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, 3);
  hearth_fake_call_set_slow (stage->call, 0, TRUE);
}

static void
scene_leave (Stage *stage)
{
  enter_call (stage);
  hearth_window_open_link (HEARTH_WINDOW (stage->window), LINK);
}

/* Whoever hosts closes the window. */
static void
scene_close (Stage *stage)
{
  enter_call (stage);
  gtk_window_close (stage->window);
}

static void
scene_close_as_guest (Stage *stage)
{
  scene_lobby_join (stage);
  activate (stage, "call.enter");
  await_call (stage);
  gtk_window_close (stage->window);
}

static void
scene_commands (Stage *stage)
{
  enter_call (stage);
  activate (stage, "win.commands");
}

static void
scene_preferences (Stage *stage)
{
  activate (stage, "win.preferences");
}

static void
scene_network (Stage *stage)
{
  AdwDialog *dialog;

  activate (stage, "win.preferences");
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (stage->window));
  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (dialog), "network");
}

static void
scene_shortcuts (Stage *stage)
{
  activate (stage, "app.shortcuts");
}

static void
scene_about (Stage *stage)
{
  activate (stage, "app.about");
}

static const Scene scenes[] = {
  { "home", scene_home },
  { "lobby-create", scene_lobby_create },
  { "lobby-join", scene_lobby_join },
  { "lobby-knocking", scene_lobby_knocking },
  { "call-alone", scene_call_alone },
  { "call-2", scene_call_2 },
  { "sound-menu", scene_sound_menu },
  { "camera-menu", scene_camera_menu },
  { "absent-sound-menu", scene_absent_sound_menu },
  { "absent-camera-menu", scene_absent_camera_menu },
  { "lobby-sound-menu", scene_lobby_sound_menu },
  { "call-5", scene_call_5 },
  { "call-9", scene_call_9 },
  { "call-16", scene_call_16 },
  { "speaker-2", scene_speaker_2 },
  { "speaker-5", scene_speaker_5 },
  { "speaker-9", scene_speaker_9 },
  { "speaker-16", scene_speaker_16 },
  { "badges", scene_badges },
  { "hands", scene_hands },
  { "reactions", scene_reactions },
  { "muted-talk", scene_muted_talk },
  { "push-to-talk", scene_push_to_talk },
  { "share-2", scene_share_2 },
  { "share-9", scene_share_9 },
  { "share-sound", scene_share_sound },
  { "call-reconnecting", scene_call_reconnecting },
  { "call-server-lost", scene_call_server_lost },
  { "chat", scene_chat },
  { "chat-empty", scene_chat_empty },
  { "chat-unread", scene_chat_unread },
  { "chat-withheld", scene_chat_withheld },
  { "invite", scene_invite },
  { "people", scene_people },
  { "people-unattended", scene_people_unattended },
  { "knock", scene_knock },
  { "door", scene_door },
  { "trust", scene_trust },
  { "trust-people", scene_trust_people },
  { "trust-identity", scene_trust_identity },
  { "compare-invited", scene_compare_invited },
  { "compare-shown", scene_compare_shown },
  { "compare-different", scene_compare_different },
  { "verdicts", scene_verdicts },
  { "verdicts-nobody", scene_nobody_known },
  { "withheld", scene_withheld },
  { "invite-nobody", scene_invite_nobody },
  { "statistics", scene_statistics },
  { "statistics-person", scene_statistics_person },
  { "slow", scene_slow },
  { "leave", scene_leave },
  { "close", scene_close },
  { "close-as-guest", scene_close_as_guest },
  { "commands", scene_commands },
  { "preferences", scene_preferences },
  { "network", scene_network },
  { "shortcuts", scene_shortcuts },
  { "about", scene_about },
  { "home-ended", scene_home_ended },
};

const Scene *
scenes_get (guint *n_scenes)
{
  *n_scenes = G_N_ELEMENTS (scenes);

  return scenes;
}
