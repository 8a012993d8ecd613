/* Names: what people call themselves, and what they try.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/profile.h"

#include <string.h>

#include "base/limits.h"

#define A10 "aaaaaaaaaa"
#define A60 A10 A10 A10 A10 A10 A10

static const struct
{
  const char *name;
  const char *clean;
} names[] = {
  /* Honest ones stay as they are. */
  { "Anna", "Anna" },
  { "Anna-Lena O'Brien, Dr.", "Anna-Lena O'Brien, Dr." },
  { "Zo\u00eb", "Zo\u00eb" },
  { "\u5c71\u7530 \u592a\u90ce", "\u5c71\u7530 \u592a\u90ce" },
  { "\u0645\u062d\u0645\u062f", "\u0645\u062d\u0645\u062f" },
  { "\u05d3\u05b8\u05bc\u05e0\u05b4\u05d9", "\u05d3\u05b8\u05bc\u05e0\u05b4\u05d9" },
  { "Nguy\u1ec5n", "Nguy\u1ec5n" },
  { "\u0928\u092e\u0938\u094d\u0924\u0947", "\u0928\u092e\u0938\u094d\u0924\u0947" },
  { "\U0001f98a Fox", "\U0001f98a Fox" },
  { "\U0001f44b\U0001f3fd", "\U0001f44b\U0001f3fd" },
  { "<b>Anna</b> &amp;", "<b>Anna</b> &amp;" }, /* shown with markup off */

  /* One form for what looks alike. */
  { "Zoe\u0308", "Zo\u00eb" },
  { "\u212bngstr\u00f6m", "\u00c5ngstr\u00f6m" },
  { "\u1100\u1161", "\uac00" },

  /* White space. */
  { "  Anna \t\r\n  B.  ", "Anna B." },
  { "Anna\u00a0B.", "Anna B." },
  { "Anna\u2028B.\u2029", "Anna B." },
  { "Anna\u3000B.\u2003\u2003C.", "Anna B. C." },
  { "\u1680Anna", "Anna" },

  /* Invisible things. */
  { "An\u200bna", "Anna" },
  { "An\u200dn\u200ca", "Anna" },
  { "\ufeffAnna", "Anna" },
  { "An\u00adna", "Anna" },
  { "An\u2060na", "Anna" },
  { "An\u034fna", "Anna" },
  { "An\ufe0fna", "Anna" },
  { "An\u3164na", "Anna" },
  { "An\u2800na", "Anna" },
  { "An\u115f\u1160na", "Anna" },
  { "An\uffa0na", "Anna" },
  { "An\u180ena", "Anna" },
  { "An\U000e0041na", "Anna" },
  { "An\U000e0101na", "Anna" },
  { "An\007n\177\u0085a", "Anna" },

  /* Direction. */
  { "\u202eannA", "annA" },
  { "Anna\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c", "Anna" },

  /* Not characters. */
  { "An\ue000na", "Anna" },
  { "An\U000f0000na", "Anna" },
  { "An\uffff\ufdd0na", "Anna" },
  { "An\U0005ffffna", "Anna" },
  { "An\u0378na", "Anna" },

  /* Marks: without a letter, and too many on one. */
  { "\u0301Anna", "Anna" },
  { "A \u0301na", "A na" },
  { "A \u0301 na", "A na" },
  { "\u0301 Anna", "Anna" },
  { "Anna \u0301", "Anna" },
  { "q\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308x", "q\u0301\u0302\u0303\u0304x" },

  /* Length: never inside a character, a flag, or between a letter and its mark. */
  { A60 "bcdefghijk", A60 "bcde" },
  { A60 "bcd   fghijk", A60 "bcd" },
  { A60 "bcd\u00e9", A60 "bcd" },
  { A60 "bc\u00e9\u00e9", A60 "bc\u00e9" },
  { A60 "bcdq\u0301", A60 "bcd" },
  { A60 "bq\u0301\u0302x", A60 "b" },
  { A60 "\U0001f98a\U0001f98a", A60 "\U0001f98a" },
  { A60 "\U0001f44b\U0001f3fd", A60 },
  { A60 "\U0001f1e9\U0001f1ea", A60 },

  /* Nothing left. */
  { "", NULL },
  { " \t\n", NULL },
  { "\u200b\u202e\ufeff", NULL },
  { "\u3164", NULL },
  { "\u0301\u0301", NULL },
  { "\U0001f3fb\U0001f3fb", NULL },
  { "\u1161\u1161", NULL },
  { "\U0001f3fb Anna", "Anna" },
  { "\001\002", NULL },
};

static void
assert_clean (const char *name)
{
  g_autofree char *normal = g_utf8_normalize (name, -1, G_NORMALIZE_NFC);
  g_autofree char *again = hearth_profile_clean_name (name);

  g_assert_cmpstr (name, ==, again);
  g_assert_cmpstr (name, ==, normal);
  g_assert_cmpuint (strlen (name), <=, HEARTH_LIMIT_NAME_BYTES);
  g_assert_true (g_utf8_validate (name, -1, NULL));
}

