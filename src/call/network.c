/* How the network of the call is: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/network-private.h"

#include "call/participant-private.h"
#include "media/layered-encoder.h"

struct _HearthNetwork
{
  GObject parent_instance;

  GListModel *participants;
  GListStore *traffic;         /* the same in the same order */
  HearthNetworkWatch *watch;   /* (nullable): like below, of the room that is followed */
  HearthLayeredSource *camera; /* nullable */
  gboolean unattended_slow;
};

/* Of several samples of one second. */
typedef struct
{
  gboolean any;
  double bitrate; /* of all */
  double judged;  /* of those whose loss is known */
  double lost;    /* so much of @judged */
} Sum;

enum
{
  SAMPLED,
  SLOW_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthNetwork, hearth_network, G_TYPE_OBJECT)

static HearthTraffic *
get_entry (HearthNetwork *self,
           guint          i)
{
  g_autoptr (HearthTraffic) traffic = g_list_model_get_item (G_LIST_MODEL (self->traffic), i);

  /* The list keeps it alive. */
  return traffic;
}

/* --- One person ----------------------------------------------------------------------------------------------------------- */

static HearthTrafficCounters
count_way (const HearthWayStats *way)
{
  return (HearthTrafficCounters) {
    .epoch = way->epoch,
    .bytes = way->bytes,
    .known = way->known,
    .lost = way->lost,
    .round_trip_ms = way->round_trip_ms > 0 ? way->round_trip_ms : HEARTH_TRAFFIC_UNKNOWN,
    .jitter_ms = HEARTH_TRAFFIC_UNKNOWN,
  };
}

/* What of them is seen and heard here. */
static HearthTrafficCounters
count_playback (HearthParticipant *participant)
{
  HearthParticipantStats stats;

  hearth_participant_get_stats (participant, &stats);

  return (HearthTrafficCounters) {
    .bytes = stats.bytes_received,
    .known = stats.packets_received + stats.video_packets_lost + stats.audio_packets_lost,
    .lost = stats.video_packets_lost + stats.audio_packets_lost,
    .frames = stats.frames_decoded,
    .round_trip_ms = HEARTH_TRAFFIC_UNKNOWN,
    .jitter_ms = stats.packets_received > 0 ? stats.jitter_ms : HEARTH_TRAFFIC_UNKNOWN,
    .width = hearth_participant_get_camera_on (participant) ? stats.width : 0,
    .height = hearth_participant_get_camera_on (participant) ? stats.height : 0,
  };
}

static HearthTrafficSample
measure (HearthTraffic               *traffic,
         HearthTrafficDirection       direction,
         const HearthTrafficCounters *counters,
         gint64                       now)
{
  HearthTrafficSample sample = hearth_traffic_meter_update (hearth_traffic_get_meter (traffic, direction), counters, now);

  /* There are no pictures among what links count. */
  if (counters->width == 0)
    sample.frame_rate = HEARTH_TRAFFIC_UNKNOWN;

  return sample;
}

/* What this person sends: the largest picture, and in how many sizes at once. */
static void
add_camera (HearthNetwork       *self,
            HearthTrafficSample *sample)
{
  HearthLayer layers[HEARTH_LIMIT_VIDEO_LAYERS];
  guint wanted, n;

  if (!HEARTH_IS_LAYERED_ENCODER (self->camera))
    return;

  wanted = hearth_layered_encoder_get_wanted (HEARTH_LAYERED_ENCODER (self->camera));
  n = hearth_layered_source_get_layers (self->camera, layers);
  for (guint i = 0; i < n; i++)
    if ((wanted & 1u << i) != 0)
      {
        sample->width = (int) layers[i].width;
        sample->height = (int) layers[i].height;
        sample->layers++;
      }
}

/* A host's own connection carries what goes to and comes from everybody. */
static void
add_to_sum (Sum                       *sum,
            const HearthTrafficSample *sample)
{
  if (sample->bitrate < 0)
    return;

  sum->any = TRUE;
  sum->bitrate += sample->bitrate;
  if (sample->loss < 0)
    return;

  sum->judged += sample->bitrate;
  sum->lost += sample->bitrate * sample->loss;
}

static HearthTrafficSample
get_sum (const Sum *sum)
{
  HearthTrafficSample sample = HEARTH_TRAFFIC_NOTHING;

  if (sum->any)
    sample.bitrate = sum->bitrate;
  if (sum->judged > 0)
    sample.loss = sum->lost / sum->judged;

  return sample;
}

