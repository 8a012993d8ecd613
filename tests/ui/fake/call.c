/* The call controller of the stand-in for src/call: see fake-call.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fake-call.h"

#include <math.h>

#include "call/link-check.h"
#include "fake-actions.h"
#include "fake-call-private.h"
#include "fake-participant.h"

#define FRAME_INTERVAL_MS 66
#define STEP_MS 40

enum
{
  PROP_0,
  PROP_STATE,
  PROP_HOSTING,
  PROP_MICROPHONE_ON,
  PROP_CAMERA_ON,
  PROP_MICROPHONE_LEVEL,
  PROP_LINK,
  PROP_SERVER_THERE,
  PROP_STARTED_AT,
  PROP_ACTIVE_SPEAKER,
  PROP_HOST_NAME,
  PROP_LOCKED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  NOTICE,
  STANDING_CHANGED,
  DEED,
  ENDED,
  DEVICE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthCall, hearth_call, G_TYPE_OBJECT)

void
hearth_fake_call_set_active_speaker (HearthCall        *self,
                                     HearthParticipant *participant)
{
  if (g_set_object (&self->active_speaker, participant))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE_SPEAKER]);
}

void
hearth_fake_call_set_host_name (HearthCall *self,
                                const char *name)
{
  if (g_set_str (&self->host_name, name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HOST_NAME]);
}

static HearthParticipant *
get_self (HearthCall *self)
{
  g_autoptr (HearthParticipant) participant = g_list_model_get_item (G_LIST_MODEL (self->participants), 0);

  return participant;
}

static void
notify (HearthCall *self,
        guint       prop_id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

void
hearth_fake_call_set_state (HearthCall      *self,
                            HearthCallState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  hearth_fake_sharing_set_possible (self->sharing, state == HEARTH_CALL_ACTIVE || state == HEARTH_CALL_RECONNECTING);
  notify (self, PROP_STATE);
}

void
hearth_fake_call_set_media (HearthCall *self,
                            gboolean    microphone_on,
                            gboolean    camera_on)
{
  HearthParticipant *participant = get_self (self);

  if (participant != NULL)
    hearth_fake_participant_set_media (participant, microphone_on, camera_on);

  if (self->microphone_on != microphone_on)
    {
      self->microphone_on = microphone_on;
      notify (self, PROP_MICROPHONE_ON);
    }
  if (self->camera_on != camera_on)
    {
      self->camera_on = camera_on;
      notify (self, PROP_CAMERA_ON);
    }
}

void
hearth_fake_call_set_link (HearthCall *self,
                           const char *link)
{
  if (g_set_str (&self->link, link))
    notify (self, PROP_LINK);
}

static void
set_hosting (HearthCall *self,
             gboolean    hosting)
{
  self->hosting = hosting;
  notify (self, PROP_HOSTING);
}

static void
on_profile_changed (HearthCall *self)
{
  HearthParticipant *participant = get_self (self);

  if (participant != NULL)
    hearth_fake_participant_set_profile (participant, hearth_settings_get_name (self->settings),
                                         hearth_settings_get_colour (self->settings));
}

static gboolean
on_frame (gpointer user_data)
{
  HearthCall *self = HEARTH_CALL (user_data);
  double time = (double) g_get_monotonic_time () / G_USEC_PER_SEC;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->participants)); i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (G_LIST_MODEL (self->participants), i);

      hearth_fake_participant_draw (participant, time);
    }

  self->input_level = -25 + 15 * sin (time * 5);
  self->microphone_level = self->microphone_on ? self->input_level : -100;
  notify (self, PROP_MICROPHONE_LEVEL);

  return G_SOURCE_CONTINUE;
}

static void
go_home (HearthCall *self)
{
  g_clear_handle_id (&self->step_id, g_source_remove);
  g_clear_handle_id (&self->frame_id, g_source_remove);
  hearth_fake_call_set_media (self, FALSE, FALSE);
  hearth_fake_call_set_active_speaker (self, NULL);
  hearth_fake_call_set_host_name (self, NULL);
  /* As the real one: one after the other, this person last, and the state changes after that. */
  for (guint n = g_list_model_get_n_items (G_LIST_MODEL (self->participants)); n > 0; n--)
    g_list_store_remove (self->participants, n - 1);
  g_list_store_remove_all (self->knocks);
  g_list_store_remove_all (self->verdicts);
  hearth_fake_chat_clear (self->chat);
  hearth_fake_call_set_withheld (self, FALSE);
  hearth_fake_call_set_keep_link (self, FALSE);
  self->locked = FALSE;
  notify (self, PROP_LOCKED);
  hearth_fake_call_set_link (self, NULL);
  self->started_at = 0;
  notify (self, PROP_STARTED_AT);
  hearth_fake_call_set_state (self, HEARTH_CALL_IDLE);
}

