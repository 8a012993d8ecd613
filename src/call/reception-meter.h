/* How well what somebody sends arrives here. A plain value; main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HearthReception:
 * @HEARTH_RECEPTION_GOOD: nothing to tell
 * @HEARTH_RECEPTION_WEAK: sometimes something is missing: a picture that sticks, a word that is blurred
 * @HEARTH_RECEPTION_POOR: much is missing
 */
typedef enum
{
  HEARTH_RECEPTION_GOOD,
  HEARTH_RECEPTION_WEAK,
  HEARTH_RECEPTION_POOR,
} HearthReception;

#define HEARTH_N_RECEPTIONS (HEARTH_RECEPTION_POOR + 1)

/* Looked at this often; a symbol that comes stays for at least HEARTH_RECEPTION_CALM_US, so that none flickers. */
#define HEARTH_RECEPTION_INTERVAL_US (2 * G_USEC_PER_SEC)
#define HEARTH_RECEPTION_CALM_US (8 * G_USEC_PER_SEC)

typedef struct
{
  guint64 received; /* as of the last look */
  guint64 lost;
  gint64 looked_at; /* µs monotonic, 0 before the first look */
  gint64 bad_at;    /* when it was last as bad as it is said to be */
  HearthReception reception;
} HearthReceptionMeter;

/**
 * hearth_reception_meter_update:
 * @received: RTP packets that have come so far, of picture and voice
 * @lost: RTP packets that never came so far, after all that was sent again; may fall by a few (late ones)
 * @now: µs monotonic
 *
 * Cheap to call as often as one likes. The thresholds are where people begin to complain: with Opus' concealment 3 % of lost packets
 * are heard, and from 10 % on sentences are lost (ITU-T G.1070, G.113 appendix I).
 *
 * Returns: how it is
 */
HearthReception hearth_reception_meter_update (HearthReceptionMeter *self,
                                               guint64               received,
                                               guint64               lost,
                                               gint64                now);

G_END_DECLS
