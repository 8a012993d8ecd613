/* Figures of the network as a person reads them: with units, rounded, translated. What is not known is left out. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/network.h"

G_BEGIN_DECLS

/** hearth_sentence_for_bitrate: Returns: (transfer full): "840 kbit/s", "1.2 Mbit/s". @bitrate: bits a second, 0 or more. */
char *hearth_sentence_for_bitrate (double                      bitrate) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_sentence_for_sample: Returns: (transfer full) (nullable): rate, loss, round trip, jitter; %NULL for nothing known. */
char *hearth_sentence_for_sample  (const HearthTrafficSample  *sample) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_sentence_for_media: Returns: (transfer full) (nullable): size, rate and codec of the picture; %NULL for none. */
char *hearth_sentence_for_media   (const HearthTrafficSample  *sample) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_sentence_for_route: Returns: (transfer full) (nullable): "Direct", or through a relay; %NULL where it is not known. */
char *hearth_sentence_for_route   (const HearthRoute          *route) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_sentence_for_plot: Returns: (transfer full): what somebody who sees the plot of @traffic would say of it. */
char *hearth_sentence_for_plot    (HearthTraffic              *traffic) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_sentence_for_slow: Returns: (transfer full) (nullable): whose connection is slow, one's own first; %NULL for nobody's. */
char *hearth_sentence_for_slow    (HearthNetwork              *network) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
