/* Which sequence number each packet of one run (one source, without interruption) gets in the stream that it goes into.
 *
 * The rule: numbers are given in the order of the numbers upstream, so
 *  - a packet that is missing upstream leaves a gap, and fills it when it comes late;
 *  - a gap is left whole where it is no larger than HEARTH_LIMIT_MISSING_PACKETS and, over time, than the number of packets that
 *    came; of a larger one a single number is left: receivers see that something is gone, and do not ask for all of it;
 *  - a packet that is left out on purpose takes no number, and nobody misses it;
 *  - what has left a gap and turns out not to be wanted is replaced by an empty packet, for nobody else can fill the gap;
 *  - a packet that comes twice, or from before the run, or after more than HEARTH_SEQUENCE_MAP_WINDOW newer ones, is dropped;
 *  - a jump of more than that ahead, or of 2048 back, is believed when a second packet follows it (RFC 3550, appendix A.1): then
 *    the run is over.
 *
 * A plain value without pointers; its owner's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Packets that are remembered: 0.4 s of 12 Mbit/s. A retransmission that takes longer is of no use to anybody. A power of two. */
#define HEARTH_SEQUENCE_MAP_WINDOW 512

typedef enum
{
  HEARTH_SEQUENCE_NEW,     /* ahead of all others */
  HEARTH_SEQUENCE_MISSING, /* fills a gap */
  HEARTH_SEQUENCE_USELESS, /* been here, or too late */
  HEARTH_SEQUENCE_BROKEN,  /* the sender counts anew: the run is over */
} HearthSequencePlace;

typedef struct
{
  guint16 number;
  guint8 state;
} HearthSequenceSlot;

typedef struct
{
  gint64 first;
  gint64 newest; /* first - 1 before the first packet */
  gint32 jump;   /* what would follow a jump, −1 for no jump */
  guint credit;  /* how many numbers may be left out now: each new packet gives one back */
  HearthSequenceSlot slots[HEARTH_SEQUENCE_MAP_WINDOW];
} HearthSequenceMap;

/** hearth_sequence_map_begin: @sequence: of the packet that begins the run. */
void                hearth_sequence_map_begin (HearthSequenceMap *self,
                                               guint16            sequence);

/** hearth_sequence_map_find: Returns: where the packet belongs. The packet is not counted as seen yet. */
HearthSequencePlace hearth_sequence_map_find  (HearthSequenceMap *self,
                                               guint16            sequence);

/**
 * hearth_sequence_map_take:
 * @sequence: of a packet that is NEW or MISSING
 * @wanted: whether it is to have a number
 * @next: (inout): the next number that nobody has
 * @number: (out): its number
 *
 * Returns: whether @number is the packet's; it is also where the packet is not @wanted but has left a gap
 */
gboolean            hearth_sequence_map_take  (HearthSequenceMap *self,
                                               guint16            sequence,
                                               gboolean           wanted,
                                               guint16           *next,
                                               guint16           *number);

G_END_DECLS
