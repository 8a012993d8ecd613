/* The two checksums of STUN: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/stun-crypto.h"

#include <string.h>

#define HEADER_BYTES 20
#define ATTRIBUTE_HEADER_BYTES 4

/* RFC 8489 section 14.7. */
#define FINGERPRINT_XOR 0x5354554eu
/* The polynomial of ITU V.42, bits reversed. */
#define CRC_POLYNOMIAL 0xedb88320u

/* What a byte does to the checksum. */
static guint32 crc_table[256];

static void
fill_crc_table (void)
{
  for (guint32 byte = 0; byte < G_N_ELEMENTS (crc_table); byte++)
    {
      guint32 crc = byte;

      for (guint bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ (crc & 1 ? CRC_POLYNOMIAL : 0);
      crc_table[byte] = crc;
    }
}

void
hearth_stun_integrity (const guint8 *message,
                       gsize         length,
                       const char   *password,
                       guint8       *digest)
{
  GHmac *hmac = g_hmac_new (G_CHECKSUM_SHA1, (const guchar *) password, strlen (password));
  gsize covered = length - HEADER_BYTES + ATTRIBUTE_HEADER_BYTES + HEARTH_STUN_INTEGRITY_BYTES;
  const guint8 length_field[2] = { (guint8) (covered >> 8), (guint8) covered };
  gsize digest_length = HEARTH_STUN_INTEGRITY_BYTES;

  g_hmac_update (hmac, message, 2);
  g_hmac_update (hmac, length_field, sizeof length_field);
  g_hmac_update (hmac, message + 4, (gssize) (length - 4));
  g_hmac_get_digest (hmac, digest, &digest_length);
  g_hmac_unref (hmac);
}

guint32
hearth_stun_fingerprint (const guint8 *message,
                         gsize         length)
{
  static gsize filled = 0;
  guint32 crc = 0xffffffffu;

  if (g_once_init_enter (&filled))
    {
      fill_crc_table ();
      g_once_init_leave (&filled, 1);
    }
  for (gsize i = 0; i < length; i++)
    crc = (crc >> 8) ^ crc_table[(crc ^ message[i]) & 0xff];

  return ~crc ^ FINGERPRINT_XOR;
}
