/* A webrtcbin without anything of ours around it but the room's socket: what a test and a bench of src/ice/ make alike.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/webrtc/webrtc.h>

#include "ice/host-ice.h"

G_BEGIN_DECLS

/**
 * bare_webrtc_new:
 * @pipeline: where it goes
 * @ice: (nullable): %NULL for libnice; told when it is connected
 *
 * Returns: (transfer none): it
 */
GstElement *bare_webrtc_new        (GstElement     *pipeline,
                                    HearthHostIce  *ice);

/** bare_webrtc_add_sender: @description: what makes RTP, as of gst-launch. Ends in caps with its media and payload. */
void        bare_webrtc_add_sender (GstElement     *webrtc,
                                    const char     *description);

/** bare_webrtc_count: What comes out of @pad is thrown away and counted. @n_packets: written by its thread */
void        bare_webrtc_count      (GstPad         *pad,
                                    _Atomic guint  *n_packets);

G_END_DECLS
