/* HTTP requests, most of which no honest program sends: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "http-cases.h"

#define UPGRADE "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
#define HOST "Host: localhost\r\n"

const HttpCase http_cases[] = {
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
const gsize n_http_cases = G_N_ELEMENTS (http_cases);

gboolean
http_case_fits (const HttpCase *self,
                int             status)
{
  if (self->status >= 0)
    return status == self->status;

  return status == 0 || status >= 400;
}
