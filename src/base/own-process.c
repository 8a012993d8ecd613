/* What others can tell of our process: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/own-process.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>

char **
hearth_own_process_take_arguments (int    argc,
                                   char **argv)
{
  char **arguments;

  g_return_val_if_fail (argv != NULL, NULL);

  arguments = g_strdupv (argv);
  for (int i = 0; i < argc; i++)
    {
      char *fragment = strchr (argv[i], '#');

      if (fragment != NULL)
        memset (fragment, 0, strlen (fragment));
    }

  return arguments;
}

void
hearth_own_process_leave_no_core (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_CORE, &limit) == 0)
    {
      /* The kernel hands a core to a program that collects them whatever the limit is, but for this one; a file of one byte it does not
       * write either (core(5)). */
      limit.rlim_cur = MIN (1, limit.rlim_max);
      if (setrlimit (RLIMIT_CORE, &limit) == 0)
        return;
    }
  g_debug ("A crash may leave a core file: %s", g_strerror (errno));
}
