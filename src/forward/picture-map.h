/* Which picture id each VP8 picture of one run gets in the stream that it goes into, and whether it gets there at all: pictures
 * of temporal layers that are not wanted are left out, and take no number.
 *
 * A picture is decided about once, with its first packet that comes; all others follow. One moves up to a higher temporal layer
 * where the sender has made a place for it (the Y bit, RFC 7741 section 4.2) or with a key frame, and down with the next picture.
 *
 * A plain value without pointers; its owner's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "forward/vp8-descriptor.h"

G_BEGIN_DECLS

/* Pictures that are remembered: four seconds. A power of two. */
#define HEARTH_PICTURE_MAP_WINDOW 128

typedef struct
{
  guint16 number;
  guint8 state;
} HearthPictureSlot;

typedef struct
{
  gboolean begun; /* with the first picture that has an id */
  gint64 first;
  gint64 newest;
  guint temporal; /* the highest layer that is passed on now */
  HearthPictureSlot slots[HEARTH_PICTURE_MAP_WINDOW];
} HearthPictureMap;

/** hearth_picture_map_begin: @temporal: the highest layer wanted; the first picture is a key frame. */
void     hearth_picture_map_begin (HearthPictureMap          *self,
                                   guint                      temporal);

/**
 * hearth_picture_map_take:
 * @packet: of the picture that is asked about
 * @temporal: the highest layer wanted now
 * @next: (inout): the next number that no picture has
 * @number: (out): its number, where it has a picture id
 *
 * Returns: whether the packet's picture is wanted
 */
gboolean hearth_picture_map_take  (HearthPictureMap          *self,
                                   const HearthVp8Descriptor *packet,
                                   guint                      temporal,
                                   guint16                   *next,
                                   guint16                   *number);

G_END_DECLS
