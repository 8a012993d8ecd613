/* What has come of one stream, and how evenly: packets, bytes, and the jitter of RFC 3550 section 6.4.1. A plain value; the caller
 * brings the times.
 *
 *   D = lateness of a packet − lateness of the one before;  jitter += (|D| − jitter) / 16
 *
 * Lateness is how far a packet's timestamp (PTS, when it was captured, in our clock) lies behind us, so no clock rate is needed. Of a
 * picture only its last packet is timed: the others have the same timestamp and come later on purpose.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/** HearthStreamArrivals: zero-initialised nothing has come yet. */
typedef struct
{
  guint64 packets;
  guint64 bytes;   /* with RTP headers */
  double jitter;   /* ns */
  gboolean timed;  /* whether anything was */
  gint64 lateness; /* ns, of the packet that was timed last */
} HearthStreamArrivals;

/** hearth_stream_arrivals_add: A packet of @size bytes has come. */
void hearth_stream_arrivals_add  (HearthStreamArrivals *self,
                                  gsize                 size);

/** hearth_stream_arrivals_time: @lateness: of a packet, ns. More than a second off, it is a pause or another clock, and a new beginning. */
void hearth_stream_arrivals_time (HearthStreamArrivals *self,
                                  GstClockTimeDiff      lateness);

G_END_DECLS
