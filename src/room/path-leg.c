/* One connection of a path with its control channel: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/path-leg.h"

void
hearth_path_leg_close (HearthPathLeg *self,
                       gpointer       listener)
{
  g_autoptr (HearthConnection) connection = g_steal_pointer (&self->connection);
  g_autoptr (HearthControlChannel) channel = g_steal_pointer (&self->channel);

  if (channel != NULL)
    g_signal_handlers_disconnect_by_data (channel, listener);
  if (connection != NULL)
    {
      g_signal_handlers_disconnect_by_data (connection, listener);
      hearth_connection_close (connection);
    }
}
