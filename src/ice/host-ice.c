/* webrtcbin's ICE agent on the room's socket: see the header.
 *
 * Every virtual method is set, since GstWebRTCICE asserts that they are. Those for relays, proxies and type of service do
 * nothing: a connection that needs a relay gets libnice's agent, and one socket carries everybody's packets alike.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/host-ice.h"

#include "base/main-thread.h"
#include "ice/candidate-stats.h"
#include "ice/host-ice-stream.h"

struct _HearthHostIce
{
  GstWebRTCICE parent_instance;

  HearthHostSocket *socket;
  HearthHostIceStream *stream; /* %NULL until webrtcbin has a line */
  gboolean controlling;
  char *stun_server;           /* (nullable) */
  GPtrArray *addresses;        /* of strings: the only ones to gather; empty: all */
  GPtrArray *public_addresses; /* of strings: a router's */

  /* Guarded by the object's lock. */
  GstWebRTCICEOnCandidateFunc on_candidate;
  gpointer on_candidate_data;
  GDestroyNotify on_candidate_destroy;
};

G_DEFINE_FINAL_TYPE (HearthHostIce, hearth_host_ice, GST_TYPE_WEBRTC_ICE)

static HearthHostIceTransport *
get_transport (HearthHostIce *self)
{
  return self->stream != NULL ? hearth_host_ice_stream_get_transport (self->stream) : NULL;
}

/* --- Streams and candidates ----------------------------------------------------------------------------------------------- */

static void
on_found (gpointer             owner,
          HearthHostIceStream *stream,
          const char          *candidate)
{
  HearthHostIce *self = owner;
  GstWebRTCICEOnCandidateFunc func;
  gpointer data;

  GST_OBJECT_LOCK (self);
  func = self->on_candidate;
  data = self->on_candidate_data;
  GST_OBJECT_UNLOCK (self);

  if (func != NULL)
    func (GST_WEBRTC_ICE (self), GST_WEBRTC_ICE_STREAM (stream)->stream_id, candidate, data);
}

static void
apply_role (HearthHostIce *self)
{
  HearthHostIceTransport *transport = get_transport (self);
  HearthIceSession *session;

  if (transport == NULL)
    return;

  session = hearth_host_ice_transport_lock (transport);
  hearth_check_list_set_controlling (hearth_ice_session_get_check_list (session), self->controlling);
  hearth_host_ice_transport_unlock (transport);
  GST_WEBRTC_ICE_TRANSPORT (transport)->role = self->controlling ? GST_WEBRTC_ICE_ROLE_CONTROLLING
                                                                 : GST_WEBRTC_ICE_ROLE_CONTROLLED;
}

static GstWebRTCICEStream *
hearth_host_ice_add_stream (GstWebRTCICE *ice,
                            guint         session_id)
{
  HearthHostIce *self = HEARTH_HOST_ICE (ice);

  /* Bundled: there is one, or the description should not have got here. */
  if (self->stream == NULL)
    {
      self->stream = hearth_host_ice_stream_new (self->socket, session_id, self, on_found);
      hearth_host_ice_stream_set_stun_server (self->stream, self->stun_server);
      for (guint i = 0; i < self->addresses->len; i++)
        hearth_host_ice_stream_add_address (self->stream, g_ptr_array_index (self->addresses, i));
      for (guint i = 0; i < self->public_addresses->len; i++)
        hearth_host_ice_stream_add_public_address (self->stream, g_ptr_array_index (self->public_addresses, i));
      apply_role (self);
    }

  return g_object_ref (GST_WEBRTC_ICE_STREAM (self->stream));
}

static GstWebRTCICETransport *
hearth_host_ice_find_transport (GstWebRTCICE          *ice,
                                GstWebRTCICEStream    *stream,
                                GstWebRTCICEComponent  component)
{
  return gst_webrtc_ice_stream_find_transport (stream, component);
}

static gboolean
hearth_host_ice_gather_candidates (GstWebRTCICE       *ice,
                                   GstWebRTCICEStream *stream)
{
  return gst_webrtc_ice_stream_gather_candidates (stream);
}

static void
hearth_host_ice_add_candidate (GstWebRTCICE       *ice,
                               GstWebRTCICEStream *stream,
                               const char         *text,
                               GstPromise         *promise)
{
  HearthHostIceTransport *transport = hearth_host_ice_stream_get_transport (HEARTH_HOST_ICE_STREAM (stream));
  HearthIceCandidate candidate;

  /* None: the peer has no more. What we cannot use (TCP, mDNS names) or have too many of is ignored, as is what is malformed. */
  if (text != NULL && hearth_ice_candidate_parse (&candidate, text))
    {
      HearthIceSession *session = hearth_host_ice_transport_lock (transport);

      hearth_check_list_add_remote (hearth_ice_session_get_check_list (session), &candidate);
      hearth_host_ice_transport_unlock (transport);
    }
  if (promise != NULL)
    gst_promise_reply (promise, NULL);
}

