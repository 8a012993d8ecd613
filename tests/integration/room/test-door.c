/* The door of a room: who holds a link comes in until the room is full, or waits until somebody answers; remembered, blocked and removed
 * keys, links that were taken back, a locked door, and a crowd of strangers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bare-room.h"
#include "base/limits.h"
#include "base/main-thread.h"
#include "people.h"

typedef struct
{
  BareRoom bare;
  GHashTable *answers; /* address → HearthEnvelope: the last that was not for a path */
  guint n_turned_away;
  guint n_memory_changes;
  guint n_link_changes;
} Room;

static HearthDoorBook *
get_book (Room *room)
{
  return hearth_door_get_book (room->bare.door);
}

static gint64
get_time (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
on_envelope (HearthDoor     *door,
             HearthEnvelope *envelope,
             Room           *room)
{
  HearthEnvelope *kept;

  if (envelope->type != HEARTH_ENVELOPE_ADMIT && envelope->type != HEARTH_ENVELOPE_DENY)
    return;

  kept = hearth_envelope_new (envelope->type);
  kept->reason = envelope->reason;
  g_hash_table_replace (room->answers, g_strdup (envelope->to), kept);
}

static void
on_turned_away (HearthDoor *door,
                Room       *room)
{
  room->n_turned_away++;
}

static void
on_memory_changed (HearthDoorBook *book,
                   Room           *room)
{
  room->n_memory_changes++;
}

static void
on_link_changed (HearthDoorBook *book,
                 Room           *room)
{
  room->n_link_changes++;
}

static void
free_envelope (gpointer data)
{
  hearth_envelope_free (data);
}

static void
set_up (Room          *room,
        gconstpointer  data)
{
  bare_room_set_up (&room->bare);
  room->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_envelope);
  g_signal_connect (room->bare.door, "envelope", G_CALLBACK (on_envelope), room);
  g_signal_connect (room->bare.door, "turned-away", G_CALLBACK (on_turned_away), room);
  g_signal_connect (get_book (room), "changed", G_CALLBACK (on_memory_changed), room);
  g_signal_connect (get_book (room), "link-changed", G_CALLBACK (on_link_changed), room);
}

static void
tear_down (Room          *room,
           gconstpointer  data)
{
  bare_room_tear_down (&room->bare);
  g_hash_table_unref (room->answers);
}

static void
knock (Room           *room,
       HearthIdentity *identity,
       const char     *address)
{
  bare_room_knock (&room->bare, identity, address);
}

static void
knock_by_link (Room           *room,
               const char     *link,
               HearthIdentity *identity,
               const char     *address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthInvitation) invitation = hearth_invitation_parse (link, &error);

  g_assert_no_error (error);
  bare_room_knock_by (&room->bare, invitation, identity, address);
}

static void
knock_as_stranger (Room       *room,
                   const char *address)
{
  bare_room_knock_as_stranger (&room->bare, address);
}

static guint
count_waiting (Room *room)
{
  return g_list_model_get_n_items (hearth_door_get_knocks (room->bare.door));
}

static guint
count_inside (Room *room)
{
  return hearth_gathering_get_guests (room->bare.gathering)->len;
}

/* To whoever waits under the name @name. */
static void
answer_as (Room              *room,
           gboolean           by_host,
           const char        *name,
           HearthKnockAnswer  given)
{
  for (guint i = 0; i < count_waiting (room); i++)
    {
      g_autoptr (HearthKnock) waiting = g_list_model_get_item (hearth_door_get_knocks (room->bare.door), i);

      if (g_str_equal (hearth_knock_get_name (waiting), name))
        {
          (void) hearth_door_answer (room->bare.door, hearth_knock_get_id (waiting), given, by_host);
          return;
        }
    }

  g_error ("%s does not wait", name);
}

static void
answer (Room              *room,
        const char        *name,
        HearthKnockAnswer  given)
{
  answer_as (room, TRUE, name, given);
}

