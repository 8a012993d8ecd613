/* The door of the room that this person is in: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/call-door.h"

#include "base/token-bucket.h"
#include "base/verdict.h"
#include "media/chime.h"
#include "room/room-host.h"

/* Whoever knocks again and again does not get a concert. */
#define RING_SECONDS 10

struct _HearthCallDoor
{
  GObject parent_instance;

  GListStore *knocks;
  GListStore *verdicts;
  GListModel *known;  /* nullable: the hosted room's, which the list above shows */
  HearthRoom *room;   /* nullable, like the next two: while one is followed */
  HearthStanding *standing;
  HearthChime *chime;
  HearthTokenBucket rings;
};

enum
{
  LOCKED_CHANGED,
  STANDING_CHANGED,
  HELD,
  DEED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthCallDoor, hearth_call_door, G_TYPE_OBJECT)

static void
repeat_change (GListStore *copy,
               GListModel *original,
               guint       position,
               guint       n_removed,
               guint       n_added)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = position; i < position + n_added; i++)
    g_ptr_array_add (added, g_list_model_get_item (original, i));
  g_list_store_splice (copy, position, n_removed, added->pdata, n_added);
}

static void
on_knocks_changed (GListModel     *knocks,
                   guint           position,
                   guint           n_removed,
                   guint           n_added,
                   HearthCallDoor *self)
{
  repeat_change (self->knocks, knocks, position, n_removed, n_added);
  if (n_added > 0 && self->chime != NULL && hearth_token_bucket_take (&self->rings, 1, g_get_monotonic_time ()))
    hearth_chime_ring (self->chime);
}

static void
on_known_changed (GListModel     *known,
                  guint           position,
                  guint           n_removed,
                  guint           n_added,
                  HearthCallDoor *self)
{
  repeat_change (self->verdicts, known, position, n_removed, n_added);
}

static GListModel *
get_known (HearthRoomHost *room)
{
  return hearth_door_book_get_people (hearth_door_get_book (hearth_room_host_get_door (room)));
}

static void
follow_known (HearthCallDoor *self,
              GListModel     *known)
{
  if (self->known != NULL)
    g_signal_handlers_disconnect_by_data (self->known, self);
  if (self->verdicts != NULL)
    g_list_store_remove_all (self->verdicts);

  g_set_object (&self->known, known);
  if (known == NULL)
    return;

  g_signal_connect_object (known, "items-changed", G_CALLBACK (on_known_changed), self, G_CONNECT_DEFAULT);
  on_known_changed (known, 0, 0, g_list_model_get_n_items (known), self);
}

static void
on_locked_changed (HearthStanding *standing,
                   HearthCallDoor *self)
{
  g_signal_emit (self, signals[LOCKED_CHANGED], 0);
}

static void
on_standing_changed (HearthStanding *standing,
                     HearthCallDoor *self)
{
  g_signal_emit (self, signals[STANDING_CHANGED], 0);
}

static void
on_held (HearthStanding *standing,
         guint           media,
         HearthCallDoor *self)
{
  g_signal_emit (self, signals[HELD], 0, media);
}

static void
on_deed (HearthStanding *standing,
         HearthDeed     *deed,
         HearthCallDoor *self)
{
  g_signal_emit (self, signals[DEED], 0, deed);
}

static void
hearth_call_door_dispose (GObject *object)
{
  HearthCallDoor *self = HEARTH_CALL_DOOR (object);

  hearth_call_door_follow (self, NULL, NULL);
  g_clear_object (&self->knocks);
  g_clear_object (&self->verdicts);

  G_OBJECT_CLASS (hearth_call_door_parent_class)->dispose (object);
}

static void
hearth_call_door_class_init (HearthCallDoorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_call_door_dispose;

  signals[LOCKED_CHANGED] = g_signal_new ("locked-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[STANDING_CHANGED] = g_signal_new ("standing-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[HELD] = g_signal_new ("held", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[DEED] = g_signal_new ("deed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
hearth_call_door_init (HearthCallDoor *self)
{
  self->knocks = g_list_store_new (HEARTH_TYPE_KNOCK);
  self->verdicts = g_list_store_new (HEARTH_TYPE_VERDICT);
  hearth_token_bucket_init (&self->rings, 1, 1.0 / RING_SECONDS, g_get_monotonic_time ());
}

HearthCallDoor *
hearth_call_door_new (void)
{
  return g_object_new (HEARTH_TYPE_CALL_DOOR, NULL);
}

void
hearth_call_door_follow (HearthCallDoor *self,
                         HearthRoom     *room,
                         HearthSpeaker  *speaker)
{
  g_return_if_fail (HEARTH_IS_CALL_DOOR (self));
  g_return_if_fail (room == NULL || HEARTH_IS_ROOM (room));

  if (self->standing != NULL)
    {
      g_signal_handlers_disconnect_by_data (hearth_standing_get_knocks (self->standing), self);
      g_signal_handlers_disconnect_by_data (self->standing, self);
    }
  g_clear_pointer (&self->chime, hearth_chime_free);
  if (self->knocks != NULL)
    g_list_store_remove_all (self->knocks);

  follow_known (self, HEARTH_IS_ROOM_HOST (room) ? get_known (HEARTH_ROOM_HOST (room)) : NULL);
  g_set_object (&self->room, room);
  g_clear_object (&self->standing);
  if (room == NULL)
    return;

  self->standing = g_object_ref (hearth_room_get_standing (room));
  self->chime = speaker != NULL ? hearth_chime_new (speaker, HEARTH_CHIME_DOORBELL) : NULL;
  g_signal_connect_object (hearth_standing_get_knocks (self->standing), "items-changed", G_CALLBACK (on_knocks_changed), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (self->standing, "locked-changed", G_CALLBACK (on_locked_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->standing, "changed", G_CALLBACK (on_standing_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->standing, "held", G_CALLBACK (on_held), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->standing, "deed", G_CALLBACK (on_deed), self, G_CONNECT_DEFAULT);
}

GListModel *
hearth_call_door_get_knocks (HearthCallDoor *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL_DOOR (self), NULL);

  return G_LIST_MODEL (self->knocks);
}

GListModel *
hearth_call_door_get_verdicts (HearthCallDoor *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL_DOOR (self), NULL);

  return G_LIST_MODEL (self->verdicts);
}

HearthRoom *
hearth_call_door_get_room (HearthCallDoor *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL_DOOR (self), NULL);

  return self->room;
}

HearthStanding *
hearth_call_door_get_standing (HearthCallDoor *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL_DOOR (self), NULL);

  return self->standing;
}
