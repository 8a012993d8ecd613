/* Connectivity checks: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/check-list.h"

#include <string.h>
#include <sys/random.h>

#include "ice/pair-table.h"

/* Ta (RFC 8445 section 14.2): between two ordinary checks, and between two triggered ones. */
#define PACE_US (20 * G_TIME_SPAN_MILLISECOND)

/* RTO and Rc (RFC 8489 section 6.2.1), growing up to the longest wait. Somebody waits for it to connect: where much is lost, a
 * question every second is worth more than seven that grow apart. */
#define FIRST_WAIT_US (500 * G_TIME_SPAN_MILLISECOND)
#define LONGEST_WAIT_US G_TIME_SPAN_SECOND
#define MAX_SENT 20

/* How long the controlling side waits for a better pair than the first valid one. */
#define NOMINATION_WAIT_US (100 * G_TIME_SPAN_MILLISECOND)

/* How long somebody who knocks again and again on one pair is not asked back. */
#define TRIGGER_PAUSE_US (50 * G_TIME_SPAN_MILLISECOND)

/* And on one where all our questions have stayed without an answer. */
#define FAILED_PAUSE_US (5 * G_TIME_SPAN_SECOND)

/* The controlled side lets a lower pair replace a higher one that has been silent for so long: Chromium speaks every 2.5 s. */
#define SILENCE_US (3 * G_TIME_SPAN_SECOND)

/* An answer proves for so long that who asks for what we send is where they say. Longer ago somebody else may have got that address
 * since: RFC 7675 would send them media for half a minute. */
#define FRESH_US (3 * G_TIME_SPAN_SECOND)

/* From the start to giving up; the peer's candidates may still be on their way (RFC 8863). */
#define PATIENCE_US (30 * G_TIME_SPAN_SECOND)

struct _HearthCheckList
{
  guint32 session;
  guint64 tie_breaker;
  HearthPairTable table;

  gboolean started;
  gint64 started_at;
  gint64 next_ordinary;
  gint64 next_triggered;
  gint64 first_valid_at;            /* 0: none yet */
  HearthCandidatePair *nominated;   /* the controlling side's choice, being checked */
  HearthCandidatePair *selected;
  HearthPath selected_path;         /* of no family: none */
  gboolean failed;
};

HearthCheckList *
hearth_check_list_new (guint32 session,
                       guint64 tie_breaker)
{
  HearthCheckList *self = g_new0 (HearthCheckList, 1);

  self->session = session;
  self->tie_breaker = tie_breaker;
  hearth_pair_table_init (&self->table);

  return self;
}

void
hearth_check_list_free (HearthCheckList *self)
{
  hearth_pair_table_clear (&self->table);
  g_free (self);
}

static HearthCandidatePair *
get_pair (HearthCheckList *self,
          guint            index)
{
  return g_ptr_array_index (self->table.pairs, index);
}

void
hearth_check_list_add_local (HearthCheckList          *self,
                             const HearthIceCandidate *candidate)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (candidate->type == HEARTH_ICE_HOST);

  hearth_pair_table_add_local (&self->table, candidate);
}

gboolean
hearth_check_list_add_remote (HearthCheckList          *self,
                              const HearthIceCandidate *candidate)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return hearth_pair_table_add_remote (&self->table, candidate);
}


/* --- Roles ---------------------------------------------------------------------------------------------------------------- */

void
hearth_check_list_set_controlling (HearthCheckList *self,
                                   gboolean         controlling)
{
  g_return_if_fail (self != NULL);

  if (self->table.controlling == controlling)
    return;

  hearth_pair_table_set_controlling (&self->table, controlling);
  self->nominated = NULL;
  for (guint i = 0; i < self->table.pairs->len; i++)
    get_pair (self, i)->nominating = FALSE;
}

gboolean
hearth_check_list_is_controlling (HearthCheckList *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->table.controlling;
}

guint64
hearth_check_list_get_tie_breaker (HearthCheckList *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->tie_breaker;
}

/* RFC 8445 section 7.3.1.1. */
static HearthCheckVerdict
settle_roles (HearthCheckList         *self,
              const HearthStunMessage *request)
{
  gboolean stays;

  if (request->role != (self->table.controlling ? HEARTH_STUN_ROLE_CONTROLLING : HEARTH_STUN_ROLE_CONTROLLED))
    return HEARTH_CHECK_ACCEPT;

  /* The larger one controls. */
  stays = (self->tie_breaker >= request->tie_breaker) == self->table.controlling;
  if (stays)
    return HEARTH_CHECK_ROLE_CONFLICT;
  hearth_check_list_set_controlling (self, !self->table.controlling);

  return HEARTH_CHECK_ACCEPT;
}

