/* The page behind a link: complete, and allowed to do no more than it does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "signalling/landing-page.h"

/* Returns: what stands between the first @begin and the next @end in the page */
static char *
get_element (const char *page,
             const char *begin,
             const char *end)
{
  const char *from = strstr (page, begin);
  const char *to;

  g_assert_nonnull (from);
  from += strlen (begin);
  to = strstr (from, end);
  g_assert_nonnull (to);

  return g_strndup (from, (gsize) (to - from));
}

static void
assert_allowed (const char *policy,
                const char *directive,
                const char *text)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *base64 = NULL;
  g_autofree char *source = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_get_digest (checksum, digest, &length);
  base64 = g_base64_encode (digest, length);
  source = g_strdup_printf ("%s 'sha256-%s';", directive, base64);
  g_assert_nonnull (strstr (policy, source));
}

static void
test_page (void)
{
  g_autoptr (HearthLandingPage) page = hearth_landing_page_new ();
  g_autofree char *html = g_strndup (g_bytes_get_data (page->body, NULL), g_bytes_get_size (page->body));
  g_autofree char *style = get_element (html, "<style>", "</style>");
  g_autofree char *script = get_element (html, "<script>", "</script>");

  g_assert_true (g_utf8_validate (html, -1, NULL));
  assert_allowed (page->security_policy, "style-src", style);
  assert_allowed (page->security_policy, "script-src", script);
  g_assert_true (g_str_has_prefix (page->security_policy, "default-src 'none';"));
  g_assert_null (strstr (page->security_policy, "unsafe"));

  g_assert_nonnull (strstr (script, "hearth:"));
  g_assert_nonnull (strstr (script, "hearth+http:"));
  g_assert_nonnull (strstr (style, "prefers-color-scheme: dark"));

  /* No third party, nothing fetched, no handlers in attributes (the policy would forbid them). */
  g_assert_null (strstr (html, "http://"));
  g_assert_null (strstr (html, "https://"));
  g_assert_null (strstr (html, " src="));
  g_assert_null (strstr (html, "<link"));
  g_assert_null (strstr (html, "onclick"));
  g_assert_null (strstr (html, " style="));
  g_assert_null (strstr (html, "@STYLE@"));
  g_assert_null (strstr (html, "@SCRIPT@"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/signalling/landing-page", test_page);

  return g_test_run ();
}
