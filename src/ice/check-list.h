/* The connectivity checks of one connection: RFC 8445 sections 6 and 7 as a pure state machine for one stream and one component.
 *
 * The owner brings the time (µs, monotonic), sends what next() hands out, and tells what has come. Full ICE with trickle:
 * candidates of both sides may come at any time and in any order, requests before the peer's candidates or credentials are known.
 * There is one component, so no pair is ever frozen.
 *
 * The controlling side nominates one pair (regular nomination): the best one as soon as nothing better can come, or what there is
 * after a short wait. The controlled side follows the peer, whether that nominates once, always (aggressively), or anew.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ice/candidate-pair.h"
#include "ice/ice-candidate.h"

G_BEGIN_DECLS

typedef struct _HearthCheckList HearthCheckList;

/* A check to send. */
typedef struct
{
  HearthPath path;
  const guint8 *transaction;
  guint32 priority;        /* for PRIORITY */
  gboolean controlling;
  gboolean use_candidate;
} HearthCheck;

typedef enum
{
  HEARTH_CHECK_ACCEPT,        /* answer with success */
  HEARTH_CHECK_ROLE_CONFLICT, /* answer with 487 */
} HearthCheckVerdict;

/**
 * hearth_check_list_new:
 * @session: goes into the first four bytes of each transaction, so that an answer finds its list
 * @tie_breaker: random (RFC 8445 section 16.1)
 */
HearthCheckList   *hearth_check_list_new              (guint32                    session,
                                                       guint64                    tie_breaker);
void               hearth_check_list_free             (HearthCheckList           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthCheckList, hearth_check_list_free)

/** hearth_check_list_set_controlling: As negotiated; a role conflict may change it later. */
void               hearth_check_list_set_controlling  (HearthCheckList           *self,
                                                       gboolean                   controlling);
gboolean           hearth_check_list_is_controlling   (HearthCheckList           *self);
guint64            hearth_check_list_get_tie_breaker  (HearthCheckList           *self);

/** hearth_check_list_add_local: One of our host candidates; others have its base and make no pairs (RFC 8445 section 6.1.2.4). */
void               hearth_check_list_add_local        (HearthCheckList           *self,
                                                       const HearthIceCandidate  *candidate);

/** hearth_check_list_add_remote: Returns: %FALSE where there are too many already; one that is known is fine */
gboolean           hearth_check_list_add_remote       (HearthCheckList           *self,
                                                       const HearthIceCandidate  *candidate);

/** hearth_check_list_start: The peer's credentials are known: checks may go out. Again after restart(). */
void               hearth_check_list_start            (HearthCheckList           *self,
                                                       gint64                     now);

/** hearth_check_list_restart: Forgets the peer's candidates and all pairs (ICE restart). */
void               hearth_check_list_restart          (HearthCheckList           *self);

/**
 * hearth_check_list_next:
 * @check: (out): to be sent now, where %TRUE is returned; its transaction is valid until the next call
 *
 * Call it until it returns %FALSE, whenever get_deadline() has come.
 */
gboolean           hearth_check_list_next             (HearthCheckList           *self,
                                                       gint64                     now,
                                                       HearthCheck               *check);

/** hearth_check_list_get_deadline: Returns: when next() wants to be called; %G_MAXINT64: not before something comes */
gint64             hearth_check_list_get_deadline     (HearthCheckList           *self);

/**
 * hearth_check_list_handle_request:
 * @path: where it came
 * @request: a binding request whose integrity has been checked
 */
HearthCheckVerdict hearth_check_list_handle_request   (HearthCheckList           *self,
                                                       gint64                     now,
                                                       const HearthPath          *path,
                                                       const HearthStunMessage   *request);

/**
 * hearth_check_list_handle_response:
 * @response: a success or an error response; a success's integrity has been checked
 *
 * Returns: whether it answers a check of ours on the path that the check went
 */
gboolean           hearth_check_list_handle_response  (HearthCheckList           *self,
                                                       gint64                     now,
                                                       const HearthPath          *path,
                                                       const HearthStunMessage   *response);

/** hearth_check_list_get_selected: Returns: (transfer none) (nullable): the path for everything that is sent */
const HearthPath  *hearth_check_list_get_selected     (HearthCheckList           *self);

/** hearth_check_list_note_heard: The peer has proved that it is there over the selected path (consent). */
void               hearth_check_list_note_heard       (HearthCheckList           *self,
                                                       gint64                     now);

/** hearth_check_list_has_failed: Nothing was found for as long as it makes sense to wait (RFC 8863). Only a restart helps. */
gboolean           hearth_check_list_has_failed       (HearthCheckList           *self);

/* For statistics and tests. */
const GArray      *hearth_check_list_get_locals       (HearthCheckList           *self);
const GArray      *hearth_check_list_get_remotes      (HearthCheckList           *self);
const GPtrArray   *hearth_check_list_get_pairs        (HearthCheckList           *self);

G_END_DECLS
