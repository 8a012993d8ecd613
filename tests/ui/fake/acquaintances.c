/* Who is who, of the stand-in for src/call: everybody is new, but for who is said to be somebody else. See fake-call.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/acquaintances.h"

#include "fake-call-private.h"

#define CODE "071942"

struct _HearthAcquaintances
{
  GObject parent_instance;

  HearthComparison *comparison; /* (nullable): the latest */
};

enum
{
  CHANGED,
  COMPARING,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthAcquaintances, hearth_acquaintances, G_TYPE_OBJECT)

static void
hearth_acquaintances_finalize (GObject *object)
{
  g_clear_object (&HEARTH_ACQUAINTANCES (object)->comparison);

  G_OBJECT_CLASS (hearth_acquaintances_parent_class)->finalize (object);
}

static void
hearth_acquaintances_class_init (HearthAcquaintancesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_acquaintances_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COMPARING] = g_signal_new ("comparing", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_COMPARISON);
}

static void
hearth_acquaintances_init (HearthAcquaintances *self)
{
}

HearthTrust
hearth_acquaintances_judge_knock (HearthAcquaintances *self,
                                  HearthKnock         *knock)
{
  return g_str_equal (hearth_knock_get_name (knock), "Eve") ? HEARTH_TRUST_CHANGED : HEARTH_TRUST_NEW;
}

GStrv
hearth_acquaintances_get_names (HearthAcquaintances *self,
                                HearthParticipant   *participant)
{
  HearthTrust trust = hearth_acquaintance_get_trust (hearth_participant_get_acquaintance (participant));
  const char *const names[] = { hearth_participant_get_name (participant), "Anna S.", NULL };

  return trust == HEARTH_TRUST_CHANGED || trust == HEARTH_TRUST_UNKNOWN ? g_new0 (char *, 1) : g_strdupv ((GStrv) names);
}

void
hearth_fake_acquaintances_set_trust (HearthAcquaintances *self,
                                     HearthParticipant   *participant,
                                     HearthTrust          trust)
{
  HearthAcquaintance *acquaintance = hearth_participant_get_acquaintance (participant);

  hearth_acquaintance_set (acquaintance, hearth_acquaintance_get_key (acquaintance), trust);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
hearth_acquaintances_accept (HearthAcquaintances *self,
                             HearthParticipant   *participant)
{
  hearth_fake_acquaintances_set_trust (self, participant, HEARTH_TRUST_MET);
}

void
hearth_acquaintances_forget (HearthAcquaintances *self,
                             HearthParticipant   *participant)
{
  hearth_fake_acquaintances_set_trust (self, participant, HEARTH_TRUST_NEW);
}

gboolean
hearth_acquaintances_may_compare (HearthAcquaintances *self,
                                  HearthParticipant   *participant)
{
  return hearth_acquaintance_get_key (hearth_participant_get_acquaintance (participant)) != NULL;
}

static void
begin (HearthAcquaintances   *self,
       HearthParticipant     *participant,
       HearthComparisonStage  stage)
{
  g_clear_object (&self->comparison);
  self->comparison = hearth_comparison_new (hearth_participant_get_id (participant),
                                            hearth_acquaintance_get_key (hearth_participant_get_acquaintance (participant)), stage);
  g_signal_emit (self, signals[COMPARING], 0, self->comparison);
}

void
hearth_acquaintances_compare (HearthAcquaintances *self,
                              HearthParticipant   *participant)
{
  begin (self, participant, HEARTH_COMPARISON_ASKED);
}

void
hearth_fake_acquaintances_invite (HearthAcquaintances *self,
                                  HearthParticipant   *participant)
{
  begin (self, participant, HEARTH_COMPARISON_INVITED);
}

void
hearth_fake_acquaintances_advance (HearthAcquaintances   *self,
                                   HearthComparisonStage  stage)
{
  if (self->comparison != NULL)
    hearth_comparison_advance (self->comparison, stage, stage >= HEARTH_COMPARISON_SHOWN ? CODE : NULL);
}

void
hearth_acquaintances_answer (HearthAcquaintances    *self,
                             HearthComparison       *comparison,
                             HearthComparisonAnswer  answer)
{
  static const HearthComparisonStage next[] = {
    [HEARTH_COMPARISON_ACCEPT] = HEARTH_COMPARISON_SHOWN,
    [HEARTH_COMPARISON_IGNORE] = HEARTH_COMPARISON_BROKEN_OFF,
    [HEARTH_COMPARISON_MATCH] = HEARTH_COMPARISON_CONFIRMED,
    [HEARTH_COMPARISON_DIFFER] = HEARTH_COMPARISON_DIFFERENT,
    [HEARTH_COMPARISON_CANCEL] = HEARTH_COMPARISON_BROKEN_OFF,
  };

  hearth_comparison_advance (comparison, next[answer], answer == HEARTH_COMPARISON_ACCEPT ? CODE : NULL);
}
