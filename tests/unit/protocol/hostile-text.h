/* What a parser must survive: its own good input cut off everywhere and with every byte changed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HostileTextFunc:
 * @text: not terminated, in a block of exactly @length bytes, so that the sanitizer sees a read past it
 *
 * Returns: whether the parser accepted it; where it does not, it must say why in its own error domain
 */
typedef gboolean (*HostileTextFunc) (const char *text,
                                     gsize       length);

/** hostile_text_truncate: No proper prefix of @text may be accepted. */
void hostile_text_truncate (const char      *text,
                            HostileTextFunc  parse);

/** hostile_text_flip: Changes each byte (of long texts a sample) in several ways. Returns: how many were accepted. */
guint hostile_text_flip    (const char      *text,
                            HostileTextFunc  parse);

G_END_DECLS
