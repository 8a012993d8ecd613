/* Whether a text is a link to a room, before anything is done with it: for an entry that is validated while one types.
 *
 * Contacts nobody and remembers nothing. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hearth_link_check:
 * @link: as typed, pasted or opened; either scheme, white space around it is allowed
 *
 * Returns: %FALSE with HEARTH_CALL_ERROR_LINK or HEARTH_CALL_ERROR_LINK_VERSION where hearth_call_prepare_join() would refuse it
 */
gboolean hearth_link_check (const char  *link,
                            GError     **error);

G_END_DECLS
