/* How a path's next connection is made: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/transport-choice.h"

void
hearth_transport_choice_init (HearthTransportChoice        *self,
                              const HearthConnectionConfig *config)
{
  *self = (HearthTransportChoice){ .config = hearth_connection_config_copy (config) };

  if (config->socket == NULL || (!config->relay_only && (config->turn_servers == NULL || *config->turn_servers == NULL)))
    return;

  self->libnice = hearth_connection_config_copy (config);
  g_clear_object (&self->libnice->socket);
  self->by_libnice = config->relay_only;
}

void
hearth_transport_choice_clear (HearthTransportChoice *self)
{
  g_clear_pointer (&self->config, hearth_connection_config_free);
  g_clear_pointer (&self->libnice, hearth_connection_config_free);
}

const HearthConnectionConfig *
hearth_transport_choice_get (const HearthTransportChoice *self)
{
  return self->by_libnice ? self->libnice : self->config;
}

void
hearth_transport_choice_fail (HearthTransportChoice *self)
{
  if (self->libnice != NULL && !self->config->relay_only)
    self->by_libnice = !self->by_libnice;
}
