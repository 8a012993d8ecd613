/* Links from anywhere: what is accepted is the same invitation in every form.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "protocol/invitation.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (HearthInvitation) invitation = hearth_invitation_parse (text, NULL);
  g_autoptr (HearthInvitation) again = NULL;
  g_autofree char *link = NULL;

  if (invitation == NULL)
    return 0;

  link = hearth_invitation_to_link (invitation);
  again = hearth_invitation_parse (link, NULL);
  g_assert_nonnull (again);
  g_assert_cmpstr (hearth_invitation_get_server (invitation), ==, hearth_invitation_get_server (again));
  g_assert_cmpstr (hearth_invitation_get_room (invitation), ==, hearth_invitation_get_room (again));

  return 0;
}
