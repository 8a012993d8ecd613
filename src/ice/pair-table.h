/* The candidates of both sides and the pairs that they make, best first (RFC 8445 section 6.1.2). Owned by the check list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ice/candidate-pair.h"
#include "ice/ice-candidate.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean controlling;
  GArray *locals;   /* of HearthIceCandidate, all of hosts */
  GArray *remotes;  /* of HearthIceCandidate */
  GPtrArray *pairs; /* of HearthCandidatePair, highest priority first; they stay where they are in memory */
} HearthPairTable;

void                      hearth_pair_table_init            (HearthPairTable           *self);
void                      hearth_pair_table_clear           (HearthPairTable           *self);

/** hearth_pair_table_forget_remotes: And all pairs. */
void                      hearth_pair_table_forget_remotes  (HearthPairTable           *self);

/** hearth_pair_table_set_controlling: The priorities of pairs depend on it. */
void                      hearth_pair_table_set_controlling (HearthPairTable           *self,
                                                             gboolean                   controlling);
void                      hearth_pair_table_add_local       (HearthPairTable           *self,
                                                             const HearthIceCandidate  *candidate);

/** hearth_pair_table_add_remote: Returns: %FALSE where there are too many already; one that is known is fine */
gboolean                  hearth_pair_table_add_remote      (HearthPairTable           *self,
                                                             const HearthIceCandidate  *candidate);

/** hearth_pair_table_find: Returns: (transfer none) (nullable) */
HearthCandidatePair      *hearth_pair_table_find            (HearthPairTable           *self,
                                                             const HearthPath          *path);

/** hearth_pair_table_find_valid: Returns: (transfer none) (nullable): the highest valid pair */
HearthCandidatePair      *hearth_pair_table_find_valid      (HearthPairTable           *self);

/**
 * hearth_pair_table_learn:
 * @path: where something authentic came
 * @priority: what the peer says a candidate there is worth
 *
 * A sender that is not known yet becomes a peer-reflexive candidate (RFC 8445 section 7.3.1.3).
 *
 * Returns: (transfer none) (nullable): the pair for @path; %NULL where there are too many, or nobody ever heard of its end here
 */
HearthCandidatePair      *hearth_pair_table_learn           (HearthPairTable           *self,
                                                             const HearthPath          *path,
                                                             guint32                    priority);

G_END_DECLS
