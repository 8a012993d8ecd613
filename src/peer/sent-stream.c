/* One stream as it leaves a connection: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/sent-stream.h"

#include "base/limits.h"
#include "base/rtp-payload.h"
#include "peer/bytes.h"
#include "peer/rtcp-writer.h"
#include "peer/rtx-packet.h"

#define RTP_HEADER_BYTES 12
/* RFC 3550 section 6.4.1. */
#define RTCP_TYPE_SR 200
#define SENDER_REPORT_BYTES 28

#define FIRST_REPORT_INTERVAL (250 * G_TIME_SPAN_MILLISECOND)
#define REPORT_INTERVAL G_TIME_SPAN_SECOND
#define N_FIRST_REPORTS 8

/* Each packet has its place by its sequence number, which wraps around. */
G_STATIC_ASSERT ((G_MAXUINT16 + 1) % HEARTH_LIMIT_KEPT_PACKETS == 0);

typedef struct
{
  GstBuffer *packet; /* %NULL: nothing is kept here */
  gint64 sent_at;
  guint16 seqnum;
} Kept;

struct _HearthSentStream
{
  guint32 ssrc;
  guint32 rtx_ssrc;
  gboolean numbered;
  guint clock_rate;

  guint16 rtx_seqnum;
  gboolean keeps; /* something */
  guint16 oldest; /* nothing before it is kept */
  Kept kept[HEARTH_LIMIT_KEPT_PACKETS];

  guint32 n_packets;
  guint32 n_octets;
  guint32 timestamp;    /* of the last packet */
  GstClockTime capture; /* of it */

  guint n_reports;
  gint64 reported_at;
  gboolean active; /* something was sent since */
};

HearthSentStream *
hearth_sent_stream_new (guint32 ssrc,
                        guint   clock_rate)
{
  HearthSentStream *self = g_new0 (HearthSentStream, 1);

  self->ssrc = ssrc;
  self->clock_rate = clock_rate;
  /* Low, so that a receiver who misses the first ones does not also miss that the numbers have come round (RFC 3711 section 3.3.1). */
  self->rtx_seqnum = (guint16) (g_random_int () & 0x7fff);
  self->capture = GST_CLOCK_TIME_NONE;

  return self;
}

void
hearth_sent_stream_free (HearthSentStream *self)
{
  hearth_sent_stream_forget (self);
  g_free (self);
}

guint32
hearth_sent_stream_get_ssrc (HearthSentStream *self)
{
  return self->ssrc;
}

gboolean
hearth_sent_stream_is_numbered (HearthSentStream *self)
{
  return self->numbered;
}

void
hearth_sent_stream_agree (HearthSentStream *self,
                          guint32           rtx_ssrc,
                          gboolean          numbered)
{
  g_return_if_fail (self != NULL);

  self->rtx_ssrc = rtx_ssrc;
  self->numbered = numbered;
}

/* --- Sending again -------------------------------------------------------------------------------------------------------- */

static Kept *
get_place (HearthSentStream *self,
           guint16           seqnum)
{
  return &self->kept[seqnum % HEARTH_LIMIT_KEPT_PACKETS];
}

static gboolean
is_too_old (const Kept *kept,
            gint64      now)
{
  return now - kept->sent_at > HEARTH_LIMIT_KEPT_PACKETS_MS * G_TIME_SPAN_MILLISECOND;
}

static void
forget_old (HearthSentStream *self,
            guint16           latest,
            gint64            now)
{
  /* Whatever is further back has lost its place to a later one, or loses it to the next. */
  if ((guint16) (latest - self->oldest) >= HEARTH_LIMIT_KEPT_PACKETS)
    self->oldest = (guint16) (latest - (HEARTH_LIMIT_KEPT_PACKETS - 1));

  for (; self->oldest != latest; self->oldest++)
    {
      Kept *kept = get_place (self, self->oldest);

      if (kept->packet != NULL && !is_too_old (kept, now))
        return;
      gst_clear_buffer (&kept->packet);
    }
}

