/* Which layer of a picture passes, and the stream that comes of it: what flows goes on until the layer that is awaited begins
 * with a key frame. A voice is a picture with one layer that may begin with any packet.
 *
 *            await (1)                key frame of 1
 *   flows: 0 ─────────▶ flows: 0, awaited: 1 ─────────▶ flows: 1 (late packets of 0 still fill its gaps)
 *
 * Pure. Its owner's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "forward/stream-rewriter.h"

G_BEGIN_DECLS

#define HEARTH_NO_LAYER -1

typedef struct _HearthLayerSwitch HearthLayerSwitch;

/** hearth_layer_switch_new: As hearth_stream_rewriter_new(). */
HearthLayerSwitch   *hearth_layer_switch_new             (gboolean                   video,
                                                          const HearthStreamNumbers *first) G_GNUC_WARN_UNUSED_RESULT;
void                 hearth_layer_switch_free            (HearthLayerSwitch         *self);

/**
 * hearth_layer_switch_select:
 * @layer: what is to flow; HEARTH_NO_LAYER takes effect at once
 * @temporal: the highest temporal layer to pass on
 */
void                 hearth_layer_switch_select          (HearthLayerSwitch         *self,
                                                          int                        layer,
                                                          guint                      temporal);

/** hearth_layer_switch_forget: The packets of @layer come from elsewhere now, if at all: where it flowed, it is awaited again. */
void                 hearth_layer_switch_forget          (HearthLayerSwitch         *self,
                                                          int                        layer);

/** hearth_layer_switch_forget_previous: What flowed before fills no gaps any more. */
void                 hearth_layer_switch_forget_previous (HearthLayerSwitch         *self);

int                  hearth_layer_switch_get_flowing     (HearthLayerSwitch         *self);
int                  hearth_layer_switch_get_awaited     (HearthLayerSwitch         *self);

/** hearth_layer_switch_get_previous: Returns: what flowed before and may still fill its gaps. */
int                  hearth_layer_switch_get_previous    (HearthLayerSwitch         *self);

/** hearth_layer_switch_get_n_begun: Returns: how often something has begun to flow. */
guint64              hearth_layer_switch_get_n_begun     (HearthLayerSwitch         *self);

/**
 * hearth_layer_switch_process:
 * @layer: that @packet is of
 * @packet: (inout): rewritten where the verdict is PASS or FILL
 * @end: (out): numbers of an empty packet that goes out before @packet
 * @has_end: (out): whether there is one
 *
 * Returns: what becomes of @packet; never BROKEN
 */
HearthStreamVerdict  hearth_layer_switch_process         (HearthLayerSwitch         *self,
                                                          int                        layer,
                                                          HearthStreamPacket        *packet,
                                                          HearthStreamPacket        *end,
                                                          gboolean                  *has_end) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthLayerSwitch, hearth_layer_switch_free)

G_END_DECLS
