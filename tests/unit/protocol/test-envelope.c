/* Envelopes: what goes out comes in again, and what must not come in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/envelope.h"

#include <string.h>

#include "base/limits.h"
#include "hostile-text.h"
#include "protocol/id.h"
#include "protocol/protocol-error.h"

#define ID "AAAAAAAAAAAAAAAAAAAAAA"
#define OTHER_ID "abcdefghij_-ABCDEFGHIQ"

static void
test_round_trip (void)
{
  for (guint type = HEARTH_ENVELOPE_OPEN; type <= HEARTH_ENVELOPE_ERROR; type++)
    {
      g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (type);
      g_autoptr (HearthEnvelope) again = NULL;
      g_autofree char *text = NULL;
      g_autofree char *text_again = NULL;
      g_autoptr (GError) error = NULL;

      envelope->room = g_strdup (ID);
      envelope->token = g_strdup (OTHER_ID);
      envelope->from = hearth_id_new ();
      envelope->to = hearth_id_new ();
      envelope->id = hearth_id_new ();
      envelope->payload = g_strdup ("QUJD_-");
      envelope->reason = HEARTH_DENY_LOCKED;

      text = hearth_envelope_to_text (envelope);
      again = hearth_envelope_parse (text, strlen (text), &error);
      g_assert_no_error (error);
      g_assert_cmpint (again->type, ==, type);
      text_again = hearth_envelope_to_text (again);
      g_assert_cmpstr (text, ==, text_again);
    }
}

/* The words on the wire are the protocol: they stay. */
static void
test_wire (void)
{
  g_autoptr (HearthEnvelope) knock = hearth_envelope_new (HEARTH_ENVELOPE_KNOCK);
  g_autoptr (HearthEnvelope) deny = hearth_envelope_new (HEARTH_ENVELOPE_DENY);
  g_autoptr (HearthEnvelope) gone = hearth_envelope_new (HEARTH_ENVELOPE_HOST_GONE);
  g_autofree char *knock_text = NULL;
  g_autofree char *deny_text = NULL;
  g_autofree char *gone_text = NULL;

  knock->room = g_strdup (ID);
  knock->payload = g_strdup ("QUJD");
  knock_text = hearth_envelope_to_text (knock);
  g_assert_cmpstr (knock_text, ==, "{\"type\":\"knock\",\"v\":1,\"room\":\"" ID "\",\"payload\":\"QUJD\"}");

  deny->to = g_strdup (OTHER_ID);
  deny->reason = HEARTH_DENY_NO_SUCH_ROOM;
  deny_text = hearth_envelope_to_text (deny);
  g_assert_cmpstr (deny_text, ==, "{\"type\":\"deny\",\"to\":\"" OTHER_ID "\",\"reason\":\"no-such-room\"}");

  gone_text = hearth_envelope_to_text (gone);
  g_assert_cmpstr (gone_text, ==, "{\"type\":\"host-gone\"}");
}

