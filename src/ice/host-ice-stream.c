/* What webrtcbin sees of one bundle of media: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/host-ice-stream.h"

#include "base/main-thread.h"
#include "ice/local-addresses.h"

struct _HearthHostIceStream
{
  GstWebRTCICEStream parent_instance;

  HearthHostSocket *socket;
  HearthHostIceTransport *transport;
  GWeakRef owner;
  HearthHostIceStreamFound found;
  GArray *addresses; /* of HearthSocketAddress; empty: all of this computer */
  GArray *public_addresses; /* of HearthSocketAddress: a router's */
  char *stun_server; /* (nullable): guarded by the object's lock */
  gboolean gathered;
};

G_DEFINE_FINAL_TYPE (HearthHostIceStream, hearth_host_ice_stream, GST_TYPE_WEBRTC_ICE_STREAM)

static GstWebRTCICETransport *
hearth_host_ice_stream_find_transport (GstWebRTCICEStream    *stream,
                                       GstWebRTCICEComponent  component)
{
  HearthHostIceStream *self = HEARTH_HOST_ICE_STREAM (stream);

  return component == GST_WEBRTC_ICE_COMPONENT_RTP ? g_object_ref (GST_WEBRTC_ICE_TRANSPORT (self->transport)) : NULL;
}

static GArray *
make_candidates (HearthHostIceStream *self)
{
  g_autoptr (GArray) addresses = self->addresses->len > 0
                                   ? g_array_ref (self->addresses)
                                   : hearth_local_addresses_get (hearth_host_socket_get_port (self->socket));
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (HearthIceCandidate));

  for (guint i = 0; i < addresses->len; i++)
    {
      const HearthSocketAddress *address = &g_array_index (addresses, HearthSocketAddress, i);
      HearthIceCandidate candidate;

      if (!hearth_host_socket_has_family (self->socket, address->family))
        continue;
      hearth_ice_candidate_init (&candidate, HEARTH_ICE_HOST, address, address, G_MAXUINT16 - i);
      g_array_append_val (candidates, candidate);
    }

  return candidates;
}

static void
announce (HearthHostIceStream *self,
          const GArray        *candidates)
{
  g_autoptr (GObject) owner = g_weak_ref_get (&self->owner);

  for (guint i = 0; i < candidates->len && owner != NULL; i++)
    {
      g_autofree char *text = hearth_ice_candidate_format (&g_array_index (candidates, HearthIceCandidate, i));

      self->found (owner, self, text);
    }
}

/* The one of our own that a router passes on to: the best of the same family. */
static const HearthSocketAddress *
find_base (const GArray *candidates,
           guint16       family)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      const HearthIceCandidate *candidate = &g_array_index (candidates, HearthIceCandidate, i);

      if (candidate->address.family == family)
        return &candidate->address;
    }

  return NULL;
}

static GArray *
make_public_candidates (HearthHostIceStream *self,
                        const GArray        *candidates)
{
  GArray *public_candidates = g_array_new (FALSE, FALSE, sizeof (HearthIceCandidate));

  for (guint i = 0; i < self->public_addresses->len; i++)
    {
      const HearthSocketAddress *address = &g_array_index (self->public_addresses, HearthSocketAddress, i);
      const HearthSocketAddress *base = find_base (candidates, address->family);
      HearthIceCandidate candidate;

      if (base == NULL)
        continue;
      hearth_ice_candidate_init (&candidate, HEARTH_ICE_SERVER_REFLEXIVE, address, base, G_MAXUINT16 - i);
      g_array_append_val (public_candidates, candidate);
    }

  return public_candidates;
}

static void
change_gathering_state (HearthHostIceStream        *self,
                        GstWebRTCICEGatheringState  state)
{
  gst_webrtc_ice_transport_gathering_state_change (GST_WEBRTC_ICE_TRANSPORT (self->transport), state);
}

/* Server-reflexive candidates have the base of a host candidate, and make no pairs of their own. */
static void
on_reflexive (gpointer      target,
              const GArray *candidates)
{
  HearthHostIceStream *self = target;
  g_autoptr (GObject) owner = g_weak_ref_get (&self->owner);

  /* webrtcbin must be there to hear it. */
  if (owner == NULL)
    return;
  announce (self, candidates);
  change_gathering_state (self, GST_WEBRTC_ICE_GATHERING_STATE_COMPLETE);
}

static void
find_reflexive (gpointer target,
                gpointer data)
{
  HearthHostIceStream *self = target;

  hearth_host_socket_find_reflexive (self->socket, data, self, on_reflexive);
}

