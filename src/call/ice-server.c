/* Addresses of STUN and TURN servers: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/ice-server.h"

#include <string.h>

#include "protocol/server-address.h"

/* RFC 8489 and RFC 8656: the ports where none is written. */
#define PORT 3478
#define TLS_PORT 5349

/* Longer ones only come from accidents with the clipboard. */
#define ADDRESS_BYTES 512

/* What follows "SCHEME:" or "SCHEME://", or NULL where @text has another scheme. */
static const char *
skip_scheme (const char *text,
             const char *scheme)
{
  gsize length = strlen (scheme);

  if (strnlen (text, ADDRESS_BYTES + 1) > ADDRESS_BYTES)
    return NULL;
  if (g_ascii_strncasecmp (text, scheme, length) != 0 || text[length] != ':')
    return NULL;

  text += length + 1;
  return g_str_has_prefix (text, "//") ? text + 2 : text;
}

/* RFC 3986, 3.2.1: unreserved, sub-delims and percent-encoded characters; something, and not "%00". */
static gboolean
is_user_part (const char *text)
{
  g_autofree char *plain = NULL;

  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("-._~!$&'()*+,;=%", *c) == NULL)
      return FALSE;

  plain = g_uri_unescape_string (text, NULL);
  return plain != NULL && *plain != '\0';
}

/* "host[:port]" → "host:port" */
static char *
complete_host (const char *text,
               guint16     default_port)
{
  g_autofree char *host = NULL;
  guint16 port;

  if (!hearth_server_address_parse_host (text, &host, &port, NULL))
    return NULL;

  return g_strdup_printf ("%s:%u", host, port != 0 ? port : default_port);
}

char *
hearth_ice_server_parse_stun (const char *text)
{
  g_autofree char *host = NULL;
  const char *rest;

  g_return_val_if_fail (text != NULL, NULL);

  rest = skip_scheme (text, "stun");
  if (rest == NULL)
    return NULL;
  host = complete_host (rest, PORT);

  return host != NULL ? g_strconcat ("stun://", host, NULL) : NULL;
}

/* "?transport=…" → "udp", "tcp", NULL where it is something else; over TLS only TCP. */
static const char *
parse_transport (const char *query,
                 gboolean    tls)
{
  if (query == NULL)
    return tls ? "tcp" : "udp";
  if (g_ascii_strcasecmp (query, "transport=tcp") == 0)
    return "tcp";
  if (g_ascii_strcasecmp (query, "transport=udp") == 0 && !tls)
    return "udp";

  return NULL;
}

char *
hearth_ice_server_parse_turn (const char *text)
{
  g_autofree char *copy = NULL;
  g_autofree char *host = NULL;
  const char *rest;
  const char *transport;
  char *query;
  char *at;
  char *password;
  gboolean tls;

  g_return_val_if_fail (text != NULL, NULL);

  rest = skip_scheme (text, "turn");
  tls = rest == NULL;
  if (tls)
    rest = skip_scheme (text, "turns");
  if (rest == NULL)
    return NULL;

  /* user ':' password '@' host ['?' query], each cut off with a terminator. */
  copy = g_strdup (rest);
  query = strchr (copy, '?');
  if (query != NULL)
    *query++ = '\0';
  at = strchr (copy, '@');
  if (at == NULL)
    return NULL;
  *at++ = '\0';
  password = strchr (copy, ':');
  if (password == NULL)
    return NULL;
  *password++ = '\0';

  transport = parse_transport (query, tls);
  host = complete_host (at, tls ? TLS_PORT : PORT);
  if (transport == NULL || host == NULL || !is_user_part (copy) || !is_user_part (password))
    return NULL;

  return g_strdup_printf ("%s://%s:%s@%s?transport=%s", tls ? "turns" : "turn", copy, password, host, transport);
}
