/* What is remembered of microphones: each its own, few enough, and whatever stands in a damaged setting.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/voice-memory.h"

#include "base/limits.h"

static HearthVoiceMemory *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) stored = g_variant_parse (G_VARIANT_TYPE (HEARTH_VOICE_MEMORY_TYPE), text, NULL, NULL, &error);

  g_assert_no_error (error);

  return hearth_voice_memory_new (stored);
}

static char *
print (const HearthVoiceMemory *memory)
{
  g_autoptr (GVariant) stored = g_variant_ref_sink (hearth_voice_memory_to_variant (memory));

  return g_variant_print (stored, FALSE);
}

static void
test_each (void)
{
  g_autoptr (HearthVoiceMemory) memory = hearth_voice_memory_new (NULL);

  g_assert_true (hearth_voice_memory_set (memory, "headset", HEARTH_VOICE_PROCESSING_NOISE));
  g_assert_true (hearth_voice_memory_set (memory, "desk", HEARTH_VOICE_PROCESSING_ALL));
  g_assert_true (hearth_voice_memory_set (memory, "piano", HEARTH_VOICE_PROCESSING_MUSIC | HEARTH_VOICE_PROCESSING_ECHO));
  g_assert_cmpuint (hearth_voice_memory_get (memory, "headset", 0), ==, HEARTH_VOICE_PROCESSING_NOISE);
  g_assert_cmpuint (hearth_voice_memory_get (memory, "desk", 0), ==, HEARTH_VOICE_PROCESSING_ALL);
  g_assert_cmpuint (hearth_voice_memory_get (memory, "piano", 0), ==, HEARTH_VOICE_PROCESSING_MUSIC | HEARTH_VOICE_PROCESSING_ECHO);
  g_assert_cmpuint (hearth_voice_memory_get (memory, "new", HEARTH_VOICE_PROCESSING_GAIN), ==, HEARTH_VOICE_PROCESSING_GAIN);

  /* "Nothing" is remembered as well. */
  g_assert_true (hearth_voice_memory_set (memory, "headset", HEARTH_VOICE_PROCESSING_NONE));
  g_assert_false (hearth_voice_memory_set (memory, "headset", HEARTH_VOICE_PROCESSING_NONE));
  g_assert_cmpuint (hearth_voice_memory_get (memory, "headset", HEARTH_VOICE_PROCESSING_ALL), ==, HEARTH_VOICE_PROCESSING_NONE);
}

static void
test_round_trip (void)
{
  static const char *const text = "[('piano', 8), ('desk', 7), ('headset', 0)]";
  g_autoptr (HearthVoiceMemory) memory = parse (text);
  g_autofree char *printed = print (memory);
  g_autofree char *changed = NULL;

  g_assert_cmpstr (printed, ==, text);
  g_assert_true (hearth_voice_memory_set (memory, "headset", HEARTH_VOICE_PROCESSING_ECHO));
  changed = print (memory);
  g_assert_cmpstr (changed, ==, "[('headset', 1), ('piano', 8), ('desk', 7)]");
}

/* The one that was set longest ago is forgotten. */
static void
test_bounds (void)
{
  g_autoptr (HearthVoiceMemory) memory = hearth_voice_memory_new (NULL);
  g_autoptr (GVariant) stored = NULL;
  g_autofree char *long_name = g_strnfill (HEARTH_LIMIT_DEVICE_ID_BYTES + 1, 'a');

  for (guint i = 0; i < 3 * HEARTH_LIMIT_REMEMBERED_DEVICES; i++)
    {
      g_autofree char *name = g_strdup_printf ("device%u", i);

      g_assert_true (hearth_voice_memory_set (memory, name, HEARTH_VOICE_PROCESSING_ECHO));
      g_assert_true (hearth_voice_memory_set (memory, "always", i % 2 == 0 ? HEARTH_VOICE_PROCESSING_ECHO : HEARTH_VOICE_PROCESSING_GAIN));
    }

  stored = g_variant_ref_sink (hearth_voice_memory_to_variant (memory));
  g_assert_cmpuint (g_variant_n_children (stored), ==, HEARTH_LIMIT_REMEMBERED_DEVICES);
  g_assert_cmpuint (hearth_voice_memory_get (memory, "always", HEARTH_VOICE_PROCESSING_NONE), ==, HEARTH_VOICE_PROCESSING_GAIN);
  g_assert_cmpuint (hearth_voice_memory_get (memory, "device0", HEARTH_VOICE_PROCESSING_NONE), ==, HEARTH_VOICE_PROCESSING_NONE);

  g_assert_false (hearth_voice_memory_set (memory, "", HEARTH_VOICE_PROCESSING_ECHO));
  g_assert_false (hearth_voice_memory_set (memory, "\xff\xfe", HEARTH_VOICE_PROCESSING_ECHO));
  g_assert_false (hearth_voice_memory_set (memory, long_name, HEARTH_VOICE_PROCESSING_ECHO));
  long_name[HEARTH_LIMIT_DEVICE_ID_BYTES] = '\0';
  g_assert_true (hearth_voice_memory_set (memory, long_name, HEARTH_VOICE_PROCESSING_ECHO));
}

static void
test_damaged (void)
{
  g_autofree char *long_name = g_strnfill (HEARTH_LIMIT_DEVICE_ID_BYTES + 1, 'a');
  g_autofree char *text = g_strdup_printf ("[('', 1), ('%s', 1), ('desk', 4294967295), ('desk', 0), ('headset', 16)]", long_name);
  g_autoptr (HearthVoiceMemory) memory = parse (text);
  g_autoptr (GVariant) wrong_type = g_variant_ref_sink (g_variant_new_string ("desk"));
  g_autoptr (HearthVoiceMemory) none = hearth_voice_memory_new (wrong_type);
  g_autoptr (GString) many = g_string_new ("[");
  g_autoptr (HearthVoiceMemory) few = NULL;
  g_autoptr (GVariant) kept = NULL;
  g_autofree char *printed = print (memory);
  g_autofree char *nothing = print (none);

  g_assert_cmpstr (printed, ==, "[('desk', 15), ('headset', 0)]");
  g_assert_cmpstr (nothing, ==, "[]");

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (many, "%s('device%u', 1)", i > 0 ? "," : "", i);
  g_string_append_c (many, ']');
  few = parse (many->str);
  kept = g_variant_ref_sink (hearth_voice_memory_to_variant (few));
  g_assert_cmpuint (g_variant_n_children (kept), ==, HEARTH_LIMIT_REMEMBERED_DEVICES);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/call/voice-memory/each", test_each);
  g_test_add_func ("/call/voice-memory/round-trip", test_round_trip);
  g_test_add_func ("/call/voice-memory/bounds", test_bounds);
  g_test_add_func ("/call/voice-memory/damaged", test_damaged);

  return g_test_run ();
}
