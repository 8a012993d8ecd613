/* Two ICE sessions with a network between them that is in a test's hands: time, delay, loss, order, translated addresses.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ice/ice-session.h"

G_BEGIN_DECLS

typedef struct _Simulation Simulation;

typedef struct
{
  HearthIceSession *session;
  HearthSocketAddress addresses[2];
  guint n_addresses;
  guint n_sent;
  guint n_refused; /* 487, received */
  HearthSocketAddress mapped; /* what its packets seem to come from, behind a NAT; of no family: the truth */
} Side;

struct _Simulation
{
  gint64 now;      /* µs */
  gint64 delay;    /* one way */
  GRand *random;
  double loss;
  double jitter;   /* share of the delay that is random */
  gboolean cut;    /* nothing arrives */
  const HearthSocketAddress *unreachable; /* nothing arrives there */
  GPtrArray *air;  /* of Flight */
  Side sides[2];
};

Simulation *simulation_new            (gboolean    first_controls,
                                       gboolean    second_controls,
                                       guint64     first_tie_breaker,
                                       guint64     second_tie_breaker);
void        simulation_free           (Simulation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Simulation, simulation_free)

/** simulation_trickle: Tells the other side of side @from's address number @address. */
void        simulation_trickle        (Simulation *self,
                                       guint       from,
                                       guint       address);

/** simulation_trade_credentials: Side @to learns the other's. */
void        simulation_trade_credentials (Simulation *self,
                                          guint       to);

/** simulation_introduce: Everything at once. */
void        simulation_introduce      (Simulation *self);
void        simulation_run            (Simulation *self,
                                       gint64      duration);

/** simulation_run_until_connected: Returns: how long it took: µs; fails the test after 30 s */
gint64      simulation_run_until_connected (Simulation *self);

/** simulation_assert_agreed: Both have selected, each the other's end of one path; addresses as they seem. */
void        simulation_assert_agreed  (Simulation *self);

G_END_DECLS
