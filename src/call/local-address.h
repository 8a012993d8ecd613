/* Under which address other computers on the network reach this one. Any thread; asks the kernel, sends nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hearth_local_address_find:
 *
 * The address this computer would speak from towards the world; without a way there, that of the first network interface that
 * is up.
 *
 * Returns: (transfer full): as it stands in a link ("192.168.1.7", "[2001:db8::7]"); "127.0.0.1" where there is no network
 */
char *hearth_local_address_find (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
