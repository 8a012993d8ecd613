/* The live source of everybody's sound: adds the inputs up, 10 ms at a time, at the pace of the pipeline's clock.
 *
 * A buffer leaves when its first sample is due, so what an input wants heard must have been pushed by then.
 * Inputs are added and removed on any one thread. Owner: the pipeline of a HearthSpeaker or a HearthDesktopSound.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/base/gstpushsrc.h>

#include "media/speaker-input.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_MIX_SOURCE (hearth_mix_source_get_type ())
G_DECLARE_FINAL_TYPE (HearthMixSource, hearth_mix_source, HEARTH, MIX_SOURCE, GstPushSrc)

/** hearth_mix_source_new: @n_channels: 1 or 2, as each of its inputs has. Returns: (transfer floating): an element with one source pad. */
GstElement *hearth_mix_source_new    (guint               n_channels) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_mix_source_add: Adds @input from the next 10 ms on; takes a reference. */
void        hearth_mix_source_add    (HearthMixSource    *self,
                                      HearthSpeakerInput *input);

/** hearth_mix_source_remove: @input is not heard from the next 10 ms on. Returns: how many inputs are left. */
guint       hearth_mix_source_remove (HearthMixSource    *self,
                                      HearthSpeakerInput *input);

G_END_DECLS
