/* Whose is it?: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/demultiplexer.h"

#include <string.h>

#include "base/limits.h"

typedef struct
{
  HearthSocketAddress address; /* the key */
  HearthIceEndpoint *endpoint;
  HearthIceProof proof;
} Residence;

struct _HearthDemultiplexer
{
  GHashTable *by_id;      /* guint32 → endpoint */
  GHashTable *by_ufrag;   /* string → endpoint */
  GHashTable *by_address; /* HearthSocketAddress → Residence */
  GHashTable *n_addresses; /* endpoint → how many of these are its */
};

HearthDemultiplexer *
hearth_demultiplexer_new (void)
{
  HearthDemultiplexer *self = g_new0 (HearthDemultiplexer, 1);

  self->by_id = g_hash_table_new (NULL, NULL);
  self->by_ufrag = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_address = g_hash_table_new_full (hearth_socket_address_hash, hearth_socket_address_equal, NULL, g_free);
  self->n_addresses = g_hash_table_new (NULL, NULL);

  return self;
}

void
hearth_demultiplexer_free (HearthDemultiplexer *self)
{
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_ufrag);
  g_hash_table_unref (self->by_address);
  g_hash_table_unref (self->n_addresses);
  g_free (self);
}

HearthPacketKind
hearth_demultiplexer_classify (const guint8 *data,
                               gsize         length)
{
  if (length == 0)
    return HEARTH_PACKET_OTHER;
  if (data[0] < 4)
    return hearth_stun_message_is (data, length) ? HEARTH_PACKET_STUN : HEARTH_PACKET_OTHER;
  if (data[0] >= 20 && data[0] <= 63)
    return HEARTH_PACKET_DTLS;
  if (data[0] >= 128 && data[0] <= 191)
    return HEARTH_PACKET_MEDIA;

  return HEARTH_PACKET_OTHER;
}

void
hearth_demultiplexer_add (HearthDemultiplexer *self,
                          HearthIceEndpoint   *endpoint,
                          guint32              id)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (!g_hash_table_contains (self->by_id, GUINT_TO_POINTER (id)));

  g_hash_table_insert (self->by_id, GUINT_TO_POINTER (id), endpoint);
}

gboolean
hearth_demultiplexer_has (HearthDemultiplexer *self,
                          guint32              id)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_hash_table_contains (self->by_id, GUINT_TO_POINTER (id));
}

static gboolean
is_value (gpointer key,
          gpointer value,
          gpointer user_data)
{
  return value == user_data;
}

static gboolean
is_residence_of (gpointer key,
                 gpointer value,
                 gpointer user_data)
{
  const Residence *residence = value;

  return residence->endpoint == user_data;
}

void
hearth_demultiplexer_remove (HearthDemultiplexer *self,
                             HearthIceEndpoint   *endpoint,
                             guint32              id)
{
  g_return_if_fail (self != NULL);

  g_hash_table_remove (self->by_id, GUINT_TO_POINTER (id));
  g_hash_table_foreach_remove (self->by_ufrag, is_value, endpoint);
  g_hash_table_foreach_remove (self->by_address, is_residence_of, endpoint);
  g_hash_table_remove (self->n_addresses, endpoint);
}

gboolean
hearth_demultiplexer_set_ufrag (HearthDemultiplexer *self,
                                HearthIceEndpoint   *endpoint,
                                const char          *ufrag)
{
  HearthIceEndpoint *holder;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (ufrag != NULL, FALSE);

  holder = g_hash_table_lookup (self->by_ufrag, ufrag);
  if (holder != NULL)
    return holder == endpoint;

  g_hash_table_foreach_remove (self->by_ufrag, is_value, endpoint);
  g_hash_table_insert (self->by_ufrag, g_strdup (ufrag), endpoint);

  return TRUE;
}

static guint
count_addresses (HearthDemultiplexer *self,
                 HearthIceEndpoint   *endpoint)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->n_addresses, endpoint));
}

static void
settle (HearthDemultiplexer *self,
        Residence           *residence,
        HearthIceEndpoint   *endpoint,
        HearthIceProof       proof)
{
  if (residence->endpoint != NULL)
    g_hash_table_insert (self->n_addresses, residence->endpoint,
                         GUINT_TO_POINTER (count_addresses (self, residence->endpoint) - 1));
  g_hash_table_insert (self->n_addresses, endpoint, GUINT_TO_POINTER (count_addresses (self, endpoint) + 1));
  residence->endpoint = endpoint;
  residence->proof = proof;
}

void
hearth_demultiplexer_note_address (HearthDemultiplexer       *self,
                                   HearthIceEndpoint         *endpoint,
                                   const HearthSocketAddress *address,
                                   HearthIceProof             proof)
{
  Residence *residence;

  g_return_if_fail (self != NULL);

  residence = g_hash_table_lookup (self->by_address, address);
  if (residence == NULL)
    {
      if (proof != HEARTH_ICE_PROVEN && count_addresses (self, endpoint) >= HEARTH_LIMIT_CANDIDATES)
        return;
      residence = g_new0 (Residence, 1);
      residence->address = *address;
      settle (self, residence, endpoint, proof);
      g_hash_table_insert (self->by_address, &residence->address, residence);
    }
  else if (residence->endpoint == endpoint)
    residence->proof = MAX (residence->proof, proof);
  else if (proof == HEARTH_ICE_PROVEN)
    {
      settle (self, residence, endpoint, proof);
    }
}

/* "LOCAL:REMOTE", and LOCAL is ours (RFC 8445 section 7.2.2). */
static HearthIceEndpoint *
find_by_username (HearthDemultiplexer *self,
                  const char          *username,
                  gsize                length)
{
  char ufrag[HEARTH_LIMIT_ICE_UFRAG_BYTES + 1];
  const char *colon = username != NULL ? memchr (username, ':', length) : NULL;
  gsize ufrag_length;

  if (colon == NULL)
    return NULL;
  ufrag_length = (gsize) (colon - username);
  if (ufrag_length >= sizeof ufrag || memchr (username, '\0', ufrag_length) != NULL)
    return NULL;
  memcpy (ufrag, username, ufrag_length);
  ufrag[ufrag_length] = '\0';

  return g_hash_table_lookup (self->by_ufrag, ufrag);
}

HearthIceEndpoint *
hearth_demultiplexer_find_by_message (HearthDemultiplexer     *self,
                                      const HearthStunMessage *message)
{
  guint32 id;

  g_return_val_if_fail (self != NULL, NULL);

  if (message->type == HEARTH_STUN_BINDING_REQUEST)
    return find_by_username (self, message->username, message->username_length);

  memcpy (&id, message->transaction, sizeof id);

  return g_hash_table_lookup (self->by_id, GUINT_TO_POINTER (id));
}

HearthIceEndpoint *
hearth_demultiplexer_find_by_address (HearthDemultiplexer       *self,
                                      const HearthSocketAddress *address)
{
  const Residence *residence;

  g_return_val_if_fail (self != NULL, NULL);

  residence = g_hash_table_lookup (self->by_address, address);

  return residence != NULL ? residence->endpoint : NULL;
}

void
hearth_demultiplexer_init_iter (HearthDemultiplexer *self,
                                GHashTableIter      *iter)
{
  g_return_if_fail (self != NULL);

  g_hash_table_iter_init (iter, self->by_id);
}
