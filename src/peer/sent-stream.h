/* One stream as it leaves a connection: what was sent of it lately, to be sent again (RFC 4588), and how much and when, to be
 * reported (RFC 3550 section 6.4.1).
 *
 * Pure: the time is handed in. A value with one owner; one thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

#include "peer/rtcp-writer.h"

G_BEGIN_DECLS

/** HEARTH_SENDER_REPORT_BYTES: at most so long is what hearth_sent_stream_write_report() writes. */
#define HEARTH_SENDER_REPORT_BYTES (28 + HEARTH_RTCP_SOURCE_BYTES)

typedef struct _HearthSentStream HearthSentStream;

/**
 * hearth_sent_stream_new:
 * @ssrc: as whom it is sent
 * @clock_rate: Hz, of its timestamps
 */
HearthSentStream *hearth_sent_stream_new          (guint32            ssrc,
                                                   guint              clock_rate) G_GNUC_WARN_UNUSED_RESULT;
void              hearth_sent_stream_free         (HearthSentStream  *self);

/**
 * hearth_sent_stream_agree:
 * @rtx_ssrc: as whom it is sent again; 0 for never, as at first
 * @numbered: whether the peer wants to report on its packets
 *
 * As the latest description has it.
 */
void              hearth_sent_stream_agree        (HearthSentStream  *self,
                                                   guint32            rtx_ssrc,
                                                   gboolean           numbered);
guint32           hearth_sent_stream_get_ssrc     (HearthSentStream  *self);
gboolean          hearth_sent_stream_is_numbered  (HearthSentStream  *self);

/**
 * hearth_sent_stream_add:
 * @packet: (transfer full): an RTP packet that has been sent, of at most HEARTH_LIMIT_RTP_BYTES; its PTS is the moment of its
 *   capture, in the time of all pipelines
 * @now: µs, monotonic
 */
void              hearth_sent_stream_add          (HearthSentStream  *self,
                                                   GstBuffer         *packet,
                                                   gint64             now);

/**
 * hearth_sent_stream_repeat:
 * @seqnum: of a packet that the receiver misses
 * @packet: (out): HEARTH_LIMIT_RTP_BYTES + HEARTH_RTX_BYTES: what carries it again (peer/rtx-packet.h)
 *
 * Returns: its size; 0 where it is not kept (any more), or nobody is named who sends again
 */
gsize             hearth_sent_stream_repeat       (HearthSentStream  *self,
                                                   guint16            seqnum,
                                                   gint64             now,
                                                   guint8            *packet) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_sent_stream_forget: Nothing that was sent is sent again. */
void              hearth_sent_stream_forget       (HearthSentStream  *self);

/**
 * hearth_sent_stream_is_report_due:
 *
 * With the first packet, then every quarter of a second for two seconds, so that sound and picture find together, then every
 * second; never for a stream that has not sent since the last one.
 */
gboolean          hearth_sent_stream_is_report_due (HearthSentStream *self,
                                                    gint64            now);

/**
 * hearth_sent_stream_write_report:
 * @cname: at most 255 bytes (RFC 3550 section 6.5.1)
 * @now: µs, monotonic: in nanoseconds the time of the packets' PTS
 * @ntp: the same moment as NTP's 64 bits (RFC 3550 section 4)
 * @report: (out): a sender report and a source description
 *
 * The report says which timestamp belongs to something that is captured now.
 *
 * Returns: its length in bytes; 0 where no packet has said when it was captured
 */
gsize             hearth_sent_stream_write_report (HearthSentStream  *self,
                                                   const char        *cname,
                                                   gint64             now,
                                                   guint64            ntp,
                                                   guint8             report[HEARTH_SENDER_REPORT_BYTES]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthSentStream, hearth_sent_stream_free)

G_END_DECLS
