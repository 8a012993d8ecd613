/* The door of a room that this computer hosts: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/door.h"

#include "base/limits.h"
#include "base/token-bucket.h"

/* Knocks to be decrypted: the server lets twenty wait at a door. */
#define KNOCK_BURST 40
#define KNOCKS_PER_SECOND 5

struct _HearthDoor
{
  GObject parent_instance;

  HearthInvitation *invitation;
  HearthIdentity *identity;
  HearthConnectionConfig *config;
  const HearthMemberState *host;
  HearthGathering *gathering;
  guint capacity;
  HearthTokenBucket knocks;
};

enum
{
  ENVELOPE,
  TURNED_AWAY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthDoor, hearth_door, G_TYPE_OBJECT)

/* --- What is said ------------------------------------------------------------------------------------------------------- */

static void
on_guest_relay (HearthGuestLink *guest,
                const char      *text,
                HearthDoor      *self)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_RELAY);

  envelope->to = g_strdup (hearth_guest_link_get_address (guest));
  envelope->payload = g_strdup (text);
  g_signal_emit (self, signals[ENVELOPE], 0, envelope);
}

static void
send_leave (HearthDoor *self,
            const char *address)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_LEAVE);

  envelope->to = g_strdup (address);
  g_signal_emit (self, signals[ENVELOPE], 0, envelope);
}

static void
on_guest_left (HearthGathering *gathering,
               HearthGuestLink *guest,
               HearthDoor      *self)
{
  send_leave (self, hearth_guest_link_get_address (guest));
}

static void
deny (HearthDoor       *self,
      const char       *address,
      HearthDenyReason  reason)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_DENY);

  envelope->to = g_strdup (address);
  envelope->reason = reason;
  g_signal_emit (self, signals[ENVELOPE], 0, envelope);
}

static void
admit (HearthDoor      *self,
       HearthGuestLink *guest)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_ADMIT);
  g_autoptr (HearthPayload) welcome = hearth_payload_new (HEARTH_PAYLOAD_WELCOME);

  welcome->name = g_strdup (self->host->name);
  welcome->colour = g_strdup (self->host->colour);
  envelope->to = g_strdup (hearth_guest_link_get_address (guest));
  envelope->payload = hearth_guest_link_seal (guest, welcome);
  g_signal_emit (self, signals[ENVELOPE], 0, envelope);

  hearth_guest_link_start (guest);
}

/* --- Who comes in ------------------------------------------------------------------------------------------------------- */

/* The one place that decides who comes in: everybody who proves to hold the link, up to the capacity. */
static HearthDenyReason
decide_admission (HearthDoor *self)
{
  return hearth_gathering_get_guests (self->gathering)->len + 1 < self->capacity ? HEARTH_DENY_NONE : HEARTH_DENY_FULL;
}

static HearthGuestLink *
seat_guest (HearthDoor          *self,
            HearthTrustSession  *session,
            const char          *address,
            const HearthPayload *hello)
{
  g_autofree char *id = hearth_gathering_mint_id (self->gathering);
  g_autoptr (HearthGuestLink) guest = hearth_guest_link_new (id, session, address, hello, self->config);

  g_signal_connect_object (guest, "relay", G_CALLBACK (on_guest_relay), self, G_CONNECT_DEFAULT);
  hearth_gathering_add (self->gathering, guest);

  return hearth_gathering_find_address (self->gathering, address);
}

/* The same key on another socket: its old connection to the server broke, or the person sits at another computer now. */
static void
reseat_guest (HearthDoor          *self,
              HearthGuestLink     *guest,
              HearthTrustSession  *session,
              const char          *address,
              const HearthPayload *hello)
{
  g_autoptr (HearthPayload) bye = hearth_payload_new (HEARTH_PAYLOAD_BYE);
  g_autofree char *text = hearth_guest_link_seal (guest, bye);

  on_guest_relay (guest, text, self);
  send_leave (self, hearth_guest_link_get_address (guest));
  hearth_guest_link_attach (guest, session, address, hello);
}

