/* What one turn of the I/O thread sends: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/send-turn.h"

#include "ice/io-thread.h"

/* How long a packet may wait for others to leave with: a few more encryptions, a system call. */
#define FLUSH_AFTER_NS 150000

void
hearth_send_turn_init (HearthSendTurn        *self,
                       const HearthUdpSocket *socket)
{
  self->batch = hearth_send_batch_new (socket);
}

void
hearth_send_turn_clear (HearthSendTurn *self)
{
  g_clear_pointer (&self->batch, hearth_send_batch_free);
}

void
hearth_send_turn_begin (HearthSendTurn *self)
{
  self->due = hearth_io_thread_get_time () + FLUSH_AFTER_NS;
}

guint
hearth_send_turn_get_waiting (HearthSendTurn *self)
{
  return hearth_send_batch_get_waiting (self->batch);
}

/* What was put off is done, one after the other, and what comes of it does not wait for the rest either. */
static void
flush (HearthSendTurn *self)
{
  const HearthSendCounts *counts = hearth_send_batch_get_counts (self->batch);
  gint64 now;

  while (hearth_io_thread_run_next ())
    if (hearth_io_thread_get_time () >= self->due)
      hearth_send_batch_flush (self->batch);
  hearth_send_batch_flush (self->batch);
  self->packets = counts->packets;
  self->calls = counts->calls;
  self->dropped = counts->dropped;

  now = hearth_io_thread_get_time ();
  for (guint i = 0; i < self->n_waiting; i++)
    hearth_latency_histogram_add (&self->latency, now - self->waiting_since[i]);
  self->n_waiting = 0;
  self->due = now + FLUSH_AFTER_NS;
}

void
hearth_send_turn_note (HearthSendTurn *self,
                       gint64          arrival,
                       guint           waiting)
{
  if (hearth_send_batch_get_waiting (self->batch) == waiting && !hearth_io_thread_has_deferred ())
    return;

  self->waiting_since[self->n_waiting++] = arrival;
  if (self->n_waiting == G_N_ELEMENTS (self->waiting_since) || hearth_io_thread_get_time () >= self->due)
    flush (self);
}

void
hearth_send_turn_end (HearthSendTurn *self)
{
  if (hearth_send_batch_get_waiting (self->batch) > 0 || hearth_io_thread_has_deferred ())
    flush (self);
}

void
hearth_send_turn_add_stats (HearthSendTurn        *self,
                            HearthHostSocketStats *stats)
{
  stats->sent_packets += self->packets;
  stats->sent_calls += self->calls;
  stats->dropped += self->dropped;
  stats->added_p50_ms = hearth_latency_histogram_quantile (&self->latency, 0.5);
  stats->added_p95_ms = hearth_latency_histogram_quantile (&self->latency, 0.95);
  stats->added_p99_ms = hearth_latency_histogram_quantile (&self->latency, 0.99);
}
