/* A session's candidates as webrtcbin's statistics want them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/webrtc/webrtc.h>

#include "ice/ice-session.h"

G_BEGIN_DECLS

/* All with the session locked. */

/** hearth_candidate_stats_locals: Returns: (transfer full) (array zero-terminated=1) */
GstWebRTCICECandidateStats **hearth_candidate_stats_locals   (HearthIceSession *session);

/** hearth_candidate_stats_remotes: Returns: (transfer full) (array zero-terminated=1) */
GstWebRTCICECandidateStats **hearth_candidate_stats_remotes  (HearthIceSession *session);

/** hearth_candidate_stats_selected: Returns: (transfer full) (nullable) */
GstWebRTCICECandidatePair   *hearth_candidate_stats_selected (HearthIceSession *session);

G_END_DECLS
