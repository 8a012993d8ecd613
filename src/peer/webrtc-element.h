/* The webrtcbin of a connection: made and set up the way we need it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

#include "media/media-pipeline.h"
#include "peer/connection-config.h"

G_BEGIN_DECLS

/**
 * hearth_webrtc_element_new:
 * @name: its threads are named after it, so at most 12 characters
 * @sends: media goes out past it, and none of its own RTCP (packet-outlet.h)
 *
 * Main thread.
 *
 * Returns: (transfer full): a webrtcbin in @pipeline, or %NULL with HEARTH_PEER_ERROR_INTERNAL
 */
GstElement *hearth_webrtc_element_new (HearthMediaPipeline           *pipeline,
                                       const char                    *name,
                                       const HearthConnectionConfig  *config,
                                       gboolean                       sends,
                                       GError                       **error) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_webrtc_element_connected: To be called once @webrtc is connected, for its agent's sake. Main thread. */
void        hearth_webrtc_element_connected (GstElement *webrtc);

/**
 * hearth_webrtc_element_find:
 * @type: name of a GType
 *
 * Returns: (transfer full) (nullable): the first element of that type inside @webrtc
 */
GstElement *hearth_webrtc_element_find (GstElement *webrtc,
                                        const char *type) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
