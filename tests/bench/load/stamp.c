/* The mark on a published packet: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "stamp.h"

#define MAGIC 0x48656172 /* "Hear" */

/* Different for each packet, so that one packet's bytes in another's place are found. */
static void
make_noise (guint32  serial,
            guint8  *noise)
{
  guint32 state = serial * 2654435761u | 1;

  for (guint i = 0; i < LOAD_NOISE_BYTES; i += 4)
    {
      state ^= state << 13;
      state ^= state >> 17;
      state ^= state << 5;
      load_put32 (noise + i, state);
    }
}

void
load_stamp_write (const LoadStamp *self,
                  guint8          *end)
{
  guint8 *at = end - LOAD_STAMP_BYTES;

  make_noise (self->serial, at);
  at += LOAD_NOISE_BYTES;
  load_put32 (at, MAGIC);
  load_put16 (at + 4, self->kind);
  load_put16 (at + 6, self->who);
  load_put32 (at + 8, self->serial);
  load_put64 (at + 12, (guint64) self->time);
}

gboolean
load_stamp_read (LoadStamp    *self,
                 const guint8 *end,
                 gsize         length)
{
  const guint8 *at = end - LOAD_STAMP_BYTES;
  guint8 noise[LOAD_NOISE_BYTES];

  if (length < LOAD_STAMP_BYTES || load_get32 (at + LOAD_NOISE_BYTES) != MAGIC)
    return FALSE;

  self->kind = load_get16 (at + LOAD_NOISE_BYTES + 4);
  self->who = load_get16 (at + LOAD_NOISE_BYTES + 6);
  self->serial = load_get32 (at + LOAD_NOISE_BYTES + 8);
  self->time = (gint64) load_get64 (at + LOAD_NOISE_BYTES + 12);
  make_noise (self->serial, noise);

  return self->kind < LOAD_N_KINDS && self->who < LOAD_MAX_PEOPLE && memcmp (at, noise, sizeof noise) == 0;
}
