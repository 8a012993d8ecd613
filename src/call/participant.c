/* A person in the call as the window shows them: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/participant-private.h"

#include "call/speaking-detector.h"
#include "media/playback.h"

/* How often reception is looked at; the meter knows what it makes of it. */
#define RECEPTION_INTERVAL_S 1

/* This person's id: the host minted another, which nobody here has to know. */
#define SELF_ID "self"

struct _HearthParticipant
{
  GObject parent_instance;

  char *id;
  char *name;
  char *colour;
  gboolean self;
  gboolean host;
  gboolean microphone_on;
  gboolean camera_on;
  HearthRole role;
  gboolean connected;
  gboolean picture_held;
  gboolean speaking;
  HearthSpeakingDetector detector; /* this person's own voice */
  guint hand;
  HearthReception reception;
  double volume;
  gboolean muted_here;
  HearthReceptionMeter meter;
  guint meter_source;

  HearthAcquaintance *acquaintance;
  HearthPicture *camera;
  HearthPicture *share;     /* nullable: while they share */
  HearthPlayback *share_playback; /* the same */
  HearthMember *member;     /* nullable: this person */
  HearthPlayback *playback; /* nullable: this person, or closed */
  HearthPlaybackStats last_stats;
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_COLOUR,
  PROP_MICROPHONE_ON,
  PROP_CAMERA_ON,
  PROP_ROLE,
  PROP_CONNECTED,
  PROP_PICTURE_HELD,
  PROP_SPEAKING,
  PROP_SHARE,
  PROP_HAND,
  PROP_RECEPTION,
  PROP_VOLUME,
  PROP_MUTED_HERE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SHOWN_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthParticipant, hearth_participant, G_TYPE_OBJECT)

static void
set_boolean (HearthParticipant *self,
             gboolean          *field,
             gboolean           value,
             guint              property)
{
  value = !!value;
  if (*field == value)
    return;

  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* --- Somebody else ------------------------------------------------------------------------------------------------------ */

static void
on_member_notify (HearthMember      *member,
                  GParamSpec        *pspec,
                  HearthParticipant *self)
{
  hearth_participant_set_profile (self, hearth_member_get_name (member), hearth_member_get_colour (member));
  hearth_participant_set_state (self, hearth_member_get_microphone_on (member), hearth_member_get_camera_on (member),
                                hearth_member_get_hand (member));
  if (self->role != hearth_member_get_role (member))
    {
      self->role = hearth_member_get_role (member);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROLE]);
    }
  set_boolean (self, &self->connected, hearth_member_get_connected (member), PROP_CONNECTED);
  set_boolean (self, &self->picture_held, hearth_member_get_picture_held (member), PROP_PICTURE_HELD);
  set_boolean (self, &self->speaking, hearth_member_get_speaking (member), PROP_SPEAKING);
}

/* A camera that is off has no picture, whatever still lies in the mailbox: without a source the mailbox empties. What nobody
 * sees is not decoded. */
static void
update_sources (HearthParticipant *self)
{
  if (self->playback == NULL)
    return;

  hearth_playback_set_audio (self->playback, hearth_member_get_audio (self->member));
  hearth_playback_set_video (self->playback, hearth_picture_is_wanted (self->camera) && hearth_member_get_camera_on (self->member)
                                             ? hearth_member_get_video (self->member) : NULL);
}

static void
on_shown_changed (HearthPicture     *camera,
                  HearthParticipant *self)
{
  update_sources (self);
  g_signal_emit (self, signals[SHOWN_CHANGED], 0);
}

static gboolean
on_meter (gpointer user_data)
{
  HearthParticipant *self = HEARTH_PARTICIPANT (user_data);
  HearthPlaybackStats stats;
  HearthReception reception;

  hearth_playback_get_stats (self->playback, &stats);
  reception = hearth_reception_meter_update (&self->meter, stats.video.packets + stats.audio.packets,
                                             stats.video_packets_lost + stats.audio_packets_lost, g_get_monotonic_time ());
  if (self->reception != reception)
    {
      self->reception = reception;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECEPTION]);
    }

  return G_SOURCE_CONTINUE;
}

