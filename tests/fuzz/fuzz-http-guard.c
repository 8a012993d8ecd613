/* Requests from anybody: one byte of flags, then path, version, host, origin, upgrade and WebSocket version, a line each; then
 * the server's own: a line for the port of the administration, a line with its name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "signalling/http-guard.h"

#define ORIGIN "https://hearth.example"

/* Returns: (nullable): the line, or NULL for one that is not there or is "-" */
static const char *
get_line (char **lines,
          guint  n)
{
  return n < g_strv_length (lines) && !g_str_equal (lines[n], "-") ? lines[n] : NULL;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  HearthHttpRequest request = { 0 };
  HearthHttpPolicy policy = { .origin = ORIGIN };
  HearthHttpRoute route;
  guint8 flags;
  guint status = 0;

  if (size == 0)
    return 0;

  flags = data[0];
  text = g_strndup ((const char *) data + 1, size - 1);
  lines = g_strsplit (text, "\n", -1);

  request.is_get = flags & 0x01;
  request.has_query = flags & 0x02;
  request.n_hosts = (flags >> 2) & 0x03;
  request.has_websocket_key = flags & 0x10;
  request.has_body = flags & 0x20;
  request.has_range = flags & 0x40;
  request.has_te = flags & 0x80;
  request.path = get_line (lines, 0);
  request.http_version = get_line (lines, 1);
  request.host = get_line (lines, 2);
  request.origin = get_line (lines, 3);
  request.upgrade = get_line (lines, 4);
  request.websocket_version = get_line (lines, 5);

  /* Which policy: what follows the last line. */
  policy.administration = get_line (lines, 6) != NULL;
  policy.host = get_line (lines, 7);

  route = hearth_http_guard_route (&request, &policy, &status);
  if (route == HEARTH_HTTP_REFUSED)
    {
      g_assert_cmpuint (status, >=, 400);
      return 0;
    }

  g_assert_true (request.is_get && request.n_hosts == 1 && !request.has_body && !request.has_range && !request.has_te);
  g_assert_cmpstr (request.http_version, ==, "HTTP/1.1");
  g_assert_cmpint (request.upgrade != NULL, ==, route == HEARTH_HTTP_WEBSOCKET);
  g_assert_cmpint (policy.administration, ==, route == HEARTH_HTTP_METRICS);
  if (route == HEARTH_HTTP_WEBSOCKET)
    {
      g_assert_cmpstr (request.path, ==, "/ws");
      g_assert_cmpstr (request.websocket_version, ==, "13");
      g_assert_true (request.origin == NULL || g_str_equal (request.origin, ORIGIN));
    }

  return 0;
}
