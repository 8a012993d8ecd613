/* What webrtcbin sees of one connection's way to its peer: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/host-ice-transport.h"

#include "base/main-thread.h"
#include "ice/candidate-stats.h"
#include "ice/host-ice-sink.h"

struct _HearthHostIceTransport
{
  GstWebRTCICETransport parent_instance;

  HearthHostSocket *socket;
  HearthIceEndpoint *endpoint;
};

G_DEFINE_FINAL_TYPE (HearthHostIceTransport, hearth_host_ice_transport, GST_TYPE_WEBRTC_ICE_TRANSPORT)

HearthIceSession *
hearth_host_ice_transport_lock (HearthHostIceTransport *self)
{
  return hearth_host_socket_lock (self->socket, self->endpoint);
}

void
hearth_host_ice_transport_unlock (HearthHostIceTransport *self)
{
  hearth_host_socket_unlock (self->socket, self->endpoint);
}

static void
change_state (HearthHostIceTransport      *self,
              GstWebRTCICEConnectionState  state)
{
  gst_webrtc_ice_transport_connection_state_change (GST_WEBRTC_ICE_TRANSPORT (self), state);
}

void
hearth_host_ice_transport_report (HearthHostIceTransport *self,
                                  HearthIceState          state)
{
  GstWebRTCICETransport *transport = GST_WEBRTC_ICE_TRANSPORT (self);

  g_return_if_fail (HEARTH_IS_HOST_ICE_TRANSPORT (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  switch (state)
    {
    case HEARTH_ICE_CHECKING:
      /* Never after it was connected: webrtcbin would shut its gates and not open them again. */
      if (transport->state == GST_WEBRTC_ICE_CONNECTION_STATE_NEW)
        change_state (self, GST_WEBRTC_ICE_CONNECTION_STATE_CHECKING);
      break;
    case HEARTH_ICE_CONNECTED:
      gst_webrtc_ice_transport_selected_pair_change (transport);
      change_state (self, GST_WEBRTC_ICE_CONNECTION_STATE_CONNECTED);
      break;
    case HEARTH_ICE_FAILED:
      change_state (self, GST_WEBRTC_ICE_CONNECTION_STATE_FAILED);
      break;
    case HEARTH_ICE_NEW:
    default:
      break;
    }
}

void
hearth_host_ice_transport_connected (HearthHostIceTransport *self)
{
  g_return_if_fail (HEARTH_IS_HOST_ICE_TRANSPORT (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  hearth_host_ice_sink_send_latency (HEARTH_HOST_ICE_SINK (GST_WEBRTC_ICE_TRANSPORT (self)->sink));
  hearth_host_ice_source_shorten (HEARTH_HOST_ICE_SOURCE (GST_WEBRTC_ICE_TRANSPORT (self)->src));
}

void
hearth_host_ice_transport_close (HearthHostIceTransport *self)
{
  g_return_if_fail (HEARTH_IS_HOST_ICE_TRANSPORT (self));

  hearth_host_socket_remove (self->socket, self->endpoint);
}

static GstWebRTCICECandidatePair *
hearth_host_ice_transport_get_selected_candidate_pair (GstWebRTCICETransport *transport)
{
  HearthHostIceTransport *self = HEARTH_HOST_ICE_TRANSPORT (transport);
  GstWebRTCICECandidatePair *pair = hearth_candidate_stats_selected (hearth_host_ice_transport_lock (self));

  hearth_host_ice_transport_unlock (self);

  return pair;
}

HearthHostIceTransport *
hearth_host_ice_transport_new (HearthHostSocket *socket)
{
  HearthHostIceTransport *self;
  GstWebRTCICETransport *transport;
  HearthHostIceSource *source;
  HearthHostIceSink *sink;

  g_return_val_if_fail (HEARTH_IS_HOST_SOCKET (socket), NULL);

  self = g_object_ref_sink (g_object_new (HEARTH_TYPE_HOST_ICE_TRANSPORT, "component", GST_WEBRTC_ICE_COMPONENT_RTP, NULL));
  transport = GST_WEBRTC_ICE_TRANSPORT (self);
  source = g_object_ref_sink (g_object_new (HEARTH_TYPE_HOST_ICE_SOURCE, NULL));
  self->socket = g_object_ref (socket);
  self->endpoint = hearth_host_socket_add (socket, source, transport);
  sink = g_object_ref_sink (hearth_host_ice_sink_new (socket, self->endpoint));
  transport->src = GST_ELEMENT (source);
  transport->sink = GST_ELEMENT (sink);

  return self;
}

static void
hearth_host_ice_transport_dispose (GObject *object)
{
  HearthHostIceTransport *self = HEARTH_HOST_ICE_TRANSPORT (object);

  if (self->endpoint != NULL)
    hearth_host_ice_transport_close (self);
  g_clear_pointer (&self->endpoint, hearth_ice_endpoint_unref);
  g_clear_object (&self->socket);
  gst_clear_object (&GST_WEBRTC_ICE_TRANSPORT (self)->src);
  gst_clear_object (&GST_WEBRTC_ICE_TRANSPORT (self)->sink);

  G_OBJECT_CLASS (hearth_host_ice_transport_parent_class)->dispose (object);
}

static void
hearth_host_ice_transport_class_init (HearthHostIceTransportClass *klass)
{
  GstWebRTCICETransportClass *transport_class = GST_WEBRTC_ICE_TRANSPORT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_host_ice_transport_dispose;
  transport_class->get_selected_candidate_pair = hearth_host_ice_transport_get_selected_candidate_pair;
}

static void
hearth_host_ice_transport_init (HearthHostIceTransport *self)
{
}
