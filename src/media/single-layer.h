/* A picture that comes in one size only, as a HearthLayeredSource: what everybody has who does not encode in layers. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/layered-source.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_SINGLE_LAYER (hearth_single_layer_get_type ())
G_DECLARE_FINAL_TYPE (HearthSingleLayer, hearth_single_layer, HEARTH, SINGLE_LAYER, GObject)

/** hearth_single_layer_new: @source: (transfer none): sends whether it is wanted or not; @layer: what it sends. */
HearthSingleLayer *hearth_single_layer_new (HearthRtpSource   *source,
                                            const HearthLayer *layer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
