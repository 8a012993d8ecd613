/* Makes one RTP stream that never breaks: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/stream-rewriter.h"

#include "forward/picture-map.h"
#include "forward/sequence-map.h"
#include "forward/sequence.h"

#define NS_PER_SECOND G_GINT64_CONSTANT (1000000000)

/* What a run that lies behind may take back of its pictures' distance: 1/16 of it is left until it has caught up. */
#define CATCH_UP 16

/* 20 ms: the length of an Opus packet, and what lies between two runs whose capture times do not fit together. */
#define STEPS_PER_SECOND 50

typedef struct
{
  HearthSequenceMap sequences;
  HearthPictureMap pictures;
  guint8 tl0_offset;

  /* Without wrap-around; the incoming ones count from the run's first. */
  gint64 first_timestamp;
  gint64 newest_timestamp;
  gint64 timestamp_offset;
  gint64 floor; /* what the timestamps of this run stay above */
} Run;

struct _HearthStreamRewriter
{
  gint64 clock_rate;
  gboolean video;
  guint temporal;

  Run runs[2];
  guint current;
  guint n_runs; /* 2 at most: what may be asked about */

  guint16 next_sequence;
  guint16 next_picture;

  /* Of the newest packet of the current run, also where it was left out: late ones before it may still pass. */
  guint8 newest_tl0;
  gint64 newest_timestamp;
  guint64 newest_pts;

  guint16 newest_sequence; /* of all that passed */
  gboolean inside_picture; /* that one was not a picture's last */
};

HearthStreamRewriter *
hearth_stream_rewriter_new (guint                      clock_rate,
                            gboolean                   video,
                            const HearthStreamNumbers *first)
{
  HearthStreamRewriter *self;

  g_return_val_if_fail (clock_rate > 0 && first != NULL, NULL);

  self = g_new0 (HearthStreamRewriter, 1);
  self->clock_rate = clock_rate;
  self->video = video;
  self->temporal = 1;
  self->next_sequence = first->sequence;
  self->next_picture = first->picture_id;
  self->newest_sequence = (guint16) (first->sequence - 1);
  self->newest_tl0 = (guint8) (first->tl0_picidx - 1);
  self->newest_timestamp = first->timestamp;

  return self;
}

void
hearth_stream_rewriter_free (HearthStreamRewriter *self)
{
  g_free (self);
}

void
hearth_stream_rewriter_set_temporal (HearthStreamRewriter *self,
                                     guint                 temporal)
{
  g_return_if_fail (self != NULL);

  self->temporal = temporal;
}

/* Rounded, so that switching back and forth does not add up. */
static gint64
to_ticks (HearthStreamRewriter *self,
          gint64                duration)
{
  gint64 half = duration < 0 ? -NS_PER_SECOND / 2 : NS_PER_SECOND / 2;

  return duration / NS_PER_SECOND * self->clock_rate + (duration % NS_PER_SECOND * self->clock_rate + half) / NS_PER_SECOND;
}

/* What the new run's first packet gets; FALSE where it has to wait. */
static gboolean
place_first_timestamp (HearthStreamRewriter *self,
                       guint64               pts,
                       gint64               *first)
{
  gint64 step = self->clock_rate / STEPS_PER_SECOND;
  gint64 elapsed;

  if (self->n_runs == 0)
    {
      *first = self->newest_timestamp;
      return TRUE;
    }

  elapsed = to_ticks (self, (gint64) (pts - self->newest_pts));
  /* A second behind is no delay but another clock. */
  if (elapsed < -self->clock_rate)
    elapsed = step;
  *first = self->newest_timestamp + elapsed;

  return self->video || elapsed >= step;
}

