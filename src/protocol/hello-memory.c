/* The HELLOs that a host has opened lately: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/hello-memory.h"

#include "base/limits.h"

struct _HearthHelloMemory
{
  GHashTable *heads; /* GBytes of a packed head → GINT64, when it stops being fresh */
};

HearthHelloMemory *
hearth_hello_memory_new (void)
{
  HearthHelloMemory *self = g_new0 (HearthHelloMemory, 1);

  self->heads = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, g_free);

  return self;
}

void
hearth_hello_memory_free (HearthHelloMemory *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->heads);
  g_free (self);
}

static gboolean
is_stale (gpointer key,
          gpointer value,
          gpointer user_data)
{
  return *(const gint64 *) value < *(const gint64 *) user_data;
}

gboolean
hearth_hello_memory_add (HearthHelloMemory      *self,
                         const HearthSignedHead *head,
                         gint64                  now)
{
  guint8 packed[HEARTH_SIGNED_HEAD_BYTES];
  gint64 fresh_until = head->time + HEARTH_LIMIT_SIGNATURE_AGE_SECONDS;

  g_return_val_if_fail (self != NULL, FALSE);

  g_hash_table_foreach_remove (self->heads, is_stale, &now);
  if (g_hash_table_size (self->heads) >= HEARTH_LIMIT_HELLOS)
    return FALSE;

  hearth_signed_head_pack (head, packed);
  return g_hash_table_insert (self->heads, g_bytes_new (packed, sizeof packed), g_memdup2 (&fresh_until, sizeof fresh_until));
}
