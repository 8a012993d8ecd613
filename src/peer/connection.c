/* What sending and receiving connections have in common: see the header.
 *
 * Callbacks on webrtcbin's threads get this object without a reference: hearth_connection_close() disconnects them and then joins
 * those threads, and it has always run before the object is finalized. They post to the main thread and return.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/connection.h"

#include <nice/agent.h>
#include <nice/interfaces.h>

#include "base/limits.h"
#include "base/main-thread.h"
#include "media/media-pipeline.h"
#include "peer/candidate.h"
#include "peer/connection-private.h"
#include "peer/transport-guard.h"

/* Of RTCP. webrtcbin's own values (64 kbit/s, an interval of seconds) hold NACKs and key-frame requests back for up to a second. */
#define RTCP_SESSION_BANDWIDTH (1000.0 * 1000.0)
#define RTCP_MIN_INTERVAL (50 * GST_MSECOND)

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
  GQueue local_candidates;        /* of Candidate, until then */
  gboolean remote_set;            /* webrtcbin knows a description of the peer's */
  GQueue remote_candidates;       /* of Candidate, until then */
  guint n_remote_candidates;
} HearthConnectionPrivate;

typedef struct
{
  guint mline;
  char *text;
} Candidate;

/* One request to webrtcbin, from the main thread to its own and back. */
typedef struct
{
  HearthConnection *connection; /* not a reference: see above */
  HearthConnectionReplied replied;
  const char *field; /* of the reply, nullable */
  GstWebRTCSessionDescription *description;
  char *error;
} Request;

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

static Candidate *
candidate_new (guint       mline,
               const char *text)
{
  Candidate *self = g_new0 (Candidate, 1);

  self->mline = mline;
  self->text = g_strdup (text);

  return self;
}

static void
candidate_free (gpointer data)
{
  Candidate *self = data;

  g_free (self->text);
  g_free (self);
}

static void
request_clear (gpointer data)
{
  Request *self = data;

  g_clear_pointer (&self->description, gst_webrtc_session_description_free);
  g_free (self->error);
}

static void
request_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, request_clear);
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
  if (HEARTH_CONNECTION_GET_CLASS (self)->connected != NULL)
    HEARTH_CONNECTION_GET_CLASS (self)->connected (self);
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

static void
emit_candidate (HearthConnection *self,
                const Candidate  *candidate)
{
  g_signal_emit (self, signals[CANDIDATE], 0, candidate->mline, candidate->text);
}

static void
on_local_candidate (gpointer target,
                    gpointer data)
{
  HearthConnection *self = target;
  HearthConnectionPrivate *priv = get_private (self);
  const Candidate *candidate = data;
  g_autofree char *hidden = NULL;

  if (hearth_connection_is_over (self))
    return;

  if (priv->relay_only && candidate->text[0] != '\0')
    {
      hidden = hearth_candidate_hide_addresses (candidate->text);
      if (hidden == NULL)
        return;
    }

  g_queue_push_tail (&priv->local_candidates, candidate_new (candidate->mline, hidden != NULL ? hidden : candidate->text));
  while (priv->announced && !g_queue_is_empty (&priv->local_candidates))
    {
      Candidate *next = g_queue_pop_head (&priv->local_candidates);

      emit_candidate (self, next);
      candidate_free (next);
    }
}

static void
on_ice_candidate_on_pc_thread (GstElement *webrtc,
                               guint       mline,
                               const char *candidate,
                               gpointer    user_data)
{
  hearth_main_thread_post (user_data, on_local_candidate,
                           candidate_new (mline, candidate != NULL ? candidate : ""), candidate_free);
}

/* --- Requests to webrtcbin ------------------------------------------------------------------------------------------------ */

static void
on_replied (gpointer target,
            gpointer data)
{
  HearthConnection *self = target;
  const Request *request = data;

  if (hearth_connection_is_over (self))
    return;

  if (request->error != NULL)
    hearth_connection_fail (self, HEARTH_PEER_ERROR_INTERNAL, request->error);
  else
    request->replied (self, request->description);
}

static void
on_replied_on_pc_thread (GstPromise *promise,
                         gpointer    user_data)
{
  Request *request = user_data;
  const GstStructure *reply;
  g_autoptr (GError) error = NULL;

  if (gst_promise_wait (promise) != GST_PROMISE_RESULT_REPLIED)
    return;

  reply = gst_promise_get_reply (promise);
  if (reply != NULL && gst_structure_get (reply, "error", G_TYPE_ERROR, &error, NULL))
    request->error = g_strdup (error->message);
  else if (request->field != NULL
           && (reply == NULL || !gst_structure_get (reply, request->field, GST_TYPE_WEBRTC_SESSION_DESCRIPTION,
                                                    &request->description, NULL)))
    request->error = g_strdup ("webrtcbin made no description");

  hearth_main_thread_post (request->connection, on_replied, g_atomic_rc_box_acquire (request), request_unref);
}

