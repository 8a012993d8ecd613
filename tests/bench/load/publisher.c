/* One person's sound and picture: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "publisher.h"

#include "rtcp.h"

#define SECOND G_GINT64_CONSTANT (1000000000)
#define AUDIO_NS (20 * G_GINT64_CONSTANT (1000000))
#define AUDIO_TICKS 960 /* of 48 kHz */
#define AUDIO_PAYLOAD_BYTES 80
#define OPUS_TOC 0x78 /* RFC 6716 section 3.1: CELT, fullband, 20 ms, mono */
#define KEY_FRAME_NS (10 * SECOND)
#define DESCRIPTOR_BYTES 6

/* Retransmission within half a second: what a receiver would wait for. */
#define HISTORY 256

typedef struct
{
  guint32 ssrc;
  guint16 sequence;
  guint32 timestamp;
  guint32 serial;
  guint32 n_sent;
  guint32 n_bytes;
} Stream;

typedef struct
{
  gsize length;
  gsize header_bytes;
  guint8 packet[LOAD_PACKET_BYTES];
} Sent;

struct _LoadPublisher
{
  LoadConnection *connection;
  LoadPublisherConfig config;
  Stream streams[LOAD_N_KINDS];
  guint16 rtx_sequence;
  guint16 transport_sequence;
  gint64 audio_due;
  gint64 frame_due;
  gint64 packet_due; /* of the picture */
  gint64 report_due;
  gint64 key_frame_due;
  guint left; /* packets of the frame that is being sent */
  gboolean first;
  double owed; /* parts of a packet */
  guint n_frames;
  guint16 picture_id;
  guint8 base_layer_index;
  gboolean key_frame_wanted;
  Sent history[HISTORY]; /* by sequence number */
  LoadPublisherCounters counters;
};

/* --- RTP ------------------------------------------------------------------------------------------------------------------ */

/* RFC 3550 section 5.1 and RFC 8285 section 4.2. Returns the bytes of it. */
static gsize
write_header (LoadPublisher *self,
              guint8        *packet,
              LoadKind       kind,
              gboolean       marker)
{
  Stream *stream = &self->streams[kind];
  gsize length = 12;
  gsize begin;

  packet[0] = 0x80;
  packet[1] = (guint8) (marker << 7 | (kind == LOAD_AUDIO ? LOAD_PAYLOAD_OPUS : LOAD_PAYLOAD_VP8));
  load_put16 (packet + 2, stream->sequence);
  load_put32 (packet + 4, stream->timestamp);
  load_put32 (packet + 8, stream->ssrc);
  if (kind == LOAD_VIDEO && !self->config.transport_cc)
    return length;

  packet[0] |= 0x10;
  load_put16 (packet + 12, 0xbede);
  begin = length += 4;
  if (kind == LOAD_AUDIO)
    {
      packet[length++] = LOAD_EXTENSION_AUDIO_LEVEL << 4;
      packet[length++] = (guint8) ((self->config.audio_level < 60) << 7 | self->config.audio_level);
    }
  if (self->config.transport_cc)
    {
      packet[length++] = LOAD_EXTENSION_TRANSPORT_CC << 4 | 1;
      load_put16 (packet + length, self->transport_sequence++);
      length += 2;
    }
  while (length % 4 != 0)
    packet[length++] = 0;
  load_put16 (packet + 14, (guint) (length - begin) / 4);

  return length;
}

static void
send_packet (LoadPublisher *self,
             LoadKind       kind,
             guint8        *packet,
             gsize          length)
{
  Stream *stream = &self->streams[kind];
  LoadStamp stamp = { kind, self->config.who, stream->serial, load_wall () };

  load_stamp_write (&stamp, packet + length);
  load_connection_queue (self->connection, FALSE, packet, length);
  stream->sequence++;
  stream->serial++;
  stream->n_sent++;
  stream->n_bytes += (guint32) length;
}

static void
send_audio (LoadPublisher *self)
{
  guint8 packet[LOAD_PACKET_BYTES];
  gsize length = write_header (self, packet, LOAD_AUDIO, FALSE);

  memset (packet + length, 0, AUDIO_PAYLOAD_BYTES);
  packet[length] = OPUS_TOC;
  send_packet (self, LOAD_AUDIO, packet, length + AUDIO_PAYLOAD_BYTES);
  self->streams[LOAD_AUDIO].timestamp += AUDIO_TICKS;
}

/* RFC 7741 section 4.2: extended, with picture id, TL0PICIDX and temporal id. Nothing refers to every second frame. */
static gsize
write_descriptor (LoadPublisher *self,
                  guint8        *at)
{
  gboolean upper = self->n_frames % 2 == 1;

  at[0] = (guint8) (0x80 | upper << 5 | self->first << 4);
  at[1] = 0xe0;
  load_put16 (at + 2, 0x8000 | self->picture_id);
  at[4] = self->base_layer_index;
  at[5] = upper ? 0x60 : 0x00;

  return DESCRIPTOR_BYTES;
}