static void
keep (HearthSentStream *self,
      GstBuffer        *packet,
      guint16           seqnum,
      gint64            now)
{
  Kept *kept = get_place (self, seqnum);

  if (!self->keeps)
    self->oldest = seqnum;
  self->keeps = TRUE;
  gst_clear_buffer (&kept->packet);
  *kept = (Kept) { packet, now, seqnum };
  /* One that comes late is no reason to forget others. */
  if ((gint16) (seqnum - self->oldest) > 0)
    forget_old (self, seqnum, now);
}

gsize
hearth_sent_stream_repeat (HearthSentStream *self,
                           guint16           seqnum,
                           gint64            now,
                           guint8           *packet)
{
  const Kept *kept;
  gsize size;

  g_return_val_if_fail (self != NULL && packet != NULL, 0);

  kept = get_place (self, seqnum);
  if (self->rtx_ssrc == 0 || kept->packet == NULL || kept->seqnum != seqnum || is_too_old (kept, now))
    return 0;

  size = gst_buffer_extract (kept->packet, 0, packet, HEARTH_LIMIT_RTP_BYTES);

  return hearth_rtx_packet_wrap (packet, size, HEARTH_RTP_PAYLOAD_RTX, self->rtx_ssrc, self->rtx_seqnum++);
}

void
hearth_sent_stream_forget (HearthSentStream *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (self->kept); i++)
    gst_clear_buffer (&self->kept[i].packet);
  self->keeps = FALSE;
}

/* --- Reports -------------------------------------------------------------------------------------------------------------- */

void
hearth_sent_stream_add (HearthSentStream *self,
                        GstBuffer        *packet,
                        gint64            now)
{
  guint8 header[RTP_HEADER_BYTES];

  g_return_if_fail (self != NULL && GST_IS_BUFFER (packet));

  if (gst_buffer_extract (packet, 0, header, sizeof header) != sizeof header)
    {
      gst_buffer_unref (packet);
      return;
    }

  self->n_packets++;
  self->n_octets += (guint32) (gst_buffer_get_size (packet) - RTP_HEADER_BYTES);
  if (GST_BUFFER_PTS_IS_VALID (packet))
    {
      self->timestamp = hearth_bytes_read_32 (header + 4);
      self->capture = GST_BUFFER_PTS (packet);
    }
  self->active = TRUE;

  if (self->rtx_ssrc == 0)
    {
      gst_buffer_unref (packet);
      return;
    }
  keep (self, packet, hearth_bytes_read_16 (header + 2), now);
}

gboolean
hearth_sent_stream_is_report_due (HearthSentStream *self,
                                  gint64            now)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->active
         && (self->n_reports == 0
             || now - self->reported_at >= (self->n_reports < N_FIRST_REPORTS ? FIRST_REPORT_INTERVAL : REPORT_INTERVAL));
}

gsize
hearth_sent_stream_write_report (HearthSentStream *self,
                                 const char       *cname,
                                 gint64            now,
                                 guint64           ntp,
                                 guint8            report[HEARTH_SENDER_REPORT_BYTES])
{
  gint64 since_capture;

  g_return_val_if_fail (self != NULL && cname != NULL && report != NULL, 0);

  self->n_reports++;
  self->reported_at = now;
  self->active = FALSE;
  if (!GST_CLOCK_TIME_IS_VALID (self->capture))
    return 0;

  /* A capture may be a little ahead. */
  since_capture = GST_CLOCK_DIFF (self->capture, (GstClockTime) now * GST_USECOND);
  report[0] = 2 << 6;
  report[1] = RTCP_TYPE_SR;
  hearth_bytes_write_16 (report + 2, SENDER_REPORT_BYTES / 4 - 1);
  hearth_bytes_write_32 (report + 4, self->ssrc);
  hearth_bytes_write_32 (report + 8, (guint32) (ntp >> 32));
  hearth_bytes_write_32 (report + 12, (guint32) ntp);
  hearth_bytes_write_32 (report + 16, self->timestamp + (guint32) (since_capture * (gint64) self->clock_rate / (gint64) GST_SECOND));
  hearth_bytes_write_32 (report + 20, self->n_packets);
  hearth_bytes_write_32 (report + 24, self->n_octets);

  return SENDER_REPORT_BYTES + hearth_rtcp_write_source (self->ssrc, cname, report + SENDER_REPORT_BYTES);
}
