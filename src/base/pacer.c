/* Does something soon, but not too often: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/pacer.h"

#include "base/main-thread.h"

static void
on_due (gpointer data)
{
  HearthPacer *self = data;

  self->source = 0;
  self->done_at = g_get_monotonic_time ();
  self->func (self->data);
}

void
hearth_pacer_init (HearthPacer     *self,
                   guint            interval,
                   GSourceOnceFunc  func,
                   gpointer         data)
{
  *self = (HearthPacer){ .interval = interval, .func = func, .data = data };
}

void
hearth_pacer_queue (HearthPacer *self)
{
  gint64 wait;

  if (self->source != 0)
    return;

  wait = self->done_at != 0 ? self->interval - (g_get_monotonic_time () - self->done_at) / 1000 : 0;
  self->source = wait > 0 ? g_timeout_add_once ((guint) wait, on_due, self) : hearth_main_thread_later (on_due, self);
}

void
hearth_pacer_hurry (HearthPacer *self)
{
  hearth_pacer_cancel (self);
  on_due (self);
}

void
hearth_pacer_cancel (HearthPacer *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
}
