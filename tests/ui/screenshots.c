/* screenshots DIRECTORY: every page in every size and style as PNG, for people to look at (not a test: nothing is compared).
 *
 *   ninja -C BUILD tests/ui/screenshots && tests/lab/session --display -- BUILD/tests/ui/screenshots /tmp/pictures
 *
 * SCENES=REGEX in the environment takes only the pictures whose names match, for example SCENES='^call-2-1280.*(light|dark)'.
 * With ADW_DEBUG_HIGH_CONTRAST=1 they are in high contrast.
 *
 * Each page is reached as a person reaches it, through the stand-in call controller; the window draws itself into a texture.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <adwaita.h>
#include <locale.h>

#include "app/application.h"
#include "base/main-thread.h"
#include "fake-call.h"
#include "fake-participant.h"
#include "ui/verdicts-dialog.h"
#include "ui/call-actions.h"
#include "ui/window.h"

/* Enough for every transition of libadwaita to end (the longest takes 500 ms) and the frame after it to be drawn. */
#define SETTLE_MS 900

typedef struct
{
  HearthCall *call;
  GtkWindow *window;
} Stage;

typedef struct
{
  const char *name;
  void (*set) (Stage *stage);
} Scene;

typedef struct
{
  const char *name;
  int width;
  int height;
} Size;

static const Size sizes[] = {
  { "360x640", 360, 640 },
  { "640x360", 640, 360 },
  { "800x600", 800, 600 },
  { "1280x720", 1280, 720 },
  { "2560x1440", 2560, 1440 },
};

typedef struct
{
  const char *name;
  AdwColorScheme colours;
  GtkTextDirection direction;
  int text_scale;
} Style;

static const Style styles[] = {
  { "light", ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_LTR, 1 },
  { "dark", ADW_COLOR_SCHEME_FORCE_DARK, GTK_TEXT_DIR_LTR, 1 },
  { "rtl", ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_RTL, 1 },
  { "large", ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_LTR, 2 },
};

#define LINK "https://rooms.example.org/r/nLw3cYb1Qm6aTz0fXk9s2A#AQx5v8Rk2mPq7tYw3zBn6cDf"

static void
settle (int milliseconds)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_timeout_add_once (milliseconds, (GSourceOnceFunc) g_main_loop_quit, loop);
  g_main_loop_run (loop);
}

static void
activate (Stage      *stage,
          const char *action)
{
  if (!gtk_widget_activate_action (GTK_WIDGET (stage->window), action, NULL))
    g_error ("No action %s", action);
}

static void
reset (Stage *stage)
{
  g_autoptr (GListModel) dialogs = adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (stage->window));

  for (guint i = g_list_model_get_n_items (dialogs); i > 0; i--)
    {
      g_autoptr (AdwDialog) dialog = g_list_model_get_item (dialogs, i - 1);

      adw_dialog_force_close (dialog);
    }
  g_object_set (hearth_call_get_settings (stage->call), "speaker-view", FALSE, NULL);
  hearth_fake_call_set_server_there (stage->call, TRUE);
  hearth_call_leave (stage->call);
  settle (SETTLE_MS);
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
enter_call (Stage *stage)
{
  activate (stage, "call.create");
  hearth_call_actions_switch_on (stage->call);
  activate (stage, "call.enter");
  settle (SETTLE_MS);
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
  hearth_fake_participant_set_hand_raised (hearth_fake_call_get_person (stage->call, 2), TRUE);
  hearth_fake_participant_set_reception (hearth_fake_call_get_person (stage->call, 1), HEARTH_RECEPTION_WEAK);
  hearth_fake_participant_set_reception (hearth_fake_call_get_person (stage->call, 4), HEARTH_RECEPTION_POOR);
  hearth_fake_participant_set_connected (hearth_fake_call_get_person (stage->call, 3), FALSE);
}

static void
show_share (Stage *stage,
            guint  n)
{
  enter_call (stage);
  hearth_fake_call_set_people (stage->call, n);
  hearth_fake_call_set_speaking (stage->call, 1);
  hearth_fake_participant_set_sharing (hearth_fake_call_get_person (stage->call, 1), TRUE);
}

static void
scene_share_2 (Stage *stage)
{
  show_share (stage, 2);
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
  settle (SETTLE_MS);
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
  settle (SETTLE_MS);
  hearth_fake_call_set_withheld (stage->call, TRUE);
}

