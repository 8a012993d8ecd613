/* The page behind an invitation link: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/landing-page.h"

#include <string.h>

#include "signalling-resources.h"

#define RESOURCE_FOLDER "/org/hearthcall/Hearth/signalling/landing-page/"

/* The files are part of the program: if one is missing the build is broken, hence no error to report. */
static char *
load (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_FOLDER, name, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (hearth_signalling_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_return_val_if_fail (bytes != NULL, g_strdup (""));

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* What a Content-Security-Policy calls an inline element by. */
static char *
hash_source (const char *text)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *base64 = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) text, (gssize) strlen (text));
  g_checksum_get_digest (checksum, digest, &length);
  base64 = g_base64_encode (digest, length);

  return g_strdup_printf ("'sha256-%s'", base64);
}

static void
insert (GString    *page,
        const char *placeholder,
        const char *text)
{
  g_string_replace (page, placeholder, text, 1);
}

HearthLandingPage *
hearth_landing_page_new (void)
{
  HearthLandingPage *self = g_new0 (HearthLandingPage, 1);
  g_autofree char *html = load ("index.html");
  g_autofree char *style = load ("style.css");
  g_autofree char *script = load ("open.js");
  g_autofree char *style_source = hash_source (style);
  g_autofree char *script_source = hash_source (script);
  g_autoptr (GString) page = g_string_new (html);

  insert (page, "@STYLE@", style);
  insert (page, "@SCRIPT@", script);

  self->body = g_bytes_new (page->str, page->len);
  self->security_policy = g_strdup_printf ("default-src 'none'; style-src %s; script-src %s; "
                                           "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                                           style_source, script_source);

  return self;
}

void
hearth_landing_page_free (HearthLandingPage *self)
{
  g_return_if_fail (self != NULL);

  g_bytes_unref (self->body);
  g_free (self->security_policy);
  g_free (self);
}
