/* The ICE agent of one connection: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/ice-session.h"

#include <string.h>
#include <sys/random.h>

#include "base/limits.h"
#include "ice/consent.h"

/* RFC 8839 section 5.4. */
#define MIN_UFRAG_BYTES 4
#define MIN_PASSWORD_BYTES 22

struct _HearthIceSession
{
  guint32 id;
  HearthCheckList *checks;
  HearthConsent consent;
  HearthPath consented; /* the path that consent is for; of no family: none */
  gboolean expired;

  char *local_ufrag;
  char *local_password;
  char *remote_ufrag;
  char *remote_password;
  char *check_username; /* "REMOTE:LOCAL" */
};

HearthIceSession *
hearth_ice_session_new (guint32 id,
                        guint64 tie_breaker)
{
  HearthIceSession *self;

  g_return_val_if_fail (id != 0, NULL);

  self = g_new0 (HearthIceSession, 1);
  self->id = id;
  self->checks = hearth_check_list_new (id, tie_breaker);

  return self;
}

void
hearth_ice_session_free (HearthIceSession *self)
{
  hearth_check_list_free (self->checks);
  g_free (self->local_ufrag);
  g_free (self->local_password);
  g_free (self->remote_ufrag);
  g_free (self->remote_password);
  g_free (self->check_username);
  g_free (self);
}

HearthCheckList *
hearth_ice_session_get_check_list (HearthIceSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->checks;
}

/* --- Credentials ---------------------------------------------------------------------------------------------------------- */

static gboolean
are_credentials (const char *ufrag,
                 const char *password)
{
  gsize ufrag_length, password_length;

  if (ufrag == NULL || password == NULL)
    return FALSE;
  ufrag_length = strlen (ufrag);
  password_length = strlen (password);

  return ufrag_length >= MIN_UFRAG_BYTES && ufrag_length <= HEARTH_LIMIT_ICE_UFRAG_BYTES
         && password_length >= MIN_PASSWORD_BYTES && password_length <= HEARTH_LIMIT_ICE_UFRAG_BYTES;
}

static void
begin_checks (HearthIceSession *self,
              gint64            now)
{
  if (self->local_ufrag == NULL || self->remote_ufrag == NULL)
    return;

  g_free (self->check_username);
  self->check_username = g_strconcat (self->remote_ufrag, ":", self->local_ufrag, NULL);
  hearth_check_list_start (self->checks, now);
}

gboolean
hearth_ice_session_set_local_credentials (HearthIceSession *self,
                                          gint64            now,
                                          const char       *ufrag,
                                          const char       *password)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!are_credentials (ufrag, password))
    return FALSE;

  g_set_str (&self->local_ufrag, ufrag);
  g_set_str (&self->local_password, password);
  begin_checks (self, now);

  return TRUE;
}

const char *
hearth_ice_session_get_local_ufrag (HearthIceSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->local_ufrag;
}

gboolean
hearth_ice_session_set_remote_credentials (HearthIceSession *self,
                                           gint64            now,
                                           const char       *ufrag,
                                           const char       *password)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!are_credentials (ufrag, password))
    return FALSE;
  if (g_strcmp0 (ufrag, self->remote_ufrag) == 0 && g_strcmp0 (password, self->remote_password) == 0)
    return TRUE;

  if (self->remote_ufrag != NULL)
    {
      hearth_check_list_restart (self->checks);
      self->expired = FALSE;
    }
  g_set_str (&self->remote_ufrag, ufrag);
  g_set_str (&self->remote_password, password);
  begin_checks (self, now);

  return TRUE;
}

const char *
hearth_ice_session_get_remote_ufrag (HearthIceSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->remote_ufrag;
}

/* --- Receiving ------------------------------------------------------------------------------------------------------------ */

/* Another path has been selected, with proof that the peer is there: consent begins anew. */
static void
follow_selection (HearthIceSession *self,
                  gint64            now)
{
  const HearthPath *selected = hearth_check_list_get_selected (self->checks);

  if (self->expired || selected == NULL || hearth_path_equal (selected, &self->consented))
    return;
  self->consented = *selected;
  hearth_consent_begin (&self->consent, now);
}

static void
write_error (HearthStunWriter        *answer,
             const HearthStunMessage *request,
             HearthStunError          code,
             const char              *reason)
{
  hearth_stun_writer_begin (answer, HEARTH_STUN_BINDING_ERROR, request->transaction);
  hearth_stun_writer_add_error (answer, code, reason);
  if (code == HEARTH_STUN_ERROR_UNKNOWN_ATTRIBUTE)
    {
      const guint8 unknown[] = { (guint8) (request->unknown >> 8), (guint8) request->unknown };

      hearth_stun_writer_add (answer, HEARTH_STUN_UNKNOWN_ATTRIBUTES, unknown, sizeof unknown);
    }
}

static HearthIceProof
handle_request (HearthIceSession        *self,
                gint64                   now,
                const HearthPath        *path,
                const HearthStunMessage *request,
                HearthStunWriter        *answer)
{
  if (self->local_password == NULL || !hearth_stun_message_check_integrity (request, self->local_password))
    return HEARTH_ICE_STRANGER;

  if (request->unknown != 0)
    write_error (answer, request, HEARTH_STUN_ERROR_UNKNOWN_ATTRIBUTE, "Unknown Attribute");
  else if (hearth_check_list_handle_request (self->checks, now, path, request) == HEARTH_CHECK_ROLE_CONFLICT)
    write_error (answer, request, HEARTH_STUN_ERROR_ROLE_CONFLICT, "Role Conflict");
  else
    {
      hearth_stun_writer_begin (answer, HEARTH_STUN_BINDING_SUCCESS, request->transaction);
      hearth_stun_writer_add_mapped (answer, &path->remote);
      follow_selection (self, now);
    }
  hearth_stun_writer_end (answer, self->local_password);

  return HEARTH_ICE_AUTHENTIC;
}

