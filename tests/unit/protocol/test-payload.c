/* Payloads: what goes out comes in again, and what must not come in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/payload.h"

#include <string.h>

#include "base/limits.h"
#include "hostile-text.h"
#include "protocol/protocol-error.h"

#define FINGERPRINT "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
#define OFFER "{\"type\":\"offer\",\"direction\":\"down\",\"generation\":7,\"fingerprint\":\"" FINGERPRINT "\"," \
              "\"ice_ufrag\":\"aB3+\",\"sdp\":\"v=0\\r\\n\",\"tracks\":{\"audio0\":\"anna/audio\",\"video1\":\"anna/video_1-2\"}}"

static HearthPayload *
parse_good (const char *text)
{
  g_autoptr (GError) error = NULL;
  HearthPayload *payload = hearth_payload_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (payload);
  return payload;
}

static void
test_round_trip (void)
{
  static const char *const texts[] = {
    "{\"type\":\"hello\",\"name\":\"Zo\303\253 \\\"Z\\\"\",\"colour\":\"pink\"}",
    "{\"type\":\"hello\",\"name\":\"Ben\",\"colour\":\"blue\",\"pass\":\"pLLCKVnc60sutvt5Cm1Kkg\"}",
    "{\"type\":\"welcome\",\"name\":\"Ben\",\"colour\":\"slate\"}",
    OFFER,
    "{\"type\":\"answer\",\"direction\":\"up\",\"generation\":4294967295,\"fingerprint\":\"" FINGERPRINT "\","
    "\"ice_ufrag\":\"abcd\",\"sdp\":\"v=0\\r\\n\"}",
    "{\"type\":\"candidate\",\"direction\":\"up\",\"generation\":0,\"mline\":31,\"candidate\":\"\"}",
    "{\"type\":\"candidate\",\"direction\":\"down\",\"generation\":1,\"mline\":0,"
    "\"candidate\":\"candidate:1 1 UDP 2015363327 192.0.2.1 51472 typ host\"}",
    "{\"type\":\"renew\",\"direction\":\"down\",\"generation\":2}",
    "{\"type\":\"bye\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (HearthPayload) payload = parse_good (texts[i]);
      g_autofree char *text = hearth_payload_to_text (payload);

      g_assert_cmpstr (text, ==, texts[i]);
    }
}

static void
test_offer (void)
{
  g_autoptr (HearthPayload) offer = parse_good (OFFER);

  g_assert_cmpint (offer->direction, ==, HEARTH_DIRECTION_DOWN);
  g_assert_cmpuint (offer->generation, ==, 7);
  g_assert_cmpstr (offer->sdp, ==, "v=0\r\n");
  g_assert_cmpstr (offer->ice_ufrag, ==, "aB3+");
  for (guint i = 0; i < HEARTH_FINGERPRINT_BYTES; i++)
    g_assert_cmpuint (offer->fingerprint[i], ==, i);
  g_assert_cmpuint (g_hash_table_size (offer->tracks), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (offer->tracks, "video1"), ==, "anna/video_1-2");
}

/* A name is cleaned on its way in; a colour of a later version is shown in the neutral one. */
static void
test_profile (void)
{
  g_autoptr (HearthPayload) hello = parse_good ("{\"type\":\"hello\",\"name\":\" An\\u202ena\\n\\tB. \","
                                                "\"colour\":\"ultraviolet\"}");

  g_assert_cmpstr (hello->name, ==, "Anna B.");
  g_assert_cmpstr (hello->colour, ==, "slate");
}

static void
assert_refused (const char *text,
                int         code)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%.200s", text);
  g_assert_null (hearth_payload_parse (text, strlen (text), &error));
  g_assert_error (error, HEARTH_PROTOCOL_ERROR, code);
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "{\"type\":\"hello\",\"colour\":\"pink\"}",
    "{\"type\":\"hello\",\"name\":\"Anna\"}",
    "{\"type\":\"hello\",\"name\":\"\",\"colour\":\"pink\"}",
    "{\"type\":\"hello\",\"name\":\"\\u200b\\u202e\",\"colour\":\"pink\"}",
    "{\"type\":\"hello\",\"name\":[\"Anna\"],\"colour\":\"pink\"}",
    "{\"type\":\"hello\",\"name\":\"Anna\",\"colour\":3}",
    "{\"type\":\"renew\",\"direction\":\"sideways\",\"generation\":2}",
    "{\"type\":\"renew\",\"direction\":0,\"generation\":2}",
    "{\"type\":\"renew\",\"direction\":\"up\",\"generation\":-1}",
    "{\"type\":\"renew\",\"direction\":\"up\",\"generation\":4294967296}",
    "{\"type\":\"renew\",\"direction\":\"up\",\"generation\":99999999999999999999999999}",
    "{\"type\":\"renew\",\"direction\":\"up\",\"generation\":2.0}",
    "{\"type\":\"renew\",\"direction\":\"up\",\"generation\":true}",
    "{\"type\":\"renew\",\"direction\":\"up\"}",
    "{\"type\":\"candidate\",\"direction\":\"up\",\"generation\":0,\"mline\":32,\"candidate\":\"\"}",
    "{\"type\":\"candidate\",\"direction\":\"up\",\"generation\":0,\"mline\":0,\"candidate\":\"a\\r\\nb\"}",
    "{\"type\":\"candidate\",\"direction\":\"up\",\"generation\":0,\"mline\":0,\"candidate\":\"\303\251\"}",
    "{\"type\":\"candidate\",\"direction\":\"up\",\"generation\":0,\"mline\":0}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], HEARTH_PROTOCOL_ERROR_MALFORMED);
  assert_refused ("{\"type\":\"admit\"}", HEARTH_PROTOCOL_ERROR_UNKNOWN_TYPE);
}

