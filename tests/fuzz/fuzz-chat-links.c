/* Addresses in what others write: whatever it is, it stays what it says, as markup that can be read, with links to the web alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "ui/chat-links.h"

static void
on_element (GMarkupParseContext  *context,
            const char           *element,
            const char          **names,
            const char          **values,
            gpointer              text,
            GError              **error)
{
  if (g_str_equal (element, "markup"))
    return;

  g_assert_cmpstr (element, ==, "a");
  g_assert_cmpstr (names[0], ==, "href");
  g_assert_null (names[1]);
  g_assert_true (g_ascii_strncasecmp (values[0], "https://", 8) == 0 || g_ascii_strncasecmp (values[0], "http://", 7) == 0);
  g_assert_true (g_uri_is_valid (values[0], G_URI_FLAGS_NONE, NULL));
}

static void
on_text (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              shown,
         GError              **error)
{
  g_string_append_len (shown, text, (gssize) length);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const GMarkupParser parser = { .start_element = on_element, .text = on_text };
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *markup = hearth_chat_links_to_markup (valid);
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, shown, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_markup_parse_context_parse (context, "<markup>", -1, &error)
                 && g_markup_parse_context_parse (context, markup, -1, &error)
                 && g_markup_parse_context_parse (context, "</markup>", -1, &error)
                 && g_markup_parse_context_end_parse (context, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (shown->str, ==, valid);

  return 0;
}