static HearthIceProof
handle_response (HearthIceSession        *self,
                 gint64                   now,
                 const HearthPath        *path,
                 const HearthStunMessage *response)
{
  gboolean authentic = self->remote_password != NULL && hearth_stun_message_check_integrity (response, self->remote_password);

  if (!authentic)
    return HEARTH_ICE_STRANGER;

  if (response->type == HEARTH_STUN_BINDING_SUCCESS && hearth_path_equal (path, &self->consented)
      && hearth_consent_answer (&self->consent, now, response->transaction))
    {
      hearth_check_list_note_heard (self->checks, now);
      return HEARTH_ICE_PROVEN;
    }
  if (!hearth_check_list_handle_response (self->checks, now, path, response))
    return HEARTH_ICE_STRANGER;
  follow_selection (self, now);

  return HEARTH_ICE_PROVEN;
}

HearthIceProof
hearth_ice_session_handle (HearthIceSession        *self,
                           gint64                   now,
                           const HearthPath        *path,
                           const HearthStunMessage *message,
                           HearthStunWriter        *answer)
{
  g_return_val_if_fail (self != NULL, HEARTH_ICE_STRANGER);

  answer->length = 0;
  switch (message->type)
    {
    case HEARTH_STUN_BINDING_REQUEST:
      return handle_request (self, now, path, message, answer);
    case HEARTH_STUN_BINDING_SUCCESS:
    case HEARTH_STUN_BINDING_ERROR:
      return handle_response (self, now, path, message);
    default:
      /* Indications keep NAT bindings open: nothing to do. */
      return HEARTH_ICE_STRANGER;
    }
}

/* --- Sending -------------------------------------------------------------------------------------------------------------- */

static void
write_check (HearthIceSession  *self,
             const HearthCheck *check,
             HearthStunWriter  *packet)
{
  hearth_stun_writer_begin (packet, HEARTH_STUN_BINDING_REQUEST, check->transaction);
  hearth_stun_writer_add (packet, HEARTH_STUN_USERNAME, self->check_username, strlen (self->check_username));
  hearth_stun_writer_add_32 (packet, HEARTH_STUN_PRIORITY, check->priority);
  hearth_stun_writer_add_64 (packet, check->controlling ? HEARTH_STUN_ICE_CONTROLLING : HEARTH_STUN_ICE_CONTROLLED,
                             hearth_check_list_get_tie_breaker (self->checks));
  if (check->use_candidate)
    hearth_stun_writer_add (packet, HEARTH_STUN_USE_CANDIDATE, NULL, 0);
  hearth_stun_writer_end (packet, self->remote_password);
}

static gboolean
next_question (HearthIceSession *self,
               gint64            now,
               HearthCheck      *check)
{
  guint8 *transaction;
  guint slot = self->consent.n_questions % HEARTH_CONSENT_QUESTIONS;
  guint8 random[HEARTH_STUN_TRANSACTION_BYTES];

  if (now < hearth_consent_get_deadline (&self->consent))
    return FALSE;

  while (getrandom (random, sizeof random, 0) < 0)
    ;
  memcpy (random, &self->id, sizeof self->id);
  if (!hearth_consent_ask (&self->consent, now, (double) random[sizeof random - 1] / G_MAXUINT8, random))
    return FALSE;

  transaction = self->consent.questions[slot];
  *check = (HearthCheck) {
    .path = self->consented,
    .transaction = transaction,
    .priority = hearth_ice_candidate_priority (HEARTH_ICE_PEER_REFLEXIVE, G_MAXUINT16),
    .controlling = hearth_check_list_is_controlling (self->checks),
  };

  return TRUE;
}

gboolean
hearth_ice_session_next (HearthIceSession *self,
                         gint64            now,
                         HearthPath       *path,
                         HearthStunWriter *packet)
{
  HearthCheck check;

  g_return_val_if_fail (self != NULL, FALSE);

  if (hearth_consent_is_expired (&self->consent, now))
    {
      hearth_consent_end (&self->consent);
      self->consented = (HearthPath) { 0 };
      self->expired = TRUE;
    }

  if (!hearth_check_list_next (self->checks, now, &check) && !next_question (self, now, &check))
    return FALSE;

  *path = check.path;
  write_check (self, &check, packet);

  return TRUE;
}

gint64
hearth_ice_session_get_deadline (HearthIceSession *self)
{
  g_return_val_if_fail (self != NULL, G_MAXINT64);

  return MIN (hearth_check_list_get_deadline (self->checks), hearth_consent_get_deadline (&self->consent));
}

/* --- For the owner -------------------------------------------------------------------------------------------------------- */

HearthIceState
hearth_ice_session_get_state (HearthIceSession *self)
{
  g_return_val_if_fail (self != NULL, HEARTH_ICE_NEW);

  if (self->expired || hearth_check_list_has_failed (self->checks))
    return HEARTH_ICE_FAILED;
  if (hearth_ice_session_get_selected (self) != NULL)
    return HEARTH_ICE_CONNECTED;

  return self->remote_ufrag != NULL ? HEARTH_ICE_CHECKING : HEARTH_ICE_NEW;
}

const HearthPath *
hearth_ice_session_get_selected (HearthIceSession *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->consented.remote.family != AF_UNSPEC ? &self->consented : NULL;
}
