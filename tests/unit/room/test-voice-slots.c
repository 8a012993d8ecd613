/* Who is on which line: everybody who is heard has one, and nobody is moved.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/voice-slots.h"

static gboolean
assign (HearthVoiceSlots *slots,
        const char       *heard,
        const char       *receiver)
{
  g_auto (GStrv) ids = g_strsplit (heard, " ", -1);
  g_autoptr (GPtrArray) array = g_ptr_array_new ();

  for (guint i = 0; ids[i] != NULL && *ids[i] != '\0'; i++)
    g_ptr_array_add (array, ids[i]);

  return hearth_voice_slots_assign (slots, array, receiver);
}

static void
assert_lines (HearthVoiceSlots *slots,
              const char       *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < slots->n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", slots->ids[i] != NULL ? slots->ids[i] : "-");
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_everybody_keeps_their_line (void)
{
  HearthVoiceSlots slots = { 0 };

  g_assert_true (assign (&slots, "a b c", NULL));
  assert_lines (&slots, "a b c");
  g_assert_false (assign (&slots, "c a b", NULL));

  /* Who goes leaves a hole, which the next one fills before a new line is opened. */
  g_assert_true (assign (&slots, "a c", NULL));
  assert_lines (&slots, "a - c");
  g_assert_true (assign (&slots, "d c a", NULL));
  assert_lines (&slots, "a d c");
  g_assert_true (assign (&slots, "a d c e", NULL));
  assert_lines (&slots, "a d c e");

  hearth_voice_slots_clear (&slots);
  assert_lines (&slots, "- - - -");
}

static void
test_nobody_hears_themselves (void)
{
  HearthVoiceSlots slots = { 0 };

  g_assert_true (assign (&slots, "a b c", "b"));
  assert_lines (&slots, "a c");
  g_assert_false (assign (&slots, "a c", "b"));
  hearth_voice_slots_clear (&slots);
}

static void
test_no_more_than_lines (void)
{
  HearthVoiceSlots slots = { 0 };

  g_assert_true (assign (&slots, "a b c d e f g", NULL));
  assert_lines (&slots, "a b c d e");

  /* The first of those who found none. */
  g_assert_true (assign (&slots, "a b d e f g", NULL));
  assert_lines (&slots, "a b f d e");
  hearth_voice_slots_clear (&slots);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/voice-slots/everybody-keeps-their-line", test_everybody_keeps_their_line);
  g_test_add_func ("/voice-slots/nobody-hears-themselves", test_nobody_hears_themselves);
  g_test_add_func ("/voice-slots/no-more-than-lines", test_no_more_than_lines);

  return g_test_run ();
}
