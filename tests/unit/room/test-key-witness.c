/* By which keys the others are in a room, when the host lies.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/key-witness.h"

#include "base/limits.h"
#include "base/main-thread.h"
#include "protocol/presence.h"
#include "room/roster.h"

#define ROOM "pLLCKVnc60sutvt5Cm1Kkg"
#define NOW G_GINT64_CONSTANT (1800000000)

typedef struct
{
  HearthIdentity *host;
  HearthIdentity *anna;
  HearthIdentity *mallory;
  HearthKeyWitness *witness;
  HearthRoster *roster;
  guint64 version;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->host = hearth_identity_generate ();
  fixture->anna = hearth_identity_generate ();
  fixture->mallory = hearth_identity_generate ();
  fixture->witness = hearth_key_witness_new (ROOM, hearth_identity_get_public_key (fixture->host));
  fixture->roster = hearth_roster_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  hearth_roster_free (fixture->roster);
  hearth_key_witness_free (fixture->witness);
  hearth_identity_unref (fixture->host);
  hearth_identity_unref (fixture->anna);
  hearth_identity_unref (fixture->mallory);
}

static char *
key_of (HearthIdentity *identity)
{
  return hearth_public_key_to_text (hearth_identity_get_public_key (identity));
}

/* Who the witness believes member g2 to be, whom the host shows with that key and proof. */
static const char *
show (Fixture        *fixture,
      HearthIdentity *key,
      const char     *proof,
      gint64          now)
{
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_ROSTER);
  HearthMemberState *state = hearth_member_state_new ();
  g_autoptr (HearthMember) member = NULL;

  state->id = g_strdup ("g2");
  state->name = g_strdup ("Anna");
  state->colour = g_strdup ("blue");
  state->key = key != NULL ? key_of (key) : NULL;
  state->proof = g_strdup (proof);
  message->version = ++fixture->version;
  message->you = g_strdup ("g1");
  g_ptr_array_add (message->members, state);

  g_assert_true (hearth_roster_apply (fixture->roster, message));
  hearth_key_witness_apply (fixture->witness, hearth_roster_get_members (fixture->roster), message, now);
  member = g_list_model_get_item (hearth_roster_get_members (fixture->roster), 0);

  return hearth_member_get_key (member);
}

static void
test_proven (Fixture       *fixture,
             gconstpointer  unused)
{
  const HearthPublicKey *host = hearth_identity_get_public_key (fixture->host);
  g_autofree char *proof = hearth_presence_prove (fixture->anna, ROOM, host, NOW);
  g_autofree char *later = hearth_presence_prove (fixture->anna, ROOM, host, NOW + 100);
  g_autofree char *key = key_of (fixture->anna);

  /* They come in before they have said anything of themselves. */
  g_assert_null (show (fixture, fixture->anna, NULL, NOW));
  g_assert_cmpstr (show (fixture, fixture->anna, proof, NOW), ==, key);

  /* What was proven stays so, without being checked in every roster. */
  g_assert_cmpstr (show (fixture, fixture->anna, proof, NOW + 10 * HEARTH_LIMIT_PRESENCE_SECONDS), ==, key);
  g_assert_cmpstr (show (fixture, fixture->anna, later, NOW + 100), ==, key);
}

static void
test_lies (Fixture       *fixture,
           gconstpointer  unused)
{
  const HearthPublicKey *host = hearth_identity_get_public_key (fixture->host);
  const HearthPublicKey *other_host = hearth_identity_get_public_key (fixture->mallory);
  g_autofree char *annas = hearth_presence_prove (fixture->anna, ROOM, host, NOW);
  g_autofree char *mallorys = hearth_presence_prove (fixture->mallory, ROOM, host, NOW);
  g_autofree char *elsewhere = hearth_presence_prove (fixture->anna, "qLLCKVnc60sutvt5Cm1Kkg", host, NOW);
  g_autofree char *of_other_host = hearth_presence_prove (fixture->anna, ROOM, other_host, NOW);
  g_autofree char *hosts = hearth_presence_prove (fixture->host, ROOM, host, NOW);
  g_autofree char *key = key_of (fixture->anna);

  /* Somebody else as Anna; Anna, who is in another room or was here long ago; a second host. */
  g_assert_null (show (fixture, fixture->anna, mallorys, NOW));
  g_assert_null (show (fixture, fixture->anna, elsewhere, NOW));
  g_assert_null (show (fixture, fixture->anna, of_other_host, NOW));
  g_assert_null (show (fixture, fixture->anna, annas, NOW + HEARTH_LIMIT_PRESENCE_SECONDS + 1));
  g_assert_null (show (fixture, fixture->host, hosts, NOW));

  /* Whoever has proven one key does not keep it under another one's name, nor without a proof. */
  g_assert_cmpstr (show (fixture, fixture->anna, annas, NOW), ==, key);
  g_assert_null (show (fixture, fixture->mallory, annas, NOW));
  g_assert_cmpstr (show (fixture, fixture->anna, annas, NOW), ==, key);
  g_assert_null (show (fixture, fixture->anna, NULL, NOW));
  g_assert_null (show (fixture, NULL, annas, NOW));
}

static void
test_host (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_ROSTER);
  HearthMemberState *state = hearth_member_state_new ();
  g_autoptr (HearthMember) member = NULL;
  g_autofree char *key = key_of (fixture->host);

  /* Whatever the roster says. */
  state->id = g_strdup ("host");
  state->name = g_strdup ("Carol");
  state->colour = g_strdup ("blue");
  state->host = TRUE;
  state->key = key_of (fixture->anna);
  state->proof = hearth_presence_prove (fixture->anna, ROOM, hearth_identity_get_public_key (fixture->host), NOW);
  message->version = 1;
  message->you = g_strdup ("g1");
  g_ptr_array_add (message->members, state);
  g_assert_true (hearth_roster_apply (fixture->roster, message));
  hearth_key_witness_apply (fixture->witness, hearth_roster_get_members (fixture->roster), message, NOW);
  member = g_list_model_get_item (hearth_roster_get_members (fixture->roster), 0);
  g_assert_cmpstr (hearth_member_get_key (member), ==, key);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();
  g_test_add ("/room/key-witness/proven", Fixture, NULL, set_up, test_proven, tear_down);
  g_test_add ("/room/key-witness/lies", Fixture, NULL, set_up, test_lies, tear_down);
  g_test_add ("/room/key-witness/host", Fixture, NULL, set_up, test_host, tear_down);

  return g_test_run ();
}
