/* Ends a WebSocket politely: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/farewell.h"

#define FAREWELL_MS 500

typedef struct
{
  SoupWebsocketConnection *connection;
  guint timeout_id;
} Farewell;

static void
farewell_free (gpointer data)
{
  Farewell *farewell = data;

  g_signal_handlers_disconnect_by_data (farewell->connection, farewell);
  g_object_unref (farewell->connection);
  g_free (farewell);
}

static gboolean
on_timeout (gpointer data)
{
  return G_SOURCE_REMOVE;
}

static void
on_closed (SoupWebsocketConnection *connection,
           Farewell                *farewell)
{
  g_source_remove (farewell->timeout_id);
}

void
hearth_farewell_say (SoupWebsocketConnection *connection)
{
  Farewell *farewell;

  g_return_if_fail (SOUP_IS_WEBSOCKET_CONNECTION (connection));

  if (soup_websocket_connection_get_state (connection) == SOUP_WEBSOCKET_STATE_CLOSED)
    {
      g_object_unref (connection);
      return;
    }

  farewell = g_new0 (Farewell, 1);
  farewell->connection = connection;
  farewell->timeout_id = g_timeout_add_full (G_PRIORITY_DEFAULT, FAREWELL_MS, on_timeout, farewell, farewell_free);
  g_signal_connect (connection, "closed", G_CALLBACK (on_closed), farewell);

  /* On one that is closing already a second closing frame would be a critical. */
  if (soup_websocket_connection_get_state (connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (connection, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
}
