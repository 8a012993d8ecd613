/* What goes over the loopback of this network, for tests: whose media, and whether a handshake came first. A thread of its own;
 * needs the right to open packet sockets, which a network of one's own gives (lossy-network).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _WireTap WireTap;

/**
 * WireCount: of the flows between @port and others that were not there at the last wire_tap_begin()
 * @media_from, @media_to: packets of RTP from the port, and to it
 * @unkeyed: of both, those from somebody who had not been sent the other one's ChangeCipherSpec, and thus neither its certificate
 *   nor the proof that it is its own
 */
typedef struct
{
  guint media_from;
  guint media_to;
  guint unkeyed;
} WireCount;

WireTap  *wire_tap_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void      wire_tap_free      (WireTap  *self);

/** wire_tap_begin: Flows that are there now do not count any more. */
void      wire_tap_begin     (WireTap  *self);
WireCount wire_tap_count     (WireTap  *self,
                              guint16   port);

/** wire_tap_count_to: Returns: datagrams of any kind to that port since the beginning of everything. */
guint     wire_tap_count_to  (WireTap  *self,
                              guint16   port);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WireTap, wire_tap_free)

G_END_DECLS