static void
assert_waits (Room       *room,
              const char *address)
{
  g_assert_null (g_hash_table_lookup (room->answers, address));
}

static void
assert_answer (Room               *room,
               const char         *address,
               HearthEnvelopeType  type,
               HearthDenyReason    reason)
{
  const HearthEnvelope *answer = g_hash_table_lookup (room->answers, address);

  g_assert_nonnull (answer);
  g_assert_cmpint (answer->type, ==, type);
  g_assert_cmpint (answer->reason, ==, reason);
}

static void
test_capacity (Room          *room,
               gconstpointer  data)
{
  guint people = GPOINTER_TO_UINT (data);
  g_autoptr (HearthIdentity) first = hearth_identity_generate ();

  hearth_door_set_capacity (room->bare.door, people);
  knock (room, first, "first");
  for (guint i = 2; i < people; i++)
    {
      g_autofree char *address = g_strdup_printf ("guest-%u", i);

      knock_as_stranger (room, address);
      assert_answer (room, address, HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);
    }
  g_assert_cmpuint (hearth_gathering_get_guests (room->bare.gathering)->len, ==, people - 1);

  /* The host has a seat as well: the next one finds none. Who is inside comes back to theirs. */
  knock_as_stranger (room, "late");
  assert_answer (room, "late", HEARTH_ENVELOPE_DENY, HEARTH_DENY_FULL);
  g_assert_cmpuint (room->n_turned_away, ==, 1);
  knock (room, first, "first-again");
  assert_answer (room, "first-again", HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);
  g_assert_cmpuint (hearth_gathering_get_guests (room->bare.gathering)->len, ==, people - 1);
}

static void
test_nonsense (Room          *room,
               gconstpointer  data)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_KNOCK);

  envelope->from = g_strdup ("stranger");
  envelope->payload = g_strdup ("bm9uc2Vuc2U");
  hearth_door_knock (room->bare.door, envelope);
  assert_answer (room, "stranger", HEARTH_ENVELOPE_DENY, HEARTH_DENY_REFUSED);
  g_assert_cmpuint (room->n_turned_away, ==, 0);
  g_assert_cmpuint (hearth_gathering_get_guests (room->bare.gathering)->len, ==, 0);
}

static void
test_answers (Room          *room,
              gconstpointer  data)
{
  g_autoptr (HearthIdentity) once = hearth_identity_generate ();
  g_autoptr (HearthIdentity) friend = hearth_identity_generate ();
  g_autoptr (HearthIdentity) pest = hearth_identity_generate ();
  g_autoptr (HearthIdentity) later = hearth_identity_generate ();

  hearth_door_set_policy (room->bare.door, HEARTH_DOOR_ASK);
  knock (room, once, "once");
  knock (room, friend, "friend");
  knock (room, pest, "pest");
  knock (room, later, "later");
  g_assert_cmpuint (count_waiting (room), ==, 4);
  g_assert_cmpuint (count_inside (room), ==, 0);
  assert_waits (room, "once");

  answer (room, "later", HEARTH_KNOCK_DENY);
  assert_answer (room, "later", HEARTH_ENVELOPE_DENY, HEARTH_DENY_REFUSED);
  answer (room, "once", HEARTH_KNOCK_ADMIT);
  assert_answer (room, "once", HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);
  answer (room, "friend", HEARTH_KNOCK_REMEMBER);
  assert_answer (room, "friend", HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);
  g_assert_cmpuint (room->n_memory_changes, ==, 1);
  answer (room, "pest", HEARTH_KNOCK_BLOCK);
  assert_answer (room, "pest", HEARTH_ENVELOPE_DENY, HEARTH_DENY_BANNED);
  g_assert_cmpuint (room->n_memory_changes, ==, 2);
  g_assert_cmpuint (count_waiting (room), ==, 0);
  g_assert_cmpuint (count_inside (room), ==, 2);

  /* Whoever is inside comes back to their seat; whoever was refused may ask again, whoever is blocked may not. */
  knock (room, once, "once-again");
  assert_answer (room, "once-again", HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);
  knock (room, later, "later-again");
  assert_waits (room, "later-again");
  knock (room, pest, "pest-again");
  assert_answer (room, "pest-again", HEARTH_ENVELOPE_DENY, HEARTH_DENY_BANNED);
  g_assert_cmpuint (count_inside (room), ==, 2);

  /* Somebody who has gone in the meantime is no error. */
  g_assert_false (hearth_door_answer (room->bare.door, "k1", HEARTH_KNOCK_ADMIT, TRUE));
  g_assert_false (hearth_door_answer (room->bare.door, "nobody", HEARTH_KNOCK_BLOCK, TRUE));
}

