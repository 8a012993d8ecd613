/* How many RTP packets of a stream never came: gaps in the sequence numbers that were not filled later. A plain value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean started;
  guint16 expected; /* the next sequence number */
  guint64 lost;
} HearthLossCounter;

/**
 * hearth_loss_counter_add:
 * @sequence: of the packet that has come
 *
 * Packets that come twice must have been dropped before (jitter buffers do). A packet that comes late, up to 1000 after its turn,
 * takes back one loss. A jump of more than 1000 in either direction is a new beginning (RFC 3550, appendix A.1, with a smaller
 * window).
 */
void hearth_loss_counter_add     (HearthLossCounter *self,
                                  guint16            sequence);

/** hearth_loss_counter_restart: Another stream follows; the count stays. */
void hearth_loss_counter_restart (HearthLossCounter *self);

G_END_DECLS
