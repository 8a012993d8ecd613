/* When which packet of a peer came: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/transport-arrivals.h"

/* Fifty to a hundred milliseconds is what the draft's authors send; a report is a packet of its own, and each costs the host. */
#define INTERVAL_US (100 * 1000)
#define SHORTEST_INTERVAL_US (10 * 1000)

#define WINDOW (2 * HEARTH_LIMIT_FEEDBACK_PACKETS)

/* Numbers wrap around, and each has its place by its remainder. */
G_STATIC_ASSERT ((G_MAXUINT16 + 1) % WINDOW == 0);

struct _HearthTransportArrivals
{
  gboolean begun;
  guint16 next;             /* one more than the highest */
  guint16 first;            /* to be reported next; as far as next: nothing is */
  gint64 arrivals[WINDOW];  /* µs, −1 where it has not come */
  gint64 reported_at;
  guint8 serial;
  HearthArrivalStats stats;
};

static void
restart (HearthTransportArrivals *self,
         guint16                  number)
{
  for (guint i = 0; i < WINDOW; i++)
    self->arrivals[i] = -1;
  self->begun = TRUE;
  self->first = self->next = number;
}

HearthTransportArrivals *
hearth_transport_arrivals_new (void)
{
  return g_new0 (HearthTransportArrivals, 1);
}

void
hearth_transport_arrivals_free (HearthTransportArrivals *self)
{
  g_free (self);
}

/* A place that is still empty is filled, once. What comes behind @next was counted as lost before. */
static void
fill (HearthTransportArrivals *self,
      guint16                  number,
      gsize                    size,
      gboolean                 late,
      gint64                   now)
{
  if (self->arrivals[number % WINDOW] >= 0)
    return;

  self->arrivals[number % WINDOW] = now;
  self->stats.packets++;
  self->stats.bytes += size;
  if (late && self->stats.lost > 0)
    self->stats.lost--;
}

gboolean
hearth_transport_arrivals_note (HearthTransportArrivals *self,
                                guint16                  number,
                                gsize                    size,
                                gint64                   now)
{
  gint16 ahead;
  guint n_pending;

  g_return_val_if_fail (self != NULL && now >= 0, FALSE);

  ahead = (gint16) (number - self->next);
  if (!self->begun || ahead >= HEARTH_LIMIT_FEEDBACK_PACKETS || ahead < -HEARTH_LIMIT_FEEDBACK_PACKETS)
    {
      restart (self, number);
      ahead = 0;
    }

  /* What is between is missing, and what had its place before is forgotten. */
  self->stats.lost += (guint64) MAX (ahead, 0);
  while ((gint16) (number - self->next) >= 0)
    self->arrivals[self->next++ % WINDOW] = -1;
  fill (self, number, size, ahead < 0, now);

  if ((gint16) (number - self->first) < 0)
    self->first = number;
  n_pending = (guint16) (self->next - self->first);
  if (n_pending > HEARTH_LIMIT_FEEDBACK_PACKETS)
    self->first = (guint16) (self->next - HEARTH_LIMIT_FEEDBACK_PACKETS);

  return now - self->reported_at >= (n_pending >= HEARTH_LIMIT_FEEDBACK_PACKETS / 2 ? SHORTEST_INTERVAL_US : INTERVAL_US);
}

GBytes *
hearth_transport_arrivals_take (HearthTransportArrivals *self,
                                guint32                  sender_ssrc,
                                guint32                  media_ssrc,
                                gint64                   now)
{
  HearthTransportReport reports[HEARTH_LIMIT_FEEDBACK_PACKETS];
  guint n_reports = 0;
  guint n_taken;
  GBytes *feedback;

  g_return_val_if_fail (self != NULL, NULL);

  self->reported_at = now;
  for (guint16 number = self->first; number != self->next; number++)
    reports[n_reports++] = (HearthTransportReport) { .number = number, .arrival = self->arrivals[number % WINDOW] };
  if (n_reports == 0)
    return NULL;

  feedback = hearth_transport_feedback_build (sender_ssrc, media_ssrc, self->serial++, reports, n_reports, &n_taken);
  self->first = (guint16) (self->first + n_taken);

  return feedback;
}

void
hearth_transport_arrivals_get_stats (HearthTransportArrivals *self,
                                     HearthArrivalStats      *stats)
{
  g_return_if_fail (self != NULL && stats != NULL);

  *stats = self->stats;
}
