/* When a path's next connection is attempted: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/path-attempts.h"

/* Once the back-off has given up. When it is time to give up everything, the owner does; the steps say so (guest-step.h,
 * visit-step.h). */
#define SLOW_RETRY_US (3 * G_USEC_PER_SEC)

void
hearth_path_attempts_init (HearthPathAttempts     *self,
                           HearthPathAttemptsFunc  due,
                           HearthPathAttemptsFunc  expired,
                           gpointer                owner)
{
  *self = (HearthPathAttempts){ .due = due, .expired = expired, .owner = owner };
}

static void
on_due (gpointer user_data)
{
  HearthPathAttempts *self = user_data;

  self->due_source = 0;
  self->due (self->owner);
}

static void
on_expired (gpointer user_data)
{
  HearthPathAttempts *self = user_data;

  self->expiry_source = 0;
  self->expired (self->owner);
}

void
hearth_path_attempts_schedule (HearthPathAttempts *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 wait;

  g_clear_handle_id (&self->expiry_source, g_source_remove);
  if (self->due_source != 0)
    return;

  if (!self->backing_off)
    hearth_backoff_begin (&self->backoff, now);
  self->backing_off = TRUE;
  wait = hearth_backoff_next (&self->backoff, now, g_random_double ());
  self->due_source = g_timeout_add_once ((guint) ((wait >= 0 ? wait : SLOW_RETRY_US) / 1000), on_due, self);
}

void
hearth_path_attempts_expect (HearthPathAttempts *self,
                             guint               seconds)
{
  g_clear_handle_id (&self->expiry_source, g_source_remove);
  self->expiry_source = g_timeout_add_seconds_once (seconds, on_expired, self);
}

gboolean
hearth_path_attempts_is_expecting (HearthPathAttempts *self)
{
  return self->expiry_source != 0;
}

gboolean
hearth_path_attempts_is_idle (HearthPathAttempts *self)
{
  return self->due_source == 0 && self->expiry_source == 0;
}

void
hearth_path_attempts_unschedule (HearthPathAttempts *self)
{
  g_clear_handle_id (&self->due_source, g_source_remove);
}

void
hearth_path_attempts_restart (HearthPathAttempts *self)
{
  hearth_path_attempts_unschedule (self);
  self->backing_off = FALSE;
}

void
hearth_path_attempts_end (HearthPathAttempts *self)
{
  hearth_path_attempts_restart (self);
  g_clear_handle_id (&self->expiry_source, g_source_remove);
}
