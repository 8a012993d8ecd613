/* The line of one picture of somebody to one receiver: whose layers it takes, and which of them was chosen.
 *
 * A plain value that a HearthReceiverFeed embeds, for each picture that anybody may show. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "forward/layer-allocator.h"
#include "forward/track-forwarder.h"
#include "room/view.h"

G_BEGIN_DECLS

typedef struct
{
  HearthLayeredSource *source;     /* nullable */
  HearthTrackForwarder *forwarder; /* there while the source is */
  HearthLayerChoice choice;        /* what the forwarder was told last */
  gboolean on;                     /* otherwise nothing is chosen of it, and nothing flows */
} HearthPictureLine;

/** hearth_picture_line_is_seen: Returns: whether a layer may be chosen for it. */
gboolean hearth_picture_line_is_seen (const HearthPictureLine *self);

/** hearth_picture_line_ask: @tile: how it is shown; @request: (out): what it needs. Only where hearth_picture_line_is_seen(). */
void     hearth_picture_line_ask     (const HearthPictureLine *self,
                                      HearthPictureKind        kind,
                                      const HearthTile        *tile,
                                      HearthLayerRequest      *request);

/** hearth_picture_line_choose: Takes up what the allocator chose. */
void     hearth_picture_line_choose  (HearthPictureLine       *self,
                                      const HearthLayerChoice *choice);

/**
 * hearth_picture_line_set_on:
 *
 * Off at once: nobody is seen a moment longer than they wish, or than they may be.
 *
 * Returns: whether that was another, and it is time to choose anew
 */
gboolean hearth_picture_line_set_on  (HearthPictureLine       *self,
                                      gboolean                 on);

/** hearth_picture_line_flows: Returns: whether any layer of it is chosen. */
gboolean hearth_picture_line_flows   (const HearthPictureLine *self);

G_END_DECLS
