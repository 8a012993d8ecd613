/* A session's candidates as webrtcbin's statistics want them: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/candidate-stats.h"

static GstWebRTCICECandidateStats *
stats_new (const HearthIceCandidate *candidate,
           const char               *ufrag)
{
  GstWebRTCICECandidateStats *stats = g_new0 (GstWebRTCICECandidateStats, 1);
  char address[HEARTH_SOCKET_ADDRESS_TEXT_BYTES];

  hearth_socket_address_format (&candidate->address, address);
  stats->ipaddr = g_strdup (address);
  stats->port = candidate->address.port;
  stats->type = hearth_ice_candidate_type_name (candidate->type);
  stats->proto = "udp";
  stats->prio = candidate->priority;
  GST_WEBRTC_ICE_CANDIDATE_STATS_FOUNDATION (stats) = g_strdup (candidate->foundation);
  GST_WEBRTC_ICE_CANDIDATE_STATS_USERNAME_FRAGMENT (stats) = g_strdup (ufrag);
  GST_WEBRTC_ICE_CANDIDATE_STATS_TCP_TYPE (stats) = GST_WEBRTC_ICE_TCP_CANDIDATE_TYPE_NONE;

  return stats;
}

static GstWebRTCICECandidateStats **
stats_of_all (const GArray *candidates,
              const char   *ufrag)
{
  GstWebRTCICECandidateStats **all = g_new0 (GstWebRTCICECandidateStats *, candidates->len + 1);

  for (guint i = 0; i < candidates->len; i++)
    all[i] = stats_new (&g_array_index (candidates, HearthIceCandidate, i), ufrag);

  return all;
}

GstWebRTCICECandidateStats **
hearth_candidate_stats_locals (HearthIceSession *session)
{
  return stats_of_all (hearth_check_list_get_locals (hearth_ice_session_get_check_list (session)),
                       hearth_ice_session_get_local_ufrag (session));
}

GstWebRTCICECandidateStats **
hearth_candidate_stats_remotes (HearthIceSession *session)
{
  return stats_of_all (hearth_check_list_get_remotes (hearth_ice_session_get_check_list (session)),
                       hearth_ice_session_get_remote_ufrag (session));
}

static GstWebRTCICECandidate *
find_candidate (const GArray              *candidates,
                const HearthSocketAddress *address,
                const char                *ufrag)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      const HearthIceCandidate *candidate = &g_array_index (candidates, HearthIceCandidate, i);
      GstWebRTCICECandidate *found;

      if (!hearth_socket_address_equal (&candidate->address, address))
        continue;
      found = g_new0 (GstWebRTCICECandidate, 1);
      found->candidate = hearth_ice_candidate_format (candidate);
      found->component = 1;
      found->sdp_mline_index = -1;
      found->stats = stats_new (candidate, ufrag);
      return found;
    }

  return NULL;
}

GstWebRTCICECandidatePair *
hearth_candidate_stats_selected (HearthIceSession *session)
{
  HearthCheckList *checks = hearth_ice_session_get_check_list (session);
  const HearthPath *path = hearth_ice_session_get_selected (session);
  GstWebRTCICECandidate *local, *remote;
  GstWebRTCICECandidatePair *pair;

  if (path == NULL)
    return NULL;

  /* Both are known but in the moment after a restart. */
  local = find_candidate (hearth_check_list_get_locals (checks), &path->local, hearth_ice_session_get_local_ufrag (session));
  remote = find_candidate (hearth_check_list_get_remotes (checks), &path->remote, hearth_ice_session_get_remote_ufrag (session));
  if (local == NULL || remote == NULL)
    {
      gst_webrtc_ice_candidate_free (local);
      gst_webrtc_ice_candidate_free (remote);
      return NULL;
    }

  pair = g_new0 (GstWebRTCICECandidatePair, 1);
  pair->local = local;
  pair->remote = remote;

  return pair;
}