/* RFC 6386 section 9.1: the frame tag, and in a key frame start code and size. */
static void
write_frame_tag (LoadPublisher *self,
                 guint8        *at,
                 gboolean       key_frame)
{
  static const guint8 start_code[] = { 0x9d, 0x01, 0x2a };

  at[0] = key_frame ? 0x10 : 0x11;
  if (!key_frame)
    return;

  memcpy (at + 3, start_code, sizeof start_code);
  at[6] = (guint8) self->config.picture.width;
  at[7] = (guint8) (self->config.picture.width >> 8);
  at[8] = (guint8) self->config.picture.height;
  at[9] = (guint8) (self->config.picture.height >> 8);
}

static void
send_video (LoadPublisher *self)
{
  Sent *kept = &self->history[self->streams[LOAD_VIDEO].sequence % HISTORY];
  guint8 *packet = kept->packet;

  kept->header_bytes = write_header (self, packet, LOAD_VIDEO, self->left == 1);
  kept->length = self->config.picture.packet_bytes;
  memset (packet + kept->header_bytes, 0, kept->length - kept->header_bytes);
  write_descriptor (self, packet + kept->header_bytes);
  if (self->first)
    {
      write_frame_tag (self, packet + kept->header_bytes + DESCRIPTOR_BYTES, self->key_frame_wanted);
      self->key_frame_wanted = FALSE;
    }
  self->first = FALSE;
  self->left--;
  send_packet (self, LOAD_VIDEO, packet, kept->length);
}

static void
begin_frame (LoadPublisher *self,
             gint64         now)
{
  const LoadPicture *picture = &self->config.picture;

  self->owed += picture->packet_rate / picture->frame_rate;
  self->left = MAX ((guint) self->owed, 1);
  self->owed -= self->left;
  self->first = TRUE;
  self->n_frames++;
  self->picture_id = (self->picture_id + 1) & 0x7fff;
  self->streams[LOAD_VIDEO].timestamp += (guint32) (90000 / picture->frame_rate);

  self->key_frame_wanted |= now >= self->key_frame_due;
  if (self->key_frame_wanted)
    {
      self->n_frames &= ~1u;
      self->key_frame_due = now + KEY_FRAME_NS;
    }
  if (self->n_frames % 2 == 0)
    self->base_layer_index++;
}

static void
run_video (LoadPublisher *self,
           gint64         now)
{
  const LoadPicture *picture = &self->config.picture;

  if (self->left == 0)
    {
      begin_frame (self, now);
      self->frame_due += (gint64) (SECOND / picture->frame_rate);
    }

  if (!picture->paced)
    {
      while (self->left > 0)
        send_video (self);
    }
  else
    send_video (self);

  self->packet_due = self->left > 0 ? self->packet_due + (gint64) (SECOND / picture->packet_rate) : self->frame_due;
}

/* --- RTCP ----------------------------------------------------------------------------------------------------------------- */

/* RFC 3550 sections 6.4.1 and 6.5: where this stream is now, and whose it is. */
static void
send_report (LoadPublisher *self,
             LoadKind       kind)
{
  const Stream *stream = &self->streams[kind];
  gint64 now = load_wall ();
  guint8 packet[64] = { 0 };
  char name[8];

  g_snprintf (name, sizeof name, "load%02u", self->config.who);
  load_rtcp_write_header (packet, LOAD_RTCP_SENDER_REPORT, 0, 28);
  load_put32 (packet + 4, stream->ssrc);
  load_put32 (packet + 8, (guint32) (now / SECOND + G_GINT64_CONSTANT (2208988800)));
  load_put32 (packet + 12, (guint32) ((double) (now % SECOND) * 4294967296.0 / SECOND));
  load_put32 (packet + 16, stream->timestamp);
  load_put32 (packet + 20, stream->n_sent);
  load_put32 (packet + 24, stream->n_bytes);

  load_rtcp_write_header (packet + 28, LOAD_RTCP_SOURCE_DESCRIPTION, 1, 20);
  load_put32 (packet + 32, stream->ssrc);
  packet[36] = 1; /* CNAME */
  packet[37] = 6;
  memcpy (packet + 38, name, 6);
  load_connection_queue (self->connection, TRUE, packet, 48);
}

