/* What every published packet says of itself, in the last bytes of its payload, where nobody who forwards without decoding touches
 * it: a piece of known noise, then who sent it as which of theirs, and when. A value.
 *
 *   … | noise (32) | magic (4) | kind (2) | who (2) | serial (4) | time (8) |
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "wire.h"

G_BEGIN_DECLS

#define LOAD_NOISE_BYTES 32
#define LOAD_STAMP_BYTES (LOAD_NOISE_BYTES + 20)
#define LOAD_MAX_PEOPLE 64

typedef enum
{
  LOAD_AUDIO,
  LOAD_VIDEO,
  LOAD_N_KINDS,
} LoadKind;

/**
 * LoadStamp:
 * @who: whose packet, less than LOAD_MAX_PEOPLE
 * @serial: counts the packets of one person and kind, whatever the RTP sequence numbers do on the way
 * @time: ns since 1970: when it was sent
 */
typedef struct
{
  LoadKind kind;
  guint who;
  guint32 serial;
  gint64 time;
} LoadStamp;

/** load_stamp_write: Into the LOAD_STAMP_BYTES before @end. */
void     load_stamp_write (const LoadStamp *self,
                           guint8          *end);

/** load_stamp_read: Returns: whether the @length bytes before @end end with a stamp that is whole. */
gboolean load_stamp_read  (LoadStamp       *self,
                           const guint8    *end,
                           gsize            length);

G_END_DECLS