/* What was decided about a key counts for another room with the same book. */
static void
test_memory (Room          *room,
             gconstpointer  data)
{
  g_autoptr (HearthIdentity) friend = hearth_identity_generate ();
  g_autoptr (HearthIdentity) pest = hearth_identity_generate ();
  const HearthPublicKey *pests_key = hearth_identity_get_public_key (pest);

  hearth_door_book_judge (get_book (room), hearth_identity_get_public_key (friend), HEARTH_DOOR_REMEMBERED, "Friend", TRUE, get_time ());
  hearth_door_book_judge (get_book (room), pests_key, HEARTH_DOOR_REMOVED, "Pest", TRUE, get_time ());
  hearth_door_set_policy (room->bare.door, HEARTH_DOOR_ASK);
  knock (room, friend, "friend");
  assert_answer (room, "friend", HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);

  /* Whoever was put out is asked about even where everybody may come in, and is a stranger like others afterwards. */
  hearth_door_set_policy (room->bare.door, HEARTH_DOOR_EVERYBODY);
  knock (room, pest, "pest");
  assert_waits (room, "pest");
  answer (room, "pest", HEARTH_KNOCK_ADMIT);
  assert_answer (room, "pest", HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);
  g_assert_cmpint (hearth_door_book_get_standing (get_book (room), pests_key), ==, HEARTH_DOOR_STRANGER);
}

/* What a co-host says of somebody whom the host remembers: it counts, the host's word is not lost, and comes back with the host's yes. */
static void
test_co_hosts_verdict (Room          *room,
                       gconstpointer  data)
{
  g_autoptr (HearthIdentity) friend = hearth_identity_generate ();
  const HearthPublicKey *key = hearth_identity_get_public_key (friend);

  hearth_door_set_policy (room->bare.door, HEARTH_DOOR_ASK);
  hearth_door_book_judge (get_book (room), key, HEARTH_DOOR_REMEMBERED, "friend", TRUE, get_time ());
  knock (room, friend, "friend");
  hearth_door_expel (room->bare.door, hearth_gathering_find_key (room->bare.gathering, key), FALSE, FALSE);
  g_assert_cmpuint (count_inside (room), ==, 0);
  knock (room, friend, "again");
  assert_waits (room, "again");
  answer (room, "again", HEARTH_KNOCK_ADMIT);
  assert_answer (room, "again", HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);
  g_assert_cmpint (hearth_door_book_get_standing (get_book (room), key), ==, HEARTH_DOOR_REMEMBERED);

  hearth_door_expel (room->bare.door, hearth_gathering_find_key (room->bare.gathering, key), TRUE, FALSE);
  knock (room, friend, "blocked");
  assert_answer (room, "blocked", HEARTH_ENVELOPE_DENY, HEARTH_DENY_BANNED);

  /* And a co-host's yes does not overrule what the host said. */
  hearth_door_book_forget (get_book (room), key);
  hearth_door_book_judge (get_book (room), key, HEARTH_DOOR_REMOVED, "friend", TRUE, get_time ());
  knock (room, friend, "third");
  answer_as (room, FALSE, "third", HEARTH_KNOCK_ADMIT);
  assert_answer (room, "third", HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);
  g_assert_cmpint (hearth_door_book_get_standing (get_book (room), key), ==, HEARTH_DOOR_REMOVED);
}