/* --- The object --------------------------------------------------------------------------------------------------------- */

static void
hearth_door_finalize (GObject *object)
{
  HearthDoor *self = HEARTH_DOOR (object);

  hearth_invitation_unref (self->invitation);
  hearth_identity_unref (self->identity);
  hearth_connection_config_free (self->config);
  g_object_unref (self->gathering);

  G_OBJECT_CLASS (hearth_door_parent_class)->finalize (object);
}

static void
hearth_door_class_init (HearthDoorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_door_finalize;

  signals[ENVELOPE] = g_signal_new ("envelope", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[TURNED_AWAY] = g_signal_new ("turned-away", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_door_init (HearthDoor *self)
{
  self->capacity = HEARTH_LIMIT_ROOM_PEOPLE;
  hearth_token_bucket_init (&self->knocks, KNOCK_BURST, KNOCKS_PER_SECOND, g_get_monotonic_time ());
}

HearthDoor *
hearth_door_new (HearthInvitation             *invitation,
                 HearthIdentity               *identity,
                 const HearthConnectionConfig *config,
                 const HearthMemberState      *host,
                 HearthGathering              *gathering)
{
  HearthDoor *self = g_object_new (HEARTH_TYPE_DOOR, NULL);

  self->invitation = hearth_invitation_ref (invitation);
  self->identity = hearth_identity_ref (identity);
  self->config = hearth_connection_config_copy (config);
  self->host = host;
  self->gathering = g_object_ref (gathering);
  g_signal_connect_object (gathering, "left", G_CALLBACK (on_guest_left), self, G_CONNECT_DEFAULT);

  return self;
}

void
hearth_door_set_capacity (HearthDoor *self,
                          guint       people)
{
  g_return_if_fail (HEARTH_IS_DOOR (self));

  self->capacity = CLAMP (people, 1, HEARTH_LIMIT_ROOM_PEOPLE);
}

void
hearth_door_knock (HearthDoor           *self,
                   const HearthEnvelope *envelope)
{
  g_autoptr (HearthTrustSession) session = NULL;
  g_autoptr (HearthPayload) hello = NULL;
  g_autoptr (GError) error = NULL;
  HearthGuestLink *guest;
  HearthDenyReason reason;

  g_return_if_fail (HEARTH_IS_DOOR (self));
  g_return_if_fail (envelope->from != NULL && envelope->payload != NULL);

  if (!hearth_token_bucket_take (&self->knocks, 1, g_get_monotonic_time ()))
    {
      deny (self, envelope->from, HEARTH_DENY_BUSY);
      return;
    }

  session = hearth_trust_session_new_host (self->invitation, self->identity);
  hello = hearth_trust_session_open (session, envelope->payload, g_get_real_time () / G_USEC_PER_SEC, &error);
  if (hello == NULL || hello->type != HEARTH_PAYLOAD_HELLO)
    {
      g_debug ("A knock is refused: %s", error != NULL ? error->message : "it says something else than hello");
      deny (self, envelope->from, HEARTH_DENY_REFUSED);
      return;
    }

  guest = hearth_gathering_find_key (self->gathering, hearth_trust_session_get_peer (session));
  g_debug ("A knock from %s: %s", envelope->from, guest != NULL ? "somebody returns" : "somebody new");
  if (guest != NULL)
    {
      reseat_guest (self, guest, g_steal_pointer (&session), envelope->from, hello);
      admit (self, guest);
      return;
    }

  reason = decide_admission (self);
  if (reason == HEARTH_DENY_NONE)
    {
      admit (self, seat_guest (self, g_steal_pointer (&session), envelope->from, hello));
      return;
    }

  deny (self, envelope->from, reason);
  g_signal_emit (self, signals[TURNED_AWAY], 0);
}
