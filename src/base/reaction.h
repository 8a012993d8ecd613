/* What somebody shows the others for a moment, without a word. A value; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** HearthReaction: one of a few, so that nobody can write anything with them. */
typedef enum
{
  HEARTH_REACTION_THUMBS_UP,
  HEARTH_REACTION_HEART,
  HEARTH_REACTION_APPLAUSE,
  HEARTH_REACTION_LAUGHTER,
  HEARTH_REACTION_SURPRISE,
  HEARTH_REACTION_PARTY,
} HearthReaction;

#define HEARTH_N_REACTIONS (HEARTH_REACTION_PARTY + 1)

G_END_DECLS
