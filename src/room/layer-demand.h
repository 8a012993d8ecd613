/* Which layers of one picture its sender is to encode: what any receiver takes or waits for, and for a while what one took until
 * just now, so that a tile that is made small and large again does not cost a key frame each time. Pure: the caller brings the time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "base/limits.h"

G_BEGIN_DECLS

/* How long a layer that nobody wants any more is still sent. */
#define HEARTH_LAYER_DEMAND_KEEP_US (2 * G_USEC_PER_SEC)

/** HearthLayerDemand: A zeroed one is one of nothing. */
typedef struct
{
  guint wanted; /* bits, now */
  guint kept;   /* bits: not wanted any more, still sent */
  gint64 kept_until[HEARTH_LIMIT_VIDEO_LAYERS];
} HearthLayerDemand;

/**
 * hearth_layer_demand_update:
 * @wanted: bit n for layer n
 * @now: µs, monotonic
 *
 * Returns: bits of the layers that are to be sent now
 */
guint  hearth_layer_demand_update (HearthLayerDemand *self,
                                   guint              wanted,
                                   gint64             now);

/** hearth_layer_demand_get_due: Returns: when to update again though nothing else happens, µs monotonic; −1 for never. */
gint64 hearth_layer_demand_get_due (const HearthLayerDemand *self);

G_END_DECLS
