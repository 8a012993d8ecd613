/* How long this computer lets a thread wait: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "stall-meter.h"

#define TURN_US 2000

struct _StallMeter
{
  GThread *thread;
  _Atomic gboolean stopped;
  _Atomic gint64 longest; /* µs */
};

static gpointer
run (gpointer data)
{
  StallMeter *self = data;

  while (!self->stopped)
    {
      gint64 due = g_get_monotonic_time () + TURN_US;
      gint64 late;

      g_usleep (TURN_US);
      late = g_get_monotonic_time () - due;
      if (late > self->longest)
        self->longest = late;
    }

  return NULL;
}

StallMeter *
stall_meter_new (void)
{
  StallMeter *self = g_new0 (StallMeter, 1);

  self->thread = g_thread_new ("stall-meter", run, self);

  return self;
}

void
stall_meter_free (StallMeter *self)
{
  self->stopped = TRUE;
  g_thread_join (self->thread);
  g_free (self);
}

guint
stall_meter_take_ms (StallMeter *self)
{
  gint64 longest = self->longest;

  self->longest = 0;

  return (guint) (longest / 1000);
}
