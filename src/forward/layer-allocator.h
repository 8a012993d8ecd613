/* Decides for one receiver which layer of each picture to send: what its tiles need, within what its path carries. Pure: the same
 * input gives the same answer.
 *
 * The place where bandwidth estimation will act: until there is one, the budget is HEARTH_LAYER_BUDGET_UNLIMITED.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/layered-source.h"

G_BEGIN_DECLS

#define HEARTH_LAYER_BUDGET_UNLIMITED G_MAXUINT64

/**
 * HearthLayerRequest: one picture, and how the receiver shows it
 * @n_layers: of the sender; 0 where it sends none
 * @layers: smallest first
 * @tile_width: device pixels; 0 where it is not shown at all
 * @tile_height: device pixels; same
 * @pinned: shown large on purpose: served before all others
 * @share: a shared screen: served before cameras
 * @current: what flows now, −1 for nothing: changing has a cost, so a tile that is only a little too large keeps its layer
 */
typedef struct
{
  guint n_layers;
  HearthLayer layers[HEARTH_LIMIT_VIDEO_LAYERS];
  guint tile_width;
  guint tile_height;
  gboolean pinned;
  gboolean share;
  int current;
} HearthLayerRequest;

/**
 * HearthLayerChoice:
 * @layer: −1 for none
 * @temporal: highest temporal layer to send, 0 or 1
 */
typedef struct
{
  int layer;
  guint temporal;
} HearthLayerChoice;

/**
 * hearth_layer_allocator_run:
 * @budget: bits a second for all pictures together
 * @choices: (out caller-allocates): one for each request
 *
 * Every picture that is shown gets its smallest layer at half the frame rate before any gets more. Then they rise to the smallest
 * layer that is at least as large as the tile: pinned ones first, then shared screens, then the others, those of a kind together,
 * one layer at a time in the order of @requests. The first rise that @budget does not carry ends it, so nobody's picture gets
 * worse because there is more to give.
 */
void hearth_layer_allocator_run (const HearthLayerRequest *requests,
                                 guint                     n_requests,
                                 guint64                   budget,
                                 HearthLayerChoice        *choices);

G_END_DECLS
