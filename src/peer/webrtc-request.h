/* What webrtcbin is asked to do, and its reply: from the main thread to webrtcbin's own and back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>
#include <gst/webrtc/webrtc.h>

#include "peer/session-description.h"

G_BEGIN_DECLS

/**
 * HearthWebrtcReplied:
 * @target: who asked
 * @description: (nullable) (transfer none): what was made, where something was to be made
 * @error: (nullable): what webrtcbin says when it failed, for the log
 *
 * Main thread; not called where @target or the webrtcbin is gone.
 */
typedef void (*HearthWebrtcReplied) (gpointer                     target,
                                     GstWebRTCSessionDescription *description,
                                     const char                  *error,
                                     gpointer                     user_data);

/**
 * hearth_webrtc_request_create: Asks for an offer or an answer.
 * @target: (transfer none): not referenced: it must end webrtcbin's threads before it is finalized
 */
void hearth_webrtc_request_create (GstElement                  *webrtc,
                                   HearthSdpType                type,
                                   GObject                     *target,
                                   HearthWebrtcReplied          replied,
                                   gpointer                     user_data);

/** hearth_webrtc_request_set: @action: "set-local-description" or "set-remote-description" */
void hearth_webrtc_request_set    (GstElement                  *webrtc,
                                   const char                  *action,
                                   GstWebRTCSessionDescription *description,
                                   GObject                     *target,
                                   HearthWebrtcReplied          replied,
                                   gpointer                     user_data);

/**
 * hearth_webrtc_request_interrupt: Nothing that @webrtc was asked for is waited for any more.
 *
 * Main thread, before its threads end: what it was asked for and has not begun then, webrtcbin forgets without an answer.
 */
void hearth_webrtc_request_interrupt (GstElement               *webrtc);

G_END_DECLS
