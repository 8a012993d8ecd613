/* Addresses in what somebody wrote, as links. Needs no display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hearth_chat_links_to_markup:
 * @text: plain text of somebody else's
 *
 * Only what begins with http:// or https:// and names a server becomes a link, and it leads where it says: its text is its address, and one
 * with a user before the server, or with anything but ASCII in the server's name, which may look like another server, is none. Everything
 * else is escaped.
 *
 * Returns: (transfer full): Pango markup
 */
char *hearth_chat_links_to_markup (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
