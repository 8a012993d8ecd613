/* The door of a room: who holds the link comes in until the room is full, and the next one is told so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/limits.h"
#include "base/main-thread.h"
#include "room/door.h"

/* A room whose guests knock and never connect. */
typedef struct
{
  HearthIdentity *identity;
  HearthInvitation *invitation;
  HearthMemberState *host;
  HearthGathering *gathering;
  HearthDoor *door;
  GHashTable *answers; /* address → HearthEnvelope: the last that was not for a path */
  guint n_turned_away;
} Room;

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
free_envelope (gpointer data)
{
  hearth_envelope_free (data);
}

static void
set_up (Room          *room,
        gconstpointer  data)
{
  const HearthConnectionConfig config = { 0 };
  g_autoptr (GError) error = NULL;

  room->identity = hearth_identity_generate ();
  room->invitation = hearth_invitation_new ("http://127.0.0.1:1", hearth_identity_get_public_key (room->identity), &error);
  g_assert_no_error (error);
  room->host = hearth_member_state_new ();
  room->host->name = g_strdup ("Alice");
  room->host->colour = g_strdup ("blue");
  room->gathering = hearth_gathering_new ();
  hearth_gathering_set_host (room->gathering, room->host);
  room->door = hearth_door_new (room->invitation, room->identity, &config, room->host, room->gathering);
  room->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_envelope);
  g_signal_connect (room->door, "envelope", G_CALLBACK (on_envelope), room);
  g_signal_connect (room->door, "turned-away", G_CALLBACK (on_turned_away), room);
}

static void
tear_down (Room          *room,
           gconstpointer  data)
{
  hearth_gathering_close (room->gathering);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (room->door);
  g_assert_finalize_object (room->gathering);
  hearth_member_state_free (room->host);
  hearth_invitation_unref (room->invitation);
  hearth_identity_unref (room->identity);
  g_hash_table_unref (room->answers);
}

static void
knock (Room           *room,
       HearthIdentity *identity,
       const char     *address)
{
  g_autoptr (HearthTrustSession) session = hearth_trust_session_new_guest (room->invitation, identity);
  g_autoptr (HearthPayload) hello = hearth_payload_new (HEARTH_PAYLOAD_HELLO);
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_KNOCK);

  hello->name = g_strdup (address);
  hello->colour = g_strdup ("green");
  envelope->from = g_strdup (address);
  envelope->payload = hearth_trust_session_seal (session, hello, g_get_real_time () / G_USEC_PER_SEC);
  hearth_door_knock (room->door, envelope);
}

static void
knock_as_stranger (Room       *room,
                   const char *address)
{
  g_autoptr (HearthIdentity) identity = hearth_identity_generate ();

  knock (room, identity, address);
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

  hearth_door_set_capacity (room->door, people);
  knock (room, first, "first");
  for (guint i = 2; i < people; i++)
    {
      g_autofree char *address = g_strdup_printf ("guest-%u", i);

      knock_as_stranger (room, address);
      assert_answer (room, address, HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);
    }
  g_assert_cmpuint (hearth_gathering_get_guests (room->gathering)->len, ==, people - 1);

  /* The host has a seat as well: the next one finds none. Who is inside comes back to theirs. */
  knock_as_stranger (room, "late");
  assert_answer (room, "late", HEARTH_ENVELOPE_DENY, HEARTH_DENY_FULL);
  g_assert_cmpuint (room->n_turned_away, ==, 1);
  knock (room, first, "first-again");
  assert_answer (room, "first-again", HEARTH_ENVELOPE_ADMIT, HEARTH_DENY_NONE);
  g_assert_cmpuint (hearth_gathering_get_guests (room->gathering)->len, ==, people - 1);
}

static void
test_nonsense (Room          *room,
               gconstpointer  data)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_KNOCK);

  envelope->from = g_strdup ("stranger");
  envelope->payload = g_strdup ("bm9uc2Vuc2U");
  hearth_door_knock (room->door, envelope);
  assert_answer (room, "stranger", HEARTH_ENVELOPE_DENY, HEARTH_DENY_REFUSED);
  g_assert_cmpuint (room->n_turned_away, ==, 0);
  g_assert_cmpuint (hearth_gathering_get_guests (room->gathering)->len, ==, 0);
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
#undef ADD

  return g_test_run ();
}
