/* Puts packets back into order: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/reorder-buffer.h"

#include "forward/sequence.h"

typedef struct
{
  GstBuffer *packet; /* NULL for none */
  gint64 came_at;
} Waiting;

struct _HearthReorderBuffer
{
  gint64 patience;
  gboolean begun;
  gint64 next;
  guint n_waiting;
  Waiting waiting[HEARTH_REORDER_BUFFER_PACKETS]; /* of next and the numbers after it */
};

HearthReorderBuffer *
hearth_reorder_buffer_new (gint64 patience)
{
  HearthReorderBuffer *self = g_new0 (HearthReorderBuffer, 1);

  self->patience = patience;

  return self;
}

void
hearth_reorder_buffer_free (HearthReorderBuffer *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < HEARTH_REORDER_BUFFER_PACKETS; i++)
    g_clear_pointer (&self->waiting[i].packet, gst_buffer_unref);
  g_free (self);
}

static Waiting *
get_next (HearthReorderBuffer *self)
{
  return &self->waiting[(guint64) self->next % HEARTH_REORDER_BUFFER_PACKETS];
}

static void
pass_next (HearthReorderBuffer *self,
           GstBufferList       *ready)
{
  gst_buffer_list_add (ready, g_steal_pointer (&get_next (self)->packet));
  self->n_waiting--;
  self->next++;
}

/* Everything up to the next gap. */
static void
pass_run (HearthReorderBuffer *self,
          GstBufferList       *ready)
{
  while (get_next (self)->packet != NULL)
    pass_next (self, ready);
}

/* What is before @end passes, and nothing of that is waited for any more. */
static void
give_up_before (HearthReorderBuffer *self,
                gint64               end,
                GstBufferList       *ready)
{
  while (self->next < end && self->n_waiting > 0)
    {
      if (get_next (self)->packet != NULL)
        pass_next (self, ready);
      else
        self->next++;
    }
  self->next = MAX (self->next, end);
}

static void
give_up_old_gaps (HearthReorderBuffer *self,
                  gint64               now,
                  GstBufferList       *ready)
{
  while (self->n_waiting > 0)
    {
      gint64 end = self->next;

      while (self->waiting[(guint64) end % HEARTH_REORDER_BUFFER_PACKETS].packet == NULL)
        end++;
      if (now - self->waiting[(guint64) end % HEARTH_REORDER_BUFFER_PACKETS].came_at < self->patience)
        return;
      self->next = end;
      pass_run (self, ready);
    }
}

void
hearth_reorder_buffer_push (HearthReorderBuffer *self,
                            guint16              sequence,
                            GstBuffer           *packet,
                            gint64               now,
                            GstBufferList       *ready)
{
  Waiting *waiting;
  gint64 full;

  g_return_if_fail (self != NULL && packet != NULL && ready != NULL);

  if (!self->begun)
    {
      self->begun = TRUE;
      self->next = sequence;
    }

  full = hearth_sequence_unwrap (self->next, sequence, 16);
  if (full >= self->next + HEARTH_REORDER_BUFFER_PACKETS)
    give_up_before (self, full - HEARTH_REORDER_BUFFER_PACKETS + 1, ready);

  waiting = &self->waiting[(guint64) full % HEARTH_REORDER_BUFFER_PACKETS];
  if (full < self->next || waiting->packet != NULL)
    {
      gst_buffer_unref (packet);
    }
  else
    {
      *waiting = (Waiting) { packet, now };
      self->n_waiting++;
    }
  pass_run (self, ready);
  give_up_old_gaps (self, now, ready);
}
