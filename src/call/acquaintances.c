/* Who is who, for the people in a call: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/acquaintances-private.h"

#include "call/call.h"
#include "call/known-people.h"
#include "call/participant-private.h"
#include "call/people-file.h"

/* Who comes in proves their key a moment later; who has not by then will not. */
#define PROOF_SECONDS 10

struct _HearthAcquaintances
{
  GObject parent_instance;

  HearthPeopleFile *file;
  HearthKnownPeople *people;
  HearthParticipantList *participants;
  HearthComparer *comparer; /* nullable: outside a room */
  guint proof_source;       /* while somebody may still prove who they are */
  GHashTable *late;         /* of ids: who has not */
  char *damaged;            /* nullable: where the file is that could not be read, until that is said */
};

enum
{
  CHANGED,
  COMPARING,
  NOTICE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthAcquaintances, hearth_acquaintances, G_TYPE_OBJECT)

/* --- Judging ------------------------------------------------------------------------------------------------------------ */

static const char *
get_key (HearthParticipant *participant)
{
  HearthMember *member = hearth_participant_get_member (participant);

  return member != NULL ? hearth_member_get_key (member) : NULL;
}

static void
judge (HearthAcquaintances *self,
       HearthParticipant   *participant)
{
  HearthMember *member = hearth_participant_get_member (participant);
  const char *key = get_key (participant);
  const char *name = hearth_member_get_name (member);
  HearthTrust trust;

  if (key == NULL && !g_hash_table_contains (self->late, hearth_member_get_id (member)))
    trust = HEARTH_TRUST_UNKNOWN;
  else
    trust = hearth_known_people_judge (self->people, name, key);
  hearth_acquaintance_set (hearth_participant_get_acquaintance (participant), key, trust);
}

/* Others may have the same key or name. */
static void
judge_all (HearthAcquaintances *self)
{
  GListModel *model = hearth_participant_list_get_model (self->participants);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (model, i);

      if (hearth_participant_get_member (participant) != NULL)
        judge (self, participant);
    }
}

static void
save (HearthAcquaintances *self)
{
  hearth_people_file_save (self->file, self->people);
  judge_all (self);
}

/* Said when it first matters: somebody is called new who may not be. */
static void
tell_damaged (HearthAcquaintances *self)
{
  g_autofree char *path = g_steal_pointer (&self->damaged);

  if (path != NULL)
    g_signal_emit (self, signals[NOTICE], 0, HEARTH_NOTICE_PEOPLE_DAMAGED, path);
}

/* Judged first: whoever comes for the first time is new for the whole call. */
static void
meet (HearthAcquaintances *self,
      HearthParticipant   *participant)
{
  HearthMember *member = hearth_participant_get_member (participant);
  const char *key = get_key (participant);

  judge (self, participant);
  if (key != NULL && hearth_known_people_meet (self->people, hearth_member_get_name (member), key))
    hearth_people_file_save (self->file, self->people);
  tell_damaged (self);
}

static void
on_late (gpointer user_data)
{
  HearthAcquaintances *self = HEARTH_ACQUAINTANCES (user_data);
  GListModel *model = hearth_participant_list_get_model (self->participants);

  self->proof_source = 0;
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (model, i);

      if (hearth_participant_get_member (participant) != NULL && get_key (participant) == NULL)
        g_hash_table_add (self->late, g_strdup (hearth_participant_get_id (participant)));
    }
  judge_all (self);
}

