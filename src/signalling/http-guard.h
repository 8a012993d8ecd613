/* Which HTTP requests the server answers, and with what: a table, not a web server. Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HearthHttpRequest: a request as far as libwebsockets lets us see it. Missing headers are %NULL.
 * @is_get: the method is GET
 * @path: without the query
 * @has_query: there was one
 * @http_version: "HTTP/1.1"
 * @n_hosts: how many Host headers there were
 * @upgrade: "websocket"
 * @websocket_version: "13"
 * @has_websocket_key: a Sec-WebSocket-Key of the right length is there
 * @has_body: Content-Length or Transfer-Encoding is there
 * @has_range: Range is there
 * @has_te: TE is there
 */
typedef struct
{
  gboolean is_get;
  const char *path;
  gboolean has_query;
  const char *http_version;
  const char *host;
  guint n_hosts;
  const char *origin;
  const char *upgrade;
  const char *websocket_version;
  gboolean has_websocket_key;
  gboolean has_body;
  gboolean has_range;
  gboolean has_te;
} HearthHttpRequest;

/**
 * HearthHttpPolicy: who may ask, and for what
 * @origin: (nullable): the one web origin whose pages may open a WebSocket. Programs send no Origin; browsers always do, so
 *   that no page of somebody else's can reach a server on this computer or this network, whatever name it has rebound.
 * @host: (nullable): the one name, without a port, that this server is asked by; %NULL for any. Numeric addresses and "localhost"
 *   are always fine: a page that has rebound its own name to this computer's address (DNS rebinding) has to send that name.
 * @administration: this is the port for whoever runs the server: /metrics and nothing else, and no name but "localhost"
 */
typedef struct
{
  const char *origin;
  const char *host;
  gboolean administration;
} HearthHttpPolicy;

/**
 * HearthHttpRoute:
 * @HEARTH_HTTP_REFUSED: answer with the status alone
 * @HEARTH_HTTP_WEBSOCKET: let it be upgraded
 * @HEARTH_HTTP_HEALTH: "ok"
 * @HEARTH_HTTP_LANDING_PAGE: the page behind a link
 * @HEARTH_HTTP_METRICS: the counters
 */
typedef enum
{
  HEARTH_HTTP_REFUSED,
  HEARTH_HTTP_WEBSOCKET,
  HEARTH_HTTP_HEALTH,
  HEARTH_HTTP_LANDING_PAGE,
  HEARTH_HTTP_METRICS,
} HearthHttpRoute;

/** hearth_http_guard_route: @status: (out): the HTTP status of a refusal. */
HearthHttpRoute hearth_http_guard_route (const HearthHttpRequest *request,
                                         const HearthHttpPolicy  *policy,
                                         guint                   *status);

G_END_DECLS