/* Who holds the link for a co-host comes in unasked, for good and through a lock; once removed, like anybody. */
static void
test_co_host_link (Room          *room,
                   gconstpointer  data)
{
  g_autoptr (HearthIdentity) anna = hearth_identity_generate ();
  g_autoptr (HearthIdentity) ben = hearth_identity_generate ();
  const HearthPublicKey *key = hearth_identity_get_public_key (anna);
  g_autofree char *link = hearth_door_book_make_link (get_book (room), 0, HEARTH_LINK_FOR_CO_HOST, get_time ());
  g_autofree char *same = hearth_door_book_dup_co_host_link (get_book (room));

  g_assert_cmpstr (link, ==, same);
  hearth_door_set_policy (room->bare.door, HEARTH_DOOR_ASK);
  hearth_door_set_locked (room->bare.door, TRUE);
  knock_by_link (room, link, anna, "anna");
  assert_answer (room, "anna", HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);
  g_assert_cmpint (hearth_door_book_get_role (get_book (room), key), ==, HEARTH_ROLE_CO_HOST);
  knock_by_link (room, link, ben, "ben");
  assert_answer (room, "ben", HEARTH_ENVELOPE_DENY, HEARTH_DENY_EXPIRED);

  g_signal_emit_by_name (hearth_guest_link_get_control (hearth_gathering_find_key (room->bare.gathering, key)), "bye");
  g_assert_cmpuint (count_inside (room), ==, 0);
  knock (room, anna, "anna-by-the-rooms-link");
  assert_answer (room, "anna-by-the-rooms-link", HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);

  hearth_door_expel (room->bare.door, hearth_gathering_find_key (room->bare.gathering, key), FALSE, TRUE);
  g_assert_cmpint (hearth_door_book_get_role (get_book (room), key), ==, HEARTH_ROLE_SPEAKER);
  hearth_door_set_locked (room->bare.door, FALSE);
  knock_by_link (room, link, anna, "anna-removed");
  assert_waits (room, "anna-removed");
  answer (room, "anna-removed", HEARTH_KNOCK_ADMIT);
  assert_answer (room, "anna-removed", HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);
  g_assert_cmpint (hearth_door_book_get_role (get_book (room), key), ==, HEARTH_ROLE_SPEAKER);
}

/* The server knocks once more for somebody who is inside: it has missed the answer, which is said again; to nobody else. */
static void
test_inside_already (Room          *room,
                     gconstpointer  data)
{
  g_autoptr (HearthIdentity) anna = hearth_identity_generate ();
  HearthGuestLink *inside;

  knock (room, anna, "anna");
  inside = hearth_gathering_find_address (room->bare.gathering, "anna");
  g_assert_nonnull (inside);
  g_hash_table_remove_all (room->answers);
  knock_as_stranger (room, "anna");
  assert_answer (room, "anna", HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);
  g_assert_cmpuint (count_inside (room), ==, 1);
  g_assert_true (hearth_gathering_find_address (room->bare.gathering, "anna") == inside);
  g_assert_true (hearth_public_key_equal (hearth_guest_link_get_key (inside), hearth_identity_get_public_key (anna)));
}

static void
test_locked (Room          *room,
             gconstpointer  data)
{
  g_autoptr (HearthIdentity) inside = hearth_identity_generate ();

  knock (room, inside, "inside");
  hearth_door_set_policy (room->bare.door, HEARTH_DOOR_ASK);
  knock_as_stranger (room, "waits");
  hearth_door_set_locked (room->bare.door, TRUE);
  knock_as_stranger (room, "late");
  assert_answer (room, "late", HEARTH_ENVELOPE_DENY, HEARTH_DENY_LOCKED);

  /* Who is inside, or was at the door before, is not affected. */
  knock (room, inside, "inside-again");
  assert_answer (room, "inside-again", HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);
  answer (room, "waits", HEARTH_KNOCK_ADMIT);
  assert_answer (room, "waits", HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);

  hearth_door_set_locked (room->bare.door, FALSE);
  knock_as_stranger (room, "later");
  assert_waits (room, "later");
}

