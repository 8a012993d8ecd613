/* X-Forwarded-For: what a reverse proxy says of who comes, after whatever these say of themselves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "signalling/trusted-proxy.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *header = g_strndup ((const char *) data, size);
  g_autofree char *after_lies = g_strconcat ("192.0.2.1, nonsense,", header, NULL);
  g_autofree char *certain = g_strconcat (header, ", 2001:db8:1:2:3::4", NULL);
  const HearthAddress proxied = { .bytes = { 0x20, 0x01, 0x0d, 0xb8, 0, 1, 0, 2 }, .family = 6 };
  HearthAddress one = { 0 };
  HearthAddress other = { 0 };
  gboolean there = hearth_trusted_proxy_read (header, &one);

  /* Only the last entry counts, whatever comes before it. */
  g_assert_cmpint (there, ==, hearth_trusted_proxy_read (after_lies, &other));
  g_assert_cmpint (there, ==, hearth_address_is_known (&one));
  g_assert_true (hearth_address_equal (&one, &other));
  g_assert_true (hearth_trusted_proxy_read (certain, &other));
  g_assert_true (hearth_address_equal (&other, &proxied));

  return 0;
}
