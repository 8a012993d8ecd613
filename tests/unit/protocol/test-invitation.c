/* Links: made, read back, and damaged in every way that hands and messengers damage them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/invitation.h"

#include <string.h>

#include "base/limits.h"
#include "hostile-text.h"
#include "protocol/invitation-private.h"
#include "protocol/protocol-error.h"
#include "protocol/secret.h"

static HearthInvitation *
make (const char *server)
{
  g_autoptr (HearthIdentity) host = hearth_identity_generate ();
  g_autoptr (GError) error = NULL;
  HearthInvitation *invitation = hearth_invitation_new (server, hearth_identity_get_public_key (host), &error);

  g_assert_no_error (error);
  return invitation;
}

static void
test_round_trip (void)
{
  static const char *const servers[] = {
    "https://meet.example.org", "http://192.168.1.20:8443", "http://[fd00::1]:8443", "https://[::1]", "http://localhost",
  };

  for (guint i = 0; i < G_N_ELEMENTS (servers); i++)
    {
      g_autoptr (HearthIdentity) host = hearth_identity_generate ();
      g_autoptr (HearthIdentity) other = hearth_identity_generate ();
      g_autoptr (HearthInvitation) invitation = hearth_invitation_new (servers[i], hearth_identity_get_public_key (host), NULL);
      g_autofree char *link = hearth_invitation_to_link (invitation);
      g_autoptr (GError) error = NULL;
      g_autoptr (HearthInvitation) again = hearth_invitation_parse (link, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (strlen (link), ==, strlen (servers[i]) + strlen ("/r/") + 22 + strlen ("#") + 48);
      g_assert_cmpstr (hearth_invitation_get_server (again), ==, servers[i]);
      g_assert_cmpstr (hearth_invitation_get_room (again), ==, hearth_invitation_get_room (invitation));
      g_assert_cmpmem (hearth_invitation_get_seal_key (again), 32, hearth_invitation_get_seal_key (invitation), 32);
      g_assert_true (hearth_invitation_is_hosted_by (again, hearth_identity_get_public_key (host)));
      g_assert_false (hearth_invitation_is_hosted_by (again, hearth_identity_get_public_key (other)));
    }
}

/* The same room, more characters, and a ticket that comes back. */
static void
test_ticket (void)
{
  g_autoptr (HearthInvitation) plain = make ("https://meet.example.org");
  g_autofree char *plain_link = hearth_invitation_to_link (plain);
  g_autoptr (HearthInvitation) marked = NULL;
  g_autoptr (HearthInvitation) again = NULL;
  g_autoptr (HearthInvitation) unmarked = NULL;
  g_autofree char *link = NULL;
  g_autofree char *unmarked_link = NULL;
  g_autoptr (GError) error = NULL;
  HearthTicket ticket;

  hearth_ticket_generate (&ticket);
  marked = hearth_invitation_with_ticket (plain, &ticket);
  link = hearth_invitation_to_link (marked);
  again = hearth_invitation_parse (link, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (link), ==, strlen (plain_link) + HEARTH_TICKET_CHARACTERS);
  g_assert_cmpstr (hearth_invitation_get_room (again), ==, hearth_invitation_get_room (plain));
  g_assert_cmpmem (hearth_invitation_get_seal_key (again), 32, hearth_invitation_get_seal_key (plain), 32);
  g_assert_cmpmem (hearth_invitation_get_ticket (again), sizeof ticket, &ticket, sizeof ticket);
  g_assert_null (hearth_invitation_get_ticket (plain));

  unmarked = hearth_invitation_with_ticket (again, NULL);
  unmarked_link = hearth_invitation_to_link (unmarked);
  g_assert_cmpstr (unmarked_link, ==, plain_link);

  /* Any character less or other is found. */
  for (gsize i = strlen (link) - 1; link[i] != '#'; i--)
    {
      char good = link[i];
      g_autofree char *cut = g_strndup (link, i);

      g_assert_null (hearth_invitation_parse (cut, NULL));
      link[i] = good == 'A' ? 'B' : 'A';
      g_assert_null (hearth_invitation_parse (link, NULL));
      link[i] = good;
    }
}

