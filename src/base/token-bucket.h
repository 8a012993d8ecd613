/* How often something may happen: a token bucket as a plain value that its owner guards; the caller brings the time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double tokens;
  double capacity;   /* tokens, the largest burst */
  double per_second; /* tokens that return each second */
  gint64 updated_at; /* µs, monotonic */
} HearthTokenBucket;

/**
 * hearth_token_bucket_init:
 * @capacity: the largest burst, at least 1
 * @per_second: how many come back each second, more than 0
 * @now: µs, monotonic
 *
 * Starts full.
 */
void     hearth_token_bucket_init     (HearthTokenBucket *self,
                                       double             capacity,
                                       double             per_second,
                                       gint64             now);

/**
 * hearth_token_bucket_set_rate: As hearth_token_bucket_init(), but what was taken stays taken: no burst comes of asking for a rate.
 */
void     hearth_token_bucket_set_rate (HearthTokenBucket *self,
                                       double             capacity,
                                       double             per_second,
                                       gint64             now);

/**
 * hearth_token_bucket_take:
 * @cost: tokens, 0 or more
 * @now: µs, monotonic; a time before the last one counts as the last one
 *
 * Returns: %TRUE and takes @cost tokens where there are as many; %FALSE takes none
 */
gboolean hearth_token_bucket_take     (HearthTokenBucket *self,
                                       double             cost,
                                       gint64             now);

/**
 * hearth_token_bucket_charge: As hearth_token_bucket_take(), for what has happened already: @cost is taken in any case, and what was
 * not there is owed.
 *
 * Returns: whether nothing is owed
 */
gboolean hearth_token_bucket_charge   (HearthTokenBucket *self,
                                       double             cost,
                                       gint64             now);

G_END_DECLS
