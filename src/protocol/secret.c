/* What protocol/ shares of libsodium: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/secret.h"

#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

void
hearth_secret_init (void)
{
  if (sodium_init () < 0)
    g_error ("libsodium does not start: this system gives no random numbers");
}

gpointer
hearth_secret_alloc (gsize size)
{
  gpointer memory;

  hearth_secret_init ();
  memory = sodium_malloc (size);
  if (memory == NULL)
    g_error ("Out of memory for %" G_GSIZE_FORMAT " bytes of secret", size);
  sodium_memzero (memory, size);

  return memory;
}

gboolean
hearth_secret_decode (const char *text,
                      gsize       length,
                      guint8     *bytes,
                      gsize       size)
{
  size_t n_bytes = 0;

  if (length + 1 != sodium_base64_encoded_len (size, VARIANT))
    return FALSE;

  return sodium_base642bin (bytes, size, text, length, NULL, &n_bytes, NULL, VARIANT) == 0 && n_bytes == size;
}

char *
hearth_secret_encode (const guint8 *bytes,
                      gsize         size)
{
  gsize length = sodium_base64_encoded_len (size, VARIANT);

  return sodium_bin2base64 (g_malloc (length), length, bytes, size, VARIANT);
}
