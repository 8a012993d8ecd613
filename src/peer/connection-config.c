/* What a connection is made with: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/connection-config.h"

HearthConnectionConfig *
hearth_connection_config_copy (const HearthConnectionConfig *self)
{
  HearthConnectionConfig *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (HearthConnectionConfig, 1);
  copy->stun_server = g_strdup (self->stun_server);
  copy->turn_servers = g_strdupv (self->turn_servers);
  copy->relay_only = self->relay_only;
  if (self->socket != NULL)
    copy->socket = g_object_ref (self->socket);
  copy->public_addresses = g_strdupv (self->public_addresses);
  copy->forwarding = self->forwarding;

  return copy;
}

void
hearth_connection_config_free (HearthConnectionConfig *self)
{
  g_free (self->stun_server);
  g_strfreev (self->turn_servers);
  g_clear_object (&self->socket);
  g_strfreev (self->public_addresses);
  g_free (self);
}
