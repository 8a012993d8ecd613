/* Whether the libraries this process really runs with are safe to call with: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/platform-check.h"

#include <gst/gst.h>

#include "call/call-error.h"
#include "media/discreet-log.h"
#include "media/plugins.h"

void
hearth_platform_start (void)
{
  hearth_discreet_log_begin ();
  hearth_plugins_restrict (HEARTH_PLUGINS_CALLS);
}

gboolean
hearth_platform_check (char   **found,
                       GError **error)
{
  g_autoptr(GError) reason = NULL;
  guint major, minor, micro, nano;

  if (found != NULL)
    *found = NULL;

  if (!gst_init_check (NULL, NULL, &reason))
    {
      g_set_error (error, HEARTH_CALL_ERROR, HEARTH_CALL_ERROR_MEDIA, "GStreamer does not start: %s",
                   reason != NULL ? reason->message : "unknown reason");
      return FALSE;
    }

  gst_version (&major, &minor, &micro, &nano);
  if (found != NULL)
    *found = g_strdup_printf ("%u.%u.%u", major, minor, micro);

  if (gst_check_version (1, 28, 5))
    return TRUE;

  g_set_error (error, HEARTH_CALL_ERROR, HEARTH_CALL_ERROR_MEDIA,
               "GStreamer %u.%u.%u is older than %s", major, minor, micro, HEARTH_PLATFORM_GSTREAMER);
  return FALSE;
}
