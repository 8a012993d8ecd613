/* Deadlines in order: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/deadline-queue.h"

void
hearth_deadline_queue_init (HearthDeadlineQueue *self,
                            gint64               after)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (after > 0);

  g_queue_init (&self->waiting);
  self->after = after;
}

gpointer
hearth_deadline_queue_pop (HearthDeadlineQueue *self,
                           gint64               now)
{
  HearthDeadline *earliest;

  g_return_val_if_fail (self != NULL, NULL);

  earliest = g_queue_peek_head (&self->waiting);
  if (earliest == NULL || now - earliest->set_at < self->after)
    return NULL;

  return hearth_deadline_queue_pop_earliest (self);
}

gpointer
hearth_deadline_queue_pop_earliest (HearthDeadlineQueue *self)
{
  HearthDeadline *earliest;

  g_return_val_if_fail (self != NULL, NULL);

  earliest = g_queue_peek_head (&self->waiting);
  if (earliest == NULL)
    return NULL;

  hearth_deadline_clear (earliest);
  return earliest->owner;
}

void
hearth_deadline_set (HearthDeadline      *self,
                     HearthDeadlineQueue *queue,
                     gpointer             owner,
                     gint64               now)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (queue != NULL);

  hearth_deadline_clear (self);

  self->queue = queue;
  self->owner = owner;
  self->set_at = now;
  self->link.data = self;
  g_queue_push_tail_link (&queue->waiting, &self->link);
}

void
hearth_deadline_clear (HearthDeadline *self)
{
  g_return_if_fail (self != NULL);

  if (self->queue == NULL)
    return;

  g_queue_unlink (&self->queue->waiting, &self->link);
  self->queue = NULL;
}
