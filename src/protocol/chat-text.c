/* What people write to each other in a room: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/chat-text.h"

#include <string.h>

#include "base/limits.h"
#include "protocol/character.h"

/* What is worth looking at: a message that is mostly invisible, but no book. */
#define BYTES_TO_LOOK_AT (4 * HEARTH_LIMIT_CHAT_BYTES)

static gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == '\v' || c == '\f' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static gboolean
is_blank (gunichar c)
{
  return c != '\n' && hearth_character_is_space (c);
}

/* What shows nothing by itself and still belongs to the character before it: joiners (Persian, Indic scripts, families of emoji), the
 * choice between text and emoji, and which way neutral characters run. Unlike overrides, embeddings and isolates none of them reaches
 * past its neighbours. */
static gboolean
is_joiner (gunichar c)
{
  return c == 0x200c || c == 0x200d || c == 0xfe0e || c == 0xfe0f || c == 0x200e || c == 0x200f || c == 0x061c;
}

static gboolean
belongs_to_letter (gunichar c)
{
  return is_joiner (c) || g_unichar_ismark (c);
}

/* Only what can be read, with "\n" for every kind of line end. */
static char *
keep_readable (const char *text)
{
  GString *kept = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '\r' && at[1] == '\n')
        continue;
      if (is_line_end (c))
        g_string_append_c (kept, '\n');
      else if (is_blank (c) || is_joiner (c) || hearth_character_is_visible (c))
        g_string_append_unichar (kept, c);
    }

  return g_string_free (kept, FALSE);
}

static void
strip_end (GString  *text,
           gboolean (*is_stripped) (gunichar c))
{
  while (text->len > 0)
    {
      const char *last = g_utf8_find_prev_char (text->str, text->str + text->len);

      if (!is_stripped (g_utf8_get_char (last)))
        return;
      g_string_truncate (text, (gsize) (last - text->str));
    }
}

/* Begins a line, unless there are enough of them. */
static void
append_line_end (GString *text,
                 guint   *n_lines)
{
  strip_end (text, is_blank);
  if (text->len == 0 || g_str_has_suffix (text->str, "\n\n"))
    return;

  if (*n_lines < HEARTH_LIMIT_CHAT_LINES)
    {
      g_string_append_c (text, '\n');
      (*n_lines)++;
    }
  else
    {
      g_string_append_c (text, ' ');
    }
}

/* Drops marks without a letter and past the fourth on one letter, and white space that nobody would miss. */
static GString *
limit (const char *text)
{
  GString *kept = g_string_new (NULL);
  guint n_marks = HEARTH_CHARACTER_MARKS;
  guint n_lines = 1;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (belongs_to_letter (c))
        {
          if (n_marks++ < HEARTH_CHARACTER_MARKS)
            g_string_append_unichar (kept, c);
          continue;
        }
      n_marks = hearth_character_is_space (c) ? HEARTH_CHARACTER_MARKS : 0;
      if (c == '\n')
        append_line_end (kept, &n_lines);
      else if (kept->len > 0 || !is_blank (c))
        g_string_append_unichar (kept, c);
    }

  return kept;
}

/* Not in the middle of a letter with its marks. */
static void
cut (GString *text)
{
  const char *end = text->str + HEARTH_LIMIT_CHAT_BYTES;

  if (text->len <= HEARTH_LIMIT_CHAT_BYTES)
    return;

  /* A character of UTF-8 begins where there is no continuation byte. */
  while (end > text->str && (((guint8) *end & 0xc0) == 0x80 || belongs_to_letter (g_utf8_get_char (end))))
    end--;
  g_string_truncate (text, (gsize) (end - text->str));
}

char *
hearth_chat_text_clean (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *readable = NULL;
  g_autofree char *composed = NULL;
  GString *limited;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, (gssize) strnlen (text, BYTES_TO_LOOK_AT));
  readable = keep_readable (valid);
  composed = g_utf8_normalize (readable, -1, G_NORMALIZE_NFC);
  limited = limit (composed);
  cut (limited);
  strip_end (limited, hearth_character_is_space);

  return g_string_free (limited, limited->len == 0);
}