static void
measure_other (HearthNetwork       *self,
               HearthTraffic       *traffic,
               HearthMember        *member,
               Sum                  sums[HEARTH_N_TRAFFIC_DIRECTIONS],
               gint64               now)
{
  HearthTrafficCounters received = count_playback (hearth_traffic_get_participant (traffic));
  HearthTrafficSample sample;
  HearthLinkStats link;
  gboolean hosting = hearth_network_watch_get_link (self->watch, member, &link) && !hearth_member_is_host (member);

  if (hosting)
    {
      HearthTrafficCounters sent = count_way (&link.sent);

      received.epoch = link.received.epoch;
      received.bytes = link.received.bytes;
      received.known = link.received.known;
      received.lost = link.received.lost;
      sample = measure (traffic, HEARTH_TRAFFIC_SENT, &sent, now);
      hearth_traffic_push (traffic, HEARTH_TRAFFIC_SENT, &sample);
      add_to_sum (&sums[HEARTH_TRAFFIC_SENT], &sample);
    }
  sample = measure (traffic, HEARTH_TRAFFIC_RECEIVED, &received, now);
  hearth_traffic_push (traffic, HEARTH_TRAFFIC_RECEIVED, &sample);
  if (hosting)
    add_to_sum (&sums[HEARTH_TRAFFIC_RECEIVED], &sample);
}

/* @sums: of all the others, where this computer hosts */
static void
measure_self (HearthNetwork       *self,
              HearthTraffic       *traffic,
              const Sum            sums[HEARTH_N_TRAFFIC_DIRECTIONS],
              gint64               now)
{
  HearthTrafficSample samples[HEARTH_N_TRAFFIC_DIRECTIONS];
  HearthLinkStats link;

  for (guint i = 0; i < HEARTH_N_TRAFFIC_DIRECTIONS; i++)
    samples[i] = get_sum (&sums[i]);
  if (hearth_network_watch_get_link (self->watch, NULL, &link))
    {
      HearthTrafficCounters counters[HEARTH_N_TRAFFIC_DIRECTIONS] = {
        [HEARTH_TRAFFIC_RECEIVED] = count_way (&link.received),
        [HEARTH_TRAFFIC_SENT] = count_way (&link.sent),
      };

      for (guint i = 0; i < HEARTH_N_TRAFFIC_DIRECTIONS; i++)
        samples[i] = measure (traffic, i, &counters[i], now);
    }
  add_camera (self, &samples[HEARTH_TRAFFIC_SENT]);
  for (guint i = 0; i < HEARTH_N_TRAFFIC_DIRECTIONS; i++)
    hearth_traffic_push (traffic, i, &samples[i]);
}

/* Where this person hosts there is no one way for themselves. */
static void
update_routes (HearthNetwork *self,
               HearthTraffic *traffic)
{
  HearthMember *member = hearth_participant_get_member (hearth_traffic_get_participant (traffic));
  HearthLinkRoutes routes;

  if ((member != NULL && hearth_member_is_host (member)) || !hearth_network_watch_get_routes (self->watch, member, &routes))
    return;

  hearth_traffic_set_route (traffic, HEARTH_TRAFFIC_RECEIVED, &routes.received);
  hearth_traffic_set_route (traffic, HEARTH_TRAFFIC_SENT, &routes.sent);
}

/* --- Everybody ------------------------------------------------------------------------------------------------------------ */

/* Returns: whether the room's computer is slow and nobody sits there, so that no participant is. */
static gboolean
is_unattended_slow (HearthNetwork *self)
{
  if (self->watch == NULL || !hearth_network_watch_is_host_slow (self->watch))
    return FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (self->participants); i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (self->participants, i);

      if (hearth_participant_is_host (participant))
        return FALSE;
    }

  return TRUE;
}

static void
update_slow (HearthNetwork *self)
{
  gboolean unattended_slow = is_unattended_slow (self);
  gboolean changed = unattended_slow != self->unattended_slow;
  gboolean better = changed && !unattended_slow && self->watch != NULL;

  self->unattended_slow = unattended_slow;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->traffic)); i++)
    {
      HearthTraffic *traffic = get_entry (self, i);
      HearthMember *member = hearth_participant_get_member (hearth_traffic_get_participant (traffic));
      gboolean slow = FALSE;

      if (self->watch != NULL)
        slow = member != NULL ? hearth_member_get_slow (member) : hearth_network_watch_is_slow (self->watch);
      if (!hearth_traffic_set_slow (traffic, slow))
        continue;
      changed = TRUE;
      better |= !slow && self->watch != NULL;
    }
  if (changed)
    g_signal_emit (self, signals[SLOW_CHANGED], 0, better);
}

