/* Consent: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/consent.h"

#include <string.h>

/* Every interval is as much shorter or longer by chance. */
#define SPREAD 0.2

static gint64
spread (double random)
{
  return (gint64) ((double) HEARTH_CONSENT_INTERVAL_US * (1 - SPREAD + 2 * SPREAD * random));
}

void
hearth_consent_begin (HearthConsent *self,
                      gint64         now)
{
  g_return_if_fail (self != NULL);

  memset (self, 0, sizeof *self);
  self->next_question = now + spread (0.5);
  self->expiry = now + HEARTH_CONSENT_EXPIRY_US;
}

void
hearth_consent_end (HearthConsent *self)
{
  g_return_if_fail (self != NULL);

  memset (self, 0, sizeof *self);
}

gboolean
hearth_consent_is_expired (HearthConsent *self,
                           gint64         now)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->next_question != 0 && now >= self->expiry;
}

gint64
hearth_consent_get_deadline (HearthConsent *self)
{
  g_return_val_if_fail (self != NULL, G_MAXINT64);

  return self->next_question != 0 ? MIN (self->next_question, self->expiry) : G_MAXINT64;
}

gboolean
hearth_consent_ask (HearthConsent *self,
                    gint64         now,
                    double         random,
                    const guint8  *transaction)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (transaction != NULL, FALSE);

  if (self->next_question == 0 || now < self->next_question)
    return FALSE;

  memcpy (self->questions[self->n_questions++ % HEARTH_CONSENT_QUESTIONS], transaction, HEARTH_STUN_TRANSACTION_BYTES);
  self->next_question = now + spread (random);

  return TRUE;
}

gboolean
hearth_consent_answer (HearthConsent *self,
                       gint64         now,
                       const guint8  *transaction)
{
  guint n_open;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (transaction != NULL, FALSE);

  n_open = MIN (self->n_questions, HEARTH_CONSENT_QUESTIONS);
  for (guint i = 0; i < n_open; i++)
    if (memcmp (self->questions[i], transaction, HEARTH_STUN_TRANSACTION_BYTES) == 0)
      {
        self->expiry = now + HEARTH_CONSENT_EXPIRY_US;
        return TRUE;
      }

  return FALSE;
}
