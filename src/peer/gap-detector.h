/* Which packets of one RTP stream are missing, which of them to ask for again, and when: what a jitterbuffer would otherwise know.
 *
 * Driven by the packets that come, so it has no timer; time is handed in. A packet counts as missing once later ones are there, and
 * is asked for with a generic NACK (RFC 4585 section 6.2.1) at most four times, a round trip apart. The round trip is what earlier
 * requests took. Pure; bounded; used by one thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "base/limits.h"

G_BEGIN_DECLS

typedef struct _HearthGapDetector HearthGapDetector;

HearthGapDetector *hearth_gap_detector_new     (void) G_GNUC_WARN_UNUSED_RESULT;
void               hearth_gap_detector_free    (HearthGapDetector *self);

/**
 * hearth_gap_detector_take:
 * @seqnum: of a packet that has come, in whatever order
 * @now: µs, monotonic, never less than before
 *
 * Returns: whether it is new; %FALSE for one that was there before, is too old to tell, or is far from all others (RFC 3550
 *   section A.1: only the second of two that follow each other starts the stream anew)
 */
gboolean           hearth_gap_detector_take    (HearthGapDetector *self,
                                                guint16            seqnum,
                                                gint64             now);

/**
 * hearth_gap_detector_collect:
 * @seqnums: (out caller-allocates) (array fixed-size=HEARTH_LIMIT_MISSING_PACKETS): what to ask for now
 *
 * To be called with every packet of the connection, whichever stream it is of. Each that it names counts as asked for.
 *
 * Returns: how many
 */
guint              hearth_gap_detector_collect (HearthGapDetector *self,
                                                gint64             now,
                                                guint16           *seqnums);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthGapDetector, hearth_gap_detector_free)

G_END_DECLS
