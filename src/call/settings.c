/* What the person chose and what is remembered: see the header.
 *
 * Every property has the name of its key. Those that must make sense are kept checked in `texts` and `turn_servers`; the others
 * are read from GSettings when asked for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/settings.h"

#include "base/limits.h"
#include "call/ice-server.h"
#include "call/voice-memory.h"
#include "protocol/profile.h"
#include "protocol/server-address.h"

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

struct _HearthSettings
{
  GObject parent_instance;

  GSettings *store;
  char *texts[PROP_STUN_SERVER + 1]; /* by property, checked */
  char *session_server;              /* checked; in place of the kept one, or NULL */
  GStrv turn_servers;                /* checked */
  HearthVoiceMemory *voices;
};

/* Not a property: of many microphones. */
#define VOICES "voice-processing"

static GParamSpec *properties[N_PROPS];

enum
{
  VOICE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthSettings, hearth_settings, G_TYPE_OBJECT)

/* --- Checking ----------------------------------------------------------------------------------------------------------- */

static char *
check_name (const char *text)
{
  return hearth_profile_clean_name (text);
}

static char *
check_colour (const char *text)
{
  return hearth_profile_is_colour (text) ? g_strdup (text) : NULL;
}

static char *
check_server (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *address = NULL;

  if (*stripped == '\0')
    return g_steal_pointer (&stripped);
  address = strstr (stripped, "://") != NULL ? g_strdup (stripped) : g_strconcat ("https://", stripped, NULL);

  return hearth_server_address_parse (address, NULL);
}

static char *
check_stun_server (const char *text)
{
  return *text == '\0' ? g_strdup (text) : hearth_ice_server_parse_stun (text);
}

/* The one way to write a value, or NULL where it makes no sense. */
static char *(*const checks[]) (const char *text) = {
  [PROP_NAME] = check_name,
  [PROP_COLOUR] = check_colour,
  [PROP_SERVER] = check_server,
  [PROP_STUN_SERVER] = check_stun_server,
};

/* The same for a list: those that make sense; @all: whether that were all. */
static GStrv
check_turn_servers (const char *const *servers,
                    gboolean          *all)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  *all = TRUE;
  for (guint i = 0; servers[i] != NULL; i++)
    {
      char *server = hearth_ice_server_parse_turn (servers[i]);

      if (server != NULL)
        g_strv_builder_take (builder, server);
      else
        *all = FALSE;
    }

  return g_strv_builder_end (builder);
}

/* --- Store -------------------------------------------------------------------------------------------------------------- */

/* Takes over what stands in the store, or the neutral value where that makes no sense. */
static void
load_text (HearthSettings *self,
           guint           prop_id)
{
  g_autofree char *stored = g_settings_get_string (self->store, properties[prop_id]->name);
  char *text = checks[prop_id] (stored);

  g_free (self->texts[prop_id]);
  if (text == NULL && prop_id == PROP_NAME)
    text = hearth_profile_random_name ();
  else if (text == NULL)
    text = g_strdup (prop_id == PROP_COLOUR ? hearth_profile_random_colour () : "");
  self->texts[prop_id] = text;
}

static void
load_turn_servers (HearthSettings *self)
{
  g_auto (GStrv) stored = g_settings_get_strv (self->store, properties[PROP_TURN_SERVERS]->name);
  gboolean all;

  g_strfreev (self->turn_servers);
  self->turn_servers = check_turn_servers ((const char *const *) stored, &all);
}

static void
load_voices (HearthSettings *self)
{
  g_autoptr (GVariant) stored = g_settings_get_value (self->store, VOICES);

  g_clear_pointer (&self->voices, hearth_voice_memory_free);
  self->voices = hearth_voice_memory_new (stored);
}