/* A pass is worth nothing with another key, room or ticket. */
static void
test_pass (void)
{
  const HearthPublicKey anna = { { 1 } }, ben = { { 2 } };
  HearthTicket ticket, other;
  g_autofree char *text = NULL;
  g_autofree char *pass = NULL;

  hearth_ticket_generate (&ticket);
  text = hearth_ticket_to_text (&ticket);
  g_assert_true (hearth_ticket_parse (text, &other));
  g_assert_cmpmem (&ticket, sizeof ticket, &other, sizeof other);
  g_assert_false (hearth_ticket_parse ("", &other));
  g_assert_false (hearth_ticket_parse ("AAAAAAAAAAAAAAA", &other));
  g_assert_false (hearth_ticket_parse ("AAAAAAAAAAAAAAAAA", &other));
  g_assert_false (hearth_ticket_parse ("AAAAAAAAAAAAAAA=", &other));

  hearth_ticket_generate (&other);
  pass = hearth_ticket_make_pass (&ticket, "room", &anna);
  g_assert_true (hearth_ticket_check_pass (&ticket, "room", &anna, pass));
  g_assert_false (hearth_ticket_check_pass (&ticket, "room", &ben, pass));
  g_assert_false (hearth_ticket_check_pass (&ticket, "moor", &anna, pass));
  g_assert_false (hearth_ticket_check_pass (&other, "room", &anna, pass));
}

static void
test_move (void)
{
  g_autoptr (HearthIdentity) host = hearth_identity_generate ();
  g_autoptr (HearthInvitation) before = hearth_invitation_new ("http://192.168.1.20:8443", hearth_identity_get_public_key (host), NULL);
  g_autoptr (HearthInvitation) after = hearth_invitation_move (before, "https://Meet.example.org", NULL);
  g_autofree char *link = hearth_invitation_to_link (after);
  g_autoptr (HearthInvitation) parsed = hearth_invitation_parse (link, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (parsed);
  g_assert_cmpstr (hearth_invitation_get_server (parsed), ==, "https://meet.example.org");
  g_assert_cmpstr (hearth_invitation_get_room (parsed), ==, hearth_invitation_get_room (before));
  g_assert_cmpmem (hearth_invitation_get_seal_key (parsed), 32, hearth_invitation_get_seal_key (before), 32);
  g_assert_true (hearth_invitation_is_hosted_by (parsed, hearth_identity_get_public_key (host)));

  g_assert_null (hearth_invitation_move (before, "ftp://meet.example.org", &error));
  g_assert_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED);
}

static void
test_rooms_differ (void)
{
  g_autoptr (HearthInvitation) a = make ("https://meet.example.org");
  g_autoptr (HearthInvitation) b = make ("https://meet.example.org");

  g_assert_cmpstr (hearth_invitation_get_room (a), !=, hearth_invitation_get_room (b));
  g_assert_cmpint (memcmp (hearth_invitation_get_seal_key (a), hearth_invitation_get_seal_key (b), 32), !=, 0);
}

