/* The guest's side of the host: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/host-link.h"

#include "base/main-thread.h"
#include "peer/peer-error.h"
#include "room/incoming-path.h"
#include "room/outgoing-path.h"
#include "room/room-error.h"
#include "room/track-id.h"

/* How often it is judged whether the host is still there. */
#define JUDGE_MS 250

struct _HearthHostLink
{
  GObject parent_instance;

  HearthTrustSession *session; /* of the last admission */
  HearthIncomingPath *down;
  HearthOutgoingPath *up;
  gboolean sends; /* has anything to send, so there is an upward connection */
  HearthLayeredSource *pictures[HEARTH_N_PICTURE_KINDS]; /* nullable, like the next */
  HearthRtpSource *sound;
  HearthHostControl *control;

  HearthVisitStep step;
  gint64 admitted_at;  /* the first time, µs monotonic; 0: not yet */
  gint64 host_left_at; /* when the host's socket (or the server) went, µs monotonic; 0: it is there */
  guint judge_source;
  gboolean closed;
};

enum
{
  RELAY,
  STEP_CHANGED,
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthHostLink, hearth_host_link, G_TYPE_OBJECT)

/* The last thing that happens: whoever listens closes this object. */
static void
end (HearthHostLink *self,
     const GError   *error)
{
  if (!self->closed)
    g_signal_emit (self, signals[ENDED], 0, error);
}

static void
end_because (HearthHostLink  *self,
             HearthRoomError  code,
             const char      *message)
{
  g_autoptr (GError) error = g_error_new_literal (HEARTH_ROOM_ERROR, code, message);

  end (self, error);
}

/* The path's own error says more than "unreachable", where there is one. */
static void
end_unreachable (HearthHostLink *self)
{
  g_autoptr (GError) error = NULL;

  if (hearth_path_get_error (HEARTH_PATH (self->down)) != NULL)
    error = g_error_copy (hearth_path_get_error (HEARTH_PATH (self->down)));
  else
    error = g_error_new_literal (HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_UNREACHABLE, "There is no path to the host's computer");

  end (self, error);
}

static void
judge (HearthHostLink *self)
{
  HearthPath *down = HEARTH_PATH (self->down);
  gint64 now = g_get_monotonic_time ();
  HearthVisitStep step;

  if (self->closed || self->admitted_at == 0)
    return;

  step = hearth_visit_step_judge (hearth_path_get_health (down), hearth_path_get_silence (down), now - self->admitted_at,
                                  self->host_left_at == 0 ? -1 : now - self->host_left_at);
  if (step == self->step)
    return;

  self->step = step;
  g_signal_emit (self, signals[STEP_CHANGED], 0);
  if (step == HEARTH_VISIT_UNREACHABLE)
    end_unreachable (self);
  else if (step == HEARTH_VISIT_LOST)
    end_because (self, HEARTH_ROOM_ERROR_HOST_LOST, "The host's computer does not answer any more");
}

