/* Whether the network between two computers is too bad to talk well: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/strain-meter.h"

#define BAD_LOSS 0.08
#define GOOD_LOSS 0.03
#define BAD_QUEUEING_MS 250.0
#define GOOD_QUEUEING_MS 120.0
#define BAD_ROUND_TRIP_MS 700.0
#define GOOD_ROUND_TRIP_MS 500.0

/* Of fewer packets than these in a second, a single one decides too much: a voice alone sends fifty. */
#define ENOUGH_PACKETS 20

/* A timer that comes a little early must not cost a second. */
#define EARLY_US (G_USEC_PER_SEC / 20)

static double
get_loss (const HearthWayStats *before,
          const HearthWayStats *now)
{
  guint64 known, lost;

  if (before->epoch != now->epoch || now->known < before->known + ENOUGH_PACKETS)
    return 0;

  known = now->known - before->known;
  /* Fewer are lost than before where some came late after all. */
  lost = now->lost > before->lost ? now->lost - before->lost : 0;

  return MIN ((double) lost / (double) known, 1);
}

/* Where nothing is sent nobody tells how long it takes: what was measured last stands as it was. */
static gboolean
is_timed (const HearthWayStats *before,
          const HearthWayStats *now)
{
  return before->epoch == now->epoch && now->known > before->known;
}

static gboolean
is_over (const HearthLinkStats *before,
         const HearthLinkStats *now,
         double                 loss,
         double                 queueing_ms,
         double                 round_trip_ms)
{
  return get_loss (&before->sent, &now->sent) >= loss || get_loss (&before->received, &now->received) >= loss
         || (is_timed (&before->sent, &now->sent)
             && (now->sent.queueing_ms >= queueing_ms || now->sent.round_trip_ms >= round_trip_ms));
}

static guint
count_bits (guint8 bits)
{
  guint n = 0;

  for (; bits != 0; bits >>= 1)
    n += bits & 1;

  return n;
}

gboolean
hearth_strain_meter_update (HearthStrainMeter     *self,
                            const HearthLinkStats *stats,
                            gint64                 now)
{
  gboolean bad, good;

  g_return_val_if_fail (self != NULL && stats != NULL, FALSE);

  if (self->looked_at != 0 && now - self->looked_at < HEARTH_STRAIN_INTERVAL_US - EARLY_US)
    return self->slow;

  bad = self->looked_at != 0 && is_over (&self->before, stats, BAD_LOSS, BAD_QUEUEING_MS, BAD_ROUND_TRIP_MS);
  good = !bad && !is_over (&self->before, stats, GOOD_LOSS, GOOD_QUEUEING_MS, GOOD_ROUND_TRIP_MS);
  self->before = *stats;
  self->looked_at = now;

  self->bad = (guint8) (self->bad << 1 | bad);
  self->n_good = good ? self->n_good + 1 : 0;
  if (count_bits (self->bad) >= HEARTH_STRAIN_BAD_SECONDS)
    self->slow = TRUE;
  else if (self->n_good >= HEARTH_STRAIN_GOOD_SECONDS)
    self->slow = FALSE;

  return self->slow;
}

gboolean
hearth_strain_is_hosts (gboolean was,
                        guint    n_slow,
                        guint    n_guests)
{
  if (n_guests < 2)
    return FALSE;

  return was ? 3 * n_slow >= n_guests : 2 * n_slow > n_guests;
}
