/* Writes the RTCP feedback that we ask for packets and key frames with ourselves (RFC 4585, reduced size by RFC 5506).
 *
 * Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

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
