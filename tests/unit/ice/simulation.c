/* Two ICE sessions with a network between them: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "simulation.h"

#include <string.h>

#define STEP (G_TIME_SPAN_MILLISECOND)

typedef struct
{
  guint to;
  gint64 arrival;
  HearthPath path; /* as the receiver sees it */
  guint8 data[HEARTH_STUN_WRITER_BYTES];
  gsize length;
} Flight;

static const char *const ufrags[] = { "first", "second" };
static const char *const passwords[] = { "the password of the first", "the password of the second" };

Simulation *
simulation_new (gboolean first_controls,
                gboolean second_controls,
                guint64  first_tie_breaker,
                guint64  second_tie_breaker)
{
  static const char *const addresses[2][2] = { { "192.0.2.1", "198.51.100.1" }, { "192.0.2.2", "198.51.100.2" } };
  Simulation *self = g_new0 (Simulation, 1);

  self->now = G_TIME_SPAN_SECOND;
  self->delay = 10 * G_TIME_SPAN_MILLISECOND;
  self->random = g_rand_new_with_seed (1);
  self->air = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < 2; i++)
    {
      Side *side = &self->sides[i];

      side->session = hearth_ice_session_new (i + 1, i == 0 ? first_tie_breaker : second_tie_breaker);
      hearth_check_list_set_controlling (hearth_ice_session_get_check_list (side->session),
                                         i == 0 ? first_controls : second_controls);
      g_assert_true (hearth_ice_session_set_local_credentials (side->session, self->now, ufrags[i], passwords[i]));
      side->n_addresses = 2;
      for (guint a = 0; a < side->n_addresses; a++)
        {
          HearthIceCandidate candidate;

          g_assert_true (hearth_socket_address_parse (&side->addresses[a], addresses[i][a], (guint16) (1000 + i)));
          hearth_ice_candidate_init (&candidate, HEARTH_ICE_HOST, &side->addresses[a], &side->addresses[a], G_MAXUINT16 - a);
          hearth_check_list_add_local (hearth_ice_session_get_check_list (side->session), &candidate);
        }
    }

  return self;
}

void
simulation_free (Simulation *self)
{
  for (guint i = 0; i < 2; i++)
    hearth_ice_session_free (self->sides[i].session);
  g_ptr_array_unref (self->air);
  g_rand_free (self->random);
  g_free (self);
}

void
simulation_trickle (Simulation *self,
                    guint       from,
                    guint       address)
{
  const HearthSocketAddress *here = &self->sides[from].addresses[address];
  HearthIceCandidate candidate;

  hearth_ice_candidate_init (&candidate, HEARTH_ICE_HOST, here, here, G_MAXUINT16 - address);
  g_assert_true (hearth_check_list_add_remote (hearth_ice_session_get_check_list (self->sides[1 - from].session), &candidate));
}

void
simulation_trade_credentials (Simulation *self,
                              guint       to)
{
  g_assert_true (hearth_ice_session_set_remote_credentials (self->sides[to].session, self->now, ufrags[1 - to],
                                                            passwords[1 - to]));
}

void
simulation_introduce (Simulation *self)
{
  for (guint i = 0; i < 2; i++)
    {
      simulation_trade_credentials (self, i);
      for (guint a = 0; a < self->sides[i].n_addresses; a++)
        simulation_trickle (self, i, a);
    }
}

