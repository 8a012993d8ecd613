/* Names of people who come in one after the other, a line each: each is told from all before it, and stays a clean name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "base/limits.h"
#include "protocol/profile.h"

#define MAX_NAMES 12

/* As strict as the room is: neither case nor letters that are the same in another form make a name another one. */
static void
check_differ (const char *name,
              const char *other)
{
  g_autofree char *composed = g_utf8_normalize (name, -1, G_NORMALIZE_NFKC);
  g_autofree char *other_composed = g_utf8_normalize (other, -1, G_NORMALIZE_NFKC);
  g_autofree char *folded = g_utf8_casefold (composed, -1);
  g_autofree char *other_folded = g_utf8_casefold (other_composed, -1);

  g_assert_cmpstr (folded, !=, other_folded);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", MAX_NAMES);
  g_autoptr (GPtrArray) inside = g_ptr_array_new_null_terminated (MAX_NAMES, g_free, TRUE);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *name = hearth_profile_clean_name (lines[i]);
      g_autofree char *distinct = NULL;
      g_autofree char *clean = NULL;

      if (name == NULL)
        continue;

      distinct = hearth_profile_distinguish_name (name, (const char *const *) inside->pdata);
      g_assert_cmpuint (strlen (distinct), <=, HEARTH_LIMIT_NAME_BYTES);
      clean = hearth_profile_clean_name (distinct);
      g_assert_cmpstr (distinct, ==, clean);
      for (guint j = 0; j < inside->len; j++)
        check_differ (distinct, g_ptr_array_index (inside, j));
      g_ptr_array_add (inside, g_steal_pointer (&distinct));
    }

  return 0;
}
