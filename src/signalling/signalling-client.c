/* One WebSocket to a signalling server: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/signalling-client.h"

#include <libsoup/soup.h>
#include <string.h>

#include "base/limits.h"
#include "base/main-thread.h"
#include "signalling/farewell.h"
#include "signalling/signalling-error.h"

struct _HearthSignallingClient
{
  GObject parent_instance;

  char *server;
  SoupSession *session;
  gboolean closed;

  /* While connecting. */
  GCancellable *attempt;
  guint deadline_id;

  /* While connected. */
  SoupWebsocketConnection *connection;
  gsize n_unanswered; /* bytes sent since the server last answered a ping */
};

enum
{
  ENVELOPE,
  LOST,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthSignallingClient, hearth_signalling_client, G_TYPE_OBJECT)

static void
forget_connection (HearthSignallingClient *self)
{
  if (self->connection == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->connection, self);
  hearth_farewell_say (g_steal_pointer (&self->connection));
}

/* The one way a connection ends without our having wished it. */
static void
lose (HearthSignallingClient *self,
      const char             *reason)
{
  g_autoptr (GError) error = g_error_new_literal (HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_LOST, reason);

  forget_connection (self);
  g_signal_emit (self, signals[LOST], 0, error);
}

static void
on_message (SoupWebsocketConnection *connection,
            SoupWebsocketDataType    type,
            GBytes                  *message,
            HearthSignallingClient  *self)
{
  g_autoptr (HearthSignallingClient) kept = g_object_ref (self);
  g_autoptr (HearthEnvelope) envelope = NULL;
  const char *text;
  gsize length;

  text = g_bytes_get_data (message, &length);
  if (type == SOUP_WEBSOCKET_DATA_TEXT && text != NULL)
    envelope = hearth_envelope_parse (text, length, NULL);

  if (envelope == NULL)
    lose (kept, "The server said something that is not an envelope");
  else
    g_signal_emit (kept, signals[ENVELOPE], 0, envelope);
}

static void
on_pong (SoupWebsocketConnection *connection,
         GBytes                  *message,
         HearthSignallingClient  *self)
{
  self->n_unanswered = 0;
}

static void
on_closed (SoupWebsocketConnection *connection,
           HearthSignallingClient  *self)
{
  g_autoptr (HearthSignallingClient) kept = g_object_ref (self);

  lose (kept, "The connection to the server broke");
}

/* No pong, or a frame that is none. "closed" follows only five seconds later, after libsoup has waited for an answer. */
static void
on_error (SoupWebsocketConnection *connection,
          GError                  *error,
          HearthSignallingClient  *self)
{
  g_autoptr (HearthSignallingClient) kept = g_object_ref (self);

  lose (kept, error->message);
}

static gboolean
on_deadline (gpointer data)
{
  HearthSignallingClient *self = data;

  self->deadline_id = 0;
  g_cancellable_cancel (self->attempt);

  return G_SOURCE_REMOVE;
}

static void
on_cancelled (GCancellable *cancellable,
              GCancellable *attempt)
{
  g_cancellable_cancel (attempt);
}

/* Whose fault it is that there is no connection. */
static HearthSignallingError
classify (const GError *error)
{
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_NOT_TLS))
    return HEARTH_SIGNALLING_ERROR_NOT_A_SERVER;
  if (error->domain == G_TLS_ERROR)
    return HEARTH_SIGNALLING_ERROR_TLS;
  if (error->domain == SOUP_WEBSOCKET_ERROR || error->domain == SOUP_SESSION_ERROR)
    return HEARTH_SIGNALLING_ERROR_NOT_A_SERVER;

  return HEARTH_SIGNALLING_ERROR_UNREACHABLE;
}

static void
return_failure (GTask        *task,
                const GError *error)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  HearthSignallingClient *self = g_task_get_source_object (task);

  if (self->closed || g_cancellable_is_cancelled (cancellable))
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The attempt was given up");
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_new_error_literal (task, HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_UNREACHABLE,
                                     "The server did not answer in time");
  else
    g_task_return_new_error_literal (task, HEARTH_SIGNALLING_ERROR, (int) classify (error), error->message);
}

