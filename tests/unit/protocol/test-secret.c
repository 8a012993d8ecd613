/* The memory for secrets: not in a core file, not in swap, wiped and gone when it is freed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/secret.h"

#include <stdio.h>
#include <string.h>

/* Returns: (transfer full): what the kernel does with the page at @address: two letters a word (proc_pid_smaps(5)). */
static char *
read_flags (gconstpointer address)
{
  g_autofree char *smaps = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean found = FALSE;

  g_assert_true (g_file_get_contents ("/proc/self/smaps", &smaps, NULL, NULL));
  lines = g_strsplit (smaps, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      unsigned long begin, end;

      if (sscanf (lines[i], "%lx-%lx ", &begin, &end) == 2)
        found = (gsize) address >= begin && (gsize) address < end;
      else if (found && g_str_has_prefix (lines[i], "VmFlags:"))
        return g_strdup (lines[i]);
    }

  return NULL;
}

static void
test_alloc (void)
{
  guint8 *secret = hearth_secret_alloc (48);
  g_autofree char *flags = read_flags (secret);
  g_autofree char *other = read_flags (flags);

  for (guint i = 0; i < 48; i++)
    g_assert_cmpint (secret[i], ==, 0);

  /* "dd": left out of core files. That is asked for beside the lock, which this user may have used up. */
  g_assert_nonnull (flags);
  g_assert_nonnull (strstr (flags, " dd"));
  g_assert_nonnull (other);
  g_assert_null (strstr (other, " dd"));

  sodium_free (secret);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/protocol/secret/alloc", test_alloc);

  return g_test_run ();
}