gboolean
hearth_stream_rewriter_begin (HearthStreamRewriter     *self,
                              const HearthStreamPacket *packet,
                              HearthStreamPacket       *end,
                              gboolean                 *has_end)
{
  gint64 first;
  Run *run;

  g_return_val_if_fail (self != NULL && packet != NULL && end != NULL && has_end != NULL, FALSE);

  *has_end = FALSE;
  if (!place_first_timestamp (self, packet->pts, &first))
    return FALSE;

  if (self->inside_picture)
    {
      *end = *packet;
      end->rtp.marker = FALSE;
      end->rtp.sequence = self->next_sequence++;
      end->rtp.timestamp = (guint32) self->newest_timestamp;
      *has_end = TRUE;
      self->inside_picture = FALSE;
    }

  self->current ^= 1;
  run = &self->runs[self->current];
  hearth_sequence_map_begin (&run->sequences, packet->rtp.sequence);
  hearth_picture_map_begin (&run->pictures, self->temporal);
  run->tl0_offset = (guint8) (self->newest_tl0 + 1 - packet->vp8.tl0_picidx);
  run->first_timestamp = packet->rtp.timestamp;
  run->newest_timestamp = packet->rtp.timestamp;
  run->timestamp_offset = first - run->first_timestamp;
  run->floor = self->n_runs == 0 ? first - 1 : self->newest_timestamp;
  self->n_runs = MIN (self->n_runs + 1, 2);

  return TRUE;
}

/* The same for every packet of a picture, whenever it comes, and larger for each later picture. */
static gint64
map_timestamp (Run     *run,
               guint32  timestamp)
{
  gint64 full = hearth_sequence_unwrap (run->newest_timestamp, timestamp, 32);
  gint64 catching_up = run->floor + 1 + (full - run->first_timestamp) / CATCH_UP;

  run->newest_timestamp = MAX (run->newest_timestamp, full);

  return MAX (full + run->timestamp_offset, catching_up);
}

static void
note_newest (HearthStreamRewriter     *self,
             const HearthStreamPacket *packet,
             gint64                    timestamp)
{
  self->newest_timestamp = MAX (self->newest_timestamp, timestamp);
  self->newest_pts = packet->pts;
  if (packet->has_vp8 && packet->vp8.has_tl0_picidx)
    self->newest_tl0 = packet->vp8.tl0_picidx;
}

static void
note_passed (HearthStreamRewriter     *self,
             const HearthStreamPacket *packet)
{
  if (hearth_sequence_distance (self->newest_sequence, packet->rtp.sequence, 16) <= 0)
    return;

  self->newest_sequence = packet->rtp.sequence;
  self->inside_picture = self->video && !packet->rtp.marker;
}

HearthStreamVerdict
hearth_stream_rewriter_process (HearthStreamRewriter *self,
                                gboolean              late,
                                HearthStreamPacket   *packet)
{
  HearthSequencePlace place;
  guint16 picture = 0;
  gboolean wanted = TRUE;
  gint64 timestamp;
  Run *run;

  g_return_val_if_fail (self != NULL && packet != NULL, HEARTH_STREAM_DROP);

  if (self->n_runs < (late ? 2 : 1))
    return HEARTH_STREAM_DROP;
  run = &self->runs[late ? self->current ^ 1 : self->current];

  place = hearth_sequence_map_find (&run->sequences, packet->rtp.sequence);
  if (place == HEARTH_SEQUENCE_BROKEN && !late)
    return HEARTH_STREAM_BROKEN;
  if (place != HEARTH_SEQUENCE_MISSING && (place != HEARTH_SEQUENCE_NEW || late))
    return HEARTH_STREAM_DROP;

  if (self->video)
    wanted = packet->has_vp8
             && hearth_picture_map_take (&run->pictures, &packet->vp8, self->temporal, &self->next_picture, &picture);
  timestamp = map_timestamp (run, packet->rtp.timestamp);
  packet->rtp.timestamp = (guint32) timestamp;
  packet->vp8.picture_id = picture & (packet->vp8.picture_id_bits == 15 ? 0x7fff : 0x7f);
  packet->vp8.tl0_picidx += run->tl0_offset;
  if (place == HEARTH_SEQUENCE_NEW)
    note_newest (self, packet, timestamp);

  if (!hearth_sequence_map_take (&run->sequences, packet->rtp.sequence, wanted, &self->next_sequence, &packet->rtp.sequence))
    return HEARTH_STREAM_DROP;
  if (!wanted)
    {
      packet->rtp.marker = FALSE;
      return HEARTH_STREAM_FILL;
    }
  note_passed (self, packet);

  return HEARTH_STREAM_PASS;
}