static GstPromise *
promise_new (HearthConnection        *self,
             const char              *field,
             HearthConnectionReplied  replied)
{
  Request *request = g_atomic_rc_box_new0 (Request);

  request->connection = self;
  request->field = field;
  request->replied = replied;

  return gst_promise_new_with_change_func (on_replied_on_pc_thread, request, request_unref);
}

/* --- Making it ------------------------------------------------------------------------------------------------------------ */

/* Tunes what webrtcbin builds inside itself, as it is built: main, pc or a streaming thread. */
static void
on_element_added (GstBin     *bin,
                  GstBin     *sub_bin,
                  GstElement *element,
                  gpointer    user_data)
{
  const char *type = G_OBJECT_TYPE_NAME (element);

  if (g_str_equal (type, "GstRtpSession"))
    g_object_set (element, "bandwidth", RTCP_SESSION_BANDWIDTH, "rtcp-min-interval", (guint64) RTCP_MIN_INTERVAL, NULL);
  else if (g_str_equal (type, "GstClockSync"))
    /* It would make a push wait for a timestamp that is a little ahead, and whose thread that is we do not know. */
    g_object_set (element, "sync", FALSE, NULL);
}

static void
configure_agent (GstElement *webrtc)
{
  g_autoptr (GstObject) ice = NULL;
  g_autoptr (GObject) agent = NULL;
  GList *addresses = nice_interfaces_get_local_ips (FALSE);

  g_object_get (webrtc, "ice-agent", &ice, NULL);
  /* TCP between hosts is no way for media; TURN over TCP does not need it. */
  g_object_set (ice, "ice-tcp", FALSE, NULL);
  g_object_get (ice, "agent", &agent, NULL);
  /* One thread less, and no stranger on the network asked to open ports. */
  g_object_set (agent, "upnp", FALSE, NULL);

  if (addresses == NULL)
    {
      /* A machine without a network can still call itself. libnice leaves loopback out unless it is named. */
      NiceAddress loopback;

      nice_address_init (&loopback);
      nice_address_set_from_string (&loopback, "127.0.0.1");
      nice_agent_add_local_address (NICE_AGENT (agent), &loopback);
    }
  g_list_free_full (addresses, g_free);
}

static void
configure_servers (GstElement                   *webrtc,
                   const HearthConnectionConfig *config)
{
  if (config->stun_server != NULL)
    g_object_set (webrtc, "stun-server", config->stun_server, NULL);
  for (guint i = 0; config->turn_servers != NULL && config->turn_servers[i] != NULL; i++)
    {
      gboolean added = FALSE;

      g_signal_emit_by_name (webrtc, "add-turn-server", config->turn_servers[i], &added);
      if (!added)
        g_debug ("a TURN server of the configuration is not usable");
    }
  if (config->relay_only)
    g_object_set (webrtc, "ice-transport-policy", GST_WEBRTC_ICE_TRANSPORT_POLICY_RELAY, NULL);
}

/* On a BYE or a pause webrtcbin forgets which line an SSRC is on. When that SSRC comes back, webrtcbin gives it to the first line,
 * and crashes where that one is for data. What the last description says holds until the next one. */
static void
make_webrtcbin_remember (GstElement *webrtc,
                         GstElement *rtpbin)
{
  static const char *const signal_names[] = { "on-bye-ssrc", "on-bye-timeout", "on-sender-timeout", "on-timeout" };

  for (guint i = 0; i < G_N_ELEMENTS (signal_names); i++)
    g_signal_handlers_disconnect_matched (rtpbin, G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_DATA,
                                          g_signal_lookup (signal_names[i], G_OBJECT_TYPE (rtpbin)), 0, NULL, NULL, webrtc);
}

