/* How much one network address may do at a server: sockets at a time, new sockets, bytes, rooms asked for, wrong rooms. An IPv6 /64
 * counts as one address, since every home has that many. Pure: no sockets, the caller brings the time. One thread; owned by the
 * server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "signalling/address.h"
#include "signalling/signalling-limits.h"

G_BEGIN_DECLS

typedef struct _HearthAddressThrottle HearthAddressThrottle;

/** hearth_address_throttle_new: @limits: copied. */
HearthAddressThrottle *hearth_address_throttle_new         (const HearthSignallingLimits *limits) G_GNUC_WARN_UNUSED_RESULT;
void                   hearth_address_throttle_free        (HearthAddressThrottle        *self);

/**
 * hearth_address_throttle_connect:
 * @now: µs, monotonic
 *
 * Returns: %TRUE if one more socket is welcome; it is counted until hearth_address_throttle_disconnect()
 */
gboolean               hearth_address_throttle_connect     (HearthAddressThrottle        *self,
                                                            const HearthAddress          *address,
                                                            gint64                        now);
void                   hearth_address_throttle_disconnect  (HearthAddressThrottle        *self,
                                                            const HearthAddress          *address,
                                                            gint64                        now);

/**
 * hearth_address_throttle_receive:
 * @n_bytes: that have come from there
 *
 * Returns: whether it is not too much. Where it is, no socket is welcome from there before that is paid back.
 */
gboolean               hearth_address_throttle_receive     (HearthAddressThrottle        *self,
                                                            const HearthAddress          *address,
                                                            gsize                         n_bytes,
                                                            gint64                        now);

/**
 * hearth_address_throttle_ask:
 *
 * Counts what makes work for others: to open a room, and to knock at one.
 *
 * Returns: whether it may; who asks too often waits a little, who missed too often ten minutes
 */
gboolean               hearth_address_throttle_ask         (HearthAddressThrottle        *self,
                                                            const HearthAddress          *address,
                                                            gint64                        now);

/** hearth_address_throttle_hold_back: what the address asked for was too much for a host: it has asked as for many, and may owe that. */
void                   hearth_address_throttle_hold_back   (HearthAddressThrottle        *self,
                                                            const HearthAddress          *address,
                                                            gint64                        now);

/** hearth_address_throttle_miss: the address asked for a room that is not there, came with a wrong token, or was refused by a host. */
void                   hearth_address_throttle_miss        (HearthAddressThrottle        *self,
                                                            const HearthAddress          *address,
                                                            gint64                        now);

/** hearth_address_throttle_forget: drops what is known of addresses that have been away for long. To be called now and then. */
void                   hearth_address_throttle_forget      (HearthAddressThrottle        *self,
                                                            gint64                        now);
guint                  hearth_address_throttle_get_n_known (HearthAddressThrottle        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthAddressThrottle, hearth_address_throttle_free)

G_END_DECLS
