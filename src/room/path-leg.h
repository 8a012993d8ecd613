/* One connection of a path with its control channel. A plain value. Main thread; owned by HearthPath.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "peer/connection.h"
#include "room/control-channel.h"

G_BEGIN_DECLS

typedef struct
{
  HearthConnection *connection;  /* nullable */
  HearthControlChannel *channel; /* nullable */
} HearthPathLeg;

/** hearth_path_leg_close: Ends both, and leaves nothing; @listener is who was connected to their signals. */
void hearth_path_leg_close (HearthPathLeg *self,
                            gpointer       listener);

G_END_DECLS
