/* That the holder of a key is in a room: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/presence.h"

#include <string.h>

#include "base/limits.h"
#include "protocol/secret.h"
#include "protocol/transcript.h"

#define DOMAIN "hearth/presence/1"

/* As it is sent. */
typedef struct
{
  guint8 time[sizeof (guint64)]; /* big-endian */
  guint8 signature[HEARTH_SIGNATURE_BYTES];
} Proof;

G_STATIC_ASSERT (sizeof (Proof) == sizeof (guint64) + HEARTH_SIGNATURE_BYTES);

static GByteArray *
make_transcript (const char            *room,
                 const HearthPublicKey *host,
                 const HearthPublicKey *key,
                 const Proof           *proof)
{
  GByteArray *transcript = g_byte_array_new ();
  HearthKeyId host_id;

  hearth_public_key_get_id (host, &host_id);
  hearth_transcript_append_text (transcript, DOMAIN);
  hearth_transcript_append_text (transcript, room);
  hearth_transcript_append (transcript, host_id.bytes, sizeof host_id.bytes);
  hearth_transcript_append (transcript, key->bytes, sizeof key->bytes);
  hearth_transcript_append (transcript, proof->time, sizeof proof->time);

  return transcript;
}

static gboolean
parse (const char *text,
       Proof      *proof)
{
  return hearth_secret_decode (text, strlen (text), (guint8 *) proof, sizeof *proof);
}

char *
hearth_presence_prove (const HearthIdentity  *identity,
                       const char            *room,
                       const HearthPublicKey *host,
                       gint64                 now)
{
  const guint64 time = GUINT64_TO_BE ((guint64) now);
  g_autoptr (GByteArray) transcript = NULL;
  Proof proof;

  g_return_val_if_fail (identity != NULL && room != NULL && host != NULL, NULL);

  memcpy (proof.time, &time, sizeof proof.time);
  transcript = make_transcript (room, host, hearth_identity_get_public_key (identity), &proof);
  hearth_identity_sign (identity, transcript->data, transcript->len, proof.signature);

  return hearth_secret_encode ((const guint8 *) &proof, sizeof proof);
}

gboolean
hearth_presence_is_valid (const char *text)
{
  Proof proof;

  g_return_val_if_fail (text != NULL, FALSE);

  return parse (text, &proof);
}

gboolean
hearth_presence_check (const char            *proof,
                       const char            *room,
                       const HearthPublicKey *host,
                       const HearthPublicKey *key,
                       gint64                 now)
{
  g_autoptr (GByteArray) transcript = NULL;
  guint64 time, age;
  Proof parsed;

  g_return_val_if_fail (proof != NULL && room != NULL && host != NULL && key != NULL, FALSE);

  if (!parse (proof, &parsed))
    return FALSE;

  memcpy (&time, parsed.time, sizeof time);
  time = GUINT64_FROM_BE (time);
  age = time > (guint64) now ? time - (guint64) now : (guint64) now - time;
  if (age > HEARTH_LIMIT_PRESENCE_SECONDS)
    return FALSE;

  transcript = make_transcript (room, host, key, &parsed);

  return hearth_public_key_verify (key, transcript->data, transcript->len, parsed.signature);
}