static gboolean
on_judge (gpointer user_data)
{
  g_autoptr (HearthHostLink) self = g_object_ref (HEARTH_HOST_LINK (user_data));

  judge (self);

  return self->judge_source != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
on_health_changed (HearthPath     *path,
                   HearthHostLink *self)
{
  HearthPathHealth health = hearth_path_get_health (path);

  hearth_host_control_set_connected (self->control, health == HEARTH_PATH_ALIVE);

  /* What broke the way down has broken the way up, which nobody watches. */
  if (health == HEARTH_PATH_LOST && self->sends)
    hearth_path_renew (HEARTH_PATH (self->up), TRUE);
  judge (self);
}

static void
send_payload (HearthHostLink      *self,
              const HearthPayload *payload)
{
  g_autofree char *text = hearth_trust_session_seal (self->session, payload, g_get_real_time () / G_USEC_PER_SEC);

  g_signal_emit (self, signals[RELAY], 0, text);
}

static void
on_payload (HearthPath     *path,
            HearthPayload  *payload,
            HearthHostLink *self)
{
  send_payload (self, payload);
}

static void
on_bye (HearthHostControl *control,
        gboolean           removed,
        HearthHostLink    *self)
{
  if (removed)
    end_because (self, HEARTH_ROOM_ERROR_REMOVED, "The host removed this person");
  else
    end_because (self, HEARTH_ROOM_ERROR_HOST_LEFT, "The host ended the room");
}

static void
on_track_changed (HearthPath      *path,
                  const char      *track_id,
                  HearthRtpSource *source,
                  HearthHostLink  *self)
{
  hearth_host_control_set_track (self->control, track_id, source);
}

static void
hearth_host_link_dispose (GObject *object)
{
  HearthHostLink *self = HEARTH_HOST_LINK (object);

  hearth_host_link_close (self);
  g_clear_object (&self->control);
  g_clear_object (&self->down);
  g_clear_object (&self->up);
  for (guint kind = 0; kind < HEARTH_N_PICTURE_KINDS; kind++)
    g_clear_object (&self->pictures[kind]);
  g_clear_object (&self->sound);

  G_OBJECT_CLASS (hearth_host_link_parent_class)->dispose (object);
}

static void
hearth_host_link_finalize (GObject *object)
{
  HearthHostLink *self = HEARTH_HOST_LINK (object);

  g_clear_pointer (&self->session, hearth_trust_session_free);

  G_OBJECT_CLASS (hearth_host_link_parent_class)->finalize (object);
}

static void
hearth_host_link_class_init (HearthHostLinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_host_link_dispose;
  object_class->finalize = hearth_host_link_finalize;

  signals[RELAY] = g_signal_new ("relay", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[STEP_CHANGED] = g_signal_new ("step-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
hearth_host_link_init (HearthHostLink *self)
{
}

HearthHostLink *
hearth_host_link_new (const HearthConnectionConfig *config)
{
  HearthHostLink *self = g_object_new (HEARTH_TYPE_HOST_LINK, NULL);

  self->down = hearth_incoming_path_new (HEARTH_DIRECTION_DOWN, config);
  self->up = hearth_outgoing_path_new (HEARTH_DIRECTION_UP, config);
  g_signal_connect_object (self->down, "payload", G_CALLBACK (on_payload), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->down, "health-changed", G_CALLBACK (on_health_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->down, "track-changed", G_CALLBACK (on_track_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->up, "payload", G_CALLBACK (on_payload), self, G_CONNECT_DEFAULT);
  self->control = hearth_host_control_new (HEARTH_PATH (self->down));
  g_signal_connect_object (self->control, "bye", G_CALLBACK (on_bye), self, G_CONNECT_DEFAULT);

  return self;
}

static void
send_track (HearthHostLink  *self,
            const char      *track_id,
            HearthRtpSource *source)
{
  hearth_outgoing_path_set_track (self->up, track_id, source);
  if (self->sends)
    return;

  self->sends = TRUE;
  if (self->admitted_at != 0)
    hearth_path_start (HEARTH_PATH (self->up));
}

/* A line for each layer that there has ever been: one that comes back, as when the camera is switched on again, needs no new offer. */
static void
on_layers_changed (HearthLayeredSource *picture,
                   HearthHostLink      *self)
{
  HearthPictureKind kind = picture == self->pictures[HEARTH_PICTURE_SHARE] ? HEARTH_PICTURE_SHARE : HEARTH_PICTURE_CAMERA;
  HearthLayer layers[HEARTH_LIMIT_VIDEO_LAYERS];
  guint n = hearth_layered_source_get_layers (picture, layers);

  for (guint i = 0; i < n; i++)
    {
      HearthRtpSource *source = hearth_layered_source_get_source (picture, i);
      g_autofree char *track_id = hearth_track_id_new_layer (kind, i);

      if (source != NULL)
        send_track (self, track_id, source);
    }
}

void
hearth_host_link_set_local (HearthHostLink           *self,
                            const HearthLocalSources *sources)
{
  g_return_if_fail (HEARTH_IS_HOST_LINK (self));
  g_return_if_fail (self->admitted_at == 0);

  if (sources->voice != NULL)
    send_track (self, HEARTH_TRACK_ID_VOICE, sources->voice);
  g_set_object (&self->sound, sources->sound);
  for (guint kind = 0; kind < HEARTH_N_PICTURE_KINDS; kind++)
    {
      HearthLayeredSource *picture = sources->pictures[kind];

      if (g_set_object (&self->pictures[kind], picture))
        {
          g_signal_connect_object (picture, "layers-changed", G_CALLBACK (on_layers_changed), self, G_CONNECT_DEFAULT);
          on_layers_changed (picture, self);
        }
      hearth_host_control_set_picture (self->control, kind, picture);
    }
}

void
hearth_host_link_set_state (HearthHostLink          *self,
                            const HearthMemberState *state)
{
  g_return_if_fail (HEARTH_IS_HOST_LINK (self));

  /* Hardly anybody ever shares sound: only who does has a line for it. */
  if (state->share_sound && self->sound != NULL)
    send_track (self, HEARTH_TRACK_ID_SOUND, self->sound);
  hearth_host_control_set_state (self->control, state);
}

static void
begin (HearthHostLink *self)
{
  self->admitted_at = g_get_monotonic_time ();
  self->judge_source = g_timeout_add (JUDGE_MS, on_judge, self);
  hearth_path_start (HEARTH_PATH (self->down));
  if (self->sends)
    hearth_path_start (HEARTH_PATH (self->up));
}

/* What was waiting for the server can go on. The host may have begun anew with this guest. */
static void
resume (HearthHostLink *self)
{
  hearth_incoming_path_restart (self->down);
  if (hearth_path_get_health (HEARTH_PATH (self->down)) == HEARTH_PATH_ALIVE)
    return;

  hearth_path_renew (HEARTH_PATH (self->down), TRUE);
  if (self->sends)
    hearth_path_renew (HEARTH_PATH (self->up), TRUE);
}

void
hearth_host_link_attach (HearthHostLink     *self,
                         HearthTrustSession *session)
{
  g_return_if_fail (HEARTH_IS_HOST_LINK (self));
  g_return_if_fail (session != NULL && !self->closed);

  g_clear_pointer (&self->session, hearth_trust_session_free);
  self->session = session;
  self->host_left_at = 0;
  hearth_host_control_restart (self->control);
  hearth_host_control_set_host_key (self->control, hearth_trust_session_get_peer (session));
  if (self->admitted_at == 0)
    begin (self);
  else
    resume (self);
}

void
hearth_host_link_receive (HearthHostLink *self,
                          const char     *text)
{
  g_autoptr (HearthPayload) payload = NULL;
  g_autoptr (GError) error = NULL;
  HearthPath *path;

  g_return_if_fail (HEARTH_IS_HOST_LINK (self));

  if (self->session == NULL || self->closed)
    return;

  payload = hearth_trust_session_open (self->session, text, g_get_real_time () / G_USEC_PER_SEC, &error);
  if (payload == NULL)
    {
      g_debug ("A payload is ignored: %s", error->message);
      return;
    }
  if (payload->type == HEARTH_PAYLOAD_BYE)
    {
      end_because (self, HEARTH_ROOM_ERROR_REMOVED, "The host removed this person");
      return;
    }

  path = payload->direction == HEARTH_DIRECTION_DOWN ? HEARTH_PATH (self->down) : HEARTH_PATH (self->up);
  if (!hearth_path_handle (path, payload, &error))
    g_debug ("A payload is refused: %s", error->message);
}

void
hearth_host_link_set_host_there (HearthHostLink *self,
                                 gboolean        there)
{
  g_return_if_fail (HEARTH_IS_HOST_LINK (self));

  if (there)
    self->host_left_at = 0;
  else if (self->host_left_at == 0)
    self->host_left_at = g_get_monotonic_time ();
}

void
hearth_host_link_say_goodbye (HearthHostLink *self)
{
  g_autoptr (HearthControlMessage) bye = hearth_control_message_new (HEARTH_CONTROL_BYE);
  g_autoptr (HearthPayload) sealed_bye = hearth_payload_new (HEARTH_PAYLOAD_BYE);

  g_return_if_fail (HEARTH_IS_HOST_LINK (self));

  if (self->session == NULL || self->closed)
    return;

  /* Twice, because either way may be the one that is broken. */
  (void) hearth_path_send (HEARTH_PATH (self->down), bye);
  send_payload (self, sealed_bye);
}

void
hearth_host_link_close (HearthHostLink *self)
{
  g_return_if_fail (HEARTH_IS_HOST_LINK (self));

  self->closed = TRUE;
  g_clear_handle_id (&self->judge_source, g_source_remove);
  if (self->control != NULL)
    hearth_host_control_close (self->control);
  if (self->down != NULL)
    hearth_path_close (HEARTH_PATH (self->down));
  if (self->up != NULL)
    hearth_path_close (HEARTH_PATH (self->up));
}

HearthVisitStep
hearth_host_link_get_step (HearthHostLink *self)
{
  g_return_val_if_fail (HEARTH_IS_HOST_LINK (self), HEARTH_VISIT_LOST);

  return self->step;
}

gboolean
hearth_host_link_is_lost (HearthHostLink *self)
{
  g_return_val_if_fail (HEARTH_IS_HOST_LINK (self), TRUE);

  return hearth_path_get_health (HEARTH_PATH (self->down)) == HEARTH_PATH_LOST;
}

void
hearth_host_link_get_stats (HearthHostLink  *self,
                            HearthLinkStats *stats)
{
  g_return_if_fail (HEARTH_IS_HOST_LINK (self));

  hearth_path_get_stats (HEARTH_PATH (self->up), &stats->sent);
  hearth_path_get_stats (HEARTH_PATH (self->down), &stats->received);
}

void
hearth_host_link_get_routes (HearthHostLink   *self,
                             HearthLinkRoutes *routes)
{
  g_return_if_fail (HEARTH_IS_HOST_LINK (self));

  routes->sent = hearth_path_get_route (HEARTH_PATH (self->up));
  routes->received = hearth_path_get_route (HEARTH_PATH (self->down));
}

HearthHostControl *
hearth_host_link_get_control (HearthHostLink *self)
{
  g_return_val_if_fail (HEARTH_IS_HOST_LINK (self), NULL);

  return self->control;
}
