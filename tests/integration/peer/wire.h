/* What goes over the network between a connection and its peer, counted and, where a test wants it, lost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "peer/connection.h"

G_BEGIN_DECLS

/**
 * Wire:
 * @n_media_out: SRTP and SRTCP packets that left (first byte 128 to 191, RFC 7983)
 * @n_data_out: DTLS records with application data that left: data channels
 * @n_media_in, @n_data_in: the same, that came in
 * @n_reports_out: the SRTCP among them
 * @n_repeated: how many left with the SSRC and number of an earlier one: deciphered against each other they would give both away
 * @lose_every: one in so many incoming large SRTP packets is lost, 0 for none
 * @n_lost: how many that were
 */
typedef struct
{
  _Atomic guint n_media_out;
  _Atomic guint n_data_out;
  _Atomic guint n_media_in;
  _Atomic guint n_data_in;
  _Atomic guint lose_every;
  _Atomic guint n_lost;
  _Atomic guint n_reports_out;
  _Atomic guint n_repeated;
  GRand *random;     /* the receiving thread's */
  GHashTable *left;  /* of guint64, what has left; of the sink's thread */
} Wire;

/** wire_tap: Begins to look. The connection is closed before the wire is freed. */
Wire *wire_tap  (HearthConnection *connection);
void  wire_free (Wire             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wire, wire_free)

G_END_DECLS
