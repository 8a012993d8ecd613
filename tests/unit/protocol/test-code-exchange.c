/* The values by which a code is compared: both sides get the same one, and a change of anything is another one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/code-exchange.h"

#include <string.h>

#include "protocol/id.h"

#define ROOM "pLLCKVnc60sutvt5Cm1Kkg"

typedef struct
{
  HearthIdentity *anna;
  HearthIdentity *ben;
  HearthCodeExchange *annas;
  HearthCodeExchange *bens;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  const HearthPublicKey *anna, *ben;

  fixture->anna = hearth_identity_generate ();
  fixture->ben = hearth_identity_generate ();
  anna = hearth_identity_get_public_key (fixture->anna);
  ben = hearth_identity_get_public_key (fixture->ben);
  fixture->annas = hearth_code_exchange_new (ROOM, anna, ben);
  fixture->bens = hearth_code_exchange_new (ROOM, anna, ben);

  hearth_code_exchange_commit (fixture->annas);
  fixture->bens->commitment = g_strdup (fixture->annas->commitment);
  fixture->bens->answerer_nonce = hearth_id_new ();
  fixture->annas->answerer_nonce = g_strdup (fixture->bens->answerer_nonce);
  fixture->bens->asker_nonce = g_strdup (fixture->annas->asker_nonce);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  hearth_code_exchange_free (fixture->annas);
  hearth_code_exchange_free (fixture->bens);
  hearth_identity_unref (fixture->anna);
  hearth_identity_unref (fixture->ben);
}

static void
test_honest (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autofree char *annas = hearth_code_exchange_derive (fixture->annas);
  g_autofree char *bens = hearth_code_exchange_derive (fixture->bens);
  const HearthPublicKey *anna = hearth_identity_get_public_key (fixture->anna);
  const HearthPublicKey *ben = hearth_identity_get_public_key (fixture->ben);

  g_assert_cmpuint (strlen (annas), ==, HEARTH_CODE_DIGITS);
  g_assert_cmpuint (strspn (annas, "0123456789"), ==, HEARTH_CODE_DIGITS);
  g_assert_cmpstr (annas, ==, bens);
  g_assert_true (hearth_code_commitment_is_valid (fixture->annas->commitment));
  g_assert_true (hearth_code_exchange_is_committed (fixture->bens));

  for (guint step = HEARTH_CODE_STEP_ANSWER; step <= HEARTH_CODE_STEP_MATCH; step++)
    {
      g_autofree char *signature = hearth_code_exchange_sign (fixture->bens, (HearthCodeStep) step, fixture->ben);

      g_assert_true (hearth_code_signature_is_valid (signature));
      for (guint other = HEARTH_CODE_STEP_ANSWER; other <= HEARTH_CODE_STEP_MATCH; other++)
        g_assert_cmpint (hearth_code_exchange_verify (fixture->annas, (HearthCodeStep) other, ben, signature), ==, other == step);
      g_assert_false (hearth_code_exchange_verify (fixture->annas, (HearthCodeStep) step, anna, signature));
      g_assert_false (hearth_code_exchange_verify (fixture->annas, (HearthCodeStep) step, ben, ""));
    }
}

/* Whatever is changed, the number committed to is no longer it, and the signature is no longer theirs. */
static void
test_changed (Fixture       *fixture,
              gconstpointer  unused)
{
  const HearthPublicKey *ben = hearth_identity_get_public_key (fixture->ben);
  g_autofree char *reveal = hearth_code_exchange_sign (fixture->bens, HEARTH_CODE_STEP_REVEAL, fixture->ben);
  g_autoptr (HearthIdentity) mallory = hearth_identity_generate ();
  HearthCodeExchange *changed = fixture->annas;
  char *kept;

  kept = g_steal_pointer (&changed->asker_nonce);
  changed->asker_nonce = hearth_id_new ();
  g_assert_false (hearth_code_exchange_is_committed (changed));
  g_assert_false (hearth_code_exchange_verify (changed, HEARTH_CODE_STEP_REVEAL, ben, reveal));
  g_free (changed->asker_nonce);
  changed->asker_nonce = kept;
  g_assert_true (hearth_code_exchange_is_committed (changed));

  kept = g_steal_pointer (&changed->answerer_nonce);
  changed->answerer_nonce = hearth_id_new ();
  g_assert_false (hearth_code_exchange_verify (changed, HEARTH_CODE_STEP_REVEAL, ben, reveal));
  g_free (changed->answerer_nonce);
  changed->answerer_nonce = kept;

  kept = g_steal_pointer (&changed->room);
  changed->room = g_strdup ("qLLCKVnc60sutvt5Cm1Kkg");
  g_assert_false (hearth_code_exchange_is_committed (changed));
  g_assert_false (hearth_code_exchange_verify (changed, HEARTH_CODE_STEP_REVEAL, ben, reveal));
  g_free (changed->room);
  changed->room = kept;

  changed->asker = *hearth_identity_get_public_key (mallory);
  g_assert_false (hearth_code_exchange_is_committed (changed));
  g_assert_false (hearth_code_exchange_verify (changed, HEARTH_CODE_STEP_REVEAL, ben, reveal));
}

/* Said back to whoever said it, nothing counts: who asks stands first. */
static void
test_turned_around (Fixture       *fixture,
                    gconstpointer  unused)
{
  g_autoptr (HearthCodeExchange) turned = hearth_code_exchange_new (ROOM, &fixture->annas->answerer, &fixture->annas->asker);

  turned->commitment = g_strdup (fixture->annas->commitment);
  turned->asker_nonce = g_strdup (fixture->annas->asker_nonce);
  turned->answerer_nonce = g_strdup (fixture->annas->answerer_nonce);
  g_assert_false (hearth_code_exchange_is_committed (turned));
}

/* About as many codes as there are exchanges: no digit is always the same. */
static void
test_spread (void)
{
  g_autoptr (HearthIdentity) anna = hearth_identity_generate ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const HearthPublicKey *key = hearth_identity_get_public_key (anna);

  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (HearthCodeExchange) exchange = hearth_code_exchange_new (ROOM, key, key);

      hearth_code_exchange_commit (exchange);
      exchange->answerer_nonce = hearth_id_new ();
      g_hash_table_add (seen, hearth_code_exchange_derive (exchange));
    }
  g_assert_cmpuint (g_hash_table_size (seen), >, 980);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/protocol/code-exchange/honest", Fixture, NULL, set_up, test_honest, tear_down);
  g_test_add ("/protocol/code-exchange/changed", Fixture, NULL, set_up, test_changed, tear_down);
  g_test_add ("/protocol/code-exchange/turned-around", Fixture, NULL, set_up, test_turned_around, tear_down);
  g_test_add_func ("/protocol/code-exchange/spread", test_spread);

  return g_test_run ();
}
