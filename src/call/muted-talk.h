/* Whether somebody talks and forgets that they are muted, told from how loud their microphone is, which nobody else hears. Pure: a plain
 * value, the caller brings levels and times.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/speaking-detector.h"

G_BEGIN_DECLS

/* A voice that goes on for so long wants to be heard; a cough and a chair do not go on. And nobody is reminded more often than that. */
#define HEARTH_MUTED_TALK_US G_USEC_PER_SEC
#define HEARTH_MUTED_TALK_AGAIN_US (60 * G_USEC_PER_SEC)

typedef struct
{
  HearthSpeakingDetector detector;
  gint64 since;   /* µs monotonic: since when they speak; 0: they do not */
  gint64 told_at; /* the same; 0: never */
} HearthMutedTalk;

/**
 * hearth_muted_talk_update: While they are muted, with every level.
 * @level: dBFS, of what would be sent if they were not
 * @others_speak: whether anybody else does: then it is said to somebody in the room, or comes from the loudspeakers
 * @now: µs monotonic
 *
 * Returns: whether they should be told now
 */
gboolean hearth_muted_talk_update (HearthMutedTalk *self,
                                   double           level,
                                   gboolean         others_speak,
                                   gint64           now);

/** hearth_muted_talk_pause: They are not muted, or nobody is there: what they said until now counts no more. */
void     hearth_muted_talk_pause  (HearthMutedTalk *self);

G_END_DECLS
