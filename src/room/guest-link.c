/* The host's side of one guest: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/guest-link.h"

#include "base/main-thread.h"
#include "base/token-bucket.h"
#include "peer/receiving-track.h"
#include "room/incoming-path.h"
#include "room/member-private.h"
#include "room/outgoing-path.h"
#include "room/track-id.h"

/* What one guest may have the host decrypt and check: two connections' worth of candidates at once, then a few renewals a
 * second. */
#define RELAY_BURST 200
#define RELAYS_PER_SECOND 20

/* How often a guest that is not INSIDE is judged. */
#define JUDGE_MS 250

struct _HearthGuestLink
{
  GObject parent_instance;

  HearthTrustSession *session;
  char *welcome; /* (nullable): as it was sealed in this session */
  char *address;
  char *pass; /* nullable */
  gboolean keep_link;
  HearthMember *member;
  HearthOutgoingPath *down;
  HearthIncomingPath *up;
  HearthGuestControl *control;
  HearthRtpSource *sounds[HEARTH_N_TRACK_KINDS]; /* nullable: their voice and their screen's sound */
  HearthRemoteVideo *pictures[HEARTH_N_PICTURE_KINDS];

  HearthGuestStep step;
  gint64 joined_at; /* µs monotonic */
  gboolean started;
  gint64 left_server_at; /* µs monotonic; 0: the guest is connected to the server */
  gboolean said_bye;
  gboolean expelled;
  guint judge_source;
  HearthTokenBucket relays;
};

enum
{
  RELAY,
  OPENED,
  VIEW,
  ACT,
  HELD_CHANGED,
  SOUNDS_CHANGED,
  GONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthGuestLink, hearth_guest_link, G_TYPE_OBJECT)

static gboolean on_judge (gpointer user_data);

static void
set_step (HearthGuestLink *self,
          HearthGuestStep  step)
{
  if (self->step == step || self->step == HEARTH_GUEST_GONE)
    return;

  g_debug ("Guest %s: step %d → %d", hearth_member_get_id (self->member), self->step, step);
  self->step = step;
  hearth_member_set_connected (self->member, step == HEARTH_GUEST_INSIDE);

  if (step == HEARTH_GUEST_INSIDE || step == HEARTH_GUEST_GONE)
    g_clear_handle_id (&self->judge_source, g_source_remove);
  else if (self->judge_source == 0)
    self->judge_source = g_timeout_add (JUDGE_MS, on_judge, self);

  if (step == HEARTH_GUEST_GONE)
    g_signal_emit (self, signals[GONE], 0);
}

static void
judge (HearthGuestLink *self)
{
  HearthPath *down = HEARTH_PATH (self->down);
  gint64 now = g_get_monotonic_time ();

  if (self->said_bye)
    set_step (self, HEARTH_GUEST_GONE);
  else
    set_step (self, hearth_guest_step_judge (hearth_path_get_health (down), hearth_path_get_silence (down),
                                             now - self->joined_at, self->left_server_at == 0 ? -1 : now - self->left_server_at));
}