static gboolean
hearth_host_ice_stream_gather_candidates (GstWebRTCICEStream *stream)
{
  HearthHostIceStream *self = HEARTH_HOST_ICE_STREAM (stream);
  g_autoptr (GArray) candidates = NULL;
  g_autoptr (GArray) public_candidates = NULL;
  g_autofree char *stun_server = NULL;
  HearthIceSession *session;

  /* webrtcbin asks at every negotiation. */
  if (self->gathered)
    return TRUE;
  self->gathered = TRUE;

  change_gathering_state (self, GST_WEBRTC_ICE_GATHERING_STATE_GATHERING);
  candidates = make_candidates (self);
  session = hearth_host_ice_transport_lock (self->transport);
  for (guint i = 0; i < candidates->len; i++)
    hearth_check_list_add_local (hearth_ice_session_get_check_list (session), &g_array_index (candidates, HearthIceCandidate, i));
  hearth_host_ice_transport_unlock (self->transport);
  announce (self, candidates);
  public_candidates = make_public_candidates (self, candidates);
  announce (self, public_candidates);

  GST_OBJECT_LOCK (self);
  stun_server = g_strdup (self->stun_server);
  GST_OBJECT_UNLOCK (self);
  if (stun_server != NULL)
    hearth_main_thread_post (self, find_reflexive, g_steal_pointer (&stun_server), g_free);
  else
    change_gathering_state (self, GST_WEBRTC_ICE_GATHERING_STATE_COMPLETE);

  return TRUE;
}

void
hearth_host_ice_stream_set_stun_server (HearthHostIceStream *self,
                                        const char          *server)
{
  g_return_if_fail (HEARTH_IS_HOST_ICE_STREAM (self));

  GST_OBJECT_LOCK (self);
  g_set_str (&self->stun_server, server);
  GST_OBJECT_UNLOCK (self);
}

HearthHostIceTransport *
hearth_host_ice_stream_get_transport (HearthHostIceStream *self)
{
  g_return_val_if_fail (HEARTH_IS_HOST_ICE_STREAM (self), NULL);

  return self->transport;
}

gboolean
hearth_host_ice_stream_add_address (HearthHostIceStream *self,
                                    const char          *text)
{
  HearthSocketAddress address;

  g_return_val_if_fail (HEARTH_IS_HOST_ICE_STREAM (self), FALSE);

  if (!hearth_socket_address_parse (&address, text, hearth_host_socket_get_port (self->socket))
      || !hearth_socket_address_is_usable (&address))
    return FALSE;
  g_array_append_val (self->addresses, address);

  return TRUE;
}

void
hearth_host_ice_stream_add_public_address (HearthHostIceStream *self,
                                           const char          *text)
{
  HearthSocketAddress address;

  g_return_if_fail (HEARTH_IS_HOST_ICE_STREAM (self));

  if (hearth_socket_address_parse (&address, text, hearth_host_socket_get_port (self->socket))
      && hearth_socket_address_is_usable (&address))
    g_array_append_val (self->public_addresses, address);
}

HearthHostIceStream *
hearth_host_ice_stream_new (HearthHostSocket         *socket,
                            guint                     stream_id,
                            gpointer                  owner,
                            HearthHostIceStreamFound  found)
{
  HearthHostIceStream *self;

  g_return_val_if_fail (HEARTH_IS_HOST_SOCKET (socket), NULL);
  g_return_val_if_fail (G_IS_OBJECT (owner), NULL);
  g_return_val_if_fail (found != NULL, NULL);

  self = g_object_ref_sink (g_object_new (HEARTH_TYPE_HOST_ICE_STREAM, "stream-id", stream_id, NULL));
  self->socket = g_object_ref (socket);
  self->transport = hearth_host_ice_transport_new (socket);
  g_weak_ref_set (&self->owner, owner);
  self->found = found;

  return self;
}

static void
hearth_host_ice_stream_dispose (GObject *object)
{
  HearthHostIceStream *self = HEARTH_HOST_ICE_STREAM (object);

  g_clear_object (&self->transport);
  g_clear_object (&self->socket);
  g_clear_pointer (&self->addresses, g_array_unref);
  g_clear_pointer (&self->public_addresses, g_array_unref);

  G_OBJECT_CLASS (hearth_host_ice_stream_parent_class)->dispose (object);
}

static void
hearth_host_ice_stream_finalize (GObject *object)
{
  HearthHostIceStream *self = HEARTH_HOST_ICE_STREAM (object);

  g_weak_ref_clear (&self->owner);
  g_free (self->stun_server);

  G_OBJECT_CLASS (hearth_host_ice_stream_parent_class)->finalize (object);
}

static void
hearth_host_ice_stream_class_init (HearthHostIceStreamClass *klass)
{
  GstWebRTCICEStreamClass *stream_class = GST_WEBRTC_ICE_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_host_ice_stream_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_host_ice_stream_finalize;
  stream_class->find_transport = hearth_host_ice_stream_find_transport;
  stream_class->gather_candidates = hearth_host_ice_stream_gather_candidates;
}

static void
hearth_host_ice_stream_init (HearthHostIceStream *self)
{
  g_weak_ref_init (&self->owner, NULL);
  self->addresses = g_array_new (FALSE, FALSE, sizeof (HearthSocketAddress));
  self->public_addresses = g_array_new (FALSE, FALSE, sizeof (HearthSocketAddress));
}
