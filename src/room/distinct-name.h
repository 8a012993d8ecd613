/* What somebody in a room is called, told apart from everybody else there: see hearth_profile_distinguish_name(). Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "room/member.h"

G_BEGIN_DECLS

/**
 * hearth_distinct_name_make:
 * @name: what they call themselves, cleaned
 * @members: (transfer none): a #GListModel of #HearthMember: the guests
 * @self: (nullable): which of them is meant; %NULL for somebody else
 * @host_name: (nullable): what the host is called; %NULL where it is they who are meant
 *
 * Returns: (transfer full): @name, perhaps with a number
 */
char *hearth_distinct_name_make (const char   *name,
                                 GListModel   *members,
                                 HearthMember *self,
                                 const char   *host_name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