static void
test_links (Room          *room,
            gconstpointer  data)
{
  g_autoptr (HearthIdentity) anna = hearth_identity_generate ();
  g_autoptr (HearthIdentity) ben = hearth_identity_generate ();
  g_autoptr (HearthIdentity) carl = hearth_identity_generate ();
  g_autofree char *old = g_strdup (hearth_door_book_get_link (get_book (room)));
  g_autofree char *for_one = hearth_door_book_make_link (get_book (room), 0, HEARTH_LINK_FOR_ONE, get_time ());
  g_autoptr (HearthInvitation) guess = NULL;
  HearthTicket ticket;

  /* For the first who is let in by it. */
  knock_by_link (room, for_one, anna, "anna");
  assert_answer (room, "anna", HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);
  knock_by_link (room, for_one, ben, "ben");
  assert_answer (room, "ben", HEARTH_ENVELOPE_DENY, HEARTH_DENY_EXPIRED);
  knock_by_link (room, for_one, anna, "anna-again");
  assert_answer (room, "anna-again", HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);

  /* Whoever holds the room's secret cannot make themselves a ticket. */
  hearth_ticket_generate (&ticket);
  guess = hearth_invitation_with_ticket (room->bare.invitation, &ticket);
  bare_room_knock_by (&room->bare, guess, ben, "ben-guesses");
  assert_answer (room, "ben-guesses", HEARTH_ENVELOPE_DENY, HEARTH_DENY_EXPIRED);

  /* A new link: the old ones are dead at once, for those who wait as well, but not for those inside. */
  hearth_door_set_policy (room->bare.door, HEARTH_DOOR_ASK);
  knock_by_link (room, old, carl, "carl");
  assert_waits (room, "carl");
  hearth_door_renew_link (room->bare.door);
  assert_answer (room, "carl", HEARTH_ENVELOPE_DENY, HEARTH_DENY_EXPIRED);
  g_assert_cmpuint (room->n_link_changes, ==, 1);
  g_assert_cmpstr (hearth_door_book_get_link (get_book (room)), !=, old);
  knock_by_link (room, old, carl, "carl-again");
  assert_answer (room, "carl-again", HEARTH_ENVELOPE_DENY, HEARTH_DENY_EXPIRED);
  knock_by_link (room, for_one, anna, "anna-third");
  assert_answer (room, "anna-third", HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);
  knock_by_link (room, hearth_door_book_get_link (get_book (room)), carl, "carl-third");
  assert_waits (room, "carl-third");
}

/* A link for one person that two wait by: who is let in first has it. */
static void
test_one_link_for_two (Room          *room,
                       gconstpointer  data)
{
  g_autoptr (HearthIdentity) anna = hearth_identity_generate ();
  g_autoptr (HearthIdentity) ben = hearth_identity_generate ();
  g_autofree char *for_one = hearth_door_book_make_link (get_book (room), 60, HEARTH_LINK_FOR_ONE, get_time ());

  hearth_door_set_policy (room->bare.door, HEARTH_DOOR_ASK);
  knock_by_link (room, for_one, anna, "anna");
  knock_by_link (room, for_one, ben, "ben");
  answer (room, "ben", HEARTH_KNOCK_ADMIT);
  assert_answer (room, "ben", HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);
  answer (room, "anna", HEARTH_KNOCK_ADMIT);
  assert_answer (room, "anna", HEARTH_ENVELOPE_DENY, HEARTH_DENY_EXPIRED);
  g_assert_cmpuint (count_inside (room), ==, 1);
}

