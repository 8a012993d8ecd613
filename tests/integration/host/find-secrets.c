/* find-secrets FOLDER…: which files below these folders have a secret in them that standard input tells, in any form, or stand beside
 * one that nobody knows beforehand.
 *
 * Lines of standard input: "link NAME LINK", "key NAME IDENTITY" (as its file has it), "text NAME TEXT", "mark TEXT". Exit status 0 where
 * no file has one, 1 where one has, and its name is printed with the name of what is in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "canaries.h"

static gboolean
learn (Canaries   *canaries,
       const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 3);
  const guint n = g_strv_length (words);

  if (n >= 2 && g_str_equal (words[0], "mark"))
    canaries_add_mark (canaries, line + strlen ("mark "));
  else if (n == 3 && g_str_equal (words[0], "link"))
    canaries_add_link (canaries, words[1], words[2]);
  else if (n == 3 && g_str_equal (words[0], "key"))
    canaries_add_key (canaries, words[1], words[2]);
  else if (n == 3 && g_str_equal (words[0], "text"))
    canaries_add_text (canaries, words[1], words[2]);
  else
    return FALSE;

  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (Canaries) canaries = canaries_new ();
  char line[1024];
  guint n_secrets = 0;
  guint n_files = 0;

  while (fgets (line, sizeof line, stdin) != NULL)
    {
      if (!learn (canaries, g_strchomp (line)))
        {
          fprintf (stderr, "find-secrets: line %u of standard input tells nothing\n", n_secrets + 1);
          return EX_DATAERR;
        }
      n_secrets++;
    }
  if (n_secrets == 0 || argc < 2)
    {
      fprintf (stderr, "find-secrets: nothing to look for, or nowhere\n");
      return EX_USAGE;
    }

  for (int i = 1; i < argc; i++)
    n_files += canaries_count_files (canaries, argv[i]);

  return n_files > 0 ? 1 : 0;
}
