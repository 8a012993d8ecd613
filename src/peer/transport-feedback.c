/* The RTCP packet by which a receiver says which packets came: see the header.
 *
 *    0                   1                   2                   3
 *   |V=2|P|  FMT=15 |    PT=205     |           length              |
 *   |                     SSRC of packet sender                     |
 *   |                      SSRC of media source                     |
 *   |      base sequence number     |      packet status count      |
 *   |                 reference time                | fb pkt. count |
 *   |          packet chunk         |  …            |  recv delta … |
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/transport-feedback.h"

#include <string.h>

#include "base/limits.h"
#include "peer/bytes.h"

#define FIXED_BYTES 20
#define TYPE_RTPFB 205
#define FORMAT_TRANSPORT_FEEDBACK 15

#define REFERENCE_US (64 * 1000)
#define MAX_REFERENCE 0xffffff

/* Section 3.1.1: what became of a packet; the value is also how many bytes its delta takes. */
typedef enum
{
  SYMBOL_MISSING = 0,
  SYMBOL_SMALL_DELTA = 1, /* 0 to 255 quarters of a millisecond after the one before: one byte */
  SYMBOL_LARGE_DELTA = 2, /* any that fits into a signed 16 bit number */
  SYMBOL_RESERVED = 3,
} Symbol;

/* Sections 3.1.3 and 3.1.4: a chunk is 13 bits of one symbol's run, 14 symbols of one bit, or 7 of two bits. */
#define MAX_RUN 0x1fff
#define N_ONE_BIT 14
#define N_TWO_BIT 7

/* --- Reading -------------------------------------------------------------------------------------------------------------- */

/* Returns: how many symbols @chunk gave */
static guint
read_chunk (guint   chunk,
            guint8 *symbols,
            guint   n_wanted)
{
  guint n = 0;

  if ((chunk & 0x8000) == 0)
    for (guint run = chunk & MAX_RUN; n < run && n < n_wanted; n++)
      symbols[n] = chunk >> 13 & 3;
  else if ((chunk & 0x4000) == 0)
    for (; n < N_ONE_BIT && n < n_wanted; n++)
      symbols[n] = chunk >> (N_ONE_BIT - 1 - n) & 1;
  else
    for (; n < N_TWO_BIT && n < n_wanted; n++)
      symbols[n] = chunk >> 2 * (N_TWO_BIT - 1 - n) & 3;

  return n;
}

/* The packet without padding (RFC 3550 section 6.4.1: its last byte says how much of it there is). */
static gboolean
check_header (const guint8 *packet,
              gsize        *size)
{
  gboolean padded;

  if (*size < FIXED_BYTES || packet[0] >> 6 != 2 || (packet[0] & 0x1f) != FORMAT_TRANSPORT_FEEDBACK
      || packet[1] != TYPE_RTPFB || *size != 4 * (gsize) (hearth_bytes_read_16 (packet + 2) + 1))
    return FALSE;

  padded = (packet[0] & 0x20) != 0;
  if (padded && (packet[*size - 1] == 0 || packet[*size - 1] > *size - FIXED_BYTES))
    return FALSE;
  if (padded)
    *size -= packet[*size - 1];

  return TRUE;
}

GArray *
hearth_transport_feedback_parse (const guint8 *packet,
                                 gsize         size)
{
  guint8 symbols[HEARTH_LIMIT_FEEDBACK_PACKETS];
  g_autoptr (GArray) reports = NULL;
  gsize at = FIXED_BYTES;
  guint n_symbols = 0;
  gint64 arrival;
  guint n_reports;
  guint base;

  g_return_val_if_fail (packet != NULL, NULL);

  if (!check_header (packet, &size))
    return NULL;
  base = hearth_bytes_read_16 (packet + 12);
  n_reports = hearth_bytes_read_16 (packet + 14);
  arrival = (gint64) (hearth_bytes_read_16 (packet + 16) << 8 | packet[18]) * REFERENCE_US;
  if (n_reports == 0 || n_reports > HEARTH_LIMIT_FEEDBACK_PACKETS)
    return NULL;

  while (n_symbols < n_reports)
    {
      guint n;

      if (size - at < 2)
        return NULL;
      n = read_chunk (hearth_bytes_read_16 (packet + at), symbols + n_symbols, n_reports - n_symbols);
      if (n == 0)
        return NULL;
      n_symbols += n;
      at += 2;
    }

  reports = g_array_sized_new (FALSE, FALSE, sizeof (HearthTransportReport), n_reports);
  for (guint i = 0; i < n_reports; i++)
    {
      HearthTransportReport report = { .number = (guint16) (base + i), .arrival = -1 };

      if (symbols[i] == SYMBOL_RESERVED || size - at < symbols[i])
        return NULL;
      if (symbols[i] == SYMBOL_SMALL_DELTA)
        arrival += packet[at] * HEARTH_TRANSPORT_RESOLUTION_US;
      else if (symbols[i] == SYMBOL_LARGE_DELTA)
        arrival += (gint16) hearth_bytes_read_16 (packet + at) * HEARTH_TRANSPORT_RESOLUTION_US;
      at += symbols[i];
      if (symbols[i] != SYMBOL_MISSING)
        report.arrival = arrival;
      g_array_append_val (reports, report);
    }

  return g_steal_pointer (&reports);
}

