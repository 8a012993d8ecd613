/* The questions to STUN servers: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/reflexive-queries.h"

#include <string.h>
#include <sys/random.h>

/* A server that has not answered within three and a half seconds holds nobody up. */
#define FIRST_WAIT_US (500 * G_TIME_SPAN_MILLISECOND)
#define MAX_SENT 3

static gboolean
is_over (const HearthReflexiveQuery *query)
{
  return query->next_send == G_MAXINT64;
}

void
hearth_reflexive_queries_begin (HearthReflexiveQueries    *self,
                                const HearthSocketAddress *servers,
                                guint                      n_servers,
                                gint64                     now)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (n_servers <= HEARTH_REFLEXIVE_QUERIES_MAX);

  memset (self, 0, sizeof *self);
  self->n = n_servers;
  for (guint i = 0; i < n_servers; i++)
    {
      HearthReflexiveQuery *query = &self->queries[i];

      query->server = servers[i];
      query->next_send = now;
      while (getrandom (query->transaction + 4, sizeof query->transaction - 4, 0) < 0)
        ;
    }
}

gboolean
hearth_reflexive_queries_next (HearthReflexiveQueries *self,
                               gint64                  now,
                               HearthPath             *path,
                               HearthStunWriter       *packet)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->n; i++)
    {
      HearthReflexiveQuery *query = &self->queries[i];

      if (now < query->next_send)
        continue;
      if (query->n_sent == MAX_SENT)
        {
          query->next_send = G_MAXINT64;
          continue;
        }
      query->next_send = now + (FIRST_WAIT_US << query->n_sent++);
      *path = (HearthPath) { .remote = query->server };
      hearth_stun_writer_begin (packet, HEARTH_STUN_BINDING_REQUEST, query->transaction);
      hearth_stun_writer_end (packet, NULL);
      return TRUE;
    }

  return FALSE;
}

gint64
hearth_reflexive_queries_get_deadline (HearthReflexiveQueries *self)
{
  gint64 deadline = G_MAXINT64;

  g_return_val_if_fail (self != NULL, G_MAXINT64);

  for (guint i = 0; i < self->n; i++)
    deadline = MIN (deadline, self->queries[i].next_send);

  return deadline;
}

gboolean
hearth_reflexive_queries_answer (HearthReflexiveQueries  *self,
                                 const HearthPath        *path,
                                 const HearthStunMessage *message)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->n; i++)
    {
      HearthReflexiveQuery *query = &self->queries[i];

      if (is_over (query)
          || !hearth_socket_address_equal (&path->remote, &query->server)
          || memcmp (message->transaction, query->transaction, sizeof query->transaction) != 0)
        continue;

      query->next_send = G_MAXINT64;
      if (message->type == HEARTH_STUN_BINDING_SUCCESS && message->mapped.family == path->local.family
          && hearth_socket_address_is_usable (&message->mapped))
        query->answer = (HearthPath) { path->local, message->mapped };
      return TRUE;
    }

  return FALSE;
}

GArray *
hearth_reflexive_queries_conclude (HearthReflexiveQueries *self)
{
  GArray *candidates;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->n; i++)
    if (!is_over (&self->queries[i]))
      return NULL;
  if (self->n == 0)
    return NULL;

  candidates = g_array_new (FALSE, FALSE, sizeof (HearthIceCandidate));
  for (guint i = 0; i < self->n; i++)
    {
      const HearthPath *answer = &self->queries[i].answer;
      HearthIceCandidate candidate;

      if (answer->local.family == AF_UNSPEC || hearth_socket_address_equal (&answer->local, &answer->remote))
        continue;
      hearth_ice_candidate_init (&candidate, HEARTH_ICE_SERVER_REFLEXIVE, &answer->remote, &answer->local,
                                 answer->local.family == AF_INET6 ? G_MAXUINT16 : G_MAXUINT16 - 1);
      g_array_append_val (candidates, candidate);
    }
  self->n = 0;

  return candidates;
}