static void
hearth_participant_get_property (GObject    *object,
                                 guint       property,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  HearthParticipant *self = HEARTH_PARTICIPANT (object);

  switch (property)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_COLOUR:
      g_value_set_string (value, self->colour);
      break;
    case PROP_MICROPHONE_ON:
      g_value_set_boolean (value, self->microphone_on);
      break;
    case PROP_CAMERA_ON:
      g_value_set_boolean (value, self->camera_on);
      break;
    case PROP_ROLE:
      g_value_set_int (value, self->role);
      break;
    case PROP_CONNECTED:
      g_value_set_boolean (value, self->connected);
      break;
    case PROP_PICTURE_HELD:
      g_value_set_boolean (value, self->picture_held);
      break;
    case PROP_SPEAKING:
      g_value_set_boolean (value, self->speaking);
      break;
    case PROP_SHARE:
      g_value_set_object (value, self->share);
      break;
    case PROP_HAND:
      g_value_set_uint (value, self->hand);
      break;
    case PROP_RECEPTION:
      g_value_set_int (value, (int) self->reception);
      break;
    case PROP_VOLUME:
      g_value_set_double (value, self->volume);
      break;
    case PROP_MUTED_HERE:
      g_value_set_boolean (value, self->muted_here);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
hearth_participant_dispose (GObject *object)
{
  HearthParticipant *self = HEARTH_PARTICIPANT (object);

  hearth_participant_close (self);
  g_clear_object (&self->member);
  g_clear_object (&self->camera);
  g_clear_object (&self->acquaintance);

  G_OBJECT_CLASS (hearth_participant_parent_class)->dispose (object);
}

static void
hearth_participant_finalize (GObject *object)
{
  HearthParticipant *self = HEARTH_PARTICIPANT (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->colour);

  G_OBJECT_CLASS (hearth_participant_parent_class)->finalize (object);
}

static void
hearth_participant_class_init (HearthParticipantClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hearth_participant_get_property;
  object_class->dispose = hearth_participant_dispose;
  object_class->finalize = hearth_participant_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_COLOUR] = g_param_spec_string ("colour", NULL, NULL, NULL, flags);
  properties[PROP_MICROPHONE_ON] = g_param_spec_boolean ("microphone-on", NULL, NULL, FALSE, flags);
  properties[PROP_CAMERA_ON] = g_param_spec_boolean ("camera-on", NULL, NULL, FALSE, flags);
  properties[PROP_ROLE] = g_param_spec_int ("role", NULL, NULL, 0, HEARTH_N_ROLES - 1, HEARTH_ROLE_SPEAKER, flags);
  properties[PROP_CONNECTED] = g_param_spec_boolean ("connected", NULL, NULL, FALSE, flags);
  properties[PROP_PICTURE_HELD] = g_param_spec_boolean ("picture-held", NULL, NULL, FALSE, flags);
  properties[PROP_SPEAKING] = g_param_spec_boolean ("speaking", NULL, NULL, FALSE, flags);
  properties[PROP_SHARE] = g_param_spec_object ("share", NULL, NULL, HEARTH_TYPE_PICTURE, flags);
  properties[PROP_HAND] = g_param_spec_uint ("hand", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_RECEPTION] = g_param_spec_int ("reception", NULL, NULL, 0, HEARTH_N_RECEPTIONS - 1, HEARTH_RECEPTION_GOOD, flags);
  properties[PROP_VOLUME] = g_param_spec_double ("volume", NULL, NULL, 0, HEARTH_PARTICIPANT_MAX_VOLUME, 1, flags);
  properties[PROP_MUTED_HERE] = g_param_spec_boolean ("muted-here", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SHOWN_CHANGED] = g_signal_new ("shown-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_participant_init (HearthParticipant *self)
{
  self->volume = 1;
  self->acquaintance = hearth_acquaintance_new ();
}

HearthParticipant *
hearth_participant_new_self (const char         *name,
                             const char         *colour,
                             gboolean            host,
                             HearthFrameMailbox *mailbox)
{
  HearthParticipant *self = g_object_new (HEARTH_TYPE_PARTICIPANT, NULL);

  self->id = g_strdup (SELF_ID);
  self->name = g_strdup (name);
  self->colour = g_strdup (colour);
  self->self = TRUE;
  self->host = host;
  self->connected = TRUE;
  self->camera = hearth_picture_new (mailbox);

  return self;
}

HearthParticipant *
hearth_participant_new_member (HearthMember  *member,
                               HearthSpeaker *speaker)
{
  HearthParticipant *self = g_object_new (HEARTH_TYPE_PARTICIPANT, NULL);

  self->id = g_strdup (hearth_member_get_id (member));
  self->host = hearth_member_is_host (member);
  self->member = g_object_ref (member);
  self->playback = hearth_playback_new (speaker);
  self->camera = hearth_picture_new (hearth_playback_get_mailbox (self->playback));
  on_member_notify (member, NULL, self);

  g_signal_connect_object (member, "notify", G_CALLBACK (on_member_notify), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (member, "notify::camera-on", G_CALLBACK (update_sources), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (member, "sources-changed", G_CALLBACK (update_sources), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->camera, "shown-changed", G_CALLBACK (on_shown_changed), self, G_CONNECT_DEFAULT);
  update_sources (self);
  self->meter_source = g_timeout_add_seconds (RECEPTION_INTERVAL_S, on_meter, self);

  return self;
}

HearthMember *
hearth_participant_get_member (HearthParticipant *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (self), NULL);

  return self->member;
}

void
hearth_participant_set_profile (HearthParticipant *self,
                                const char        *name,
                                const char        *colour)
{
  g_return_if_fail (HEARTH_IS_PARTICIPANT (self));

  if (g_set_str (&self->name, name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  if (g_set_str (&self->colour, colour))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOUR]);
}

void
hearth_participant_set_state (HearthParticipant *self,
                              gboolean           microphone_on,
                              gboolean           camera_on,
                              guint              hand)
{
  g_return_if_fail (HEARTH_IS_PARTICIPANT (self));

  set_boolean (self, &self->microphone_on, microphone_on, PROP_MICROPHONE_ON);
  set_boolean (self, &self->camera_on, camera_on, PROP_CAMERA_ON);
  if (self->hand == hand)
    return;

  self->hand = hand;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAND]);
}

void
hearth_participant_set_level (HearthParticipant *self,
                              double             level)
{
  g_return_if_fail (HEARTH_IS_PARTICIPANT (self));
  g_return_if_fail (self->self);

  set_boolean (self, &self->speaking, hearth_speaking_detector_update (&self->detector, level, g_get_monotonic_time ()),
               PROP_SPEAKING);
}

void
hearth_participant_close (HearthParticipant *self)
{
  g_return_if_fail (HEARTH_IS_PARTICIPANT (self));

  hearth_participant_set_share (self, NULL, NULL);
  if (self->playback == NULL)
    return;

  g_clear_handle_id (&self->meter_source, g_source_remove);
  hearth_picture_close (self->camera);
  hearth_playback_get_stats (self->playback, &self->last_stats);
  g_signal_handlers_disconnect_by_data (self->member, self);
  g_signal_handlers_disconnect_by_data (self->camera, self);
  hearth_playback_close (self->playback);
  g_clear_object (&self->playback);
}

const char *
hearth_participant_get_id (HearthParticipant *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (self), NULL);

  return self->id;
}

