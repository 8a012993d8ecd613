/* What sending and receiving connections have in common: see the header.
 *
 * Callbacks on webrtcbin's threads get this object without a reference: hearth_connection_close() disconnects them and then joins
 * those threads, and it has always run before the object is finalized. They post to the main thread and return.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/connection.h"

#include "base/limits.h"
#include "base/main-thread.h"
#include "media/media-pipeline.h"
#include "peer/candidate.h"
#include "peer/connection-private.h"
#include "peer/sdp-extensions.h"
#include "peer/selected-route.h"
#include "peer/webrtc-element.h"
#include "peer/webrtc-request.h"

typedef struct
{
  HearthMediaPipeline *pipeline;
  GstElement *webrtc;
  HearthCertificateGate *gate;
  HearthSsrcTable *expected;
  HearthTransportGuard *guard;

  HearthConnectionState state;
  guint generation;
  gboolean relay_only;
  guint deadline;

  gboolean announced;             /* the first description of ours is out */
  GQueue local_candidates;        /* of HearthCandidate, until then */
  gboolean remote_set;            /* webrtcbin knows a description of the peer's */
  GQueue remote_candidates;       /* of HearthCandidate, until then */
  guint n_remote_candidates;
} HearthConnectionPrivate;

enum
{
  DESCRIPTION,
  CANDIDATE,
  STATE_CHANGED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (HearthConnection, hearth_connection, G_TYPE_OBJECT)

static HearthConnectionPrivate *
get_private (HearthConnection *self)
{
  return hearth_connection_get_instance_private (self);
}

/* --- State ---------------------------------------------------------------------------------------------------------------- */

static void
set_state (HearthConnection      *self,
           HearthConnectionState  state)
{
  HearthConnectionPrivate *priv = get_private (self);

  priv->state = state;
  if (state != HEARTH_CONNECTION_CONNECTING)
    g_clear_handle_id (&priv->deadline, g_source_remove);
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

static void
update_connected (HearthConnection *self)
{
  HearthConnectionPrivate *priv = get_private (self);
  GstWebRTCPeerConnectionState state;

  if (priv->state != HEARTH_CONNECTION_CONNECTING)
    return;

  g_object_get (priv->webrtc, "connection-state", &state, NULL);
  if (state != GST_WEBRTC_PEER_CONNECTION_STATE_CONNECTED || !hearth_certificate_gate_is_open (priv->gate))
    return;

  if (!hearth_transport_guard_is_complete (priv->guard))
    {
      hearth_connection_fail (self, HEARTH_PEER_ERROR_INTERNAL, "This GStreamer's webrtcbin cannot be guarded");
      return;
    }

  /* rtpsession sends no RTCP before it knows a latency, and what answers for it was linked after the last time it was asked. */
  gst_bin_recalculate_latency (hearth_media_pipeline_get_bin (priv->pipeline));
  hearth_webrtc_element_connected (priv->webrtc);
  if (HEARTH_CONNECTION_GET_CLASS (self)->connected != NULL)
    HEARTH_CONNECTION_GET_CLASS (self)->connected (self);
  if (!hearth_connection_is_over (self))
    set_state (self, HEARTH_CONNECTION_CONNECTED);
}

static void
on_gate_decided (HearthCertificateGate *gate,
                 gboolean               open,
                 gpointer               user_data)
{
  HearthConnection *self = user_data;

  if (open)
    update_connected (self);
  else
    hearth_connection_fail (self, HEARTH_PEER_ERROR_CERTIFICATE, "The peer presented another certificate than the one it signed");
}

static void
on_webrtc_state (gpointer target,
                 gpointer data)
{
  HearthConnection *self = target;
  HearthConnectionPrivate *priv = get_private (self);
  GstWebRTCPeerConnectionState state;

  if (hearth_connection_is_over (self))
    return;

  g_object_get (priv->webrtc, "connection-state", &state, NULL);
  switch (state)
    {
    case GST_WEBRTC_PEER_CONNECTION_STATE_CONNECTED:
      update_connected (self);
      break;
    case GST_WEBRTC_PEER_CONNECTION_STATE_FAILED:
      hearth_connection_fail (self, HEARTH_PEER_ERROR_UNREACHABLE, "No path to the peer, or it was lost");
      break;
    case GST_WEBRTC_PEER_CONNECTION_STATE_CLOSED:
      hearth_connection_fail (self, HEARTH_PEER_ERROR_UNREACHABLE, "The peer has closed the connection");
      break;
    case GST_WEBRTC_PEER_CONNECTION_STATE_NEW:
    case GST_WEBRTC_PEER_CONNECTION_STATE_CONNECTING:
    case GST_WEBRTC_PEER_CONNECTION_STATE_DISCONNECTED:
    default:
      break;
    }
}

static void
on_webrtc_state_on_pc_thread (GObject    *webrtc,
                              GParamSpec *pspec,
                              gpointer    user_data)
{
  hearth_main_thread_post (user_data, on_webrtc_state, NULL, NULL);
}

static void
on_pipeline_failed (HearthMediaPipeline *pipeline,
                    GError              *error,
                    gpointer             user_data)
{
  hearth_connection_fail (user_data, HEARTH_PEER_ERROR_INTERNAL, error->message);
}

static gboolean
on_deadline (gpointer user_data)
{
  HearthConnection *self = user_data;

  get_private (self)->deadline = 0;
  hearth_connection_fail (self, HEARTH_PEER_ERROR_UNREACHABLE, "No connection within the time limit");

  return G_SOURCE_REMOVE;
}

/* --- Candidates ----------------------------------------------------------------------------------------------------------- */

/* Ours, once the description they belong to is out. */
static void
emit_candidates (HearthConnection *self)
{
  HearthConnectionPrivate *priv = get_private (self);

  while (priv->announced && !hearth_connection_is_over (self) && !g_queue_is_empty (&priv->local_candidates))
    {
      HearthCandidate *candidate = g_queue_pop_head (&priv->local_candidates);

      g_signal_emit (self, signals[CANDIDATE], 0, candidate->mline, candidate->text);
      hearth_candidate_free (candidate);
    }
}

static void
on_local_candidate (gpointer target,
                    gpointer data)
{
  HearthConnection *self = target;
  HearthConnectionPrivate *priv = get_private (self);
  const HearthCandidate *candidate = data;
  g_autofree char *hidden = NULL;

  if (hearth_connection_is_over (self))
    return;

  if (priv->relay_only && candidate->text[0] != '\0')
    {
      hidden = hearth_candidate_hide_addresses (candidate->text);
      if (hidden == NULL)
        return;
    }

  g_queue_push_tail (&priv->local_candidates, hearth_candidate_new (candidate->mline, hidden != NULL ? hidden : candidate->text));
  emit_candidates (self);
}

static void
on_ice_candidate_on_pc_thread (GstElement *webrtc,
                               guint       mline,
                               const char *candidate,
                               gpointer    user_data)
{
  hearth_main_thread_post (user_data, on_local_candidate,
                           hearth_candidate_new (mline, candidate != NULL ? candidate : ""), hearth_candidate_free);
}

/* --- Requests to webrtcbin ------------------------------------------------------------------------------------------------ */

static void
on_replied (gpointer                     target,
            GstWebRTCSessionDescription *description,
            const char                  *error,
            gpointer                     user_data)
{
  HearthConnection *self = target;
  HearthConnectionReplied replied = user_data;

  if (hearth_connection_is_over (self))
    return;

  if (error != NULL)
    hearth_connection_fail (self, HEARTH_PEER_ERROR_INTERNAL, error);
  else
    replied (self, description);
}

/* --- Making it ------------------------------------------------------------------------------------------------------------ */

gboolean
hearth_connection_start (HearthConnection              *self,
                         const char                    *role,
                         const HearthConnectionConfig  *config,
                         guint                          generation,
                         const HearthTransportHooks    *hooks,
                         gpointer                       user_data,
                         GDestroyNotify                 destroy,
                         GError                       **error)
{
  static guint serial = 0;
  HearthConnectionPrivate *priv = get_private (self);
  g_autofree char *name = g_strdup_printf ("%s%u", role, serial++);
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (hearth_main_thread_is_current (), FALSE);
  g_return_val_if_fail (config != NULL, FALSE);

  priv->generation = generation;
  priv->relay_only = config->relay_only;
  priv->pipeline = hearth_media_pipeline_new (name);
  priv->webrtc = hearth_webrtc_element_new (priv->pipeline, name, config, hooks->enciphers, error);
  if (priv->webrtc == NULL)
    {
      destroy (user_data);
      return FALSE;
    }

  priv->guard = hearth_transport_guard_new (priv->webrtc, priv->gate, priv->expected, hooks, user_data, destroy);
  g_signal_connect (priv->webrtc, "on-ice-candidate", G_CALLBACK (on_ice_candidate_on_pc_thread), self);
  g_signal_connect (priv->webrtc, "notify::connection-state", G_CALLBACK (on_webrtc_state_on_pc_thread), self);
  g_signal_connect (priv->pipeline, "failed", G_CALLBACK (on_pipeline_failed), self);

  if (!hearth_media_pipeline_play (priv->pipeline, &cause))
    {
      g_set_error_literal (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_INTERNAL, cause->message);
      return FALSE;
    }

  return TRUE;
}

static void
hearth_connection_dispose (GObject *object)
{
  hearth_connection_close (HEARTH_CONNECTION (object));

  G_OBJECT_CLASS (hearth_connection_parent_class)->dispose (object);
}

static void
hearth_connection_finalize (GObject *object)
{
  HearthConnectionPrivate *priv = get_private (HEARTH_CONNECTION (object));

  g_clear_object (&priv->gate);
  g_clear_pointer (&priv->expected, hearth_ssrc_table_unref);

  G_OBJECT_CLASS (hearth_connection_parent_class)->finalize (object);
}

static void
hearth_connection_class_init (HearthConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_connection_dispose;
  object_class->finalize = hearth_connection_finalize;

  signals[DESCRIPTION] = g_signal_new ("description", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[CANDIDATE] = g_signal_new ("candidate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
  signals[STATE_CHANGED] = g_signal_new ("state-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
hearth_connection_init (HearthConnection *self)
{
  HearthConnectionPrivate *priv = get_private (self);

  priv->gate = hearth_certificate_gate_new ();
  priv->expected = hearth_ssrc_table_new ();
  g_queue_init (&priv->local_candidates);
  g_queue_init (&priv->remote_candidates);
  g_signal_connect_object (priv->gate, "decided", G_CALLBACK (on_gate_decided), self, G_CONNECT_DEFAULT);
}

/* --- For the two kinds ---------------------------------------------------------------------------------------------------- */

GstElement *
hearth_connection_get_webrtc (HearthConnection *self)
{
  return get_private (self)->webrtc;
}

HearthCertificateGate *
hearth_connection_get_gate (HearthConnection *self)
{
  return get_private (self)->gate;
}

HearthSsrcTable *
hearth_connection_get_expected (HearthConnection *self)
{
  return get_private (self)->expected;
}

gboolean
hearth_connection_is_over (HearthConnection *self)
{
  HearthConnectionState state = get_private (self)->state;

  return state == HEARTH_CONNECTION_FAILED || state == HEARTH_CONNECTION_CLOSED;
}

void
hearth_connection_begin (HearthConnection *self)
{
  HearthConnectionPrivate *priv = get_private (self);

  if (priv->state != HEARTH_CONNECTION_NEW)
    return;

  priv->deadline = g_timeout_add_seconds (HEARTH_LIMIT_PEER_CONNECT_SECONDS, on_deadline, self);
  set_state (self, HEARTH_CONNECTION_CONNECTING);
}

void
hearth_connection_fail (HearthConnection *self,
                        HearthPeerError   code,
                        const char       *message)
{
  g_autoptr (HearthConnection) alive = g_object_ref (self);
  g_autoptr (GError) error = NULL;

  if (hearth_connection_is_over (self))
    return;

  g_debug ("connection of generation %u: %s", get_private (self)->generation, message);
  hearth_certificate_gate_shut (get_private (self)->gate);
  set_state (self, HEARTH_CONNECTION_FAILED);
  if (get_private (self)->state != HEARTH_CONNECTION_FAILED)
    return;

  error = g_error_new_literal (HEARTH_PEER_ERROR, (int) code, message);
  g_signal_emit (self, signals[FAILED], 0, error);
}

void
hearth_connection_create (HearthConnection        *self,
                          HearthSdpType            type,
                          HearthConnectionReplied  replied)
{
  hearth_webrtc_request_create (get_private (self)->webrtc, type, G_OBJECT (self), on_replied, replied);
}

void
hearth_connection_set_local (HearthConnection            *self,
                             GstWebRTCSessionDescription *description,
                             HearthConnectionReplied      replied)
{
  hearth_webrtc_request_set (get_private (self)->webrtc, "set-local-description", description,
                             G_OBJECT (self), on_replied, replied);
}

gboolean
hearth_connection_set_remote (HearthConnection                *self,
                              const HearthSessionDescription  *description,
                              HearthConnectionReplied          replied,
                              GError                         **error)
{
  HearthConnectionPrivate *priv = get_private (self);
  GstWebRTCSDPType type = description->type == HEARTH_SDP_OFFER ? GST_WEBRTC_SDP_TYPE_OFFER : GST_WEBRTC_SDP_TYPE_ANSWER;
  g_autoptr (GstWebRTCSessionDescription) remote = NULL;
  GstSDPMessage *message = NULL;

  if (gst_sdp_message_new_from_text (description->sdp, &message) != GST_SDP_OK)
    {
      g_clear_pointer (&message, gst_sdp_message_free);
      g_set_error_literal (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_DESCRIPTION, "Not a session description");
      return FALSE;
    }
  hearth_sdp_extensions_strip (message);
  remote = gst_webrtc_session_description_new (type, message);

  if (!hearth_certificate_gate_expect (priv->gate, description->fingerprint))
    {
      g_set_error_literal (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_DESCRIPTION, "The peer has changed its certificate");
      return FALSE;
    }
  hearth_webrtc_request_set (priv->webrtc, "set-remote-description", remote, G_OBJECT (self), on_replied, replied);

  return TRUE;
}

void
hearth_connection_remote_is_set (HearthConnection *self)
{
  HearthConnectionPrivate *priv = get_private (self);

  priv->remote_set = TRUE;
  while (!g_queue_is_empty (&priv->remote_candidates))
    {
      HearthCandidate *candidate = g_queue_pop_head (&priv->remote_candidates);

      g_signal_emit_by_name (priv->webrtc, "add-ice-candidate", candidate->mline, candidate->text);
      hearth_candidate_free (candidate);
    }
}

void
hearth_connection_announce (HearthConnection         *self,
                            HearthSessionDescription *description)
{
  HearthConnectionPrivate *priv = get_private (self);
  g_autoptr (HearthConnection) alive = g_object_ref (self);

  g_signal_emit (self, signals[DESCRIPTION], 0, description);
  priv->announced = TRUE;
  emit_candidates (self);
}

HearthSessionDescription *
hearth_connection_parse_local (HearthConnection               *self,
                               HearthSdpType                   type,
                               GstWebRTCSessionDescription    *description,
                               const HearthSessionDescription *offer)
{
  g_autofree char *text = hearth_sdp_extensions_add (description->sdp, offer);
  g_autoptr (GError) error = NULL;
  HearthSessionDescription *parsed = hearth_session_description_parse (type, text, &error);

  if (parsed == NULL)
    {
      g_debug ("connection of generation %u: a description that we would refuse: %s", hearth_connection_get_generation (self),
               error->message);
      hearth_connection_fail (self, HEARTH_PEER_ERROR_INTERNAL, "webrtcbin made a description that we would refuse");
    }

  return parsed;
}

/* --- For the owner -------------------------------------------------------------------------------------------------------- */

HearthConnectionState
hearth_connection_get_state (HearthConnection *self)
{
  g_return_val_if_fail (HEARTH_IS_CONNECTION (self), HEARTH_CONNECTION_CLOSED);

  return get_private (self)->state;
}

guint
hearth_connection_get_generation (HearthConnection *self)
{
  g_return_val_if_fail (HEARTH_IS_CONNECTION (self), 0);

  return get_private (self)->generation;
}

gboolean
hearth_connection_add_candidate (HearthConnection  *self,
                                 guint              mline,
                                 const char        *candidate,
                                 GError           **error)
{
  HearthConnectionPrivate *priv;

  g_return_val_if_fail (HEARTH_IS_CONNECTION (self), FALSE);
  g_return_val_if_fail (candidate != NULL, FALSE);
  g_return_val_if_fail (hearth_main_thread_is_current (), FALSE);

  priv = get_private (self);
  if (hearth_connection_is_over (self))
    return TRUE;

  if (mline >= HEARTH_LIMIT_SDP_MEDIA || priv->n_remote_candidates >= HEARTH_LIMIT_CANDIDATES)
    {
      g_set_error_literal (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_DESCRIPTION, "Too many candidates, or for no line");
      return FALSE;
    }
  if (candidate[0] != '\0' && !hearth_candidate_check (candidate, error))
    return FALSE;

  priv->n_remote_candidates++;
  g_queue_push_tail (&priv->remote_candidates, hearth_candidate_new (mline, candidate));
  if (priv->remote_set)
    hearth_connection_remote_is_set (self);

  return TRUE;
}

gint64
hearth_connection_get_last_received (HearthConnection *self)
{
  g_return_val_if_fail (HEARTH_IS_CONNECTION (self), 0);

  return hearth_certificate_gate_get_last_received (get_private (self)->gate);
}

HearthRoute
hearth_connection_get_route (HearthConnection *self)
{
  g_return_val_if_fail (HEARTH_IS_CONNECTION (self), (HearthRoute) { 0 });

  if (get_private (self)->state != HEARTH_CONNECTION_CONNECTED)
    return (HearthRoute) { HEARTH_ADDRESS_UNKNOWN, HEARTH_ADDRESS_UNKNOWN };

  return hearth_selected_route_read (get_private (self)->webrtc);
}

void
hearth_connection_close (HearthConnection *self)
{
  HearthConnectionPrivate *priv;

  g_return_if_fail (HEARTH_IS_CONNECTION (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  priv = get_private (self);
  if (priv->state == HEARTH_CONNECTION_CLOSED)
    return;

  priv->state = HEARTH_CONNECTION_CLOSED;
  g_clear_handle_id (&priv->deadline, g_source_remove);
  hearth_certificate_gate_shut (priv->gate);

  if (priv->webrtc != NULL)
    {
      g_signal_handlers_disconnect_by_data (priv->webrtc, self);
      hearth_webrtc_request_interrupt (priv->webrtc);
    }
  if (priv->pipeline != NULL)
    {
      g_signal_handlers_disconnect_by_data (priv->pipeline, self);
      hearth_media_pipeline_close (priv->pipeline);
    }
  /* No thread of webrtcbin's is left from here on. */
  if (HEARTH_CONNECTION_GET_CLASS (self)->closed != NULL)
    HEARTH_CONNECTION_GET_CLASS (self)->closed (self);

  hearth_ssrc_table_begin (priv->expected);
  hearth_ssrc_table_commit (priv->expected);
  g_queue_clear_full (&priv->local_candidates, hearth_candidate_free);
  g_queue_clear_full (&priv->remote_candidates, hearth_candidate_free);
  g_clear_pointer (&priv->guard, hearth_transport_guard_unref);
  g_clear_object (&priv->webrtc);
  g_clear_object (&priv->pipeline);
}
