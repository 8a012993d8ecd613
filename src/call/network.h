/* How the network of the call is: for each person what is sent and received, second by second, and whose connection is slow.
 *
 *   HearthNetworkWatch (room), once a second ─▶ counters of links ─┐
 *   HearthParticipant's playback ─────────────▶ what is shown ─────┴▶ HearthTraffic of each ─▶ ::sampled
 *                                               slow, as the room says ─────────────────────▶ ::slow-changed
 *
 * Counters are read all the time in a call, since alerts need most of them; so whoever begins to look sees the last two minutes.
 * Which way packets take is asked only while somebody is connected to ::sampled.
 *
 * Main thread; owned by HearthCall.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "call/traffic.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_NETWORK (hearth_network_get_type ())
G_DECLARE_FINAL_TYPE (HearthNetwork, hearth_network, HEARTH, NETWORK, GObject)

/** hearth_network_get_traffic: Returns: (transfer none): a #GListModel of #HearthTraffic, one for each participant, in order. */
GListModel        *hearth_network_get_traffic (HearthNetwork *self);

/**
 * hearth_network_get_slow:
 * @n: (out): how many have a slow connection
 *
 * Returns: (transfer none) (nullable): the first of them: this person themselves before others
 */
HearthParticipant *hearth_network_get_slow    (HearthNetwork *self,
                                               guint         *n);

/** hearth_network_is_unattended_host_slow: Returns: whether the connection of the host's computer is slow, where nobody sits at it. */
gboolean           hearth_network_is_unattended_host_slow (HearthNetwork *self);

/* Signals:
 *   ::sampled ()        another second, of everybody; only in a call
 *   ::slow-changed (gboolean better)   hearth_traffic_is_slow() of somebody, or of an unattended host; whether of one of them it ceased to be, who is still there
 */

G_END_DECLS
