/* How often something may happen: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/token-bucket.h"

void
hearth_token_bucket_init (HearthTokenBucket *self,
                          double             capacity,
                          double             per_second,
                          gint64             now)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (capacity >= 1 && per_second > 0);

  self->tokens = capacity;
  self->capacity = capacity;
  self->per_second = per_second;
  self->updated_at = now;
}

static void
refill (HearthTokenBucket *self,
        gint64             now)
{
  double returned;

  if (now <= self->updated_at)
    return;

  returned = (double) (now - self->updated_at) / G_USEC_PER_SEC * self->per_second;
  self->tokens = MIN (self->capacity, self->tokens + returned);
  self->updated_at = now;
}

void
hearth_token_bucket_set_rate (HearthTokenBucket *self,
                              double             capacity,
                              double             per_second,
                              gint64             now)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (capacity >= 1 && per_second > 0);

  refill (self, now);
  self->tokens = MIN (self->tokens, capacity);
  self->capacity = capacity;
  self->per_second = per_second;
}

gboolean
hearth_token_bucket_take (HearthTokenBucket *self,
                          double             cost,
                          gint64             now)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (cost >= 0, FALSE);

  refill (self, now);
  if (self->tokens < cost)
    return FALSE;

  self->tokens -= cost;
  return TRUE;
}

gboolean
hearth_token_bucket_charge (HearthTokenBucket *self,
                            double             cost,
                            gint64             now)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (cost >= 0, FALSE);

  refill (self, now);
  self->tokens -= cost;
  return self->tokens >= 0;
}
