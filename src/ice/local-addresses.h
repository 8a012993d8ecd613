/* The addresses of this computer that others may reach it at.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ice/socket-address.h"

G_BEGIN_DECLS

/* More than a computer with a dozen virtual networks has; each is asked about at every one of the peer's. */
#define HEARTH_LOCAL_ADDRESSES_MAX 16

/**
 * hearth_local_addresses_get:
 * @port: what they are given
 *
 * All of interfaces that are up, IPv6 and IPv4 in turn (RFC 8421 section 4): no loopback, unless there is nothing else, and no
 * link-local IPv6. Any thread.
 *
 * Returns: (transfer full) (element-type HearthSocketAddress): best first
 */
GArray *hearth_local_addresses_get (guint16 port) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