void
hearth_fake_call_finish (HearthCall   *self,
                         const GError *error)
{
  go_home (self);
  g_signal_emit (self, signals[ENDED], 0, error);
}

static void
open_lobby (HearthCall *self,
            gboolean    hosting,
            const char *link)
{
  g_autoptr (HearthParticipant) participant = NULL;
  g_autofree char *server = g_strstrip (g_strdup (hosting ? hearth_settings_get_server (self->settings) : link));
  g_autoptr (GUri) uri = *server != '\0' ? g_uri_parse (server, G_URI_FLAGS_NONE, NULL) : NULL;
  gboolean camera, microphone;

  g_set_str (&self->server_name, uri != NULL ? g_uri_get_host (uri) : NULL);
  set_hosting (self, hosting);
  hearth_fake_call_set_link (self, hosting ? NULL : server);

  if (self->state == HEARTH_CALL_IDLE)
    {
      participant = hearth_fake_participant_new (hearth_settings_get_name (self->settings),
                                                 hearth_settings_get_colour (self->settings), TRUE, hosting);
      g_list_store_append (self->participants, participant);
      self->frame_id = g_timeout_add (FRAME_INTERVAL_MS, on_frame, self);
    }
  hearth_fake_participant_set_host (get_self (self), hosting);
  /* As people like to join: in the real one too, wanted is not yet captured. */
  g_object_get (self->settings, "join-with-camera", &camera, "join-with-microphone", &microphone, NULL);
  hearth_fake_call_set_media (self, microphone, camera);
  hearth_fake_call_set_state (self, HEARTH_CALL_LOBBY);
}

static void
begin_call (HearthCall *self)
{
  if (self->hosting)
    hearth_fake_call_set_link (self, "http://192.168.1.20:4380/r/nLw3cYb1Qm6aTz0fXk9s2A#AQx5v8Rk2mPq7tYw3zBn6cDf9gHj4sLk1pOiUyTrEwQaZx");
  else
    hearth_fake_call_set_people (self, 2);
  hearth_fake_call_set_host_name (self, self->hosting ? hearth_settings_get_name (self->settings) : "Anna Schmidt");
  hearth_recent_rooms_add (self->recent_rooms, self->link, "Anna Schmidt", self->hosting);

  self->started_at = g_get_monotonic_time ();
  notify (self, PROP_STARTED_AT);
  hearth_fake_call_set_state (self, HEARTH_CALL_ACTIVE);
}

static gboolean
on_step (gpointer user_data)
{
  HearthCall *self = HEARTH_CALL (user_data);
  g_autoptr (GUri) uri = self->link != NULL ? g_uri_parse (self->link, G_URI_FLAGS_NONE, NULL) : NULL;
  g_auto (GStrv) labels = g_strsplit (uri != NULL ? g_uri_get_host (uri) : "", ".", 2);
  const char *outcome = labels[0] != NULL ? labels[0] : "";
  const char *const *error_names = hearth_fake_call_get_error_names ();

  for (int code = 0; error_names[code] != NULL; code++)
    if (g_str_equal (outcome, error_names[code]))
      {
        self->step_id = 0;
        hearth_fake_call_end (self, (HearthCallError) code);
        return G_SOURCE_REMOVE;
      }

  if (self->state == HEARTH_CALL_ENTERING && g_str_equal (outcome, "entering"))
    return G_SOURCE_CONTINUE;

  if (self->state == HEARTH_CALL_ENTERING && !self->hosting)
    {
      hearth_fake_call_set_state (self, HEARTH_CALL_KNOCKING);
      return G_SOURCE_CONTINUE;
    }

  if (g_str_equal (outcome, "knocking"))
    return G_SOURCE_CONTINUE;

  self->step_id = 0;
  begin_call (self);
  return G_SOURCE_REMOVE;
}

