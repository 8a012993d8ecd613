/* The line of one picture of somebody to one receiver: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/picture-line.h"

gboolean
hearth_picture_line_is_seen (const HearthPictureLine *self)
{
  return self->source != NULL && self->on;
}

void
hearth_picture_line_ask (const HearthPictureLine *self,
                         HearthPictureKind        kind,
                         const HearthTile        *tile,
                         HearthLayerRequest      *request)
{
  HearthTrackForwarderStats stats;

  g_return_if_fail (hearth_picture_line_is_seen (self));

  hearth_track_forwarder_get_stats (self->forwarder, &stats);
  request->n_layers = hearth_layered_source_get_layers (self->source, request->layers);
  request->tile_width = tile->width;
  request->tile_height = tile->height;
  request->pinned = tile->pinned;
  request->share = kind == HEARTH_PICTURE_SHARE;
  request->current = stats.layer;
}

void
hearth_picture_line_choose (HearthPictureLine       *self,
                            const HearthLayerChoice *choice)
{
  if (self->choice.layer == choice->layer && self->choice.temporal == choice->temporal)
    return;

  g_debug ("Layer %d.%u", choice->layer, choice->temporal);
  self->choice = *choice;
  hearth_track_forwarder_select (self->forwarder, choice->layer, choice->temporal);
}

gboolean
hearth_picture_line_set_on (HearthPictureLine *self,
                            gboolean           on)
{
  const HearthLayerChoice nothing = { .layer = -1 };

  if (self->on == on)
    return FALSE;

  self->on = on;
  if (!on && self->source != NULL)
    hearth_picture_line_choose (self, &nothing);

  return TRUE;
}

gboolean
hearth_picture_line_flows (const HearthPictureLine *self)
{
  return hearth_picture_line_is_seen (self) && self->choice.layer >= 0;
}
