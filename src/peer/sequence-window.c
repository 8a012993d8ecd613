/* Which of the last sequence numbers of an RTP stream were there: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/sequence-window.h"

#include <string.h>

static guint64 *
find_word (HearthSequenceWindow *self,
           guint16               seqnum)
{
  return &self->seen[seqnum % HEARTH_SEQUENCE_WINDOW / 64];
}

static guint64
get_bit (guint16 seqnum)
{
  return G_GUINT64_CONSTANT (1) << seqnum % 64;
}

int
hearth_sequence_window_get_ahead (const HearthSequenceWindow *self,
                                  guint16                     seqnum)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->begun ? (gint16) (seqnum - self->highest) : 1;
}

gboolean
hearth_sequence_window_take (HearthSequenceWindow *self,
                             guint16               seqnum)
{
  int ahead = hearth_sequence_window_get_ahead (self, seqnum);

  g_return_val_if_fail (self != NULL, FALSE);

  if (ahead <= -HEARTH_SEQUENCE_WINDOW || (ahead <= 0 && (*find_word (self, seqnum) & get_bit (seqnum)) != 0))
    return FALSE;

  if (!self->begun || ahead >= HEARTH_SEQUENCE_WINDOW)
    memset (self->seen, 0, sizeof self->seen);
  else
    for (guint16 skipped = (guint16) (self->highest + 1); ahead > 0 && skipped != seqnum; skipped++)
      *find_word (self, skipped) &= ~get_bit (skipped);
  *find_word (self, seqnum) |= get_bit (seqnum);
  self->begun = TRUE;
  if (ahead > 0)
    self->highest = seqnum;

  return TRUE;
}
