/* What libnice warns of where a connection is given up: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "libnice-warnings.h"

#include <glib.h>

static gboolean
is_fatal (const char     *log_domain,
          GLogLevelFlags  level,
          const char     *message,
          gpointer        user_data)
{
  return g_strcmp0 (log_domain, "libnice") != 0 || !g_str_has_prefix (message, "Could not find component");
}

/* GLib's handler for tests counts every warning as a failure, fatal or not. */
static void
on_warning (const char     *log_domain,
            GLogLevelFlags  level,
            const char     *message,
            gpointer        user_data)
{
  if (is_fatal (log_domain, level, message, user_data))
    g_log_default_handler (log_domain, level, message, user_data);
}

void
libnice_warnings_allow (void)
{
  static gboolean handled;

  /* For the test that runs: GLib forgets it with each. */
  g_test_log_set_fatal_handler (is_fatal, NULL);
  if (!handled)
    g_log_set_handler ("libnice", G_LOG_LEVEL_WARNING | G_LOG_FLAG_FATAL, on_warning, NULL);
  handled = TRUE;
}
