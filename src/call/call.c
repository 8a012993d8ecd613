/* The one controller that a user interface binds to: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/call.h"

#include "base/main-thread.h"
#include "call/call-error.h"
#include "call/call-private.h"
#include "call/link-check.h"
#include "call/platform-check.h"
#include "call/private-file.h"
#include "room/moderation.h"

/* How long hearth_call_close() may block (see the header). */
#define CLOSE_US (G_USEC_PER_SEC / 2)

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

static void
notify (HearthCall *self,
        guint       property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_state (HearthCall      *self,
           HearthCallState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  notify (self, PROP_STATE);
}

/* --- Camera and microphone ---------------------------------------------------------------------------------------------- */

static void
update_local_state (HearthCall *self)
{
  HearthParticipant *participant = hearth_participant_list_get_self (self->participants);
  gboolean microphone_on = hearth_call_get_microphone_on (self);
  gboolean camera_on = hearth_call_get_camera_on (self);

  if (participant != NULL)
    hearth_participant_set_state (participant, microphone_on, camera_on, hearth_signs_get_hand (self->signs));
  if (self->session != NULL)
    hearth_call_session_set_local_state (self->session, microphone_on, camera_on);
}

/* Not by the wish alone: where there is no microphone the right to switch it on is kept. */
static void
spend_unmute (HearthCall *self)
{
  HearthStanding *standing = hearth_call_door_get_standing (self->door);

  if (standing != NULL && hearth_call_get_microphone_on (self))
    hearth_standing_spend_unmute (standing);
}

static void
on_on_changed (HearthCallEquipment *equipment,
               int                  kind,
               HearthCall          *self)
{
  update_local_state (self);
  if (kind == HEARTH_DEVICE_MICROPHONE)
    spend_unmute (self);
  notify (self, kind == HEARTH_DEVICE_CAMERA ? PROP_CAMERA_ON : PROP_MICROPHONE_ON);
}

static void
on_device_changed (HearthCallEquipment *equipment,
                   int                  kind,
                   HearthCall          *self)
{
  g_signal_emit (self, signals[DEVICE_CHANGED], 0, kind);
}

/* What comes and goes while nobody is in a lobby or a call is no news. */
static void
on_notice (GObject    *source,
           int         notice,
           const char *detail,
           HearthCall *self)
{
  if (self->state != HEARTH_CALL_IDLE)
    g_signal_emit (self, signals[NOTICE], 0, notice, detail);
}

/* Only where nobody else speaks, who might be what the microphone hears. */
static gboolean
do_others_speak (HearthCall *self)
{
  GListModel *participants = hearth_call_get_participants (self);

  for (guint i = 0; i < g_list_model_get_n_items (participants); i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (participants, i);

      if (!hearth_participant_is_self (participant) && hearth_participant_get_speaking (participant))
        return TRUE;
    }

  return FALSE;
}

static void
watch_muted_talk (HearthCall *self)
{
  HearthCallMedia *media = hearth_call_equipment_get_media (self->equipment);
  gboolean wanted;

  g_object_get (self->settings, "muted-reminder", &wanted, NULL);
  if (!wanted || media == NULL || self->state != HEARTH_CALL_ACTIVE || hearth_call_get_microphone_on (self))
    hearth_muted_talk_pause (&self->muted_talk);
  else if (hearth_muted_talk_update (&self->muted_talk, hearth_call_media_get_heard (media), do_others_speak (self),
                                     g_get_monotonic_time ()))
    g_signal_emit (self, signals[NOTICE], 0, HEARTH_NOTICE_MUTED_TALK, NULL);
}

static void
on_level_changed (HearthCallEquipment *equipment,
                  HearthCall          *self)
{
  HearthParticipant *participant = hearth_participant_list_get_self (self->participants);

  if (participant != NULL)
    hearth_participant_set_level (participant, hearth_call_get_microphone_level (self));
  watch_muted_talk (self);
  notify (self, PROP_MICROPHONE_LEVEL);
}

/* --- The people --------------------------------------------------------------------------------------------------------- */

static void
on_profile_changed (HearthSettings *settings,
                    GParamSpec     *pspec,
                    HearthCall     *self)
{
  HearthParticipant *participant = hearth_participant_list_get_self (self->participants);
  const char *name = hearth_settings_get_name (settings);
  const char *colour = hearth_settings_get_colour (settings);

  if (participant != NULL)
    hearth_participant_set_profile (participant, name, colour);
  if (self->session != NULL)
    hearth_call_session_set_profile (self->session, name, colour);
}

/* --- The room ----------------------------------------------------------------------------------------------------------- */

/* Back at home: everything that belonged to the lobby or the call is gone. */
static void
go_home (HearthCall   *self,
         const GError *error)
{
  g_autoptr (GError) reason = hearth_call_error_translate (error);
  gboolean attempted = self->session != NULL;

  hearth_call_door_follow (self->door, NULL, NULL);
  hearth_chat_follow (self->chat, NULL, NULL, NULL);
  hearth_signs_follow (self->signs, NULL);
  hearth_acquaintances_follow (self->acquaintances, NULL);
  hearth_network_follow (self->network, NULL, NULL);
  if (attempted)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      hearth_call_session_close (self->session);
    }
  g_clear_object (&self->session);
  hearth_participant_list_set_self (self->participants, NULL);
  hearth_call_equipment_stop (self->equipment);
  self->hosting = FALSE;
  g_clear_pointer (&self->invitation, hearth_invitation_unref);

  set_state (self, HEARTH_CALL_IDLE);
  notify (self, PROP_HOSTING);
  notify (self, PROP_LINK);
  notify (self, PROP_STARTED_AT);
  notify (self, PROP_SERVER_THERE);
  notify (self, PROP_ACTIVE_SPEAKER);
  notify (self, PROP_HOST_NAME);
  notify (self, PROP_LOCKED);
  if (attempted || reason != NULL)
    g_signal_emit (self, signals[ENDED], 0, reason);
}