static void
hearth_call_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  HearthCall *self = HEARTH_CALL (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_HOSTING:
      g_value_set_boolean (value, self->hosting);
      break;
    case PROP_MICROPHONE_ON:
      g_value_set_boolean (value, self->microphone_on);
      break;
    case PROP_CAMERA_ON:
      g_value_set_boolean (value, self->camera_on);
      break;
    case PROP_MICROPHONE_LEVEL:
      g_value_set_double (value, self->microphone_level);
      break;
    case PROP_LINK:
      g_value_set_string (value, self->link);
      break;
    case PROP_SERVER_THERE:
      g_value_set_boolean (value, self->server_there);
      break;
    case PROP_STARTED_AT:
      g_value_set_int64 (value, self->started_at);
      break;
    case PROP_ACTIVE_SPEAKER:
      g_value_set_object (value, self->active_speaker);
      break;
    case PROP_HOST_NAME:
      g_value_set_string (value, self->host_name);
      break;
    case PROP_LOCKED:
      g_value_set_boolean (value, self->locked);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_call_finalize (GObject *object)
{
  HearthCall *self = HEARTH_CALL (object);

  g_clear_handle_id (&self->step_id, g_source_remove);
  g_clear_handle_id (&self->frame_id, g_source_remove);
  for (guint i = 0; i < HEARTH_N_DEVICE_KINDS; i++)
    g_object_unref (self->devices[i]);
  g_clear_object (&self->active_speaker);
  g_clear_object (&self->taken);
  g_object_unref (self->participants);
  g_object_unref (self->knocks);
  g_object_unref (self->sharing);
  g_object_unref (self->chat);
  g_object_unref (self->signs);
  g_object_unref (self->push_to_talk);
  g_object_unref (self->acquaintances);
  g_object_unref (self->network);
  g_object_unref (self->verdicts);
  g_object_unref (self->recent_rooms);
  g_object_unref (self->settings);
  g_free (self->link);
  g_free (self->server_name);
  g_free (self->host_name);

  G_OBJECT_CLASS (hearth_call_parent_class)->finalize (object);
}

static void
hearth_call_class_init (HearthCallClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hearth_call_get_property;
  object_class->finalize = hearth_call_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, HEARTH_CALL_IDLE, HEARTH_CALL_RECONNECTING, 0, flags);
  properties[PROP_HOSTING] = g_param_spec_boolean ("hosting", NULL, NULL, FALSE, flags);
  properties[PROP_MICROPHONE_ON] = g_param_spec_boolean ("microphone-on", NULL, NULL, FALSE, flags);
  properties[PROP_CAMERA_ON] = g_param_spec_boolean ("camera-on", NULL, NULL, FALSE, flags);
  properties[PROP_MICROPHONE_LEVEL] = g_param_spec_double ("microphone-level", NULL, NULL, -100, 0, -100, flags);
  properties[PROP_LINK] = g_param_spec_string ("link", NULL, NULL, NULL, flags);
  properties[PROP_SERVER_THERE] = g_param_spec_boolean ("server-there", NULL, NULL, TRUE, flags);
  properties[PROP_STARTED_AT] = g_param_spec_int64 ("started-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ACTIVE_SPEAKER] = g_param_spec_object ("active-speaker", NULL, NULL, HEARTH_TYPE_PARTICIPANT, flags);
  properties[PROP_HOST_NAME] = g_param_spec_string ("host-name", NULL, NULL, NULL, flags);
  properties[PROP_LOCKED] = g_param_spec_boolean ("locked", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[NOTICE] = g_signal_new ("notice", HEARTH_TYPE_CALL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
  signals[STANDING_CHANGED] = g_signal_new ("standing-changed", HEARTH_TYPE_CALL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 0);
  signals[DEED] = g_signal_new ("deed", HEARTH_TYPE_CALL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[ENDED] = g_signal_new ("ended", HEARTH_TYPE_CALL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[DEVICE_CHANGED] = g_signal_new ("device-changed", HEARTH_TYPE_CALL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
hearth_call_init (HearthCall *self)
{
  static const char *const names[HEARTH_N_DEVICE_KINDS][2] = {
    { "Integrated Camera", "Logitech C920 & Co." },
    { "Built-in Microphone", "USB Headset" },
    { "Built-in Speakers", "USB Headset" },
  };

  self->server_there = TRUE;
  self->switches = HEARTH_SWITCHES_ALL;
  self->participants = g_list_store_new (HEARTH_TYPE_PARTICIPANT);
  self->acquaintances = g_object_new (HEARTH_TYPE_ACQUAINTANCES, NULL);
  self->network = hearth_fake_network_new (G_LIST_MODEL (self->participants));
  self->knocks = g_list_store_new (HEARTH_TYPE_KNOCK);
  self->chat = g_object_new (HEARTH_TYPE_CHAT, NULL);
  self->signs = hearth_fake_signs_new (G_LIST_MODEL (self->participants));
  self->verdicts = g_list_store_new (HEARTH_TYPE_VERDICT);
  self->recent_rooms = hearth_recent_rooms_new ();

  for (guint kind = 0; kind < HEARTH_N_DEVICE_KINDS; kind++)
    {
      self->devices[kind] = g_list_store_new (HEARTH_TYPE_DEVICE);
      for (guint i = 0; i < G_N_ELEMENTS (names[kind]); i++)
        {
          g_autofree char *id = g_strdup_printf ("node-%u-%u", kind, i);
          g_autoptr (HearthDevice) device = hearth_device_new ((HearthDeviceKind) kind, id, names[kind][i]);

          g_list_store_append (self->devices[kind], device);
        }
    }
}

HearthCall *
hearth_call_new (HearthSettings  *settings,
                 GError         **error)
{
  HearthCall *self = g_object_new (HEARTH_TYPE_CALL, NULL);

  self->settings = g_object_ref (settings);
  self->sharing = hearth_fake_sharing_new (settings);
  self->push_to_talk = hearth_push_to_talk_new (self);
  g_signal_connect_object (settings, "notify::name", G_CALLBACK (on_profile_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "notify::colour", G_CALLBACK (on_profile_changed), self, G_CONNECT_SWAPPED);
  hearth_fake_actions_add (self);

  return self;
}

HearthCallState
hearth_call_get_state (HearthCall *self)
{
  return self->state;
}

gboolean
hearth_call_is_hosting (HearthCall *self)
{
  return self->hosting;
}

HearthSettings *
hearth_call_get_settings (HearthCall *self)
{
  return self->settings;
}

HearthRecentRooms *
hearth_call_get_recent_rooms (HearthCall *self)
{
  return self->recent_rooms;
}

void
hearth_call_prepare_create (HearthCall *self)
{
  open_lobby (self, TRUE, NULL);
}

gboolean
hearth_call_prepare_join (HearthCall  *self,
                          const char  *link,
                          GError     **error)
{
  if (self->state > HEARTH_CALL_LOBBY)
    {
      g_set_error_literal (error, HEARTH_CALL_ERROR, HEARTH_CALL_ERROR_IN_CALL, "In a call");
      return FALSE;
    }

  if (!hearth_link_check (link, error))
    return FALSE;

  open_lobby (self, FALSE, link);
  return TRUE;
}

const char *
hearth_call_get_server_name (HearthCall *self)
{
  return self->server_name;
}

void
hearth_call_set_preview (HearthCall *self,
                         gboolean    preview)
{
}

void
hearth_call_enter (HearthCall *self)
{
  if (self->state != HEARTH_CALL_LOBBY)
    return;

  hearth_fake_call_set_state (self, HEARTH_CALL_ENTERING);
  self->step_id = g_timeout_add (STEP_MS, on_step, self);
}

void
hearth_call_leave (HearthCall *self)
{
  if (self->state != HEARTH_CALL_IDLE)
    hearth_fake_call_finish (self, NULL);
}

GListModel *
hearth_call_get_participants (HearthCall *self)
{
  return G_LIST_MODEL (self->participants);
}

const char *
hearth_call_get_link (HearthCall *self)
{
  return self->link;
}

const char *
hearth_call_get_host_name (HearthCall *self)
{
  return self->host_name;
}

HearthParticipant *
hearth_call_get_active_speaker (HearthCall *self)
{
  return self->active_speaker;
}

HearthSharing *
hearth_call_get_sharing (HearthCall *self)
{
  return self->sharing;
}

HearthChat *
hearth_call_get_chat (HearthCall *self)
{
  return self->chat;
}

void
hearth_call_close (HearthCall *self)
{
  hearth_call_leave (self);
}

gboolean
hearth_call_get_hosting_stats (HearthCall         *self,
                               HearthHostingStats *stats)
{
  return FALSE;
}

HearthAcquaintances *
hearth_call_get_acquaintances (HearthCall *self)
{
  return self->acquaintances;
}

HearthNetwork *
hearth_call_get_network (HearthCall *self)
{
  return self->network;
}
