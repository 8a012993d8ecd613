/* Answers to what was asked of STUN servers, from anybody: only who was asked can answer, once, and what follows is a candidate
 * or nothing.
 *
 * One byte: which query the answer is made to fit (bit 0) and whether it is (bits 1 and 2: transaction, sender); then a STUN
 * message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "ice/reflexive-queries.h"

#define FITS 0x02
#define FROM_SERVER 0x04

static void
check_conclusion (HearthReflexiveQueries *queries,
                  gboolean                answered)
{
  g_autoptr (GArray) early = hearth_reflexive_queries_conclude (queries);
  g_autoptr (GArray) candidates = NULL;

  /* The other one is still waited for. */
  g_assert_null (early);
  for (gint64 now = 1; now < G_TIME_SPAN_MINUTE; now += G_TIME_SPAN_SECOND)
    {
      HearthStunWriter packet;
      HearthPath path;

      while (hearth_reflexive_queries_next (queries, now, &path, &packet))
        ;
    }

  candidates = hearth_reflexive_queries_conclude (queries);
  g_assert_nonnull (candidates);
  g_assert_cmpuint (candidates->len, <=, answered ? 1 : 0);
  for (guint i = 0; i < candidates->len; i++)
    g_assert_true (hearth_socket_address_is_usable (&g_array_index (candidates, HearthIceCandidate, i).address));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  HearthReflexiveQueries queries = { 0 };
  HearthSocketAddress servers[HEARTH_REFLEXIVE_QUERIES_MAX];
  HearthPath paths[HEARTH_REFLEXIVE_QUERIES_MAX];
  g_autofree guint8 *packet = NULL;
  HearthStunMessage message;
  gboolean answered;
  guint which;

  if (size < 1 + HEARTH_STUN_TRANSACTION_BYTES + 8)
    return 0;

  g_assert_true (hearth_socket_address_parse (&servers[0], "198.51.100.1", 3478));
  g_assert_true (hearth_socket_address_parse (&servers[1], "2001:db8::1", 3478));
  g_assert_true (hearth_socket_address_parse (&paths[0].local, "192.0.2.7", 5000));
  g_assert_true (hearth_socket_address_parse (&paths[1].local, "2001:db8::7", 5000));
  hearth_reflexive_queries_begin (&queries, servers, G_N_ELEMENTS (servers), 0);

  which = data[0] & 1;
  paths[which].remote = servers[(data[0] & FROM_SERVER) != 0 ? which : !which];
  packet = g_memdup2 (data + 1, size - 1);
  if ((data[0] & FITS) != 0)
    memcpy (packet + 8, queries.queries[which].transaction, HEARTH_STUN_TRANSACTION_BYTES);
  if (!hearth_stun_message_parse (&message, packet, size - 1))
    return 0;

  answered = hearth_reflexive_queries_answer (&queries, &paths[which], &message);
  g_assert_cmpint (answered, ==, (data[0] & FITS) != 0 && (data[0] & FROM_SERVER) != 0);
  g_assert_false (hearth_reflexive_queries_answer (&queries, &paths[which], &message));
  check_conclusion (&queries, answered);

  return 0;
}
