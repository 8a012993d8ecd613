/* Somebody in a room without a network: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "guest.h"

static void
on_track_changed (HearthReceiverFeed *feed,
                  const char         *track_id,
                  HearthRtpSource    *source,
                  Guest              *self)
{
  self->n_track_changes++;
  g_hash_table_remove (self->counters, track_id);
  if (source != NULL)
    {
      RtpCounter *counter = rtp_counter_new (NULL);

      hearth_rtp_source_add_sink (source, HEARTH_RTP_SINK (counter));
      g_hash_table_insert (self->counters, g_strdup (track_id), counter);
    }
}

Guest *
guest_new (HearthDistribution  *room,
           guint                number,
           HearthLayeredSource *picture)
{
  Guest *self = g_new0 (Guest, 1);

  self->id = g_strdup_printf ("g%u", number);
  self->ssrc = (number + 1) << 8;
  self->counters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->feed = hearth_receiver_feed_new (self->id);
  g_signal_connect (self->feed, "track-changed", G_CALLBACK (on_track_changed), self);
  hearth_distribution_add (room, self->feed, picture, NULL);

  return self;
}

Guest *
guest_new_with_voice (HearthDistribution *room,
                      guint               number,
                      int                 level)
{
  Guest *self = guest_new (room, number, NULL);

  self->voice = rtp_generator_new (FALSE, self->ssrc, 0);
  rtp_generator_set_level (self->voice, level);
  hearth_distribution_set_voice (room, self->id, HEARTH_RTP_SOURCE (self->voice));

  return self;
}

Guest *
guest_new_with_picture (HearthDistribution *room,
                        guint               number)
{
  LayeredGenerator *picture = layered_generator_new ((number + 1) << 8, HEARTH_LIMIT_VIDEO_LAYERS);
  Guest *self = guest_new (room, number, HEARTH_LAYERED_SOURCE (picture));

  self->picture = picture;
  hearth_distribution_set_on (room, self->id, HEARTH_PICTURE_CAMERA, TRUE);

  return self;
}

void
guest_free (Guest              *self,
            HearthDistribution *room)
{
  hearth_distribution_remove (room, self->id);
  g_hash_table_unref (self->counters);
  g_assert_finalize_object (self->feed);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  if (self->voice != NULL)
    {
      rtp_generator_stop (self->voice);
      g_assert_finalize_object (self->voice);
    }
  if (self->picture != NULL)
    {
      layered_generator_stop (self->picture);
      g_assert_finalize_object (self->picture);
    }
  g_free (self->id);
  g_free (self);
}

guint32
guest_get_mark (Guest      *self,
                const char *track_id)
{
  RtpCounter *counter = g_hash_table_lookup (self->counters, track_id);

  return counter != NULL && rtp_counter_get_n (counter) > 0 ? rtp_counter_get_mark (counter) : 0;
}
