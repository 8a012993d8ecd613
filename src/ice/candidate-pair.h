/* A way from one of our candidates to one of the peer's and what its checks have said (RFC 8445 section 6.1.2). Owned by the
 * check list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ice/stun-message.h"

G_BEGIN_DECLS

typedef enum
{
  HEARTH_PAIR_WAITING,
  HEARTH_PAIR_IN_PROGRESS,
  HEARTH_PAIR_SUCCEEDED,
  HEARTH_PAIR_FAILED,
} HearthPairState;

typedef struct
{
  HearthPath path;
  guint32 local_priority;    /* of the local candidate */
  guint32 remote_priority;
  guint32 reflexive_priority; /* PRIORITY of our checks (RFC 8445 section 7.1.1) */
  guint64 priority;          /* RFC 8445 section 6.1.2.3 */
  HearthPairState state;
  gboolean valid;            /* a check has succeeded: packets go both ways */
  gint64 proven_at;          /* when the last one did, µs */
  gboolean triggered;        /* its next check does not wait for its turn */
  gboolean nominating;       /* our check carries USE-CANDIDATE, or would */
  gboolean chosen_by_peer;   /* the controlling peer has sent USE-CANDIDATE */

  guint8 transaction[HEARTH_STUN_TRANSACTION_BYTES]; /* of the check in progress */
  gboolean sent_controlling;                         /* the role it was sent in */
  guint n_sent;
  gint64 next_send;          /* µs; in progress: when it is sent again or given up */
  gint64 last_sent;
  gint64 last_heard;         /* the last authenticated word over it; 0: none */
} HearthCandidatePair;

G_END_DECLS
