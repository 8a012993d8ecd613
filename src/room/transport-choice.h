/* How a path's next connection is made: through the one port of the room that this computer hosts, or by libnice, which finds ports
 * and relays of its own. Pure. Owned by HearthPath.
 *
 * The room's port knows no relay. Where an attempt through it came to nothing and there are TURN servers, the next one is libnice's,
 * and so on in turns: the network may be what was broken. What has connected once is tried first the next time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "peer/connection-config.h"

G_BEGIN_DECLS

typedef struct
{
  HearthConnectionConfig *config;  /* as given */
  HearthConnectionConfig *libnice; /* the same without the room's port; NULL where there is nothing to choose */
  gboolean by_libnice;
} HearthTransportChoice;

/** hearth_transport_choice_init: @config: (transfer none): copied. */
void                          hearth_transport_choice_init  (HearthTransportChoice        *self,
                                                             const HearthConnectionConfig *config);
void                          hearth_transport_choice_clear (HearthTransportChoice        *self);

/** hearth_transport_choice_get: Returns: (transfer none): what the next connection is made with. */
const HearthConnectionConfig *hearth_transport_choice_get   (const HearthTransportChoice  *self);

/** hearth_transport_choice_fail: The last connection came to nothing. */
void                          hearth_transport_choice_fail  (HearthTransportChoice        *self);

G_END_DECLS
