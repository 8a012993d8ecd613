/* When to answer requests for a key frame: the first at once, others merged as base/keyframe-pace.h says.
 *
 * A plain value: requests come from any thread, taking is for the one thread that encodes and brings the time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/keyframe-pace.h"

G_BEGIN_DECLS

typedef struct
{
  int wanted; /* atomic */
  HearthKeyframePace pace;
} HearthKeyframeRequests;

/** hearth_keyframe_requests_add: Any thread. Somebody asks. */
void     hearth_keyframe_requests_add  (HearthKeyframeRequests *self);

/**
 * hearth_keyframe_requests_take:
 * @now: µs, monotonic
 *
 * Returns: %TRUE where the picture that is encoded now should be a key frame
 */
gboolean hearth_keyframe_requests_take (HearthKeyframeRequests *self,
                                        gint64                  now);

/**
 * hearth_keyframe_requests_forget:
 *
 * The picture that is encoded now is a key frame anyway: whoever has asked gets it. It does not count as an answer: who asks after it
 * may have come too late for it.
 */
void     hearth_keyframe_requests_forget (HearthKeyframeRequests *self);

G_END_DECLS