static void
use_connection (HearthSignallingClient  *self,
                SoupWebsocketConnection *connection)
{
  self->connection = connection;
  self->n_unanswered = 0;

  /* Both, and neither of them 0: the first bounds a frame, the second a message made of many (CVE-2026-0716). */
  soup_websocket_connection_set_max_incoming_payload_size (connection, HEARTH_LIMIT_MESSAGE_BYTES);
  soup_websocket_connection_set_max_total_message_size (connection, HEARTH_LIMIT_MESSAGE_BYTES);

  /* The interval alone never notices a dead server. */
  soup_websocket_connection_set_keepalive_pong_timeout (connection, HEARTH_LIMIT_CLIENT_PONG_SECONDS);
  soup_websocket_connection_set_keepalive_interval (connection, HEARTH_LIMIT_CLIENT_PING_SECONDS);

  g_signal_connect (connection, "message", G_CALLBACK (on_message), self);
  g_signal_connect (connection, "pong", G_CALLBACK (on_pong), self);
  g_signal_connect (connection, "error", G_CALLBACK (on_error), self);
  g_signal_connect (connection, "closed", G_CALLBACK (on_closed), self);
}

static void
on_connect_ready (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (GTask) task = data;
  HearthSignallingClient *self = g_task_get_source_object (task);
  g_autoptr (SoupWebsocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  gulong *cancelled_id = g_task_get_task_data (task);

  g_cancellable_disconnect (g_task_get_cancellable (task), *cancelled_id);
  g_clear_handle_id (&self->deadline_id, g_source_remove);
  g_clear_object (&self->attempt);

  connection = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);
  if (connection == NULL || self->closed || g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      return_failure (task, error);
      return;
    }

  use_connection (self, g_steal_pointer (&connection));
  g_task_return_boolean (task, TRUE);
}

/* A computer of this house is not looked for by way of a proxy, whatever the settings of the desktop say. */
static gboolean
is_nearby (const char *host)
{
  return g_hostname_is_ip_address (host)
         || g_ascii_strcasecmp (host, "localhost") == 0
         || g_str_has_suffix (host, ".localhost")
         || g_str_has_suffix (host, ".local");
}

static SoupMessage *
create_request (const char *server)
{
  g_autoptr (GUri) base = g_uri_parse (server, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GUri) uri = NULL;
  SoupMessage *request;

  if (base == NULL || g_uri_get_host (base) == NULL || *g_uri_get_host (base) == '\0')
    return NULL;
  if (!g_str_equal (g_uri_get_scheme (base), "https") && !g_str_equal (g_uri_get_scheme (base), "http"))
    return NULL;

  uri = g_uri_build (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (base), NULL, g_uri_get_host (base), g_uri_get_port (base),
                     "/ws", NULL, NULL);
  request = soup_message_new_from_uri (SOUP_METHOD_GET, uri);
  soup_message_add_flags (request, SOUP_MESSAGE_NO_REDIRECT);

  return request;
}

