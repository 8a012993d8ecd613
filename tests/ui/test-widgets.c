/* The widgets one by one, with the stand-in call controller: what they show follows the call, and everything is freed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <adwaita.h>
#include <string.h>

#include "base/main-thread.h"
#include "fake-call.h"
#include "fake-participant.h"
#include "ui/avatar.h"
#include "ui/call-actions.h"
#include "ui/colour-chooser.h"
#include "ui/debug-info.h"
#include "ui/frame-paintable.h"
#include "ui/media-toggle.h"
#include "ui/name-line.h"
#include "ui/name-row.h"
#include "ui/participant-tile.h"
#include "ui/person-row.h"
#include "ui/qr-paintable.h"
#include "ui/sentences.h"
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
iterate_until_state (HearthCall     *call,
                     HearthCallState state)
{
  while (hearth_call_get_state (call) != state)
    g_main_context_iteration (NULL, TRUE);
}

static HearthVideoFrame *
frame_new (int width,
           int height)
{
  g_autoptr (GBytes) pixels = g_bytes_new_take (g_malloc0 ((gsize) width * height * 4), (gsize) width * height * 4);

  return hearth_video_frame_new (pixels, width, height, (gsize) width * 4, 0);
}

static void
count (int *n)
{
  (*n)++;
}

/* --- Values --------------------------------------------------------------------------------------------------------------- */

/* Every code has a sentence of its own that ends like one; an error of another domain is not worth less. */
static void
test_sentences_errors (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "<b>");

  for (int code = HEARTH_CALL_ERROR_LINK; code <= HEARTH_CALL_ERROR_INTERNAL; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (HEARTH_CALL_ERROR, code, "secret detail");
      const char *sentence = hearth_sentence_for_error (error);

      g_assert_true (g_str_has_suffix (sentence, "."));
      g_assert_null (strstr (sentence, "secret detail"));
      g_assert_true (g_hash_table_add (seen, (gpointer) sentence));
    }

  g_assert_true (g_hash_table_contains (seen, hearth_sentence_for_error (foreign)));
}

static void
test_sentences_notices (void)
{
  for (int notice = HEARTH_NOTICE_JOINED; notice <= HEARTH_NOTICE_PEOPLE_DAMAGED; notice++)
    {
      g_autofree char *sentence = hearth_sentence_for_notice ((HearthCallNotice) notice, "A & <b>");
      g_autofree char *without = hearth_sentence_for_notice ((HearthCallNotice) notice, NULL);

      g_assert_cmpstr (sentence, !=, "");
      g_assert_nonnull (without);
      if (notice <= HEARTH_NOTICE_DEVICE_FAILED || notice >= HEARTH_NOTICE_PICTURE_TAKEN)
        g_assert_nonnull (strstr (sentence, "A & <b>"));
    }
}

/* Every deed has three sentences with the names in them, one for each who is told; only one's own answers at the door are no news. */
static void
test_sentences_deeds (void)
{
  for (guint kind = 0; kind < HEARTH_N_ACTS; kind++)
    {
      for (guint role = 0; role < HEARTH_ROLE_HOST; role++)
        {
          const HearthDeed among_others = {
            .act = { .kind = (HearthActKind) kind, .role = (HearthRole) role }, .actor = "A & <b>", .target = "Ben",
          };
          HearthDeed by_self = among_others;
          g_autofree char *others_sentence = hearth_sentence_for_deed (&among_others);
          g_autofree char *own_sentence = NULL;

          by_self.by_self = TRUE;
          own_sentence = hearth_sentence_for_deed (&by_self);
          g_assert_nonnull (strstr (others_sentence, "A & <b>"));
          g_assert_null (strchr (others_sentence, '{'));
          g_assert_true ((own_sentence == NULL) == (kind == HEARTH_ACT_ANSWER));
          g_assert_true (own_sentence == NULL || strchr (own_sentence, '{') == NULL);
        }
    }
}

