/* Everybody in the call as a window lists them: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/participant-list.h"

#include "call/shared-screen.h"
#include "call/volumes.h"

struct _HearthParticipantList
{
  GObject parent_instance;

  GListStore *store;
  HearthParticipant *self_participant;
  GListModel *members; /* nullable */
  GHashTable *screens; /* HearthParticipant → HearthSharedScreen, of the members */
  HearthSpeaker *speaker;
  HearthVolumes *volumes;
};

enum
{
  JOINED,
  LEFT,
  SHARE_SHOWN_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthParticipantList, hearth_participant_list, G_TYPE_OBJECT)

/* The members stand behind this person. */
static guint
get_offset (HearthParticipantList *self)
{
  return self->self_participant != NULL ? 1 : 0;
}

/* Returns: (transfer full) */
static HearthParticipant *
take_at (HearthParticipantList *self,
         guint                  position)
{
  HearthParticipant *participant = g_list_model_get_item (G_LIST_MODEL (self->store), position);

  g_hash_table_remove (self->screens, participant);
  hearth_participant_close (participant);
  g_list_store_remove (self->store, position);

  return participant;
}

static void
remove_at (HearthParticipantList *self,
           guint                  position)
{
  g_autoptr (HearthParticipant) participant = take_at (self, position);

  g_signal_emit (self, signals[LEFT], 0, participant);
}

static void
on_share_shown_changed (HearthSharedScreen    *screen,
                        HearthParticipant     *participant,
                        HearthParticipantList *self)
{
  g_signal_emit (self, signals[SHARE_SHOWN_CHANGED], 0, participant);
}

static void
insert_at (HearthParticipantList *self,
           guint                  position,
           HearthMember          *member)
{
  g_autoptr (HearthParticipant) participant = hearth_participant_new_member (member, self->speaker);
  HearthSharedScreen *screen = hearth_shared_screen_new (participant, member, self->speaker);

  g_signal_connect_object (screen, "shown-changed", G_CALLBACK (on_share_shown_changed), self, G_CONNECT_DEFAULT);
  g_hash_table_insert (self->screens, participant, screen);
  hearth_volumes_follow (self->volumes, participant);
  g_list_store_insert (self->store, position, participant);
  g_signal_emit (self, signals[JOINED], 0, participant);
}

static void
on_members_changed (GListModel            *members,
                    guint                  position,
                    guint                  n_removed,
                    guint                  n_added,
                    HearthParticipantList *self)
{
  guint offset = get_offset (self);

  for (guint i = 0; i < n_removed; i++)
    remove_at (self, offset + position);
  for (guint i = 0; i < n_added; i++)
    {
      g_autoptr (HearthMember) member = g_list_model_get_item (members, position + i);

      insert_at (self, offset + position + i, member);
    }
}

static void
unfollow (HearthParticipantList *self)
{
  if (self->members == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->members, self);
  while (g_list_model_get_n_items (G_LIST_MODEL (self->store)) > get_offset (self))
    g_object_unref (take_at (self, get_offset (self)));
  g_clear_object (&self->members);
  g_clear_object (&self->speaker);
}

static void
hearth_participant_list_dispose (GObject *object)
{
  HearthParticipantList *self = HEARTH_PARTICIPANT_LIST (object);

  unfollow (self);
  g_clear_object (&self->self_participant);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (hearth_participant_list_parent_class)->dispose (object);
}

static void
hearth_participant_list_finalize (GObject *object)
{
  g_hash_table_unref (HEARTH_PARTICIPANT_LIST (object)->screens);
  g_object_unref (HEARTH_PARTICIPANT_LIST (object)->volumes);

  G_OBJECT_CLASS (hearth_participant_list_parent_class)->finalize (object);
}

static void
hearth_participant_list_class_init (HearthParticipantListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_participant_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_participant_list_finalize;

  signals[JOINED] = g_signal_new ("joined", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_PARTICIPANT);
  signals[SHARE_SHOWN_CHANGED] = g_signal_new ("share-shown-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                               0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_PARTICIPANT);
  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_PARTICIPANT);
}

static void
hearth_participant_list_init (HearthParticipantList *self)
{
  self->store = g_list_store_new (HEARTH_TYPE_PARTICIPANT);
  self->volumes = hearth_volumes_new ();
  self->screens = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
}

HearthParticipantList *
hearth_participant_list_new (void)
{
  return g_object_new (HEARTH_TYPE_PARTICIPANT_LIST, NULL);
}

GListModel *
hearth_participant_list_get_model (HearthParticipantList *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT_LIST (self), NULL);

  return G_LIST_MODEL (self->store);
}

void
hearth_participant_list_set_self (HearthParticipantList *self,
                                  HearthParticipant     *participant)
{
  g_return_if_fail (HEARTH_IS_PARTICIPANT_LIST (self));
  g_return_if_fail (participant == NULL || HEARTH_IS_PARTICIPANT (participant));

  unfollow (self);
  g_list_store_remove_all (self->store);
  g_set_object (&self->self_participant, participant);
  if (participant != NULL)
    g_list_store_append (self->store, participant);
}

HearthParticipant *
hearth_participant_list_get_self (HearthParticipantList *self)
{
  g_return_val_if_fail (HEARTH_IS_PARTICIPANT_LIST (self), NULL);

  return self->self_participant;
}

HearthParticipant *
hearth_participant_list_find (HearthParticipantList *self,
                              HearthMember          *member)
{
  GListModel *model;

  g_return_val_if_fail (HEARTH_IS_PARTICIPANT_LIST (self), NULL);

  model = G_LIST_MODEL (self->store);
  for (guint i = get_offset (self); member != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (model, i);

      /* The list keeps it alive. */
      if (hearth_participant_get_member (participant) == member)
        return participant;
    }

  return NULL;
}

void
hearth_participant_list_follow (HearthParticipantList *self,
                                GListModel            *members,
                                HearthSpeaker         *speaker)
{
  g_return_if_fail (HEARTH_IS_PARTICIPANT_LIST (self));

  unfollow (self);
  if (members == NULL)
    return;

  self->members = g_object_ref (members);
  self->speaker = g_object_ref (speaker);
  g_signal_connect_object (members, "items-changed", G_CALLBACK (on_members_changed), self, G_CONNECT_DEFAULT);
  on_members_changed (members, 0, 0, g_list_model_get_n_items (members), self);
}
