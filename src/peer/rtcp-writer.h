/* Writes the RTCP that we say ourselves: who we are (RFC 3550), and what we ask for (RFC 4585, reduced size by RFC 5506).
 *
 * Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** HEARTH_RTCP_SOURCE_BYTES: at most so long is what hearth_rtcp_write_source() writes. */
#define HEARTH_RTCP_SOURCE_BYTES (8 + 2 + 255 + 4)

/** HEARTH_RTCP_EMPTY_REPORT_BYTES: at most so long is what hearth_rtcp_write_empty_report() writes. */
#define HEARTH_RTCP_EMPTY_REPORT_BYTES (8 + HEARTH_RTCP_SOURCE_BYTES)

/**
 * hearth_rtcp_write_source:
 * @ssrc: somebody
 * @cname: whose name is this; at most 255 bytes (RFC 3550 section 6.5.1)
 * @packet: (out): HEARTH_RTCP_SOURCE_BYTES
 *
 * Returns: how many bytes it took. Any thread.
 */
gsize   hearth_rtcp_write_source       (guint32        ssrc,
                                        const char    *cname,
                                        guint8        *packet) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_rtcp_write_empty_report:
 * @packet: (out): HEARTH_RTCP_EMPTY_REPORT_BYTES
 *
 * A receiver report on nobody and a source description (RFC 3550 section 6.4.2): we are still there.
 *
 * Returns: how many bytes it took. Any thread.
 */
gsize   hearth_rtcp_write_empty_report (guint32        ssrc,
                                        const char    *cname,
                                        guint8        *packet) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_rtcp_write_pli: @sender: who asks, @media: of whom. RFC 4585 section 6.3.1. Any thread. */
GBytes *hearth_rtcp_write_pli  (guint32        sender,
                                guint32        media) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_rtcp_write_nack:
 * @sender: who asks
 * @media: of whom
 * @seqnums: (array length=n_seqnums): what is missing, the oldest first
 * @n_seqnums: 1 to HEARTH_LIMIT_MISSING_PACKETS
 *
 * RFC 4585 section 6.2.1. Any thread.
 */
GBytes *hearth_rtcp_write_nack (guint32        sender,
                                guint32        media,
                                const guint16 *seqnums,
                                guint          n_seqnums) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
