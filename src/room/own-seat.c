/* The host's own person as a receiver: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/own-seat.h"

#include "forward/packet-sorter.h"
#include "room/track-id.h"

/* How long to wait for a packet that the guest was asked to send again: the gap is seen with the next packet, and half of all round
 * trips between two homes are below 50 ms. */
#define PATIENCE_MS 100

struct _HearthOwnSeat
{
  GObject parent_instance;

  HearthReceiverFeed *feed;
  GHashTable *sorters; /* track id → HearthPacketSorter */
  HearthMemberMedia *media;
};

enum
{
  ACTIVE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthOwnSeat, hearth_own_seat, G_TYPE_OBJECT)

static void
sorter_free (gpointer data)
{
  hearth_packet_sorter_close (data);
  g_object_unref (data);
}

static void
on_track_changed (HearthReceiverFeed *feed,
                  const char         *track_id,
                  HearthRtpSource    *source,
                  HearthOwnSeat      *self)
{
  HearthPacketSorter *sorter = NULL;

  /* The decoder of a sound sorts for itself, and must not wait so long: of sound nothing is sent again. */
  if (source != NULL && !hearth_track_kind_is_of (HEARTH_TRACK_AUDIO, source))
    sorter = hearth_packet_sorter_new (source, PATIENCE_MS);

  hearth_member_media_set_track (self->media, track_id, sorter != NULL ? (HearthRtpSource *) sorter : source);
  if (sorter != NULL)
    g_hash_table_replace (self->sorters, g_strdup (track_id), sorter);
  else
    g_hash_table_remove (self->sorters, track_id);
}

static void
on_active_changed (HearthMemberMedia *media,
                   HearthOwnSeat     *self)
{
  g_signal_emit (self, signals[ACTIVE_CHANGED], 0);
}

static void
hearth_own_seat_dispose (GObject *object)
{
  HearthOwnSeat *self = HEARTH_OWN_SEAT (object);

  if (self->feed != NULL)
    hearth_own_seat_close (self);
  g_clear_object (&self->feed);
  g_clear_object (&self->media);

  G_OBJECT_CLASS (hearth_own_seat_parent_class)->dispose (object);
}

static void
hearth_own_seat_finalize (GObject *object)
{
  g_hash_table_unref (HEARTH_OWN_SEAT (object)->sorters);

  G_OBJECT_CLASS (hearth_own_seat_parent_class)->finalize (object);
}

static void
hearth_own_seat_class_init (HearthOwnSeatClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_own_seat_dispose;
  object_class->finalize = hearth_own_seat_finalize;

  signals[ACTIVE_CHANGED] = g_signal_new ("active-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_own_seat_init (HearthOwnSeat *self)
{
  self->sorters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, sorter_free);
}

HearthOwnSeat *
hearth_own_seat_new (const char *id,
                     GListModel *members)
{
  HearthOwnSeat *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (members), NULL);

  self = g_object_new (HEARTH_TYPE_OWN_SEAT, NULL);
  self->feed = hearth_receiver_feed_new (id);
  g_signal_connect_object (self->feed, "track-changed", G_CALLBACK (on_track_changed), self, G_CONNECT_DEFAULT);
  self->media = hearth_member_media_new (members);
  g_signal_connect_object (self->media, "active-changed", G_CALLBACK (on_active_changed), self, G_CONNECT_DEFAULT);

  return self;
}

HearthReceiverFeed *
hearth_own_seat_get_feed (HearthOwnSeat *self)
{
  g_return_val_if_fail (HEARTH_IS_OWN_SEAT (self), NULL);

  return self->feed;
}

void
hearth_own_seat_set_speakers (HearthOwnSeat        *self,
                              HearthControlMessage *message)
{
  g_return_if_fail (HEARTH_IS_OWN_SEAT (self));

  hearth_member_media_set_speakers (self->media, message);
}

HearthMember *
hearth_own_seat_get_active (HearthOwnSeat *self)
{
  g_return_val_if_fail (HEARTH_IS_OWN_SEAT (self), NULL);

  return hearth_member_media_get_active (self->media);
}

void
hearth_own_seat_close (HearthOwnSeat *self)
{
  g_return_if_fail (HEARTH_IS_OWN_SEAT (self));

  g_signal_handlers_disconnect_by_data (self->feed, self);
  g_signal_handlers_disconnect_by_data (self->media, self);
  hearth_member_media_clear (self->media);
  g_hash_table_remove_all (self->sorters);
  hearth_receiver_feed_close (self->feed);
}
