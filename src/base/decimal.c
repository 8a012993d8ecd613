/* Numbers as they are written on the wire: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/decimal.h"

gboolean
hearth_decimal_parse (const char *text,
                      guint64     min,
                      guint64     max,
                      guint64    *number)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return g_ascii_isdigit (text[0]) && g_ascii_string_to_unsigned (text, 10, min, max, number, NULL);
}
