/* The RTP header extensions (RFC 8285) that Hearth sends: the same ids in every call, so that whoever forwards does not rewrite them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

/* How loud the sound in this packet is, written where it is encoded: RFC 6464. One byte: V (voice), then −dBov from 0 to 127. */
#define HEARTH_RTP_EXTENSION_AUDIO_LEVEL 1
#define HEARTH_RTP_EXTENSION_AUDIO_LEVEL_URI "urn:ietf:params:rtp-hdrext:ssrc-audio-level"

/* The number of this packet among all that its connection sends, written where it leaves:
 * draft-holmer-rmcat-transport-wide-cc-extensions-01. Two bytes, big endian. */
#define HEARTH_RTP_EXTENSION_TRANSPORT_CC 3
#define HEARTH_RTP_EXTENSION_TRANSPORT_CC_URI "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"
