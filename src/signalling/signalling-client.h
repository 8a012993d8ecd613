/* One WebSocket to a signalling server, as host or as guest. Main thread; owned by the room.
 *
 * Knows envelopes, not payloads. Does not reconnect by itself: the room decides (signalling/backoff.h helps).
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
 * @server: "https://host[:port]" or "http://host[:port]"
 */
HearthSignallingClient *hearth_signalling_client_new            (const char              *server) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_signalling_client_connect_async: gives up after ten seconds. Errors: HEARTH_SIGNALLING_ERROR, G_IO_ERROR_CANCELLED. */
void                    hearth_signalling_client_connect_async  (HearthSignallingClient  *self,
                                                                 GCancellable            *cancellable,
                                                                 GAsyncReadyCallback      callback,
                                                                 gpointer                 user_data);
gboolean                hearth_signalling_client_connect_finish (HearthSignallingClient  *self,
                                                                 GAsyncResult            *result,
                                                                 GError                 **error);

/** hearth_signalling_client_send: Returns: %FALSE where the connection is not open (any more). */
gboolean                hearth_signalling_client_send           (HearthSignallingClient  *self,
                                                                 const HearthEnvelope    *envelope);

/** hearth_signalling_client_close: sends what is queued (half a second at most), then closes; idempotent; no signal afterwards. */
void                    hearth_signalling_client_close          (HearthSignallingClient  *self);

/* Signals:
 *   ::envelope (HearthEnvelope *)   a well-formed one has come; malformed ones close the connection
 *   ::lost (GError *)   the connection broke (noticed within 10 s)
 */

G_END_DECLS
