/* What one person receives: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "subscriber.h"

#include <stdio.h>

#include "arrival-log.h"
#include "rtcp.h"

#define REPORT_NS (500 * G_GINT64_CONSTANT (1000000))
#define FEEDBACK_NS (100 * G_GINT64_CONSTANT (1000000))
#define MAX_STREAMS 128
#define BLOCKS_PER_REPORT 24
#define SEEN_WORDS 32
#define SEEN_SERIALS (SEEN_WORDS * 64)

/* One SSRC, as RTP knows it. */
typedef struct
{
  guint32 ssrc;
  guint32 highest; /* sequence number with its cycles */
} Stream;

/* One person's sound or picture, by serials, whatever SSRC brings it. */
typedef struct
{
  gboolean heard;
  guint32 highest;
  guint64 seen[SEEN_WORDS]; /* of the last serials */
} Source;

struct _LoadSubscriber
{
  LoadConnection *connection;
  guint who;
  LoadAudience *audience;
  Stream streams[MAX_STREAMS];
  guint n_streams;
  Source sources[LOAD_MAX_PEOPLE][LOAD_N_KINDS];
  LoadArrivalLog arrivals;
  gint64 report_due;
  gint64 feedback_due;
  LoadSubscriberCounters counters;
};

/* Who speaks RTCP here; no line names it, as in any answer that receives only. */
static guint32
get_own_ssrc (LoadSubscriber *self)
{
  return 0x4c000000 | self->who;
}

/* --- What comes ----------------------------------------------------------------------------------------------------------- */

static Stream *
find_stream (LoadSubscriber *self,
             guint32         ssrc,
             guint16         sequence)
{
  for (guint i = 0; i < self->n_streams; i++)
    {
      if (self->streams[i].ssrc == ssrc)
        return &self->streams[i];
    }
  if (self->n_streams == MAX_STREAMS)
    return NULL;
  self->streams[self->n_streams] = (Stream){ ssrc, (guint32) sequence + 0x10000 - 1 };

  return &self->streams[self->n_streams++];
}

/* RFC 4585 section 6.2.1, behind an empty report, so that the compound is whole. */
static void
send_nack (LoadSubscriber *self,
           guint32         ssrc,
           guint16         sequence,
           guint           n_missing)
{
  guint8 packet[24];

  load_rtcp_write_header (packet, LOAD_RTCP_RECEIVER_REPORT, 0, 8);
  load_put32 (packet + 4, get_own_ssrc (self));
  load_rtcp_write_header (packet + 8, LOAD_RTCP_TRANSPORT_FEEDBACK, LOAD_FEEDBACK_NACK, 16);
  load_put32 (packet + 12, get_own_ssrc (self));
  load_put32 (packet + 16, ssrc);
  load_put16 (packet + 20, sequence);
  load_put16 (packet + 22, (1u << (MIN (n_missing, 17) - 1)) - 1);
  load_connection_queue (self->connection, TRUE, packet, sizeof packet);
  load_connection_flush (self->connection);
}

static void
follow_sequence (LoadSubscriber *self,
                 const guint8   *packet)
{
  guint16 sequence = load_get16 (packet + 2);
  Stream *stream = find_stream (self, load_get32 (packet + 8), sequence);
  gint step;

  if (stream == NULL)
    return;
  step = (gint16) (sequence - (guint16) stream->highest);
  if (step <= 0)
    return;

  if (step > 1)
    {
      self->counters.gaps += (guint) step - 1;
      if ((packet[1] & 0x7f) == LOAD_PAYLOAD_VP8)
        send_nack (self, stream->ssrc, (guint16) (stream->highest + 1), (guint) step - 1);
    }
  stream->highest += (guint32) step;
}

/* RFC 8285 section 4.2 */
static void
follow_transport (LoadSubscriber *self,
                  const guint8   *packet,
                  gsize           length,
                  gint64          arrived)
{
  gsize at = 12 + 4 * (packet[0] & 0x0f);
  gsize end;

  if (!(packet[0] & 0x10) || at + 4 > length || load_get16 (packet + at) != 0xbede)
    return;
  end = MIN (at + 4 + 4 * (gsize) load_get16 (packet + at + 2), length);
  for (at += 4; at < end; at++)
    {
      guint id = packet[at] >> 4;
      guint bytes = (packet[at] & 0x0f) + 1;

      if (id == LOAD_EXTENSION_TRANSPORT_CC && bytes == 2 && at + 2 < end)
        load_arrival_log_add (&self->arrivals, load_get16 (packet + at + 1), arrived / 1000);
      if (id != 0)
        at += bytes;
    }
}

