/* The RTCP packet by which a receiver says which packets came, and when: draft-holmer-rmcat-transport-wide-cc-extensions-01 section
 * 3.1. Reads and writes it; both pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HearthTransportReport: the fate of one packet
 * @number: which, as numbered by its sender
 * @arrival: µs in the receiver's clock, from an unknown beginning; −1 where it has not come
 */
typedef struct
{
  guint16 number;
  gint64 arrival;
} HearthTransportReport;

/** HEARTH_TRANSPORT_RESOLUTION_US: what an arrival is rounded down to on the way. */
#define HEARTH_TRANSPORT_RESOLUTION_US 250

/**
 * hearth_transport_feedback_parse:
 * @packet: one RTCP packet of type 205, format 15, with its header
 *
 * Arrivals are counted from the beginning of the receiver's 2^24 × 64 ms, so they start anew every 12 days.
 *
 * Returns: (transfer full) (nullable) (element-type HearthTransportReport): one for each consecutive number, at most
 *   HEARTH_LIMIT_FEEDBACK_PACKETS; %NULL where it is malformed
 */
GArray *hearth_transport_feedback_parse (const guint8                *packet,
                                         gsize                        size) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_transport_feedback_build:
 * @sender_ssrc: as whom we speak
 * @media_ssrc: any of the peer's
 * @serial: one more than in the feedback before
 * @reports: consecutive numbers, one of which at least has come
 * @n_reports: at least 1, at most HEARTH_LIMIT_FEEDBACK_PACKETS
 * @n_taken: (out): how many went in: fewer where two arrivals are more than 8 seconds apart
 *
 * Returns: (transfer full): the packet
 */
GBytes *hearth_transport_feedback_build (guint32                      sender_ssrc,
                                         guint32                      media_ssrc,
                                         guint8                       serial,
                                         const HearthTransportReport *reports,
                                         guint                        n_reports,
                                         guint                       *n_taken) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
