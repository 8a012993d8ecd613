/* This person compares a code with others: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/comparer.h"

#include <string.h>

#include "base/limits.h"
#include "base/token-bucket.h"
#include "protocol/code-exchange.h"
#include "protocol/id.h"

struct _HearthComparer
{
  GObject parent_instance;

  HearthIdentity *identity;
  char *key; /* this person's public one */
  char *room;
  GHashTable *ignored; /* of public keys */
  HearthTokenBucket attempts;
  HearthTokenBucket invitations;

  HearthComparison *current; /* nullable, like the next; not over */
  HearthCodeExchange *exchange;
  gboolean asker;        /* this person is */
  gboolean peer_matched; /* the other's person says that the codes match */
  guint deadline_source;
  gboolean closed;
};

enum
{
  SEND,
  BEGAN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthComparer, hearth_comparer, G_TYPE_OBJECT)

/* --- Parts -------------------------------------------------------------------------------------------------------------- */

static void
on_deadline (gpointer user_data)
{
  HearthComparer *self = HEARTH_COMPARER (user_data);

  self->deadline_source = 0;
  hearth_comparer_expire (self);
}

static void
set_deadline (HearthComparer *self,
              guint           seconds)
{
  g_clear_handle_id (&self->deadline_source, g_source_remove);
  self->deadline_source = g_timeout_add_seconds_once (seconds, on_deadline, self);
}

/* @nonce: (nullable); @signature: (nullable) (transfer full) */
static void
send (HearthComparer    *self,
      const char        *peer,
      const char        *commitment,
      HearthCompareStep  step,
      const char        *nonce,
      char              *signature)
{
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_COMPARE);

  message->peer = g_strdup (peer);
  message->step = step;
  message->commitment = g_strdup (commitment);
  message->nonce = g_strdup (nonce);
  message->signature = signature;
  g_signal_emit (self, signals[SEND], 0, message);
}

static void
send_step (HearthComparer    *self,
           HearthCompareStep  step,
           const char        *nonce,
           char              *signature)
{
  send (self, hearth_comparison_get_peer (self->current), self->exchange->commitment, step, nonce, signature);
}

static char *
sign (HearthComparer *self,
      HearthCodeStep  step)
{
  return hearth_code_exchange_sign (self->exchange, step, self->identity);
}

static gboolean
is_signed (HearthComparer             *self,
           const HearthControlMessage *message,
           HearthCodeStep              step)
{
  const HearthPublicKey *signer = self->asker ? &self->exchange->answerer : &self->exchange->asker;

  return message->signature != NULL && hearth_code_exchange_verify (self->exchange, step, signer, message->signature);
}

/* Once it is over, nothing that belongs to it is left; then people are told. */
static void
end (HearthComparer        *self,
     HearthComparisonStage  stage)
{
  g_autoptr (HearthComparison) ended = g_steal_pointer (&self->current);

  g_clear_handle_id (&self->deadline_source, g_source_remove);
  g_clear_pointer (&self->exchange, hearth_code_exchange_free);
  if (ended != NULL)
    hearth_comparison_advance (ended, stage, NULL);
}

/* The other does not wait for what does not come. */
static void
stop (HearthComparer        *self,
      HearthCompareStep      step,
      HearthComparisonStage  stage)
{
  send_step (self, step, NULL, NULL);
  end (self, stage);
}

static void
begin (HearthComparer        *self,
       const char            *peer,
       const char            *key,
       HearthComparisonStage  stage)
{
  self->peer_matched = FALSE;
  self->current = hearth_comparison_new (peer, key, stage);
  set_deadline (self, HEARTH_LIMIT_INVITED_SECONDS);
}

static void
tell_began (HearthComparer *self)
{
  g_autoptr (HearthComparison) comparison = g_object_ref (self->current);

  g_signal_emit (self, signals[BEGAN], 0, comparison);
}

static gboolean
take_attempt (HearthComparer *self)
{
  return hearth_token_bucket_take (&self->attempts, 1, g_get_monotonic_time ());
}

/* --- What comes --------------------------------------------------------------------------------------------------------- */

