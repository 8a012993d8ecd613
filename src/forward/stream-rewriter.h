/* Makes one RTP stream that never breaks out of the packets of one source after the other.
 *
 *   run 1 ──▶ ┌───────────────────────────┐
 *   run 2 ──▶ │ sequence-map, picture-map │──▶ one stream: sequence numbers, timestamps, picture ids and TL0PICIDX go on
 *   …         └───────────────────────────┘
 *
 * A run is one source (a layer, a person's voice) for as long as its packets pass. Numbers of packets and pictures follow the
 * rules of the two maps; TL0PICIDX and timestamps of a run are moved by what is decided at its beginning. Packets of the run
 * before may still come late and fill the gaps that they left; what is newer than the newest one of an old run is over.
 *
 * Timestamps: between the newest packet of the old run and the first of the new one passes as much as between their capture
 * times. A new run whose capture times lie behind (a larger picture takes longer to get here) begins right after the old one,
 * with its pictures closer together until it has caught up; sound waits until it has.
 *
 * Pure. Its owner's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "forward/stream-packet.h"

G_BEGIN_DECLS

typedef struct _HearthStreamRewriter HearthStreamRewriter;

/**
 * HearthStreamNumbers: where a stream begins
 */
typedef struct
{
  guint16 sequence;
  guint32 timestamp;
  guint16 picture_id;
  guint8 tl0_picidx;
} HearthStreamNumbers;

typedef enum
{
  HEARTH_STREAM_PASS,
  HEARTH_STREAM_FILL,   /* an empty packet with the rewritten header takes its place */
  HEARTH_STREAM_DROP,
  HEARTH_STREAM_BROKEN, /* the sender counts anew: hearth_stream_rewriter_begin() with a packet that one may begin with */
} HearthStreamVerdict;

/**
 * hearth_stream_rewriter_new:
 * @clock_rate: ticks of the timestamp a second
 * @video: whether VP8, else sound
 * @first: what the first packet gets; random but for tests (RFC 3550 section 5.1)
 */
HearthStreamRewriter *hearth_stream_rewriter_new          (guint                      clock_rate,
                                                           gboolean                   video,
                                                           const HearthStreamNumbers *first) G_GNUC_WARN_UNUSED_RESULT;
void                  hearth_stream_rewriter_free         (HearthStreamRewriter      *self);

/** hearth_stream_rewriter_set_temporal: @temporal: the highest temporal layer wanted, 1 at first. */
void                  hearth_stream_rewriter_set_temporal (HearthStreamRewriter      *self,
                                                           guint                      temporal);

/**
 * hearth_stream_rewriter_begin:
 * @packet: the first of a new run: of a picture, the first of a key frame. Not rewritten yet: give it to _process() next.
 * @end: (out): numbers of an empty packet that goes out first
 * @has_end: (out): whether there is one, because the old run ended inside a picture: it lets receivers give that picture up
 *   without asking for a key frame
 *
 * Returns: whether it has begun; sound that was captured before what has passed already has to wait
 */
gboolean              hearth_stream_rewriter_begin        (HearthStreamRewriter      *self,
                                                           const HearthStreamPacket  *packet,
                                                           HearthStreamPacket        *end,
                                                           gboolean                  *has_end) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_stream_rewriter_process:
 * @late: whether @packet is of the run before the current one
 * @packet: (inout): its sequence number, timestamp, picture id and TL0PICIDX are rewritten where the verdict is PASS or FILL. In
 *   a picture's stream, packets without VP8 (empty, or not understood) are never wanted.
 */
HearthStreamVerdict   hearth_stream_rewriter_process      (HearthStreamRewriter      *self,
                                                           gboolean                   late,
                                                           HearthStreamPacket        *packet) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthStreamRewriter, hearth_stream_rewriter_free)

G_END_DECLS
