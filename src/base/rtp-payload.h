/* The payload types and clocks of what Hearth sends (RFC 7741, RFC 7587): the same in every call, so that whoever forwards does not
 * rewrite them; and how RTP is told from RTCP.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#define HEARTH_RTP_PAYLOAD_VP8 96
#define HEARTH_RTP_PAYLOAD_RTX 97
#define HEARTH_RTP_PAYLOAD_OPUS 111

/* Ticks of the timestamp a second. */
#define HEARTH_RTP_CLOCK_VP8 90000
#define HEARTH_RTP_CLOCK_OPUS 48000

/* RTP and RTCP share a port: whether a packet is RTCP, by its second byte (RFC 5761 section 4). */
static inline gboolean
hearth_rtp_payload_is_rtcp (guint8 second_byte)
{
  return second_byte >= 192 && second_byte <= 223;
}