/* Returns whether @serial comes for the first time. */
static gboolean
see (Source  *source,
     guint32  serial)
{
  guint64 bit = G_GUINT64_CONSTANT (1) << serial % 64;
  guint64 *word = &source->seen[serial % SEEN_SERIALS / 64];
  gboolean fresh;

  if (!source->heard)
    source->highest = serial - 1;
  source->heard = TRUE;
  if ((gint32) (source->highest - serial) >= SEEN_SERIALS)
    return FALSE;

  /* What lies between was not seen, whatever the same place said a while ago. */
  if ((gint32) (serial - source->highest) >= SEEN_SERIALS)
    {
      memset (source->seen, 0, sizeof source->seen);
      source->highest = serial;
    }
  while ((gint32) (serial - source->highest) > 0)
    {
      source->highest++;
      source->seen[source->highest % SEEN_SERIALS / 64] &= ~(G_GUINT64_CONSTANT (1) << source->highest % 64);
    }
  fresh = !(*word & bit);
  *word |= bit;

  return fresh;
}

static void
count (LoadSubscriber  *self,
       const LoadStamp *stamp,
       gint64           arrived)
{
  Source *source = &self->sources[stamp->who][stamp->kind];
  const LoadWindow *window = &self->audience->windows[stamp->who][stamp->kind];

  if (!source->heard)
    printf ("sees %u %" G_GINT64_FORMAT " %u %u\n", load_connection_get_id (self->connection), load_now (), stamp->who,
            stamp->kind);

  if (!see (source, stamp->serial))
    self->counters.duplicates++;
  else if (stamp->serial - window->first < window->end - window->first)
    {
      self->counters.received[stamp->who][stamp->kind]++;
      load_histogram_add (&self->audience->delays, (double) (arrived - stamp->time) / 1000);
    }
}

static void
on_received (gpointer      user_data,
             const guint8 *packet,
             gsize         length,
             gint64        arrived)
{
  LoadSubscriber *self = user_data;
  LoadStamp stamp;

  if (length < 12)
    return;

  self->counters.bytes += length;
  follow_transport (self, packet, length, arrived);
  follow_sequence (self, packet);
  if (load_stamp_read (&stamp, packet + length, length - 12))
    count (self, &stamp, arrived);
  else
    self->counters.broken++;
}

/* --- What goes back ------------------------------------------------------------------------------------------------------- */

/* RFC 3550 section 6.4.2 */
static void
send_reports (LoadSubscriber *self)
{
  for (guint i = 0; i == 0 || i < self->n_streams; i += BLOCKS_PER_REPORT)
    {
      guint n = MIN (self->n_streams - i, BLOCKS_PER_REPORT);
      guint8 packet[8 + 24 * BLOCKS_PER_REPORT] = { 0 };

      load_rtcp_write_header (packet, LOAD_RTCP_RECEIVER_REPORT, n, 8 + 24 * n);
      load_put32 (packet + 4, get_own_ssrc (self));
      for (guint j = 0; j < n; j++)
        {
          load_put32 (packet + 8 + 24 * j, self->streams[i + j].ssrc);
          load_put32 (packet + 8 + 24 * j + 8, self->streams[i + j].highest);
        }
      load_connection_queue (self->connection, TRUE, packet, 8 + 24 * n);
    }
}

/* By itself (RFC 5506), as browsers and Hearth send it. */
static void
send_feedback (LoadSubscriber *self)
{
  guint8 packet[LOAD_PACKET_BYTES];
  gsize length;

  if (self->n_streams == 0)
    return;
  while ((length = load_arrival_log_write_feedback (&self->arrivals, get_own_ssrc (self), self->streams[0].ssrc, packet)) > 0)
    {
      load_connection_queue (self->connection, TRUE, packet, length);
      self->counters.feedbacks++;
    }
}

void
load_subscriber_tick (LoadSubscriber *self,
                      gint64          now)
{
  if (!load_connection_is_up (self->connection))
    return;

  if (self->report_due <= now)
    {
      send_reports (self);
      self->report_due = now + REPORT_NS;
    }
  if (self->feedback_due <= now)
    {
      send_feedback (self);
      self->feedback_due = now + FEEDBACK_NS;
    }
  load_connection_flush (self->connection);
}

/* -------------------------------------------------------------------------------------------------------------------------- */

LoadSubscriber *
load_subscriber_new (LoadConnection *connection,
                     guint           who,
                     LoadAudience   *audience)
{
  LoadSubscriber *self = g_new0 (LoadSubscriber, 1);

  self->connection = connection;
  self->who = who;
  self->audience = audience;
  load_connection_set_received (connection, FALSE, on_received, self);

  return self;
}

void
load_subscriber_free (LoadSubscriber *self)
{
  g_free (self);
}

guint
load_subscriber_get_who (LoadSubscriber *self)
{
  return self->who;
}

void
load_subscriber_begin (LoadSubscriber *self)
{
  self->counters = (LoadSubscriberCounters){ 0 };
}

const LoadSubscriberCounters *
load_subscriber_get_counters (LoadSubscriber *self)
{
  return &self->counters;
}
