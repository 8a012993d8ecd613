/* A STUN message, written: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/stun-writer.h"

#include <string.h>

#include "ice/stun-crypto.h"

#define ATTRIBUTE_HEADER_BYTES 4

static void
write_16 (guint8  *bytes,
          guint16  value)
{
  bytes[0] = (guint8) (value >> 8);
  bytes[1] = (guint8) value;
}

static void
write_32 (guint8  *bytes,
          guint32  value)
{
  write_16 (bytes, (guint16) (value >> 16));
  write_16 (bytes + 2, (guint16) value);
}

void
hearth_stun_writer_begin (HearthStunWriter *self,
                          HearthStunType    type,
                          const guint8     *transaction)
{
  write_16 (self->data, (guint16) type);
  write_16 (self->data + 2, 0);
  write_32 (self->data + 4, HEARTH_STUN_COOKIE);
  memcpy (self->data + 8, transaction, HEARTH_STUN_TRANSACTION_BYTES);
  self->length = HEARTH_STUN_HEADER_BYTES;
}

void
hearth_stun_writer_add (HearthStunWriter    *self,
                        HearthStunAttribute  attribute,
                        gconstpointer        value,
                        gsize                length)
{
  gsize padded = (length + 3) & ~(gsize) 3;
  guint8 *at = self->data + self->length;

  g_return_if_fail (padded <= sizeof self->data - ATTRIBUTE_HEADER_BYTES - self->length);

  write_16 (at, (guint16) attribute);
  write_16 (at + 2, (guint16) length);
  memset (at + ATTRIBUTE_HEADER_BYTES, 0, padded);
  if (length > 0)
    memcpy (at + ATTRIBUTE_HEADER_BYTES, value, length);
  self->length += ATTRIBUTE_HEADER_BYTES + padded;
  write_16 (self->data + 2, (guint16) (self->length - HEARTH_STUN_HEADER_BYTES));
}

void
hearth_stun_writer_add_32 (HearthStunWriter    *self,
                           HearthStunAttribute  attribute,
                           guint32              value)
{
  guint8 bytes[4];

  write_32 (bytes, value);
  hearth_stun_writer_add (self, attribute, bytes, sizeof bytes);
}

void
hearth_stun_writer_add_64 (HearthStunWriter    *self,
                           HearthStunAttribute  attribute,
                           guint64              value)
{
  guint8 bytes[8];

  write_32 (bytes, (guint32) (value >> 32));
  write_32 (bytes + 4, (guint32) value);
  hearth_stun_writer_add (self, attribute, bytes, sizeof bytes);
}

void
hearth_stun_writer_add_mapped (HearthStunWriter          *self,
                               const HearthSocketAddress *address)
{
  guint8 value[20] = { 0, address->family == AF_INET ? 1 : 2 };
  gsize length = address->family == AF_INET ? 4 : 16;

  write_16 (value + 2, address->port ^ (HEARTH_STUN_COOKIE >> 16));
  for (gsize i = 0; i < length; i++)
    value[4 + i] = address->bytes[i] ^ self->data[4 + i];
  hearth_stun_writer_add (self, HEARTH_STUN_XOR_MAPPED_ADDRESS, value, 4 + length);
}

void
hearth_stun_writer_add_error (HearthStunWriter *self,
                              HearthStunError   code,
                              const char       *reason)
{
  guint8 value[64] = { 0, 0, (guint8) (code / 100), (guint8) (code % 100) };
  gsize length = MIN (strlen (reason), sizeof value - 4);

  memcpy (value + 4, reason, length);
  hearth_stun_writer_add (self, HEARTH_STUN_ERROR_CODE, value, 4 + length);
}

void
hearth_stun_writer_end (HearthStunWriter *self,
                        const char       *password)
{
  if (password != NULL)
    {
      guint8 digest[HEARTH_STUN_INTEGRITY_BYTES];

      hearth_stun_integrity (self->data, self->length, password, digest);
      hearth_stun_writer_add (self, HEARTH_STUN_MESSAGE_INTEGRITY, digest, sizeof digest);
    }

  /* The length field counts FINGERPRINT already when its sum is taken. */
  write_16 (self->data + 2, (guint16) (self->length + ATTRIBUTE_HEADER_BYTES + 4 - HEARTH_STUN_HEADER_BYTES));
  hearth_stun_writer_add_32 (self, HEARTH_STUN_FINGERPRINT, hearth_stun_fingerprint (self->data, self->length));
}