/* --- Selection ------------------------------------------------------------------------------------------------------------ */

static void
select_pair (HearthCheckList     *self,
             HearthCandidatePair *pair)
{
  self->selected = pair;
  self->selected_path = pair->path;
  self->nominated = NULL;
  pair->nominating = FALSE;
}

static void
ask_again (HearthCandidatePair *pair,
           gint64               now)
{
  if (pair->state != HEARTH_PAIR_SUCCEEDED || now - pair->last_sent < TRIGGER_PAUSE_US)
    return;

  pair->state = HEARTH_PAIR_WAITING;
  pair->triggered = TRUE;
}

/* Of the controlled side: the highest that the peer has chosen (RFC 8445 section 8.1.1 with peers that nominate aggressively),
 * unless that one has fallen silent. A choice alone moves nothing: its sender's address may be anybody's. */
static void
follow_peer (HearthCheckList     *self,
             HearthCandidatePair *pair,
             gint64               now)
{
  if (!pair->valid || !pair->chosen_by_peer || pair == self->selected)
    return;
  if (self->selected != NULL && pair->priority <= self->selected->priority && now - self->selected->last_heard <= SILENCE_US)
    return;

  if (now - pair->proven_at <= FRESH_US)
    select_pair (self, pair);
  else
    ask_again (pair, now);
}

static gboolean
is_anything_better_open (HearthCheckList           *self,
                         const HearthCandidatePair *than)
{
  for (guint i = 0; i < self->table.pairs->len && get_pair (self, i) != than; i++)
    {
      const HearthCandidatePair *pair = get_pair (self, i);

      if (pair->state != HEARTH_PAIR_FAILED)
        return TRUE;
    }

  return FALSE;
}

/* Of the controlling side: the best valid pair, once nothing better can come or has come in time. */
static HearthCandidatePair *
choose (HearthCheckList *self,
        gint64           now)
{
  HearthCandidatePair *pair;

  if (!self->table.controlling || self->selected != NULL || self->nominated != NULL || self->first_valid_at == 0)
    return NULL;

  pair = hearth_pair_table_find_valid (&self->table);
  if (now - self->first_valid_at < NOMINATION_WAIT_US && is_anything_better_open (self, pair))
    return NULL;

  return pair;
}

/* --- Sending -------------------------------------------------------------------------------------------------------------- */

static void
renew_transaction (HearthCheckList     *self,
                   HearthCandidatePair *pair)
{
  memcpy (pair->transaction, &self->session, sizeof self->session);
  /* Cannot fail for so few bytes, nor wait after the system has started. */
  while (getrandom (pair->transaction + sizeof self->session, sizeof pair->transaction - sizeof self->session, 0) < 0)
    ;
}

/* Sends its check, for the first time or again. */
static void
send_check (HearthCheckList     *self,
            HearthCandidatePair *pair,
            gint64               now,
            HearthCheck         *check)
{
  if (pair->state != HEARTH_PAIR_IN_PROGRESS)
    {
      renew_transaction (self, pair);
      pair->state = HEARTH_PAIR_IN_PROGRESS;
      pair->n_sent = 0;
    }
  pair->triggered = FALSE;
  pair->sent_controlling = self->table.controlling;
  pair->next_send = now + MIN (FIRST_WAIT_US << MIN (pair->n_sent, 3), LONGEST_WAIT_US);
  pair->last_sent = now;
  pair->n_sent++;

  *check = (HearthCheck) {
    .path = pair->path,
    .transaction = pair->transaction,
    .priority = pair->reflexive_priority,
    .controlling = self->table.controlling,
    .use_candidate = self->table.controlling && pair->nominating,
  };
}

static void
fail_pair (HearthCheckList     *self,
           HearthCandidatePair *pair,
           gint64               now)
{
  if (pair == self->selected)
    {
      /* That one is for consent to judge. */
      pair->state = HEARTH_PAIR_SUCCEEDED;
      return;
    }
  pair->state = HEARTH_PAIR_FAILED;
  pair->valid = FALSE;
  pair->nominating = FALSE;
  /* With nothing left to choose from there is nothing to wait for. */
  if (self->selected == NULL && hearth_pair_table_find_valid (&self->table) == NULL)
    self->first_valid_at = 0;
  else if (pair == self->nominated)
    self->first_valid_at = now;
  if (pair == self->nominated)
    self->nominated = NULL;
}

