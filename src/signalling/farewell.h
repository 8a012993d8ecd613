/* Ends a WebSocket politely without anybody waiting for it: what is queued is sent, then the closing frame, and after half a
 * second at most it is over, whatever the other side does. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/** hearth_farewell_say: @connection: (transfer full): nobody else's any more. */
void hearth_farewell_say (SoupWebsocketConnection *connection);

G_END_DECLS
