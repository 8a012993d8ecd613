/* Raised hands and reactions in a room that this computer hosts: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/gesture-relay.h"

#include "base/limits.h"
#include "base/token-bucket.h"
#include "room/hand-queue.h"
#include "room/member-private.h"

struct _HearthGestureRelay
{
  GObject parent_instance;

  HearthGathering *gathering;
  HearthGestures *gestures;
  HearthHandQueue hands;
  GHashTable *buckets; /* HearthGuestLink → HearthTokenBucket: of whose reactions how many are passed on */
  HearthTokenBucket room;
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (HearthGestureRelay, hearth_gesture_relay, G_TYPE_OBJECT)

static const char *
get_id (HearthGuestLink *guest)
{
  return guest != NULL ? hearth_member_get_id (hearth_guest_link_get_member (guest)) : HEARTH_GATHERING_HOST_ID;
}

/* --- Hands -------------------------------------------------------------------------------------------------------------- */

/* Whoever stood behind somebody who is gone moves up. */
static void
set_raised (HearthGestureRelay *self,
            const char         *id,
            gboolean            raised)
{
  GPtrArray *guests = hearth_gathering_get_guests (self->gathering);
  guint host;

  if (!hearth_hand_queue_set (&self->hands, id, raised))
    return;

  for (guint i = 0; i < guests->len; i++)
    {
      HearthMember *member = hearth_guest_link_get_member (g_ptr_array_index (guests, i));

      hearth_member_set_hand (member, hearth_hand_queue_get_place (&self->hands, hearth_member_get_id (member)));
    }
  host = hearth_hand_queue_get_place (&self->hands, HEARTH_GATHERING_HOST_ID);
  hearth_gathering_set_host_hand (self->gathering, host);
  hearth_gestures_set_own (self->gestures, HEARTH_GATHERING_HOST_ID, host);
}

static void
on_hand_changed (HearthGuestControl *control,
                 HearthGestureRelay *self)
{
  HearthGuestLink *guest = hearth_gathering_find_control (self->gathering, control);

  if (guest != NULL)
    set_raised (self, get_id (guest), hearth_guest_control_is_hand_raised (control));
}

static void
on_own_hand_raised_changed (HearthGestures     *gestures,
                            GParamSpec         *pspec,
                            HearthGestureRelay *self)
{
  set_raised (self, HEARTH_GATHERING_HOST_ID, hearth_gestures_is_hand_raised (gestures));
}

/* --- Reactions ---------------------------------------------------------------------------------------------------------- */

static void
pass_on (HearthGestureRelay *self,
         HearthGuestLink    *guest,
         HearthReaction      reaction)
{
  g_autoptr (HearthControlMessage) reacted = NULL;

  if (!hearth_token_bucket_take (&self->room, 1, g_get_monotonic_time ()))
    return;

  reacted = hearth_control_message_new (HEARTH_CONTROL_REACTED);
  reacted->actor = g_strdup (get_id (guest));
  reacted->reaction = reaction;
  hearth_gathering_tell_all (self->gathering, reacted);
  hearth_gestures_receive (self->gestures, reacted);
}

/* Whose connection it came by is whose it is. */
static void
on_react (HearthGuestControl   *control,
          HearthControlMessage *react,
          HearthGestureRelay   *self)
{
  HearthGuestLink *guest = hearth_gathering_find_control (self->gathering, control);
  HearthTokenBucket *bucket = guest != NULL ? g_hash_table_lookup (self->buckets, guest) : NULL;

  if (bucket != NULL && hearth_token_bucket_take (bucket, 1, g_get_monotonic_time ()))
    pass_on (self, guest, react->reaction);
}

static void
on_own_send (HearthGestures       *gestures,
             HearthControlMessage *react,
             HearthGestureRelay   *self)
{
  pass_on (self, NULL, react->reaction);
}

/* --- Coming and going --------------------------------------------------------------------------------------------------- */

