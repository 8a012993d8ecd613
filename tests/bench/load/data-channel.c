/* The answering end of a data channel: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "data-channel.h"

#include "wire.h"

#define HEADER_BYTES 12
#define WINDOW_BYTES (1024 * 1024)
#define N_STREAMS 1024

/* RFC 9260 section 3.2 */
typedef enum
{
  CHUNK_DATA = 0,
  CHUNK_INIT = 1,
  CHUNK_INIT_ACK = 2,
  CHUNK_SACK = 3,
  CHUNK_HEARTBEAT = 4,
  CHUNK_HEARTBEAT_ACK = 5,
  CHUNK_COOKIE_ECHO = 10,
  CHUNK_COOKIE_ACK = 11,
} ChunkType;

#define PARAMETER_STATE_COOKIE 7
#define DATA_WHOLE 0x03 /* begins and ends here */

/* RFC 8831 section 8, RFC 8832 section 8.2 */
#define PROTOCOL_DCEP 50
#define PROTOCOL_STRING 51
#define DCEP_OPEN 0x03
#define DCEP_ACK 0x02

struct _LoadDataChannel
{
  guint16 local_port;
  guint16 remote_port;
  guint32 local_tag;
  guint32 remote_tag;
  guint32 sent;     /* number of the last DATA */
  guint32 received; /* of the last DATA before any gap */
  gboolean open;
  guint16 stream;
  guint16 n_messages; /* on it, from here */
  GQueue told;        /* of char *, before it is open */
  GQueue packets;     /* of GBytes, to be sent */
};

/* RFC 9260 appendix A */
static guint32
compute_checksum (const guint8 *packet,
                  gsize         length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= packet[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = crc & 1 ? crc >> 1 ^ 0x82f63b78 : crc >> 1;
    }

  return GUINT32_SWAP_LE_BE (~crc);
}

/* A packet with one chunk. */
static void
send_chunk (LoadDataChannel *self,
            ChunkType        type,
            guint            flags,
            const guint8    *body,
            gsize            length)
{
  gsize padded = (length + 3) & ~(gsize) 3;
  guint8 *packet = g_malloc0 (HEADER_BYTES + 4 + padded);

  load_put16 (packet, self->local_port);
  load_put16 (packet + 2, self->remote_port);
  load_put32 (packet + 4, self->remote_tag);
  packet[HEADER_BYTES] = (guint8) type;
  packet[HEADER_BYTES + 1] = (guint8) flags;
  load_put16 (packet + HEADER_BYTES + 2, (guint) length + 4);
  if (length > 0)
    memcpy (packet + HEADER_BYTES + 4, body, length);
  load_put32 (packet + 8, compute_checksum (packet, HEADER_BYTES + 4 + padded));
  g_queue_push_tail (&self->packets, g_bytes_new_take (packet, HEADER_BYTES + 4 + padded));
}

static void
send_data (LoadDataChannel *self,
           guint32          protocol,
           const guint8    *data,
           gsize            length)
{
  guint8 body[12 + LOAD_DATA_CHANNEL_BYTES];

  g_assert (length <= LOAD_DATA_CHANNEL_BYTES);
  load_put32 (body, ++self->sent);
  load_put16 (body + 4, self->stream);
  load_put16 (body + 6, self->n_messages++);
  load_put32 (body + 8, protocol);
  memcpy (body + 12, data, length);
  send_chunk (self, CHUNK_DATA, DATA_WHOLE, body, 12 + length);
}

/* --- What comes ----------------------------------------------------------------------------------------------------------- */

