/* Requests and answers: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/http-exchange.h"

#include <string.h>

#define NO_CONTENT_POLICY "default-src 'none'; frame-ancestors 'none'"

/* A Sec-WebSocket-Key is 16 bytes in base64. */
#define WEBSOCKET_KEY_CHARACTERS 24

/* Returns: (nullable): the header, or NULL where there is none or it is longer than any honest one */
static const char *
get_header (struct lws            *wsi,
            enum lws_token_indexes token,
            char                  *buffer,
            gsize                  size)
{
  if (lws_hdr_total_length (wsi, token) <= 0)
    return NULL;
  if (lws_hdr_copy (wsi, buffer, (int) size, token) < 0)
    return "";

  return buffer;
}

static gboolean
has_header (struct lws            *wsi,
            enum lws_token_indexes token)
{
  /* One that is there with nothing in it has a fragment of length 0: seen as not there, and harmless. */
  return lws_hdr_total_length (wsi, token) > 0;
}

static guint
count_headers (struct lws            *wsi,
               enum lws_token_indexes token)
{
  guint n = 0;

  while (lws_hdr_fragment_length (wsi, token, (int) n) > 0)
    n++;

  return n;
}

HearthHttpRoute
hearth_http_exchange_route (struct lws             *wsi,
                            const HearthHttpPolicy *policy,
                            guint                  *status)
{
  char path[256], version[16], host[300], sent_origin[300], upgrade[32], websocket_version[8];
  HearthHttpRequest request = { 0 };

  g_return_val_if_fail (wsi != NULL, HEARTH_HTTP_REFUSED);

  request.is_get = has_header (wsi, WSI_TOKEN_GET_URI);
  request.path = get_header (wsi, WSI_TOKEN_GET_URI, path, sizeof path);
  request.has_query = has_header (wsi, WSI_TOKEN_HTTP_URI_ARGS);
  request.http_version = get_header (wsi, WSI_TOKEN_HTTP, version, sizeof version);
  request.host = get_header (wsi, WSI_TOKEN_HOST, host, sizeof host);
  request.n_hosts = count_headers (wsi, WSI_TOKEN_HOST);
  request.origin = get_header (wsi, WSI_TOKEN_ORIGIN, sent_origin, sizeof sent_origin);
  request.upgrade = get_header (wsi, WSI_TOKEN_UPGRADE, upgrade, sizeof upgrade);
  request.websocket_version = get_header (wsi, WSI_TOKEN_VERSION, websocket_version, sizeof websocket_version);
  request.has_websocket_key = lws_hdr_total_length (wsi, WSI_TOKEN_KEY) == WEBSOCKET_KEY_CHARACTERS;
  request.has_body = has_header (wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH) || has_header (wsi, WSI_TOKEN_HTTP_TRANSFER_ENCODING);
  request.has_range = has_header (wsi, WSI_TOKEN_HTTP_RANGE);
  request.has_te = has_header (wsi, WSI_TOKEN_TE);

  return hearth_http_guard_route (&request, policy, status);
}

const char *
hearth_http_exchange_get_forwarded_for (struct lws *wsi,
                                        char       *buffer,
                                        gsize       size)
{
  g_return_val_if_fail (wsi != NULL, NULL);
  g_return_val_if_fail (buffer != NULL && size > 0, NULL);

  return get_header (wsi, WSI_TOKEN_X_FORWARDED_FOR, buffer, size);
}

void
hearth_http_exchange_reply (struct lws *wsi,
                            guint       status,
                            const char *content_type,
                            const char *security_policy,
                            GBytes     *body)
{
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  g_autofree char *head = NULL;
  const guint8 reserved[LWS_PRE] = { 0 };
  gsize length;
  gconstpointer data;

  g_return_if_fail (wsi != NULL);
  g_return_if_fail (content_type != NULL);
  g_return_if_fail (body != NULL);

  data = g_bytes_get_data (body, &length);
  head = g_strdup_printf ("HTTP/1.1 %u %s\r\n"
                          "Content-Type: %s\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n"
                          "Content-Security-Policy: %s\r\n"
                          "Referrer-Policy: no-referrer\r\n"
                          "X-Content-Type-Options: nosniff\r\n"
                          "Cross-Origin-Resource-Policy: same-origin\r\n"
                          "Cache-Control: no-store\r\n"
                          "%s"
                          "Connection: close\r\n"
                          "\r\n",
                          status, status == 200 ? "OK" : "Refused",
                          content_type,
                          length,
                          security_policy != NULL ? security_policy : NO_CONTENT_POLICY,
                          status == 426 ? "Sec-WebSocket-Version: 13\r\n" : "");

  g_byte_array_append (reply, reserved, sizeof reserved);
  g_byte_array_append (reply, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (reply, data, (guint) length);

  /* A failure shows itself when the connection is closed, which comes next anyway. */
  lws_write (wsi, reply->data + LWS_PRE, reply->len - LWS_PRE, LWS_WRITE_HTTP_FINAL);
}

void
hearth_http_exchange_refuse (struct lws *wsi,
                             guint       status)
{
  g_autofree char *text = g_strdup_printf ("%u\n", status);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  hearth_http_exchange_reply (wsi, status, "text/plain; charset=utf-8", NULL, body);
}