HearthRole
hearth_participant_get_role (HearthParticipant *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (self), HEARTH_ROLE_LISTENER);

  return self->role;
}

const char *
hearth_participant_get_name (HearthParticipant *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (self), NULL);

  return self->name;
}

const char *
hearth_participant_get_colour (HearthParticipant *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (self), NULL);

  return self->colour;
}

gboolean
hearth_participant_is_self (HearthParticipant *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (self), FALSE);

  return self->self;
}

gboolean
hearth_participant_is_host (HearthParticipant *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (self), FALSE);

  return self->host;
}

gboolean
hearth_participant_get_microphone_on (HearthParticipant *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (self), FALSE);

  return self->microphone_on;
}

gboolean
hearth_participant_get_camera_on (HearthParticipant *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (self), FALSE);

  return self->camera_on;
}

gboolean
hearth_participant_get_connected (HearthParticipant *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (self), FALSE);

  return self->connected;
}

gboolean
hearth_participant_get_speaking (HearthParticipant *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (self), FALSE);

  return self->speaking;
}

gboolean
hearth_participant_get_picture_held (HearthParticipant *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (self), FALSE);

  return self->picture_held;
}

guint
hearth_participant_get_hand (HearthParticipant *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (self), 0);

  return self->hand;
}

HearthReception
hearth_participant_get_reception (HearthParticipant *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (self), HEARTH_RECEPTION_GOOD);

  return self->reception;
}

