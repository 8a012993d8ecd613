/* The list of sinks behind an RtpSource: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rtp-fanout.h"

void
hearth_rtp_fanout_init (HearthRtpFanout *self)
{
  g_mutex_init (&self->mutex);
  self->sinks = g_ptr_array_new_with_free_func (g_object_unref);
}

void
hearth_rtp_fanout_clear (HearthRtpFanout *self)
{
  g_clear_pointer (&self->sinks, g_ptr_array_unref);
  g_mutex_clear (&self->mutex);
}

void
hearth_rtp_fanout_add (HearthRtpFanout *self,
                       HearthRtpSink   *sink)
{
  g_mutex_lock (&self->mutex);
  if (!g_ptr_array_find (self->sinks, sink, NULL))
    g_ptr_array_add (self->sinks, g_object_ref (sink));
  g_mutex_unlock (&self->mutex);
}

void
hearth_rtp_fanout_remove (HearthRtpFanout *self,
                          HearthRtpSink   *sink)
{
  g_autoptr (GObject) removed = NULL;
  guint index;

  /* The reference is dropped outside the lock: a sink's last reference may take its own time. */
  g_mutex_lock (&self->mutex);
  if (g_ptr_array_find (self->sinks, sink, &index))
    removed = g_object_ref (g_ptr_array_index (self->sinks, index));
  if (removed != NULL)
    g_ptr_array_remove_index_fast (self->sinks, index);
  g_mutex_unlock (&self->mutex);
}

gboolean
hearth_rtp_fanout_is_empty (HearthRtpFanout *self)
{
  gboolean empty;

  g_mutex_lock (&self->mutex);
  empty = self->sinks->len == 0;
  g_mutex_unlock (&self->mutex);

  return empty;
}

void
hearth_rtp_fanout_push (HearthRtpFanout *self,
                        GstMiniObject   *packets)
{
  g_mutex_lock (&self->mutex);
  /* The last one gets ours: who is alone need not copy what it changes. */
  for (guint i = 0; i < self->sinks->len; i++)
    hearth_rtp_sink_push (g_ptr_array_index (self->sinks, i),
                          i + 1 < self->sinks->len ? gst_mini_object_ref (packets) : g_steal_pointer (&packets));
  g_mutex_unlock (&self->mutex);

  g_clear_pointer (&packets, gst_mini_object_unref);
}
