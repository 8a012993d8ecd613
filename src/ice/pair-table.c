/* The candidates of both sides and the pairs that they make: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/pair-table.h"

#include "base/limits.h"

void
hearth_pair_table_init (HearthPairTable *self)
{
  self->controlling = FALSE;
  self->locals = g_array_new (FALSE, FALSE, sizeof (HearthIceCandidate));
  self->remotes = g_array_new (FALSE, FALSE, sizeof (HearthIceCandidate));
  self->pairs = g_ptr_array_new_with_free_func (g_free);
}

void
hearth_pair_table_clear (HearthPairTable *self)
{
  g_clear_pointer (&self->locals, g_array_unref);
  g_clear_pointer (&self->remotes, g_array_unref);
  g_clear_pointer (&self->pairs, g_ptr_array_unref);
}

void
hearth_pair_table_forget_remotes (HearthPairTable *self)
{
  g_array_set_size (self->remotes, 0);
  g_ptr_array_set_size (self->pairs, 0);
}

static gint
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  const HearthCandidatePair *first = a;
  const HearthCandidatePair *second = b;

  return first->priority > second->priority ? -1 : first->priority < second->priority;
}

/* RFC 8445 section 6.1.2.3. */
static guint64
pair_priority (HearthPairTable           *self,
               const HearthCandidatePair *pair)
{
  guint64 controlling = self->controlling ? pair->local_priority : pair->remote_priority;
  guint64 controlled = self->controlling ? pair->remote_priority : pair->local_priority;

  return (MIN (controlling, controlled) << 32) + 2 * MAX (controlling, controlled) + (controlling > controlled ? 1 : 0);
}

HearthCandidatePair *
hearth_pair_table_find (HearthPairTable  *self,
                        const HearthPath *path)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      HearthCandidatePair *pair = g_ptr_array_index (self->pairs, i);

      if (hearth_path_equal (&pair->path, path))
        return pair;
    }

  return NULL;
}

/* What is worth least makes room: nothing that has been of use. */
static gboolean
make_room (HearthPairTable *self)
{
  if (self->pairs->len < HEARTH_LIMIT_ICE_PAIRS)
    return TRUE;

  for (guint i = self->pairs->len; i-- > 0;)
    {
      const HearthCandidatePair *pair = g_ptr_array_index (self->pairs, i);

      if (pair->valid || pair->state == HEARTH_PAIR_SUCCEEDED || pair->nominating)
        continue;
      g_ptr_array_remove_index (self->pairs, i);
      return TRUE;
    }

  return FALSE;
}

static HearthCandidatePair *
add_pair (HearthPairTable          *self,
          const HearthIceCandidate *local,
          const HearthIceCandidate *remote)
{
  HearthPath path = { local->base, remote->address };
  HearthCandidatePair *pair = hearth_pair_table_find (self, &path);

  if (pair != NULL || !make_room (self))
    return pair;

  pair = g_new0 (HearthCandidatePair, 1);
  pair->path = path;
  pair->local_priority = local->priority;
  pair->remote_priority = remote->priority;
  pair->reflexive_priority = hearth_ice_candidate_priority (HEARTH_ICE_PEER_REFLEXIVE, local->priority >> 8 & G_MAXUINT16);
  pair->priority = pair_priority (self, pair);
  g_ptr_array_add (self->pairs, pair);
  g_ptr_array_sort_values (self->pairs, compare_pairs);

  return pair;
}

static const HearthIceCandidate *
find_candidate (const GArray              *candidates,
                const HearthSocketAddress *address)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      const HearthIceCandidate *candidate = &g_array_index (candidates, HearthIceCandidate, i);

      if (hearth_socket_address_equal (&candidate->address, address))
        return candidate;
    }

  return NULL;
}

void
hearth_pair_table_add_local (HearthPairTable          *self,
                             const HearthIceCandidate *candidate)
{
  if (find_candidate (self->locals, &candidate->address) != NULL)
    return;

  g_array_append_vals (self->locals, candidate, 1);
  for (guint i = 0; i < self->remotes->len; i++)
    {
      const HearthIceCandidate *remote = &g_array_index (self->remotes, HearthIceCandidate, i);

      if (remote->address.family == candidate->address.family)
        add_pair (self, candidate, remote);
    }
}

gboolean
hearth_pair_table_add_remote (HearthPairTable          *self,
                              const HearthIceCandidate *candidate)
{
  if (find_candidate (self->remotes, &candidate->address) != NULL)
    return TRUE;
  if (self->remotes->len >= HEARTH_LIMIT_CANDIDATES)
    return FALSE;

  g_array_append_vals (self->remotes, candidate, 1);
  for (guint i = 0; i < self->locals->len; i++)
    {
      const HearthIceCandidate *local = &g_array_index (self->locals, HearthIceCandidate, i);

      if (local->address.family == candidate->address.family)
        add_pair (self, local, candidate);
    }

  return TRUE;
}

void
hearth_pair_table_set_controlling (HearthPairTable *self,
                                   gboolean         controlling)
{
  self->controlling = controlling;
  for (guint i = 0; i < self->pairs->len; i++)
    {
      HearthCandidatePair *pair = g_ptr_array_index (self->pairs, i);

      pair->priority = pair_priority (self, pair);
    }
  g_ptr_array_sort_values (self->pairs, compare_pairs);
}

HearthCandidatePair *
hearth_pair_table_find_valid (HearthPairTable *self)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      HearthCandidatePair *pair = g_ptr_array_index (self->pairs, i);

      if (pair->valid)
        return pair;
    }

  return NULL;
}

HearthCandidatePair *
hearth_pair_table_learn (HearthPairTable  *self,
                         const HearthPath *path,
                         guint32           priority)
{
  HearthCandidatePair *pair = hearth_pair_table_find (self, path);
  const HearthIceCandidate *local;
  HearthIceCandidate learned = { .type = HEARTH_ICE_PEER_REFLEXIVE, .priority = priority, .foundation = "learned" };

  if (pair != NULL)
    return pair;

  local = find_candidate (self->locals, &path->local);
  learned.address = path->remote;
  if (local == NULL || !hearth_pair_table_add_remote (self, &learned))
    return NULL;

  return add_pair (self, local, find_candidate (self->remotes, &path->remote));
}
