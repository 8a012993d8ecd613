/* The settings of the stand-in for src/call: in memory, see fake-call.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/settings.h"

#include <string.h>

#include "base/limits.h"
#include "call/voice-memory.h"

struct _HearthSettings
{
  GObject parent_instance;

  char *name;
  char *colour;
  char *server;
  GHashTable *values; /* property name → GValue of the others */
  HearthVoiceMemory *voices;
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_COLOUR,
  PROP_SERVER,
  PROP_STUN_SERVER,
  PROP_TURN_SERVERS,
  PROP_CAMERA,
  PROP_MICROPHONE,
  PROP_SPEAKER,
  PROP_CAMERA_NAME,
  PROP_MICROPHONE_NAME,
  PROP_SPEAKER_NAME,
  PROP_HIGH_DEFINITION,
  PROP_ECHO_CANCELLATION,
  PROP_NOISE_SUPPRESSION,
  PROP_GAIN_CONTROL,
  PROP_JOIN_WITH_CAMERA,
  PROP_JOIN_WITH_MICROPHONE,
  PROP_SPEAKER_VIEW,
  PROP_SELF_VIEW,
  PROP_SHARE_SOUND,
  PROP_MINI_WINDOW,
  PROP_ASK_TO_ENTER,
  PROP_CHAT_SOUND,
  PROP_MUTED_REMINDER,
  PROP_PUSH_TO_TALK,
  PROP_PUSH_TO_TALK_ANYWHERE,
  PROP_ROOM_CAPACITY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthSettings, hearth_settings, G_TYPE_OBJECT)

static void
value_free (gpointer data)
{
  g_value_unset (data);
  g_free (data);
}

static void
hearth_settings_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  HearthSettings *self = HEARTH_SETTINGS (object);
  const GValue *kept;

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_COLOUR:
      g_value_set_string (value, self->colour);
      break;
    case PROP_SERVER:
      g_value_set_string (value, self->server);
      break;
    default:
      kept = g_hash_table_lookup (self->values, pspec->name);
      g_value_copy (kept != NULL ? kept : g_param_spec_get_default_value (pspec), value);
    }
}

static void
hearth_settings_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  HearthSettings *self = HEARTH_SETTINGS (object);
  GValue *kept;

  switch (prop_id)
    {
    case PROP_NAME:
      hearth_settings_set_name (self, g_value_get_string (value));
      return;
    case PROP_COLOUR:
      g_set_str (&self->colour, g_value_get_string (value));
      break;
    case PROP_SERVER:
      hearth_settings_set_server (self, g_value_get_string (value));
      return;
    default:
      kept = g_new0 (GValue, 1);
      g_value_init (kept, G_VALUE_TYPE (value));
      g_value_copy (value, kept);
      g_hash_table_insert (self->values, g_strdup (pspec->name), kept);
    }

  g_object_notify_by_pspec (object, pspec);
}

static void
hearth_settings_finalize (GObject *object)
{
  HearthSettings *self = HEARTH_SETTINGS (object);

  g_free (self->name);
  g_free (self->colour);
  g_free (self->server);
  g_hash_table_unref (self->values);
  hearth_voice_memory_free (self->voices);

  G_OBJECT_CLASS (hearth_settings_parent_class)->finalize (object);
}

