/* Who is who, in translated words. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/acquaintance.h"
#include "base/comparison.h"

G_BEGIN_DECLS

/** hearth_sentence_for_badge: Returns: (transfer full): what is drawn for @key in words: "Badge: teal, moon, star, drop". */
char       *hearth_sentence_for_badge      (const char            *key) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_sentence_for_trust:
 *
 * Returns: (transfer full): what is known of who @name is, in a sentence that says what to do where there is something.
 */
char       *hearth_sentence_for_trust      (HearthTrust            trust,
                                            const char            *name) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_sentence_for_doubt: Returns: (transfer full) (nullable): a warning of one line; %NULL where there is none. */
char       *hearth_sentence_for_doubt      (HearthTrust            trust,
                                            const char            *name) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_sentence_for_stranger:
 *
 * Returns: (transfer full): of who waits at the door: whether they are known; a line under their name.
 */
char       *hearth_sentence_for_stranger   (HearthTrust            trust,
                                            const char            *name) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_sentence_for_knock: Returns: (transfer full): that @name is at the door, and a warning where there is one. */
char       *hearth_sentence_for_knock      (HearthTrust            trust,
                                            const char            *name) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_sentence_for_comparison:
 *
 * Returns: (transfer full): what @name and this person have to do at that stage, or what came of it.
 */
char       *hearth_sentence_for_comparison (HearthComparisonStage  stage,
                                            const char            *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
