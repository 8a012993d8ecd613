/* When to try again: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/backoff.h"

#include "base/limits.h"

#define STEADY_WAIT (3.0 * G_USEC_PER_SEC)
#define STEADY_JITTER 0.2

static const gint64 first_waits[] = {
  0,
  G_USEC_PER_SEC / 4,
  G_USEC_PER_SEC / 2,
  G_USEC_PER_SEC,
  2 * G_USEC_PER_SEC,
};

void
hearth_backoff_begin (HearthBackoff *self,
                      gint64         now)
{
  g_return_if_fail (self != NULL);

  self->began_at = now;
  self->n_attempts = 0;
}

gint64
hearth_backoff_next (HearthBackoff *self,
                     gint64         now,
                     double         chance)
{
  gint64 wait;

  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (chance >= 0 && chance <= 1, -1);

  if (self->n_attempts < G_N_ELEMENTS (first_waits))
    wait = first_waits[self->n_attempts];
  else
    wait = (gint64) (STEADY_WAIT * (1 - STEADY_JITTER + 2 * STEADY_JITTER * chance));

  if (now + wait - self->began_at > HEARTH_LIMIT_RECONNECT_SECONDS * G_USEC_PER_SEC)
    return -1;

  self->n_attempts++;
  return wait;
}
