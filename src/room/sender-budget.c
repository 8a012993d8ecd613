/* How often each of several senders may be heard: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/sender-budget.h"

#include "base/limits.h"
#include "base/token-bucket.h"

struct _HearthSenderBudget
{
  GHashTable *buckets; /* id → HearthTokenBucket */
  double capacity;
  double per_second;
};

HearthSenderBudget *
hearth_sender_budget_new (double capacity,
                          double per_second)
{
  HearthSenderBudget *self = g_new0 (HearthSenderBudget, 1);

  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->capacity = capacity;
  self->per_second = per_second;

  return self;
}

void
hearth_sender_budget_free (HearthSenderBudget *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->buckets);
  g_free (self);
}

static void
forget_full (HearthSenderBudget *self,
             gint64              now)
{
  GHashTableIter iter;
  gpointer bucket;

  g_hash_table_iter_init (&iter, self->buckets);
  while (g_hash_table_iter_next (&iter, NULL, &bucket))
    if (hearth_token_bucket_take (bucket, self->capacity, now))
      g_hash_table_iter_remove (&iter);
}

gboolean
hearth_sender_budget_take (HearthSenderBudget *self,
                           const char         *sender,
                           gint64              now)
{
  HearthTokenBucket *bucket;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (sender != NULL, FALSE);

  bucket = g_hash_table_lookup (self->buckets, sender);
  if (bucket != NULL)
    return hearth_token_bucket_take (bucket, 1, now);

  if (g_hash_table_size (self->buckets) >= HEARTH_LIMIT_ROOM_PEOPLE)
    forget_full (self, now);
  if (g_hash_table_size (self->buckets) >= HEARTH_LIMIT_ROOM_PEOPLE)
    return FALSE;

  bucket = g_new (HearthTokenBucket, 1);
  hearth_token_bucket_init (bucket, self->capacity, self->per_second, now);
  g_hash_table_insert (self->buckets, g_strdup (sender), bucket);

  return hearth_token_bucket_take (bucket, 1, now);
}
