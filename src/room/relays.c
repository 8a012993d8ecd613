/* What passes between the people of a hosted room: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/relays.h"

#include "base/main-thread.h"
#include "room/chat-relay.h"
#include "room/compare-relay.h"
#include "room/gesture-relay.h"
#include "room/moderator.h"
#include "room/pointer-relay.h"
#include "room/snapshot-relay.h"

struct _HearthRelays
{
  GObject parent_instance;

  HearthGathering *gathering;
  HearthStanding *standing;
  HearthModerator *moderator;
  HearthComparer *comparer;
  HearthCompareRelay *compare_relay;
  HearthConversation *conversation;
  HearthChatRelay *chat_relay;
  HearthSnapshotRelay *snapshot_relay;
  HearthGestureRelay *gesture_relay;
  HearthPointerRelay *pointer_relay;
};

G_DEFINE_FINAL_TYPE (HearthRelays, hearth_relays, G_TYPE_OBJECT)

static void
on_locked_changed (HearthDoor   *door,
                   HearthRelays *self)
{
  hearth_standing_set_locked (self->standing, hearth_door_is_locked (door));
}

static void
on_deed (HearthModerator      *moderator,
         HearthControlMessage *deed,
         HearthRelays         *self)
{
  hearth_standing_set_switches (self->standing, hearth_gathering_get_switches (self->gathering));
  hearth_standing_report (self->standing, deed);
  if (deed->act == HEARTH_ACT_LOWER_ALL_HANDS)
    hearth_gestures_set_hand_raised (hearth_gesture_relay_get_gestures (self->gesture_relay), FALSE);
}

static void
hearth_relays_dispose (GObject *object)
{
  hearth_relays_close (HEARTH_RELAYS (object));

  G_OBJECT_CLASS (hearth_relays_parent_class)->dispose (object);
}

static void
hearth_relays_finalize (GObject *object)
{
  HearthRelays *self = HEARTH_RELAYS (object);

  g_object_unref (self->pointer_relay);
  g_object_unref (self->snapshot_relay);
  g_object_unref (self->gesture_relay);
  g_object_unref (self->chat_relay);
  g_object_unref (self->conversation);
  g_object_unref (self->compare_relay);
  g_object_unref (self->comparer);
  g_object_unref (self->standing);
  g_object_unref (self->moderator);
  g_object_unref (self->gathering);

  G_OBJECT_CLASS (hearth_relays_parent_class)->finalize (object);
}

static void
hearth_relays_class_init (HearthRelaysClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_relays_dispose;
  object_class->finalize = hearth_relays_finalize;
}

static void
hearth_relays_init (HearthRelays *self)
{
}

HearthRelays *
hearth_relays_new (HearthGathering *gathering,
                   HearthDoor      *door,
                   HearthIdentity  *identity,
                   const char      *room)
{
  HearthRelays *self;

  g_return_val_if_fail (HEARTH_IS_GATHERING (gathering) && HEARTH_IS_DOOR (door), NULL);
  g_return_val_if_fail (identity != NULL && room != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_RELAYS, NULL);
  self->gathering = g_object_ref (gathering);
  self->standing = hearth_standing_new_host (HEARTH_GATHERING_HOST_ID, hearth_door_get_knocks (door));
  self->moderator = hearth_moderator_new (gathering, door);
  self->comparer = hearth_comparer_new (identity, room);
  self->compare_relay = hearth_compare_relay_new (gathering, self->comparer);
  self->conversation = hearth_conversation_new ();
  self->chat_relay = hearth_chat_relay_new (gathering, self->conversation);
  self->snapshot_relay = hearth_snapshot_relay_new (gathering);
  self->gesture_relay = hearth_gesture_relay_new (gathering);
  self->pointer_relay = hearth_pointer_relay_new (gathering);
  g_signal_connect_object (self->moderator, "deed", G_CALLBACK (on_deed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (door, "locked-changed", G_CALLBACK (on_locked_changed), self, G_CONNECT_DEFAULT);

  return self;
}

HearthRoomParts
hearth_relays_get_parts (HearthRelays *self)
{
  g_return_val_if_fail (HEARTH_IS_RELAYS (self), (HearthRoomParts){ 0 });

  return (HearthRoomParts){
    .standing = self->standing,
    .comparer = self->comparer,
    .conversation = self->conversation,
    .snapshots = hearth_snapshot_relay_get_snapshots (self->snapshot_relay),
    .gestures = hearth_gesture_relay_get_gestures (self->gesture_relay),
    .pointers = hearth_pointer_relay_get_pointers (self->pointer_relay),
  };
}

void
hearth_relays_act (HearthRelays    *self,
                   const HearthAct *what)
{
  g_return_if_fail (HEARTH_IS_RELAYS (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  (void) hearth_moderator_act (self->moderator, NULL, what);
}

void
hearth_relays_close (HearthRelays *self)
{
  g_return_if_fail (HEARTH_IS_RELAYS (self));

  hearth_moderator_close (self->moderator);
  hearth_compare_relay_close (self->compare_relay);
  hearth_chat_relay_close (self->chat_relay);
  hearth_snapshot_relay_close (self->snapshot_relay);
  hearth_gesture_relay_close (self->gesture_relay);
  hearth_pointer_relay_close (self->pointer_relay);
}
