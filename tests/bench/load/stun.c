/* Binding requests and answers: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "stun.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "wire.h"

#define HEADER_BYTES 20
#define COOKIE 0x2112a442

/* RFC 8489 section 18.3, RFC 8445 section 20.1 */
#define ATTRIBUTE_USERNAME 0x0006
#define ATTRIBUTE_MESSAGE_INTEGRITY 0x0008
#define ATTRIBUTE_XOR_MAPPED_ADDRESS 0x0020
#define ATTRIBUTE_PRIORITY 0x0024
#define ATTRIBUTE_USE_CANDIDATE 0x0025
#define ATTRIBUTE_FINGERPRINT 0x8028
#define ATTRIBUTE_ICE_CONTROLLED 0x8029
#define ATTRIBUTE_ICE_CONTROLLING 0x802a

/* Of a host candidate, RFC 8445 section 5.1.2.1 with type preference 126 less a peer-reflexive one's place. */
#define PRIORITY 1853824767

static gsize
begin (guint8       *message,
       guint         type,
       const guint8 *transaction)
{
  memset (message, 0, HEADER_BYTES);
  load_put16 (message, type);
  load_put32 (message + 4, COOKIE);
  memcpy (message + 8, transaction, 12);

  return HEADER_BYTES;
}

static gsize
add (guint8     *message,
     gsize       length,
     guint       type,
     const void *value,
     gsize       n_bytes)
{
  gsize padded = (n_bytes + 3) & ~(gsize) 3;

  load_put16 (message + length, type);
  load_put16 (message + length + 2, (guint) n_bytes);
  memset (message + length + 4, 0, padded);
  if (n_bytes > 0)
    memcpy (message + length + 4, value, n_bytes);

  return length + 4 + padded;
}

/* RFC 8489 section 14.7: CRC-32 of ISO 3309, xored. */
static guint32
compute_fingerprint (const guint8 *message,
                     gsize         length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= message[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
    }

  return ~crc ^ 0x5354554e;
}

/* The length in the header counts up to the end of the attribute that is being made (sections 14.5 and 14.7). */
static gsize
finish (guint8     *message,
        gsize       length,
        const char *password)
{
  guint8 digest[20];
  guint8 fingerprint[4];
  unsigned int digest_bytes = sizeof digest;

  load_put16 (message + 2, (guint) (length - HEADER_BYTES + 24));
  HMAC (EVP_sha1 (), password, (int) strlen (password), message, length, digest, &digest_bytes);
  length = add (message, length, ATTRIBUTE_MESSAGE_INTEGRITY, digest, sizeof digest);

  load_put16 (message + 2, (guint) (length - HEADER_BYTES + 8));
  load_put32 (fingerprint, compute_fingerprint (message, length));

  return add (message, length, ATTRIBUTE_FINGERPRINT, fingerprint, sizeof fingerprint);
}

LoadStunType
load_stun_get_type (const guint8 *message,
                    gsize         length)
{
  if (length < HEADER_BYTES || load_get32 (message + 4) != COOKIE)
    return LOAD_STUN_OTHER;

  switch (load_get16 (message))
    {
    case 0x0001:
      return LOAD_STUN_REQUEST;
    case 0x0101:
      return LOAD_STUN_SUCCESS;
    default:
      return LOAD_STUN_OTHER;
    }
}

gsize
load_stun_write_request (guint8        *message,
                         const LoadIce *ice)
{
  g_autofree char *username = g_strdup_printf ("%s:%s", ice->remote_ufrag, ice->local_ufrag);
  guint8 number[8];
  guint8 transaction[12];
  gsize length;

  for (guint i = 0; i < sizeof transaction; i += 4)
    load_put32 (transaction + i, g_random_int ());
  length = begin (message, 0x0001, transaction);
  length = add (message, length, ATTRIBUTE_USERNAME, username, strlen (username));
  load_put32 (number, PRIORITY);
  length = add (message, length, ATTRIBUTE_PRIORITY, number, 4);
  load_put64 (number, 0x4865617274684c64);
  length = add (message, length, ice->controlling ? ATTRIBUTE_ICE_CONTROLLING : ATTRIBUTE_ICE_CONTROLLED, number, 8);
  if (ice->controlling)
    length = add (message, length, ATTRIBUTE_USE_CANDIDATE, NULL, 0);

  return finish (message, length, ice->remote_password);
}

gsize
load_stun_write_response (guint8                   *message,
                          const LoadIce            *ice,
                          const guint8             *request,
                          const struct sockaddr_in *from)
{
  guint8 mapped[8] = { 0, 1 };
  gsize length = begin (message, 0x0101, request + 8);

  load_put16 (mapped + 2, ntohs (from->sin_port) ^ COOKIE >> 16);
  load_put32 (mapped + 4, ntohl (from->sin_addr.s_addr) ^ COOKIE);
  length = add (message, length, ATTRIBUTE_XOR_MAPPED_ADDRESS, mapped, sizeof mapped);

  return finish (message, length, ice->local_password);
}
