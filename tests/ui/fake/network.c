/* The network of the stand-in for src/call: figures that a test makes up. See fake-call.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fake-call-private.h"

#include <math.h>

struct _HearthNetwork
{
  GObject parent_instance;

  GListModel *participants; /* not owned: the call's, which outlives this */
  GListStore *traffic;
  gboolean unattended_slow;
};

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

static void
on_participants_changed (GListModel    *participants,
                         guint          position,
                         guint          removed,
                         guint          added,
                         HearthNetwork *self)
{
  for (guint i = 0; i < removed; i++)
    g_list_store_remove (self->traffic, position);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (participants, position + i);
      g_autoptr (HearthTraffic) traffic = hearth_traffic_new (participant);

      g_list_store_insert (self->traffic, position + i, traffic);
    }
  g_signal_emit (self, signals[SLOW_CHANGED], 0, FALSE);
}

static void
hearth_network_finalize (GObject *object)
{
  g_clear_object (&HEARTH_NETWORK (object)->traffic);

  G_OBJECT_CLASS (hearth_network_parent_class)->finalize (object);
}

static void
hearth_network_class_init (HearthNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_network_finalize;

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
hearth_fake_network_new (GListModel *participants)
{
  HearthNetwork *self = g_object_new (HEARTH_TYPE_NETWORK, NULL);

  g_signal_connect_object (participants, "items-changed", G_CALLBACK (on_participants_changed), self, G_CONNECT_DEFAULT);
  on_participants_changed (participants, 0, 0, g_list_model_get_n_items (participants), self);

  return self;
}

GListModel *
hearth_network_get_traffic (HearthNetwork *self)
{
  return G_LIST_MODEL (self->traffic);
}

gboolean
hearth_network_is_unattended_host_slow (HearthNetwork *self)
{
  return self->unattended_slow;
}

HearthParticipant *
hearth_network_get_slow (HearthNetwork *self,
                         guint         *n)
{
  HearthParticipant *first = NULL;

  *n = 0;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->traffic)); i++)
    if (hearth_traffic_is_slow (get_entry (self, i)) && (*n)++ == 0)
      first = hearth_traffic_get_participant (get_entry (self, i));

  return first;
}

/* --- What a test makes happen --------------------------------------------------------------------------------------------- */

/* Two minutes of a call as calls go: some up and down, a bad quarter of a minute in the middle, a pause before. */
static HearthTrafficSample
make_up (guint                   second,
         guint                   person,
         HearthTrafficDirection  direction)
{
  double wave = 1 + 0.15 * sin (second / 3.0 + person) + 0.1 * sin (second / 11.0);
  gboolean bad = second > 60 && second < 75;
  HearthTrafficSample sample = {
    .bitrate = (direction == HEARTH_TRAFFIC_SENT ? 1900000 : 640000) * wave * (bad ? 0.45 : 1),
    .loss = bad ? 0.02 + 0.01 * (second % 7) : second % 19 == 0 ? 0.004 : 0,
    .round_trip_ms = direction == HEARTH_TRAFFIC_SENT ? 38 : HEARTH_TRAFFIC_UNKNOWN,
    .jitter_ms = direction == HEARTH_TRAFFIC_RECEIVED ? 4 : HEARTH_TRAFFIC_UNKNOWN,
    .frame_rate = direction == HEARTH_TRAFFIC_RECEIVED && person > 0 ? 30 : HEARTH_TRAFFIC_UNKNOWN,
    .width = direction == HEARTH_TRAFFIC_SENT ? 1280 : 640,
    .height = direction == HEARTH_TRAFFIC_SENT ? 720 : 360,
    .layers = direction == HEARTH_TRAFFIC_SENT && person == 0 ? 3 : 0,
  };

  if (second >= 20 && second < 24)
    sample.bitrate = sample.loss = HEARTH_TRAFFIC_UNKNOWN;
  if (person == 0 && direction == HEARTH_TRAFFIC_RECEIVED)
    sample.width = sample.height = 0;

  return sample;
}

void
hearth_fake_call_fill_network (HearthCall *self,
                               guint       seconds)
{
  static const HearthRoute routes[] = {
    { HEARTH_ADDRESS_HOST, HEARTH_ADDRESS_HOST },
    { HEARTH_ADDRESS_HOST, HEARTH_ADDRESS_PEER_REFLEXIVE },
    { HEARTH_ADDRESS_RELAY, HEARTH_ADDRESS_SERVER_REFLEXIVE },
  };
  HearthNetwork *network = self->network;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (network->traffic)); i++)
    for (guint direction = 0; direction < HEARTH_N_TRAFFIC_DIRECTIONS; direction++)
      {
        hearth_traffic_set_route (get_entry (network, i), direction, &routes[i % G_N_ELEMENTS (routes)]);
        for (guint second = 0; second < seconds; second++)
          {
            HearthTrafficSample sample = make_up (second, i, direction);

            hearth_traffic_push (get_entry (network, i), direction, &sample);
          }
      }
  g_signal_emit (network, signals[SAMPLED], 0);
}

void
hearth_fake_call_set_slow (HearthCall *self,
                           guint       position,
                           gboolean    slow)
{
  if (hearth_traffic_set_slow (get_entry (self->network, position), slow))
    g_signal_emit (self->network, signals[SLOW_CHANGED], 0, !slow);
}

void
hearth_fake_call_set_unattended_slow (HearthCall *self,
                                      gboolean    slow)
{
  self->network->unattended_slow = slow;
  g_signal_emit (self->network, signals[SLOW_CHANGED], 0, !slow);
}
