/* Which way a connected webrtcbin's packets take: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/selected-route.h"

#include <gst/webrtc/webrtc.h>

/* All lines are bundled: each of them has the one there is. */
static GObject *
find_dtls_transport (GstElement *webrtc)
{
  g_autoptr (GArray) transceivers = NULL;
  g_autoptr (GObject) sctp = NULL;
  GObject *dtls = NULL;

  g_signal_emit_by_name (webrtc, "get-transceivers", &transceivers);
  for (guint i = 0; dtls == NULL && transceivers != NULL && i < transceivers->len; i++)
    {
      g_autoptr (GObject) receiver = NULL;

      g_object_get (g_array_index (transceivers, GObject *, i), "receiver", &receiver, NULL);
      if (receiver != NULL)
        g_object_get (receiver, "transport", &dtls, NULL);
    }
  if (dtls != NULL)
    return dtls;

  g_object_get (webrtc, "sctp-transport", &sctp, NULL);
  if (sctp != NULL)
    g_object_get (sctp, "transport", &dtls, NULL);

  return dtls;
}

static HearthAddressKind
get_kind (const GstWebRTCICECandidate *candidate)
{
  if (candidate == NULL || candidate->stats == NULL)
    return HEARTH_ADDRESS_UNKNOWN;

  return hearth_address_kind_parse (candidate->stats->type);
}

HearthRoute
hearth_selected_route_read (GstElement *webrtc)
{
  g_autoptr (GObject) dtls = NULL;
  g_autoptr (GstWebRTCICETransport) ice = NULL;
  GstWebRTCICECandidatePair *pair;
  HearthRoute route = { HEARTH_ADDRESS_UNKNOWN, HEARTH_ADDRESS_UNKNOWN };

  g_return_val_if_fail (GST_IS_ELEMENT (webrtc), route);

  dtls = find_dtls_transport (webrtc);
  if (dtls != NULL)
    g_object_get (dtls, "transport", &ice, NULL);
  pair = ice != NULL ? gst_webrtc_ice_transport_get_selected_candidate_pair (ice) : NULL;
  if (pair == NULL)
    return route;

  route.local = get_kind (pair->local);
  route.remote = get_kind (pair->remote);
  gst_webrtc_ice_candidate_pair_free (pair);

  return route;
}