/* The host connects; the cookie needs no meaning, because the state is kept anyway. */
static void
receive_init (LoadDataChannel *self,
              const guint8    *body,
              gsize            length)
{
  guint8 answer[16 + 8];

  if (length < 16)
    return;
  self->remote_tag = load_get32 (body);
  self->received = load_get32 (body + 12) - 1;
  load_put32 (answer, self->local_tag);
  load_put32 (answer + 4, WINDOW_BYTES);
  load_put16 (answer + 8, N_STREAMS);
  load_put16 (answer + 10, N_STREAMS);
  load_put32 (answer + 12, self->sent + 1);
  load_put16 (answer + 16, PARAMETER_STATE_COOKIE);
  load_put16 (answer + 18, 8);
  load_put32 (answer + 20, self->local_tag);
  send_chunk (self, CHUNK_INIT_ACK, 0, answer, sizeof answer);
}

static void
open_channel (LoadDataChannel *self,
              guint16          stream)
{
  const guint8 acknowledgement = DCEP_ACK;
  char *text;

  if (self->open)
    return;

  self->open = TRUE;
  self->stream = stream;
  send_data (self, PROTOCOL_DCEP, &acknowledgement, 1);
  while ((text = g_queue_pop_head (&self->told)) != NULL)
    {
      load_data_channel_tell (self, text);
      g_free (text);
    }
}

static void
receive_data (LoadDataChannel *self,
              const guint8    *body,
              gsize            length)
{
  guint8 answer[12] = { 0 };

  if (length < 13)
    return;
  if (load_get32 (body) == self->received + 1)
    self->received++;
  load_put32 (answer, self->received);
  load_put32 (answer + 4, WINDOW_BYTES);
  send_chunk (self, CHUNK_SACK, 0, answer, sizeof answer);

  if (load_get32 (body + 8) == PROTOCOL_DCEP && body[12] == DCEP_OPEN)
    open_channel (self, load_get16 (body + 4));
}

static void
receive_chunk (LoadDataChannel *self,
               ChunkType        type,
               const guint8    *body,
               gsize            length)
{
  switch (type)
    {
    case CHUNK_DATA:
      receive_data (self, body, length);
      break;
    case CHUNK_INIT:
      receive_init (self, body, length);
      break;
    case CHUNK_COOKIE_ECHO:
      send_chunk (self, CHUNK_COOKIE_ACK, 0, NULL, 0);
      break;
    case CHUNK_HEARTBEAT:
      send_chunk (self, CHUNK_HEARTBEAT_ACK, 0, body, length);
      break;
    case CHUNK_INIT_ACK:
    case CHUNK_SACK:
    case CHUNK_HEARTBEAT_ACK:
    case CHUNK_COOKIE_ACK:
    default:
      break;
    }
}

void
load_data_channel_receive (LoadDataChannel *self,
                           const guint8    *packet,
                           gsize            length)
{
  gsize at = HEADER_BYTES;

  if (length < HEADER_BYTES)
    return;

  self->remote_port = load_get16 (packet);
  self->local_port = load_get16 (packet + 2);
  while (at + 4 <= length)
    {
      gsize bytes = load_get16 (packet + at + 2);

      if (bytes < 4 || at + bytes > length)
        return;
      receive_chunk (self, packet[at], packet + at + 4, bytes - 4);
      at += (bytes + 3) & ~(gsize) 3;
    }
}

/* -------------------------------------------------------------------------------------------------------------------------- */

LoadDataChannel *
load_data_channel_new (void)
{
  LoadDataChannel *self = g_new0 (LoadDataChannel, 1);

  self->local_tag = g_random_int () | 1;
  self->sent = g_random_int ();

  return self;
}

void
load_data_channel_free (LoadDataChannel *self)
{
  g_queue_clear_full (&self->told, g_free);
  g_queue_clear_full (&self->packets, (GDestroyNotify) g_bytes_unref);
  g_free (self);
}

void
load_data_channel_tell (LoadDataChannel *self,
                        const char      *text)
{
  if (self->open)
    send_data (self, PROTOCOL_STRING, (const guint8 *) text, strlen (text));
  else
    g_queue_push_tail (&self->told, g_strdup (text));
}

GBytes *
load_data_channel_take (LoadDataChannel *self)
{
  return g_queue_pop_head (&self->packets);
}
