/* Which sequence number each packet gets: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/sequence-map.h"

#include "base/limits.h"
#include "forward/sequence.h"

#define NO_JUMP -1

/* What is up to so many behind is late, not a new count: 1.6 s of 12 Mbit/s. */
#define MAX_LATE 2048

enum
{
  MISSING,
  SEEN,
};

static HearthSequenceSlot *
get_slot (HearthSequenceMap *self,
          gint64             sequence)
{
  return &self->slots[(guint64) sequence % HEARTH_SEQUENCE_MAP_WINDOW];
}

void
hearth_sequence_map_begin (HearthSequenceMap *self,
                           guint16            sequence)
{
  g_return_if_fail (self != NULL);

  self->first = sequence;
  self->newest = self->first - 1;
  self->jump = NO_JUMP;
  self->credit = HEARTH_LIMIT_MISSING_PACKETS;
}

HearthSequencePlace
hearth_sequence_map_find (HearthSequenceMap *self,
                          guint16            sequence)
{
  gint32 ahead;
  gint64 full;

  g_return_val_if_fail (self != NULL, HEARTH_SEQUENCE_USELESS);

  ahead = hearth_sequence_distance ((guint32) self->newest, sequence, 16);
  if (ahead <= -HEARTH_SEQUENCE_MAP_WINDOW && ahead >= -MAX_LATE)
    return HEARTH_SEQUENCE_USELESS;
  if (ahead > HEARTH_SEQUENCE_MAP_WINDOW || ahead < -MAX_LATE)
    {
      if (sequence == self->jump)
        return HEARTH_SEQUENCE_BROKEN;
      self->jump = (guint16) (sequence + 1);
      return HEARTH_SEQUENCE_USELESS;
    }

  self->jump = NO_JUMP;
  if (ahead > 0)
    return HEARTH_SEQUENCE_NEW;

  full = self->newest + ahead;
  if (full < self->first || get_slot (self, full)->state != MISSING)
    return HEARTH_SEQUENCE_USELESS;

  return HEARTH_SEQUENCE_MISSING;
}

/* How many numbers are left for @missing packets: for each, every receiver asks several times, and waits. */
static guint
take_credit (HearthSequenceMap *self,
             guint              missing)
{
  guint left = missing <= self->credit ? missing : 1;

  self->credit = MIN (self->credit - MIN (left, self->credit) + 1, HEARTH_LIMIT_MISSING_PACKETS);

  return left;
}

gboolean
hearth_sequence_map_take (HearthSequenceMap *self,
                          guint16            sequence,
                          gboolean           wanted,
                          guint16           *next,
                          guint16           *number)
{
  HearthSequenceSlot *slot;
  gint64 full, gap;

  g_return_val_if_fail (self != NULL && next != NULL && number != NULL, FALSE);

  full = hearth_sequence_unwrap (self->newest, sequence, 16);
  slot = get_slot (self, full);
  if (full <= self->newest)
    {
      slot->state = SEEN;
      *number = slot->number;
      return TRUE;
    }

  gap = full - take_credit (self, (guint) (full - self->newest - 1));
  while (++self->newest < gap)
    get_slot (self, self->newest)->state = SEEN;
  for (; self->newest < full; self->newest++)
    *get_slot (self, self->newest) = (HearthSequenceSlot) { .number = (*next)++, .state = MISSING };

  slot->state = SEEN;
  if (wanted)
    slot->number = *number = (*next)++;

  return wanted;
}
