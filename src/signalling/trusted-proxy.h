/* The reverse proxy in front of a server: who comes through it is whom it says, and nobody else is believed. A value; pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "signalling/address.h"

G_BEGIN_DECLS

/** HearthTrustedProxy: zero-initialised there is none. */
typedef struct
{
  gboolean is_set;
  guint8 bytes[16]; /* IPv6; IPv4 as it is mapped into it */
} HearthTrustedProxy;

/**
 * hearth_trusted_proxy_init:
 * @address: (nullable): numeric, without a port; exactly this one, and not its /64
 *
 * Returns: %FALSE where it is no address
 */
gboolean hearth_trusted_proxy_init    (HearthTrustedProxy    *self,
                                       const char            *address);

/** hearth_trusted_proxy_is: Returns: whether that socket address, with whatever port, is the proxy's. */
gboolean hearth_trusted_proxy_is      (const HearthTrustedProxy *self,
                                       const struct sockaddr    *address);

/**
 * hearth_trusted_proxy_read:
 * @forwarded_for: the value of X-Forwarded-For. Only its last entry is the proxy's; all before are anybody's.
 * @address: (out): who asks; not touched with %FALSE
 *
 * Returns: %FALSE where that is no address
 */
gboolean hearth_trusted_proxy_read    (const char            *forwarded_for,
                                       HearthAddress         *address);

G_END_DECLS
