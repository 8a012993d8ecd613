/* Addresses in what others write: those that lead where they say become links, and nothing becomes markup.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/chat-links.h"

#define LINK(address) "<a href=\"" address "\">" address "</a>"

static const struct
{
  const char *text;
  const char *markup;
} texts[] = {
  { "", "" },
  { "Hello", "Hello" },
  { "<b>bold</b> & \"quoted\"", "&lt;b&gt;bold&lt;/b&gt; &amp; &quot;quoted&quot;" },
  { "<a href=\"https://evil.example\">bank</a>",
    "&lt;a href=&quot;" LINK ("https://evil.example") "&quot;&gt;bank&lt;/a&gt;" },
  { "https://example.org", LINK ("https://example.org") },
  { "see http://example.org/a/b?c=1#d now", "see " LINK ("http://example.org/a/b?c=1#d") " now" },
  { "https://a.example\nhttps://b.example", LINK ("https://a.example") "\n" LINK ("https://b.example") },

  /* The sentence around it. */
  { "Is it https://example.org?", "Is it " LINK ("https://example.org") "?" },
  { "(https://example.org/a)", "(" LINK ("https://example.org/a") ")" },
  { "https://example.org/Fire_(film).", LINK ("https://example.org/Fire_(film)") "." },
  { "\u201chttps://example.org/\u201d", "\u201c" LINK ("https://example.org/") "\u201d" },
  { "https://example.org/...", LINK ("https://example.org/") "..." },

  /* What it leads to is what it says, escaped where markup needs it. */
  { "https://example.org/?a=1&b=2", "<a href=\"https://example.org/?a=1&amp;b=2\">https://example.org/?a=1&amp;b=2</a>" },
  { "HTTPS://example.org/", LINK ("HTTPS://example.org/") },
  { "https://example.org/\u00e4", "<a href=\"https://example.org/%C3%A4\">https://example.org/\u00e4</a>" },

  /* No links. */
  { "https://", "https://" },
  { "https://example.org/%zz", "https://example.org/%zz" },
  { "https:///etc/passwd", "https:///etc/passwd" },
  { "https://bank.example@evil.example/", "https://bank.example@evil.example/" },
  { "https://\u0430pple.example/", "https://\u0430pple.example/" },
  { "https://bank.example\u2044login.evil.example", "https://bank.example\u2044login.evil.example" },
  { "https://bank.example%2elogin.example/", "https://bank.example%2elogin.example/" },
  { "https://a@b/https://example.org", "https://a@b/https://example.org" },
  { "https://))", "https://))" },
  { "file:///etc/passwd", "file:///etc/passwd" },
  { "javascript:alert(1)", "javascript:alert(1)" },
  { "hearth://rooms.example/r/x#y", "hearth://rooms.example/r/x#y" },
  { "xhttps://example.org", "xhttps://example.org" },
  { "example.org", "example.org" },
};

static void
test_markup (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *markup = hearth_chat_links_to_markup (texts[i].text);

      g_assert_cmpstr (markup, ==, texts[i].markup);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/chat-links/markup", test_markup);

  return g_test_run ();
}