/* Gives up what has been asked too often; once a path is selected, everything else that has not answered. */
static gboolean
is_given_up (HearthCheckList     *self,
             HearthCandidatePair *pair,
             gint64               now)
{
  return pair->state == HEARTH_PAIR_IN_PROGRESS && now >= pair->next_send
         && (pair->n_sent >= MAX_SENT || (self->selected != NULL && pair != self->selected && !pair->chosen_by_peer));
}

/* The highest in a state in which it should be sent now. */
static HearthCandidatePair *
find_due (HearthCheckList *self,
          gint64           now)
{
  HearthCandidatePair *ordinary = NULL;

  for (guint i = 0; i < self->table.pairs->len; i++)
    {
      HearthCandidatePair *pair = get_pair (self, i);

      if (is_given_up (self, pair, now))
        fail_pair (self, pair, now);
      if (pair->state == HEARTH_PAIR_IN_PROGRESS && now >= pair->next_send)
        return pair;
      if (pair->triggered && now >= self->next_triggered)
        {
          self->next_triggered = now + PACE_US;
          return pair;
        }
      if (ordinary == NULL && pair->state == HEARTH_PAIR_WAITING)
        ordinary = pair;
    }

  if (ordinary == NULL || self->selected != NULL || now < self->next_ordinary)
    return NULL;
  self->next_ordinary = now + PACE_US;

  return ordinary;
}

void
hearth_check_list_start (HearthCheckList *self,
                         gint64           now)
{
  g_return_if_fail (self != NULL);

  if (self->started)
    return;
  self->started = TRUE;
  self->started_at = now;
  self->next_ordinary = now;
}

void
hearth_check_list_restart (HearthCheckList *self)
{
  g_return_if_fail (self != NULL);

  self->started = FALSE;
  self->failed = FALSE;
  self->first_valid_at = 0;
  self->nominated = NULL;
  self->selected = NULL;
  self->selected_path = (HearthPath) { 0 };
  hearth_pair_table_forget_remotes (&self->table);
}

gboolean
hearth_check_list_next (HearthCheckList *self,
                        gint64           now,
                        HearthCheck     *check)
{
  HearthCandidatePair *pair;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (check != NULL, FALSE);

  if (!self->started || self->failed)
    return FALSE;
  if (self->selected == NULL && now - self->started_at >= PATIENCE_US)
    {
      self->failed = TRUE;
      return FALSE;
    }

  pair = choose (self, now);
  if (pair != NULL)
    {
      self->nominated = pair;
      pair->nominating = TRUE;
      /* A check of its own. */
      pair->state = HEARTH_PAIR_SUCCEEDED;
    }
  else
    pair = find_due (self, now);
  if (pair == NULL)
    return FALSE;

  send_check (self, pair, now, check);

  return TRUE;
}

gint64
hearth_check_list_get_deadline (HearthCheckList *self)
{
  gint64 deadline = G_MAXINT64;

  g_return_val_if_fail (self != NULL, G_MAXINT64);

  if (!self->started || self->failed)
    return G_MAXINT64;

  if (self->selected == NULL)
    {
      deadline = self->started_at + PATIENCE_US;
      if (self->table.controlling && self->first_valid_at != 0 && self->nominated == NULL)
        deadline = MIN (deadline, self->first_valid_at + NOMINATION_WAIT_US);
    }
  for (guint i = 0; i < self->table.pairs->len; i++)
    {
      const HearthCandidatePair *pair = get_pair (self, i);

      if (pair->triggered)
        deadline = MIN (deadline, self->next_triggered);
      if (pair->state == HEARTH_PAIR_IN_PROGRESS)
        deadline = MIN (deadline, pair->next_send);
      else if (pair->state == HEARTH_PAIR_WAITING && self->selected == NULL)
        deadline = MIN (deadline, self->next_ordinary);
    }

  return deadline;
}

/* --- Receiving ------------------------------------------------------------------------------------------------------------ */