static void
scene_invite_nobody (Stage *stage)
{
  scene_lobby_join (stage);
  activate (stage, "call.enter");
  settle (SETTLE_MS);
  hearth_fake_call_set_keep_link (stage->call, TRUE);
  activate (stage, "win.invite");
}

static void
scene_leave (Stage *stage)
{
  enter_call (stage);
  hearth_window_open_link (HEARTH_WINDOW (stage->window), LINK);
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
  { "call-5", scene_call_5 },
  { "call-9", scene_call_9 },
  { "call-16", scene_call_16 },
  { "speaker-2", scene_speaker_2 },
  { "speaker-5", scene_speaker_5 },
  { "speaker-9", scene_speaker_9 },
  { "speaker-16", scene_speaker_16 },
  { "badges", scene_badges },
  { "share-2", scene_share_2 },
  { "share-9", scene_share_9 },
  { "call-reconnecting", scene_call_reconnecting },
  { "call-server-lost", scene_call_server_lost },
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
  { "leave", scene_leave },
  { "preferences", scene_preferences },
  { "network", scene_network },
  { "shortcuts", scene_shortcuts },
  { "about", scene_about },
  { "home-ended", scene_home_ended },
};

/* A window can be drawn into a texture right after it was laid out, not while it waits for that. */
static void
await_paint (GtkWidget *widget)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  gulong id = g_signal_connect_swapped (gtk_widget_get_frame_clock (widget), "after-paint", G_CALLBACK (g_main_loop_quit), loop);

  gtk_widget_queue_draw (widget);
  g_main_loop_run (loop);
  g_signal_handler_disconnect (gtk_widget_get_frame_clock (widget), id);
}

static GskRenderNode *
draw (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (widget), gtk_widget_get_height (widget));

  return gtk_snapshot_to_node (snapshot);
}

static void
save (Stage      *stage,
      const char *path)
{
  GtkWidget *widget = GTK_WIDGET (stage->window);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  /* Between two frames a new picture can ask for another layout; then there is nothing until the next frame. */
  do
    await_paint (widget);
  while ((node = draw (widget)) == NULL);

  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                              (float) gtk_widget_get_height (widget)));
  if (!gdk_texture_save_to_png (texture, path))
    g_error ("Cannot write %s", path);
}

static void
take_all (Stage      *stage,
          const char *directory,
          const char *style)
{
  const char *only = g_getenv ("SCENES");

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      gtk_window_set_default_size (stage->window, sizes[i].width, sizes[i].height);
      for (guint j = 0; j < G_N_ELEMENTS (scenes); j++)
        {
          g_autofree char *name = g_strdup_printf ("%s-%s-%s.png", scenes[j].name, sizes[i].name, style);
          g_autofree char *path = g_build_filename (directory, name, NULL);

          if (only != NULL && !g_regex_match_simple (only, name, 0, 0))
            continue;
          reset (stage);
          scenes[j].set (stage);
          settle (SETTLE_MS);
          save (stage, path);
        }
    }
}

/* Without a compositor GTK draws a frame that no desktop shows, and takes its room from the window. */
static void
on_window_added (GtkApplication *application,
                 GtkWindow      *window)
{
  gtk_window_set_decorated (window, FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (window), "solid-csd");
}

/* What people choose in their desktop's settings, here for our process alone. */
static void
set_style (const Style *style)
{
  GtkSettings *settings = gtk_settings_get_default ();

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), style->colours);
  gtk_widget_set_default_direction (style->direction);
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
  if (style->text_scale != 1)
    {
      int dpi;

      g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
      g_object_set (settings, "gtk-xft-dpi", dpi * style->text_scale, NULL);
    }
}

static void
on_activate (HearthApplication *application,
             const char        *directory)
{
  Stage stage = { hearth_application_get_call (application), hearth_application_get_window (application) };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      set_style (&styles[i]);
      take_all (&stage, directory, styles[i].name);
    }

  g_application_quit (G_APPLICATION (application));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (HearthApplication) application = NULL;

  if (argc != 2)
    {
      g_printerr ("screenshots DIRECTORY\n");
      return 2;
    }

  setlocale (LC_ALL, "");
  hearth_main_thread_init ();
  g_mkdir_with_parents (argv[1], 0755);

  application = hearth_application_new ();
  g_signal_connect (application, "window-added", G_CALLBACK (on_window_added), NULL);
  g_signal_connect_after (application, "activate", G_CALLBACK (on_activate), argv[1]);

  return g_application_run (G_APPLICATION (application), 1, argv);
}
