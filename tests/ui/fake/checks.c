/* What the stand-in for src/call thinks of links and of the platform: see fake-call.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/call-error.h"
#include "call/link-check.h"
#include "call/platform-check.h"

G_DEFINE_QUARK (hearth-call-error-quark, hearth_call_error)

/* "SCHEME://HOST/r/ROOM#SECRET", and a secret that begins with 9 is of a newer Hearth. HEARTH_FAKE_GSTREAMER is an old version. */
gboolean
hearth_link_check (const char  *link,
                   GError     **error)
{
  HearthCallError code = HEARTH_CALL_ERROR_LINK;

  if (g_regex_match_simple ("^\\s*(https?|hearth(\\+http)?)://[^/#]+/r/[^/#]+#9\\S*\\s*$", link, 0, 0))
    code = HEARTH_CALL_ERROR_LINK_VERSION;
  else if (g_regex_match_simple ("^\\s*(https?|hearth(\\+http)?)://[^/#]+/r/[^/#]+#\\S+\\s*$", link, 0, 0))
    return TRUE;

  g_set_error_literal (error, HEARTH_CALL_ERROR, code, "Not a link");
  return FALSE;
}

void
hearth_platform_start (void)
{
}

gboolean
hearth_platform_check (char   **found,
                       GError **error)
{
  const char *version = g_getenv ("HEARTH_FAKE_GSTREAMER");

  *found = g_strdup (version);
  if (version == NULL)
    return TRUE;

  g_set_error_literal (error, HEARTH_CALL_ERROR, HEARTH_CALL_ERROR_MEDIA, "Too old");
  return FALSE;
}
