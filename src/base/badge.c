/* What somebody's key looks like: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/badge.h"

#define DOMAIN "hearth/badge/1"
#define SHA256_BYTES 32

/* 256 is a multiple of both numbers: every badge is as likely as the next. */
static const char *const colours[] = { "blue", "teal", "green", "yellow", "orange", "red", "pink", "purple" };

G_STATIC_ASSERT (256 % G_N_ELEMENTS (colours) == 0 && 256 % HEARTH_N_BADGE_SHAPES == 0);

HearthBadge
hearth_badge_for_key (const char *key)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 hash[SHA256_BYTES];
  gsize size = sizeof hash;
  HearthBadge badge = { colours[0], { HEARTH_BADGE_CIRCLE } };

  g_return_val_if_fail (key != NULL, badge);

  g_checksum_update (checksum, (const guchar *) DOMAIN, -1);
  g_checksum_update (checksum, (const guchar *) key, -1);
  g_checksum_get_digest (checksum, hash, &size);

  badge.colour = colours[hash[0] % G_N_ELEMENTS (colours)];
  for (guint i = 0; i < HEARTH_BADGE_LENGTH; i++)
    badge.shapes[i] = (HearthBadgeShape) (hash[i + 1] % HEARTH_N_BADGE_SHAPES);

  return badge;
}