/* One field of a good offer replaced at a time. */
static void
test_refused_offers (void)
{
  static const struct
  {
    const char *good;
    const char *bad;
  } cases[] = {
    { FINGERPRINT, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg" },   /* 31 bytes */
    { FINGERPRINT, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g" }, /* 33 bytes */
    { FINGERPRINT, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9" },  /* spare bits */
    { "\"" FINGERPRINT "\"", "null" },
    { "aB3+", "aB3" },
    { "aB3+", "aB3 x" },
    { "aB3+", "aB3\\r\\na=x" },
    { "\"v=0\\r\\n\"", "\"\"" },
    { "\"v=0\\r\\n\"", "{}" },
    { "audio0", "" },
    { "audio0", "audio 0" },
    { "audio0", "audio012345678901234567890123456789" },
    { "anna/audio", "" },
    { "anna/audio", "anna.audio" },
    { "\"anna/audio\"", "7" },
    { "\"anna/audio\"", "{}" },
    { "{\"audio0\":\"anna/audio\",\"video1\":\"anna/video_1-2\"}", "[]" },
    { "video1", "audio0" }, /* twice */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (OFFER);

      g_assert_cmpuint (g_string_replace (text, cases[i].good, cases[i].bad, 1), ==, 1);
      assert_refused (text->str, HEARTH_PROTOCOL_ERROR_MALFORMED);
    }
}

static void
test_too_large (void)
{
  g_autofree char *name = g_strnfill (4 * HEARTH_LIMIT_NAME_BYTES + 1, 'a');
  g_autofree char *hello = g_strdup_printf ("{\"type\":\"hello\",\"name\":\"%s\",\"colour\":\"pink\"}", name);
  g_autofree char *candidate = g_strnfill (HEARTH_LIMIT_CANDIDATE_BYTES + 1, 'a');
  g_autofree char *candidate_text = g_strdup_printf ("{\"type\":\"candidate\",\"direction\":\"up\",\"generation\":0,"
                                                     "\"mline\":0,\"candidate\":\"%s\"}", candidate);
  g_autofree char *sdp = g_strnfill (HEARTH_LIMIT_SDP_BYTES + 1, 'a');
  g_autoptr (GString) offer = g_string_new (OFFER);
  g_autoptr (GString) tracks = g_string_new ("{");
  g_autoptr (GString) many = g_string_new (OFFER);

  assert_refused (hello, HEARTH_PROTOCOL_ERROR_TOO_LARGE);
  assert_refused (candidate_text, HEARTH_PROTOCOL_ERROR_TOO_LARGE);
  g_string_replace (offer, "v=0\\r\\n", sdp, 1);
  assert_refused (offer->str, HEARTH_PROTOCOL_ERROR_TOO_LARGE);

  for (guint i = 0; i <= HEARTH_LIMIT_SDP_MEDIA; i++)
    g_string_append_printf (tracks, "\"m%u\":\"t\",", i);
  g_string_replace (many, "{\"audio0\"", tracks->str, 1);
  g_string_replace (many, ",:", ",\"x\":", 1);
  assert_refused (many->str, HEARTH_PROTOCOL_ERROR_TOO_LARGE);
}

static gboolean
parse (const char *text,
       gsize       length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthPayload) payload = hearth_payload_parse (text, length, &error);

  if (payload == NULL)
    g_assert_true (error->domain == HEARTH_PROTOCOL_ERROR);
  return payload != NULL;
}

static void
test_hostile (void)
{
  hostile_text_truncate (OFFER, parse);
  g_assert_cmpuint (hostile_text_flip (OFFER, parse), >, 0); /* a bit of an SDP's letter is not JSON's business */
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/protocol/payload/round-trip", test_round_trip);
  g_test_add_func ("/protocol/payload/offer", test_offer);
  g_test_add_func ("/protocol/payload/profile", test_profile);
  g_test_add_func ("/protocol/payload/refused", test_refused);
  g_test_add_func ("/protocol/payload/refused-offers", test_refused_offers);
  g_test_add_func ("/protocol/payload/too-large", test_too_large);
  g_test_add_func ("/protocol/payload/hostile", test_hostile);

  return g_test_run ();
}
