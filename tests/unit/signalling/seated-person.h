/* Somebody in a room without a socket: a seat that remembers what it was told. For tests; what is not expected fails them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "signalling/room-seat.h"

G_BEGIN_DECLS

typedef struct
{
  HearthRoomSeat seat;
  GQueue heard; /* of HearthEnvelope */
  guint n_unseated;
  HearthDenyReason refused; /* the last time */
  guint n_replaced;
} Person;

void            person_init           (Person             *person);
void            person_clear          (Person             *person);

/** person_expect: Returns: (transfer full): the oldest thing heard, which is one of those. */
HearthEnvelope *person_expect         (Person             *person,
                                       HearthEnvelopeType  type) G_GNUC_WARN_UNUSED_RESULT;
void            person_expect_denied  (Person             *person,
                                       HearthDenyReason    reason);
void            person_expect_left    (Person             *host,
                                       const char         *id);
void            person_expect_nothing (Person             *person);

G_END_DECLS
