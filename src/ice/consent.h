/* Whether the peer still wants what we send (RFC 7675): a question every 4 to 6 seconds; 30 without an answer, and nothing more
 * is sent.
 *
 * A plain value; the owner brings the time (µs, monotonic).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ice/stun-message.h"

G_BEGIN_DECLS

/* RFC 7675 section 5.1. */
#define HEARTH_CONSENT_INTERVAL_US (5 * G_TIME_SPAN_SECOND)
#define HEARTH_CONSENT_EXPIRY_US (30 * G_TIME_SPAN_SECOND)

/* More questions than can be open before it expires. */
#define HEARTH_CONSENT_QUESTIONS 8

typedef struct
{
  gint64 next_question; /* 0: it has not begun */
  gint64 expiry;
  guint8 questions[HEARTH_CONSENT_QUESTIONS][HEARTH_STUN_TRANSACTION_BYTES]; /* a ring */
  guint n_questions;
} HearthConsent;

/** hearth_consent_begin: The peer has just answered on a path that is selected now. */
void     hearth_consent_begin      (HearthConsent *self,
                                    gint64         now);
void     hearth_consent_end        (HearthConsent *self);
gboolean hearth_consent_is_expired (HearthConsent *self,
                                    gint64         now);

/** hearth_consent_get_deadline: Returns: when to ask or to look whether it is expired; %G_MAXINT64 where it has not begun */
gint64   hearth_consent_get_deadline (HearthConsent *self);

/**
 * hearth_consent_ask:
 * @transaction: (array fixed-size=12): of the question, where there is one
 * @random: from 0 to 1
 *
 * Returns: whether it is time for a question
 */
gboolean hearth_consent_ask        (HearthConsent *self,
                                    gint64         now,
                                    double         random,
                                    const guint8  *transaction);

/** hearth_consent_answer: An authentic answer has come. Returns: whether it is one to a question of ours */
gboolean hearth_consent_answer     (HearthConsent *self,
                                    gint64         now,
                                    const guint8  *transaction);

G_END_DECLS
