/* Arithmetic of numbers that wrap around: RTP sequence numbers (16 bits) and timestamps (32), VP8 picture ids (7 or 15) and
 * TL0PICIDX (8).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hearth_sequence_distance:
 * @bits: how many the numbers have, 1 to 32
 *
 * Returns: how far @to is ahead of @from, going the shorter way around; negative where it is behind
 */
static inline gint32
hearth_sequence_distance (guint32 from,
                          guint32 to,
                          guint   bits)
{
  return (gint32) ((to - from) << (32 - bits)) >> (32 - bits);
}

/**
 * hearth_sequence_unwrap:
 * @near: a number without wrap-around
 * @value: a number of @bits bits
 *
 * Returns: the number closest to @near whose last @bits bits are @value
 */
static inline gint64
hearth_sequence_unwrap (gint64  near,
                        guint32 value,
                        guint   bits)
{
  return near + hearth_sequence_distance ((guint32) near, value, bits);
}

G_END_DECLS
