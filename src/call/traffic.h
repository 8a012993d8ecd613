/* What goes between this computer and one person, in each direction, and by which way: what statistics show of them. The entry of this
 * person themselves has all that their computer sends and receives.
 *
 * Main thread; owned by HearthNetwork.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/route.h"
#include "call/participant.h"
#include "call/traffic-history.h"

G_BEGIN_DECLS

/** HearthTrafficDirection: seen from this computer */
typedef enum
{
  HEARTH_TRAFFIC_RECEIVED,
  HEARTH_TRAFFIC_SENT,
} HearthTrafficDirection;

#define HEARTH_N_TRAFFIC_DIRECTIONS (HEARTH_TRAFFIC_SENT + 1)

#define HEARTH_TYPE_TRAFFIC (hearth_traffic_get_type ())
G_DECLARE_FINAL_TYPE (HearthTraffic, hearth_traffic, HEARTH, TRAFFIC, GObject)

HearthTraffic              *hearth_traffic_new             (HearthParticipant          *participant) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_traffic_get_participant: Returns: (transfer none) */
HearthParticipant          *hearth_traffic_get_participant (HearthTraffic              *self);

/** hearth_traffic_get_history: Returns: (transfer none): empty where nothing goes that way directly between the two */
const HearthTrafficHistory *hearth_traffic_get_history     (HearthTraffic              *self,
                                                            HearthTrafficDirection      direction);

/** hearth_traffic_get_route: Returns: (transfer none): unknown where there is none, or nobody has looked yet */
const HearthRoute          *hearth_traffic_get_route       (HearthTraffic              *self,
                                                            HearthTrafficDirection      direction);

/** hearth_traffic_is_slow: Returns: whether their connection is too bad to talk well, as far as is known here */
gboolean                    hearth_traffic_is_slow         (HearthTraffic              *self);

/** hearth_traffic_get_meter: Returns: (transfer none): for whoever counts. */
HearthTrafficMeter         *hearth_traffic_get_meter       (HearthTraffic              *self,
                                                            HearthTrafficDirection      direction);

/* For HearthNetwork. */
void                        hearth_traffic_push            (HearthTraffic              *self,
                                                            HearthTrafficDirection      direction,
                                                            const HearthTrafficSample  *sample);
void                        hearth_traffic_set_route       (HearthTraffic              *self,
                                                            HearthTrafficDirection      direction,
                                                            const HearthRoute          *route);

/** hearth_traffic_set_slow: Returns: whether it was otherwise before */
gboolean                    hearth_traffic_set_slow        (HearthTraffic              *self,
                                                            gboolean                    slow);

G_END_DECLS
