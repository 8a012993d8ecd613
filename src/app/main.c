/* hearth: the desktop application.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>

#include <glib/gi18n.h>

#include "app/application.h"
#include "base/main-thread.h"
#include "base/own-process.h"
#include "call/platform-check.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr (HearthApplication) application = NULL;
  g_auto (GStrv) arguments = hearth_own_process_take_arguments (argc, argv);

  hearth_own_process_leave_no_core ();

  /* A link is only a text for us. Other implementations of GFile know better what a hearth: or http: address is, and lose the
   * fragment, which is the key to the room. */
  g_setenv ("GIO_USE_VFS", "local", TRUE);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, HEARTH_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  hearth_main_thread_init ();
  g_set_prgname (HEARTH_APPLICATION_ID);
  g_set_application_name (_("Hearth"));

  /* Before there are other threads, which may look at the environment. */
  hearth_platform_start ();

  application = hearth_application_new ();
  return g_application_run (G_APPLICATION (application), argc, arguments);
}