static void
on_acquaintance_changed (HearthAcquaintance  *acquaintance,
                         HearthAcquaintances *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Whoever takes another name, or proves a key, is looked at anew. */
static void
on_member_notify (HearthMember        *member,
                  GParamSpec          *pspec,
                  HearthAcquaintances *self)
{
  HearthParticipant *participant = hearth_participant_list_find (self->participants, member);

  if (participant != NULL)
    meet (self, participant);
}

static void
on_joined (HearthParticipantList *participants,
           HearthParticipant     *participant,
           HearthAcquaintances   *self)
{
  HearthMember *member = hearth_participant_get_member (participant);

  g_signal_connect_object (hearth_participant_get_acquaintance (participant), "changed", G_CALLBACK (on_acquaintance_changed),
                           self, G_CONNECT_DEFAULT);
  g_signal_connect_object (member, "notify::key", G_CALLBACK (on_member_notify), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (member, "notify::name", G_CALLBACK (on_member_notify), self, G_CONNECT_DEFAULT);
  g_clear_handle_id (&self->proof_source, g_source_remove);
  self->proof_source = g_timeout_add_seconds_once (PROOF_SECONDS, on_late, self);
  meet (self, participant);
}

static void
on_left (HearthParticipantList *participants,
         HearthParticipant     *participant,
         HearthAcquaintances   *self)
{
  HearthMember *member = hearth_participant_get_member (participant);

  g_signal_handlers_disconnect_by_data (member, self);
  g_hash_table_remove (self->late, hearth_member_get_id (member));
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- Comparing ---------------------------------------------------------------------------------------------------------- */

static HearthParticipant *
find (HearthAcquaintances *self,
      const char          *id)
{
  GListModel *model = hearth_participant_list_get_model (self->participants);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (model, i);

      /* The list keeps them alive. */
      if (hearth_participant_get_member (participant) != NULL && g_str_equal (hearth_participant_get_id (participant), id))
        return participant;
    }

  return NULL;
}

/* What is verified is the key that was compared, whatever the name and whoever is called so now. */
static void
on_comparison_changed (HearthComparison    *comparison,
                       HearthAcquaintances *self)
{
  HearthParticipant *participant = find (self, hearth_comparison_get_peer (comparison));

  if (hearth_comparison_get_stage (comparison) != HEARTH_COMPARISON_VERIFIED || participant == NULL
      || g_strcmp0 (get_key (participant), hearth_comparison_get_key (comparison)) != 0)
    return;

  hearth_known_people_verify (self->people, hearth_participant_get_name (participant), hearth_comparison_get_key (comparison));
  save (self);
}

static void
on_began (HearthComparer      *comparer,
          HearthComparison    *comparison,
          HearthAcquaintances *self)
{
  g_signal_connect_object (comparison, "changed", G_CALLBACK (on_comparison_changed), self, G_CONNECT_DEFAULT);
  g_signal_emit (self, signals[COMPARING], 0, comparison);
}

/* --- The object --------------------------------------------------------------------------------------------------------- */

static void
hearth_acquaintances_dispose (GObject *object)
{
  HearthAcquaintances *self = HEARTH_ACQUAINTANCES (object);

  hearth_acquaintances_follow (self, NULL);
  g_clear_object (&self->participants);
  g_clear_pointer (&self->file, hearth_people_file_free);

  G_OBJECT_CLASS (hearth_acquaintances_parent_class)->dispose (object);
}

static void
hearth_acquaintances_finalize (GObject *object)
{
  HearthAcquaintances *self = HEARTH_ACQUAINTANCES (object);

  hearth_known_people_free (self->people);
  g_hash_table_unref (self->late);
  g_free (self->damaged);

  G_OBJECT_CLASS (hearth_acquaintances_parent_class)->finalize (object);
}

static void
hearth_acquaintances_class_init (HearthAcquaintancesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_acquaintances_dispose;
  object_class->finalize = hearth_acquaintances_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COMPARING] = g_signal_new ("comparing", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_COMPARISON);
  signals[NOTICE] = g_signal_new ("notice", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
}

static void
hearth_acquaintances_init (HearthAcquaintances *self)
{
  self->people = hearth_known_people_new ();
  self->late = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

HearthAcquaintances *
hearth_acquaintances_new (const char            *path,
                          HearthParticipantList *participants)
{
  HearthAcquaintances *self = g_object_new (HEARTH_TYPE_ACQUAINTANCES, NULL);

  self->file = hearth_people_file_new (path);
  self->damaged = hearth_people_file_load_anew (self->file, self->people);
  self->participants = g_object_ref (participants);
  g_signal_connect_object (participants, "joined", G_CALLBACK (on_joined), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (participants, "left", G_CALLBACK (on_left), self, G_CONNECT_DEFAULT);

  return self;
}

void
hearth_acquaintances_follow (HearthAcquaintances *self,
                             HearthRoom          *room)
{
  HearthParticipant *own;

  g_return_if_fail (HEARTH_IS_ACQUAINTANCES (self));

  if (self->comparer != NULL)
    g_signal_handlers_disconnect_by_data (self->comparer, self);
  g_clear_object (&self->comparer);
  g_clear_handle_id (&self->proof_source, g_source_remove);
  g_hash_table_remove_all (self->late);
  if (room == NULL)
    return;

  hearth_known_people_begin (self->people);
  self->comparer = g_object_ref (hearth_room_get_comparer (room));
  g_signal_connect_object (self->comparer, "began", G_CALLBACK (on_began), self, G_CONNECT_DEFAULT);
  own = hearth_participant_list_get_self (self->participants);
  if (own != NULL)
    hearth_acquaintance_set (hearth_participant_get_acquaintance (own), hearth_comparer_get_key (self->comparer),
                             HEARTH_TRUST_UNKNOWN);
}

/* --- What a user interface calls ---------------------------------------------------------------------------------------- */

HearthTrust
hearth_acquaintances_judge_knock (HearthAcquaintances *self,
                                  HearthKnock         *knock)
{
  g_return_val_if_fail (HEARTH_IS_ACQUAINTANCES (self), HEARTH_TRUST_UNKNOWN);
  g_return_val_if_fail (HEARTH_IS_KNOCK (knock), HEARTH_TRUST_UNKNOWN);

  return hearth_known_people_judge (self->people, hearth_knock_get_name (knock), hearth_knock_get_key (knock));
}

GStrv
hearth_acquaintances_get_names (HearthAcquaintances *self,
                                HearthParticipant   *participant)
{
  const char *key;

  g_return_val_if_fail (HEARTH_IS_ACQUAINTANCES (self), NULL);
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (participant), NULL);

  key = get_key (participant);

  return key != NULL ? hearth_known_people_get_names (self->people, key) : g_new0 (char *, 1);
}

void
hearth_acquaintances_accept (HearthAcquaintances *self,
                             HearthParticipant   *participant)
{
  const char *key;

  g_return_if_fail (HEARTH_IS_ACQUAINTANCES (self));
  g_return_if_fail (HEARTH_IS_PARTICIPANT (participant));

  key = get_key (participant);
  if (key == NULL)
    return;

  hearth_known_people_accept (self->people, hearth_participant_get_name (participant), key);
  save (self);
}

void
hearth_acquaintances_forget (HearthAcquaintances *self,
                             HearthParticipant   *participant)
{
  const char *key;

  g_return_if_fail (HEARTH_IS_ACQUAINTANCES (self));
  g_return_if_fail (HEARTH_IS_PARTICIPANT (participant));

  key = get_key (participant);
  if (key != NULL && hearth_known_people_forget (self->people, key))
    save (self);
}

gboolean
hearth_acquaintances_may_compare (HearthAcquaintances *self,
                                  HearthParticipant   *participant)
{
  g_return_val_if_fail (HEARTH_IS_ACQUAINTANCES (self), FALSE);
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (participant), FALSE);

  return self->comparer != NULL && get_key (participant) != NULL;
}

void
hearth_acquaintances_compare (HearthAcquaintances *self,
                              HearthParticipant   *participant)
{
  g_return_if_fail (HEARTH_IS_ACQUAINTANCES (self));
  g_return_if_fail (HEARTH_IS_PARTICIPANT (participant));

  if (hearth_acquaintances_may_compare (self, participant))
    hearth_comparer_start (self->comparer, hearth_participant_get_id (participant), get_key (participant));
}

void
hearth_acquaintances_answer (HearthAcquaintances    *self,
                             HearthComparison       *comparison,
                             HearthComparisonAnswer  answer)
{
  g_return_if_fail (HEARTH_IS_ACQUAINTANCES (self));
  g_return_if_fail (HEARTH_IS_COMPARISON (comparison));

  if (self->comparer != NULL)
    hearth_comparer_answer (self->comparer, comparison, answer);
}
