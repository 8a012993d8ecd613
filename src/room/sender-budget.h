/* How often each of several senders may be heard: a token bucket for everybody, so that whoever talks without end uses up what is theirs and
 * nothing of anybody else's. Of HEARTH_LIMIT_ROOM_PEOPLE senders at most: a bucket that has filled up again is as good as none, and makes room
 * for another. Pure; the caller brings the times.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HearthSenderBudget HearthSenderBudget;

/** hearth_sender_budget_new: @capacity, @per_second: of each bucket, as of hearth_token_bucket_init() */
HearthSenderBudget *hearth_sender_budget_new  (double              capacity,
                                               double              per_second) G_GNUC_WARN_UNUSED_RESULT;
void                hearth_sender_budget_free (HearthSenderBudget *self);

/**
 * hearth_sender_budget_take:
 * @sender: any id; where there are too many of them, one that is new is not heard
 * @now: µs, monotonic
 *
 * Returns: whether @sender may be heard once more
 */
gboolean            hearth_sender_budget_take (HearthSenderBudget *self,
                                               const char         *sender,
                                               gint64              now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthSenderBudget, hearth_sender_budget_free)

G_END_DECLS
