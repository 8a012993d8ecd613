/* The questions to STUN servers (RFC 8489 section 6.2.1), one server for each family: where do our packets seem to come from?
 *
 * A plain value that starts as zero; the owner brings the time (µs, monotonic).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ice/ice-candidate.h"
#include "ice/stun-writer.h"

G_BEGIN_DECLS

#define HEARTH_REFLEXIVE_QUERIES_MAX 2

typedef struct
{
  HearthSocketAddress server;
  guint8 transaction[HEARTH_STUN_TRANSACTION_BYTES]; /* begins with four zeros, which no session's does */
  guint n_sent;
  gint64 next_send;   /* %G_MAXINT64: it is over */
  HearthPath answer;  /* our own address and, as the remote end, what it is outside; of no family: there is none */
} HearthReflexiveQuery;

typedef struct
{
  HearthReflexiveQuery queries[HEARTH_REFLEXIVE_QUERIES_MAX];
  guint n;
} HearthReflexiveQueries;

/** hearth_reflexive_queries_begin: Whatever was asked before is forgotten. */
void     hearth_reflexive_queries_begin        (HearthReflexiveQueries    *self,
                                                const HearthSocketAddress *servers,
                                                guint                      n_servers,
                                                gint64                     now);

/**
 * hearth_reflexive_queries_next:
 * @path: (out): where to; from whatever address
 * @packet: (out):
 *
 * To be called until it returns %FALSE, whenever get_deadline() has come. Gives a server up after the third time.
 *
 * Returns: whether @packet is to be sent now
 */
gboolean hearth_reflexive_queries_next         (HearthReflexiveQueries    *self,
                                                gint64                     now,
                                                HearthPath                *path,
                                                HearthStunWriter          *packet);
gint64   hearth_reflexive_queries_get_deadline (HearthReflexiveQueries    *self);

/** hearth_reflexive_queries_answer: Returns: whether @message, which came over @path, answers one of them */
gboolean hearth_reflexive_queries_answer       (HearthReflexiveQueries    *self,
                                                const HearthPath          *path,
                                                const HearthStunMessage   *message);

/**
 * hearth_reflexive_queries_conclude:
 *
 * Returns: (transfer full) (nullable) (element-type HearthIceCandidate): once all are answered or given up, and only once: the
 * candidates that follow, none for an address that nobody translates; %NULL otherwise
 */
GArray  *hearth_reflexive_queries_conclude     (HearthReflexiveQueries    *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