static gboolean
hearth_host_ice_set_local_credentials (GstWebRTCICE       *ice,
                                       GstWebRTCICEStream *stream,
                                       const char         *ufrag,
                                       const char         *password)
{
  HearthHostIceTransport *transport = hearth_host_ice_stream_get_transport (HEARTH_HOST_ICE_STREAM (stream));
  HearthIceSession *session = hearth_host_ice_transport_lock (transport);
  gboolean set = hearth_ice_session_set_local_credentials (session, g_get_monotonic_time (), ufrag, password);

  hearth_host_ice_transport_unlock (transport);

  return set;
}

static gboolean
hearth_host_ice_set_remote_credentials (GstWebRTCICE       *ice,
                                        GstWebRTCICEStream *stream,
                                        const char         *ufrag,
                                        const char         *password)
{
  HearthHostIceTransport *transport = hearth_host_ice_stream_get_transport (HEARTH_HOST_ICE_STREAM (stream));
  HearthIceSession *session = hearth_host_ice_transport_lock (transport);
  gboolean set = hearth_ice_session_set_remote_credentials (session, g_get_monotonic_time (), ufrag, password);

  hearth_host_ice_transport_unlock (transport);

  return set;
}

static void
hearth_host_ice_set_stun_server (GstWebRTCICE *ice,
                                 const char   *uri)
{
  HearthHostIce *self = HEARTH_HOST_ICE (ice);

  g_set_str (&self->stun_server, uri);
  if (self->stream != NULL)
    hearth_host_ice_stream_set_stun_server (self->stream, uri);
}

static char *
hearth_host_ice_get_stun_server (GstWebRTCICE *ice)
{
  return g_strdup (HEARTH_HOST_ICE (ice)->stun_server);
}

static void
hearth_host_ice_set_on_ice_candidate (GstWebRTCICE                *ice,
                                      GstWebRTCICEOnCandidateFunc  func,
                                      gpointer                     user_data,
                                      GDestroyNotify               notify)
{
  HearthHostIce *self = HEARTH_HOST_ICE (ice);
  gpointer old_data;
  GDestroyNotify old_notify;

  GST_OBJECT_LOCK (self);
  old_data = self->on_candidate_data;
  old_notify = self->on_candidate_destroy;
  self->on_candidate = func;
  self->on_candidate_data = user_data;
  self->on_candidate_destroy = notify;
  GST_OBJECT_UNLOCK (self);

  if (old_notify != NULL)
    old_notify (old_data);
}

static gboolean
on_add_local_ip_address (GstWebRTCICE *ice,
                         const char   *address)
{
  HearthHostIce *self = HEARTH_HOST_ICE (ice);

  if (!g_hostname_is_ip_address (address))
    return FALSE;
  g_ptr_array_add (self->addresses, g_strdup (address));

  return TRUE;
}

/* --- Role, statistics, end ------------------------------------------------------------------------------------------------ */

static void
hearth_host_ice_set_is_controller (GstWebRTCICE *ice,
                                   gboolean      controller)
{
  HearthHostIce *self = HEARTH_HOST_ICE (ice);

  /* webrtcbin says it again at every negotiation; what a role conflict has settled stays. */
  if (controller == self->controlling)
    return;
  self->controlling = controller;
  apply_role (self);
}

static gboolean
hearth_host_ice_get_is_controller (GstWebRTCICE *ice)
{
  return HEARTH_HOST_ICE (ice)->controlling;
}

static GstWebRTCICECandidateStats **
hearth_host_ice_get_local_candidates (GstWebRTCICE       *ice,
                                      GstWebRTCICEStream *stream)
{
  HearthHostIceTransport *transport = hearth_host_ice_stream_get_transport (HEARTH_HOST_ICE_STREAM (stream));
  GstWebRTCICECandidateStats **stats = hearth_candidate_stats_locals (hearth_host_ice_transport_lock (transport));

  hearth_host_ice_transport_unlock (transport);

  return stats;
}

static GstWebRTCICECandidateStats **
hearth_host_ice_get_remote_candidates (GstWebRTCICE       *ice,
                                       GstWebRTCICEStream *stream)
{
  HearthHostIceTransport *transport = hearth_host_ice_stream_get_transport (HEARTH_HOST_ICE_STREAM (stream));
  GstWebRTCICECandidateStats **stats = hearth_candidate_stats_remotes (hearth_host_ice_transport_lock (transport));

  hearth_host_ice_transport_unlock (transport);

  return stats;
}

static gboolean
hearth_host_ice_get_selected_pair (GstWebRTCICE                *ice,
                                   GstWebRTCICEStream          *stream,
                                   GstWebRTCICECandidateStats **local,
                                   GstWebRTCICECandidateStats **remote)
{
  HearthHostIceTransport *transport = hearth_host_ice_stream_get_transport (HEARTH_HOST_ICE_STREAM (stream));
  GstWebRTCICECandidatePair *pair = gst_webrtc_ice_transport_get_selected_candidate_pair (GST_WEBRTC_ICE_TRANSPORT (transport));

  if (pair == NULL)
    return FALSE;
  *local = g_steal_pointer (&pair->local->stats);
  *remote = g_steal_pointer (&pair->remote->stats);
  gst_webrtc_ice_candidate_pair_free (pair);

  return TRUE;
}