static void
test_sentences_duration (void)
{
  static const struct
  {
    gint64 seconds;
    const char *text;
  } known[] = { { 0, "0:00" }, { 9, "0:09" }, { 247, "4:07" }, { 3599, "59:59" }, { 3847, "1:04:07" }, { 90000, "25:00:00" } };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *text = hearth_sentence_for_duration (known[i].seconds);

      g_assert_cmpstr (text, ==, known[i].text);
    }
}

static void
test_qr (void)
{
  g_autoptr (GdkPaintable) small = hearth_qr_paintable_new ("https://example.org/r/room#secret");
  g_autoptr (GdkPaintable) large = NULL;
  g_autofree char *text = g_strnfill (500, 'x');
  g_autofree char *too_long = g_strnfill (4000, 'x');
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  large = hearth_qr_paintable_new (text);
  g_assert_nonnull (small);
  g_assert_nonnull (large);
  g_assert_null (hearth_qr_paintable_new (too_long));
  g_assert_cmpint (hearth_qr_paintable_get_modules (HEARTH_QR_PAINTABLE (small)), <,
                   hearth_qr_paintable_get_modules (HEARTH_QR_PAINTABLE (large)));
  g_assert_cmpfloat (gdk_paintable_get_intrinsic_aspect_ratio (small), ==, 1);

  gdk_paintable_snapshot (small, GDK_SNAPSHOT (snapshot), 200, 200);
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
}

static void
test_frame_paintable (void)
{
  HearthFrameMailbox *mailbox = hearth_frame_mailbox_new ();
  HearthFramePaintable *paintable = hearth_frame_paintable_new (mailbox, FALSE);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int n_sizes = 0, n_contents = 0, width, height;

  g_signal_connect_swapped (paintable, "invalidate-size", G_CALLBACK (count), &n_sizes);
  g_signal_connect_swapped (paintable, "invalidate-contents", G_CALLBACK (count), &n_contents);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (GDK_PAINTABLE (paintable)), ==, 0);

  /* Of two frames before the main loop runs, the latter is shown, once. */
  hearth_frame_mailbox_put (mailbox, frame_new (64, 32));
  hearth_frame_mailbox_put (mailbox, frame_new (128, 72));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (GDK_PAINTABLE (paintable)), ==, 128);
  g_assert_cmpint (gdk_paintable_get_intrinsic_height (GDK_PAINTABLE (paintable)), ==, 72);
  g_assert_cmpint (n_sizes, ==, 1);
  g_assert_cmpint (n_contents, ==, 1);

  /* Whoever makes the pictures learns how large they are on the screen. */
  hearth_frame_mailbox_get_drawn_size (mailbox, &width, &height);
  g_assert_cmpint (width, ==, 0);
  hearth_frame_paintable_set_scale_factor (paintable, 2);
  gdk_paintable_snapshot (GDK_PAINTABLE (paintable), GDK_SNAPSHOT (snapshot), 99.5, 56);
  g_clear_object (&snapshot);
  hearth_frame_mailbox_get_drawn_size (mailbox, &width, &height);
  g_assert_cmpint (width, ==, 199);
  g_assert_cmpint (height, ==, 112);

  /* The same size again is no new layout. */
  hearth_frame_mailbox_put (mailbox, frame_new (128, 72));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (n_sizes, ==, 1);
  g_assert_cmpint (n_contents, ==, 2);

  hearth_frame_mailbox_put (mailbox, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (GDK_PAINTABLE (paintable)), ==, 0);

  g_assert_finalize_object (paintable);
  g_assert_finalize_object (mailbox);
}

/* --- Following the call --------------------------------------------------------------------------------------------------- */

static void
assert_enabled (GSimpleActionGroup *actions,
                const char         *enabled)
{
  static const char *const names[] = { "camera", "create", "enter", "leave", "microphone" };
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_action_group_get_action_enabled (G_ACTION_GROUP (actions), names[i]))
      g_string_append_printf (list, "%s ", names[i]);
  g_assert_cmpstr (list->str, ==, enabled);
}

