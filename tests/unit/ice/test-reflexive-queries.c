/* Questions to STUN servers: asked again, given up, answered by whom they were asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "ice/reflexive-queries.h"

#define SECOND G_TIME_SPAN_SECOND

typedef struct
{
  HearthReflexiveQueries queries;
  HearthSocketAddress servers[2];
  HearthPath paths[2]; /* of answers */
  HearthSocketAddress outside;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_assert_true (hearth_socket_address_parse (&fixture->servers[0], "198.51.100.1", 3478));
  g_assert_true (hearth_socket_address_parse (&fixture->servers[1], "2001:db8::1", 3478));
  g_assert_true (hearth_socket_address_parse (&fixture->paths[0].local, "192.168.1.7", 5000));
  g_assert_true (hearth_socket_address_parse (&fixture->paths[1].local, "2001:db8::7", 5000));
  g_assert_true (hearth_socket_address_parse (&fixture->outside, "203.0.113.9", 6000));
  for (guint i = 0; i < 2; i++)
    fixture->paths[i].remote = fixture->servers[i];
  g_assert_null (hearth_reflexive_queries_conclude (&fixture->queries));
  hearth_reflexive_queries_begin (&fixture->queries, fixture->servers, 2, SECOND);
}

static gboolean
answer (Fixture                   *fixture,
        guint                      number,
        const HearthPath          *path,
        HearthStunType             type,
        const HearthSocketAddress *mapped)
{
  HearthStunWriter writer;
  HearthStunMessage message;

  hearth_stun_writer_begin (&writer, type, fixture->queries.queries[number].transaction);
  if (mapped != NULL)
    hearth_stun_writer_add_mapped (&writer, mapped);
  hearth_stun_writer_end (&writer, NULL);
  g_assert_true (hearth_stun_message_parse (&message, writer.data, writer.length));

  return hearth_reflexive_queries_answer (&fixture->queries, path, &message);
}

static void
test_silence (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GArray) candidates = NULL;
  guint n_sent = 0;

  for (gint64 now = SECOND; now < 6 * SECOND; now += SECOND / 20)
    {
      HearthStunWriter packet;
      HearthPath path;

      while (hearth_reflexive_queries_next (&fixture->queries, now, &path, &packet))
        {
          HearthStunMessage message;

          n_sent++;
          g_assert_true (hearth_stun_message_parse (&message, packet.data, packet.length));
          g_assert_cmpmem (message.transaction, 4, "\0\0\0", 4);
        }
    }
  g_assert_cmpuint (n_sent, ==, 2 * 3);
  g_assert_cmpint (hearth_reflexive_queries_get_deadline (&fixture->queries), ==, G_MAXINT64);
  candidates = hearth_reflexive_queries_conclude (&fixture->queries);
  g_assert_nonnull (candidates);
  g_assert_cmpuint (candidates->len, ==, 0);
  g_assert_null (hearth_reflexive_queries_conclude (&fixture->queries));
}

static void
test_answers (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GArray) candidates = NULL;
  const HearthIceCandidate *candidate;

  /* Somebody else's word, the other one's question, another family. */
  g_assert_false (answer (fixture, 0, &fixture->paths[1], HEARTH_STUN_BINDING_SUCCESS, &fixture->outside));
  g_assert_true (answer (fixture, 0, &fixture->paths[0], HEARTH_STUN_BINDING_SUCCESS, &fixture->outside));
  g_assert_false (answer (fixture, 0, &fixture->paths[0], HEARTH_STUN_BINDING_SUCCESS, &fixture->servers[0]));
  g_assert_null (hearth_reflexive_queries_conclude (&fixture->queries));
  /* Nobody translates there. */
  g_assert_true (answer (fixture, 1, &fixture->paths[1], HEARTH_STUN_BINDING_SUCCESS, &fixture->paths[1].local));

  candidates = hearth_reflexive_queries_conclude (&fixture->queries);
  g_assert_nonnull (candidates);
  g_assert_cmpuint (candidates->len, ==, 1);
  candidate = &g_array_index (candidates, HearthIceCandidate, 0);
  g_assert_cmpint (candidate->type, ==, HEARTH_ICE_SERVER_REFLEXIVE);
  g_assert_true (hearth_socket_address_equal (&candidate->address, &fixture->outside));
  g_assert_true (hearth_socket_address_equal (&candidate->base, &fixture->paths[0].local));
}

static void
test_nonsense (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GArray) candidates = NULL;

  g_assert_true (answer (fixture, 0, &fixture->paths[0], HEARTH_STUN_BINDING_SUCCESS, &fixture->servers[1]));
  g_assert_true (answer (fixture, 1, &fixture->paths[1], HEARTH_STUN_BINDING_ERROR, NULL));
  candidates = hearth_reflexive_queries_conclude (&fixture->queries);
  g_assert_nonnull (candidates);
  g_assert_cmpuint (candidates->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/reflexive-queries/silence", Fixture, NULL, set_up, test_silence, NULL);
  g_test_add ("/reflexive-queries/answers", Fixture, NULL, set_up, test_answers, NULL);
  g_test_add ("/reflexive-queries/nonsense", Fixture, NULL, set_up, test_nonsense, NULL);

  return g_test_run ();
}
