/* What a signature covers: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/transcript.h"

#include <string.h>

#include "protocol/secret.h"

#define DOMAIN "hearth/transcript/1"

G_STATIC_ASSERT (HEARTH_SIGNED_HEAD_BYTES
                 == HEARTH_PUBLIC_KEY_BYTES + HEARTH_KEY_ID_BYTES + 2 * HEARTH_NONCE_BYTES + 2 * sizeof (guint64));

static guint8 *
put (guint8       *at,
     gconstpointer bytes,
     gsize         size)
{
  memcpy (at, bytes, size);

  return at + size;
}

static guint8 *
put_uint64 (guint8  *at,
            guint64  number)
{
  guint64 big_endian = GUINT64_TO_BE (number);

  return put (at, &big_endian, sizeof big_endian);
}

static const guint8 *
get (const guint8 *at,
     gpointer      bytes,
     gsize         size)
{
  memcpy (bytes, at, size);

  return at + size;
}

static const guint8 *
get_uint64 (const guint8 *at,
            guint64      *number)
{
  at = get (at, number, sizeof *number);
  *number = GUINT64_FROM_BE (*number);

  return at;
}

void
hearth_signed_head_pack (const HearthSignedHead *self,
                         guint8                 *bytes)
{
  bytes = put (bytes, self->sender.bytes, sizeof self->sender.bytes);
  bytes = put (bytes, self->recipient.bytes, sizeof self->recipient.bytes);
  bytes = put (bytes, self->sender_nonce, sizeof self->sender_nonce);
  bytes = put (bytes, self->recipient_nonce, sizeof self->recipient_nonce);
  bytes = put_uint64 (bytes, self->counter);
  put_uint64 (bytes, (guint64) self->time);
}

void
hearth_signed_head_unpack (HearthSignedHead *self,
                           const guint8     *bytes)
{
  guint64 time;

  bytes = get (bytes, self->sender.bytes, sizeof self->sender.bytes);
  bytes = get (bytes, self->recipient.bytes, sizeof self->recipient.bytes);
  bytes = get (bytes, self->sender_nonce, sizeof self->sender_nonce);
  bytes = get (bytes, self->recipient_nonce, sizeof self->recipient_nonce);
  bytes = get_uint64 (bytes, &self->counter);
  get_uint64 (bytes, &time);
  self->time = (gint64) time;
}

void
hearth_transcript_append (GByteArray   *transcript,
                          gconstpointer bytes,
                          gsize         size)
{
  guint32 length = GUINT32_TO_BE ((guint32) size);

  g_byte_array_append (transcript, (const guint8 *) &length, sizeof length);
  g_byte_array_append (transcript, bytes, (guint) size);
}

void
hearth_transcript_append_text (GByteArray *transcript,
                               const char *text)
{
  hearth_transcript_append (transcript, text, strlen (text));
}

static void
append_uint64 (GByteArray *transcript,
               guint64     number)
{
  guint64 big_endian = GUINT64_TO_BE (number);

  hearth_transcript_append (transcript, &big_endian, sizeof big_endian);
}

GByteArray *
hearth_transcript_new (const char             *room,
                       HearthTrustRole         role,
                       const HearthSignedHead *head,
                       const HearthPayload    *payload,
                       const char             *text,
                       gsize                   length)
{
  GByteArray *transcript = g_byte_array_new ();
  gboolean describes = payload->type == HEARTH_PAYLOAD_OFFER || payload->type == HEARTH_PAYLOAD_ANSWER;
  guint8 hash[crypto_hash_sha256_BYTES];

  crypto_hash_sha256 (hash, (const guint8 *) text, length);

  hearth_transcript_append_text (transcript, DOMAIN);
  hearth_transcript_append_text (transcript, room);
  hearth_transcript_append (transcript, head->sender.bytes, sizeof head->sender.bytes);
  hearth_transcript_append (transcript, head->recipient.bytes, sizeof head->recipient.bytes);
  hearth_transcript_append_text (transcript, role == HEARTH_TRUST_ROLE_HOST ? "host" : "guest");
  hearth_transcript_append (transcript, payload->fingerprint, describes ? sizeof payload->fingerprint : 0);
  hearth_transcript_append_text (transcript, describes ? payload->ice_ufrag : "");
  hearth_transcript_append (transcript, head->sender_nonce, sizeof head->sender_nonce);
  hearth_transcript_append (transcript, head->recipient_nonce, sizeof head->recipient_nonce);
  append_uint64 (transcript, head->counter);
  append_uint64 (transcript, (guint64) head->time);
  hearth_transcript_append (transcript, hash, sizeof hash);

  return transcript;
}
