/* A STUN message, read: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/stun-message.h"

#include <string.h>

#include "base/limits.h"
#include "ice/stun-crypto.h"

#define ATTRIBUTE_HEADER_BYTES 4
#define ADDRESS_FAMILY_IPV4 1
#define ADDRESS_FAMILY_IPV6 2

/* Attributes below this must be understood (RFC 8489 section 14). */
#define COMPREHENSION_OPTIONAL 0x8000

/* Understood in the sense that nothing follows from them for short-term credentials and ICE: MAPPED-ADDRESS, REALM, NONCE,
 * MESSAGE-INTEGRITY-SHA256, PASSWORD-ALGORITHM, USERHASH. */
static const guint16 harmless[] = { 0x0001, 0x0014, 0x0015, 0x001c, 0x001d, 0x001e };

static guint16
read_16 (const guint8 *bytes)
{
  return (guint16) (bytes[0] << 8 | bytes[1]);
}

static guint32
read_32 (const guint8 *bytes)
{
  return (guint32) read_16 (bytes) << 16 | read_16 (bytes + 2);
}

static guint64
read_64 (const guint8 *bytes)
{
  return (guint64) read_32 (bytes) << 32 | read_32 (bytes + 4);
}

gboolean
hearth_stun_message_is (const guint8 *data,
                        gsize         length)
{
  return length >= HEARTH_STUN_HEADER_BYTES && length <= HEARTH_LIMIT_STUN_BYTES && data[0] < 4
         && read_32 (data + 4) == HEARTH_STUN_COOKIE;
}

/* RFC 8489 section 14.2: exclusive or with the cookie and the transaction, which stand one after the other in the header. */
static gboolean
read_mapped (HearthStunMessage *self,
             const guint8      *value,
             gsize              length)
{
  const guint8 *mask = self->data + 4;
  gsize address_length;

  if (length < 4)
    return FALSE;
  if (value[1] == ADDRESS_FAMILY_IPV4)
    address_length = 4;
  else if (value[1] == ADDRESS_FAMILY_IPV6)
    address_length = 16;
  else
    return FALSE;
  if (length != 4 + address_length)
    return FALSE;

  self->mapped.family = address_length == 4 ? AF_INET : AF_INET6;
  self->mapped.port = read_16 (value + 2) ^ (HEARTH_STUN_COOKIE >> 16);
  for (gsize i = 0; i < address_length; i++)
    self->mapped.bytes[i] = value[4 + i] ^ mask[i];

  return TRUE;
}

static gboolean
read_role (HearthStunMessage *self,
           HearthStunRole     role,
           const guint8      *value,
           gsize              length)
{
  if (length != 8)
    return FALSE;
  if (self->role != HEARTH_STUN_ROLE_NONE)
    return TRUE;
  self->role = role;
  self->tie_breaker = read_64 (value);

  return TRUE;
}

static gboolean
read_error (HearthStunMessage *self,
            const guint8      *value,
            gsize              length)
{
  guint hundreds, number;

  if (length < 4)
    return FALSE;
  hundreds = value[2] & 7;
  number = value[3];
  if (hundreds < 3 || hundreds > 6 || number > 99)
    return FALSE;
  if (self->error_code == 0)
    self->error_code = hundreds * 100 + number;

  return TRUE;
}

static gboolean
is_harmless (guint16 type)
{
  for (guint i = 0; i < G_N_ELEMENTS (harmless); i++)
    if (harmless[i] == type)
      return TRUE;

  return type >= COMPREHENSION_OPTIONAL;
}

static gboolean
read_attribute (HearthStunMessage *self,
                guint16            type,
                const guint8      *value,
                gsize              length)
{
  switch (type)
    {
    case HEARTH_STUN_USERNAME:
      if (self->username == NULL)
        {
          self->username = (const char *) value;
          self->username_length = length;
        }
      return TRUE;
    case HEARTH_STUN_MESSAGE_INTEGRITY:
      self->integrity_offset = (gsize) (value - self->data) - ATTRIBUTE_HEADER_BYTES;
      return length == HEARTH_STUN_INTEGRITY_BYTES;
    case HEARTH_STUN_ERROR_CODE:
      return read_error (self, value, length);
    case HEARTH_STUN_XOR_MAPPED_ADDRESS:
      return self->mapped.family != AF_UNSPEC || read_mapped (self, value, length);
    case HEARTH_STUN_PRIORITY:
      if (length == 4 && self->priority == 0)
        self->priority = read_32 (value);
      return length == 4;
    case HEARTH_STUN_USE_CANDIDATE:
      self->use_candidate = TRUE;
      return length == 0;
    case HEARTH_STUN_ICE_CONTROLLED:
      return read_role (self, HEARTH_STUN_ROLE_CONTROLLED, value, length);
    case HEARTH_STUN_ICE_CONTROLLING:
      return read_role (self, HEARTH_STUN_ROLE_CONTROLLING, value, length);
    case HEARTH_STUN_UNKNOWN_ATTRIBUTES:
      return TRUE;
    default:
      if (self->unknown == 0 && !is_harmless (type))
        self->unknown = type;
      return TRUE;
    }
}

static gboolean
is_last_and_right (const HearthStunMessage *self,
                   gsize                    offset,
                   const guint8            *value,
                   gsize                    length)
{
  return length == 4
         && offset + ATTRIBUTE_HEADER_BYTES + length == self->length
         && read_32 (value) == hearth_stun_fingerprint (self->data, offset);
}

gboolean
hearth_stun_message_parse (HearthStunMessage *self,
                           const guint8      *data,
                           gsize              length)
{
  gsize offset = HEARTH_STUN_HEADER_BYTES;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  if (!hearth_stun_message_is (data, length) || length % 4 != 0
      || (gsize) read_16 (data + 2) + HEARTH_STUN_HEADER_BYTES != length)
    return FALSE;

  memset (self, 0, sizeof *self);
  self->data = data;
  self->length = length;
  self->type = read_16 (data);
  self->transaction = data + 8;

  while (offset < length)
    {
      /* Whole words are left, so there is a header. */
      guint16 type = read_16 (data + offset);
      gsize value_length = read_16 (data + offset + 2);
      const guint8 *value = data + offset + ATTRIBUTE_HEADER_BYTES;
      gsize padded = (value_length + 3) & ~(gsize) 3;

      if (padded > length - offset - ATTRIBUTE_HEADER_BYTES)
        return FALSE;

      if (type == HEARTH_STUN_FINGERPRINT)
        return is_last_and_right (self, offset, value, value_length);
      if (self->integrity_offset == 0 && !read_attribute (self, type, value, value_length))
        return FALSE;
      offset += ATTRIBUTE_HEADER_BYTES + padded;
    }

  return TRUE;
}

gboolean
hearth_stun_message_check_integrity (const HearthStunMessage *self,
                                     const char              *password)
{
  guint8 digest[HEARTH_STUN_INTEGRITY_BYTES];
  guint8 difference = 0;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (password != NULL, FALSE);

  if (self->integrity_offset == 0)
    return FALSE;

  hearth_stun_integrity (self->data, self->integrity_offset, password, digest);
  /* In constant time: how much of it was right is nobody's business. */
  for (gsize i = 0; i < sizeof digest; i++)
    difference |= digest[i] ^ self->data[self->integrity_offset + ATTRIBUTE_HEADER_BYTES + i];

  return difference == 0;
}
