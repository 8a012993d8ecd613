/* How much one network address may do: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/address-throttle.h"

#include "base/limits.h"
#include "base/token-bucket.h"
#include "signalling/deadline-queue.h"

/* What is known of one address, from its first socket until it has been away for long. */
typedef struct
{
  HearthAddress address; /* the key of the table */
  guint n_connections;
  HearthTokenBucket attempts;
  HearthTokenBucket asks;
  HearthTokenBucket bytes;
  HearthTokenBucket misses;
  gint64 blocked_until; /* µs; 0 if it is not */
  HearthDeadline forget;
} Entry;

struct _HearthAddressThrottle
{
  HearthSignallingLimits limits;
  GHashTable *entries; /* HearthAddress → Entry */
  HearthDeadlineQueue away; /* entries without a socket */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  hearth_deadline_clear (&entry->forget);
  g_free (entry);
}

/* The table cannot be made to grow for ever: a full one forgets whoever has been away longest. Addresses with a socket stay;
 * their number is that of the sockets. */
static void
make_place (HearthAddressThrottle *self)
{
  Entry *oldest;

  if (g_hash_table_size (self->entries) < HEARTH_LIMIT_ADDRESSES)
    return;

  oldest = hearth_deadline_queue_pop_earliest (&self->away);
  if (oldest != NULL)
    g_hash_table_remove (self->entries, &oldest->address);
}

static Entry *
ensure_entry (HearthAddressThrottle *self,
              const HearthAddress   *address,
              gint64                 now)
{
  Entry *entry = g_hash_table_lookup (self->entries, address);

  if (entry != NULL)
    return entry;

  make_place (self);

  entry = g_new0 (Entry, 1);
  entry->address = *address;
  hearth_token_bucket_init (&entry->attempts, self->limits.attempts_per_address,
                            HEARTH_LIMIT_ADDRESS_ATTEMPTS_PER_SECOND, now);
  /* An honest socket asks once, so there are as many of these. */
  hearth_token_bucket_init (&entry->asks, self->limits.attempts_per_address,
                            HEARTH_LIMIT_ADDRESS_ATTEMPTS_PER_SECOND, now);
  hearth_token_bucket_init (&entry->bytes, self->limits.bytes_per_address, HEARTH_LIMIT_ADDRESS_BYTES_PER_SECOND, now);
  hearth_token_bucket_init (&entry->misses, self->limits.misses_per_address,
                            HEARTH_LIMIT_ADDRESS_MISSES_PER_MINUTE / 60.0, now);
  hearth_deadline_set (&entry->forget, &self->away, entry, now);
  g_hash_table_insert (self->entries, &entry->address, entry);

  return entry;
}

HearthAddressThrottle *
hearth_address_throttle_new (const HearthSignallingLimits *limits)
{
  HearthAddressThrottle *self;

  g_return_val_if_fail (limits != NULL, NULL);

  self = g_new0 (HearthAddressThrottle, 1);
  self->limits = *limits;
  self->entries = g_hash_table_new_full (hearth_address_hash, hearth_address_equal, NULL, entry_free);
  /* A block must outlive the absence of whoever is blocked. */
  hearth_deadline_queue_init (&self->away, HEARTH_LIMIT_ADDRESS_BLOCK_SECONDS * G_USEC_PER_SEC);

  return self;
}

void
hearth_address_throttle_free (HearthAddressThrottle *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->entries);
  g_free (self);
}

gboolean
hearth_address_throttle_connect (HearthAddressThrottle *self,
                                 const HearthAddress   *address,
                                 gint64                 now)
{
  Entry *entry;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (address != NULL, FALSE);

  entry = ensure_entry (self, address, now);
  if (entry->n_connections >= self->limits.connections_per_address)
    return FALSE;
  if (!hearth_token_bucket_charge (&entry->bytes, 0, now))
    return FALSE;
  if (!hearth_token_bucket_take (&entry->attempts, 1, now))
    return FALSE;

  entry->n_connections++;
  hearth_deadline_clear (&entry->forget);
  return TRUE;
}

void
hearth_address_throttle_disconnect (HearthAddressThrottle *self,
                                    const HearthAddress   *address,
                                    gint64                 now)
{
  Entry *entry;

  g_return_if_fail (self != NULL);
  g_return_if_fail (address != NULL);

  entry = g_hash_table_lookup (self->entries, address);
  g_return_if_fail (entry != NULL && entry->n_connections > 0);

  entry->n_connections--;
  if (entry->n_connections == 0)
    hearth_deadline_set (&entry->forget, &self->away, entry, now);
}

gboolean
hearth_address_throttle_receive (HearthAddressThrottle *self,
                                 const HearthAddress   *address,
                                 gsize                  n_bytes,
                                 gint64                 now)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (address != NULL, FALSE);

  return hearth_token_bucket_charge (&ensure_entry (self, address, now)->bytes, (double) n_bytes, now);
}

gboolean
hearth_address_throttle_ask (HearthAddressThrottle *self,
                             const HearthAddress   *address,
                             gint64                 now)
{
  Entry *entry;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (address != NULL, FALSE);

  entry = ensure_entry (self, address, now);

  return now >= entry->blocked_until && hearth_token_bucket_take (&entry->asks, 1, now);
}

void
hearth_address_throttle_hold_back (HearthAddressThrottle *self,
                                   const HearthAddress   *address,
                                   gint64                 now)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (address != NULL);

  hearth_token_bucket_charge (&ensure_entry (self, address, now)->asks, HEARTH_LIMIT_ADDRESS_BUSY_ATTEMPTS, now);
}

void
hearth_address_throttle_miss (HearthAddressThrottle *self,
                              const HearthAddress   *address,
                              gint64                 now)
{
  Entry *entry;

  g_return_if_fail (self != NULL);
  g_return_if_fail (address != NULL);

  entry = ensure_entry (self, address, now);
  hearth_token_bucket_take (&entry->misses, 1, now);
  if (entry->misses.tokens < 1)
    entry->blocked_until = now + HEARTH_LIMIT_ADDRESS_BLOCK_SECONDS * G_USEC_PER_SEC;
}

void
hearth_address_throttle_forget (HearthAddressThrottle *self,
                                gint64                 now)
{
  Entry *entry;

  g_return_if_fail (self != NULL);

  while ((entry = hearth_deadline_queue_pop (&self->away, now)) != NULL)
    g_hash_table_remove (self->entries, &entry->address);
}

guint
hearth_address_throttle_get_n_known (HearthAddressThrottle *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_hash_table_size (self->entries);
}
