/* Names that nobody can guess: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/id.h"

#include <string.h>

#include "protocol/secret.h"

G_STATIC_ASSERT (sodium_base64_ENCODED_LEN (HEARTH_ID_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
                 == HEARTH_ID_CHARACTERS + 1);

char *
hearth_id_new (void)
{
  guint8 bytes[HEARTH_ID_BYTES];

  hearth_secret_init ();
  randombytes_buf (bytes, sizeof bytes);

  return hearth_id_from_bytes (bytes);
}

char *
hearth_id_from_bytes (const guint8 *bytes)
{
  char *text;

  g_return_val_if_fail (bytes != NULL, NULL);

  text = g_malloc (HEARTH_ID_CHARACTERS + 1);
  sodium_bin2base64 (text, HEARTH_ID_CHARACTERS + 1, bytes, HEARTH_ID_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING);

  return text;
}

gboolean
hearth_id_is_valid (const char *text)
{
  guint8 bytes[HEARTH_ID_BYTES];

  return text != NULL
         && strnlen (text, HEARTH_ID_CHARACTERS + 1) == HEARTH_ID_CHARACTERS
         && hearth_secret_decode (text, HEARTH_ID_CHARACTERS, bytes, sizeof bytes);
}

gboolean
hearth_id_is_base64url (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && *text != '-' && *text != '_')
      return FALSE;

  return TRUE;
}

gboolean
hearth_id_equal (const char *a,
                 const char *b)
{
  g_return_val_if_fail (a != NULL, FALSE);
  g_return_val_if_fail (b != NULL, FALSE);

  return strnlen (a, HEARTH_ID_CHARACTERS + 1) == HEARTH_ID_CHARACTERS
         && strnlen (b, HEARTH_ID_CHARACTERS + 1) == HEARTH_ID_CHARACTERS
         && sodium_memcmp (a, b, HEARTH_ID_CHARACTERS) == 0;
}
