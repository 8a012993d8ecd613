/* A picture in up to three sizes, made up: an RtpGenerator for each, which sends while its layer is wanted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "../peer/rtp-generator.h"
#include "media/layered-source.h"

G_BEGIN_DECLS

#define LAYERED_GENERATOR_TYPE (layered_generator_get_type ())
G_DECLARE_FINAL_TYPE (LayeredGenerator, layered_generator, LAYERED, GENERATOR, GObject)

/** layered_generator_new: @ssrc: of layer 0; the others follow. @n_layers: 180p, 360p, 720p. */
LayeredGenerator *layered_generator_new          (guint32           ssrc,
                                                  guint             n_layers);

/** layered_generator_set_n_layers: 0 while the camera is off. */
void              layered_generator_set_n_layers (LayeredGenerator *self,
                                                  guint             n_layers);

/** layered_generator_get_wanted: Returns: what it was told last: bits of layers. */
guint             layered_generator_get_wanted   (LayeredGenerator *self);

/** layered_generator_get_n_sent: Returns: packets of one layer. */
guint             layered_generator_get_n_sent   (LayeredGenerator *self,
                                                  guint             layer);

/** layered_generator_stop: Joins its threads. */
void              layered_generator_stop         (LayeredGenerator *self);

G_END_DECLS