static void
test_lenient (void)
{
  static const struct
  {
    const char *text;
    HearthEnvelopeType type;
  } cases[] = {
    { "{\"type\":\"leave\"}", HEARTH_ENVELOPE_LEAVE },
    { "{\"new\":{\"a\":[1,2]},\"type\":\"leave\",\"payload\":17,\"reason\":false}", HEARTH_ENVELOPE_LEAVE },
    { "{\"type\":\"knock\",\"v\":1,\"payload\":\"A\"}", HEARTH_ENVELOPE_KNOCK },
    { "{\"type\":\"error\",\"reason\":\"word of a later version\"}", HEARTH_ENVELOPE_ERROR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HearthEnvelope) envelope = hearth_envelope_parse (cases[i].text, strlen (cases[i].text), &error);

      g_assert_no_error (error);
      g_assert_cmpint (envelope->type, ==, cases[i].type);
      g_assert_cmpint (envelope->reason, ==, HEARTH_DENY_NONE);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    int code;
  } cases[] = {
    { "{}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":null}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":1}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":[\"leave\"]}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"\"}", HEARTH_PROTOCOL_ERROR_UNKNOWN_TYPE },
    { "{\"type\":\"Leave\"}", HEARTH_PROTOCOL_ERROR_UNKNOWN_TYPE },
    { "{\"type\":\"leave\",\"type\":\"leave\"}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"leave\",\"x\":{\"a\":1,\"a\":1}}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"leave\",}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\" \"leave\"}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"leave\",\"x\":nul}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"leave\",\"to\":\"\"}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"leave\",\"to\":\"AAAAAAAAAAAAAAAAAAAAA\"}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"leave\",\"to\":\"AAAAAAAAAAAAAAAAAAAAAAA\"}", HEARTH_PROTOCOL_ERROR_TOO_LARGE },
    { "{\"type\":\"leave\",\"to\":\"AAAAAAAAAAAAAAAAAAAAAB\"}", HEARTH_PROTOCOL_ERROR_MALFORMED }, /* spare bits */
    { "{\"type\":\"leave\",\"to\":\"AAAAAAAAAAAAAAAAAAAA+A\"}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"leave\",\"to\":\"AAAAAAAAAAAAAAAAAAAAA=\"}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"leave\",\"to\":\"AAAAAAAAAAAAAAAAAAAAA\\n\"}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"leave\",\"to\":7}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"leave\",\"to\":null}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"open\",\"v\":1}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"open\",\"room\":\"" ID "\"}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"open\",\"v\":\"1\",\"room\":\"" ID "\"}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"open\",\"v\":1.5,\"room\":\"" ID "\"}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"open\",\"v\":-1,\"room\":\"" ID "\"}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"open\",\"v\":1e400,\"room\":\"" ID "\"}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"open\",\"v\":18446744073709551617,\"room\":\"" ID "\"}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"open\",\"v\":4294967297,\"room\":\"" ID "\"}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"open\",\"v\":0,\"room\":\"" ID "\"}", HEARTH_PROTOCOL_ERROR_VERSION },
    { "{\"type\":\"open\",\"v\":2,\"room\":{\"something\":\"else\"}}", HEARTH_PROTOCOL_ERROR_VERSION },
    { "{\"type\":\"opened\",\"room\":\"" ID "\"}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"knock\",\"v\":1,\"room\":\"" ID "\"}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"relay\",\"payload\":\"\"}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"relay\",\"payload\":\"A A\"}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"relay\",\"payload\":\"A\\/A\"}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"relay\",\"payload\":[\"A\"]}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"deny\"}", HEARTH_PROTOCOL_ERROR_MALFORMED },
    { "{\"type\":\"deny\",\"reason\":4}", HEARTH_PROTOCOL_ERROR_MALFORMED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_null (hearth_envelope_parse (cases[i].text, strlen (cases[i].text), &error));
      g_assert_error (error, HEARTH_PROTOCOL_ERROR, cases[i].code);
    }
}

static void
test_payload_size (void)
{
  for (guint extra = 0; extra <= 1; extra++)
    {
      g_autofree char *payload = g_strnfill (HEARTH_LIMIT_SEALED_BYTES + extra, 'A');
      g_autofree char *text = g_strdup_printf ("{\"type\":\"relay\",\"to\":\"" ID "\",\"payload\":\"%s\"}", payload);
      g_autoptr (GError) error = NULL;
      g_autoptr (HearthEnvelope) envelope = hearth_envelope_parse (text, strlen (text), &error);

      if (extra == 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_TOO_LARGE);
      g_assert_true ((envelope != NULL) == (extra == 0));
    }
}

static gboolean
parse (const char *text,
       gsize       length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_parse (text, length, &error);

  if (envelope == NULL)
    g_assert_true (error->domain == HEARTH_PROTOCOL_ERROR);
  return envelope != NULL;
}

static void
test_hostile (void)
{
  static const char *const texts[] = {
    "{\"type\":\"open\",\"v\":1,\"room\":\"" ID "\",\"token\":\"" OTHER_ID "\"}",
    "{\"type\":\"knock\",\"v\":1,\"room\":\"" ID "\",\"payload\":\"QUJDREVGR0g\"}",
    "{\"type\":\"deny\",\"to\":\"" ID "\",\"reason\":\"banned\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      hostile_text_truncate (texts[i], parse);
      hostile_text_flip (texts[i], parse);
    }
}

static void
test_hostile_large (void)
{
  g_autofree char *payload = g_strnfill (40 * 1024, 'Z');
  g_autofree char *text = g_strdup_printf ("{\"type\":\"relay\",\"to\":\"" ID "\",\"payload\":\"%s\"}", payload);

  hostile_text_truncate (text, parse);
  hostile_text_flip (text, parse);
}

static void
test_id (void)
{
  g_autofree char *a = hearth_id_new ();
  g_autofree char *b = hearth_id_new ();

  g_assert_true (hearth_id_is_valid (a));
  g_assert_cmpstr (a, !=, b);
  g_assert_true (hearth_id_equal (a, a));
  g_assert_false (hearth_id_equal (a, b));
  g_assert_false (hearth_id_equal (a, ""));
  g_assert_false (hearth_id_is_valid (NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/protocol/envelope/round-trip", test_round_trip);
  g_test_add_func ("/protocol/envelope/wire", test_wire);
  g_test_add_func ("/protocol/envelope/lenient", test_lenient);
  g_test_add_func ("/protocol/envelope/refused", test_refused);
  g_test_add_func ("/protocol/envelope/payload-size", test_payload_size);
  g_test_add_func ("/protocol/envelope/hostile", test_hostile);
  g_test_add_func ("/protocol/envelope/hostile-large", test_hostile_large);
  g_test_add_func ("/protocol/envelope/id", test_id);

  return g_test_run ();
}
