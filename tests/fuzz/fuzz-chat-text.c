/* What people write to each other: whatever it is, it becomes clean lines that stay as they are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "base/limits.h"
#include "protocol/chat-text.h"

/* Nothing that turns the text around it, or that only a terminal would see. */
static void
check_character (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  g_assert_true (type != G_UNICODE_CONTROL || c == '\n' || c == '\t');
  g_assert_true (type != G_UNICODE_PRIVATE_USE && type != G_UNICODE_UNASSIGNED && type != G_UNICODE_LINE_SEPARATOR
                 && type != G_UNICODE_PARAGRAPH_SEPARATOR);
  g_assert_true (type != G_UNICODE_FORMAT || (c >= 0x200c && c <= 0x200f) || c == 0x061c);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *clean = hearth_chat_text_clean (text);
  g_autofree char *again = NULL;
  guint n_lines = 1;

  if (clean == NULL)
    return 0;

  g_assert_true (g_utf8_validate (clean, -1, NULL));
  g_assert_cmpuint (strlen (clean), <=, HEARTH_LIMIT_CHAT_BYTES);
  g_assert_null (strstr (clean, "\n\n\n"));
  for (const char *at = clean; *at != '\0'; at = g_utf8_next_char (at))
    {
      check_character (g_utf8_get_char (at));
      n_lines += *at == '\n';
    }
  g_assert_cmpuint (n_lines, <=, HEARTH_LIMIT_CHAT_LINES);
  again = hearth_chat_text_clean (clean);
  g_assert_cmpstr (clean, ==, again);

  return 0;
}