static void
test_schemes (void)
{
  g_autoptr (HearthInvitation) invitation = make ("https://meet.example.org:8443");
  g_autofree char *link = hearth_invitation_to_link (invitation);
  const char *rest = link + strlen ("https://");
  static const struct
  {
    const char *scheme;
    const char *server;
  } cases[] = {
    { "https://", "https://meet.example.org:8443" },
    { "http://", "http://meet.example.org:8443" },
    { "hearth://", "https://meet.example.org:8443" },
    { "hearth+http://", "http://meet.example.org:8443" },
    { "HTTPS://", "https://meet.example.org:8443" },
    { "Hearth://", "https://meet.example.org:8443" },
    { " \n\thttps://", "https://meet.example.org:8443" },
    { "https:/", NULL },
    { "hearth:", NULL },
    { "hearth+https://", NULL },
    { "javascript://", NULL },
    { "", NULL },
    { "<https://", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (cases[i].scheme, rest, " \n", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (HearthInvitation) again = hearth_invitation_parse (text, &error);

      if (cases[i].server == NULL)
        {
          g_assert_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (hearth_invitation_get_server (again), ==, cases[i].server);
    }
}

static gboolean
parse (const char *text,
       gsize       length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthInvitation) invitation = hearth_invitation_parse (copy, &error);

  if (invitation == NULL)
    g_assert_true (error->domain == HEARTH_PROTOCOL_ERROR);
  return invitation != NULL;
}

/* Any one wrong character in ROOM or SECRET is found, whatever it is replaced with. */
static void
test_one_wrong_character (void)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_ .%/#=";
  g_autoptr (HearthInvitation) invitation = make ("https://meet.example.org");
  g_autofree char *link = hearth_invitation_to_link (invitation);

  for (char *at = strstr (link, "/r/"); *at != '\0'; at++)
    {
      char good = *at;

      for (const char *wrong = alphabet; *wrong != '\0'; wrong++)
        {
          g_autoptr (GError) error = NULL;

          if (*wrong == good || (*wrong == ' ' && at[1] == '\0'))
            continue;
          *at = *wrong;
          g_assert_null (hearth_invitation_parse (link, &error));
          g_assert_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED);
        }
      *at = good;
    }
  g_assert_true (parse (link, strlen (link)));
}

/* Two neighbours swapped, one left out, one doubled. */
static void
test_slips (void)
{
  g_autoptr (HearthInvitation) invitation = make ("https://meet.example.org");
  g_autofree char *link = hearth_invitation_to_link (invitation);
  gsize length = strlen (link);

  for (gsize i = (gsize) (strstr (link, "/r/") - link); i < length; i++)
    {
      g_autoptr (GString) less = g_string_new (link);
      g_autoptr (GString) more = g_string_new (link);

      g_string_erase (less, (gssize) i, 1);
      g_assert_false (parse (less->str, less->len));
      g_string_insert_c (more, (gssize) i, link[i]);
      g_assert_false (parse (more->str, more->len));
      if (i + 1 < length && link[i] != link[i + 1])
        {
          g_autofree char *swapped = g_strdup (link);

          swapped[i] = link[i + 1];
          swapped[i + 1] = link[i];
          g_assert_false (parse (swapped, length));
        }
    }
}

static void
test_shape (void)
{
  g_autoptr (HearthInvitation) invitation = make ("https://meet.example.org");
  g_autofree char *link = hearth_invitation_to_link (invitation);
  static const struct
  {
    const char *from;
    const char *to;
  } cases[] = {
    { "/r/", "/x/" },
    { "/r/", "/r//" },
    { "/r/", "//r/" },
    { "/r/", "/a/r/" },
    { "/r/", "/../r/" },
    { "/r/", "/R/" },
    { "/r/", "/r/%2e" },
    { "#", "/#" },
    { "#", "?utm_source=mail#" },
    { "#", "" },
    { "#", "##" },
    { "meet.", "anna@meet." },
    { "meet.", "anna:secret@meet." },
    { "meet.", "%6deet." },
    { "meet.example.org", "" },
    { "meet.example.org", "meet.example.org:99999" },
    { "meet.example.org", "[::1" },
    { "meet.example.org", "[fe80::1%25eth0]" },
    { "meet.example.org", "meet\\example.org" },
  };
  g_autofree char *without_path = g_strndup (link, strlen ("https://meet.example.org"));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (link);

      g_assert_cmpuint (g_string_replace (text, cases[i].from, cases[i].to, 1), ==, 1);
      g_assert_false (parse (text->str, text->len));
    }
  g_assert_false (parse (without_path, strlen (without_path)));
}

