/* Sealing: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/sealing.h"

#include <string.h>

#include "base/limits.h"
#include "protocol/protocol-error.h"
#include "protocol/secret.h"

#define VERSION 1
#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES crypto_aead_xchacha20poly1305_ietf_ABYTES
#define OVERHEAD_BYTES (1 + NONCE_BYTES + TAG_BYTES)

G_STATIC_ASSERT (HEARTH_SEAL_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

/* The associated data: the version and the room. */
static char *
make_context (const char *room)
{
  return g_strconcat ("hearth/sealed/1 ", room, NULL);
}

char *
hearth_sealing_seal (const guint8 *key,
                     const char   *room,
                     const guint8 *message,
                     gsize         length)
{
  g_autofree char *context = NULL;
  g_autofree guint8 *sealed = NULL;

  g_return_val_if_fail (key != NULL && room != NULL && message != NULL, NULL);

  hearth_secret_init ();
  context = make_context (room);
  sealed = g_malloc (length + OVERHEAD_BYTES);
  sealed[0] = VERSION;
  randombytes_buf (sealed + 1, NONCE_BYTES);
  crypto_aead_xchacha20poly1305_ietf_encrypt (sealed + 1 + NONCE_BYTES, NULL, message, length,
                                              (const guint8 *) context, strlen (context), NULL, sealed + 1, key);

  return hearth_secret_encode (sealed, length + OVERHEAD_BYTES);
}

GBytes *
hearth_sealing_open (const guint8  *key,
                     const char    *room,
                     const char    *text,
                     GError       **error)
{
  g_autofree char *context = NULL;
  g_autofree guint8 *sealed = NULL;
  g_autofree guint8 *message = NULL;
  gsize length;
  gsize size;

  g_return_val_if_fail (key != NULL && room != NULL && text != NULL, NULL);

  length = strnlen (text, HEARTH_LIMIT_SEALED_BYTES + 1);
  if (length > HEARTH_LIMIT_SEALED_BYTES)
    {
      g_set_error_literal (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_TOO_LARGE, "A sealed payload that is too long");
      return NULL;
    }

  /* Four characters are three bytes; two and three left over are one and two; one left over is refused by decoding. */
  size = length / 4 * 3 + length % 4 * 3 / 4;
  sealed = g_malloc (size + 1);
  if (size < OVERHEAD_BYTES || !hearth_secret_decode (text, length, sealed, size))
    {
      g_set_error_literal (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED, "Not a sealed payload");
      return NULL;
    }
  if (sealed[0] != VERSION)
    {
      g_set_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_VERSION, "Sealed in version %u", sealed[0]);
      return NULL;
    }

  context = make_context (room);
  size -= OVERHEAD_BYTES;
  message = g_malloc (size + 1);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt (message, NULL, NULL, sealed + 1 + NONCE_BYTES, size + TAG_BYTES,
                                                  (const guint8 *) context, strlen (context), sealed + 1, key) != 0)
    {
      g_set_error_literal (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_FORGED, "A payload of somebody without the link");
      return NULL;
    }

  return g_bytes_new_take (g_steal_pointer (&message), size);
}