static void
hearth_host_ice_close (GstWebRTCICE *ice,
                       GstPromise   *promise)
{
  HearthHostIceTransport *transport = get_transport (HEARTH_HOST_ICE (ice));

  if (transport != NULL)
    hearth_host_ice_transport_close (transport);
  if (promise != NULL)
    gst_promise_reply (promise, NULL);
}

/* --- What does nothing here ----------------------------------------------------------------------------------------------- */

static gboolean
hearth_host_ice_add_turn_server (GstWebRTCICE *ice,
                                 const char   *uri)
{
  return FALSE;
}

static void
hearth_host_ice_set_force_relay (GstWebRTCICE *ice,
                                 gboolean      force_relay)
{
}

static void
hearth_host_ice_set_nothing (GstWebRTCICE *ice,
                             const char   *uri)
{
}

static char *
hearth_host_ice_get_nothing (GstWebRTCICE *ice)
{
  return NULL;
}

static void
hearth_host_ice_set_tos (GstWebRTCICE       *ice,
                         GstWebRTCICEStream *stream,
                         guint               tos)
{
}

/* --- For the owner -------------------------------------------------------------------------------------------------------- */

void
hearth_host_ice_connected (HearthHostIce *self)
{
  g_return_if_fail (HEARTH_IS_HOST_ICE (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  if (self->stream != NULL)
    hearth_host_ice_transport_connected (get_transport (self));
}

void
hearth_host_ice_add_public_address (HearthHostIce *self,
                                    const char    *address)
{
  g_return_if_fail (HEARTH_IS_HOST_ICE (self));
  g_return_if_fail (address != NULL);

  g_ptr_array_add (self->public_addresses, g_strdup (address));
}

HearthHostIce *
hearth_host_ice_new (HearthHostSocket *socket)
{
  HearthHostIce *self;

  g_return_val_if_fail (HEARTH_IS_HOST_SOCKET (socket), NULL);

  self = g_object_ref_sink (g_object_new (HEARTH_TYPE_HOST_ICE, NULL));
  self->socket = g_object_ref (socket);

  return self;
}

static void
hearth_host_ice_dispose (GObject *object)
{
  HearthHostIce *self = HEARTH_HOST_ICE (object);

  hearth_host_ice_close (GST_WEBRTC_ICE (self), NULL);
  hearth_host_ice_set_on_ice_candidate (GST_WEBRTC_ICE (self), NULL, NULL, NULL);
  g_clear_object (&self->stream);
  g_clear_object (&self->socket);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  g_clear_pointer (&self->public_addresses, g_ptr_array_unref);
  g_clear_pointer (&self->stun_server, g_free);

  G_OBJECT_CLASS (hearth_host_ice_parent_class)->dispose (object);
}

static void
hearth_host_ice_class_init (HearthHostIceClass *klass)
{
  GstWebRTCICEClass *ice_class = GST_WEBRTC_ICE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_host_ice_dispose;
  ice_class->add_stream = hearth_host_ice_add_stream;
  ice_class->find_transport = hearth_host_ice_find_transport;
  ice_class->gather_candidates = hearth_host_ice_gather_candidates;
  ice_class->add_candidate = hearth_host_ice_add_candidate;
  ice_class->set_local_credentials = hearth_host_ice_set_local_credentials;
  ice_class->set_remote_credentials = hearth_host_ice_set_remote_credentials;
  ice_class->add_turn_server = hearth_host_ice_add_turn_server;
  ice_class->set_is_controller = hearth_host_ice_set_is_controller;
  ice_class->get_is_controller = hearth_host_ice_get_is_controller;
  ice_class->set_force_relay = hearth_host_ice_set_force_relay;
  ice_class->set_stun_server = hearth_host_ice_set_stun_server;
  ice_class->get_stun_server = hearth_host_ice_get_stun_server;
  ice_class->set_turn_server = hearth_host_ice_set_nothing;
  ice_class->get_turn_server = hearth_host_ice_get_nothing;
  ice_class->set_http_proxy = hearth_host_ice_set_nothing;
  ice_class->get_http_proxy = hearth_host_ice_get_nothing;
  ice_class->set_tos = hearth_host_ice_set_tos;
  ice_class->set_on_ice_candidate = hearth_host_ice_set_on_ice_candidate;
  ice_class->get_local_candidates = hearth_host_ice_get_local_candidates;
  ice_class->get_remote_candidates = hearth_host_ice_get_remote_candidates;
  ice_class->get_selected_pair = hearth_host_ice_get_selected_pair;
  ice_class->close = hearth_host_ice_close;

  g_signal_override_class_handler ("add-local-ip-address", HEARTH_TYPE_HOST_ICE, G_CALLBACK (on_add_local_ip_address));
}

static void
hearth_host_ice_init (HearthHostIce *self)
{
  self->addresses = g_ptr_array_new_with_free_func (g_free);
  self->public_addresses = g_ptr_array_new_with_free_func (g_free);
}
