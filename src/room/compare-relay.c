/* Hands on what two people say who compare a code: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/compare-relay.h"

struct _HearthCompareRelay
{
  GObject parent_instance;

  HearthGathering *gathering;
  HearthComparer *comparer;
};

G_DEFINE_FINAL_TYPE (HearthCompareRelay, hearth_compare_relay, G_TYPE_OBJECT)

/* Whose connection it came by is who it is from, whatever it says. */
static void
hand_on (HearthCompareRelay         *self,
         const char                 *from,
         const HearthControlMessage *message)
{
  HearthGuestLink *to = hearth_gathering_find_id (self->gathering, message->peer);
  g_autoptr (HearthControlMessage) copy = NULL;

  if (to == NULL)
    return;

  copy = hearth_control_message_new (HEARTH_CONTROL_COMPARE);
  copy->peer = g_strdup (from);
  copy->step = message->step;
  copy->commitment = g_strdup (message->commitment);
  copy->nonce = g_strdup (message->nonce);
  copy->signature = g_strdup (message->signature);
  (void) hearth_guest_link_send (to, copy);
}

static void
on_compare (HearthGuestControl   *control,
            HearthControlMessage *message,
            HearthCompareRelay   *self)
{
  HearthGuestLink *guest = hearth_gathering_find_control (self->gathering, control);
  HearthMember *member;

  if (guest == NULL)
    return;

  member = hearth_guest_link_get_member (guest);
  if (g_str_equal (message->peer, HEARTH_GATHERING_HOST_ID))
    hearth_comparer_receive (self->comparer, message, hearth_member_get_id (member), hearth_member_get_key (member));
  else
    hand_on (self, hearth_member_get_id (member), message);
}

static void
on_send (HearthComparer       *comparer,
         HearthControlMessage *message,
         HearthCompareRelay   *self)
{
  hand_on (self, HEARTH_GATHERING_HOST_ID, message);
}

static void
on_joined (HearthGathering    *gathering,
           HearthGuestLink    *guest,
           HearthCompareRelay *self)
{
  g_signal_connect_object (hearth_guest_link_get_control (guest), "compare", G_CALLBACK (on_compare), self, G_CONNECT_DEFAULT);
}

static gboolean
is_inside (const char *id,
           gpointer    data)
{
  return hearth_gathering_find_id (HEARTH_COMPARE_RELAY (data)->gathering, id) != NULL;
}

static void
on_left (HearthGathering    *gathering,
         HearthGuestLink    *guest,
         HearthCompareRelay *self)
{
  g_signal_handlers_disconnect_by_data (hearth_guest_link_get_control (guest), self);
  hearth_comparer_retain (self->comparer, is_inside, self);
}

static void
hearth_compare_relay_dispose (GObject *object)
{
  HearthCompareRelay *self = HEARTH_COMPARE_RELAY (object);

  hearth_compare_relay_close (self);
  g_clear_object (&self->gathering);
  g_clear_object (&self->comparer);

  G_OBJECT_CLASS (hearth_compare_relay_parent_class)->dispose (object);
}

static void
hearth_compare_relay_class_init (HearthCompareRelayClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_compare_relay_dispose;
}

static void
hearth_compare_relay_init (HearthCompareRelay *self)
{
}

HearthCompareRelay *
hearth_compare_relay_new (HearthGathering *gathering,
                          HearthComparer  *comparer)
{
  HearthCompareRelay *self = g_object_new (HEARTH_TYPE_COMPARE_RELAY, NULL);

  self->gathering = g_object_ref (gathering);
  self->comparer = g_object_ref (comparer);
  g_signal_connect_object (gathering, "joined", G_CALLBACK (on_joined), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (gathering, "left", G_CALLBACK (on_left), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (comparer, "send", G_CALLBACK (on_send), self, G_CONNECT_DEFAULT);

  return self;
}

void
hearth_compare_relay_close (HearthCompareRelay *self)
{
  GPtrArray *guests;

  g_return_if_fail (HEARTH_IS_COMPARE_RELAY (self));

  if (self->gathering == NULL)
    return;

  guests = hearth_gathering_get_guests (self->gathering);
  for (guint i = 0; i < guests->len; i++)
    g_signal_handlers_disconnect_by_data (hearth_guest_link_get_control (g_ptr_array_index (guests, i)), self);
  g_signal_handlers_disconnect_by_data (self->gathering, self);
  g_signal_handlers_disconnect_by_data (self->comparer, self);
  hearth_comparer_close (self->comparer);
}