/* The exchange that somebody else has begun. */
static void
take_exchange (HearthComparer             *self,
               const HearthControlMessage *message,
               const HearthPublicKey      *asker)
{
  g_clear_pointer (&self->exchange, hearth_code_exchange_free);
  self->asker = FALSE;
  self->exchange = hearth_code_exchange_new (self->room, asker, hearth_identity_get_public_key (self->identity));
  self->exchange->commitment = g_strdup (message->commitment);
}

static void
answer_exchange (HearthComparer *self)
{
  self->exchange->answerer_nonce = hearth_id_new ();
  set_deadline (self, HEARTH_LIMIT_EXCHANGE_SECONDS);
  send_step (self, HEARTH_COMPARE_ANSWER, self->exchange->answerer_nonce, sign (self, HEARTH_CODE_STEP_ANSWER));
  hearth_comparison_advance (self->current, HEARTH_COMPARISON_EXCHANGING, NULL);
}

static void
accept (HearthComparer *self)
{
  if (take_attempt (self))
    answer_exchange (self);
  else
    stop (self, HEARTH_COMPARE_STOP, HEARTH_COMPARISON_TOO_OFTEN);
}

/* Both asked each other at the same time: one of the two exchanges goes on, which by their keys both know. This person's own
 * attempt has been counted, and they have agreed by asking. */
static void
cross (HearthComparer             *self,
       const HearthControlMessage *message,
       const HearthPublicKey      *parsed)
{
  if (memcmp (hearth_identity_get_public_key (self->identity)->bytes, parsed->bytes, sizeof parsed->bytes) < 0)
    return;

  take_exchange (self, message, parsed);
  answer_exchange (self);
}

static void
receive_ask (HearthComparer             *self,
             const HearthControlMessage *message,
             const char                 *peer,
             const char                 *key)
{
  HearthPublicKey parsed;

  if (key == NULL || g_str_equal (key, self->key) || !hearth_public_key_parse (key, &parsed)
      || g_hash_table_contains (self->ignored, key))
    return;

  if (self->current != NULL)
    {
      if (hearth_comparison_get_stage (self->current) == HEARTH_COMPARISON_ASKED
          && g_str_equal (hearth_comparison_get_key (self->current), key)
          && g_str_equal (hearth_comparison_get_peer (self->current), peer))
        cross (self, message, &parsed);
      else
        send (self, peer, message->commitment, HEARTH_COMPARE_STOP, NULL, NULL);
      return;
    }

  if (!hearth_token_bucket_take (&self->invitations, 1, g_get_monotonic_time ()))
    {
      send (self, peer, message->commitment, HEARTH_COMPARE_STOP, NULL, NULL);
      return;
    }

  take_exchange (self, message, &parsed);
  begin (self, peer, key, HEARTH_COMPARISON_INVITED);
  tell_began (self);
}

static void
show (HearthComparer *self)
{
  g_autofree char *code = hearth_code_exchange_derive (self->exchange);

  set_deadline (self, HEARTH_LIMIT_CODE_SECONDS);
  hearth_comparison_advance (self->current, HEARTH_COMPARISON_SHOWN, code);
}

static void
receive_answer (HearthComparer             *self,
                const HearthControlMessage *message)
{
  if (!self->asker || hearth_comparison_get_stage (self->current) != HEARTH_COMPARISON_ASKED || message->nonce == NULL)
    return;

  self->exchange->answerer_nonce = g_strdup (message->nonce);
  if (!is_signed (self, message, HEARTH_CODE_STEP_ANSWER))
    {
      stop (self, HEARTH_COMPARE_STOP, HEARTH_COMPARISON_FORGED);
      return;
    }

  send_step (self, HEARTH_COMPARE_REVEAL, self->exchange->asker_nonce, sign (self, HEARTH_CODE_STEP_REVEAL));
  show (self);
}

static void
receive_reveal (HearthComparer             *self,
                const HearthControlMessage *message)
{
  if (self->asker || hearth_comparison_get_stage (self->current) != HEARTH_COMPARISON_EXCHANGING || message->nonce == NULL)
    return;

  self->exchange->asker_nonce = g_strdup (message->nonce);
  if (hearth_code_exchange_is_committed (self->exchange) && is_signed (self, message, HEARTH_CODE_STEP_REVEAL))
    show (self);
  else
    stop (self, HEARTH_COMPARE_STOP, HEARTH_COMPARISON_FORGED);
}

