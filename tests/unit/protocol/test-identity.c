/* Identity keys: kept and brought back, signing, comparing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/identity.h"

#include <string.h>

#include "hostile-text.h"
#include "protocol/protocol-error.h"

static void
test_round_trip (void)
{
  g_autoptr (HearthIdentity) identity = hearth_identity_generate ();
  g_autoptr (HearthIdentity) other = hearth_identity_generate ();
  g_autoptr (HearthIdentity) again = NULL;
  g_autoptr (GError) error = NULL;
  char *secret = hearth_identity_to_secret (identity);

  g_assert_cmpuint (strlen (secret), ==, 43);
  again = hearth_identity_from_secret (secret, &error);
  g_assert_no_error (error);
  g_assert_true (hearth_public_key_equal (hearth_identity_get_public_key (identity), hearth_identity_get_public_key (again)));
  g_assert_false (hearth_public_key_equal (hearth_identity_get_public_key (identity), hearth_identity_get_public_key (other)));
  hearth_identity_secret_free (secret);
  hearth_identity_secret_free (NULL);
}

/* RFC 8032, 7.1, test 2: the key is Ed25519's, whatever made it. */
static void
test_vector (void)
{
  static const guint8 public_key[] = {
    0x3d, 0x40, 0x17, 0xc3, 0xe8, 0x43, 0x89, 0x5a, 0x92, 0xb7, 0x0a, 0xa7, 0x4d, 0x1b, 0x7e, 0xbc,
    0x9c, 0x98, 0x2c, 0xcf, 0x2e, 0xc4, 0x96, 0x8c, 0xc0, 0xcd, 0x55, 0xf1, 0x2a, 0xf4, 0x66, 0x0c,
  };
  static const guint8 message[] = { 0x72 };
  static const guint8 start_of_signature[] = { 0x92, 0xa0, 0x09, 0xa9, 0xf0, 0xd4, 0xca, 0xb8 };
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthIdentity) identity = hearth_identity_from_secret ("TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs", &error);
  guint8 signature[HEARTH_SIGNATURE_BYTES];

  g_assert_no_error (error);
  g_assert_cmpmem (hearth_identity_get_public_key (identity)->bytes, HEARTH_PUBLIC_KEY_BYTES, public_key, sizeof public_key);
  hearth_identity_sign (identity, message, sizeof message, signature);
  g_assert_cmpmem (signature, sizeof start_of_signature, start_of_signature, sizeof start_of_signature);
}

static void
test_signature (void)
{
  g_autoptr (HearthIdentity) identity = hearth_identity_generate ();
  g_autoptr (HearthIdentity) other = hearth_identity_generate ();
  const guint8 message[] = "a transcript";
  guint8 signature[HEARTH_SIGNATURE_BYTES];
  const HearthPublicKey *key = hearth_identity_get_public_key (identity);

  hearth_identity_sign (identity, message, sizeof message, signature);
  g_assert_true (hearth_public_key_verify (key, message, sizeof message, signature));
  g_assert_false (hearth_public_key_verify (key, message, sizeof message - 1, signature));
  g_assert_false (hearth_public_key_verify (hearth_identity_get_public_key (other), message, sizeof message, signature));
  for (guint i = 0; i < sizeof signature; i++)
    {
      signature[i] ^= 0x10;
      g_assert_false (hearth_public_key_verify (key, message, sizeof message, signature));
      signature[i] ^= 0x10;
    }
}

static void
test_key_id (void)
{
  g_autoptr (HearthIdentity) identity = hearth_identity_generate ();
  const HearthPublicKey *key = hearth_identity_get_public_key (identity);
  g_autofree char *hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, key->bytes, sizeof key->bytes);
  HearthKeyId id;
  HearthKeyId other;

  hearth_public_key_get_id (key, &id);
  for (guint i = 0; i < sizeof id.bytes; i++)
    {
      g_autofree char *byte = g_strndup (hash + 2 * i, 2);

      g_assert_cmpuint (g_ascii_strtoull (byte, NULL, 16), ==, id.bytes[i]);
    }

  other = id;
  g_assert_true (hearth_key_id_equal (&id, &other));
  other.bytes[15] ^= 1;
  g_assert_false (hearth_key_id_equal (&id, &other));
}

static gboolean
parse (const char *text,
       gsize       length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthIdentity) identity = hearth_identity_from_secret (copy, &error);

  if (identity == NULL)
    g_assert_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED);
  return identity != NULL;
}

static void
test_hostile (void)
{
  static const char good[] = "TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs";

  g_assert_true (parse (good, strlen (good)));
  hostile_text_truncate (good, parse);
  hostile_text_flip (good, parse);
  g_assert_false (parse (" TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs", 44));
  g_assert_false (parse ("TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs=", 44));
  g_assert_false (parse ("TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvt", 43)); /* spare bits */
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/protocol/identity/round-trip", test_round_trip);
  g_test_add_func ("/protocol/identity/vector", test_vector);
  g_test_add_func ("/protocol/identity/signature", test_signature);
  g_test_add_func ("/protocol/identity/key-id", test_key_id);
  g_test_add_func ("/protocol/identity/hostile", test_hostile);

  return g_test_run ();
}
