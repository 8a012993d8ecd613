/* Settings: the first start, what is taken and what is not, and who is told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/settings.h"

#include "base/limits.h"

/* A clean store for every test. */
static GSettings *
reset_store (void)
{
  GSettings *store = g_settings_new (HEARTH_APPLICATION_ID);
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (store, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (store, keys[i]);

  return store;
}

static void
count (GObject    *object,
       GParamSpec *pspec,
       gpointer    user_data)
{
  guint *n = user_data;

  (*n)++;
}

static void
test_first_start (void)
{
  g_autoptr (GSettings) store = reset_store ();
  g_autoptr (HearthSettings) settings = hearth_settings_new ();
  g_autoptr (HearthSettings) later = hearth_settings_new ();

  g_assert_cmpstr (hearth_settings_get_name (settings), !=, "");
  g_assert_true (g_strv_contains (hearth_settings_get_colours (settings), hearth_settings_get_colour (settings)));
  g_assert_cmpstr (hearth_settings_get_name (settings), ==, hearth_settings_get_name (later));
  g_assert_cmpstr (hearth_settings_get_colour (settings), ==, hearth_settings_get_colour (later));
  g_assert_cmpstr (hearth_settings_get_server (settings), ==, "");
  g_assert_cmpstr (hearth_settings_get_stun_server (settings), ==, "");
  g_assert_cmpuint (g_strv_length ((GStrv) hearth_settings_get_turn_servers (settings)), ==, 0);
}

static void
test_texts (void)
{
  g_autoptr (GSettings) store = reset_store ();
  g_autoptr (HearthSettings) settings = hearth_settings_new ();

  g_assert_true (hearth_settings_set_name (settings, "  Anna\u202e  B. "));
  g_assert_cmpstr (hearth_settings_get_name (settings), ==, "Anna B.");
  g_assert_false (hearth_settings_set_name (settings, " \u200b "));
  g_assert_cmpstr (hearth_settings_get_name (settings), ==, "Anna B.");

  g_assert_true (hearth_settings_set_colour (settings, "teal"));
  g_assert_false (hearth_settings_set_colour (settings, "Teal"));
  g_assert_cmpstr (hearth_settings_get_colour (settings), ==, "teal");

  g_assert_true (hearth_settings_set_server (settings, " HTTPS://Meet.Example.org:443 "));
  g_assert_cmpstr (hearth_settings_get_server (settings), ==, "https://meet.example.org");
  g_assert_true (hearth_settings_set_server (settings, "other.example.org:8443"));
  g_assert_cmpstr (hearth_settings_get_server (settings), ==, "https://other.example.org:8443");
  g_assert_false (hearth_settings_set_server (settings, "https://meet.example.org/path"));
  g_assert_false (hearth_settings_set_server (settings, "not a server"));
  g_assert_cmpstr (hearth_settings_get_server (settings), ==, "https://other.example.org:8443");
  g_assert_true (hearth_settings_set_server (settings, ""));
  g_assert_cmpstr (hearth_settings_get_server (settings), ==, "");

  g_assert_true (hearth_settings_set_stun_server (settings, "stun:stun.example.org"));
  g_assert_cmpstr (hearth_settings_get_stun_server (settings), ==, "stun://stun.example.org:3478");
  g_assert_false (hearth_settings_set_stun_server (settings, "stun.example.org"));
  g_assert_true (hearth_settings_set_stun_server (settings, ""));
}

/* A server for this run alone is told of and used, but not kept; a choice made during the run wins. */
static void
test_session_server (void)
{
  g_autoptr (GSettings) store = reset_store ();
  g_autoptr (HearthSettings) settings = hearth_settings_new ();
  g_autofree char *stored = NULL;
  g_autofree char *shown = NULL;
  guint n_server = 0;

  hearth_settings_set_server (settings, "https://kept.example.org");
  g_signal_connect (settings, "notify::server", G_CALLBACK (count), &n_server);

  g_assert_false (hearth_settings_set_session_server (settings, "not a server"));
  g_assert_cmpuint (n_server, ==, 0);
  g_assert_true (hearth_settings_set_session_server (settings, "now.example.org"));
  g_assert_cmpuint (n_server, ==, 1);
  g_assert_cmpstr (hearth_settings_get_server (settings), ==, "https://now.example.org");
  g_object_get (settings, "server", &shown, NULL);
  g_assert_cmpstr (shown, ==, "https://now.example.org");
  stored = g_settings_get_string (store, "server");
  g_assert_cmpstr (stored, ==, "https://kept.example.org");

  g_assert_true (hearth_settings_set_server (settings, "https://kept.example.org"));
  g_assert_cmpuint (n_server, ==, 2);
  g_assert_cmpstr (hearth_settings_get_server (settings), ==, "https://kept.example.org");
}

static void
test_turn_servers (void)
{
  static const char *const good[] = { "turn:a:b@turn.example.org", "turns:a:b@192.0.2.1", NULL };
  static const char *const bad[] = { "turn:a:b@turn.example.org", "turn.example.org", NULL };
  g_autoptr (GSettings) store = reset_store ();
  g_autoptr (HearthSettings) settings = hearth_settings_new ();
  const char *const *servers;

  g_assert_true (hearth_settings_set_turn_servers (settings, good));
  g_assert_false (hearth_settings_set_turn_servers (settings, bad));
  servers = hearth_settings_get_turn_servers (settings);
  g_assert_cmpuint (g_strv_length ((GStrv) servers), ==, 2);
  g_assert_cmpstr (servers[1], ==, "turns://a:b@192.0.2.1:5349?transport=tcp");

  /* Edited by hand: what makes sense stays. */
  g_settings_set_strv (store, "turn-servers", bad);
  servers = hearth_settings_get_turn_servers (settings);
  g_assert_cmpuint (g_strv_length ((GStrv) servers), ==, 1);
}

static void
test_edited_by_hand (void)
{
  g_autoptr (GSettings) store = reset_store ();
  g_autoptr (HearthSettings) settings = NULL;

  g_settings_set_string (store, "name", "\u200b");
  g_settings_set_string (store, "colour", "ultraviolet");
  g_settings_set_string (store, "server", "https://anna@evil.example");
  g_settings_set_string (store, "stun-server", "rubbish");
  settings = hearth_settings_new ();

  g_assert_cmpuint (g_utf8_strlen (hearth_settings_get_name (settings), -1), >, 3);
  g_assert_true (g_strv_contains (hearth_settings_get_colours (settings), hearth_settings_get_colour (settings)));
  g_assert_cmpstr (hearth_settings_get_server (settings), ==, "");
  g_assert_cmpstr (hearth_settings_get_stun_server (settings), ==, "");
}

/* Told once for each change, by whichever way it came, and not for the same again. */
static void
test_notify (void)
{
  g_autoptr (GSettings) store = reset_store ();
  g_autoptr (HearthSettings) settings = hearth_settings_new ();
  guint n_name = 0;
  guint n_camera = 0;
  guint n_echo = 0;

  g_signal_connect (settings, "notify::name", G_CALLBACK (count), &n_name);
  g_signal_connect (settings, "notify::camera", G_CALLBACK (count), &n_camera);
  g_signal_connect (settings, "notify::echo-cancellation", G_CALLBACK (count), &n_echo);

  hearth_settings_set_name (settings, "Anna");
  hearth_settings_set_name (settings, " Anna ");
  hearth_settings_set_name (settings, "");
  g_assert_cmpuint (n_name, ==, 1);
  g_settings_set_string (store, "name", "Ben");
  g_assert_cmpuint (n_name, ==, 2);
  g_assert_cmpstr (hearth_settings_get_name (settings), ==, "Ben");

  g_object_set (settings, "camera", "v4l2_input.usb", "echo-cancellation", FALSE, NULL);
  g_object_set (settings, "camera", "v4l2_input.usb", "echo-cancellation", FALSE, NULL);
  g_assert_cmpuint (n_camera, ==, 1);
  g_assert_cmpuint (n_echo, ==, 1);
}

static void
test_properties (void)
{
  static const char *const texts[] = {
    "name", "colour", "server", "stun-server", "camera", "microphone", "speaker", "camera-name", "microphone-name", "speaker-name",
  };
  static const char *const switches[] = {
    "echo-cancellation", "noise-suppression", "gain-control", "join-with-camera", "join-with-microphone",
  };
  g_autoptr (GSettings) store = reset_store ();
  g_autoptr (HearthSettings) settings = hearth_settings_new ();
  g_auto (GStrv) servers = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = NULL;

      g_object_set (settings, texts[i], NULL, NULL); /* as an empty entry would */
      g_object_get (settings, texts[i], &text, NULL);
      g_assert_nonnull (text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      gboolean on;

      g_object_get (settings, switches[i], &on, NULL);
      g_assert_true (on);
      g_object_set (settings, switches[i], FALSE, NULL);
      g_object_get (settings, switches[i], &on, NULL);
      g_assert_false (on);
    }
  g_object_set (settings, "turn-servers", NULL, NULL);
  g_object_get (settings, "turn-servers", &servers, NULL);
  g_assert_cmpuint (g_strv_length (servers), ==, 0);
}

static void
count_voices (HearthSettings *settings,
              guint          *n)
{
  (*n)++;
}

/* What is done to the sound is each microphone's own, and there after a restart; of others it is what the keys for all say. */
static void
test_voices (void)
{
  g_autoptr (GSettings) store = reset_store ();
  g_autoptr (HearthSettings) settings = hearth_settings_new ();
  g_autoptr (HearthSettings) later = NULL;
  guint n = 0;

  g_settings_set_boolean (store, "noise-suppression", FALSE);
  g_signal_connect (settings, "voice-changed", G_CALLBACK (count_voices), &n);
  g_assert_cmpuint (hearth_settings_get_voice (settings, NULL), ==, HEARTH_VOICE_PROCESSING_ECHO | HEARTH_VOICE_PROCESSING_GAIN);
  g_assert_cmpuint (hearth_settings_get_voice (settings, "desk"), ==, HEARTH_VOICE_PROCESSING_ECHO | HEARTH_VOICE_PROCESSING_GAIN);

  hearth_settings_set_voice (settings, "desk", HEARTH_VOICE_PROCESSING_ALL);
  hearth_settings_set_voice (settings, "desk", HEARTH_VOICE_PROCESSING_ALL);
  hearth_settings_set_voice (settings, "piano", HEARTH_VOICE_PROCESSING_MUSIC);
  g_assert_cmpuint (n, ==, 2);
  g_settings_set_boolean (store, "noise-suppression", TRUE);
  g_assert_cmpuint (n, ==, 3);

  later = hearth_settings_new ();
  g_assert_cmpuint (hearth_settings_get_voice (later, "desk"), ==, HEARTH_VOICE_PROCESSING_ALL);
  g_assert_cmpuint (hearth_settings_get_voice (later, "piano"), ==, HEARTH_VOICE_PROCESSING_MUSIC);
  g_assert_cmpuint (hearth_settings_get_voice (later, "new"), ==, HEARTH_VOICE_PROCESSING_ALL);

  /* By hand, and wrong. */
  g_settings_set (store, "voice-processing", "a(su)", NULL);
  g_assert_cmpuint (hearth_settings_get_voice (later, "piano"), ==, HEARTH_VOICE_PROCESSING_ALL);
}

static void
test_capacity (void)
{
  g_autoptr (GSettings) store = reset_store ();
  g_autoptr (HearthSettings) settings = hearth_settings_new ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) key = NULL;
  gboolean speaker_view, self_view, mini_window, ask, chat_sound, share_sound;
  guint capacity;

  /* Nobody enters whom nobody let in, unless somebody wants it so. */
  g_object_get (settings, "room-capacity", &capacity, "speaker-view", &speaker_view, "self-view", &self_view,
                "mini-window", &mini_window, "ask-to-enter", &ask, "chat-sound", &chat_sound, "share-sound", &share_sound, NULL);
  g_assert_true (ask);
  g_assert_cmpuint (capacity, ==, 16);
  g_assert_false (speaker_view);
  g_assert_true (self_view);
  g_assert_true (mini_window);
  g_assert_false (chat_sound);
  g_assert_false (share_sound);

  g_object_set (settings, "room-capacity", HEARTH_LIMIT_ROOM_PEOPLE, "speaker-view", TRUE, NULL);
  g_object_get (settings, "room-capacity", &capacity, "speaker-view", &speaker_view, NULL);
  g_assert_cmpuint (capacity, ==, HEARTH_LIMIT_ROOM_PEOPLE);
  g_assert_true (speaker_view);

  /* The schema knows the same range, so that nothing else can get into the store. */
  g_object_get (store, "settings-schema", &schema, NULL);
  key = g_settings_schema_get_key (schema, "room-capacity");
  for (guint people = 0; people < HEARTH_LIMIT_ROOM_PEOPLE + 3; people++)
    {
      g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_new_uint32 (people));

      g_assert_cmpint (g_settings_schema_key_range_check (key, value), ==,
                       people >= HEARTH_SETTINGS_CAPACITY_MIN && people <= HEARTH_LIMIT_ROOM_PEOPLE);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/call/settings/first-start", test_first_start);
  g_test_add_func ("/call/settings/texts", test_texts);
  g_test_add_func ("/call/settings/session-server", test_session_server);
  g_test_add_func ("/call/settings/turn-servers", test_turn_servers);
  g_test_add_func ("/call/settings/edited-by-hand", test_edited_by_hand);
  g_test_add_func ("/call/settings/notify", test_notify);
  g_test_add_func ("/call/settings/properties", test_properties);
  g_test_add_func ("/call/settings/voices", test_voices);
  g_test_add_func ("/call/settings/capacity", test_capacity);

  return g_test_run ();
}
