/* What a connection has sent lately and what its peer said of it: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/transport-history.h"

#include "base/limits.h"

/* Numbers wrap around, and each has its place by its remainder. */
G_STATIC_ASSERT ((G_MAXUINT16 + 1) % HEARTH_LIMIT_TRANSPORT_HISTORY == 0);

/* The fastest packet is looked for in this spell and the one before: clocks drift, and paths change. */
#define SPELL_US (5 * G_TIME_SPAN_SECOND)

/* Arrivals are counted in the receiver's 24 bits of 64 ms. */
#define ARRIVAL_RANGE_US (G_GINT64_CONSTANT (64000) << 24)

typedef enum
{
  FATE_NONE, /* nothing was sent as this, or all is forgotten */
  FATE_UNKNOWN,
  FATE_LOST,
  FATE_RECEIVED,
} Fate;

typedef struct
{
  gint64 sent_at;
  guint16 number;
  guint16 size;
  Fate fate;
} Sent;

struct _HearthTransportHistory
{
  Sent sent[HEARTH_LIMIT_TRANSPORT_HISTORY];
  guint16 next;
  guint16 unreported; /* the first of which no report has spoken yet */
  HearthTransportStats stats;

  gboolean has_delays;
  gint64 lowest[2]; /* µs: the shortest delay of this spell and of the one before, both of an unknown offset */
  gint64 spell_began;
};

HearthTransportHistory *
hearth_transport_history_new (void)
{
  return g_new0 (HearthTransportHistory, 1);
}

void
hearth_transport_history_free (HearthTransportHistory *self)
{
  g_free (self);
}

guint16
hearth_transport_history_add (HearthTransportHistory *self,
                              gsize                   size,
                              gint64                  now)
{
  guint16 number;

  g_return_val_if_fail (self != NULL, 0);

  number = self->next++;
  /* Whoever never reports must not fall behind by half of all numbers. */
  if ((guint16) (self->next - self->unreported) > HEARTH_LIMIT_TRANSPORT_HISTORY)
    self->unreported++;
  self->sent[number % HEARTH_LIMIT_TRANSPORT_HISTORY]
      = (Sent) { .sent_at = now, .number = number, .size = (guint16) size, .fate = FATE_UNKNOWN };
  self->stats.sent_packets++;
  self->stats.sent_bytes += size;

  return number;
}

static Sent *
find_sent (HearthTransportHistory *self,
           guint16                 number)
{
  Sent *sent = &self->sent[number % HEARTH_LIMIT_TRANSPORT_HISTORY];

  return sent->fate != FATE_NONE && sent->number == number ? sent : NULL;
}

void
hearth_transport_history_take_back (HearthTransportHistory *self)
{
  Sent *sent;

  g_return_if_fail (self != NULL);

  sent = find_sent (self, (guint16) (self->next - 1));
  if (sent == NULL || sent->fate != FATE_UNKNOWN)
    return;

  self->next--;
  sent->fate = FATE_NONE;
  self->stats.sent_packets--;
  self->stats.sent_bytes -= sent->size;
}

static void
note_lost (HearthTransportHistory *self,
           Sent                   *sent)
{
  if (sent == NULL || sent->fate != FATE_UNKNOWN)
    return;

  sent->fate = FATE_LOST;
  self->stats.lost_packets++;
}

static void
note_delay (HearthTransportHistory *self,
            gint64                  delay,
            gint64                  now)
{
  gint64 lowest;

  /* Far from all others: the receiver's clock has come round, or it says nonsense. */
  if (!self->has_delays || ABS (delay - self->lowest[0]) > ARRIVAL_RANGE_US / 2)
    {
      self->has_delays = TRUE;
      self->lowest[0] = self->lowest[1] = delay;
      self->spell_began = now;
    }
  if (now - self->spell_began >= SPELL_US)
    {
      self->lowest[1] = self->lowest[0];
      self->lowest[0] = delay;
      self->spell_began = now;
    }
  self->lowest[0] = MIN (self->lowest[0], delay);

  lowest = MIN (self->lowest[0], self->lowest[1]);
  self->stats.queueing_ms += ((double) (delay - lowest) / 1000 - self->stats.queueing_ms) / 16;
}

static void
note_received (HearthTransportHistory *self,
               Sent                   *sent,
               gint64                  arrival,
               gint64                  now)
{
  if (sent->fate == FATE_RECEIVED)
    return;
  if (sent->fate == FATE_LOST)
    self->stats.lost_packets--;

  sent->fate = FATE_RECEIVED;
  self->stats.received_packets++;
  self->stats.received_bytes += sent->size;
  note_delay (self, arrival - sent->sent_at, now);
}

void
hearth_transport_history_report (HearthTransportHistory      *self,
                                 const HearthTransportReport *reports,
                                 guint                        n_reports,
                                 gint64                       now)
{
  const Sent *latest = NULL;

  g_return_if_fail (self != NULL && reports != NULL);

  for (guint i = 0; i < n_reports; i++)
    {
      Sent *sent = find_sent (self, reports[i].number);

      if (sent == NULL)
        continue;
      /* Whatever the reports passed over has not come. */
      while ((gint16) (reports[i].number - self->unreported) > 0)
        note_lost (self, find_sent (self, self->unreported++));
      if (reports[i].number == self->unreported)
        self->unreported++;

      if (reports[i].arrival < 0)
        {
          note_lost (self, sent);
        }
      else
        {
          note_received (self, sent, reports[i].arrival, now);
          latest = sent;
        }
    }

  if (latest != NULL)
    {
      double round_trip = (double) (now - latest->sent_at) / 1000;

      self->stats.round_trip_ms += self->stats.round_trip_ms == 0 ? round_trip : (round_trip - self->stats.round_trip_ms) / 8;
    }
}

void
hearth_transport_history_get_stats (HearthTransportHistory *self,
                                    HearthTransportStats   *stats)
{
  g_return_if_fail (self != NULL && stats != NULL);

  *stats = self->stats;
}
