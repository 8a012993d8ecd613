/* Who is who, in translated words: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/trust-sentences.h"

#include <glib/gi18n.h>

#include "base/badge.h"
#include "ui/sentences.h"

/* Translators: here and below simple shapes that somebody may have to describe to somebody else on the phone */
static const char *const shape_names[HEARTH_N_BADGE_SHAPES] = {
  [HEARTH_BADGE_CIRCLE] = N_("circle"),
  [HEARTH_BADGE_RING] = N_("ring"),
  [HEARTH_BADGE_SQUARE] = N_("square"),
  [HEARTH_BADGE_FRAME] = N_("frame"),
  [HEARTH_BADGE_DIAMOND] = N_("diamond"),
  [HEARTH_BADGE_TRIANGLE] = N_("triangle"),
  [HEARTH_BADGE_FUNNEL] = N_("funnel"),
  [HEARTH_BADGE_CROSS] = N_("cross"),
  [HEARTH_BADGE_PLUS] = N_("plus"),
  [HEARTH_BADGE_STAR] = N_("star"),
  [HEARTH_BADGE_MOON] = N_("moon"),
  [HEARTH_BADGE_HEART] = N_("heart"),
  [HEARTH_BADGE_DROP] = N_("drop"),
  [HEARTH_BADGE_BOLT] = N_("bolt"),
  [HEARTH_BADGE_BARS] = N_("bars"),
  [HEARTH_BADGE_HOURGLASS] = N_("hourglass"),
};

static const struct
{
  const char *colour;
  const char *word;
} colour_words[] = {
  { "blue", N_("blue") }, { "teal", N_("teal") }, { "green", N_("green") }, { "yellow", N_("yellow") },
  { "orange", N_("orange") }, { "red", N_("red") }, { "pink", N_("pink") }, { "purple", N_("purple") },
};

static const char *
translate_colour (const char *colour)
{
  for (guint i = 0; i < G_N_ELEMENTS (colour_words); i++)
    if (g_str_equal (colour, colour_words[i].colour))
      return _(colour_words[i].word);

  return colour;
}

/* With every {name} in @format isolated from the text around it. */
static char *
tell_of (const char *format,
         const char *name)
{
  g_autofree char *isolated = hearth_sentence_isolate (name);
  g_autoptr (GString) sentence = g_string_new (format);

  g_string_replace (sentence, "{name}", isolated, 0);

  return g_string_free (g_steal_pointer (&sentence), FALSE);
}

char *
hearth_sentence_for_badge (const char *key)
{
  HearthBadge badge = hearth_badge_for_key (key);

  /* Translators: a colour and three shapes, for who does not see them: "Badge: teal, moon, star, drop" */
  return g_strdup_printf (_("Badge: %s, %s, %s, %s"), translate_colour (badge.colour), _(shape_names[badge.shapes[0]]),
                          _(shape_names[badge.shapes[1]]), _(shape_names[badge.shapes[2]]));
}

/* Translators: here and below {name} is the name of a person and stays as it is. */
char *
hearth_sentence_for_trust (HearthTrust  trust,
                           const char  *name)
{
  switch (trust)
    {
    case HEARTH_TRUST_UNKNOWN:
      return tell_of (_("Nobody can say by which key {name} is here."), name);
    case HEARTH_TRUST_NEW:
      return tell_of (_("You meet {name} for the first time. To be sure who it is, compare a code."), name);
    case HEARTH_TRUST_MET:
      return tell_of (_("You have met {name} before, with the same key. To be sure who it is, compare a code."), name);
    case HEARTH_TRUST_VERIFIED:
      return tell_of (_("You have compared a code with {name}, who is here with the same key."), name);
    case HEARTH_TRUST_CHANGED:
      return tell_of (_("This is not the {name} you met before: the key is another one. "
                        "It may be a new computer, or somebody else. Compare a code, or ask something that only {name} can know."), name);
    case HEARTH_TRUST_UNPROVEN:
      return tell_of (_("You have met {name} before, but nothing proves that this is the same person. "
                        "Ask something that only {name} can know."), name);
    }

  g_return_val_if_reached (g_strdup (""));
}

