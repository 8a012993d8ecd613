/* Everybody who is inside a room that this computer hosts: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/gathering.h"

#include "room/member-private.h"

/* The host's own member id; guests are "g1", "g2", …. */
#define HOST_ID "host"

struct _HearthGathering
{
  GObject parent_instance;

  HearthMemberState *host;
  HearthRtpSource *sources[HEARTH_N_TRACK_KINDS]; /* the host's */
  GPtrArray *guests;
  GListStore *members;
  guint n_minted;
  guint64 version; /* of the roster */
  guint roster_source;
};

enum
{
  LEFT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthGathering, hearth_gathering, G_TYPE_OBJECT)

static HearthControlMessage *
make_roster (HearthGathering *self,
             HearthGuestLink *recipient)
{
  HearthControlMessage *message = hearth_control_message_new (HEARTH_CONTROL_ROSTER);
  HearthMemberState *host = hearth_member_state_new ();

  host->id = g_strdup (HOST_ID);
  host->name = g_strdup (self->host->name);
  host->colour = g_strdup (self->host->colour);
  host->host = TRUE;
  host->microphone_on = self->host->microphone_on;
  host->camera_on = self->host->camera_on;

  message->version = self->version;
  message->you = g_strdup (hearth_member_get_id (hearth_guest_link_get_member (recipient)));
  g_ptr_array_add (message->members, host);
  for (guint i = 0; i < self->guests->len; i++)
    {
      HearthMember *member = hearth_guest_link_get_member (g_ptr_array_index (self->guests, i));
      HearthMemberState *state = hearth_member_state_new ();

      state->id = g_strdup (hearth_member_get_id (member));
      state->name = g_strdup (hearth_member_get_name (member));
      state->colour = g_strdup (hearth_member_get_colour (member));
      state->microphone_on = hearth_member_get_microphone_on (member);
      state->camera_on = hearth_member_get_camera_on (member);
      g_ptr_array_add (message->members, state);
    }

  return message;
}

static void
send_roster (HearthGathering *self,
             HearthGuestLink *guest)
{
  g_autoptr (HearthControlMessage) message = make_roster (self, guest);

  /* Where the channel is not open, the roster follows when it is. */
  (void) hearth_guest_link_send (guest, message);
}

static void
on_roster_due (gpointer user_data)
{
  HearthGathering*self = HEARTH_GATHERING (user_data);

  self->roster_source = 0;
  self->version++;
  for (guint i = 0; i < self->guests->len; i++)
    send_roster (self, g_ptr_array_index (self->guests, i));
}

/* Whatever changes within one turn of the loop makes one roster. */
static void
queue_roster (HearthGathering*self)
{
  if (self->roster_source == 0)
    self->roster_source = g_idle_add_once (on_roster_due, self);
}

/* Gives @recipient what is received from @member now, which may be nothing. */
static void
forward_member (HearthMember    *member,
                gboolean         gone,
                HearthGuestLink *recipient)
{
  for (HearthTrackKind kind = 0; kind < HEARTH_N_TRACK_KINDS; kind++)
    {
      g_autofree char *track_id = hearth_track_id_new (hearth_member_get_id (member), kind);

      hearth_guest_link_set_track (recipient, track_id, gone ? NULL : hearth_member_get_source (member, kind));
    }
}

static void
forward_to_others (HearthGathering*self,
                   HearthMember   *member,
                   gboolean        gone)
{
  for (guint i = 0; i < self->guests->len; i++)
    {
      HearthGuestLink *guest = g_ptr_array_index (self->guests, i);

      if (hearth_guest_link_get_member (guest) != member)
        forward_member (member, gone, guest);
    }
}

static void
forward_everybody_to (HearthGathering *self,
                      HearthGuestLink *recipient)
{
  for (HearthTrackKind kind = 0; kind < HEARTH_N_TRACK_KINDS; kind++)
    {
      g_autofree char *track_id = hearth_track_id_new (HOST_ID, kind);

      hearth_guest_link_set_track (recipient, track_id, self->sources[kind]);
    }
  for (guint i = 0; i < self->guests->len; i++)
    {
      HearthGuestLink *guest = g_ptr_array_index (self->guests, i);

      if (guest != recipient)
        forward_member (hearth_guest_link_get_member (guest), FALSE, recipient);
    }
}

static void
on_guest_opened (HearthGuestLink *guest,
                 HearthGathering  *self)
{
  send_roster (self, guest);
}

static void
on_member_notify (HearthMember   *member,
                  GParamSpec     *pspec,
                  HearthGathering *self)
{
  queue_roster (self);
}

static void
on_member_sources_changed (HearthMember   *member,
                           HearthGathering *self)
{
  forward_to_others (self, member, FALSE);
}

static void
on_close_guest (gpointer user_data)
{
  g_autoptr (HearthGuestLink) guest = HEARTH_GUEST_LINK (user_data);

  hearth_guest_link_close (guest);
}

static void
forget (HearthGathering *self,
        HearthGuestLink *guest)
{
  g_signal_handlers_disconnect_by_data (hearth_guest_link_get_member (guest), self);
  g_signal_handlers_disconnect_by_data (guest, self);
}

static void
on_guest_gone (HearthGuestLink *gone,
               HearthGathering *self)
{
  g_autoptr (HearthGuestLink) guest = g_object_ref (gone);
  HearthMember *member = hearth_guest_link_get_member (guest);
  guint index;

  forget (self, guest);
  g_ptr_array_remove (self->guests, guest);
  if (g_list_store_find (self->members, member, &index))
    g_list_store_remove (self->members, index);

  forward_to_others (self, member, TRUE);
  queue_roster (self);
  g_signal_emit (self, signals[LEFT], 0, guest);

  /* This runs inside a signal of the guest's own connection, which is therefore closed a turn later. */
  g_idle_add_once (on_close_guest, g_steal_pointer (&guest));
}