static void
post (Simulation             *self,
      guint                   from,
      const HearthPath       *path,
      const HearthStunWriter *packet)
{
  Flight *flight;
  const Side *sender = &self->sides[from];
  const Side *receiver = &self->sides[1 - from];
  HearthSocketAddress to = path->remote;

  self->sides[from].n_sent++;
  if (self->cut || g_rand_double (self->random) < self->loss
      || (self->unreachable != NULL && hearth_socket_address_equal (&to, self->unreachable)))
    return;

  /* Behind a NAT: what is sent to the outer address comes in at the first inner one; the inner ones are nowhere. */
  if (receiver->mapped.family != AF_UNSPEC)
    {
      if (!hearth_socket_address_equal (&to, &receiver->mapped))
        return;
      to = receiver->addresses[0];
    }
  flight = g_new0 (Flight, 1);
  flight->to = 1 - from;
  flight->arrival = self->now + self->delay + (gint64) ((double) self->delay * self->jitter * g_rand_double (self->random));
  flight->path.local = to;
  flight->path.remote = sender->mapped.family != AF_UNSPEC ? sender->mapped : path->local;
  memcpy (flight->data, packet->data, packet->length);
  flight->length = packet->length;
  g_ptr_array_add (self->air, flight);
}

static void
arrive (Simulation *self,
        Flight     *flight)
{
  Side *side = &self->sides[flight->to];
  HearthStunMessage message;
  HearthStunWriter answer;

  g_assert_true (hearth_stun_message_parse (&message, flight->data, flight->length));
  side->n_refused += message.error_code == HEARTH_STUN_ERROR_ROLE_CONFLICT;
  hearth_ice_session_handle (side->session, self->now, &flight->path, &message, &answer);
  if (answer.length > 0)
    post (self, flight->to, &flight->path, &answer);
}

static void
step (Simulation *self)
{
  for (guint i = 0; i < 2; i++)
    {
      HearthStunWriter packet;
      HearthPath path;
      guint n = 0;

      if (self->now < hearth_ice_session_get_deadline (self->sides[i].session))
        continue;
      while (hearth_ice_session_next (self->sides[i].session, self->now, &path, &packet))
        {
          g_assert_cmpuint (n++, <, 200);
          post (self, i, &path, &packet);
        }
      /* Nobody wants to be asked again at once. */
      g_assert_cmpint (hearth_ice_session_get_deadline (self->sides[i].session), >, self->now);
    }

  for (guint i = 0; i < self->air->len;)
    {
      Flight *flight = g_ptr_array_index (self->air, i);

      if (flight->arrival > self->now)
        {
          i++;
          continue;
        }
      arrive (self, flight);
      g_ptr_array_remove_index (self->air, i);
    }
  self->now += STEP;
}

void
simulation_run (Simulation *self,
                gint64      duration)
{
  gint64 end = self->now + duration;

  while (self->now < end)
    step (self);
}

gint64
simulation_run_until_connected (Simulation *self)
{
  gint64 begun_at = self->now;

  while (hearth_ice_session_get_state (self->sides[0].session) != HEARTH_ICE_CONNECTED
         || hearth_ice_session_get_state (self->sides[1].session) != HEARTH_ICE_CONNECTED)
    {
      step (self);
      g_assert_cmpint (self->now - begun_at, <, 30 * G_TIME_SPAN_SECOND);
    }

  return self->now - begun_at;
}

static HearthSocketAddress
as_seen (const Side                *side,
         const HearthSocketAddress *address)
{
  return side->mapped.family != AF_UNSPEC ? side->mapped : *address;
}

void
simulation_assert_agreed (Simulation *self)
{
  const HearthPath *first = hearth_ice_session_get_selected (self->sides[0].session);
  const HearthPath *second = hearth_ice_session_get_selected (self->sides[1].session);
  HearthSocketAddress address;

  g_assert_nonnull (first);
  g_assert_nonnull (second);
  address = as_seen (&self->sides[0], &first->local);
  g_assert_true (hearth_socket_address_equal (&address, &second->remote));
  address = as_seen (&self->sides[1], &second->local);
  g_assert_true (hearth_socket_address_equal (&address, &first->remote));
  g_assert_cmpint (hearth_check_list_is_controlling (hearth_ice_session_get_check_list (self->sides[0].session)), !=,
                   hearth_check_list_is_controlling (hearth_ice_session_get_check_list (self->sides[1].session)));
}
