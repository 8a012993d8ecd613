/* What stands in front of VP8 in an RTP packet (RFC 7741, sections 4.2 and 4.3), read from and written to plain bytes.
 *
 * A plain value; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HearthVp8Descriptor:
 * @first: whether this is a picture's first packet
 * @key_frame: whether it begins a key frame; only a picture's first packet knows
 * @width: of a key frame, pixels
 * @height: of a key frame, pixels
 * @picture_id_bits: 7 or 15, 0 where there is no picture id
 * @picture_id: of the picture, one more than that of the one before
 * @has_tl0_picidx: whether @tl0_picidx is there
 * @tl0_picidx: number of the picture of temporal layer 0 that this is or depends on
 * @temporal: temporal layer, 0 where the packet names none
 * @sync: that the picture depends on temporal layer 0 only, so that one may begin with it
 * @picture_id_at: where in the payload the picture id stands
 * @tl0_picidx_at: where in the payload TL0PICIDX stands
 */
typedef struct
{
  gboolean first;
  gboolean key_frame;
  guint16 width;
  guint16 height;
  guint picture_id_bits;
  guint16 picture_id;
  gboolean has_tl0_picidx;
  guint8 tl0_picidx;
  guint8 temporal;
  gboolean sync;
  guint8 picture_id_at;
  guint8 tl0_picidx_at;
} HearthVp8Descriptor;

/**
 * hearth_vp8_descriptor_parse:
 * @payload: of an RTP packet
 *
 * Returns: whether it is a descriptor with some VP8 behind it; where not, @self is undefined
 */
gboolean hearth_vp8_descriptor_parse (HearthVp8Descriptor       *self,
                                      const guint8              *payload,
                                      gsize                      size) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_vp8_descriptor_write:
 * @payload: (a copy of) the bytes that @self was parsed from
 *
 * Writes picture id and TL0PICIDX of @self where they stand; of a picture id as many bits as there is room for. Fields that
 * @payload does not have are left out.
 */
void     hearth_vp8_descriptor_write (const HearthVp8Descriptor *self,
                                      guint8                    *payload);

G_END_DECLS