static void
test_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *clean = hearth_profile_clean_name (names[i].name);

      g_test_message ("%u: %s", i, names[i].name);
      g_assert_cmpstr (clean, ==, names[i].clean);
      if (clean != NULL)
        assert_clean (clean);
    }
}

static void
test_bytes (void)
{
  /* Not UTF-8, and much of it. */
  g_autofree char *long_name = g_strnfill (1024 * 1024, '\xcc');
  g_autofree char *clean_long = hearth_profile_clean_name (long_name);
  g_autofree char *clean = hearth_profile_clean_name ("Anna\xff\xc3");

  assert_clean (clean_long);
  assert_clean (clean);
  g_assert_true (g_str_has_prefix (clean, "Anna"));
}

/* Every character of the scripts in daily use, and a sample of the rest, after a letter. */
static void
test_every_character (void)
{
  for (gunichar c = 1; c <= 0x10ffff; c += c < 0x3000 ? 1 : 61)
    {
      char text[16] = "n";
      g_autofree char *clean = NULL;

      if (!g_unichar_validate (c))
        continue;
      text[1 + g_unichar_to_utf8 (c, text + 1)] = '\0';
      clean = hearth_profile_clean_name (text);
      g_assert_nonnull (clean);
      if (g_unichar_type (c) == G_UNICODE_FORMAT || g_unichar_iscntrl (c) || !g_unichar_isdefined (c))
        g_assert_cmpstr (clean, ==, "n");
      assert_clean (clean);
    }
}

static void
test_random (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 100; i++)
    {
      char *name = hearth_profile_random_name ();

      assert_clean (name);
      g_assert_true (hearth_profile_is_colour (hearth_profile_random_colour ()));
      g_hash_table_add (seen, name);
    }
  g_assert_cmpuint (g_hash_table_size (seen), >, 50);
}

/* Names of which nothing is left to cut are still told apart; clean names do not look like this. */
static void
test_distinguish_without_letters (void)
{
  static const char *const parts[] = { "\U0001f3fb", "\u1161" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GString) name = g_string_new (NULL);
      const char *others[2] = { NULL };
      g_autofree char *shown = NULL;

      while (name->len + strlen (parts[i]) <= HEARTH_LIMIT_NAME_BYTES)
        g_string_append (name, parts[i]);
      others[0] = name->str;
      shown = hearth_profile_distinguish_name (name->str, others);
      g_assert_cmpstr (shown, ==, "(2)");
    }
}

static void
test_distinguish (void)
{
  static const char *const taken[] = { "Anna", "ben", "Ben (2)", "Zo\303\253", NULL };
  static const struct
  {
    const char *name;
    const char *shown;
  } known[] = {
    { "Carl", "Carl" }, { "Anna", "Anna (2)" }, { "ANNA", "ANNA (2)" }, { "Ben", "Ben (3)" }, { "Anna (2)", "Anna (2)" },
    { "\357\274\241nna", "\357\274\241nna (2)" }, { "ZO\303\213", "ZO\303\213 (2)" },
  };
  g_autofree char *long_name = g_strnfill (HEARTH_LIMIT_NAME_BYTES, 'x');
  const char *const long_taken[] = { long_name, NULL };
  g_autofree char *cut = hearth_profile_distinguish_name (long_name, long_taken);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *shown = hearth_profile_distinguish_name (known[i].name, taken);

      g_assert_cmpstr (shown, ==, known[i].shown);
    }
  g_assert_cmpuint (strlen (cut), ==, HEARTH_LIMIT_NAME_BYTES);
  g_assert_true (g_str_has_suffix (cut, "x (2)"));
}

static void
test_colours (void)
{
  const char *const *colours = hearth_profile_get_colours ();

  g_assert_cmpuint (g_strv_length ((GStrv) colours), ==, 9);
  for (guint i = 0; colours[i] != NULL; i++)
    g_assert_true (hearth_profile_is_colour (colours[i]));
  g_assert_true (hearth_profile_is_colour (HEARTH_PROFILE_NEUTRAL_COLOUR));
  g_assert_false (hearth_profile_is_colour ("Blue"));
  g_assert_false (hearth_profile_is_colour (""));
  g_assert_false (hearth_profile_is_colour (NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/protocol/profile/names", test_names);
  g_test_add_func ("/protocol/profile/bytes", test_bytes);
  g_test_add_func ("/protocol/profile/every-character", test_every_character);
  g_test_add_func ("/protocol/profile/random", test_random);
  g_test_add_func ("/protocol/profile/distinguish", test_distinguish);
  g_test_add_func ("/protocol/profile/distinguish-without-letters", test_distinguish_without_letters);
  g_test_add_func ("/protocol/profile/colours", test_colours);

  return g_test_run ();
}
