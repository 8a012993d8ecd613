/* Who is who, for the people in a call: says of everybody whether they are who they were, remembers whom this person has met, and
 * compares codes with them. For a user interface; main thread; owned by the call controller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "base/comparison.h"
#include "base/knock.h"
#include "call/participant.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_ACQUAINTANCES (hearth_acquaintances_get_type ())
G_DECLARE_FINAL_TYPE (HearthAcquaintances, hearth_acquaintances, HEARTH, ACQUAINTANCES, GObject)

/* Signals:
 *   ::changed ()   hearth_participant_get_acquaintance() of somebody says something new, or somebody left
 *   ::comparing (HearthComparison *)   this person or somebody else asked to compare a code: to be shown until it is over
 */

/**
 * hearth_acquaintances_judge_knock:
 *
 * Returns: what is to be thought of who waits at the door; nobody is remembered for knocking.
 */
HearthTrust hearth_acquaintances_judge_knock (HearthAcquaintances    *self,
                                              HearthKnock            *knock);

/**
 * hearth_acquaintances_get_names:
 *
 * Returns: (transfer full) (array zero-terminated=1): by which this person has met whoever has their key.
 */
GStrv       hearth_acquaintances_get_names   (HearthAcquaintances    *self,
                                              HearthParticipant      *participant) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_acquaintances_accept: Somebody else has that name too, or they have a new key: no warning any more. */
void        hearth_acquaintances_accept      (HearthAcquaintances    *self,
                                              HearthParticipant      *participant);

/** hearth_acquaintances_forget: Their key was never met, nor verified. They are met anew in the next call. */
void        hearth_acquaintances_forget      (HearthAcquaintances    *self,
                                              HearthParticipant      *participant);

/** hearth_acquaintances_may_compare: Returns: whether they have a key to compare. */
gboolean    hearth_acquaintances_may_compare (HearthAcquaintances    *self,
                                              HearthParticipant      *participant);

/** hearth_acquaintances_compare: Asks them; ::comparing follows, unless another comparison is going on. */
void        hearth_acquaintances_compare     (HearthAcquaintances    *self,
                                              HearthParticipant      *participant);

/** hearth_acquaintances_answer: What this person says to it. */
void        hearth_acquaintances_answer      (HearthAcquaintances    *self,
                                              HearthComparison       *comparison,
                                              HearthComparisonAnswer  answer);

G_END_DECLS
