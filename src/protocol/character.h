/* What characters are to somebody who reads what others have written: names and messages. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Marks that one letter may have: Vietnamese needs two, Hebrew with cantillation three; more is a picture that runs over its neighbours. */
#define HEARTH_CHARACTER_MARKS 4

/**
 * hearth_character_is_visible:
 *
 * Returns: whether @c shows something, be it as part of another character: no control, format (bidirectional, zero-width), private or
 * unassigned character, and none that is blank although it counts as a letter, symbol or mark (Default_Ignorable_Code_Point)
 */
gboolean hearth_character_is_visible (gunichar c);

/** hearth_character_is_space: Returns: whether @c separates words, lines or paragraphs. */
gboolean hearth_character_is_space   (gunichar c);

G_END_DECLS
