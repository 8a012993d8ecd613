/* Raised hands and reactions in words and pictures: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/sign-sentences.h"

#include <glib/gi18n.h>

#include "ui/sentences.h"

/* Translators: these six are what somebody shows the others for a moment, as in “Anna: applause” */
static const HearthReactionLook looks[HEARTH_N_REACTIONS] = {
  [HEARTH_REACTION_THUMBS_UP] = { "👍", N_("thumbs up"), "call.react-thumbs-up" },
  [HEARTH_REACTION_HEART] = { "❤️", N_("heart"), "call.react-heart" },
  [HEARTH_REACTION_APPLAUSE] = { "👏", N_("applause"), "call.react-applause" },
  [HEARTH_REACTION_LAUGHTER] = { "😂", N_("laughter"), "call.react-laughter" },
  [HEARTH_REACTION_SURPRISE] = { "😮", N_("surprise"), "call.react-surprise" },
  [HEARTH_REACTION_PARTY] = { "🎉", N_("party"), "call.react-party" },
};

const HearthReactionLook *
hearth_reaction_get_look (HearthReaction reaction)
{
  g_return_val_if_fail (reaction < HEARTH_N_REACTIONS, &looks[0]);

  return &looks[reaction];
}

char *
hearth_sentence_for_hand (guint hand)
{
  if (hand == 0)
    return NULL;
  if (hand == 1)
    /* Translators: of a person who would like to speak, before all others; part of “Anna, microphone off, hand raised, first in line” */
    return g_strdup (_("hand raised, first in line"));

  /* Translators: of a person who would like to speak; %u is 2 for the second */
  return g_strdup_printf (_("hand raised, number %u in line"), hand);
}

char *
hearth_sentence_for_hands (const char *name,
                           guint       n)
{
  g_autofree char *isolated = NULL;

  g_return_val_if_fail (name != NULL && n > 0, NULL);

  isolated = hearth_sentence_isolate (name);
  if (n == 1)
    /* Translators: %s is a person's name */
    return g_strdup_printf (_("%s raised a hand"), isolated);

  /* Translators: %s is a person's name, %u how many others did so as well */
  return g_strdup_printf (ngettext ("%s and %u other raised their hands", "%s and %u others raised their hands", n - 1), isolated, n - 1);
}

char *
hearth_sentence_for_reactions (const char  *name,
                               guint        n_people,
                               const guint *counts)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *what = NULL;
  g_autofree char *who = NULL;

  g_return_val_if_fail (counts != NULL, NULL);

  for (guint i = 0; i < HEARTH_N_REACTIONS; i++)
    if (counts[i] > 0)
      g_ptr_array_add (names, (gpointer) _(looks[i].name));
  g_ptr_array_add (names, NULL);

  /* Translators: what stands between the parts of "Anna, microphone off, speaking" */
  what = g_strjoinv (_(", "), (char **) names->pdata);
  who = name != NULL ? hearth_sentence_isolate (name) : g_strdup_printf (ngettext ("%u person", "%u people", n_people), n_people);

  /* Translators: who shows what, “Anna: applause” or “3 people: applause, heart” */
  return g_strdup_printf (_("%s: %s"), who, what);
}
