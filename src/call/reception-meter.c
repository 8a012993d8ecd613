/* How well what somebody sends arrives here: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/reception-meter.h"

#define WEAK_SHARE 0.03
#define POOR_SHARE 0.10

/* Of fewer packets than these in a look, a single one decides too much. */
#define ENOUGH_PACKETS 20

static HearthReception
judge (guint64 received,
       guint64 lost)
{
  double share;

  if (received + lost < ENOUGH_PACKETS)
    return HEARTH_RECEPTION_GOOD;

  share = (double) lost / (double) (received + lost);
  if (share >= POOR_SHARE)
    return HEARTH_RECEPTION_POOR;

  return share >= WEAK_SHARE ? HEARTH_RECEPTION_WEAK : HEARTH_RECEPTION_GOOD;
}

HearthReception
hearth_reception_meter_update (HearthReceptionMeter *self,
                               guint64               received,
                               guint64               lost,
                               gint64                now)
{
  HearthReception found;

  g_return_val_if_fail (self != NULL, HEARTH_RECEPTION_GOOD);

  if (self->looked_at != 0 && now - self->looked_at < HEARTH_RECEPTION_INTERVAL_US)
    return self->reception;

  found = self->looked_at != 0 ? judge (received - MIN (self->received, received), lost - MIN (self->lost, lost))
                               : HEARTH_RECEPTION_GOOD;
  self->received = received;
  self->lost = lost;
  self->looked_at = now;

  /* Worse at once, better only after a while. */
  if (found >= self->reception)
    self->bad_at = now;
  if (found > self->reception || now - self->bad_at >= HEARTH_RECEPTION_CALM_US)
    self->reception = found;

  return self->reception;
}