static void
hearth_settings_class_init (HearthSettingsClass *klass)
{
  static const char *const strings[] = { "name", "colour", "server", "stun-server" };
  static const char *const devices[] = { "camera", "microphone", "speaker", "camera-name", "microphone-name", "speaker-name" };
  static const char *const switches[] = {
    "high-definition", "echo-cancellation", "noise-suppression", "gain-control", "join-with-camera", "join-with-microphone",
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hearth_settings_get_property;
  object_class->set_property = hearth_settings_set_property;
  object_class->finalize = hearth_settings_finalize;

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    properties[PROP_NAME + i] = g_param_spec_string (strings[i], NULL, NULL, "", flags);
  properties[PROP_TURN_SERVERS] = g_param_spec_boxed ("turn-servers", NULL, NULL, G_TYPE_STRV, flags);
  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    properties[PROP_CAMERA + i] = g_param_spec_string (devices[i], NULL, NULL, "", flags);
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    properties[PROP_HIGH_DEFINITION + i] = g_param_spec_boolean (switches[i], NULL, NULL, TRUE, flags);
  properties[PROP_SPEAKER_VIEW] = g_param_spec_boolean ("speaker-view", NULL, NULL, FALSE, flags);
  properties[PROP_SELF_VIEW] = g_param_spec_boolean ("self-view", NULL, NULL, TRUE, flags);
  properties[PROP_SHARE_SOUND] = g_param_spec_boolean ("share-sound", NULL, NULL, FALSE, flags);
  properties[PROP_MINI_WINDOW] = g_param_spec_boolean ("mini-window", NULL, NULL, TRUE, flags);
  properties[PROP_CHAT_SOUND] = g_param_spec_boolean ("chat-sound", NULL, NULL, FALSE, flags);
  properties[PROP_MUTED_REMINDER] = g_param_spec_boolean ("muted-reminder", NULL, NULL, TRUE, flags);
  properties[PROP_PUSH_TO_TALK] = g_param_spec_boolean ("push-to-talk", NULL, NULL, FALSE, flags);
  properties[PROP_PUSH_TO_TALK_ANYWHERE] = g_param_spec_boolean ("push-to-talk-anywhere", NULL, NULL, FALSE, flags);
  properties[PROP_ASK_TO_ENTER] = g_param_spec_boolean ("ask-to-enter", NULL, NULL, TRUE, flags);
  properties[PROP_ROOM_CAPACITY] = g_param_spec_uint ("room-capacity", NULL, NULL, HEARTH_SETTINGS_CAPACITY_MIN,
                                                      HEARTH_LIMIT_ROOM_PEOPLE, 16, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_signal_new ("voice-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_settings_init (HearthSettings *self)
{
  self->name = g_strdup ("Amber Otter");
  self->colour = g_strdup ("orange");
  self->server = g_strdup ("");
  self->voices = hearth_voice_memory_new (NULL);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, value_free);
}

HearthSettings *
hearth_settings_new (void)
{
  return g_object_new (HEARTH_TYPE_SETTINGS, NULL);
}

const char *
hearth_settings_get_name (HearthSettings *self)
{
  return self->name;
}

const char *
hearth_settings_get_colour (HearthSettings *self)
{
  return self->colour;
}

const char *
hearth_settings_get_server (HearthSettings *self)
{
  return self->server;
}

gboolean
hearth_settings_set_name (HearthSettings *self,
                          const char     *name)
{
  g_autofree char *cleaned = g_strstrip (g_strdup (name));

  if (*cleaned == '\0')
    return FALSE;
  if (g_set_str (&self->name, cleaned))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);

  return TRUE;
}

gboolean
hearth_settings_set_server (HearthSettings *self,
                            const char     *server)
{
  if (*server != '\0' && !g_str_has_prefix (server, "https://") && !g_str_has_prefix (server, "http://"))
    return FALSE;
  if (g_set_str (&self->server, server))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERVER]);

  return TRUE;
}

HearthVoiceProcessing
hearth_settings_get_voice (HearthSettings *self,
                           const char     *microphone)
{
  return microphone != NULL ? hearth_voice_memory_get (self->voices, microphone, HEARTH_VOICE_PROCESSING_ALL)
                            : HEARTH_VOICE_PROCESSING_ALL;
}

void
hearth_settings_set_voice (HearthSettings        *self,
                           const char            *microphone,
                           HearthVoiceProcessing  processing)
{
  if (hearth_voice_memory_set (self->voices, microphone, processing))
    g_signal_emit_by_name (self, "voice-changed");
}

/* Nothing is kept here anyway. */
gboolean
hearth_settings_set_session_server (HearthSettings *self,
                                    const char     *server)
{
  return hearth_settings_set_server (self, server);
}

const char *const *
hearth_settings_get_colours (HearthSettings *self)
{
  static const char *const colours[] = {
    "blue", "teal", "green", "yellow", "orange", "red", "pink", "purple", "slate", NULL,
  };

  return colours;
}

gboolean
hearth_settings_set_stun_server (HearthSettings *self,
                                 const char     *server)
{
  if (*server != '\0' && !g_str_has_prefix (server, "stun:"))
    return FALSE;
  g_object_set (self, "stun-server", server, NULL);

  return TRUE;
}

gboolean
hearth_settings_set_turn_servers (HearthSettings    *self,
                                  const char *const *servers)
{
  for (guint i = 0; servers[i] != NULL; i++)
    if (!g_str_has_prefix (servers[i], "turn:") && !g_str_has_prefix (servers[i], "turns:"))
      return FALSE;
  g_object_set (self, "turn-servers", servers, NULL);

  return TRUE;
}
