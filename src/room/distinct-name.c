/* What somebody in a room is called: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/distinct-name.h"

#include "protocol/profile.h"

char *
hearth_distinct_name_make (const char   *name,
                           GListModel   *members,
                           HearthMember *self,
                           const char   *host_name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) others = NULL;

  g_return_val_if_fail (name != NULL && G_IS_LIST_MODEL (members), NULL);

  if (host_name != NULL)
    g_strv_builder_add (builder, host_name);
  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (HearthMember) other = g_list_model_get_item (members, i);

      if (other != self)
        g_strv_builder_add (builder, hearth_member_get_name (other));
    }
  others = g_strv_builder_end (builder);

  return hearth_profile_distinguish_name (name, (const char *const *) others);
}