static void
receive_match (HearthComparer             *self,
               const HearthControlMessage *message)
{
  HearthComparisonStage stage = hearth_comparison_get_stage (self->current);

  if (stage != HEARTH_COMPARISON_SHOWN && stage != HEARTH_COMPARISON_CONFIRMED)
    return;

  if (!is_signed (self, message, HEARTH_CODE_STEP_MATCH))
    {
      stop (self, HEARTH_COMPARE_STOP, HEARTH_COMPARISON_FORGED);
      return;
    }

  self->peer_matched = TRUE;
  if (stage == HEARTH_COMPARISON_CONFIRMED)
    end (self, HEARTH_COMPARISON_VERIFIED);
}

static void
receive_end (HearthComparer             *self,
             const HearthControlMessage *message)
{
  if (message->step == HEARTH_COMPARE_DIFFER)
    end (self, HEARTH_COMPARISON_DIFFERENT);
  else if (hearth_comparison_get_stage (self->current) == HEARTH_COMPARISON_ASKED)
    end (self, HEARTH_COMPARISON_DECLINED);
  else
    end (self, HEARTH_COMPARISON_BROKEN_OFF);
}

void
hearth_comparer_receive (HearthComparer             *self,
                         const HearthControlMessage *message,
                         const char                 *peer,
                         const char                 *key)
{
  g_return_if_fail (HEARTH_IS_COMPARER (self));
  g_return_if_fail (message != NULL && message->type == HEARTH_CONTROL_COMPARE && peer != NULL);

  if (self->closed)
    return;

  if (message->step == HEARTH_COMPARE_ASK)
    {
      receive_ask (self, message, peer, key);
      return;
    }

  /* Of another exchange, or from somebody else. */
  if (self->current == NULL || !g_str_equal (message->commitment, self->exchange->commitment)
      || !g_str_equal (hearth_comparison_get_peer (self->current), peer))
    return;

  switch (message->step)
    {
    case HEARTH_COMPARE_ANSWER:
      receive_answer (self, message);
      break;
    case HEARTH_COMPARE_REVEAL:
      receive_reveal (self, message);
      break;
    case HEARTH_COMPARE_MATCH:
      receive_match (self, message);
      break;
    case HEARTH_COMPARE_DIFFER:
    case HEARTH_COMPARE_STOP:
      receive_end (self, message);
      break;
    case HEARTH_COMPARE_ASK:
    default:
      break;
    }
}

/* --- The object --------------------------------------------------------------------------------------------------------- */

static void
hearth_comparer_dispose (GObject *object)
{
  hearth_comparer_close (HEARTH_COMPARER (object));

  G_OBJECT_CLASS (hearth_comparer_parent_class)->dispose (object);
}

static void
hearth_comparer_finalize (GObject *object)
{
  HearthComparer *self = HEARTH_COMPARER (object);

  g_clear_pointer (&self->identity, hearth_identity_unref);
  g_hash_table_unref (self->ignored);
  g_free (self->key);
  g_free (self->room);

  G_OBJECT_CLASS (hearth_comparer_parent_class)->finalize (object);
}

