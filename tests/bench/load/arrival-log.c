/* Transport-wide feedback: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "arrival-log.h"

#include "rtcp.h"

#define TICK_US 250
#define REFERENCE_US 64000
#define HEADER_BYTES 20
#define SYMBOLS_PER_CHUNK 7

/* What fits a packet where every delta needs two bytes. */
#define MAX_PACKETS 500

typedef enum
{
  SYMBOL_MISSING,
  SYMBOL_SMALL,
  SYMBOL_LARGE,
} Symbol;

void
load_arrival_log_add (LoadArrivalLog *self,
                      guint16         number,
                      gint64          arrived)
{
  gint64 unwrapped;

  if (!self->started)
    {
      self->started = TRUE;
      self->first = self->highest = number;
    }
  unwrapped = self->highest + (gint16) (number - (guint16) self->highest);

  /* Told of already as missing, or so far ahead that the log would overwrite itself. */
  if (unwrapped < self->first || unwrapped >= self->first + LOAD_ARRIVAL_LOG_PACKETS)
    return;
  self->arrived[unwrapped % LOAD_ARRIVAL_LOG_PACKETS] = arrived;
  self->highest = MAX (self->highest, unwrapped);
}

/* What becomes of one packet in the feedback; moves @clock, in ticks, to when it arrived. */
static Symbol
take (LoadArrivalLog *self,
      gint64          number,
      gint64         *clock,
      gint64         *delta)
{
  gint64 *arrived = &self->arrived[number % LOAD_ARRIVAL_LOG_PACKETS];
  gint64 ticks = *arrived / TICK_US;

  if (*arrived == 0)
    return SYMBOL_MISSING;

  *arrived = 0;
  *delta = CLAMP (ticks - *clock, G_MININT16, G_MAXINT16);
  *clock += *delta;

  return *delta >= 0 && *delta <= 255 ? SYMBOL_SMALL : SYMBOL_LARGE;
}

static gint64
get_reference (const LoadArrivalLog *self,
               guint                 count)
{
  for (guint i = 0; i < count; i++)
    {
      gint64 arrived = self->arrived[(self->first + i) % LOAD_ARRIVAL_LOG_PACKETS];

      if (arrived != 0)
        return arrived / REFERENCE_US;
    }

  return 0;
}

gsize
load_arrival_log_write_feedback (LoadArrivalLog *self,
                                 guint32         sender_ssrc,
                                 guint32         media_ssrc,
                                 guint8         *packet)
{
  guint count = (guint) MIN (self->highest + 1 - self->first, MAX_PACKETS);
  gsize chunks = HEADER_BYTES;
  gsize deltas = HEADER_BYTES + 2 * ((count + SYMBOLS_PER_CHUNK - 1) / SYMBOLS_PER_CHUNK);
  gint64 reference;
  gint64 clock;
  gsize length;

  if (!self->started || count == 0)
    return 0;

  reference = get_reference (self, count);
  clock = reference * (REFERENCE_US / TICK_US);
  load_put32 (packet + 4, sender_ssrc);
  load_put32 (packet + 8, media_ssrc);
  load_put16 (packet + 12, (guint16) self->first);
  load_put16 (packet + 14, count);
  load_put32 (packet + 16, (guint32) (reference << 8) | self->n_feedbacks++);

  for (guint i = 0; i < count; i += SYMBOLS_PER_CHUNK)
    {
      guint chunk = 0xc000;

      for (guint j = 0; j < SYMBOLS_PER_CHUNK && i + j < count; j++)
        {
          gint64 delta = 0;
          Symbol symbol = take (self, self->first + i + j, &clock, &delta);

          chunk |= symbol << (12 - 2 * j);
          if (symbol == SYMBOL_SMALL)
            packet[deltas++] = (guint8) delta;
          else if (symbol == SYMBOL_LARGE)
            {
              load_put16 (packet + deltas, (guint) delta & 0xffff);
              deltas += 2;
            }
        }
      load_put16 (packet + chunks, chunk);
      chunks += 2;
    }

  length = (deltas + 3) & ~(gsize) 3;
  memset (packet + deltas, 0, length - deltas);
  load_rtcp_write_header (packet, LOAD_RTCP_TRANSPORT_FEEDBACK, LOAD_FEEDBACK_TRANSPORT_CC, length);
  self->first += count;

  return length;
}
