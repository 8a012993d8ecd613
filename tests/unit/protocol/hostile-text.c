/* What a parser must survive: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hostile-text.h"

#include <string.h>

/* About as many positions as are tried in a long text. */
#define SAMPLES 500

static gboolean
try_exactly (const char      *text,
             gsize            length,
             HostileTextFunc  parse)
{
  g_autofree char *copy = length > 0 ? g_memdup2 (text, length) : g_malloc (1);

  return parse (copy, length);
}

static gsize
get_step (gsize length)
{
  return MAX (length / SAMPLES, 1);
}

void
hostile_text_truncate (const char      *text,
                       HostileTextFunc  parse)
{
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i += get_step (length))
    g_assert_false (try_exactly (text, i, parse));
}

guint
hostile_text_flip (const char      *text,
                   HostileTextFunc  parse)
{
  static const guint8 masks[] = { 0x01, 0x20, 0x80, 0xff };
  gsize length = strlen (text);
  g_autofree char *changed = g_strdup (text);
  guint n_accepted = 0;

  for (gsize i = 0; i < length; i += get_step (length))
    {
      for (guint j = 0; j < G_N_ELEMENTS (masks); j++)
        {
          changed[i] = (char) (text[i] ^ masks[j]);
          n_accepted += try_exactly (changed, length, parse);
        }
      changed[i] = '\0';
      n_accepted += try_exactly (changed, length, parse);
      changed[i] = text[i];
    }

  return n_accepted;
}
