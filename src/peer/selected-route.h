/* Which way a connected webrtcbin's packets take.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

#include "base/route.h"

G_BEGIN_DECLS

/**
 * hearth_selected_route_read:
 * @webrtc: its ICE is libnice's or ours
 *
 * Asks the ICE transport and not webrtcbin's "get-stats", which walks through all of its RTP sessions on its pc thread. Takes the
 * ICE agent's lock for a moment. Main thread.
 *
 * Returns: the pair that is in use now, unknown where there is none yet
 */
HearthRoute hearth_selected_route_read (GstElement *webrtc);

G_END_DECLS