static void
test_actions (Fixture      *fixture,
              gconstpointer data)
{
  GSimpleActionGroup *actions = hearth_call_actions_new (fixture->call);
  g_autoptr (GVariant) state = NULL;

  assert_enabled (actions, "create ");
  g_action_group_activate_action (G_ACTION_GROUP (actions), "create", NULL);
  assert_enabled (actions, "camera enter leave microphone ");
  g_action_group_activate_action (G_ACTION_GROUP (actions), "enter", NULL);
  assert_enabled (actions, "camera leave microphone ");
  iterate_until_state (fixture->call, HEARTH_CALL_ACTIVE);

  hearth_call_set_microphone_on (fixture->call, FALSE);
  hearth_call_set_camera_on (fixture->call, FALSE);
  g_action_group_change_action_state (G_ACTION_GROUP (actions), "microphone", g_variant_new_boolean (TRUE));
  g_assert_true (hearth_call_get_microphone_on (fixture->call));
  g_assert_false (hearth_call_get_camera_on (fixture->call));
  state = g_action_group_get_action_state (G_ACTION_GROUP (actions), "microphone");
  g_assert_true (g_variant_get_boolean (state));

  g_action_group_activate_action (G_ACTION_GROUP (actions), "leave", NULL);
  assert_enabled (actions, "create ");

  g_assert_finalize_object (actions);
}

