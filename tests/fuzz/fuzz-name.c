/* Names that people give themselves: whatever they are, they become one clean line that stays as it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "base/limits.h"
#include "protocol/profile.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *name = hearth_profile_clean_name (text);
  g_autofree char *again = NULL;

  if (name == NULL)
    return 0;

  g_assert_true (g_utf8_validate (name, -1, NULL));
  g_assert_cmpuint (strlen (name), <=, HEARTH_LIMIT_NAME_BYTES);
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    {
      GUnicodeType type = g_unichar_type (g_utf8_get_char (at));

      g_assert_true (type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT && type != G_UNICODE_PRIVATE_USE
                     && type != G_UNICODE_UNASSIGNED && type != G_UNICODE_LINE_SEPARATOR
                     && type != G_UNICODE_PARAGRAPH_SEPARATOR);
    }
  again = hearth_profile_clean_name (name);
  g_assert_cmpstr (name, ==, again);

  return 0;
}