static void
on_joined (HearthGathering    *gathering,
           HearthGuestLink    *guest,
           HearthGestureRelay *self)
{
  HearthTokenBucket *bucket = g_new0 (HearthTokenBucket, 1);
  HearthGuestControl *control = hearth_guest_link_get_control (guest);

  hearth_token_bucket_init (bucket, HEARTH_LIMIT_REACTION_BURST, HEARTH_LIMIT_REACTIONS_PER_SECOND, g_get_monotonic_time ());
  g_hash_table_insert (self->buckets, guest, bucket);
  g_signal_connect_object (control, "hand-changed", G_CALLBACK (on_hand_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (control, "react", G_CALLBACK (on_react), self, G_CONNECT_DEFAULT);
}

static void
on_left (HearthGathering    *gathering,
         HearthGuestLink    *guest,
         HearthGestureRelay *self)
{
  g_signal_handlers_disconnect_by_data (hearth_guest_link_get_control (guest), self);
  g_hash_table_remove (self->buckets, guest);
  set_raised (self, get_id (guest), FALSE);
}

/* --- The object --------------------------------------------------------------------------------------------------------- */

static void
hearth_gesture_relay_dispose (GObject *object)
{
  HearthGestureRelay *self = HEARTH_GESTURE_RELAY (object);

  hearth_gesture_relay_close (self);
  g_clear_object (&self->gathering);
  g_clear_object (&self->gestures);

  G_OBJECT_CLASS (hearth_gesture_relay_parent_class)->dispose (object);
}

static void
hearth_gesture_relay_finalize (GObject *object)
{
  HearthGestureRelay *self = HEARTH_GESTURE_RELAY (object);

  hearth_hand_queue_clear (&self->hands);
  g_hash_table_unref (self->buckets);

  G_OBJECT_CLASS (hearth_gesture_relay_parent_class)->finalize (object);
}

static void
hearth_gesture_relay_class_init (HearthGestureRelayClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_gesture_relay_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_gesture_relay_finalize;
}

static void
hearth_gesture_relay_init (HearthGestureRelay *self)
{
  self->gestures = hearth_gestures_new ();
  hearth_hand_queue_init (&self->hands);
  hearth_token_bucket_init (&self->room, HEARTH_LIMIT_REACTION_ROOM_BURST, HEARTH_LIMIT_REACTION_ROOM_PER_SECOND,
                            g_get_monotonic_time ());
  self->buckets = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

HearthGestureRelay *
hearth_gesture_relay_new (HearthGathering *gathering)
{
  HearthGestureRelay *self = g_object_new (HEARTH_TYPE_GESTURE_RELAY, NULL);

  self->gathering = g_object_ref (gathering);
  hearth_gestures_set_own (self->gestures, HEARTH_GATHERING_HOST_ID, 0);
  g_signal_connect_object (gathering, "joined", G_CALLBACK (on_joined), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (gathering, "left", G_CALLBACK (on_left), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->gestures, "notify::hand-raised", G_CALLBACK (on_own_hand_raised_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->gestures, "send", G_CALLBACK (on_own_send), self, G_CONNECT_DEFAULT);

  return self;
}

HearthGestures *
hearth_gesture_relay_get_gestures (HearthGestureRelay *self)
{
  g_return_val_if_fail (HEARTH_IS_GESTURE_RELAY (self), NULL);

  return self->gestures;
}

void
hearth_gesture_relay_close (HearthGestureRelay *self)
{
  GPtrArray *guests;

  g_return_if_fail (HEARTH_IS_GESTURE_RELAY (self));

  if (self->closed)
    return;

  self->closed = TRUE;
  guests = hearth_gathering_get_guests (self->gathering);
  for (guint i = 0; i < guests->len; i++)
    g_signal_handlers_disconnect_by_data (hearth_guest_link_get_control (g_ptr_array_index (guests, i)), self);
  g_signal_handlers_disconnect_by_data (self->gathering, self);
  g_signal_handlers_disconnect_by_data (self->gestures, self);
  hearth_gestures_close (self->gestures);
}
