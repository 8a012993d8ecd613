/* Numbers as they are written on the wire: digits and nothing else. Pure; any thread.
 *
 * g_ascii_string_to_unsigned() skips what C's isspace() calls space where it begins with a vertical tab, line feeds among it: a line that
 * somebody else wrote would become two.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hearth_decimal_parse:
 * @number: (out) (optional): what it is
 *
 * Returns: whether @text is one or more of the digits 0 to 9 and stands for a number from @min to @max
 */
gboolean hearth_decimal_parse (const char *text,
                               guint64     min,
                               guint64     max,
                               guint64    *number);

G_END_DECLS
