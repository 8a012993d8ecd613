/* The test vector of src/protocol/README.md: what stands there is what the program does.
 *
 * The figures were made by another implementation (Python's hashlib and hmac, OpenSSL's Ed25519, XChaCha20-Poly1305 written out
 * by hand), so this also holds libsodium's use here against the specification.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "protocol/invitation-private.h"
#include "protocol/sealing.h"
#include "protocol/transcript.h"
#include "protocol/trust-session.h"

#define GUEST "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"
#define HOST "TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs"
#define TIME 1800000000

/* The lines of the README's block that belong to @name, without white space. */
static char *
get_line (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "src", "protocol", "README.md", NULL);
  g_autofree char *readme = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) value = g_string_new (NULL);
  g_autofree char *start = g_strconcat (name, " ", NULL);
  gboolean inside = FALSE;

  g_assert_true (g_file_get_contents (path, &readme, NULL, NULL));
  lines = g_strsplit (strstr (readme, "### Test vector"), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *rest = lines[i];

      if (g_str_has_prefix (rest, start))
        {
          inside = TRUE;
          rest += strlen (start);
        }
      else if (!g_str_has_prefix (rest, "  "))
        {
          inside = FALSE;
        }
      for (; inside && *rest != '\0'; rest++)
        if (*rest != ' ')
          g_string_append_c (value, *rest);
    }
  g_assert_cmpuint (value->len, >, 0);

  return g_string_free (g_steal_pointer (&value), FALSE);
}

static char *
to_hex (const guint8 *bytes,
        gsize         size)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (text, "%02x", bytes[i]);

  return g_string_free (text, FALSE);
}

static HearthInvitation *
parse_link (void)
{
  g_autofree char *link = get_line ("link");
  g_autoptr (GError) error = NULL;
  HearthInvitation *invitation = hearth_invitation_parse (link, &error);

  g_assert_no_error (error);
  return invitation;
}

static void
test_link (void)
{
  g_autoptr (HearthInvitation) invitation = parse_link ();
  g_autoptr (HearthIdentity) host = hearth_identity_from_secret (HOST, NULL);
  g_autofree char *key = to_hex (hearth_invitation_get_seal_key (invitation), HEARTH_SEAL_KEY_BYTES);
  g_autofree char *wanted = get_line ("K");

  g_assert_true (hearth_invitation_is_hosted_by (invitation, hearth_identity_get_public_key (host)));
  g_assert_cmpstr (key, ==, wanted);
}

static void
test_transcript (void)
{
  g_autoptr (HearthInvitation) invitation = parse_link ();
  g_autoptr (HearthIdentity) guest = hearth_identity_from_secret (GUEST, NULL);
  g_autofree char *text = get_line ("payload");
  g_autoptr (HearthPayload) payload = hearth_payload_parse (text, strlen (text), NULL);
  g_autofree char *written = hearth_payload_to_text (payload);
  HearthSignedHead head = {
    .sender = *hearth_identity_get_public_key (guest),
    .recipient = *hearth_invitation_get_host_id (invitation),
    .counter = 1,
    .time = TIME,
  };
  g_autoptr (GByteArray) transcript = NULL;
  g_autofree char *transcript_hex = NULL;
  g_autofree char *wanted_transcript = get_line ("transcript");
  g_autofree char *signature_hex = NULL;
  g_autofree char *wanted_signature = get_line ("signature");
  guint8 signature[HEARTH_SIGNATURE_BYTES];

  for (guint8 i = 0; i < HEARTH_NONCE_BYTES; i++)
    head.sender_nonce[i] = 0x10 + i;
  g_assert_cmpstr (text, ==, written);

  transcript = hearth_transcript_new (hearth_invitation_get_room (invitation), HEARTH_TRUST_ROLE_GUEST, &head, payload,
                                      text, strlen (text));
  transcript_hex = to_hex (transcript->data, transcript->len);
  g_assert_cmpstr (transcript_hex, ==, wanted_transcript);

  hearth_identity_sign (guest, transcript->data, transcript->len, signature);
  signature_hex = to_hex (signature, sizeof signature);
  g_assert_cmpstr (signature_hex, ==, wanted_signature);
}

static void
test_sealed (void)
{
  g_autoptr (HearthInvitation) invitation = parse_link ();
  g_autoptr (HearthIdentity) host = hearth_identity_from_secret (HOST, NULL);
  g_autoptr (HearthIdentity) guest = hearth_identity_from_secret (GUEST, NULL);
  g_autoptr (HearthTrustSession) session = hearth_trust_session_new_host (invitation, host);
  g_autofree char *sealed = get_line ("sealed");
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthPayload) hello = hearth_trust_session_open (session, sealed, TIME, &error);

  g_assert_no_error (error);
  g_assert_cmpint (hello->type, ==, HEARTH_PAYLOAD_HELLO);
  g_assert_cmpstr (hello->name, ==, "Anna");
  g_assert_cmpstr (hello->colour, ==, "teal");
  g_assert_true (hearth_public_key_equal (hearth_trust_session_get_peer (session), hearth_identity_get_public_key (guest)));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/protocol/vector/link", test_link);
  g_test_add_func ("/protocol/vector/transcript", test_transcript);
  g_test_add_func ("/protocol/vector/sealed", test_sealed);

  return g_test_run ();
}
