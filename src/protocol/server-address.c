/* The address of a signalling server: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/server-address.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/decimal.h"
#include "protocol/protocol-error.h"

/* RFC 1035, 2.3.4 */
#define NAME_CHARACTERS 253
#define LABEL_CHARACTERS 63

static gboolean
malformed (const char  *what,
           GError     **error)
{
  g_set_error_literal (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED, what);
  return FALSE;
}

/* RFC 1123, 2.1: letters, digits and hyphens, no hyphen at either end. */
static gboolean
is_label (const char *label)
{
  gsize length = strlen (label);

  if (length == 0 || length > LABEL_CHARACTERS || label[0] == '-' || label[length - 1] == '-')
    return FALSE;

  for (const char *c = label; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '-')
      return FALSE;

  return TRUE;
}

/* Whether a resolver could take what ends in @label for a number: then it is an IPv4 address in four parts, or nothing. */
static gboolean
is_number (const char *label)
{
  return strspn (label, "0123456789") == strlen (label) || g_ascii_strncasecmp (label, "0x", 2) == 0;
}

/* A name or an IPv4 address. */
static gboolean
is_name (const char *host)
{
  g_auto (GStrv) labels = NULL;
  struct in_addr address;
  guint n;

  if (strlen (host) > NAME_CHARACTERS)
    return FALSE;

  labels = g_strsplit (host, ".", -1);
  n = g_strv_length (labels);
  for (guint i = 0; i < n; i++)
    if (!is_label (labels[i]))
      return FALSE;
  if (n > 0 && is_number (labels[n - 1]))
    return inet_pton (AF_INET, host, &address) == 1;

  return n > 0;
}

/* "[…]" → the same, shortened, or NULL. */
static char *
normalize_ipv6 (const char *literal)
{
  g_autofree char *inner = g_strndup (literal + 1, strlen (literal) - 2);
  char text[INET6_ADDRSTRLEN];
  struct in6_addr address;

  if (inet_pton (AF_INET6, inner, &address) != 1 || inet_ntop (AF_INET6, &address, text, sizeof text) == NULL)
    return NULL;

  return g_strdup_printf ("[%s]", text);
}

/* 1 to 65535 without leading zeros, or 0. */
static guint16
parse_port (const char *text)
{
  guint64 port;

  if (text[0] == '0' || !hearth_decimal_parse (text, 1, G_MAXUINT16, &port))
    return 0;

  return (guint16) port;
}

gboolean
hearth_server_address_parse_host (const char  *text,
                                  char       **host,
                                  guint16     *port,
                                  GError     **error)
{
  g_autofree char *name = NULL;
  const char *end;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (host != NULL && port != NULL, FALSE);

  end = text[0] == '[' ? strchr (text, ']') : NULL;
  end = text[0] == '[' && end != NULL ? end + 1 : text + strcspn (text, ":");
  if (*end != '\0' && (*end != ':' || parse_port (end + 1) == 0))
    return malformed ("No port from 1 to 65535 after the server's name", error);

  name = g_strndup (text, (gsize) (end - text));
  if (text[0] == '[' && text[1] != '\0' && end[-1] == ']')
    *host = normalize_ipv6 (name);
  else
    *host = is_name (name) ? g_ascii_strdown (name, -1) : NULL;
  if (*host == NULL)
    return malformed ("Not a server's name or address", error);

  *port = *end == ':' ? parse_port (end + 1) : 0;
  return TRUE;
}

char *
hearth_server_address_parse (const char  *text,
                             GError     **error)
{
  const char *rest;
  const char *scheme;
  g_autofree char *host = NULL;
  guint16 port;
  guint16 own_port;

  g_return_val_if_fail (text != NULL, NULL);

  if (g_ascii_strncasecmp (text, "https://", strlen ("https://")) == 0)
    {
      scheme = "https";
      own_port = 443;
    }
  else if (g_ascii_strncasecmp (text, "http://", strlen ("http://")) == 0)
    {
      scheme = "http";
      own_port = 80;
    }
  else
    {
      malformed ("Neither https:// nor http://", error);
      return NULL;
    }

  rest = text + strlen (scheme) + strlen ("://");
  if (!hearth_server_address_parse_host (rest, &host, &port, error))
    return NULL;

  return port == 0 || port == own_port ? g_strdup_printf ("%s://%s", scheme, host)
                                       : g_strdup_printf ("%s://%s:%u", scheme, host, port);
}
