/* Requests that no honest program sends, and the few that are answered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>
#include <unistd.h>

#include "hostile-fixture.h"
#include "raw-client.h"

static void
test_http (HostileFixture *fixture,
           gconstpointer   data)
{
#define UPGRADE "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
#define HOST "Host: localhost\r\n"
  const struct
  {
    const char *request;
    int status; /* 0: hung up without a word, -1: any refusal or that */
  } cases[] = {
    { "GET /healthz HTTP/1.1\r\n" HOST "\r\n", 200 },
    { "GET /r/AAAAAAAAAAAAAAAAAAAAAA HTTP/1.1\r\n" HOST "\r\n", 200 },
    { "GET /r/AAAAAAAAAAAAAAAAAAAAAA?click=1 HTTP/1.1\r\n" HOST "\r\n", 200 },
    { "GET /ws HTTP/1.1\r\n" HOST UPGRADE "Sec-WebSocket-Version: 13\r\n\r\n", 101 },
    { "GET /ws HTTP/1.1\r\n" HOST UPGRADE "Sec-WebSocket-Version: 13\r\nOrigin: https://hearth.example\r\n\r\n", 101 },
    { "GET /ws HTTP/1.1\r\n" HOST UPGRADE "Sec-WebSocket-Version: 13\r\nOrigin: https://evil.example\r\n\r\n", 403 },
    { "GET /ws HTTP/1.1\r\n" HOST UPGRADE "Sec-WebSocket-Version: 13\r\nOrigin: null\r\n\r\n", 403 },
    { "GET /ws HTTP/1.1\r\n" HOST UPGRADE "Sec-WebSocket-Version: 8\r\n\r\n", 426 },
    { "GET /ws HTTP/1.1\r\n" HOST UPGRADE "\r\n", 426 },
    { "GET /ws HTTP/1.1\r\n" HOST "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n", 400 },
    { "GET /ws HTTP/1.1\r\n" HOST "\r\n", 404 },
    { "GET /other HTTP/1.1\r\n" HOST UPGRADE "Sec-WebSocket-Version: 13\r\n\r\n", 404 },
    { "GET /ws?x HTTP/1.1\r\n" HOST UPGRADE "Sec-WebSocket-Version: 13\r\n\r\n", 404 },
    { "POST /ws HTTP/1.1\r\n" HOST UPGRADE "Sec-WebSocket-Version: 13\r\n\r\n", 405 },
    { "GET /healthz HTTP/1.1\r\n" HOST "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
      "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n", 403 },
    { "GET /healthz HTTP/1.1\r\n" HOST "Connection: Upgrade\r\nUpgrade: TLS/1.0\r\n\r\n", -1 },
    { "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", -1 },
    { "POST /healthz HTTP/1.1\r\n" HOST "Content-Length: 4\r\n\r\nbody", 405 },
    { "POST /healthz HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n", 405 },
    { "GET /healthz HTTP/1.1\r\n" HOST "Content-Length: 4\r\n\r\nbody", 400 },
    { "GET /healthz HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n", 400 },
    { "GET /healthz HTTP/1.1\r\n" HOST "Content-Length: -1\r\n\r\n", 400 },
    { "GET /healthz HTTP/1.1\r\n" HOST "Content-Length: 99999999999999999999\r\n\r\n", 400 },
    { "GET /healthz HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400 },
    { "GET /healthz HTTP/1.1\r\n" HOST "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400 },
    { "GET /healthz HTTP/1.1\r\n" HOST "Range: bytes=0-0,0-0,0-0\r\n\r\n", 400 },
    { "GET /healthz HTTP/1.1\r\n" HOST "TE: trailers\r\n\r\n", 400 },
    { "GET /healthz HTTP/1.1\r\n" HOST HOST "\r\n", 400 },
    { "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400 },
    { "GET /healthz HTTP/1.1\r\n\r\n", 400 },
    { "GET /healthz HTTP/1.1\r\nHost: \r\n\r\n", 400 },
    { "GET /healthz HTTP/1.1\r\nHost: a<script>\r\n\r\n", 400 },
    { "GET /healthz HTTP/1.0\r\n" HOST "\r\n", 505 },
    { "GET /healthz\r\n\r\n", 505 },
    { "GET /healthz HTTP/9.9\r\n" HOST "\r\n", 505 },
    { "HEAD /healthz HTTP/1.1\r\n" HOST "\r\n", 405 },
    { "OPTIONS * HTTP/1.1\r\n" HOST "\r\n", -1 },
    { "PUT /healthz HTTP/1.1\r\n" HOST "\r\n", 405 },
    { "DELETE /healthz HTTP/1.1\r\n" HOST "\r\n", 405 },
    { "CONNECT example.org:443 HTTP/1.1\r\n" HOST "\r\n", -1 },
    { "TRACE / HTTP/1.1\r\n" HOST "\r\n", -1 },
    { "GET / HTTP/1.1\r\n" HOST "\r\n", 404 },
    { "GET /r/ HTTP/1.1\r\n" HOST "\r\n", 404 },
    { "GET /r/a/b HTTP/1.1\r\n" HOST "\r\n", 404 },
    { "GET /r/%3Cscript%3E HTTP/1.1\r\n" HOST "\r\n", 404 },
    { "GET /../../etc/passwd HTTP/1.1\r\n" HOST "\r\n", 404 },
    { "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n" HOST "\r\n", -1 },
    { "GET http://elsewhere.example/healthz HTTP/1.1\r\n" HOST "\r\n", -1 },
    { "GET /healthz HTTP/1.1\r\n" HOST "X: a\r\n b: c\r\n: empty\r\n\r\n", -1 },
    { "GET /%00healthz HTTP/1.1\r\n" HOST "\r\n", -1 },
    { "GET /%zz HTTP/1.1\r\n" HOST "\r\n", -1 },
    { "\r\n\r\n\r\n", -1 },
    { "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", -1 },
    { "GARBAGE\r\n\r\n", -1 },
    { "GET GET GET\r\n\r\n", -1 },
    { ":\r\n\r\n", -1 },
  };
#undef HOST
#undef UPGRADE

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int status = raw_request (fixture->port, cases[i].request);

      g_test_message ("%d: %.60s", status, cases[i].request);
      if (cases[i].status >= 0)
        g_assert_cmpint (status, ==, cases[i].status);
      else
        g_assert_true (status == 0 || status >= 400);
    }
}

static void
test_long_requests (HostileFixture *fixture,
                    gconstpointer   data)
{
  g_autofree char *long_name = g_strnfill (100 * 1000, 'a');
  char *requests[] = {
    g_strdup_printf ("GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n", long_name),
    g_strdup_printf ("GET /healthz HTTP/1.1\r\nHost: %s\r\n\r\n", long_name),
    g_strdup_printf ("GET /healthz HTTP/1.1\r\nHost: localhost\r\n%s: x\r\n\r\n", long_name),
    g_strdup_printf ("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: %s\r\n\r\n", long_name),
    g_strdup_printf ("%s\r\n\r\n", long_name),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      int status = raw_request (fixture->port, requests[i]);

      g_assert_true (status == 0 || status >= 400);
      g_free (requests[i]);
    }
}

static void
test_landing_page (HostileFixture *fixture,
                   gconstpointer   data)
{
  const char *wanted[] = {
    "Content-Type: text/html; charset=utf-8", "Content-Security-Policy: default-src 'none'; style-src 'sha256-",
    "script-src 'sha256-", "Referrer-Policy: no-referrer", "X-Content-Type-Options: nosniff", "Cache-Control: no-store",
    "Connection: close",
  };
  const char *request = "GET /r/AAAAAAAAAAAAAAAAAAAAAA HTTP/1.1\r\nHost: localhost\r\n\r\n";
  g_autofree char *head = NULL;
  int fd = raw_connect (fixture->port);

  g_assert_true (raw_send (fd, request, strlen (request)));
  g_assert_cmpint (raw_read_status (fd, &head), ==, 200);
  close (fd);

  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_nonnull (strstr (head, wanted[i]));
  g_assert_null (strstr (head, "unsafe-inline"));
}

int
main (int   argc,
      char *argv[])
{
  const HostileTest tests[] = {
    { "requests", test_http },
    { "long-requests", test_long_requests },
    { "landing-page", test_landing_page },
  };

  g_test_init (&argc, &argv, NULL);
  hostile_add_tests ("/signalling/http", tests, G_N_ELEMENTS (tests));

  return g_test_run ();
}