static void
iterate_until_picture (HearthParticipant *participant,
                       gboolean           there)
{
  while (hearth_picture_has_frame (hearth_participant_get_camera (participant)) != there)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_tile (Fixture      *fixture,
           gconstpointer data)
{
  HearthParticipant *anna = hearth_fake_participant_new ("Anna & <Ben>", "teal", FALSE, TRUE);
  GtkWidget *tile = g_object_ref_sink (hearth_participant_tile_new (anna));
  g_autofree char *quiet = NULL;
  g_autofree char *loud = NULL;
  g_autofree char *held = NULL;

  quiet = hearth_name_line_describe (anna, FALSE, FALSE);
  g_assert_cmpstr (quiet, ==, "⁨Anna & <Ben>⁩, host, microphone off, camera off");
  gtk_test_accessible_assert_role (tile, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (tile, GTK_ACCESSIBLE_PROPERTY_LABEL, quiet);

  hearth_fake_participant_set_media (anna, TRUE, TRUE);
  hearth_fake_participant_set_speaking (anna, TRUE);
  loud = hearth_name_line_describe (anna, FALSE, FALSE);
  g_assert_cmpstr (loud, ==, "⁨Anna & <Ben>⁩, host, speaking");
  gtk_test_accessible_assert_property (tile, GTK_ACCESSIBLE_PROPERTY_LABEL, loud);
  g_assert_true (gtk_widget_has_css_class (tile, "speaking"));

  /* Their picture comes and goes. */
  g_assert_false (gtk_widget_has_css_class (tile, "with-picture"));
  hearth_fake_participant_draw (anna, 0);
  iterate_until_picture (anna, TRUE);
  g_assert_true (gtk_widget_has_css_class (tile, "with-picture"));
  hearth_fake_participant_set_media (anna, FALSE, FALSE);
  iterate_until_picture (anna, FALSE);
  g_assert_false (gtk_widget_has_css_class (tile, "with-picture"));
  /* Whoever is muted is not shown as speaking. */
  g_assert_false (gtk_widget_has_css_class (tile, "speaking"));

  /* A room that is full of pictures. */
  hearth_fake_participant_set_media (anna, TRUE, TRUE);
  hearth_fake_participant_set_picture_held (anna, TRUE);
  held = hearth_name_line_describe (anna, FALSE, FALSE);
  g_assert_cmpstr (held, ==, "⁨Anna & <Ben>⁩, host, picture not sent, speaking");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (tile), ==, "The room carries no more pictures. ⁨Anna & <Ben>⁩ can be heard.");
  hearth_fake_participant_set_picture_held (anna, FALSE);
  g_assert_null (gtk_widget_get_tooltip_text (tile));

  g_assert_finalize_object (tile);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (anna);
}

/* Only others can be pinned; it is said. */
static void
test_pin (Fixture      *fixture,
          gconstpointer data)
{
  HearthParticipant *anna = hearth_fake_participant_new ("Anna", "teal", FALSE, FALSE);
  HearthParticipant *me = hearth_fake_participant_new ("Me", "red", TRUE, FALSE);
  GtkWidget *tile = g_object_ref_sink (hearth_participant_tile_new (anna));
  GtkWidget *own = g_object_ref_sink (hearth_participant_tile_new (me));
  int n_notifies = 0;

  g_signal_connect_swapped (tile, "notify::pinned", G_CALLBACK (count), &n_notifies);
  g_assert_true (gtk_widget_activate_action (tile, "tile.pinned", NULL));
  g_assert_true (hearth_participant_tile_is_pinned (HEARTH_PARTICIPANT_TILE (tile)));
  gtk_test_accessible_assert_property (tile, GTK_ACCESSIBLE_PROPERTY_LABEL, "⁨Anna⁩, microphone off, camera off, pinned");
  hearth_participant_tile_set_pinned (HEARTH_PARTICIPANT_TILE (tile), TRUE);
  g_assert_cmpint (n_notifies, ==, 1);
  gtk_widget_activate_action (tile, "tile.pinned", NULL);
  g_assert_false (hearth_participant_tile_is_pinned (HEARTH_PARTICIPANT_TILE (tile)));
  g_assert_cmpint (n_notifies, ==, 2);

  gtk_widget_activate_action (own, "tile.pinned", NULL);
  hearth_participant_tile_set_pinned (HEARTH_PARTICIPANT_TILE (own), TRUE);
  g_assert_false (hearth_participant_tile_is_pinned (HEARTH_PARTICIPANT_TILE (own)));

  g_assert_finalize_object (tile);
  g_assert_finalize_object (own);
  g_assert_finalize_object (anna);
  g_assert_finalize_object (me);
}

static void
test_name_row (Fixture      *fixture,
               gconstpointer data)
{
  GtkEditable *row = g_object_ref_sink (g_object_new (HEARTH_TYPE_NAME_ROW, NULL));
  gboolean valid;
  int n_notifies = 0;

  hearth_name_row_bind (HEARTH_NAME_ROW (row), fixture->settings);
  g_signal_connect_swapped (row, "notify::valid", G_CALLBACK (count), &n_notifies);
  g_assert_cmpstr (gtk_editable_get_text (row), ==, "Amber Otter");

  gtk_editable_set_text (row, "  ");
  g_object_get (row, "valid", &valid, NULL);
  g_assert_false (valid);
  g_assert_cmpstr (hearth_settings_get_name (fixture->settings), ==, "Amber Otter");

  gtk_editable_set_text (row, "Zoë ");
  g_object_get (row, "valid", &valid, NULL);
  g_assert_true (valid);
  g_assert_cmpstr (hearth_settings_get_name (fixture->settings), ==, "Zoë");
  g_assert_cmpstr (gtk_editable_get_text (row), ==, "Zoë ");
  g_assert_cmpint (n_notifies, ==, 2);

  g_assert_finalize_object (row);
}

static void
test_colour_chooser (Fixture      *fixture,
                     gconstpointer data)
{
  HearthColourChooser *chooser = g_object_ref_sink (g_object_new (HEARTH_TYPE_COLOUR_CHOOSER, NULL));
  GtkWidget *first;

  hearth_colour_chooser_bind (chooser, fixture->settings);
  first = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (chooser)));
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (first)));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (first), TRUE);
  g_assert_cmpstr (hearth_settings_get_colour (fixture->settings), ==, "blue");

  g_assert_finalize_object (chooser);
}

