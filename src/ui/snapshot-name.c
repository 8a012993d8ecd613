/* What the file of a still is called: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/snapshot-name.h"

#include <glib/gi18n.h>
#include <string.h>

/* What some file system or shell makes something else of. */
#define SPECIAL "/\\:*?\"<>|`$"

static gboolean
is_kept (gunichar character)
{
  switch (g_unichar_type (character))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return FALSE;
    default:
      return character > 0x7f || strchr (SPECIAL, (int) character) == NULL;
    }
}

static void
append_person (GString    *name,
               const char *person)
{
  g_autofree char *valid = g_utf8_make_valid (person, -1);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);
      gsize length = (gsize) (g_utf8_next_char (at) - at);

      if (name->len + length > HEARTH_SNAPSHOT_NAME_BYTES)
        break;
      if (g_unichar_isspace (character))
        character = ' ';
      else if (!is_kept (character))
        continue;

      /* Nothing that hides a file, or that a program takes for an option; and one space at a time. */
      if ((name->len == 0 && (character == '.' || character == '-' || character == ' ' || character == '~'))
          || (character == ' ' && name->str[name->len - 1] == ' '))
        continue;
      g_string_append_unichar (name, character);
    }

  while (name->len > 0 && (name->str[name->len - 1] == ' ' || name->str[name->len - 1] == '.'))
    g_string_truncate (name, name->len - 1);
}

char *
hearth_snapshot_name (const char *person,
                      GDateTime  *when)
{
  GString *name = g_string_new (NULL);
  g_autofree char *moment = NULL;

  g_return_val_if_fail (person != NULL && when != NULL, g_string_free (name, FALSE));

  append_person (name, person);
  if (name->len == 0)
    /* Translators: the beginning of a file's name, where nothing is left of a person's name that can be in one */
    g_string_append (name, _("Picture"));
  /* Sorted by name they are sorted by time; a colon is not for files. */
  moment = g_date_time_format (when, " %Y-%m-%d %H.%M");
  g_string_append (name, moment);
  g_string_append (name, ".png");

  return g_string_free (name, FALSE);
}