static void
on_store_changed (HearthSettings *self,
                  const char     *key)
{
  if (g_str_equal (key, VOICES))
    {
      load_voices (self);
      g_signal_emit (self, signals[VOICE_CHANGED], 0);
    }
  for (guint i = PROP_0 + 1; i < N_PROPS; i++)
    {
      if (!g_str_equal (properties[i]->name, key))
        continue;
      if (i <= PROP_STUN_SERVER)
        load_text (self, i);
      else if (i == PROP_TURN_SERVERS)
        load_turn_servers (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
      if (i >= PROP_ECHO_CANCELLATION && i <= PROP_GAIN_CONTROL)
        g_signal_emit (self, signals[VOICE_CHANGED], 0);
    }
}

/* What was meant for this run alone gives way to a choice. */
static void
end_session_server (HearthSettings *self)
{
  if (self->session_server == NULL)
    return;

  g_clear_pointer (&self->session_server, g_free);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERVER]);
}

/* The store tells of the change by its signal, which notifies. */
static gboolean
store_text (HearthSettings *self,
            guint           prop_id,
            const char     *text)
{
  g_autofree char *checked = checks[prop_id] (text);

  if (checked == NULL)
    return FALSE;
  if (!g_str_equal (checked, self->texts[prop_id]))
    g_settings_set_string (self->store, properties[prop_id]->name, checked);
  if (prop_id == PROP_SERVER)
    end_session_server (self);

  return TRUE;
}

/* For values that need no check any more; @value: floating. */
static void
store_value (HearthSettings *self,
             guint           prop_id,
             GVariant       *value)
{
  g_autoptr (GVariant) wanted = g_variant_ref_sink (value);
  g_autoptr (GVariant) stored = g_settings_get_value (self->store, properties[prop_id]->name);

  if (!g_variant_equal (wanted, stored))
    g_settings_set_value (self->store, properties[prop_id]->name, wanted);
}

/* --- Object ------------------------------------------------------------------------------------------------------------- */

static void
hearth_settings_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  HearthSettings *self = HEARTH_SETTINGS (object);

  if (prop_id == PROP_SERVER)
    g_value_set_string (value, hearth_settings_get_server (self));
  else if (prop_id <= PROP_STUN_SERVER)
    g_value_set_string (value, self->texts[prop_id]);
  else if (prop_id == PROP_TURN_SERVERS)
    g_value_set_boxed (value, self->turn_servers);
  else if (prop_id <= PROP_SPEAKER_NAME)
    g_value_take_string (value, g_settings_get_string (self->store, pspec->name));
  else if (prop_id == PROP_ROOM_CAPACITY)
    g_value_set_uint (value, g_settings_get_uint (self->store, pspec->name));
  else if (prop_id < N_PROPS)
    g_value_set_boolean (value, g_settings_get_boolean (self->store, pspec->name));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hearth_settings_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  static const char *const no_servers[] = { NULL };
  HearthSettings *self = HEARTH_SETTINGS (object);

  if (prop_id == PROP_TURN_SERVERS)
    {
      const char *const *servers = g_value_get_boxed (value);

      hearth_settings_set_turn_servers (self, servers != NULL ? servers : no_servers);
    }
  else if (prop_id <= PROP_SPEAKER_NAME)
    {
      const char *text = g_value_get_string (value) != NULL ? g_value_get_string (value) : "";

      if (prop_id <= PROP_STUN_SERVER)
        store_text (self, prop_id, text);
      else
        store_value (self, prop_id, g_variant_new_string (text));
    }
  else if (prop_id == PROP_ROOM_CAPACITY)
    {
      store_value (self, prop_id, g_variant_new_uint32 (g_value_get_uint (value)));
    }
  else if (prop_id < N_PROPS)
    {
      store_value (self, prop_id, g_variant_new_boolean (g_value_get_boolean (value)));
    }
  else
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_settings_finalize (GObject *object)
{
  HearthSettings *self = HEARTH_SETTINGS (object);

  g_object_unref (self->store);
  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);
  g_free (self->session_server);
  g_strfreev (self->turn_servers);
  hearth_voice_memory_free (self->voices);

  G_OBJECT_CLASS (hearth_settings_parent_class)->finalize (object);
}

