/* The door of a room that this computer hosts: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/door.h"

#include "base/limits.h"
#include "base/token-bucket.h"
#include "room/door-queue.h"

/* Knocks to be decrypted: everybody of a full room comes back when the server does, and as many as it lets wait at a door. */
#define KNOCK_BURST (HEARTH_LIMIT_ROOM_PEOPLE + HEARTH_LIMIT_ROOM_KNOCKS)
#define KNOCKS_PER_SECOND 5

/* A server that is there again says at once who waits. */
#define REOPEN_SECONDS 5

struct _HearthDoor
{
  GObject parent_instance;

  HearthInvitation *invitation;
  HearthIdentity *identity;
  HearthConnectionConfig *config;
  HearthGathering *gathering;
  guint capacity;
  HearthDoorPolicy policy;
  gboolean locked;
  HearthTokenBucket knocks;
  HearthDoorBook *book;
  HearthDoorQueue *queue;
  guint reopen_source;
};

enum
{
  ENVELOPE,
  TURNED_AWAY,
  LOCKED_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthDoor, hearth_door, G_TYPE_OBJECT)

/* --- What is said ------------------------------------------------------------------------------------------------------- */

static void
say (HearthDoor         *self,
     HearthEnvelopeType  type,
     const char         *to,
     const char         *payload,
     HearthDenyReason    reason)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (type);

  envelope->to = g_strdup (to);
  envelope->payload = g_strdup (payload);
  envelope->reason = reason;
  g_signal_emit (self, signals[ENVELOPE], 0, envelope);
}

static void
on_guest_relay (HearthGuestLink *guest,
                const char      *text,
                HearthDoor      *self)
{
  say (self, HEARTH_ENVELOPE_RELAY, hearth_guest_link_get_address (guest), text, HEARTH_DENY_NONE);
}

static void
on_guest_left (HearthGathering *gathering,
               HearthGuestLink *guest,
               HearthDoor      *self)
{
  say (self, HEARTH_ENVELOPE_LEAVE, hearth_guest_link_get_address (guest), NULL, HEARTH_DENY_NONE);
}

static void
deny (HearthDoor       *self,
      const char       *address,
      HearthDenyReason  reason)
{
  say (self, HEARTH_ENVELOPE_DENY, address, NULL, reason);
}

static void
admit (HearthDoor      *self,
       HearthGuestLink *guest)
{
  const HearthMemberState *host = hearth_gathering_get_host (self->gathering);
  g_autoptr (HearthPayload) welcome = hearth_payload_new (HEARTH_PAYLOAD_WELCOME);

  welcome->name = g_strdup (host->name);
  welcome->colour = g_strdup (host->colour);
  say (self, HEARTH_ENVELOPE_ADMIT, hearth_guest_link_get_address (guest), hearth_guest_link_welcome (guest, welcome), HEARTH_DENY_NONE);

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
  on_guest_left (self->gathering, guest, self);
  hearth_guest_link_attach (guest, session, address, hello);
}

static gint64
get_time (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* What is known of somebody who proved to be @key, and came by the link of @pass (nullable). */
static HearthDoorFacts
gather_facts (HearthDoor            *self,
              const HearthPublicKey *key,
              const char            *pass)
{
  HearthDoorStanding standing = hearth_door_book_get_standing (self->book, key);
  gboolean co_host;
  gboolean link_works = hearth_door_book_is_invited (self->book, key, pass, get_time (), &co_host);

  return (HearthDoorFacts) {
    .policy = self->policy,
    .locked = self->locked,
    .full = hearth_gathering_get_guests (self->gathering)->len + 1 >= self->capacity,
    .queue_full = hearth_door_queue_is_full (self->queue),
    .inside = hearth_gathering_find_key (self->gathering, key) != NULL,
    .blocked = standing == HEARTH_DOOR_BLOCKED,
    .removed = standing == HEARTH_DOOR_REMOVED,
    .remembered = standing == HEARTH_DOOR_REMEMBERED,
    .co_host = co_host,
    .link_works = link_works,
  };
}

/* Whose link is not for others is told so: it is dead, or nobody but they can come by it. */
static void
on_book_changed (HearthDoorBook *book,
                 HearthDoor     *self)
{
  GPtrArray *guests = hearth_gathering_get_guests (self->gathering);

  for (guint i = 0; i < guests->len; i++)
    {
      HearthGuestLink *guest = g_ptr_array_index (guests, i);

      hearth_guest_link_set_keep_link (guest, !hearth_door_book_may_invite (book, hearth_guest_link_get_key (guest),
                                                                            hearth_guest_link_get_pass (guest)));
    }
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
    }
  else
    {
      hearth_door_book_enter (self->book, key, hello->pass, get_time ());
      guest = seat_guest (self, session, address, hello);
    }
  on_book_changed (self->book, self);
  admit (self, guest);
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

  self->reopen_source = 0;
  hearth_door_queue_forget_doubtful (self->queue);
}

/* --- The object --------------------------------------------------------------------------------------------------------- */