static void
apply_volume (HearthParticipant *self)
{
  double volume = self->muted_here ? 0 : self->volume;

  if (self->playback != NULL)
    hearth_playback_set_volume (self->playback, volume);
  if (self->share_playback != NULL)
    hearth_playback_set_volume (self->share_playback, volume);
}

double
hearth_participant_get_volume (HearthParticipant *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (self), 1);

  return self->volume;
}

void
hearth_participant_set_volume (HearthParticipant *self,
                               double             volume)
{
  g_return_if_fail (HEARTH_IS_PARTICIPANT (self));

  volume = CLAMP (volume, 0, HEARTH_PARTICIPANT_MAX_VOLUME);
  if (self->volume == volume)
    return;

  self->volume = volume;
  apply_volume (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VOLUME]);
}

gboolean
hearth_participant_get_muted_here (HearthParticipant *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (self), FALSE);

  return self->muted_here;
}

void
hearth_participant_set_muted_here (HearthParticipant *self,
                                   gboolean           muted)
{
  g_return_if_fail (HEARTH_IS_PARTICIPANT (self));

  set_boolean (self, &self->muted_here, muted, PROP_MUTED_HERE);
  apply_volume (self);
}

HearthAcquaintance *
hearth_participant_get_acquaintance (HearthParticipant *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (self), NULL);

  return self->acquaintance;
}

HearthPicture *
hearth_participant_get_camera (HearthParticipant *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (self), NULL);

  return self->camera;
}

HearthPicture *
hearth_participant_get_share (HearthParticipant *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (self), NULL);

  return self->share;
}

void
hearth_participant_set_share (HearthParticipant *self,
                              HearthPicture     *share,
                              HearthPlayback    *playback)
{
  g_return_if_fail (HEARTH_IS_PARTICIPANT (self));
  g_return_if_fail (share == NULL || HEARTH_IS_PICTURE (share));

  g_set_object (&self->share_playback, playback);
  apply_volume (self);
  if (g_set_object (&self->share, share))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHARE]);
}

void
hearth_participant_set_tap (HearthParticipant *self,
                            HearthMediaTap    *tap)
{
  g_return_if_fail (HEARTH_IS_PARTICIPANT (self));

  if (self->playback != NULL)
    hearth_playback_set_tap (self->playback, tap);
}

void
hearth_participant_get_stats (HearthParticipant      *self,
                              HearthParticipantStats *stats)
{
  HearthPlaybackStats playback, share = { 0 };

  g_return_if_fail (HEARTH_IS_PARTICIPANT (self));
  g_return_if_fail (stats != NULL);

  playback = self->last_stats;
  if (self->playback != NULL)
    hearth_playback_get_stats (self->playback, &playback);
  if (self->share_playback != NULL)
    hearth_playback_get_stats (self->share_playback, &share);

  hearth_participant_stats_add_up (stats, &playback, &share, self->camera_on);
}
