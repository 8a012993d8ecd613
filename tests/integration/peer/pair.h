/* Two connections back to back in one process, with the signalling between them in the test's hands. Whatever a test does not
 * expect of them fails it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "peer/receiving-connection.h"
#include "peer/sending-connection.h"
#include "rtp-counter.h"
#include "wire.h"

G_BEGIN_DECLS

typedef struct
{
  HearthSendingConnection *sending;
  HearthReceivingConnection *receiving;
  gboolean forwarding;

  GHashTable *sources;  /* track id → HearthRtpSource, as received and not removed */
  GHashTable *counters; /* track id → RtpCounter on it */
  GHashTable *generators; /* track id → RtpGenerator, to be filled by the test before the track is added */
  HearthDataChannel *channel; /* what the receiving side was offered */
  GPtrArray *received;        /* messages that came in on it */
  HearthSessionDescription *last_offer;
  HearthSessionDescription *last_answer;
  guint n_offers;
  guint n_answers;
  guint n_wanted; /* for conditions */

  /* What the test wants the signalling to do. */
  gboolean forge_offer;
  gboolean forge_answer;
  gboolean drop_answers;
  gboolean expect_refusal; /* of an offer */
  gboolean refused;        /* the last one was */
  gboolean expect_failure;
  GError *sending_error;
  GError *receiving_error;
} Pair;

typedef gboolean (*PairCondition) (Pair *pair);

Pair    *pair_new             (void);

Pair    *pair_new_with        (const HearthConnectionConfig *sending,
                               const HearthConnectionConfig *receiving);

/** pair_new_forwarding: The receiving one is a host's: packets come as they arrive, before any jitterbuffer. */
Pair    *pair_new_forwarding  (void);
void     pair_free            (Pair          *self);

/** pair_wait: Runs the main loop until @condition holds; more than half a minute fails the test. */
void     pair_wait            (Pair          *self,
                               PairCondition  condition);

/** pair_run: Runs the main loop for a time, where a test must see that something does not happen. */
void     pair_run             (Pair          *self,
                               guint          milliseconds);

/** pair_settle: Lets the threads of libnice and GLib that end by themselves do so, for a second at most. */
void     pair_settle          (void);
gboolean pair_is_connected    (Pair          *self);

/** pair_add_track: A new generator, sent under this name from the next negotiation on. */
RtpGenerator *pair_add_track  (Pair          *self,
                               const char    *track_id,
                               guint32        ssrc,
                               guint          encoder_delay_ms);
RtpCounter   *pair_get_counter (Pair         *self,
                                const char   *track_id);

/**
 * pair_is_lossless:
 * @wire: of the receiving connection, or of one before it
 *
 * Loses one packet in twenty of “alice/video” on that wire, stretch by stretch. A machine that is busy elsewhere spoils some
 * stretches; without retransmission each one is spoilt.
 *
 * Returns: whether in one of ten stretches at least nine in ten of what was lost came nevertheless
 */
gboolean      pair_is_lossless (Pair         *self,
                                Wire         *wire);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pair, pair_free)

G_END_DECLS
