/* What somebody's key looks like: a colour and three shapes, so that people notice that it is another one without reading forty
 * characters. Pure; any thread.
 *
 * It helps memory and proves nothing: there are 2¹⁵ badges, and whoever makes keys for a second has somebody else's.
 *
 *   hash = SHA-256 ("hearth/badge/1" ‖ the key as text); colour, shapes = first four bytes, each modulo how many there are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** HearthBadgeShape: simple enough to be told apart at eight pixels. */
typedef enum
{
  HEARTH_BADGE_CIRCLE,
  HEARTH_BADGE_RING,
  HEARTH_BADGE_SQUARE,
  HEARTH_BADGE_FRAME,
  HEARTH_BADGE_DIAMOND,
  HEARTH_BADGE_TRIANGLE,
  HEARTH_BADGE_FUNNEL,
  HEARTH_BADGE_CROSS,
  HEARTH_BADGE_PLUS,
  HEARTH_BADGE_STAR,
  HEARTH_BADGE_MOON,
  HEARTH_BADGE_HEART,
  HEARTH_BADGE_DROP,
  HEARTH_BADGE_BOLT,
  HEARTH_BADGE_BARS,
  HEARTH_BADGE_HOURGLASS,
} HearthBadgeShape;

#define HEARTH_N_BADGE_SHAPES (HEARTH_BADGE_HOURGLASS + 1)
#define HEARTH_BADGE_LENGTH 3

/**
 * HearthBadge:
 * @colour: static: one of the names of colours that people choose from, never the neutral one
 * @shapes: from left to right, whatever the direction of the text around it
 */
typedef struct
{
  const char *colour;
  HearthBadgeShape shapes[HEARTH_BADGE_LENGTH];
} HearthBadge;

/** hearth_badge_for_key: @key: as text; whatever it is. */
HearthBadge hearth_badge_for_key (const char *key);

G_END_DECLS
