/* Raised hands and reactions in words and pictures. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/reaction.h"
#include "call/participant.h"

G_BEGIN_DECLS

/**
 * HearthReactionLook:
 * @emoji: its picture
 * @name: in English, for gettext(): in the middle of a sentence
 * @action: of the group "call", which shows it to everybody
 */
typedef struct
{
  const char *emoji;
  const char *name;
  const char *action;
} HearthReactionLook;

const HearthReactionLook *hearth_reaction_get_look (HearthReaction reaction);

/** hearth_sentence_for_hand: Returns: (transfer full) (nullable): "hand raised, first in line"; %NULL where it is down. */
char *hearth_sentence_for_hand      (guint                hand) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_sentence_for_hands: @name: who was first; @n: how many raised a hand, 1 or more. */
char *hearth_sentence_for_hands     (const char          *name,
                                     guint                n) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_sentence_for_reactions:
 * @name: (nullable): whose they are; %NULL where they are of several people
 * @n_people: how many people
 * @counts: (array fixed-size=HEARTH_N_REACTIONS): how many of each; at least one of one
 *
 * Returns: (transfer full): "Anna: applause", "3 people: applause, heart"
 */
char *hearth_sentence_for_reactions (const char          *name,
                                     guint                n_people,
                                     const guint         *counts) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