/* RFC 8445 section 7.3.1.4. */
static void
trigger (HearthCandidatePair *pair,
         gint64               now)
{
  if (pair->state == HEARTH_PAIR_SUCCEEDED || pair->valid)
    return;
  /* All has been asked: it is given up when its last answer is due, and then left alone for a while. */
  if (pair->state == HEARTH_PAIR_IN_PROGRESS && pair->n_sent >= MAX_SENT)
    return;
  if (pair->state == HEARTH_PAIR_FAILED && now - pair->last_sent < FAILED_PAUSE_US)
    return;
  if (pair->n_sent > 0 && now - pair->last_sent < TRIGGER_PAUSE_US)
    {
      /* Ours may have found the peer's door still shut. */
      pair->next_send = MIN (pair->next_send, pair->last_sent + TRIGGER_PAUSE_US);
      return;
    }
  if (pair->state == HEARTH_PAIR_FAILED)
    pair->state = HEARTH_PAIR_WAITING;
  pair->triggered = TRUE;
}

HearthCheckVerdict
hearth_check_list_handle_request (HearthCheckList         *self,
                                  gint64                   now,
                                  const HearthPath        *path,
                                  const HearthStunMessage *request)
{
  HearthCandidatePair *pair;

  g_return_val_if_fail (self != NULL, HEARTH_CHECK_ACCEPT);

  if (settle_roles (self, request) == HEARTH_CHECK_ROLE_CONFLICT)
    return HEARTH_CHECK_ROLE_CONFLICT;

  pair = hearth_pair_table_learn (&self->table, path, request->priority);
  if (pair == NULL)
    return HEARTH_CHECK_ACCEPT;

  pair->last_heard = now;
  if (!self->table.controlling && request->use_candidate)
    pair->chosen_by_peer = TRUE;
  if (self->selected == NULL || pair->chosen_by_peer)
    trigger (pair, now);
  follow_peer (self, pair, now);

  return HEARTH_CHECK_ACCEPT;
}

static void
handle_success (HearthCheckList     *self,
                HearthCandidatePair *pair,
                gint64               now)
{
  pair->state = HEARTH_PAIR_SUCCEEDED;
  pair->valid = TRUE;
  pair->proven_at = now;
  pair->triggered = FALSE;
  pair->last_heard = now;
  if (self->first_valid_at == 0)
    self->first_valid_at = now;

  if (self->table.controlling && pair->nominating)
    select_pair (self, pair);
  else if (!self->table.controlling)
    follow_peer (self, pair, now);
}

/* RFC 8445 section 7.2.5.1. Other errors may be anybody's: they carry no integrity; the check is simply sent again. */
static void
handle_error (HearthCheckList         *self,
              HearthCandidatePair     *pair,
              const HearthStunMessage *response)
{
  if (response->error_code != HEARTH_STUN_ERROR_ROLE_CONFLICT)
    return;
  hearth_check_list_set_controlling (self, !pair->sent_controlling);
  pair->state = HEARTH_PAIR_WAITING;
  pair->triggered = TRUE;
}

gboolean
hearth_check_list_handle_response (HearthCheckList         *self,
                                   gint64                   now,
                                   const HearthPath        *path,
                                   const HearthStunMessage *response)
{
  HearthCandidatePair *pair;

  g_return_val_if_fail (self != NULL, FALSE);

  pair = hearth_pair_table_find (&self->table, path);
  if (pair == NULL || pair->state != HEARTH_PAIR_IN_PROGRESS
      || memcmp (pair->transaction, response->transaction, sizeof pair->transaction) != 0)
    return FALSE;

  if (response->type == HEARTH_STUN_BINDING_SUCCESS)
    handle_success (self, pair, now);
  else
    handle_error (self, pair, response);

  return TRUE;
}

/* --- For the owner -------------------------------------------------------------------------------------------------------- */

const HearthPath *
hearth_check_list_get_selected (HearthCheckList *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->selected_path.remote.family != AF_UNSPEC ? &self->selected_path : NULL;
}

void
hearth_check_list_note_heard (HearthCheckList *self,
                              gint64           now)
{
  g_return_if_fail (self != NULL);

  if (self->selected != NULL)
    self->selected->last_heard = now;
}

gboolean
hearth_check_list_has_failed (HearthCheckList *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->failed;
}

const GArray *
hearth_check_list_get_locals (HearthCheckList *self)
{
  return self->table.locals;
}

const GArray *
hearth_check_list_get_remotes (HearthCheckList *self)
{
  return self->table.remotes;
}

const GPtrArray *
hearth_check_list_get_pairs (HearthCheckList *self)
{
  return self->table.pairs;
}