static void
on_measured (HearthNetworkWatch *watch,
             HearthNetwork      *self)
{
  Sum sums[HEARTH_N_TRAFFIC_DIRECTIONS] = { 0 };
  gboolean looked_at = g_signal_has_handler_pending (self, signals[SAMPLED], 0, FALSE);
  gint64 now = g_get_monotonic_time ();
  HearthTraffic *own = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->traffic)); i++)
    {
      HearthTraffic *traffic = get_entry (self, i);
      HearthMember *member = hearth_participant_get_member (hearth_traffic_get_participant (traffic));

      if (member != NULL)
        measure_other (self, traffic, member, sums, now);
      else
        own = traffic;
      if (looked_at)
        update_routes (self, traffic);
    }
  if (own != NULL)
    measure_self (self, own, sums, now);

  update_slow (self);
  g_signal_emit (self, signals[SAMPLED], 0);
}

static void
on_participants_changed (GListModel    *participants,
                         guint          position,
                         guint          removed,
                         guint          added,
                         HearthNetwork *self)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < added; i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (participants, position + i);

      g_ptr_array_add (entries, hearth_traffic_new (participant));
    }
  g_list_store_splice (self->traffic, position, removed, entries->pdata, entries->len);
  /* Whoever is gone is slow no more. */
  g_signal_emit (self, signals[SLOW_CHANGED], 0, FALSE);
}

/* --- GObject -------------------------------------------------------------------------------------------------------------- */

static void
hearth_network_dispose (GObject *object)
{
  HearthNetwork *self = HEARTH_NETWORK (object);

  hearth_network_follow (self, NULL, NULL);
  g_clear_object (&self->participants);
  g_clear_object (&self->traffic);

  G_OBJECT_CLASS (hearth_network_parent_class)->dispose (object);
}

static void
hearth_network_class_init (HearthNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_network_dispose;

  signals[SAMPLED] = g_signal_new ("sampled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SLOW_CHANGED] = g_signal_new ("slow-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
hearth_network_init (HearthNetwork *self)
{
  self->traffic = g_list_store_new (HEARTH_TYPE_TRAFFIC);
}

HearthNetwork *
hearth_network_new (GListModel *participants)
{
  HearthNetwork *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (participants), NULL);

  self = g_object_new (HEARTH_TYPE_NETWORK, NULL);
  self->participants = g_object_ref (participants);
  g_signal_connect_object (participants, "items-changed", G_CALLBACK (on_participants_changed), self, G_CONNECT_DEFAULT);
  on_participants_changed (participants, 0, 0, g_list_model_get_n_items (participants), self);

  return self;
}

void
hearth_network_follow (HearthNetwork       *self,
                       HearthRoom          *room,
                       HearthLayeredSource *camera)
{
  g_return_if_fail (HEARTH_IS_NETWORK (self));
  g_return_if_fail (room == NULL || HEARTH_IS_ROOM (room));

  if (self->watch != NULL)
    g_signal_handlers_disconnect_by_data (self->watch, self);
  g_clear_object (&self->watch);
  if (room != NULL)
    self->watch = g_object_ref (hearth_room_get_network (room));
  g_set_object (&self->camera, camera);
  if (self->watch != NULL)
    g_signal_connect_object (self->watch, "measured", G_CALLBACK (on_measured), self, G_CONNECT_DEFAULT);
  else if (self->traffic != NULL)
    update_slow (self);
}

GListModel *
hearth_network_get_traffic (HearthNetwork *self)
{
  g_return_val_if_fail (HEARTH_IS_NETWORK (self), NULL);

  return G_LIST_MODEL (self->traffic);
}

gboolean
hearth_network_is_unattended_host_slow (HearthNetwork *self)
{
  g_return_val_if_fail (HEARTH_IS_NETWORK (self), FALSE);

  return self->unattended_slow;
}

HearthParticipant *
hearth_network_get_slow (HearthNetwork *self,
                         guint         *n)
{
  HearthParticipant *first = NULL;

  g_return_val_if_fail (HEARTH_IS_NETWORK (self), NULL);
  g_return_val_if_fail (n != NULL, NULL);

  *n = 0;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->traffic)); i++)
    {
      HearthTraffic *traffic = get_entry (self, i);

      if (!hearth_traffic_is_slow (traffic))
        continue;
      if (first == NULL)
        first = hearth_traffic_get_participant (traffic);
      ++*n;
    }

  return first;
}
