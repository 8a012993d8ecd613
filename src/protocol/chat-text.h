/* What people write to each other in a room. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hearth_chat_text_clean:
 * @text: any bytes
 *
 * Makes lines that cannot deceive or deform: valid UTF-8 in NFC; no control, private, unassigned or otherwise invisible characters, but
 * for tabs, and for joiners, variation selectors and direction marks behind a letter, which emoji and many scripts need; nothing that
 * turns the direction of other text around; at most four marks on one letter; at most one empty line in a row, none around, no white space
 * at the end of a line; at most HEARTH_LIMIT_CHAT_LINES lines, the rest in the last one, and HEARTH_LIMIT_CHAT_BYTES, never cut between a
 * letter and its marks. Idempotent. It may still be anything to read: show it with markup off, in a paragraph of its own.
 *
 * Returns: (transfer full) (nullable): %NULL if nothing is left
 */
char *hearth_chat_text_clean (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