static void
hearth_door_finalize (GObject *object)
{
  HearthDoor *self = HEARTH_DOOR (object);

  g_clear_handle_id (&self->reopen_source, g_source_remove);
  hearth_door_queue_free (self->queue);
  g_object_unref (self->book);
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
  signals[LOCKED_CHANGED] = g_signal_new ("locked-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_door_init (HearthDoor *self)
{
  self->queue = hearth_door_queue_new ();
  self->capacity = HEARTH_LIMIT_ROOM_PEOPLE;
  hearth_token_bucket_init (&self->knocks, KNOCK_BURST, KNOCKS_PER_SECOND, g_get_monotonic_time ());
}

HearthDoor *
hearth_door_new (HearthInvitation             *invitation,
                 HearthIdentity               *identity,
                 const HearthConnectionConfig *config,
                 HearthGathering              *gathering)
{
  HearthDoor *self = g_object_new (HEARTH_TYPE_DOOR, NULL);

  self->invitation = hearth_invitation_ref (invitation);
  self->identity = hearth_identity_ref (identity);
  self->config = hearth_connection_config_copy (config);
  self->gathering = g_object_ref (gathering);
  self->book = hearth_door_book_new (invitation);
  g_signal_connect_object (self->book, "changed", G_CALLBACK (on_book_changed), self, G_CONNECT_DEFAULT);
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
  HearthGuestLink *inside;

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

  /* Whom it has admitted already, if it was away at that moment. */
  inside = hearth_gathering_find_address (self->gathering, envelope->from);
  if (inside != NULL)
    {
      admit (self, inside);
      return;
    }

  session = hearth_trust_session_new_host (self->invitation, self->identity);
  hello = hearth_trust_session_open (session, envelope->payload, get_time (), &error);
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
  g_return_if_fail (HEARTH_IS_DOOR (self));

  hearth_door_queue_doubt (self->queue);
  g_clear_handle_id (&self->reopen_source, g_source_remove);
  self->reopen_source = g_timeout_add_seconds_once (REOPEN_SECONDS, on_reopened, self);
}

GListModel *
hearth_door_get_knocks (HearthDoor *self)
{
  g_return_val_if_fail (HEARTH_IS_DOOR (self), NULL);

  return hearth_door_queue_get_knocks (self->queue);
}

/* Somebody said yes to @waiting, who has left the queue. Returns: whether they are in. */
static gboolean
welcome (HearthDoor    *self,
         HearthWaiting *waiting)
{
  HearthDoorFacts facts = gather_facts (self, hearth_trust_session_get_peer (waiting->session), waiting->hello->pass);
  HearthDenyReason reason;

  if (hearth_door_decide_answered (&facts, &reason) != HEARTH_DOOR_IN)
    {
      send_away (self, waiting->address, reason);
      return FALSE;
    }

  let_in (self, g_steal_pointer (&waiting->session), waiting->address, waiting->hello);
  return TRUE;
}

gboolean
hearth_door_answer (HearthDoor        *self,
                    const char        *id,
                    HearthKnockAnswer  answer,
                    gboolean           by_host)
{
  g_autoptr (HearthWaiting) waiting = NULL;
  HearthWaiting *found;
  HearthPublicKey key;

  g_return_val_if_fail (HEARTH_IS_DOOR (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  found = hearth_door_queue_find_id (self->queue, id);
  if (found == NULL)
    return FALSE;

  waiting = hearth_door_queue_take (self->queue, found);
  key = *hearth_trust_session_get_peer (waiting->session);
  switch (answer)
    {
    case HEARTH_KNOCK_ADMIT:
      hearth_door_book_pardon (self->book, &key, by_host);
      return welcome (self, waiting);
    case HEARTH_KNOCK_REMEMBER:
      hearth_door_book_judge (self->book, &key, HEARTH_DOOR_REMEMBERED, hearth_knock_get_name (waiting->knock), by_host, get_time ());
      return welcome (self, waiting);
    case HEARTH_KNOCK_BLOCK:
      hearth_door_book_judge (self->book, &key, HEARTH_DOOR_BLOCKED, hearth_knock_get_name (waiting->knock), by_host, get_time ());
      deny (self, waiting->address, HEARTH_DENY_BANNED);
      return TRUE;
    case HEARTH_KNOCK_DENY:
    default:
      deny (self, waiting->address, HEARTH_DENY_REFUSED);
      return TRUE;
    }
}

void
hearth_door_expel (HearthDoor      *self,
                   HearthGuestLink *guest,
                   gboolean         block,
                   gboolean         by_host)
{
  const HearthPublicKey *key;

  g_return_if_fail (HEARTH_IS_DOOR (self));
  g_return_if_fail (HEARTH_IS_GUEST_LINK (guest));

  /* Whoever lets them in again lets in a guest. A listener stays one. */
  key = hearth_guest_link_get_key (guest);
  if (hearth_door_book_get_role (self->book, key) == HEARTH_ROLE_CO_HOST)
    hearth_door_book_set_role (self->book, key, HEARTH_ROLE_SPEAKER);
  hearth_door_book_judge (self->book, key, block ? HEARTH_DOOR_BLOCKED : HEARTH_DOOR_REMOVED,
                          hearth_member_get_name (hearth_guest_link_get_member (guest)), by_host, get_time ());
  hearth_guest_link_expel (guest);
}

void
hearth_door_renew_link (HearthDoor *self)
{
  HearthWaiting *waiting;

  g_return_if_fail (HEARTH_IS_DOOR (self));

  hearth_door_book_renew_links (self->book);
  while ((waiting = hearth_door_queue_get (self->queue, 0)) != NULL)
    dismiss (self, waiting, HEARTH_DENY_EXPIRED);
}

HearthDoorBook *
hearth_door_get_book (HearthDoor *self)
{
  g_return_val_if_fail (HEARTH_IS_DOOR (self), NULL);

  return self->book;
}