/* --- Writing -------------------------------------------------------------------------------------------------------------- */

static void
append_16 (GByteArray *packet,
           guint       value)
{
  guint8 bytes[] = { (guint8) (value >> 8), (guint8) value };

  g_byte_array_append (packet, bytes, sizeof bytes);
}

static void
append_32 (GByteArray *packet,
           guint32     value)
{
  append_16 (packet, value >> 16);
  append_16 (packet, value & 0xffff);
}

/* The shortest form for what comes first. Returns: how many symbols are in it */
static guint
append_chunk (GByteArray   *packet,
              const guint8 *symbols,
              guint         n_symbols)
{
  guint run = 1;
  guint n_small = 0;
  guint chunk = 0;
  guint n;

  while (run < n_symbols && run < MAX_RUN && symbols[run] == symbols[0])
    run++;
  while (n_small < n_symbols && n_small < N_ONE_BIT && symbols[n_small] <= SYMBOL_SMALL_DELTA)
    n_small++;

  if (run >= N_ONE_BIT || run == n_symbols || (run > N_TWO_BIT && n_small <= run))
    {
      append_16 (packet, (guint) symbols[0] << 13 | run);
      return run;
    }

  if (n_small == N_ONE_BIT || n_small == n_symbols)
    {
      n = n_small;
      for (guint i = 0; i < n; i++)
        chunk |= (guint) symbols[i] << (N_ONE_BIT - 1 - i);
      append_16 (packet, 0x8000 | chunk);
      return n;
    }

  n = MIN (N_TWO_BIT, n_symbols);
  for (guint i = 0; i < n; i++)
    chunk |= (guint) symbols[i] << 2 * (N_TWO_BIT - 1 - i);
  append_16 (packet, 0xc000 | chunk);

  return n;
}

/* Turns reports into symbols and deltas, as far as the deltas fit. Returns: how many */
static guint
measure (const HearthTransportReport *reports,
         guint                        n_reports,
         gint64                       reference,
         guint8                      *symbols,
         gint16                      *deltas)
{
  gint64 before = reference * (REFERENCE_US / HEARTH_TRANSPORT_RESOLUTION_US);

  for (guint i = 0; i < n_reports; i++)
    {
      gint64 tick = reports[i].arrival / HEARTH_TRANSPORT_RESOLUTION_US;
      gint64 delta = tick - before;

      symbols[i] = SYMBOL_MISSING;
      if (reports[i].arrival < 0)
        continue;
      if (delta < G_MININT16 || delta > G_MAXINT16)
        return i;
      symbols[i] = delta >= 0 && delta <= G_MAXUINT8 ? SYMBOL_SMALL_DELTA : SYMBOL_LARGE_DELTA;
      deltas[i] = (gint16) delta;
      before = tick;
    }

  return n_reports;
}

GBytes *
hearth_transport_feedback_build (guint32                      sender_ssrc,
                                 guint32                      media_ssrc,
                                 guint8                       serial,
                                 const HearthTransportReport *reports,
                                 guint                        n_reports,
                                 guint                       *n_taken)
{
  g_autoptr (GByteArray) packet = g_byte_array_sized_new (64);
  guint8 symbols[HEARTH_LIMIT_FEEDBACK_PACKETS];
  gint16 deltas[HEARTH_LIMIT_FEEDBACK_PACKETS];
  guint first = 0;
  gint64 reference;
  guint n;

  g_return_val_if_fail (reports != NULL && n_taken != NULL, NULL);
  g_return_val_if_fail (n_reports > 0 && n_reports <= HEARTH_LIMIT_FEEDBACK_PACKETS, NULL);

  while (first < n_reports && reports[first].arrival < 0)
    first++;
  g_return_val_if_fail (first < n_reports, NULL);
  reference = reports[first].arrival / REFERENCE_US;
  n = measure (reports, n_reports, reference, symbols, deltas);

  append_16 (packet, (0x80 | FORMAT_TRANSPORT_FEEDBACK) << 8 | TYPE_RTPFB);
  append_16 (packet, 0);
  append_32 (packet, sender_ssrc);
  append_32 (packet, media_ssrc);
  append_16 (packet, reports[0].number);
  append_16 (packet, n);
  append_32 (packet, (guint32) (reference & MAX_REFERENCE) << 8 | serial);
  for (guint i = 0; i < n;)
    i += append_chunk (packet, symbols + i, n - i);
  for (guint i = 0; i < n; i++)
    {
      guint8 small = (guint8) deltas[i];

      if (symbols[i] == SYMBOL_SMALL_DELTA)
        g_byte_array_append (packet, &small, 1);
      else if (symbols[i] == SYMBOL_LARGE_DELTA)
        append_16 (packet, (guint16) deltas[i]);
    }

  if (packet->len % 4 != 0)
    {
      guint8 padding[4] = { 0 };
      guint n_padding = 4 - packet->len % 4;

      padding[n_padding - 1] = (guint8) n_padding;
      g_byte_array_append (packet, padding, n_padding);
      packet->data[0] |= 0x20;
    }
  packet->data[2] = (guint8) ((packet->len / 4 - 1) >> 8);
  packet->data[3] = (guint8) (packet->len / 4 - 1);
  *n_taken = n;

  return g_byte_array_free_to_bytes (g_steal_pointer (&packet));
}
