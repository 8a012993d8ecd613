/* Things that end at the same time after they began: a queue of deadlines in which setting, moving and clearing cost O(1), for
 * any number of sockets. (A sorted list of timers cost 296 µs a socket with ten thousand of them.) Values; the caller brings
 * the time; one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GQueue waiting; /* of HearthDeadline, the earliest first */
  gint64 after;   /* µs */
} HearthDeadlineQueue;

/**
 * HearthDeadline:
 *
 * Embedded in whatever has a deadline; zero-initialised it is in no queue. It is in one queue at most.
 */
typedef struct
{
  GList link;
  HearthDeadlineQueue *queue;
  gpointer owner;
  gint64 set_at; /* µs */
} HearthDeadline;

/** hearth_deadline_queue_init: @after: µs from being set to having passed. */
void     hearth_deadline_queue_init (HearthDeadlineQueue *self,
                                     gint64               after);

/**
 * hearth_deadline_queue_pop:
 * @now: µs, monotonic
 *
 * Takes the earliest deadline out of the queue if it has passed.
 *
 * Returns: (transfer none) (nullable): whose deadline it was
 */
gpointer hearth_deadline_queue_pop  (HearthDeadlineQueue *self,
                                     gint64               now);

/** hearth_deadline_queue_pop_earliest: as hearth_deadline_queue_pop(), whether the deadline has passed or not. */
gpointer hearth_deadline_queue_pop_earliest (HearthDeadlineQueue *self);

/**
 * hearth_deadline_set:
 * @queue: which deadline; the one set before is given up
 * @owner: what hearth_deadline_queue_pop() is to return
 * @now: µs, monotonic; never earlier than in the call before
 */
void     hearth_deadline_set        (HearthDeadline      *self,
                                     HearthDeadlineQueue *queue,
                                     gpointer             owner,
                                     gint64               now);
void     hearth_deadline_clear      (HearthDeadline      *self);

G_END_DECLS