char *
hearth_sentence_for_doubt (HearthTrust  trust,
                           const char  *name)
{
  switch (trust)
    {
    case HEARTH_TRUST_CHANGED:
      return tell_of (_("This is not the {name} you met before"), name);
    case HEARTH_TRUST_UNPROVEN:
      return tell_of (_("This may not be the {name} you met before"), name);
    case HEARTH_TRUST_UNKNOWN:
    case HEARTH_TRUST_NEW:
    case HEARTH_TRUST_MET:
    case HEARTH_TRUST_VERIFIED:
      return NULL;
    }

  g_return_val_if_reached (NULL);
}

char *
hearth_sentence_for_stranger (HearthTrust  trust,
                              const char  *name)
{
  switch (trust)
    {
    case HEARTH_TRUST_UNKNOWN:
      return g_strdup ("");
    case HEARTH_TRUST_NEW:
      return g_strdup (_("You have not met before"));
    case HEARTH_TRUST_MET:
      return g_strdup (_("You have met before"));
    case HEARTH_TRUST_VERIFIED:
      return g_strdup (_("You have compared a code"));
    case HEARTH_TRUST_CHANGED:
    case HEARTH_TRUST_UNPROVEN:
      return tell_of (_("Not the {name} you met before: ask first"), name);
    }

  g_return_val_if_reached (g_strdup (""));
}

char *
hearth_sentence_for_knock (HearthTrust  trust,
                           const char  *name)
{
  if (trust == HEARTH_TRUST_CHANGED || trust == HEARTH_TRUST_UNPROVEN)
    return tell_of (_("{name} is at the door, and not the {name} you met before"), name);

  return tell_of (_("{name} is at the door"), name);
}

char *
hearth_sentence_for_comparison (HearthComparisonStage  stage,
                                const char            *name)
{
  switch (stage)
    {
    case HEARTH_COMPARISON_ASKED:
      return tell_of (_("Waiting for {name}, who is asked to compare a code with you…"), name);
    case HEARTH_COMPARISON_INVITED:
      return tell_of (_("{name} would like to compare a code with you. "
                        "It takes a moment, and then you both know that nobody stands between you."), name);
    case HEARTH_COMPARISON_EXCHANGING:
      return g_strdup (_("Making the code…"));
    case HEARTH_COMPARISON_SHOWN:
      return tell_of (_("Read these digits to each other. Does {name} see the same ones?"), name);
    case HEARTH_COMPARISON_CONFIRMED:
      return tell_of (_("Waiting for {name} to say the same…"), name);
    case HEARTH_COMPARISON_VERIFIED:
      return tell_of (_("The codes match. From now on Hearth recognises {name} by this key."), name);
    case HEARTH_COMPARISON_DIFFERENT:
      return tell_of (_("The codes do not match: somebody may stand between you and {name}. "
                        "Do not say anything here that others must not hear, and tell {name} in another way."), name);
    case HEARTH_COMPARISON_FORGED:
      return tell_of (_("What came was not made for you by {name}: somebody stands between you. "
                        "Do not say anything here that others must not hear, and tell {name} in another way."), name);
    case HEARTH_COMPARISON_DECLINED:
      return tell_of (_("{name} does not want to compare a code now."), name);
    case HEARTH_COMPARISON_BROKEN_OFF:
      return tell_of (_("The comparison with {name} was broken off. Nothing was verified; you can try again."), name);
    case HEARTH_COMPARISON_TOO_OFTEN:
      return g_strdup (_("You have compared codes too often. Wait ten minutes, then try again."));
    }

  g_return_val_if_reached (g_strdup (""));
}