gboolean
hearth_connection_start (HearthConnection              *self,
                         const char                    *role,
                         const HearthConnectionConfig  *config,
                         guint                          generation,
                         GError                       **error)
{
  static guint serial = 0;
  HearthConnectionPrivate *priv = get_private (self);
  g_autofree char *name = g_strdup_printf ("%s%u", role, serial++);
  g_autoptr (GstElement) rtpbin = NULL;
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (hearth_main_thread_is_current (), FALSE);
  g_return_val_if_fail (config != NULL, FALSE);

  priv->generation = generation;
  priv->relay_only = config->relay_only;
  priv->pipeline = hearth_media_pipeline_new (name);
  priv->webrtc = hearth_media_pipeline_add (priv->pipeline, "webrtcbin", name, &cause);
  if (priv->webrtc == NULL)
    {
      g_set_error_literal (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_INTERNAL, cause->message);
      return FALSE;
    }
  gst_object_ref (priv->webrtc);

  g_object_set (priv->webrtc, "bundle-policy", GST_WEBRTC_BUNDLE_POLICY_MAX_BUNDLE, NULL);
  configure_agent (priv->webrtc);
  configure_servers (priv->webrtc, config);
  /* Sender reports speak of when a packet was captured, not of when it passed here: voice and picture are encoded in different times. */
  rtpbin = gst_bin_get_by_name (GST_BIN (priv->webrtc), "rtpbin");
  g_object_set (rtpbin, "rtcp-sync-send-time", FALSE, NULL);
  make_webrtcbin_remember (priv->webrtc, rtpbin);

  priv->guard = hearth_transport_guard_new (priv->webrtc, priv->gate, priv->expected);
  g_signal_connect (priv->webrtc, "deep-element-added", G_CALLBACK (on_element_added), self);
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
  gboolean offer = type == HEARTH_SDP_OFFER;
  g_autoptr (GstPromise) promise = promise_new (self, offer ? "offer" : "answer", replied);

  g_signal_emit_by_name (get_private (self)->webrtc, offer ? "create-offer" : "create-answer", NULL, promise);
}

void
hearth_connection_set_local (HearthConnection            *self,
                             GstWebRTCSessionDescription *description,
                             HearthConnectionReplied      replied)
{
  g_autoptr (GstPromise) promise = promise_new (self, NULL, replied);

  g_signal_emit_by_name (get_private (self)->webrtc, "set-local-description", description, promise);
}

gboolean
hearth_connection_set_remote (HearthConnection                *self,
                              const HearthSessionDescription  *description,
                              HearthConnectionReplied          replied,
                              GError                         **error)
{
  HearthConnectionPrivate *priv = get_private (self);
  g_autoptr (GstPromise) promise = NULL;
  GstWebRTCSessionDescription *remote;
  GstSDPMessage *message = NULL;

  if (gst_sdp_message_new_from_text (description->sdp, &message) != GST_SDP_OK)
    {
      g_clear_pointer (&message, gst_sdp_message_free);
      g_set_error_literal (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_DESCRIPTION, "Not a session description");
      return FALSE;
    }
  if (!hearth_certificate_gate_expect (priv->gate, description->fingerprint))
    {
      gst_sdp_message_free (message);
      g_set_error_literal (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_DESCRIPTION, "The peer has changed its certificate");
      return FALSE;
    }

  remote = gst_webrtc_session_description_new (description->type == HEARTH_SDP_OFFER ? GST_WEBRTC_SDP_TYPE_OFFER
                                                                                     : GST_WEBRTC_SDP_TYPE_ANSWER,
                                               message);
  promise = promise_new (self, NULL, replied);
  g_signal_emit_by_name (priv->webrtc, "set-remote-description", remote, promise);
  gst_webrtc_session_description_free (remote);

  return TRUE;
}

void
hearth_connection_remote_is_set (HearthConnection *self)
{
  HearthConnectionPrivate *priv = get_private (self);

  priv->remote_set = TRUE;
  while (!g_queue_is_empty (&priv->remote_candidates))
    {
      Candidate *candidate = g_queue_pop_head (&priv->remote_candidates);

      g_signal_emit_by_name (priv->webrtc, "add-ice-candidate", candidate->mline, candidate->text);
      candidate_free (candidate);
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
  while (!hearth_connection_is_over (self) && !g_queue_is_empty (&priv->local_candidates))
    {
      Candidate *candidate = g_queue_pop_head (&priv->local_candidates);

      emit_candidate (self, candidate);
      candidate_free (candidate);
    }
}

HearthSessionDescription *
hearth_connection_parse_local (HearthConnection            *self,
                               HearthSdpType                type,
                               GstWebRTCSessionDescription *description)
{
  g_autofree char *text = gst_sdp_message_as_text (description->sdp);
  g_autoptr (GError) error = NULL;
  HearthSessionDescription *parsed = hearth_session_description_parse (type, text, &error);

  if (parsed == NULL)
    hearth_connection_fail (self, HEARTH_PEER_ERROR_INTERNAL, "webrtcbin made a description that we would refuse");

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
  g_queue_push_tail (&priv->remote_candidates, candidate_new (mline, candidate));
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
    g_signal_handlers_disconnect_by_data (priv->webrtc, self);
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
  g_queue_clear_full (&priv->local_candidates, candidate_free);
  g_queue_clear_full (&priv->remote_candidates, candidate_free);
  g_clear_pointer (&priv->guard, hearth_transport_guard_unref);
  g_clear_object (&priv->webrtc);
  g_clear_object (&priv->pipeline);
}
