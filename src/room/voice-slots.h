/* Whose voice is on which of one receiver's lines: a person keeps their line for as long as they are heard, so that nothing has to
 * be told, rewritten or decoded anew. Pure. Owned by HearthReceiverFeed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "base/limits.h"

G_BEGIN_DECLS

typedef struct
{
  char *ids[HEARTH_LIMIT_VOICE_SLOTS]; /* NULL for nobody */
  guint n;                             /* lines that have been in use: those after them are not needed yet */
} HearthVoiceSlots;

/**
 * hearth_voice_slots_assign:
 * @heard: (element-type utf8): who is to be heard, the most important first: who finds no line is left out
 * @receiver: (nullable): who listens, and does not hear themselves
 *
 * Returns: whether anything has changed
 */
gboolean hearth_voice_slots_assign (HearthVoiceSlots *self,
                                    GPtrArray        *heard,
                                    const char       *receiver);
void     hearth_voice_slots_clear  (HearthVoiceSlots *self);

G_END_DECLS