static void
hearth_signalling_client_dispose (GObject *object)
{
  HearthSignallingClient *self = HEARTH_SIGNALLING_CLIENT (object);

  hearth_signalling_client_close (self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (hearth_signalling_client_parent_class)->dispose (object);
}

static void
hearth_signalling_client_finalize (GObject *object)
{
  HearthSignallingClient *self = HEARTH_SIGNALLING_CLIENT (object);

  g_free (self->server);

  G_OBJECT_CLASS (hearth_signalling_client_parent_class)->finalize (object);
}

static void
hearth_signalling_client_class_init (HearthSignallingClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_signalling_client_dispose;
  object_class->finalize = hearth_signalling_client_finalize;

  /**
   * HearthSignallingClient::envelope:
   * @envelope: (transfer none): a #HearthEnvelope
   */
  signals[ENVELOPE] = g_signal_new ("envelope", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  /**
   * HearthSignallingClient::lost:
   * @error: HEARTH_SIGNALLING_ERROR_LOST
   */
  signals[LOST] = g_signal_new ("lost", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
hearth_signalling_client_init (HearthSignallingClient *self)
{
  self->session = soup_session_new_with_options ("user-agent", "Hearth", NULL);

  /* A compressed message of 58 KB unfolds to 60 MB; cookies and passwords have no business here. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_WEBSOCKET_EXTENSION_MANAGER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
}

HearthSignallingClient *
hearth_signalling_client_new (const char *server)
{
  HearthSignallingClient *self;

  g_return_val_if_fail (server != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_SIGNALLING_CLIENT, NULL);
  self->server = g_strdup (server);

  return self;
}

void
hearth_signalling_client_connect_async (HearthSignallingClient *self,
                                        GCancellable           *cancellable,
                                        GAsyncReadyCallback     callback,
                                        gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (SoupMessage) request = NULL;
  gulong *cancelled_id;

  g_return_if_fail (HEARTH_IS_SIGNALLING_CLIENT (self));
  g_return_if_fail (hearth_main_thread_is_current ());
  g_return_if_fail (self->attempt == NULL && self->connection == NULL);
  g_return_if_fail (!self->closed);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hearth_signalling_client_connect_async);
  g_task_set_check_cancellable (task, FALSE);

  request = create_request (self->server);
  if (request == NULL)
    {
      g_task_return_new_error_literal (task, HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_NOT_A_SERVER,
                                       "That is not the address of a server");
      return;
    }

  if (is_nearby (g_uri_get_host (soup_message_get_uri (request))))
    soup_session_set_proxy_resolver (self->session, NULL);

  self->attempt = g_cancellable_new ();
  self->deadline_id = g_timeout_add_seconds (HEARTH_LIMIT_CONNECT_SECONDS, on_deadline, self);

  cancelled_id = g_new0 (gulong, 1);
  g_task_set_task_data (task, cancelled_id, g_free);
  if (cancellable != NULL)
    *cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled),
                                           g_object_ref (self->attempt), g_object_unref);

  /* No Origin: we are no web page. */
  soup_session_websocket_connect_async (self->session, request, NULL, NULL, G_PRIORITY_DEFAULT, self->attempt,
                                        on_connect_ready, g_steal_pointer (&task));
}

gboolean
hearth_signalling_client_connect_finish (HearthSignallingClient  *self,
                                         GAsyncResult            *result,
                                         GError                 **error)
{
  g_return_val_if_fail (HEARTH_IS_SIGNALLING_CLIENT (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
hearth_signalling_client_is_connected (HearthSignallingClient *self)
{
  g_return_val_if_fail (HEARTH_IS_SIGNALLING_CLIENT (self), FALSE);

  return self->connection != NULL
         && soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN;
}

gboolean
hearth_signalling_client_send (HearthSignallingClient *self,
                               const HearthEnvelope   *envelope)
{
  g_autofree char *text = NULL;
  gsize length;

  g_return_val_if_fail (HEARTH_IS_SIGNALLING_CLIENT (self), FALSE);
  g_return_val_if_fail (hearth_main_thread_is_current (), FALSE);
  g_return_val_if_fail (envelope != NULL, FALSE);

  if (!hearth_signalling_client_is_connected (self))
    return FALSE;

  /* libsoup's queue has no bound and does not say how long it is. A server that takes nothing is given up soon by the missing
   * pong; until then nothing is added past the bound. */
  text = hearth_envelope_to_text (envelope);
  length = strlen (text);
  if (length > HEARTH_LIMIT_CLIENT_UNANSWERED_BYTES - self->n_unanswered)
    return FALSE;

  self->n_unanswered += length;
  soup_websocket_connection_send_text (self->connection, text);
  return TRUE;
}

void
hearth_signalling_client_close (HearthSignallingClient *self)
{
  g_return_if_fail (HEARTH_IS_SIGNALLING_CLIENT (self));

  self->closed = TRUE;
  if (self->attempt != NULL)
    g_cancellable_cancel (self->attempt);
  forget_connection (self);
}
