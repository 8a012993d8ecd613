/* Hands on who saved a still of whom: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/snapshot-relay.h"

#include "base/limits.h"

struct _HearthSnapshotRelay
{
  GObject parent_instance;

  HearthGathering *gathering;
  HearthSnapshots *snapshots;
  GHashTable *untold; /* HearthGuestLink → GPtrArray of messages: while they have no channel */
};

G_DEFINE_FINAL_TYPE (HearthSnapshotRelay, hearth_snapshot_relay, G_TYPE_OBJECT)

static const char *
get_id (HearthGuestLink *guest)
{
  return hearth_member_get_id (hearth_guest_link_get_member (guest));
}

/* At once, or when their channel is back. Returns: whether they are told. */
static gboolean
tell (HearthSnapshotRelay  *self,
      HearthGuestLink      *guest,
      HearthControlMessage *message)
{
  GPtrArray *untold;

  if (hearth_guest_link_send (guest, message))
    return TRUE;

  untold = g_hash_table_lookup (self->untold, guest);
  if (untold == NULL)
    {
      untold = g_ptr_array_new_with_free_func ((GDestroyNotify) hearth_control_message_unref);
      g_hash_table_insert (self->untold, guest, untold);
    }
  if (untold->len >= HEARTH_LIMIT_SNAPSHOTS)
    return FALSE;
  g_ptr_array_add (untold, hearth_control_message_ref (message));

  return TRUE;
}

/* On every fresh channel, when the state of the room has been told. */
static void
on_told (HearthGuestControl  *control,
         HearthSnapshotRelay *self)
{
  HearthGuestLink *guest = hearth_gathering_find_control (self->gathering, control);
  GPtrArray *untold = guest != NULL ? g_hash_table_lookup (self->untold, guest) : NULL;

  while (untold != NULL && untold->len > 0 && hearth_guest_link_send (guest, g_ptr_array_index (untold, 0)))
    g_ptr_array_remove_index (untold, 0);
}

/* @from: whose connection it came by, whatever it says. Returns: whether anybody is told. */
static gboolean
hand_on (HearthSnapshotRelay        *self,
         const char                 *from,
         const HearthControlMessage *message)
{
  HearthGuestLink *to = hearth_gathering_find_id (self->gathering, message->peer);
  g_autoptr (HearthControlMessage) copy = hearth_control_message_new (HEARTH_CONTROL_SNAPSHOT);

  copy->peer = g_strdup (from);
  copy->picture = message->picture;
  if (to != NULL && !g_str_equal (message->peer, from))
    return tell (self, to, copy);
  if (!g_str_equal (message->peer, HEARTH_GATHERING_HOST_ID) || !hearth_gathering_is_seated (self->gathering))
    return FALSE;
  hearth_snapshots_receive (self->snapshots, copy);

  return TRUE;
}

static void
on_snapshot (HearthGuestControl   *control,
             HearthControlMessage *message,
             HearthSnapshotRelay  *self)
{
  HearthGuestLink *guest = hearth_gathering_find_control (self->gathering, control);

  if (guest != NULL)
    (void) hand_on (self, get_id (guest), message);
}

static gboolean
on_send (HearthSnapshots      *snapshots,
         HearthControlMessage *message,
         HearthSnapshotRelay  *self)
{
  return g_str_equal (message->peer, HEARTH_GATHERING_HOST_ID) || hand_on (self, HEARTH_GATHERING_HOST_ID, message);
}

static void
on_joined (HearthGathering     *gathering,
           HearthGuestLink     *guest,
           HearthSnapshotRelay *self)
{
  g_signal_connect_object (hearth_guest_link_get_control (guest), "snapshot", G_CALLBACK (on_snapshot), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (hearth_guest_link_get_control (guest), "told", G_CALLBACK (on_told), self, G_CONNECT_DEFAULT);
}

static void
on_left (HearthGathering     *gathering,
         HearthGuestLink     *guest,
         HearthSnapshotRelay *self)
{
  g_signal_handlers_disconnect_by_data (hearth_guest_link_get_control (guest), self);
  g_hash_table_remove (self->untold, guest);
}

static void
hearth_snapshot_relay_dispose (GObject *object)
{
  HearthSnapshotRelay *self = HEARTH_SNAPSHOT_RELAY (object);

  hearth_snapshot_relay_close (self);
  g_clear_object (&self->gathering);
  g_clear_object (&self->snapshots);

  G_OBJECT_CLASS (hearth_snapshot_relay_parent_class)->dispose (object);
}

static void
hearth_snapshot_relay_finalize (GObject *object)
{
  g_hash_table_unref (HEARTH_SNAPSHOT_RELAY (object)->untold);

  G_OBJECT_CLASS (hearth_snapshot_relay_parent_class)->finalize (object);
}

static void
hearth_snapshot_relay_class_init (HearthSnapshotRelayClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_snapshot_relay_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_snapshot_relay_finalize;
}

static void
hearth_snapshot_relay_init (HearthSnapshotRelay *self)
{
  self->untold = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
}

HearthSnapshotRelay *
hearth_snapshot_relay_new (HearthGathering *gathering)
{
  HearthSnapshotRelay *self = g_object_new (HEARTH_TYPE_SNAPSHOT_RELAY, NULL);

  self->gathering = g_object_ref (gathering);
  /* Who has left is told nothing, now or later; who has no channel waits here, by name. */
  self->snapshots = hearth_snapshots_new (FALSE);
  g_signal_connect_object (gathering, "joined", G_CALLBACK (on_joined), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (gathering, "left", G_CALLBACK (on_left), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->snapshots, "send", G_CALLBACK (on_send), self, G_CONNECT_DEFAULT);

  return self;
}

HearthSnapshots *
hearth_snapshot_relay_get_snapshots (HearthSnapshotRelay *self)
{
  g_return_val_if_fail (HEARTH_IS_SNAPSHOT_RELAY (self), NULL);

  return self->snapshots;
}

void
hearth_snapshot_relay_close (HearthSnapshotRelay *self)
{
  GPtrArray *guests;

  g_return_if_fail (HEARTH_IS_SNAPSHOT_RELAY (self));

  if (self->gathering == NULL)
    return;

  guests = hearth_gathering_get_guests (self->gathering);
  for (guint i = 0; i < guests->len; i++)
    g_signal_handlers_disconnect_by_data (hearth_guest_link_get_control (g_ptr_array_index (guests, i)), self);
  g_signal_handlers_disconnect_by_data (self->gathering, self);
  g_signal_handlers_disconnect_by_data (self->snapshots, self);
  hearth_snapshots_close (self->snapshots);
}