static void
on_session_changed (HearthCallSession *session,
                    HearthCall        *self)
{
  set_state (self, hearth_call_session_get_state (session));
  notify (self, PROP_STARTED_AT);
  notify (self, PROP_LINK);
  notify (self, PROP_SERVER_THERE);
}

static void
on_room_made (HearthCallSession *session,
              HearthCall        *self)
{
  HearthCallMedia *media = hearth_call_equipment_get_media (self->equipment);
  HearthSpeaker *speaker = media != NULL ? hearth_call_media_get_speaker (media) : NULL;
  HearthRoom *room = hearth_call_session_get_room (session);

  hearth_acquaintances_follow (self->acquaintances, room);
  hearth_network_follow (self->network, room, media != NULL ? hearth_call_media_get_video (media) : NULL);
  hearth_call_door_follow (self->door, room, speaker);
  hearth_chat_follow (self->chat, hearth_room_get_conversation (room), hearth_room_get_standing (room), speaker);
  hearth_signs_follow (self->signs, hearth_room_get_gestures (room));
}

static void
on_locked_changed (HearthCallDoor *door,
                   HearthCall     *self)
{
  notify (self, PROP_LOCKED);
}

static void
on_standing_changed (HearthCallDoor *door,
                     HearthCall     *self)
{
  hearth_sharing_set_allowed (self->sharing, hearth_call_may_share (self));
  g_signal_emit (self, signals[STANDING_CHANGED], 0);
}

