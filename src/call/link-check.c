/* Whether a text is a link to a room: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/link-check.h"

#include "call/call-error.h"
#include "protocol/invitation.h"
#include "protocol/protocol-error.h"

gboolean
hearth_link_check (const char  *link,
                   GError     **error)
{
  g_autoptr(HearthInvitation) invitation = NULL;
  g_autoptr(GError) reason = NULL;
  HearthCallError code = HEARTH_CALL_ERROR_LINK;

  g_return_val_if_fail (link != NULL, FALSE);

  invitation = hearth_invitation_parse (link, &reason);
  if (invitation != NULL)
    return TRUE;

  if (g_error_matches (reason, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_VERSION))
    code = HEARTH_CALL_ERROR_LINK_VERSION;
  g_set_error_literal (error, HEARTH_CALL_ERROR, code, "Not a link to a room");

  return FALSE;
}