static void
hearth_comparer_class_init (HearthComparerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_comparer_dispose;
  object_class->finalize = hearth_comparer_finalize;

  signals[SEND] = g_signal_new ("send", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[BEGAN] = g_signal_new ("began", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_COMPARISON);
}

static void
hearth_comparer_init (HearthComparer *self)
{
  gint64 now = g_get_monotonic_time ();

  self->ignored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  hearth_token_bucket_init (&self->attempts, HEARTH_LIMIT_COMPARISONS, 1.0 / HEARTH_LIMIT_COMPARISON_SECONDS, now);
  hearth_token_bucket_init (&self->invitations, HEARTH_LIMIT_INVITATIONS, 1.0 / HEARTH_LIMIT_INVITATION_SECONDS, now);
}

HearthComparer *
hearth_comparer_new (HearthIdentity *identity,
                     const char     *room)
{
  HearthComparer *self;

  g_return_val_if_fail (identity != NULL && room != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_COMPARER, NULL);
  self->identity = hearth_identity_ref (identity);
  self->key = hearth_public_key_to_text (hearth_identity_get_public_key (identity));
  self->room = g_strdup (room);

  return self;
}

const char *
hearth_comparer_get_key (HearthComparer *self)
{
  g_return_val_if_fail (HEARTH_IS_COMPARER (self), NULL);

  return self->key;
}

void
hearth_comparer_start (HearthComparer *self,
                       const char     *peer,
                       const char     *key)
{
  HearthPublicKey parsed;

  g_return_if_fail (HEARTH_IS_COMPARER (self));
  g_return_if_fail (peer != NULL && key != NULL);

  if (self->closed || self->current != NULL || g_str_equal (key, self->key) || !hearth_public_key_parse (key, &parsed))
    return;

  if (!take_attempt (self))
    {
      g_autoptr (HearthComparison) refused = hearth_comparison_new (peer, key, HEARTH_COMPARISON_TOO_OFTEN);

      g_signal_emit (self, signals[BEGAN], 0, refused);
      return;
    }

  self->asker = TRUE;
  self->exchange = hearth_code_exchange_new (self->room, hearth_identity_get_public_key (self->identity), &parsed);
  hearth_code_exchange_commit (self->exchange);
  begin (self, peer, key, HEARTH_COMPARISON_ASKED);
  send_step (self, HEARTH_COMPARE_ASK, NULL, NULL);
  tell_began (self);
}

static void
confirm (HearthComparer *self)
{
  send_step (self, HEARTH_COMPARE_MATCH, NULL, sign (self, HEARTH_CODE_STEP_MATCH));
  if (self->peer_matched)
    end (self, HEARTH_COMPARISON_VERIFIED);
  else
    hearth_comparison_advance (self->current, HEARTH_COMPARISON_CONFIRMED, NULL);
}

void
hearth_comparer_answer (HearthComparer         *self,
                        HearthComparison       *comparison,
                        HearthComparisonAnswer  answer)
{
  HearthComparisonStage stage;

  g_return_if_fail (HEARTH_IS_COMPARER (self));
  g_return_if_fail (HEARTH_IS_COMPARISON (comparison));

  if (self->current != comparison)
    return;

  stage = hearth_comparison_get_stage (comparison);
  if (answer == HEARTH_COMPARISON_ACCEPT && stage == HEARTH_COMPARISON_INVITED)
    {
      accept (self);
    }
  else if (answer == HEARTH_COMPARISON_IGNORE && stage == HEARTH_COMPARISON_INVITED)
    {
      g_hash_table_add (self->ignored, g_strdup (hearth_comparison_get_key (comparison)));
      stop (self, HEARTH_COMPARE_STOP, HEARTH_COMPARISON_BROKEN_OFF);
    }
  else if (answer == HEARTH_COMPARISON_MATCH && stage == HEARTH_COMPARISON_SHOWN)
    {
      confirm (self);
    }
  else if (answer == HEARTH_COMPARISON_DIFFER && (stage == HEARTH_COMPARISON_SHOWN || stage == HEARTH_COMPARISON_CONFIRMED))
    {
      stop (self, HEARTH_COMPARE_DIFFER, HEARTH_COMPARISON_DIFFERENT);
    }
  else if (answer == HEARTH_COMPARISON_CANCEL)
    {
      stop (self, HEARTH_COMPARE_STOP, HEARTH_COMPARISON_BROKEN_OFF);
    }
}

void
hearth_comparer_retain (HearthComparer *self,
                        gboolean      (*is_member) (const char *id,
                                                    gpointer    user_data),
                        gpointer        user_data)
{
  g_return_if_fail (HEARTH_IS_COMPARER (self));

  if (self->current != NULL && !is_member (hearth_comparison_get_peer (self->current), user_data))
    end (self, HEARTH_COMPARISON_BROKEN_OFF);
}

void
hearth_comparer_expire (HearthComparer *self)
{
  g_return_if_fail (HEARTH_IS_COMPARER (self));

  if (self->current != NULL)
    stop (self, HEARTH_COMPARE_STOP, HEARTH_COMPARISON_BROKEN_OFF);
}

void
hearth_comparer_close (HearthComparer *self)
{
  g_return_if_fail (HEARTH_IS_COMPARER (self));

  self->closed = TRUE;
  end (self, HEARTH_COMPARISON_BROKEN_OFF);
}
