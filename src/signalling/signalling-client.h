/* One WebSocket to a signalling server, as host or as guest. Main thread; owned by the room.
 *
 * Knows envelopes, not payloads. Does not reconnect by itself: the room decides, with signalling/backoff.h, and may connect the
 * same client again after it was lost or did not get through.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "protocol/envelope.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_SIGNALLING_CLIENT (hearth_signalling_client_get_type ())
G_DECLARE_FINAL_TYPE (HearthSignallingClient, hearth_signalling_client, HEARTH, SIGNALLING_CLIENT, GObject)

/**
 * hearth_signalling_client_new:
 * @server: "https://host[:port]" or "http://host[:port]"; anything else fails on connecting, with NOT_A_SERVER
 */
HearthSignallingClient *hearth_signalling_client_new            (const char              *server) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_signalling_client_connect_async:
 * @cancellable: (nullable): ends the attempt
 *
 * Gives up after ten seconds. Not while a connection is open or on its way, and not after hearth_signalling_client_close().
 *
 * Errors: HEARTH_SIGNALLING_ERROR_UNREACHABLE, _TLS, _NOT_A_SERVER; %G_IO_ERROR_CANCELLED
 */
void                    hearth_signalling_client_connect_async  (HearthSignallingClient  *self,
                                                                 GCancellable            *cancellable,
                                                                 GAsyncReadyCallback      callback,
                                                                 gpointer                 user_data);
gboolean                hearth_signalling_client_connect_finish (HearthSignallingClient  *self,
                                                                 GAsyncResult            *result,
                                                                 GError                 **error);

/** hearth_signalling_client_is_connected: Returns: whether hearth_signalling_client_send() would send. */
gboolean                hearth_signalling_client_is_connected   (HearthSignallingClient  *self);

/**
 * hearth_signalling_client_send:
 * @envelope: (transfer none)
 *
 * Returns: %FALSE where the connection is not open (any more). %TRUE does not promise that it arrives.
 */
gboolean                hearth_signalling_client_send           (HearthSignallingClient  *self,
                                                                 const HearthEnvelope    *envelope);

/**
 * hearth_signalling_client_close:
 *
 * Sends what is queued (half a second at most, while the main loop runs), then closes. Idempotent, and for good. No signal
 * afterwards; an attempt that is on its way ends with %G_IO_ERROR_CANCELLED.
 */
void                    hearth_signalling_client_close          (HearthSignallingClient  *self);

/* Signals, on the main thread:
 *   ::envelope (HearthEnvelope *)   (transfer none): a well-formed one has come
 *   ::lost (GError *)   the connection broke, or the server said nonsense and was hung up on: HEARTH_SIGNALLING_ERROR_LOST. A
 *                       server that does not answer is noticed within ten seconds. Once for each successful connection.
 */

G_END_DECLS
