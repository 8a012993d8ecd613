/* Which of the last sequence numbers of an RTP stream were there: lets each through once, and none that is too old to tell.
 *
 * A plain value; zeroed it has seen nothing. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** HEARTH_SEQUENCE_WINDOW: how many it remembers: eight seconds of an ordinary picture, one of a large one. */
#define HEARTH_SEQUENCE_WINDOW 1024

typedef struct
{
  gboolean begun;
  guint16 highest;
  guint64 seen[HEARTH_SEQUENCE_WINDOW / 64]; /* a bit for each, by its remainder */
} HearthSequenceWindow;

/** hearth_sequence_window_get_ahead: Returns: how far @seqnum is beyond the highest; not positive where it is not. */
int      hearth_sequence_window_get_ahead (const HearthSequenceWindow *self,
                                           guint16                     seqnum);

/** hearth_sequence_window_take: Returns: whether @seqnum may pass; those that it is ahead of count as missing and may come later. */
gboolean hearth_sequence_window_take      (HearthSequenceWindow       *self,
                                           guint16                     seqnum);

G_END_DECLS
