/* The door of a room that this computer hosts: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/door.h"

#include "base/limits.h"
#include "base/token-bucket.h"
#include "room/door-queue.h"

/* Knocks to be decrypted: the server lets twenty wait at a door. */
#define KNOCK_BURST 40
#define KNOCKS_PER_SECOND 5

/* A server that is there again says at once who waits. */
#define REOPEN_SECONDS 5

struct _HearthDoor
{
  GObject parent_instance;

  HearthInvitation *invitation;
  HearthIdentity *identity;
  HearthConnectionConfig *config;
  const HearthMemberState *host;
  HearthGathering *gathering;
  guint capacity;
  HearthDoorPolicy policy;
  gboolean locked;
  HearthTokenBucket knocks;
  HearthDoorMemory *memory;
  HearthDoorLinks *links;
  HearthDoorQueue *queue;
  char *link;
  guint reopen_source;
};

enum
{
  ENVELOPE,
  TURNED_AWAY,
  MEMORY_CHANGED,
  LINK_CHANGED,
  LOCKED_CHANGED,
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

/* What is known of somebody who proved to be @key, and came by the link of @pass (nullable). */
static HearthDoorFacts
gather_facts (HearthDoor            *self,
              const HearthPublicKey *key,
              const char            *pass)
{
  HearthDoorStanding standing = hearth_door_memory_get (self->memory, key);

  return (HearthDoorFacts) {
    .policy = self->policy,
    .locked = self->locked,
    .full = hearth_gathering_get_guests (self->gathering)->len + 1 >= self->capacity,
    .queue_full = hearth_door_queue_is_full (self->queue),
    .inside = hearth_gathering_find_key (self->gathering, key) != NULL,
    .blocked = standing == HEARTH_DOOR_BLOCKED,
    .removed = standing == HEARTH_DOOR_REMOVED,
    .remembered = standing == HEARTH_DOOR_REMEMBERED,
    .link_works = hearth_door_links_works (self->links, key, pass, g_get_real_time () / G_USEC_PER_SEC),
  };
}

/* @session: (transfer full) */
static void
let_in (HearthDoor          *self,
        HearthTrustSession  *session,
        const char          *address,
        const HearthPayload *hello)
{
  const HearthPublicKey *key = hearth_trust_session_get_peer (session);
  HearthGuestLink *guest = hearth_gathering_find_key (self->gathering, key);

  if (guest != NULL)
    {
      reseat_guest (self, guest, session, address, hello);
      admit (self, guest);
      return;
    }

  if (hearth_door_links_use (self->links, key, hello->pass, g_get_real_time () / G_USEC_PER_SEC))
    g_signal_emit (self, signals[MEMORY_CHANGED], 0);
  admit (self, seat_guest (self, session, address, hello));
}

static void
send_away (HearthDoor       *self,
           const char       *address,
           HearthDenyReason  reason)
{
  deny (self, address, reason);
  if (reason == HEARTH_DENY_FULL)
    g_signal_emit (self, signals[TURNED_AWAY], 0);
}

static void
dismiss (HearthDoor       *self,
         HearthWaiting    *waiting,
         HearthDenyReason  reason)
{
  g_autoptr (HearthWaiting) dismissed = hearth_door_queue_take (self->queue, waiting);

  send_away (self, dismissed->address, reason);
}

static void
on_reopened (gpointer user_data)
{
  HearthDoor *self = HEARTH_DOOR (user_data);
  HearthWaiting *waiting;

  self->reopen_source = 0;
  for (guint i = 0; (waiting = hearth_door_queue_get (self->queue, i)) != NULL;)
    {
      if (waiting->confirmed)
        i++;
      else
        hearth_waiting_free (hearth_door_queue_take (self->queue, waiting));
    }
}

static void
update_link (HearthDoor *self)
{
  g_autoptr (HearthInvitation) own = hearth_invitation_with_ticket (self->invitation, hearth_door_links_get_own (self->links));
  g_autofree char *link = hearth_invitation_to_link (own);

  if (g_set_str (&self->link, link))
    g_signal_emit (self, signals[LINK_CHANGED], 0);
}

/* --- The object --------------------------------------------------------------------------------------------------------- */

static void
hearth_door_finalize (GObject *object)
{
  HearthDoor *self = HEARTH_DOOR (object);

  g_clear_handle_id (&self->reopen_source, g_source_remove);
  hearth_door_queue_free (self->queue);
  hearth_door_links_free (self->links);
  hearth_door_memory_free (self->memory);
  g_free (self->link);
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
  signals[MEMORY_CHANGED] = g_signal_new ("memory-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LINK_CHANGED] = g_signal_new ("link-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LOCKED_CHANGED] = g_signal_new ("locked-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_door_init (HearthDoor *self)
{
  self->memory = hearth_door_memory_new ();
  self->queue = hearth_door_queue_new ();
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
  self->links = hearth_door_links_new (hearth_invitation_get_room (invitation));
  update_link (self);
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
hearth_door_set_policy (HearthDoor       *self,
                        HearthDoorPolicy  policy)
{
  g_return_if_fail (HEARTH_IS_DOOR (self));

  self->policy = policy;
}

void
hearth_door_set_locked (HearthDoor *self,
                        gboolean    locked)
{
  g_return_if_fail (HEARTH_IS_DOOR (self));

  if (self->locked == !!locked)
    return;

  self->locked = !!locked;
  g_signal_emit (self, signals[LOCKED_CHANGED], 0);
}

gboolean
hearth_door_is_locked (HearthDoor *self)
{
  g_return_val_if_fail (HEARTH_IS_DOOR (self), TRUE);

  return self->locked;
}

/* The knock has proved to come from @session's peer, who said @hello. */
static void
receive (HearthDoor         *self,
         const char         *address,
         HearthTrustSession *session,
         HearthPayload      *hello)
{
  const HearthPublicKey *key = hearth_trust_session_get_peer (session);
  HearthWaiting *before = hearth_door_queue_find_key (self->queue, key);
  HearthDoorFacts facts;
  HearthDenyReason reason;
  HearthDoorDecision decision;

  /* Each key waits once: where they stand now. */
  if (before != NULL)
    dismiss (self, before, HEARTH_DENY_REFUSED);

  facts = gather_facts (self, key, hello->pass);
  decision = hearth_door_decide (&facts, &reason);
  g_debug ("A knock from %s: decision %d, reason %d", address, decision, reason);

  if (decision == HEARTH_DOOR_WAIT)
    {
      hearth_door_queue_add (self->queue, address, session, hello);
      return;
    }
  if (decision == HEARTH_DOOR_IN)
    let_in (self, g_steal_pointer (&session), address, hello);
  else
    send_away (self, address, reason);

  g_clear_pointer (&session, hearth_trust_session_free);
  hearth_payload_free (hello);
}

void
hearth_door_knock (HearthDoor           *self,
                   const HearthEnvelope *envelope)
{
  g_autoptr (HearthTrustSession) session = NULL;
  g_autoptr (HearthPayload) hello = NULL;
  g_autoptr (GError) error = NULL;
  HearthWaiting *waiting;

  g_return_if_fail (HEARTH_IS_DOOR (self));
  g_return_if_fail (envelope->from != NULL && envelope->payload != NULL);

  /* A server that was away says again who waits: a HELLO opens only once. */
  waiting = hearth_door_queue_find_address (self->queue, envelope->from);
  if (waiting != NULL)
    {
      waiting->confirmed = TRUE;
      return;
    }

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

  receive (self, envelope->from, g_steal_pointer (&session), g_steal_pointer (&hello));
}

void
hearth_door_leave (HearthDoor *self,
                   const char *address)
{
  HearthWaiting *waiting;

  g_return_if_fail (HEARTH_IS_DOOR (self));

  waiting = hearth_door_queue_find_address (self->queue, address);
  if (waiting != NULL)
    hearth_waiting_free (hearth_door_queue_take (self->queue, waiting));
}

void
hearth_door_reopen (HearthDoor *self)
{
  HearthWaiting *waiting;

  g_return_if_fail (HEARTH_IS_DOOR (self));

  for (guint i = 0; (waiting = hearth_door_queue_get (self->queue, i)) != NULL; i++)
    waiting->confirmed = FALSE;
  g_clear_handle_id (&self->reopen_source, g_source_remove);
  self->reopen_source = g_timeout_add_seconds_once (REOPEN_SECONDS, on_reopened, self);
}

GListModel *
hearth_door_get_knocks (HearthDoor *self)
{
  g_return_val_if_fail (HEARTH_IS_DOOR (self), NULL);

  return hearth_door_queue_get_knocks (self->queue);
}

/* Somebody said yes to @waiting, who has left the queue. */
static void
welcome (HearthDoor    *self,
         HearthWaiting *waiting)
{
  HearthDoorFacts facts = gather_facts (self, hearth_trust_session_get_peer (waiting->session), waiting->hello->pass);
  HearthDenyReason reason;

  if (hearth_door_decide_answered (&facts, &reason) == HEARTH_DOOR_IN)
    let_in (self, g_steal_pointer (&waiting->session), waiting->address, waiting->hello);
  else
    send_away (self, waiting->address, reason);
}

void
hearth_door_answer (HearthDoor        *self,
                    const char        *id,
                    HearthKnockAnswer  answer)
{
  g_autoptr (HearthWaiting) waiting = NULL;
  HearthWaiting *found;
  HearthDoorStanding before, after;
  HearthPublicKey key;
  const char *name;

  g_return_if_fail (HEARTH_IS_DOOR (self));
  g_return_if_fail (id != NULL && (guint) answer < HEARTH_N_KNOCK_ANSWERS);

  found = hearth_door_queue_find_id (self->queue, id);
  if (found == NULL)
    return;

  waiting = hearth_door_queue_take (self->queue, found);
  key = *hearth_trust_session_get_peer (waiting->session);
  name = hearth_knock_get_name (waiting->knock);
  before = hearth_door_memory_get (self->memory, &key);
  after = before == HEARTH_DOOR_REMOVED && answer == HEARTH_KNOCK_ADMIT ? HEARTH_DOOR_STRANGER : before;
  if (answer == HEARTH_KNOCK_REMEMBER)
    after = HEARTH_DOOR_REMEMBERED;
  else if (answer == HEARTH_KNOCK_BLOCK)
    after = HEARTH_DOOR_BLOCKED;
  if (after != before)
    {
      hearth_door_memory_set (self->memory, &key, after, name);
      g_signal_emit (self, signals[MEMORY_CHANGED], 0);
    }

  if (answer == HEARTH_KNOCK_ADMIT || answer == HEARTH_KNOCK_REMEMBER)
    welcome (self, waiting);
  else
    deny (self, waiting->address, answer == HEARTH_KNOCK_BLOCK ? HEARTH_DENY_BANNED : HEARTH_DENY_REFUSED);
}

void
hearth_door_expel (HearthDoor      *self,
                   HearthGuestLink *guest,
                   gboolean         block)
{
  g_return_if_fail (HEARTH_IS_DOOR (self));
  g_return_if_fail (HEARTH_IS_GUEST_LINK (guest));

  hearth_door_memory_set (self->memory, hearth_guest_link_get_key (guest), block ? HEARTH_DOOR_BLOCKED : HEARTH_DOOR_REMOVED,
                          hearth_member_get_name (hearth_guest_link_get_member (guest)));
  g_signal_emit (self, signals[MEMORY_CHANGED], 0);
  hearth_guest_link_expel (guest);
}

const char *
hearth_door_get_link (HearthDoor *self)
{
  g_return_val_if_fail (HEARTH_IS_DOOR (self), NULL);

  return self->link;
}

char *
hearth_door_make_link (HearthDoor *self,
                       guint       seconds,
                       gboolean    for_one)
{
  g_autoptr (HearthInvitation) made = NULL;
  const HearthTicket *ticket;

  g_return_val_if_fail (HEARTH_IS_DOOR (self), NULL);

  ticket = hearth_door_links_add (self->links, seconds, for_one, g_get_real_time () / G_USEC_PER_SEC);
  made = hearth_invitation_with_ticket (self->invitation, ticket);
  g_signal_emit (self, signals[MEMORY_CHANGED], 0);

  return hearth_invitation_to_link (made);
}

void
hearth_door_renew_link (HearthDoor *self)
{
  HearthWaiting *waiting;

  g_return_if_fail (HEARTH_IS_DOOR (self));

  hearth_door_links_renew (self->links);
  while ((waiting = hearth_door_queue_get (self->queue, 0)) != NULL)
    dismiss (self, waiting, HEARTH_DENY_EXPIRED);
  update_link (self);
  g_signal_emit (self, signals[MEMORY_CHANGED], 0);
}

HearthDoorMemory *
hearth_door_get_memory (HearthDoor *self)
{
  g_return_val_if_fail (HEARTH_IS_DOOR (self), NULL);

  return self->memory;
}

HearthDoorLinks *
hearth_door_get_links (HearthDoor *self)
{
  g_return_val_if_fail (HEARTH_IS_DOOR (self), NULL);

  return self->links;
}

gboolean
hearth_door_load (HearthDoor         *self,
                  const char *const  *people,
                  const char *const  *links,
                  GError            **error)
{
  g_return_val_if_fail (HEARTH_IS_DOOR (self), FALSE);

  if ((people != NULL && !hearth_door_memory_load (self->memory, people, error))
      || (links != NULL && !hearth_door_links_load (self->links, links, error)))
    return FALSE;

  update_link (self);
  return TRUE;
}