static void
test_version (void)
{
  g_autoptr (HearthInvitation) invitation = make ("https://meet.example.org");
  g_autofree char *link = hearth_invitation_to_link (invitation);
  char *secret = strchr (link, '#') + 1;
  static const char domain[] = "hearth/check/1";
  guint8 packed[14 + 36];
  g_autoptr (GError) error = NULL;
  g_autofree char *encoded = NULL;
  g_autofree char *later = NULL;
  guint8 hash[crypto_hash_sha256_BYTES];

  /* The same secret, honestly labelled as version 3. */
  memcpy (packed, domain, 14);
  g_assert_true (hearth_secret_decode (secret, 48, packed + 14, 36));
  packed[14] = 3;
  crypto_hash_sha256 (hash, packed, sizeof packed - 3);
  memcpy (packed + sizeof packed - 3, hash, 3);
  encoded = hearth_secret_encode (packed + 14, 36);
  *secret = '\0';
  later = g_strconcat (link, encoded, NULL);

  g_assert_null (hearth_invitation_parse (later, &error));
  g_assert_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_VERSION);
  g_clear_error (&error);
  g_clear_pointer (&encoded, g_free);
  g_clear_pointer (&later, g_free);

  /* And as version 2, which has a ticket as well. */
  packed[14] = 2;
  crypto_hash_sha256 (hash, packed, sizeof packed - 3);
  memcpy (packed + sizeof packed - 3, hash, 3);
  encoded = hearth_secret_encode (packed + 14, 36);
  later = g_strconcat (link, encoded, NULL);
  g_assert_null (hearth_invitation_parse (later, &error));
  g_assert_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED);
}

static void
test_long (void)
{
  g_autofree char *text = g_strnfill (HEARTH_LIMIT_LINK_BYTES + 1, ' ');
  g_autoptr (GError) error = NULL;

  g_assert_null (hearth_invitation_parse (text, &error));
  g_assert_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_TOO_LARGE);
  g_clear_error (&error);
  text[HEARTH_LIMIT_LINK_BYTES] = '\0';
  g_assert_null (hearth_invitation_parse (text, &error));
  g_assert_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED);
}

static void
test_bad_server (void)
{
  g_autoptr (HearthIdentity) host = hearth_identity_generate ();
  g_autoptr (GError) error = NULL;

  g_assert_null (hearth_invitation_new ("meet.example.org", hearth_identity_get_public_key (host), &error));
  g_assert_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED);
}

static void
test_hostile (void)
{
  g_autoptr (HearthInvitation) invitation = make ("http://[fd00::1]:8443");
  g_autofree char *link = hearth_invitation_to_link (invitation);

  hostile_text_truncate (link, parse);
  hostile_text_flip (link, parse);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/protocol/invitation/round-trip", test_round_trip);
  g_test_add_func ("/protocol/invitation/move", test_move);
  g_test_add_func ("/protocol/invitation/ticket", test_ticket);
  g_test_add_func ("/protocol/invitation/pass", test_pass);
  g_test_add_func ("/protocol/invitation/rooms-differ", test_rooms_differ);
  g_test_add_func ("/protocol/invitation/schemes", test_schemes);
  g_test_add_func ("/protocol/invitation/one-wrong-character", test_one_wrong_character);
  g_test_add_func ("/protocol/invitation/slips", test_slips);
  g_test_add_func ("/protocol/invitation/shape", test_shape);
  g_test_add_func ("/protocol/invitation/version", test_version);
  g_test_add_func ("/protocol/invitation/long", test_long);
  g_test_add_func ("/protocol/invitation/bad-server", test_bad_server);
  g_test_add_func ("/protocol/invitation/hostile", test_hostile);

  return g_test_run ();
}
