/* Two people who compare a code, as one of them sees it: how far they are, and the code. Main thread; made and changed by
 * HearthComparer of src/room, shown by a dialog.
 *
 *   ASKED ──────────────────────────────┐
 *                                       ├─▶ SHOWN ─▶ CONFIRMED ─▶ VERIFIED
 *   INVITED ─ accepted ─▶ EXCHANGING ───┘     └─▶ DIFFERENT          from anywhere: DECLINED, BROKEN_OFF, FORGED, TOO_OFTEN
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * HearthComparisonStage:
 * @HEARTH_COMPARISON_ASKED: this person asked, and the other has not answered
 * @HEARTH_COMPARISON_INVITED: the other asked, and this person has not answered
 * @HEARTH_COMPARISON_EXCHANGING: the code is being made
 * @HEARTH_COMPARISON_SHOWN: there is a code: do the two match?
 * @HEARTH_COMPARISON_CONFIRMED: this person says that they match; the other has not said it yet
 * @HEARTH_COMPARISON_VERIFIED: both say that they match; over, like all that follow
 * @HEARTH_COMPARISON_DIFFERENT: one of them says that they do not
 * @HEARTH_COMPARISON_FORGED: what came was not made by the other's key, or not for this person's: somebody in between changed it
 * @HEARTH_COMPARISON_DECLINED: the other does not want to, or is busy with somebody else
 * @HEARTH_COMPARISON_BROKEN_OFF: one of them left, gave up or took too long
 * @HEARTH_COMPARISON_TOO_OFTEN: this person has to wait before the next attempt
 */
typedef enum
{
  HEARTH_COMPARISON_ASKED,
  HEARTH_COMPARISON_INVITED,
  HEARTH_COMPARISON_EXCHANGING,
  HEARTH_COMPARISON_SHOWN,
  HEARTH_COMPARISON_CONFIRMED,
  HEARTH_COMPARISON_VERIFIED,
  HEARTH_COMPARISON_DIFFERENT,
  HEARTH_COMPARISON_FORGED,
  HEARTH_COMPARISON_DECLINED,
  HEARTH_COMPARISON_BROKEN_OFF,
  HEARTH_COMPARISON_TOO_OFTEN,
} HearthComparisonStage;

/**
 * HearthComparisonAnswer: what this person says
 * @HEARTH_COMPARISON_ACCEPT: INVITED: let us compare
 * @HEARTH_COMPARISON_IGNORE: INVITED: no, and do not ask again in this call
 * @HEARTH_COMPARISON_MATCH: SHOWN: they match
 * @HEARTH_COMPARISON_DIFFER: SHOWN: they do not
 * @HEARTH_COMPARISON_CANCEL: at any time: enough
 */
typedef enum
{
  HEARTH_COMPARISON_ACCEPT,
  HEARTH_COMPARISON_IGNORE,
  HEARTH_COMPARISON_MATCH,
  HEARTH_COMPARISON_DIFFER,
  HEARTH_COMPARISON_CANCEL,
} HearthComparisonAnswer;

#define HEARTH_TYPE_COMPARISON (hearth_comparison_get_type ())
G_DECLARE_FINAL_TYPE (HearthComparison, hearth_comparison, HEARTH, COMPARISON, GObject)

/* Signal ::changed (): the stage, and the code with it */

/**
 * hearth_comparison_new:
 * @peer: the other's id in the room
 * @key: their public key as text: what is verified in the end
 */
HearthComparison      *hearth_comparison_new       (const char            *peer,
                                                    const char            *key,
                                                    HearthComparisonStage  stage) G_GNUC_WARN_UNUSED_RESULT;
const char            *hearth_comparison_get_peer  (HearthComparison      *self);
const char            *hearth_comparison_get_key   (HearthComparison      *self);
HearthComparisonStage  hearth_comparison_get_stage (HearthComparison      *self);

/** hearth_comparison_is_over: Returns: whether nothing follows. */
gboolean               hearth_comparison_is_over   (HearthComparison      *self);

/** hearth_comparison_get_code: Returns: (transfer none) (nullable): six digits; %NULL before SHOWN. */
const char            *hearth_comparison_get_code  (HearthComparison      *self);

/** hearth_comparison_advance: @code: (nullable): %NULL where it stays as it is. Once over, it stays over. */
void                   hearth_comparison_advance   (HearthComparison      *self,
                                                    HearthComparisonStage  stage,
                                                    const char            *code);

G_END_DECLS
