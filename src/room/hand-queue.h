/* Raised hands in the order in which the host heard of them. Pure: a plain value, main thread; owned by HearthGestureRelay.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *ids; /* of char *: member ids, who raised first stands first */
} HearthHandQueue;

void     hearth_hand_queue_init      (HearthHandQueue       *self);
void     hearth_hand_queue_clear     (HearthHandQueue       *self);

/**
 * hearth_hand_queue_set:
 * @id: of a member
 *
 * Who raises a hand that is up already keeps their place.
 *
 * Returns: whether anything has changed
 */
gboolean hearth_hand_queue_set       (HearthHandQueue       *self,
                                      const char            *id,
                                      gboolean               raised);

/** hearth_hand_queue_get_place: Returns: 1 for the first; 0 for who raises no hand. */
guint    hearth_hand_queue_get_place (const HearthHandQueue *self,
                                      const char            *id);

G_END_DECLS