static void
hearth_settings_class_init (HearthSettingsClass *klass)
{
  static const char *const names[N_PROPS] = {
    [PROP_NAME] = "name",
    [PROP_COLOUR] = "colour",
    [PROP_SERVER] = "server",
    [PROP_STUN_SERVER] = "stun-server",
    [PROP_TURN_SERVERS] = "turn-servers",
    [PROP_CAMERA] = "camera",
    [PROP_MICROPHONE] = "microphone",
    [PROP_SPEAKER] = "speaker",
    [PROP_CAMERA_NAME] = "camera-name",
    [PROP_MICROPHONE_NAME] = "microphone-name",
    [PROP_SPEAKER_NAME] = "speaker-name",
    [PROP_HIGH_DEFINITION] = "high-definition",
    [PROP_ECHO_CANCELLATION] = "echo-cancellation",
    [PROP_NOISE_SUPPRESSION] = "noise-suppression",
    [PROP_GAIN_CONTROL] = "gain-control",
    [PROP_JOIN_WITH_CAMERA] = "join-with-camera",
    [PROP_JOIN_WITH_MICROPHONE] = "join-with-microphone",
    [PROP_SPEAKER_VIEW] = "speaker-view",
    [PROP_SELF_VIEW] = "self-view",
    [PROP_SHARE_SOUND] = "share-sound",
    [PROP_MINI_WINDOW] = "mini-window",
    [PROP_ASK_TO_ENTER] = "ask-to-enter",
    [PROP_CHAT_SOUND] = "chat-sound",
    [PROP_MUTED_REMINDER] = "muted-reminder",
    [PROP_PUSH_TO_TALK] = "push-to-talk",
    [PROP_PUSH_TO_TALK_ANYWHERE] = "push-to-talk-anywhere",
    [PROP_ROOM_CAPACITY] = "room-capacity",
  };
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hearth_settings_get_property;
  object_class->set_property = hearth_settings_set_property;
  object_class->finalize = hearth_settings_finalize;

  for (guint i = PROP_0 + 1; i < N_PROPS; i++)
    {
      if (i == PROP_TURN_SERVERS)
        properties[i] = g_param_spec_boxed (names[i], NULL, NULL, G_TYPE_STRV, flags);
      else if (i <= PROP_SPEAKER_NAME)
        properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL, flags);
      else if (i == PROP_ROOM_CAPACITY)
        properties[i] = g_param_spec_uint (names[i], NULL, NULL, HEARTH_SETTINGS_CAPACITY_MIN, HEARTH_LIMIT_ROOM_PEOPLE,
                                           HEARTH_SETTINGS_CAPACITY_MIN, flags);
      else
        properties[i] = g_param_spec_boolean (names[i], NULL, NULL, FALSE, flags);
    }
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[VOICE_CHANGED] = g_signal_new ("voice-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_settings_init (HearthSettings *self)
{
  self->store = g_settings_new (HEARTH_APPLICATION_ID);
  for (guint i = PROP_NAME; i <= PROP_STUN_SERVER; i++)
    load_text (self, i);
  load_turn_servers (self);
  load_voices (self);

  /* On the first start these are made up; from now on they stay. */
  store_value (self, PROP_NAME, g_variant_new_string (self->texts[PROP_NAME]));
  store_value (self, PROP_COLOUR, g_variant_new_string (self->texts[PROP_COLOUR]));

  g_signal_connect_object (self->store, "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
}

HearthSettings *
hearth_settings_new (void)
{
  return g_object_new (HEARTH_TYPE_SETTINGS, NULL);
}

const char *
hearth_settings_get_name (HearthSettings *self)
{
  g_return_val_if_fail (HEARTH_IS_SETTINGS (self), NULL);

  return self->texts[PROP_NAME];
}

gboolean
hearth_settings_set_name (HearthSettings *self,
                          const char     *name)
{
  g_return_val_if_fail (HEARTH_IS_SETTINGS (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  return store_text (self, PROP_NAME, name);
}

const char *
hearth_settings_get_colour (HearthSettings *self)
{
  g_return_val_if_fail (HEARTH_IS_SETTINGS (self), NULL);

  return self->texts[PROP_COLOUR];
}

gboolean
hearth_settings_set_colour (HearthSettings *self,
                            const char     *colour)
{
  g_return_val_if_fail (HEARTH_IS_SETTINGS (self), FALSE);
  g_return_val_if_fail (colour != NULL, FALSE);

  return store_text (self, PROP_COLOUR, colour);
}

const char *
hearth_settings_get_server (HearthSettings *self)
{
  g_return_val_if_fail (HEARTH_IS_SETTINGS (self), NULL);

  return self->session_server != NULL ? self->session_server : self->texts[PROP_SERVER];
}

gboolean
hearth_settings_set_server (HearthSettings *self,
                            const char     *server)
{
  g_return_val_if_fail (HEARTH_IS_SETTINGS (self), FALSE);
  g_return_val_if_fail (server != NULL, FALSE);

  return store_text (self, PROP_SERVER, server);
}

gboolean
hearth_settings_set_session_server (HearthSettings *self,
                                    const char     *server)
{
  g_autofree char *checked = NULL;

  g_return_val_if_fail (HEARTH_IS_SETTINGS (self), FALSE);
  g_return_val_if_fail (server != NULL, FALSE);

  checked = check_server (server);
  if (checked == NULL)
    return FALSE;
  if (g_set_str (&self->session_server, checked))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERVER]);

  return TRUE;
}

const char *
hearth_settings_get_stun_server (HearthSettings *self)
{
  g_return_val_if_fail (HEARTH_IS_SETTINGS (self), NULL);

  return self->texts[PROP_STUN_SERVER];
}

gboolean
hearth_settings_set_stun_server (HearthSettings *self,
                                 const char     *server)
{
  g_return_val_if_fail (HEARTH_IS_SETTINGS (self), FALSE);
  g_return_val_if_fail (server != NULL, FALSE);

  return store_text (self, PROP_STUN_SERVER, server);
}

const char *const *
hearth_settings_get_turn_servers (HearthSettings *self)
{
  g_return_val_if_fail (HEARTH_IS_SETTINGS (self), NULL);

  return (const char *const *) self->turn_servers;
}

gboolean
hearth_settings_set_turn_servers (HearthSettings    *self,
                                  const char *const *servers)
{
  g_auto (GStrv) checked = NULL;
  gboolean all;

  g_return_val_if_fail (HEARTH_IS_SETTINGS (self), FALSE);
  g_return_val_if_fail (servers != NULL, FALSE);

  checked = check_turn_servers (servers, &all);
  if (!all)
    return FALSE;
  store_value (self, PROP_TURN_SERVERS, g_variant_new_strv ((const char *const *) checked, -1));

  return TRUE;
}

HearthVoiceProcessing
hearth_settings_get_voice (HearthSettings *self,
                           const char     *microphone)
{
  static const guint keys[] = { PROP_ECHO_CANCELLATION, PROP_NOISE_SUPPRESSION, PROP_GAIN_CONTROL };
  guint unknown = HEARTH_VOICE_PROCESSING_NONE;

  g_return_val_if_fail (HEARTH_IS_SETTINGS (self), HEARTH_VOICE_PROCESSING_ALL);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_settings_get_boolean (self->store, properties[keys[i]]->name))
      unknown |= HEARTH_VOICE_PROCESSING_ECHO << i;

  return microphone != NULL ? hearth_voice_memory_get (self->voices, microphone, (HearthVoiceProcessing) unknown)
                            : (HearthVoiceProcessing) unknown;
}

void
hearth_settings_set_voice (HearthSettings        *self,
                           const char            *microphone,
                           HearthVoiceProcessing  processing)
{
  g_return_if_fail (HEARTH_IS_SETTINGS (self));
  g_return_if_fail (microphone != NULL);

  /* The store tells of the change. */
  if (hearth_voice_memory_set (self->voices, microphone, processing))
    g_settings_set_value (self->store, VOICES, hearth_voice_memory_to_variant (self->voices));
}

const char *const *
hearth_settings_get_colours (HearthSettings *self)
{
  g_return_val_if_fail (HEARTH_IS_SETTINGS (self), NULL);

  return hearth_profile_get_colours ();
}