static void
test_media_toggle (Fixture      *fixture,
                   gconstpointer data)
{
  GtkWidget *toggle = g_object_ref_sink (g_object_new (HEARTH_TYPE_MEDIA_TOGGLE, "camera", TRUE, NULL));

  gtk_test_accessible_assert_property (toggle, GTK_ACCESSIBLE_PROPERTY_LABEL, "Camera off");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
  gtk_test_accessible_assert_property (toggle, GTK_ACCESSIBLE_PROPERTY_LABEL, "Camera on");
  gtk_test_accessible_assert_state (toggle, GTK_ACCESSIBLE_STATE_PRESSED, GTK_ACCESSIBLE_TRISTATE_TRUE);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (toggle), ==, "Turn Off Camera");

  g_assert_finalize_object (toggle);
}

static void
test_person_row (Fixture      *fixture,
                 gconstpointer data)
{
  HearthParticipant *person = hearth_fake_participant_new ("<i>Eve</i>", "red", TRUE, FALSE);
  GtkWidget *row = g_object_ref_sink (hearth_person_row_new (fixture->call, person));

  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "<i>Eve</i>");
  g_assert_false (adw_preferences_row_get_use_markup (ADW_PREFERENCES_ROW (row)));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "You");
  hearth_fake_participant_set_connected (person, FALSE);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "Reconnecting…");

  g_assert_finalize_object (row);
  g_assert_finalize_object (person);
}

/* What is posted into a bug report tells of the computer, not of the person. */
static void
test_debug_info (Fixture      *fixture,
                 gconstpointer data)
{
  static const char *const turn[] = { "turn://canary-user:canary-password@canary-turn.example:3478?transport=udp", NULL };
  g_autofree char *text = NULL;

  g_assert_true (hearth_settings_set_name (fixture->settings, "Canary Person"));
  g_assert_true (hearth_settings_set_server (fixture->settings, "https://canary-server.example"));
  g_assert_true (hearth_settings_set_stun_server (fixture->settings, "stun://canary-stun.example:3478"));
  g_assert_true (hearth_settings_set_turn_servers (fixture->settings, turn));
  g_object_set (fixture->settings, "camera", "canary-camera", "microphone", "canary-microphone", NULL);
  hearth_recent_rooms_add (hearth_call_get_recent_rooms (fixture->call), "https://canary-room.example/r/canary#canary", "Canary Host", FALSE);

  text = hearth_debug_info_make (NULL, fixture->settings);
  g_assert_nonnull (strstr (text, "Hearth: " HEARTH_VERSION "\n"));
  g_assert_nonnull (strstr (text, "Rooms on a server: yes\n"));
  g_assert_nonnull (strstr (text, "TURN servers: 1\n"));
  g_assert_null (strstr (text, "anary"));
  g_assert_null (strstr (text, g_get_host_name ()));
  g_assert_null (strstr (text, g_get_home_dir ()));
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

  g_test_add_func ("/sentences/errors", test_sentences_errors);
  g_test_add_func ("/sentences/notices", test_sentences_notices);
  g_test_add_func ("/sentences/deeds", test_sentences_deeds);
  g_test_add_func ("/sentences/duration", test_sentences_duration);
  g_test_add_func ("/qr-paintable", test_qr);
  g_test_add_func ("/frame-paintable", test_frame_paintable);
  ADD ("/call-actions", test_actions);
  ADD ("/participant-tile", test_tile);
  ADD ("/participant-tile/pin", test_pin);
  ADD ("/name-row", test_name_row);
  ADD ("/colour-chooser", test_colour_chooser);
  ADD ("/media-toggle", test_media_toggle);
  ADD ("/person-row", test_person_row);
  ADD ("/debug-info", test_debug_info);

  return g_test_run ();
}
