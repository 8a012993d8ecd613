/* Which layers of one picture its sender is to encode: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/layer-demand.h"

guint
hearth_layer_demand_update (HearthLayerDemand *self,
                            guint              wanted,
                            gint64             now)
{
  for (guint layer = 0; layer < HEARTH_LIMIT_VIDEO_LAYERS; layer++)
    {
      guint bit = 1u << layer;

      if ((wanted & bit) != 0)
        {
          self->kept &= ~bit;
        }
      else if ((self->wanted & bit) != 0)
        {
          self->kept |= bit;
          self->kept_until[layer] = now + HEARTH_LAYER_DEMAND_KEEP_US;
        }
      else if ((self->kept & bit) != 0 && now >= self->kept_until[layer])
        {
          self->kept &= ~bit;
        }
    }
  self->wanted = wanted;

  return self->wanted | self->kept;
}

gint64
hearth_layer_demand_get_due (const HearthLayerDemand *self)
{
  gint64 due = -1;

  for (guint layer = 0; layer < HEARTH_LIMIT_VIDEO_LAYERS; layer++)
    {
      if ((self->kept & 1u << layer) != 0 && (due < 0 || self->kept_until[layer] < due))
        due = self->kept_until[layer];
    }

  return due;
}