/* The host lets nobody have it: what goes nowhere is not captured. From afar things are only ever switched off. */
static void
on_held (HearthCallDoor *door,
         guint           media,
         HearthCall     *self)
{
  if ((media & (1u << HEARTH_MEDIUM_MICROPHONE)) != 0)
    hearth_call_set_microphone_on (self, FALSE);
  if ((media & (1u << HEARTH_MEDIUM_CAMERA)) != 0)
    hearth_call_set_camera_on (self, FALSE);
  if ((media & (1u << HEARTH_MEDIUM_SHARING)) != 0)
    hearth_sharing_withdraw (self->sharing);
}

static void
on_deed (HearthCallDoor *door,
         HearthDeed     *deed,
         HearthCall     *self)
{
  g_signal_emit (self, signals[DEED], 0, deed);
}

static void
on_active_speaker_changed (HearthCallSession *session,
                           HearthCall        *self)
{
  notify (self, PROP_ACTIVE_SPEAKER);
}

static void
on_host_changed (HearthCallSession *session,
                 HearthCall        *self)
{
  notify (self, PROP_HOST_NAME);
}

/* --- GObject ------------------------------------------------------------------------------------------------------------ */

static void
hearth_call_get_property (GObject    *object,
                          guint       property,
                          GValue     *value,
                          GParamSpec *pspec)
{
  HearthCall *self = HEARTH_CALL (object);

  switch (property)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_HOSTING:
      g_value_set_boolean (value, hearth_call_is_hosting (self));
      break;
    case PROP_MICROPHONE_ON:
      g_value_set_boolean (value, hearth_call_get_microphone_on (self));
      break;
    case PROP_CAMERA_ON:
      g_value_set_boolean (value, hearth_call_get_camera_on (self));
      break;
    case PROP_MICROPHONE_LEVEL:
      g_value_set_double (value, hearth_call_get_microphone_level (self));
      break;
    case PROP_LINK:
      g_value_set_string (value, hearth_call_get_link (self));
      break;
    case PROP_SERVER_THERE:
      g_value_set_boolean (value, self->session != NULL && hearth_call_session_is_server_there (self->session));
      break;
    case PROP_STARTED_AT:
      g_value_set_int64 (value, self->session != NULL ? hearth_call_session_get_started_at (self->session) : 0);
      break;
    case PROP_ACTIVE_SPEAKER:
      g_value_set_object (value, hearth_call_get_active_speaker (self));
      break;
    case PROP_HOST_NAME:
      g_value_set_string (value, hearth_call_get_host_name (self));
      break;
    case PROP_LOCKED:
      g_value_set_boolean (value, hearth_call_is_locked (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
hearth_call_dispose (GObject *object)
{
  HearthCall *self = HEARTH_CALL (object);

  if (self->equipment != NULL)
    go_home (self, NULL);
  g_clear_object (&self->acquaintances);
  g_clear_object (&self->network);
  g_clear_object (&self->door);
  g_clear_object (&self->sharing);
  g_clear_object (&self->chat);
  g_clear_object (&self->signs);
  g_clear_object (&self->push_to_talk);
  g_clear_object (&self->participants);
  g_clear_object (&self->equipment);
  g_clear_object (&self->recent_rooms);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (hearth_call_parent_class)->dispose (object);
}

static void
hearth_call_class_init (HearthCallClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hearth_call_get_property;
  object_class->dispose = hearth_call_dispose;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, HEARTH_CALL_IDLE, HEARTH_CALL_RECONNECTING, HEARTH_CALL_IDLE,
                                             flags);
  properties[PROP_HOSTING] = g_param_spec_boolean ("hosting", NULL, NULL, FALSE, flags);
  properties[PROP_MICROPHONE_ON] = g_param_spec_boolean ("microphone-on", NULL, NULL, FALSE, flags);
  properties[PROP_CAMERA_ON] = g_param_spec_boolean ("camera-on", NULL, NULL, FALSE, flags);
  properties[PROP_MICROPHONE_LEVEL] = g_param_spec_double ("microphone-level", NULL, NULL, -100, 0, -100, flags);
  properties[PROP_LINK] = g_param_spec_string ("link", NULL, NULL, NULL, flags);
  properties[PROP_SERVER_THERE] = g_param_spec_boolean ("server-there", NULL, NULL, FALSE, flags);
  properties[PROP_STARTED_AT] = g_param_spec_int64 ("started-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ACTIVE_SPEAKER] = g_param_spec_object ("active-speaker", NULL, NULL, HEARTH_TYPE_PARTICIPANT, flags);
  properties[PROP_HOST_NAME] = g_param_spec_string ("host-name", NULL, NULL, NULL, flags);
  properties[PROP_LOCKED] = g_param_spec_boolean ("locked", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[NOTICE] = g_signal_new ("notice", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
  signals[STANDING_CHANGED] = g_signal_new ("standing-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DEED] = g_signal_new ("deed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[DEVICE_CHANGED] = g_signal_new ("device-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
hearth_call_init (HearthCall *self)
{
  g_autofree char *people = hearth_private_file_get_path ("people");

  self->recent_rooms = hearth_recent_rooms_new ();
  self->participants = hearth_participant_list_new ();
  self->acquaintances = hearth_acquaintances_new (people, self->participants);
  self->network = hearth_network_new (hearth_participant_list_get_model (self->participants));
  self->chat = hearth_chat_new ();
  self->signs = hearth_signs_new (hearth_participant_list_get_model (self->participants));
  g_signal_connect_object (self->signs, "hand-changed", G_CALLBACK (update_local_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->acquaintances, "notice", G_CALLBACK (on_notice), self, G_CONNECT_DEFAULT);
  self->door = hearth_call_door_new ();
  g_signal_connect_object (self->door, "locked-changed", G_CALLBACK (on_locked_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->door, "standing-changed", G_CALLBACK (on_standing_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->door, "held", G_CALLBACK (on_held), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->door, "deed", G_CALLBACK (on_deed), self, G_CONNECT_DEFAULT);
}

/* --- What a user interface calls ---------------------------------------------------------------------------------------- */

HearthCall *
hearth_call_new (HearthSettings  *settings,
                 GError         **error)
{
  HearthCall *self;

  g_return_val_if_fail (HEARTH_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (hearth_main_thread_is_current (), NULL);

  /* No call with a GStreamer that would not keep it private, whichever program asks. */
  if (!hearth_platform_check (NULL, error))
    return NULL;

  self = g_object_new (HEARTH_TYPE_CALL, NULL);
  self->settings = g_object_ref (settings);
  hearth_chat_set_settings (self->chat, settings);
  self->sharing = hearth_sharing_new (settings);
  g_signal_connect_object (self->sharing, "notice", G_CALLBACK (on_notice), self, G_CONNECT_DEFAULT);
  self->push_to_talk = hearth_push_to_talk_new (self);
  self->equipment = hearth_call_equipment_new (settings);
  g_signal_connect_object (self->equipment, "on-changed", G_CALLBACK (on_on_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->equipment, "device-changed", G_CALLBACK (on_device_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->equipment, "level-changed", G_CALLBACK (on_level_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->equipment, "notice", G_CALLBACK (on_notice), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (settings, "notify::name", G_CALLBACK (on_profile_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (settings, "notify::colour", G_CALLBACK (on_profile_changed), self, G_CONNECT_DEFAULT);

  return self;
}

static void
enter_lobby (HearthCall *self)
{
  g_autoptr (HearthParticipant) participant = NULL;
  g_autoptr (GError) error = NULL;

  if (!hearth_call_equipment_start (self->equipment, &error))
    {
      go_home (self, error);
      return;
    }

  participant = hearth_participant_new_self (hearth_settings_get_name (self->settings), hearth_settings_get_colour (self->settings),
                                             self->hosting,
                                             hearth_call_media_get_self_view (hearth_call_equipment_get_media (self->equipment)));
  hearth_participant_list_set_self (self->participants, participant);
  update_local_state (self);
  set_state (self, HEARTH_CALL_LOBBY);
  notify (self, PROP_HOSTING);
}

void
hearth_call_prepare_create (HearthCall *self)
{
  g_return_if_fail (HEARTH_IS_CALL (self));

  if (self->state > HEARTH_CALL_LOBBY)
    return;

  self->hosting = TRUE;
  g_clear_pointer (&self->invitation, hearth_invitation_unref);
  enter_lobby (self);
}

gboolean
hearth_call_prepare_join (HearthCall  *self,
                          const char  *link,
                          GError     **error)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), FALSE);
  g_return_val_if_fail (link != NULL, FALSE);

  if (!hearth_link_check (link, error))
    return FALSE;
  if (self->state > HEARTH_CALL_LOBBY)
    {
      g_set_error_literal (error, HEARTH_CALL_ERROR, HEARTH_CALL_ERROR_IN_CALL, "There is a call already");
      return FALSE;
    }

  self->hosting = FALSE;
  g_clear_pointer (&self->invitation, hearth_invitation_unref);
  self->invitation = hearth_invitation_parse (link, NULL);
  enter_lobby (self);

  return TRUE;
}

void
hearth_call_set_preview (HearthCall *self,
                         gboolean    preview)
{
  g_return_if_fail (HEARTH_IS_CALL (self));

  if (self->state == HEARTH_CALL_LOBBY)
    hearth_call_equipment_set_capturing (self->equipment, preview);
}

void
hearth_call_enter (HearthCall *self)
{
  g_return_if_fail (HEARTH_IS_CALL (self));

  if (self->state != HEARTH_CALL_LOBBY)
    return;

  hearth_call_equipment_set_capturing (self->equipment, TRUE);
  self->session = hearth_call_session_new (self->settings, self->recent_rooms, self->participants,
                                           hearth_call_equipment_get_media (self->equipment), self->sharing, self->invitation);
  g_signal_connect_object (self->session, "state-changed", G_CALLBACK (on_session_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->session, "server-changed", G_CALLBACK (on_session_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->session, "active-speaker-changed", G_CALLBACK (on_active_speaker_changed), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (self->session, "host-changed", G_CALLBACK (on_host_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->session, "link-changed", G_CALLBACK (on_session_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->session, "room-made", G_CALLBACK (on_room_made), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->session, "notice", G_CALLBACK (on_notice), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->session, "ended", G_CALLBACK (go_home), self, G_CONNECT_SWAPPED);
  update_local_state (self);
  set_state (self, HEARTH_CALL_ENTERING);
  hearth_call_session_enter (self->session);
}

void
hearth_call_leave (HearthCall *self)
{
  g_return_if_fail (HEARTH_IS_CALL (self));

  /* What this computer hears and sees stops with the button, not with the network. */
  hearth_call_equipment_set_capturing (self->equipment, FALSE);
  hearth_sharing_stop (self->sharing);
  if (self->session != NULL)
    hearth_call_session_leave (self->session);
  else if (self->state != HEARTH_CALL_IDLE)
    go_home (self, NULL);
}

static gboolean
on_close_deadline (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

void
hearth_call_close (HearthCall *self)
{
  gboolean late = FALSE;
  guint deadline;

  g_return_if_fail (HEARTH_IS_CALL (self));

  hearth_call_leave (self);
  if (self->state == HEARTH_CALL_IDLE)
    return;

  deadline = g_timeout_add (CLOSE_US / 1000, on_close_deadline, &late);
  while (self->state != HEARTH_CALL_IDLE && !late)
    g_main_context_iteration (NULL, TRUE);
  if (!late)
    g_source_remove (deadline);
  if (self->state != HEARTH_CALL_IDLE)
    go_home (self, NULL);
}

HearthCallState
hearth_call_get_state (HearthCall *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL (self), HEARTH_CALL_IDLE);

  return self->state;
}
