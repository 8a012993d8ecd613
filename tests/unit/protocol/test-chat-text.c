/* What people write to each other: what stays, what goes, and that it stays as it is then.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/chat-text.h"

#include <string.h>

#include "base/limits.h"

static const struct
{
  const char *text;
  const char *clean;
} texts[] = {
  /* Honest ones stay as they are. */
  { "Hello", "Hello" },
  { "<b>no markup</b> &amp; “quotes”", "<b>no markup</b> &amp; “quotes”" },
  { "https://example.org/a?b=c#d", "https://example.org/a?b=c#d" },
  { "one\ntwo\n\nthree", "one\ntwo\n\nthree" },
  { "if x:\n    return\n\tdone", "if x:\n    return\n\tdone" },
  { "\u05e9\u05dc\u05d5\u05dd\u200f!", "\u05e9\u05dc\u05d5\u05dd\u200f!" },
  { "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645" },
  { "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f468\u200d\U0001f469\u200d\U0001f467" },
  { "\u2764\ufe0f", "\u2764\ufe0f" },
  { "Vraiment\u202f?", "Vraiment\u202f?" },

  /* One form for what looks alike. */
  { "Zoe\u0308", "Zo\u00eb" },

  /* White space that nobody would miss. */
  { "  \n\t Hello \n \n", "Hello" },
  { "a  \nb", "a\nb" },
  { "a\r\nb\rc\vd\fe\u2028f\u2029g\u0085h", "a\nb\nc\nd\ne\nf\ng\nh" },
  { "a\n\n\n\n\nb", "a\n\nb" },
  { "a\n \n \n \nb", "a\n\nb" },
  { "a\u00a0\nb", "a\nb" },

  /* What deceives: overrides, embeddings, isolates, invisible characters. */
  { "a\u202etxt.exe", "atxt.exe" },
  { "a\u202ab\u202bc\u202cd\u202de", "abcde" },
  { "a\u2066b\u2067c\u2068d\u2069e", "abcde" },
  { "a\u200bb\u2060c\ufeffd\u00ade", "abcde" },
  { "a\u115fb\u3164c\u2800d", "abcd" },
  { "a\007\033[31mb\177", "a[31mb" },
  { "a\U000e0041b\ue000c", "abc" },

  /* Marks and joiners belong to a letter, and to each not many. */
  { "\u0301a", "a" },
  { "\u200d\u200d", NULL },
  { "a\n\u0301b", "a\nb" },
  { "x\u0300\u0301\u0302\u0303\u0304\u0305\u0306y", "x\u0300\u0301\u0302\u0303y" },
  { "x\u200d\u200d\u200d\u200d\u200d\u200d\u0301y", "x\u200d\u200d\u200d\u200dy" },
  { "e\u202e\u0301", "\u00e9" },
  { "a \u200d\nb", "a\nb" },

  /* Nothing to read. */
  { "", NULL },
  { " \n\t\r\n", NULL },
  { "\u202e\u200b", NULL },
};

static void
test_clean (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *clean = hearth_chat_text_clean (texts[i].text);
      g_autofree char *again = clean != NULL ? hearth_chat_text_clean (clean) : NULL;

      g_assert_cmpstr (clean, ==, texts[i].clean);
      g_assert_cmpstr (again, ==, clean);
    }
}

static void
test_bytes (void)
{
  g_autofree char *clean = hearth_chat_text_clean ("a\xff\xc3");

  g_assert_cmpstr (clean, ==, "a\ufffd\ufffd");
}

static void
test_lines (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *clean = NULL;
  g_autofree char *again = NULL;
  guint n_lines = 1;

  for (guint i = 0; i < HEARTH_LIMIT_CHAT_LINES + 20; i++)
    g_string_append (text, i % 2 == 0 ? "a\n" : "\nb \n");
  clean = hearth_chat_text_clean (text->str);
  for (const char *at = clean; *at != '\0'; at++)
    n_lines += *at == '\n';
  g_assert_cmpuint (n_lines, ==, HEARTH_LIMIT_CHAT_LINES);
  g_assert_true (g_str_has_suffix (clean, "a b"));
  again = hearth_chat_text_clean (clean);
  g_assert_cmpstr (again, ==, clean);
}

/* Of letters of every length, with marks that stay with them. */
static void
test_long (void)
{
  static const char *const letters[] = { "a", "\u00e4", "\u5c71", "\U0001f98a", "x\u0300\u0301", " ", "\u00a0" };

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    {
      for (guint before = 0; before < 8; before++)
        {
          g_autoptr (GString) text = g_string_new (NULL);
          g_autofree char *clean = NULL;
          g_autofree char *again = NULL;

          for (guint k = 0; k <= before; k++)
            g_string_append_c (text, '-');
          while (text->len <= HEARTH_LIMIT_CHAT_BYTES + 20)
            g_string_append (text, letters[i]);
          clean = hearth_chat_text_clean (text->str);
          g_assert_true (g_utf8_validate (clean, -1, NULL));
          g_assert_cmpuint (strlen (clean), <=, HEARTH_LIMIT_CHAT_BYTES);
          if (!g_str_has_prefix (letters[i], " ") && !g_str_has_prefix (letters[i], "\u00a0"))
            {
              g_assert_cmpuint (strlen (clean), >, HEARTH_LIMIT_CHAT_BYTES - 5);
              g_assert_true (g_str_has_suffix (clean, letters[i]));
            }
          again = hearth_chat_text_clean (clean);
          g_assert_cmpstr (again, ==, clean);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/protocol/chat-text/clean", test_clean);
  g_test_add_func ("/protocol/chat-text/bytes", test_bytes);
  g_test_add_func ("/protocol/chat-text/lines", test_lines);
  g_test_add_func ("/protocol/chat-text/long", test_long);

  return g_test_run ();
}