static void
test_crowd (Room          *room,
            gconstpointer  data)
{
  g_autoptr (HearthIdentity) impatient = hearth_identity_generate ();

  hearth_door_set_policy (room->bare.door, HEARTH_DOOR_ASK);
  knock (room, impatient, "impatient");
  for (guint i = 1; i < HEARTH_LIMIT_ROOM_KNOCKS; i++)
    {
      g_autofree char *address = g_strdup_printf ("stranger-%u", i);

      knock_as_stranger (room, address);
      assert_waits (room, address);
    }
  g_assert_cmpuint (count_waiting (room), ==, HEARTH_LIMIT_ROOM_KNOCKS);

  /* The next one finds no place; who knocks again takes their own, and the first knock is over. */
  knock_as_stranger (room, "late");
  assert_answer (room, "late", HEARTH_ENVELOPE_DENY, HEARTH_DENY_FULL);
  knock (room, impatient, "impatient-again");
  assert_answer (room, "impatient", HEARTH_ENVELOPE_DENY, HEARTH_DENY_REFUSED);
  assert_waits (room, "impatient-again");
  g_assert_cmpuint (count_waiting (room), ==, HEARTH_LIMIT_ROOM_KNOCKS);

  /* Who goes makes room. */
  hearth_door_leave (room->bare.door, "stranger-1");
  g_assert_cmpuint (count_waiting (room), ==, HEARTH_LIMIT_ROOM_KNOCKS - 1);

  /* More than anybody decrypts at once: the rest of a flood is sent away unread. */
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *address = g_strdup_printf ("flood-%u", i);

      knock_as_stranger (room, address);
    }
  assert_answer (room, "flood-999", HEARTH_ENVELOPE_DENY, HEARTH_DENY_BUSY);
  g_assert_cmpuint (count_waiting (room), ==, HEARTH_LIMIT_ROOM_KNOCKS);
}

static gboolean
one_waits (gpointer data)
{
  return count_waiting (data) == 1;
}

/* The server was away, and says again who waits: the same knock, which opens only once, or nobody. */
static void
test_reopen (Room          *room,
             gconstpointer  data)
{
  g_autoptr (HearthEnvelope) repeated = hearth_envelope_new (HEARTH_ENVELOPE_KNOCK);

  hearth_door_set_policy (room->bare.door, HEARTH_DOOR_ASK);
  knock_as_stranger (room, "gone");
  knock_as_stranger (room, "there");
  hearth_door_reopen (room->bare.door);
  repeated->from = g_strdup ("there");
  repeated->payload = g_strdup ("whatever was sealed");
  hearth_door_knock (room->bare.door, repeated);
  assert_waits (room, "there");
  g_assert_cmpuint (count_waiting (room), ==, 2);

  wait_until ("whoever has gone is forgotten", 30000, one_waits, room);
  answer (room, "there", HEARTH_KNOCK_ADMIT);
  assert_answer (room, "there", HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

#define ADD(path, data, func) g_test_add ("/door/" path, Room, data, set_up, func, tear_down)
  ADD ("capacity/16", GUINT_TO_POINTER (HEARTH_LIMIT_ROOM_PICTURES), test_capacity);
  ADD ("capacity/40", GUINT_TO_POINTER (HEARTH_LIMIT_ROOM_PEOPLE), test_capacity);
  ADD ("nonsense", NULL, test_nonsense);
  ADD ("answers", NULL, test_answers);
  ADD ("memory", NULL, test_memory);
  ADD ("co-hosts-verdict", NULL, test_co_hosts_verdict);
  ADD ("co-host-link", NULL, test_co_host_link);
  ADD ("inside-already", NULL, test_inside_already);
  ADD ("locked", NULL, test_locked);
  ADD ("links", NULL, test_links);
  ADD ("one-link-for-two", NULL, test_one_link_for_two);
  ADD ("crowd", NULL, test_crowd);
  ADD ("reopen", NULL, test_reopen);
#undef ADD

  return g_test_run ();
}
