/* Proofs of presence: good for one key in one room of one host on one day, and for nothing else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/presence.h"

#include <string.h>

#include "base/limits.h"

#define ROOM "pLLCKVnc60sutvt5Cm1Kkg"
#define OTHER_ROOM "qLLCKVnc60sutvt5Cm1Kkg"
#define NOW G_GINT64_CONSTANT (1800000000)

static void
test_honest (void)
{
  g_autoptr (HearthIdentity) host = hearth_identity_generate ();
  g_autoptr (HearthIdentity) anna = hearth_identity_generate ();
  const HearthPublicKey *host_key = hearth_identity_get_public_key (host);
  const HearthPublicKey *key = hearth_identity_get_public_key (anna);
  g_autofree char *proof = hearth_presence_prove (anna, ROOM, host_key, NOW);

  g_assert_cmpuint (strlen (proof), ==, HEARTH_PRESENCE_CHARACTERS);
  g_assert_true (hearth_presence_is_valid (proof));
  g_assert_true (hearth_presence_check (proof, ROOM, host_key, key, NOW));
  g_assert_true (hearth_presence_check (proof, ROOM, host_key, key, NOW + HEARTH_LIMIT_PRESENCE_SECONDS));
  g_assert_true (hearth_presence_check (proof, ROOM, host_key, key, NOW - HEARTH_LIMIT_PRESENCE_SECONDS));
}

static void
test_elsewhere (void)
{
  g_autoptr (HearthIdentity) host = hearth_identity_generate ();
  g_autoptr (HearthIdentity) mallory = hearth_identity_generate ();
  g_autoptr (HearthIdentity) anna = hearth_identity_generate ();
  const HearthPublicKey *host_key = hearth_identity_get_public_key (host);
  const HearthPublicKey *other_host = hearth_identity_get_public_key (mallory);
  const HearthPublicKey *key = hearth_identity_get_public_key (anna);
  g_autofree char *proof = hearth_presence_prove (anna, ROOM, host_key, NOW);

  g_assert_false (hearth_presence_check (proof, OTHER_ROOM, host_key, key, NOW));
  g_assert_false (hearth_presence_check (proof, ROOM, other_host, key, NOW));
  g_assert_false (hearth_presence_check (proof, ROOM, host_key, other_host, NOW));
  g_assert_false (hearth_presence_check (proof, ROOM, host_key, key, NOW + HEARTH_LIMIT_PRESENCE_SECONDS + 1));
  g_assert_false (hearth_presence_check (proof, ROOM, host_key, key, NOW - HEARTH_LIMIT_PRESENCE_SECONDS - 1));
}

/* The time is signed too, and nothing shorter or longer is a proof. */
static void
test_damaged (void)
{
  g_autoptr (HearthIdentity) host = hearth_identity_generate ();
  g_autoptr (HearthIdentity) anna = hearth_identity_generate ();
  const HearthPublicKey *host_key = hearth_identity_get_public_key (host);
  const HearthPublicKey *key = hearth_identity_get_public_key (anna);
  g_autofree char *proof = hearth_presence_prove (anna, ROOM, host_key, NOW);
  g_autofree char *longer = g_strconcat (proof, "AAAA", NULL);

  g_assert_false (hearth_presence_check (longer, ROOM, host_key, key, NOW));
  for (gsize i = 0; i < strlen (proof); i++)
    {
      g_autofree char *shorter = g_strndup (proof, i);
      g_autofree char *damaged = g_strdup (proof);

      damaged[i] = damaged[i] == 'A' ? 'B' : 'A';
      g_assert_false (hearth_presence_is_valid (shorter));
      g_assert_false (hearth_presence_check (shorter, ROOM, host_key, key, NOW));
      g_assert_false (hearth_presence_check (damaged, ROOM, host_key, key, NOW));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/presence/honest", test_honest);
  g_test_add_func ("/protocol/presence/elsewhere", test_elsewhere);
  g_test_add_func ("/protocol/presence/damaged", test_damaged);

  return g_test_run ();
}