static void
hearth_gathering_dispose (GObject *object)
{
  HearthGathering *self = HEARTH_GATHERING (object);

  hearth_gathering_close (self);
  for (HearthTrackKind kind = 0; kind < HEARTH_N_TRACK_KINDS; kind++)
    g_clear_object (&self->sources[kind]);

  G_OBJECT_CLASS (hearth_gathering_parent_class)->dispose (object);
}

static void
hearth_gathering_finalize (GObject *object)
{
  HearthGathering *self = HEARTH_GATHERING (object);

  g_clear_pointer (&self->host, hearth_member_state_free);
  g_clear_pointer (&self->guests, g_ptr_array_unref);
  g_clear_object (&self->members);

  G_OBJECT_CLASS (hearth_gathering_parent_class)->finalize (object);
}

static void
hearth_gathering_class_init (HearthGatheringClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_gathering_dispose;
  object_class->finalize = hearth_gathering_finalize;

  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_GUEST_LINK);
}

static void
hearth_gathering_init (HearthGathering *self)
{
  self->host = hearth_member_state_new ();
  self->guests = g_ptr_array_new_with_free_func (g_object_unref);
  self->members = g_list_store_new (HEARTH_TYPE_MEMBER);
  self->version = 1;
}

HearthGathering *
hearth_gathering_new (void)
{
  return g_object_new (HEARTH_TYPE_GATHERING, NULL);
}

void
hearth_gathering_set_host (HearthGathering         *self,
                           const HearthMemberState *state)
{
  g_return_if_fail (HEARTH_IS_GATHERING (self));

  g_set_str (&self->host->name, state->name);
  g_set_str (&self->host->colour, state->colour);
  self->host->microphone_on = state->microphone_on;
  self->host->camera_on = state->camera_on;
  queue_roster (self);
}

void
hearth_gathering_set_host_source (HearthGathering *self,
                                  HearthTrackKind  kind,
                                  HearthRtpSource *source)
{
  g_return_if_fail (HEARTH_IS_GATHERING (self));
  g_return_if_fail (kind < HEARTH_N_TRACK_KINDS);
  g_return_if_fail (self->guests->len == 0);

  g_set_object (&self->sources[kind], source);
}

char *
hearth_gathering_mint_id (HearthGathering *self)
{
  g_return_val_if_fail (HEARTH_IS_GATHERING (self), NULL);

  return g_strdup_printf ("g%u", ++self->n_minted);
}

void
hearth_gathering_add (HearthGathering *self,
                      HearthGuestLink *guest)
{
  HearthMember *member;

  g_return_if_fail (HEARTH_IS_GATHERING (self));
  g_return_if_fail (HEARTH_IS_GUEST_LINK (guest));

  member = hearth_guest_link_get_member (guest);
  g_signal_connect_object (guest, "opened", G_CALLBACK (on_guest_opened), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (guest, "gone", G_CALLBACK (on_guest_gone), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (member, "notify", G_CALLBACK (on_member_notify), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (member, "sources-changed", G_CALLBACK (on_member_sources_changed), self, G_CONNECT_DEFAULT);

  forward_everybody_to (self, guest);
  g_ptr_array_add (self->guests, g_object_ref (guest));
  g_list_store_append (self->members, member);
  queue_roster (self);
}

HearthGuestLink *
hearth_gathering_find_address (HearthGathering *self,
                               const char      *address)
{
  g_return_val_if_fail (HEARTH_IS_GATHERING (self), NULL);

  for (guint i = 0; i < self->guests->len; i++)
    {
      HearthGuestLink *guest = g_ptr_array_index (self->guests, i);

      if (g_strcmp0 (hearth_guest_link_get_address (guest), address) == 0)
        return guest;
    }

  return NULL;
}

HearthGuestLink *
hearth_gathering_find_key (HearthGathering       *self,
                           const HearthPublicKey *key)
{
  g_return_val_if_fail (HEARTH_IS_GATHERING (self), NULL);

  for (guint i = 0; i < self->guests->len; i++)
    {
      HearthGuestLink *guest = g_ptr_array_index (self->guests, i);

      if (hearth_public_key_equal (hearth_guest_link_get_key (guest), key))
        return guest;
    }

  return NULL;
}

GPtrArray *
hearth_gathering_get_guests (HearthGathering *self)
{
  g_return_val_if_fail (HEARTH_IS_GATHERING (self), NULL);

  return self->guests;
}

GListModel *
hearth_gathering_get_members (HearthGathering *self)
{
  g_return_val_if_fail (HEARTH_IS_GATHERING (self), NULL);

  return G_LIST_MODEL (self->members);
}

void
hearth_gathering_close (HearthGathering *self)
{
  g_return_if_fail (HEARTH_IS_GATHERING (self));

  g_clear_handle_id (&self->roster_source, g_source_remove);
  for (guint i = 0; i < self->guests->len; i++)
    forget (self, g_ptr_array_index (self->guests, i));
  for (guint i = 0; i < self->guests->len; i++)
    hearth_guest_link_close (g_ptr_array_index (self->guests, i));
  g_ptr_array_set_size (self->guests, 0);
  g_list_store_remove_all (self->members);
}
