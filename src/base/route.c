/* Which kind of way packets take: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/route.h"

/* RFC 8839 section 5.1. */
static const char *const names[HEARTH_N_ADDRESS_KINDS] = { "unknown", "host", "srflx", "prflx", "relay" };

HearthAddressKind
hearth_address_kind_parse (const char *text)
{
  for (guint kind = HEARTH_ADDRESS_HOST; kind < HEARTH_N_ADDRESS_KINDS; kind++)
    if (g_strcmp0 (text, names[kind]) == 0)
      return kind;

  return HEARTH_ADDRESS_UNKNOWN;
}

const char *
hearth_address_kind_get_name (HearthAddressKind kind)
{
  g_return_val_if_fail (kind < HEARTH_N_ADDRESS_KINDS, names[HEARTH_ADDRESS_UNKNOWN]);

  return names[kind];
}

gboolean
hearth_route_is_relayed (const HearthRoute *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->local == HEARTH_ADDRESS_RELAY || self->remote == HEARTH_ADDRESS_RELAY;
}
