/* How a person appears to others: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/profile.h"

#include <string.h>

#include "base/limits.h"
#include "protocol/character.h"
#include "protocol/secret.h"

/* What is worth normalising at all: a name that is mostly invisible, but no book. */
#define BYTES_TO_LOOK_AT (16 * HEARTH_LIMIT_NAME_BYTES)

static const char *const colours[] = {
  "blue", "teal", "green", "yellow", "orange", "red", "pink", "purple", HEARTH_PROFILE_NEUTRAL_COLOUR, NULL,
};

static const char *const adjectives[] = {
  "Amber", "Azure", "Bright", "Calm", "Clever", "Copper", "Cosy", "Curious", "Gentle", "Golden", "Happy", "Honest",
  "Jolly", "Kind", "Lively", "Lucky", "Merry", "Misty", "Nimble", "Quiet", "Rosy", "Silver", "Sunny", "Swift",
};

static const char *const animals[] = {
  "Badger", "Beaver", "Bison", "Crane", "Curlew", "Deer", "Dolphin", "Falcon", "Finch", "Fox", "Hare", "Hedgehog",
  "Heron", "Ibex", "Kingfisher", "Lynx", "Marten", "Newt", "Otter", "Owl", "Puffin", "Robin", "Seal", "Swallow",
};

/* Whether @c belongs to the character before it: the part of UAX 29 that is left when joiners are gone. */
static gboolean
extends (gunichar c)
{
  return g_unichar_ismark (c) || (c >= 0x1f3fb && c <= 0x1f3ff) || (c >= 0x1160 && c <= 0x11ff) || (c >= 0xd7b0 && c <= 0xd7ff);
}

static gboolean
is_regional_indicator (gunichar c)
{
  return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* Only what can be seen, with single spaces inside and none around. */
static char *
keep_visible (const char *name)
{
  GString *kept = g_string_new (NULL);
  gboolean space = FALSE;

  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (hearth_character_is_space (c))
        {
          space = kept->len > 0;
        }
      else if (hearth_character_is_visible (c))
        {
          if (space)
            g_string_append_c (kept, ' ');
          g_string_append_unichar (kept, c);
          space = FALSE;
        }
    }

  return g_string_free (kept, FALSE);
}

/* Drops marks without a letter and marks past the fourth on one letter, and the spaces that meet where one was dropped. */
static char *
limit_marks (const char *name)
{
  GString *kept = g_string_new (NULL);
  guint n_marks = HEARTH_CHARACTER_MARKS;

  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_ismark (c))
        n_marks = c == ' ' ? HEARTH_CHARACTER_MARKS : 0;
      else if (n_marks++ >= HEARTH_CHARACTER_MARKS)
        continue;
      if (c == ' ' && (kept->len == 0 || kept->str[kept->len - 1] == ' '))
        continue;
      g_string_append_unichar (kept, c);
    }

  return g_string_free (kept, FALSE);
}

/* The most bytes that fit without a cut inside what people see as one character, and without a space at the end. */
static gsize
fitting_length (const char *name)
{
  gsize fitting = 0;
  guint n_indicators = 0;

  for (const char *at = name; (gsize) (at - name) <= HEARTH_LIMIT_NAME_BYTES; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      gboolean second_of_flag = is_regional_indicator (c) && n_indicators % 2 == 1;

      if (!extends (c) && !second_of_flag)
        fitting = (gsize) (at - name);
      if (*at == '\0')
        break;
      n_indicators = is_regional_indicator (c) ? n_indicators + 1 : 0;
    }
  while (fitting > 0 && name[fitting - 1] == ' ')
    fitting--;

  return fitting;
}

char *
hearth_profile_clean_name (const char *name)
{
  g_autofree char *valid = NULL;
  g_autofree char *visible = NULL;
  g_autofree char *composed = NULL;
  g_autofree char *limited = NULL;
  const char *begin;
  gsize length;

  g_return_val_if_fail (name != NULL, NULL);

  valid = g_utf8_make_valid (name, (gssize) strnlen (name, BYTES_TO_LOOK_AT));
  visible = keep_visible (valid);
  composed = g_utf8_normalize (visible, -1, G_NORMALIZE_NFC);
  limited = limit_marks (composed);
  begin = limited;
  /* What only changes the letter before it has none. */
  while (*begin != '\0' && (*begin == ' ' || extends (g_utf8_get_char (begin))))
    begin = g_utf8_next_char (begin);
  length = fitting_length (begin);

  return length > 0 ? g_strndup (begin, length) : NULL;
}

/* What two names have in common that read the same. */
static char *
fold (const char *name)
{
  g_autofree char *composed = g_utf8_normalize (name, -1, G_NORMALIZE_NFKC);
  g_autofree char *folded = g_utf8_casefold (composed, -1);

  return g_utf8_normalize (folded, -1, G_NORMALIZE_NFKC);
}

/* Where " (2)" begins, or the end. */
static gsize
length_without_number (const char *name)
{
  const char *open = strrchr (name, '(');
  const char *at = open;

  if (open == NULL || open - name < 2 || open[-1] != ' ')
    return strlen (name);
  do
    at++;
  while (g_ascii_isdigit (*at));

  return at > open + 1 && g_str_equal (at, ")") ? (gsize) (open - 1 - name) : strlen (name);
}

char *
hearth_profile_fold_name (const char *name)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  folded = fold (name);

  return g_strndup (folded, length_without_number (folded));
}

static gboolean
is_taken (const char        *name,
          const char *const *others)
{
  g_autofree char *folded = fold (name);

  for (guint i = 0; others[i] != NULL; i++)
    {
      g_autofree char *other = fold (others[i]);

      if (g_str_equal (folded, other))
        return TRUE;
    }

  return FALSE;
}

/* "NAME (NUMBER)", the name cut between two letters where it is too long. */
static char *
number_name (const char *name,
             guint       number)
{
  g_autofree char *suffix = g_strdup_printf (" (%u)", number);
  g_autofree char *cut = NULL;
  gsize length = strlen (name);

  while (length > 0 && length + strlen (suffix) > HEARTH_LIMIT_NAME_BYTES)
    {
      do
        length = (gsize) (g_utf8_prev_char (name + length) - name);
      while (length > 0 && extends (g_utf8_get_char (name + length)));
    }
  cut = g_strchomp (g_strndup (name, length));

  return g_strchug (g_strconcat (cut, suffix, NULL));
}

char *
hearth_profile_distinguish_name (const char        *name,
                                 const char *const *others)
{
  g_autofree char *distinct = NULL;

  g_return_val_if_fail (name != NULL && others != NULL, NULL);

  distinct = g_strdup (name);
  for (guint number = 2; is_taken (distinct, others); number++)
    {
      g_free (distinct);
      distinct = number_name (name, number);
    }

  return g_steal_pointer (&distinct);
}

char *
hearth_profile_random_name (void)
{
  hearth_secret_init ();

  return g_strdup_printf ("%s %s",
                          adjectives[randombytes_uniform (G_N_ELEMENTS (adjectives))],
                          animals[randombytes_uniform (G_N_ELEMENTS (animals))]);
}

const char *const *
hearth_profile_get_colours (void)
{
  return colours;
}

gboolean
hearth_profile_is_colour (const char *colour)
{
  return colour != NULL && g_strv_contains (colours, colour);
}

const char *
hearth_profile_random_colour (void)
{
  hearth_secret_init ();

  return colours[randombytes_uniform (G_N_ELEMENTS (colours) - 1)];
}
