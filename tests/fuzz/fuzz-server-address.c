/* Addresses of servers: what is accepted has one form, and nothing in it but a name and a port.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "protocol/server-address.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *address = hearth_server_address_parse (text, NULL);
  g_autofree char *again = NULL;
  g_autofree char *host = NULL;
  const char *rest;
  guint16 port;

  if (address == NULL)
    return 0;

  again = hearth_server_address_parse (address, NULL);
  g_assert_cmpstr (address, ==, again);

  rest = strstr (address, "://") + strlen ("://");
  g_assert_true (hearth_server_address_parse_host (rest, &host, &port, NULL));
  g_assert_true (g_str_has_prefix (rest, host));
  g_assert_null (strpbrk (host, "/@%?# \\"));
  for (const char *at = address; *at != '\0'; at++)
    g_assert_true (g_ascii_isgraph (*at) && !g_ascii_isupper (*at));

  return 0;
}