/* RFC 4588 section 4 */
static void
retransmit (LoadPublisher *self,
            guint16        sequence)
{
  const Sent *kept = &self->history[sequence % HISTORY];
  guint8 packet[LOAD_PACKET_BYTES];
  gsize payload = kept->length - kept->header_bytes;

  if (kept->length == 0 || load_get16 (kept->packet + 2) != sequence)
    return;

  memcpy (packet, kept->packet, kept->header_bytes);
  packet[1] = (guint8) ((packet[1] & 0x80) | LOAD_PAYLOAD_RTX);
  load_put16 (packet + 2, self->rtx_sequence++);
  load_put32 (packet + 8, self->config.rtx_ssrc);
  if (self->config.transport_cc)
    load_put16 (packet + 17, self->transport_sequence++);
  load_put16 (packet + kept->header_bytes, sequence);
  memcpy (packet + kept->header_bytes + 2, kept->packet + kept->header_bytes, payload);
  load_connection_queue (self->connection, FALSE, packet, kept->length + 2);
  self->counters.retransmitted++;
}

/* RFC 4585 section 6.2.1 */
static void
receive_nack (LoadPublisher *self,
              const guint8  *items,
              gsize          length)
{
  for (; length >= 4; items += 4, length -= 4)
    {
      guint16 sequence = load_get16 (items);
      guint16 more = load_get16 (items + 2);

      retransmit (self, sequence);
      for (guint i = 0; i < 16; i++)
        {
          if (more & 1 << i)
            retransmit (self, (guint16) (sequence + 1 + i));
        }
    }
}

static void
on_rtcp_part (gpointer      user_data,
              LoadRtcpType  type,
              guint         count,
              const guint8 *body,
              gsize         length)
{
  LoadPublisher *self = user_data;

  if (length < 8)
    return;

  if (type == LOAD_RTCP_PAYLOAD_FEEDBACK && (count == LOAD_FEEDBACK_PLI || count == LOAD_FEEDBACK_FIR))
    {
      self->key_frame_wanted = TRUE;
      self->counters.key_frame_requests++;
    }
  else if (type == LOAD_RTCP_TRANSPORT_FEEDBACK && count == LOAD_FEEDBACK_NACK
           && load_get32 (body + 4) == self->config.video_ssrc)
    receive_nack (self, body + 8, length - 8);
  else if (type == LOAD_RTCP_TRANSPORT_FEEDBACK && count == LOAD_FEEDBACK_TRANSPORT_CC)
    self->counters.feedbacks++;
}

static void
on_received (gpointer      user_data,
             const guint8 *packet,
             gsize         length,
             gint64        arrived)
{
  LoadPublisher *self = user_data;

  load_rtcp_parse (packet, length, on_rtcp_part, self);
  load_connection_flush (self->connection);
}

/* -------------------------------------------------------------------------------------------------------------------------- */

LoadPublisher *
load_publisher_new (LoadConnection            *connection,
                    const LoadPublisherConfig *config)
{
  LoadPublisher *self = g_new0 (LoadPublisher, 1);

  self->connection = connection;
  self->config = *config;
  self->streams[LOAD_AUDIO].ssrc = config->audio_ssrc;
  self->streams[LOAD_VIDEO].ssrc = config->video_ssrc;
  for (LoadKind kind = 0; kind < LOAD_N_KINDS; kind++)
    {
      self->streams[kind].sequence = (guint16) (g_random_int () & 0x7fff);
      self->streams[kind].timestamp = g_random_int ();
    }
  self->picture_id = (guint16) (g_random_int () & 0x7fff);
  load_connection_set_received (connection, TRUE, on_received, self);

  return self;
}

void
load_publisher_free (LoadPublisher *self)
{
  g_free (self);
}

gint64
load_publisher_run (LoadPublisher *self,
                    gint64         now)
{
  if (!load_connection_is_up (self->connection))
    return now + AUDIO_NS;
  if (self->audio_due == 0)
    {
      /* Nobody's camera and microphone run in step with anybody else's. */
      self->audio_due = now + g_random_int_range (0, AUDIO_NS);
      self->frame_due = self->packet_due = now + g_random_int_range (0, SECOND / 30);
      self->report_due = now;
    }

  for (; self->audio_due <= now; self->audio_due += AUDIO_NS)
    send_audio (self);
  while (self->config.picture.packet_rate > 0 && self->packet_due <= now)
    run_video (self, now);
  if (self->report_due <= now)
    {
      send_report (self, LOAD_AUDIO);
      if (self->config.picture.packet_rate > 0)
        send_report (self, LOAD_VIDEO);
      self->report_due = now + SECOND;
    }
  load_connection_flush (self->connection);

  return self->config.picture.packet_rate > 0 ? MIN (self->audio_due, self->packet_due) : self->audio_due;
}

guint32
load_publisher_get_serial (LoadPublisher *self,
                           LoadKind       kind)
{
  return self->streams[kind].serial;
}

const LoadPublisherCounters *
load_publisher_get_counters (LoadPublisher *self)
{
  return &self->counters;
}