static gboolean
on_judge (gpointer user_data)
{
  g_autoptr (HearthGuestLink) self = g_object_ref (HEARTH_GUEST_LINK (user_data));

  judge (self);

  return self->judge_source != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
on_health_changed (HearthPath      *path,
                   HearthGuestLink *self)
{
  judge (self);
}

static void
relay (HearthGuestLink     *self,
       const HearthPayload *payload)
{
  g_autofree char *text = hearth_guest_link_seal (self, payload);

  g_signal_emit (self, signals[RELAY], 0, text);
}

static void
on_payload (HearthPath      *path,
            HearthPayload   *payload,
            HearthGuestLink *self)
{
  relay (self, payload);
}

static void
on_opened (HearthGuestControl *control,
           HearthGuestLink    *self)
{
  g_signal_emit (self, signals[OPENED], 0);
}

static void
on_view (HearthGuestControl   *control,
         HearthControlMessage *view,
         HearthGuestLink      *self)
{
  g_signal_emit (self, signals[VIEW], 0, view);
}

static void
on_act (HearthGuestControl   *control,
        HearthControlMessage *act,
        HearthGuestLink      *self)
{
  g_signal_emit (self, signals[ACT], 0, act);
}

static void
on_held_changed (HearthGuestControl *control,
                 HearthGuestLink    *self)
{
  g_signal_emit (self, signals[HELD_CHANGED], 0);
}

static void
on_bye (HearthGuestControl *control,
        HearthGuestLink    *self)
{
  self->said_bye = TRUE;
  judge (self);
}

/* What a guest calls "audio" need not be sound. */
static void
take_sound (HearthGuestLink *self,
            HearthTrackKind  kind,
            HearthRtpSource *source)
{
  if (HEARTH_IS_RECEIVING_TRACK (source))
    hearth_receiving_track_set_limit (HEARTH_RECEIVING_TRACK (source), HEARTH_LIMIT_SOUND_BITRATE);
  if ((source == NULL || hearth_track_kind_is_of (kind, source)) && g_set_object (&self->sounds[kind], source))
    g_signal_emit (self, signals[SOUNDS_CHANGED], 0);
}

static void
on_track_changed (HearthPath      *path,
                  const char      *track_id,
                  HearthRtpSource *source,
                  HearthGuestLink *self)
{
  HearthPictureKind kind;
  guint layer;

  g_debug ("Guest %s: %s %s", hearth_member_get_id (self->member), track_id, source != NULL ? "begins" : "ends");
  if (g_str_equal (track_id, HEARTH_TRACK_ID_VOICE))
    take_sound (self, HEARTH_TRACK_AUDIO, source);
  else if (g_str_equal (track_id, HEARTH_TRACK_ID_SOUND))
    take_sound (self, HEARTH_TRACK_SOUND, source);
  else if (hearth_track_id_parse_layer (track_id, &kind, &layer))
    {
      if (source == NULL || hearth_track_kind_is_of (HEARTH_TRACK_VIDEO, source))
        hearth_remote_video_set_track (self->pictures[kind], layer, source);
    }
}

static void
hearth_guest_link_dispose (GObject *object)
{
  HearthGuestLink *self = HEARTH_GUEST_LINK (object);

  hearth_guest_link_close (self);
  g_clear_object (&self->control);
  g_clear_object (&self->down);
  g_clear_object (&self->up);
  for (guint i = 0; i < HEARTH_N_PICTURE_KINDS; i++)
    g_clear_object (&self->pictures[i]);
  g_clear_object (&self->member);

  G_OBJECT_CLASS (hearth_guest_link_parent_class)->dispose (object);
}

static void
hearth_guest_link_finalize (GObject *object)
{
  HearthGuestLink *self = HEARTH_GUEST_LINK (object);

  g_clear_pointer (&self->session, hearth_trust_session_free);
  g_free (self->welcome);
  g_free (self->address);
  g_free (self->pass);

  G_OBJECT_CLASS (hearth_guest_link_parent_class)->finalize (object);
}

static void
hearth_guest_link_class_init (HearthGuestLinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_guest_link_dispose;
  object_class->finalize = hearth_guest_link_finalize;

  signals[RELAY] = g_signal_new ("relay", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[VIEW] = g_signal_new ("view", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[ACT] = g_signal_new ("act", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                               0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[HELD_CHANGED] = g_signal_new ("held-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SOUNDS_CHANGED] = g_signal_new ("sounds-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GONE] = g_signal_new ("gone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_guest_link_init (HearthGuestLink *self)
{
  self->joined_at = g_get_monotonic_time ();
  self->judge_source = g_timeout_add (JUDGE_MS, on_judge, self);
  hearth_token_bucket_init (&self->relays, RELAY_BURST, RELAYS_PER_SECOND, self->joined_at);
}

static void
watch_paths (HearthGuestLink *self)
{
  g_signal_connect_object (self->down, "payload", G_CALLBACK (on_payload), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->down, "health-changed", G_CALLBACK (on_health_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->up, "payload", G_CALLBACK (on_payload), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->up, "track-changed", G_CALLBACK (on_track_changed), self, G_CONNECT_DEFAULT);
}

static void
converse (HearthGuestLink *self)
{
  self->control = hearth_guest_control_new (HEARTH_PATH (self->down), self->member, self->pictures[HEARTH_PICTURE_CAMERA],
                                            self->pictures[HEARTH_PICTURE_SHARE]);
  g_signal_connect_object (self->control, "opened", G_CALLBACK (on_opened), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->control, "view", G_CALLBACK (on_view), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->control, "act", G_CALLBACK (on_act), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->control, "held-changed", G_CALLBACK (on_held_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->control, "bye", G_CALLBACK (on_bye), self, G_CONNECT_DEFAULT);
}

HearthGuestLink *
hearth_guest_link_new (const char                   *member_id,
                       HearthTrustSession           *session,
                       const char                   *address,
                       const HearthPayload          *hello,
                       const HearthConnectionConfig *config)
{
  g_autoptr (HearthConnectionConfig) receiving = hearth_connection_config_copy (config);
  HearthGuestLink *self;
  HearthMemberState state = { .id = (char *) member_id, .name = hello->name, .colour = hello->colour };
  g_autofree char *key = hearth_public_key_to_text (hearth_trust_session_get_peer (session));

  /* What comes from a guest goes on to the others as it is. */
  receiving->forwarding = TRUE;

  self = g_object_new (HEARTH_TYPE_GUEST_LINK, NULL);
  self->member = hearth_member_new (&state);
  hearth_member_set_key (self->member, key);
  self->down = hearth_outgoing_path_new (HEARTH_DIRECTION_DOWN, config);
  self->up = hearth_incoming_path_new (HEARTH_DIRECTION_UP, receiving);
  for (guint i = 0; i < HEARTH_N_PICTURE_KINDS; i++)
    self->pictures[i] = hearth_remote_video_new ();
  watch_paths (self);
  converse (self);
  hearth_guest_link_attach (self, session, address, hello);

  return self;
}

void
hearth_guest_link_attach (HearthGuestLink     *self,
                          HearthTrustSession  *session,
                          const char          *address,
                          const HearthPayload *hello)
{
  g_return_if_fail (HEARTH_IS_GUEST_LINK (self));

  g_clear_pointer (&self->session, hearth_trust_session_free);
  g_clear_pointer (&self->welcome, g_free);
  self->session = session;
  g_set_str (&self->address, address);
  g_set_str (&self->pass, hello->pass);
  self->left_server_at = 0;
  hearth_incoming_path_restart (self->up);
  hearth_guest_control_restart (self->control);
  hearth_guest_control_rename (self->control, hello->name, hello->colour);
}

char *
hearth_guest_link_seal (HearthGuestLink     *self,
                        const HearthPayload *payload)
{
  g_return_val_if_fail (HEARTH_IS_GUEST_LINK (self), NULL);

  return hearth_trust_session_seal (self->session, payload, g_get_real_time () / G_USEC_PER_SEC);
}

const char *
hearth_guest_link_get_pass (HearthGuestLink *self)
{
  g_return_val_if_fail (HEARTH_IS_GUEST_LINK (self), NULL);

  return self->pass;
}

void
hearth_guest_link_set_keep_link (HearthGuestLink *self,
                                 gboolean         keep)
{
  g_return_if_fail (HEARTH_IS_GUEST_LINK (self));

  if (self->keep_link == !!keep)
    return;

  self->keep_link = !!keep;
  g_signal_emit (self, signals[HELD_CHANGED], 0);
}

gboolean
hearth_guest_link_get_keep_link (HearthGuestLink *self)
{
  g_return_val_if_fail (HEARTH_IS_GUEST_LINK (self), FALSE);

  return self->keep_link;
}

const char *
hearth_guest_link_welcome (HearthGuestLink     *self,
                           const HearthPayload *welcome)
{
  g_return_val_if_fail (HEARTH_IS_GUEST_LINK (self), NULL);

  if (self->welcome == NULL)
    self->welcome = hearth_guest_link_seal (self, welcome);

  return self->welcome;
}

void
hearth_guest_link_start (HearthGuestLink *self)
{
  g_return_if_fail (HEARTH_IS_GUEST_LINK (self));

  if (!self->started)
    hearth_path_start (HEARTH_PATH (self->down));
  else if (hearth_path_get_health (HEARTH_PATH (self->down)) != HEARTH_PATH_ALIVE)
    hearth_path_renew (HEARTH_PATH (self->down), TRUE);
  else
    hearth_outgoing_path_repeat (self->down);
  self->started = TRUE;
}

void
hearth_guest_link_receive (HearthGuestLink *self,
                           const char      *text)
{
  g_autoptr (HearthPayload) payload = NULL;
  g_autoptr (GError) error = NULL;
  HearthPath *path;

  g_return_if_fail (HEARTH_IS_GUEST_LINK (self));

  if (!hearth_token_bucket_take (&self->relays, 1, g_get_monotonic_time ()))
    return;

  payload = hearth_trust_session_open (self->session, text, g_get_real_time () / G_USEC_PER_SEC, &error);
  if (payload == NULL)
    {
      g_debug ("Guest %s: a payload is ignored: %s", hearth_member_get_id (self->member), error->message);
      return;
    }

  if (payload->type == HEARTH_PAYLOAD_BYE)
    {
      self->said_bye = TRUE;
      judge (self);
      return;
    }

  path = payload->direction == HEARTH_DIRECTION_DOWN ? HEARTH_PATH (self->down) : HEARTH_PATH (self->up);
  if (!hearth_path_handle (path, payload, &error))
    g_debug ("Guest %s: a payload is refused: %s", hearth_member_get_id (self->member), error->message);
}

void
hearth_guest_link_leave_server (HearthGuestLink *self)
{
  g_return_if_fail (HEARTH_IS_GUEST_LINK (self));

  self->left_server_at = g_get_monotonic_time ();
  judge (self);
}

void
hearth_guest_link_set_track (HearthGuestLink *self,
                             const char      *track_id,
                             HearthRtpSource *source)
{
  g_return_if_fail (HEARTH_IS_GUEST_LINK (self));

  hearth_outgoing_path_set_track (self->down, track_id, source);
}

void
hearth_guest_link_set_speakers (HearthGuestLink      *self,
                                HearthControlMessage *message)
{
  g_return_if_fail (HEARTH_IS_GUEST_LINK (self));

  hearth_guest_control_set_speakers (self->control, message);
}

gboolean
hearth_guest_link_send (HearthGuestLink            *self,
                        const HearthControlMessage *message)
{
  g_return_val_if_fail (HEARTH_IS_GUEST_LINK (self), FALSE);

  return hearth_path_send (HEARTH_PATH (self->down), message);
}

void
hearth_guest_link_expel (HearthGuestLink *self)
{
  g_autoptr (HearthControlMessage) bye = hearth_control_message_new (HEARTH_CONTROL_BYE);
  g_autoptr (HearthPayload) payload = hearth_payload_new (HEARTH_PAYLOAD_BYE);

  g_return_if_fail (HEARTH_IS_GUEST_LINK (self));

  /* Twice, because either way may be the one that is broken. */
  bye->removed = TRUE;
  (void) hearth_guest_link_send (self, bye);
  relay (self, payload);

  self->expelled = TRUE;
  set_step (self, HEARTH_GUEST_GONE);
}

gboolean
hearth_guest_link_is_expelled (HearthGuestLink *self)
{
  g_return_val_if_fail (HEARTH_IS_GUEST_LINK (self), FALSE);

  return self->expelled;
}

HearthGuestControl *
hearth_guest_link_get_control (HearthGuestLink *self)
{
  g_return_val_if_fail (HEARTH_IS_GUEST_LINK (self), NULL);

  return self->control;
}

void
hearth_guest_link_close (HearthGuestLink *self)
{
  g_return_if_fail (HEARTH_IS_GUEST_LINK (self));

  /* Nothing that happens from here on is news: no signal follows GONE. */
  self->step = HEARTH_GUEST_GONE;
  g_clear_handle_id (&self->judge_source, g_source_remove);
  if (self->control != NULL)
    hearth_guest_control_close (self->control);
  for (guint i = 0; i < HEARTH_N_TRACK_KINDS; i++)
    g_clear_object (&self->sounds[i]);
  if (self->down != NULL)
    hearth_path_close (HEARTH_PATH (self->down));
  if (self->up != NULL)
    hearth_path_close (HEARTH_PATH (self->up));
}

const char *
hearth_guest_link_get_address (HearthGuestLink *self)
{
  g_return_val_if_fail (HEARTH_IS_GUEST_LINK (self), NULL);

  return self->address;
}

const HearthPublicKey *
hearth_guest_link_get_key (HearthGuestLink *self)
{
  g_return_val_if_fail (HEARTH_IS_GUEST_LINK (self), NULL);

  return hearth_trust_session_get_peer (self->session);
}

HearthMember *
hearth_guest_link_get_member (HearthGuestLink *self)
{
  g_return_val_if_fail (HEARTH_IS_GUEST_LINK (self), NULL);

  return self->member;
}

HearthRtpSource *
hearth_guest_link_get_sound (HearthGuestLink *self,
                             HearthTrackKind  kind)
{
  g_return_val_if_fail (HEARTH_IS_GUEST_LINK (self), NULL);
  g_return_val_if_fail (kind < HEARTH_N_TRACK_KINDS, NULL);

  return self->sounds[kind];
}

HearthRemoteVideo *
hearth_guest_link_get_picture (HearthGuestLink   *self,
                               HearthPictureKind  kind)
{
  g_return_val_if_fail (HEARTH_IS_GUEST_LINK (self), NULL);
  g_return_val_if_fail (kind < HEARTH_N_PICTURE_KINDS, NULL);

  return self->pictures[kind];
}

void
hearth_guest_link_get_stats (HearthGuestLink *self,
                             HearthLinkStats *stats)
{
  g_return_if_fail (HEARTH_IS_GUEST_LINK (self));

  hearth_path_get_stats (HEARTH_PATH (self->down), &stats->sent);
  hearth_path_get_stats (HEARTH_PATH (self->up), &stats->received);
}

void
hearth_guest_link_get_routes (HearthGuestLink  *self,
                              HearthLinkRoutes *routes)
{
  g_return_if_fail (HEARTH_IS_GUEST_LINK (self));

  routes->sent = hearth_path_get_route (HEARTH_PATH (self->down));
  routes->received = hearth_path_get_route (HEARTH_PATH (self->up));
}

guint
hearth_guest_link_count_connections (HearthGuestLink *self)
{
  g_return_val_if_fail (HEARTH_IS_GUEST_LINK (self), 0);

  return hearth_path_count_connections (HEARTH_PATH (self->down)) + hearth_path_count_connections (HEARTH_PATH (self->up));
}

HearthGuestStep
hearth_guest_link_get_step (HearthGuestLink *self)
{
  g_return_val_if_fail (HEARTH_IS_GUEST_LINK (self), HEARTH_GUEST_GONE);

  return self->step;
}
