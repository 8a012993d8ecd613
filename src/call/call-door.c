/* The door of the room that this person is in: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/call-door.h"

#include "base/token-bucket.h"
#include "media/chime.h"

/* Whoever knocks again and again does not get a concert. */
#define RING_SECONDS 10

struct _HearthCallDoor
{
  GObject parent_instance;

  GListStore *knocks;
  HearthRoom *room;   /* nullable, like chime: while one is followed */
  HearthChime *chime;
  HearthTokenBucket rings;
};

enum
{
  LOCKED_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthCallDoor, hearth_call_door, G_TYPE_OBJECT)

static void
on_knocks_changed (GListModel     *knocks,
                   guint           position,
                   guint           n_removed,
                   guint           n_added,
                   HearthCallDoor *self)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = position; i < position + n_added; i++)
    g_ptr_array_add (added, g_list_model_get_item (knocks, i));
  g_list_store_splice (self->knocks, position, n_removed, added->pdata, n_added);

  if (n_added > 0 && self->chime != NULL && hearth_token_bucket_take (&self->rings, 1, g_get_monotonic_time ()))
    hearth_chime_ring (self->chime);
}

static void
on_locked_changed (HearthRoom     *room,
                   HearthCallDoor *self)
{
  g_signal_emit (self, signals[LOCKED_CHANGED], 0);
}

static void
hearth_call_door_dispose (GObject *object)
{
  HearthCallDoor *self = HEARTH_CALL_DOOR (object);

  hearth_call_door_follow (self, NULL, NULL);
  g_clear_object (&self->knocks);

  G_OBJECT_CLASS (hearth_call_door_parent_class)->dispose (object);
}

static void
hearth_call_door_class_init (HearthCallDoorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_call_door_dispose;

  signals[LOCKED_CHANGED] = g_signal_new ("locked-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_call_door_init (HearthCallDoor *self)
{
  self->knocks = g_list_store_new (HEARTH_TYPE_KNOCK);
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

  if (self->room != NULL)
    {
      g_signal_handlers_disconnect_by_data (hearth_room_get_knocks (self->room), self);
      g_signal_handlers_disconnect_by_data (self->room, self);
    }
  g_clear_pointer (&self->chime, hearth_chime_free);
  if (self->knocks != NULL)
    g_list_store_remove_all (self->knocks);

  g_set_object (&self->room, room);
  if (room == NULL)
    return;

  self->chime = speaker != NULL ? hearth_chime_new (speaker) : NULL;
  g_signal_connect_object (hearth_room_get_knocks (room), "items-changed", G_CALLBACK (on_knocks_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (room, "locked-changed", G_CALLBACK (on_locked_changed), self, G_CONNECT_DEFAULT);
}

GListModel *
hearth_call_door_get_knocks (HearthCallDoor *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL_DOOR (self), NULL);

  return G_LIST_MODEL (self->knocks);
}

HearthRoom *
hearth_call_door_get_room (HearthCallDoor *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL_DOOR (self), NULL);

  return self->room;
}
