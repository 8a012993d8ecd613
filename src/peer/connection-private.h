/* What a sending and a receiving connection need of their base, and nobody else but their tests. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>
#include <gst/webrtc/webrtc.h>

#include "peer/connection.h"
#include "peer/peer-error.h"
#include "peer/ssrc-table.h"
#include "peer/transport-guard.h"

G_BEGIN_DECLS

/**
 * HearthConnectionReplied:
 * @description: (nullable) (transfer none): what webrtcbin made, where it was asked to make something
 *
 * webrtcbin has done what it was asked for. Not called where it failed (the connection has, then) or is over.
 */
typedef void (*HearthConnectionReplied) (HearthConnection            *self,
                                         GstWebRTCSessionDescription *description);

/**
 * hearth_connection_start:
 * @role: for the names of threads: at most 6 letters
 * @hooks: for the guard
 * @user_data: (transfer full): for these
 * @destroy: of @user_data
 *
 * Makes the pipeline and lets it run; to be called once, by the constructor.
 */
gboolean               hearth_connection_start           (HearthConnection             *self,
                                                          const char                   *role,
                                                          const HearthConnectionConfig *config,
                                                          guint                         generation,
                                                          const HearthTransportHooks   *hooks,
                                                          gpointer                      user_data,
                                                          GDestroyNotify                destroy,
                                                          GError                      **error);

/** hearth_connection_get_webrtc: Returns: (transfer none) (nullable): the webrtcbin, until closed. */
GstElement            *hearth_connection_get_webrtc      (HearthConnection             *self);
HearthCertificateGate *hearth_connection_get_gate        (HearthConnection             *self);

/** hearth_connection_get_expected: Returns: (transfer none): whose RTP may come in; empty at first. */
HearthSsrcTable       *hearth_connection_get_expected    (HearthConnection             *self);

/** hearth_connection_is_over: Returns: whether it has failed or is closed. */
gboolean               hearth_connection_is_over         (HearthConnection             *self);

/** hearth_connection_begin: The first description is being made or has come: CONNECTING, and the time limit runs. */
void                   hearth_connection_begin           (HearthConnection             *self);
void                   hearth_connection_fail            (HearthConnection             *self,
                                                          HearthPeerError               code,
                                                          const char                   *message);

/** hearth_connection_create: Asks webrtcbin for an offer or an answer; @replied gets it. */
void                   hearth_connection_create          (HearthConnection             *self,
                                                          HearthSdpType                 type,
                                                          HearthConnectionReplied       replied);
void                   hearth_connection_set_local       (HearthConnection             *self,
                                                          GstWebRTCSessionDescription  *description,
                                                          HearthConnectionReplied       replied);

/**
 * hearth_connection_set_remote:
 *
 * Sets the fingerprint that the gate waits for, then the description.
 *
 * Returns: %FALSE with HEARTH_PEER_ERROR_DESCRIPTION, and nothing changed, if it names another certificate than an earlier one
 */
gboolean               hearth_connection_set_remote      (HearthConnection               *self,
                                                          const HearthSessionDescription *description,
                                                          HearthConnectionReplied         replied,
                                                          GError                        **error);

/** hearth_connection_remote_is_set: Candidates that came before their description are handed over now. */
void                   hearth_connection_remote_is_set   (HearthConnection               *self);

/** hearth_connection_announce: Emits ::description, and after the first one the candidates that waited for it. */
void                   hearth_connection_announce        (HearthConnection               *self,
                                                          HearthSessionDescription       *description);

/**
 * hearth_connection_parse_local:
 * @description: as webrtcbin made it
 * @offer: (nullable): what it answers
 *
 * Adds what webrtcbin must not know of: the header extensions, in an answer those of @offer.
 *
 * Returns: (transfer full) (nullable): @description as we would check a peer's; %NULL (and the connection has failed) if
 * webrtcbin made something that our own peers would refuse
 */
HearthSessionDescription *hearth_connection_parse_local  (HearthConnection               *self,
                                                          HearthSdpType                   type,
                                                          GstWebRTCSessionDescription    *description,
                                                          const HearthSessionDescription *offer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
