/* Somebody in a room without a network, with made-up voice and picture, and what reaches them there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "../peer/rtp-counter.h"
#include "../peer/rtp-generator.h"
#include "layered-generator.h"
#include "room/distribution.h"

G_BEGIN_DECLS

/* Who they are, what they give, and what they get. */
typedef struct
{
  char *id;
  guint32 ssrc;
  HearthReceiverFeed *feed;
  RtpGenerator *voice;       /* nullable */
  LayeredGenerator *picture; /* nullable */
  GHashTable *counters;      /* track id → RtpCounter */
  guint n_track_changes;
} Guest;

/** guest_new: @number: makes their id, "g@number", and the SSRCs of what they give. @picture: (nullable). */
Guest  *guest_new              (HearthDistribution  *room,
                                guint                number,
                                HearthLayeredSource *picture) G_GNUC_WARN_UNUSED_RESULT;

/** guest_new_with_voice: @level: dBov */
Guest  *guest_new_with_voice   (HearthDistribution  *room,
                                guint                number,
                                int                  level) G_GNUC_WARN_UNUSED_RESULT;

/** guest_new_with_picture: in all sizes, each with an SSRC of its own: their SSRC and its number. */
Guest  *guest_new_with_picture (HearthDistribution  *room,
                                guint                number) G_GNUC_WARN_UNUSED_RESULT;

/** guest_free: They go, and everything of theirs is finalized. */
void    guest_free             (Guest               *self,
                                HearthDistribution  *room);

/** guest_get_mark: Returns: what came last under that name of a track: the SSRC that it was made with; 0 for nothing yet. */
guint32 guest_get_mark         (Guest               *self,
                                const char          *track_id);

G_END_DECLS
