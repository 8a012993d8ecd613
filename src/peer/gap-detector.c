/* Which packets of one RTP stream are missing: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/gap-detector.h"

#include <string.h>

#include "peer/sequence-window.h"

/* A missing packet may only have been overtaken: it is asked for when so many later ones are there, or after this time. Networks
 * that reorder do it by a packet or two. */
#define REORDERED_PACKETS 2
#define REORDERED_US (10 * 1000)

/* Whoever plays the stream waits 200 ms for a packet: four attempts on a path of 50 ms. */
#define MAX_TRIES 4

/* Before the first answer nothing is known of the path; afterwards an answer may be late by half before it is taken for lost. */
#define FIRST_ROUND_TRIP_US (60 * 1000)
#define MIN_RETRY_US (20 * 1000)
#define MAX_RETRY_US (300 * 1000)

typedef struct
{
  guint16 seqnum;
  guint tries;
  gint64 noticed_at; /* µs */
  gint64 asked_at;   /* µs, the last time */
} Missing;

struct _HearthGapDetector
{
  HearthSequenceWindow window;
  gboolean jumped;
  guint16 after_jump; /* what would prove that the stream goes on elsewhere */

  Missing missing[HEARTH_LIMIT_MISSING_PACKETS]; /* oldest first */
  guint n_missing;
  gint64 round_trip; /* µs, smoothed; 0 before the first answer */
};

static void
remove_missing (HearthGapDetector *self,
                guint              index)
{
  self->n_missing--;
  memmove (&self->missing[index], &self->missing[index + 1], (self->n_missing - index) * sizeof (Missing));
}

static void
add_missing (HearthGapDetector *self,
             guint16            seqnum,
             gint64             now)
{
  /* The oldest is the one that comes too late anyway. */
  if (self->n_missing == HEARTH_LIMIT_MISSING_PACKETS)
    remove_missing (self, 0);
  self->missing[self->n_missing++] = (Missing) { .seqnum = seqnum, .noticed_at = now };
}

/* What was missing is here: no need to ask, and if it was asked for once, this is how long that takes (with two requests on the
 * way nobody knows which was answered). */
static void
settle_missing (HearthGapDetector *self,
                guint16            seqnum,
                gint64             now)
{
  for (guint i = 0; i < self->n_missing; i++)
    {
      const Missing *missing = &self->missing[i];

      if (missing->seqnum != seqnum)
        continue;
      if (missing->tries == 1)
        {
          gint64 sample = now - missing->asked_at;

          self->round_trip = self->round_trip == 0 ? sample : self->round_trip + (sample - self->round_trip) / 4;
        }
      remove_missing (self, i);
      return;
    }
}

static gboolean
take_jump (HearthGapDetector *self,
           guint16            seqnum)
{
  if (self->jumped && seqnum == self->after_jump)
    {
      self->window = (HearthSequenceWindow) { 0 };
      self->n_missing = 0;
      self->jumped = FALSE;
      return hearth_sequence_window_take (&self->window, seqnum);
    }

  self->jumped = TRUE;
  self->after_jump = (guint16) (seqnum + 1);

  return FALSE;
}

HearthGapDetector *
hearth_gap_detector_new (void)
{
  return g_new0 (HearthGapDetector, 1);
}

void
hearth_gap_detector_free (HearthGapDetector *self)
{
  g_free (self);
}

gboolean
hearth_gap_detector_take (HearthGapDetector *self,
                          guint16            seqnum,
                          gint64             now)
{
  gboolean begun;
  int ahead;

  g_return_val_if_fail (self != NULL, FALSE);

  begun = self->window.begun;
  ahead = hearth_sequence_window_get_ahead (&self->window, seqnum);
  if (ABS (ahead) >= HEARTH_SEQUENCE_WINDOW)
    return take_jump (self, seqnum);
  self->jumped = FALSE;

  if (!hearth_sequence_window_take (&self->window, seqnum))
    return FALSE;
  if (ahead <= 0)
    settle_missing (self, seqnum, now);
  else if (begun)
    for (guint16 skipped = (guint16) (seqnum - MIN (ahead - 1, HEARTH_LIMIT_MISSING_PACKETS)); skipped != seqnum; skipped++)
      add_missing (self, skipped, now);

  return TRUE;
}

static gboolean
is_due (HearthGapDetector *self,
        const Missing     *missing,
        gint64             now)
{
  gint64 round_trip = self->round_trip != 0 ? self->round_trip : FIRST_ROUND_TRIP_US;

  if (missing->tries == 0)
    return (guint16) (self->window.highest - missing->seqnum) >= REORDERED_PACKETS || now - missing->noticed_at >= REORDERED_US;

  return now - missing->asked_at >= CLAMP (round_trip + round_trip / 2, MIN_RETRY_US, MAX_RETRY_US);
}

guint
hearth_gap_detector_collect (HearthGapDetector *self,
                             gint64             now,
                             guint16           *seqnums)
{
  guint n_seqnums = 0;
  guint n_kept = 0;

  g_return_val_if_fail (self != NULL && seqnums != NULL, 0);

  for (guint i = 0; i < self->n_missing; i++)
    {
      Missing missing = self->missing[i];

      if (is_due (self, &missing, now))
        {
          if (missing.tries == MAX_TRIES)
            continue;
          seqnums[n_seqnums++] = missing.seqnum;
          missing.tries++;
          missing.asked_at = now;
        }
      self->missing[n_kept++] = missing;
    }
  self->n_missing = n_kept;

  return n_seqnums;
}
