/* What goes between this computer and one person: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/traffic.h"

struct _HearthTraffic
{
  GObject parent_instance;

  HearthParticipant *participant;
  HearthTrafficMeter meters[HEARTH_N_TRAFFIC_DIRECTIONS];
  HearthTrafficHistory histories[HEARTH_N_TRAFFIC_DIRECTIONS];
  HearthRoute routes[HEARTH_N_TRAFFIC_DIRECTIONS];
  gboolean slow;
};

G_DEFINE_FINAL_TYPE (HearthTraffic, hearth_traffic, G_TYPE_OBJECT)

static void
hearth_traffic_finalize (GObject *object)
{
  g_clear_object (&HEARTH_TRAFFIC (object)->participant);

  G_OBJECT_CLASS (hearth_traffic_parent_class)->finalize (object);
}

static void
hearth_traffic_class_init (HearthTrafficClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_traffic_finalize;
}

static void
hearth_traffic_init (HearthTraffic *self)
{
}

HearthTraffic *
hearth_traffic_new (HearthParticipant *participant)
{
  HearthTraffic *self;

  g_return_val_if_fail (HEARTH_IS_PARTICIPANT (participant), NULL);

  self = g_object_new (HEARTH_TYPE_TRAFFIC, NULL);
  self->participant = g_object_ref (participant);

  return self;
}

HearthParticipant *
hearth_traffic_get_participant (HearthTraffic *self)
{
  g_return_val_if_fail (HEARTH_IS_TRAFFIC (self), NULL);

  return self->participant;
}

const HearthTrafficHistory *
hearth_traffic_get_history (HearthTraffic          *self,
                            HearthTrafficDirection  direction)
{
  g_return_val_if_fail (HEARTH_IS_TRAFFIC (self), NULL);
  g_return_val_if_fail (direction < HEARTH_N_TRAFFIC_DIRECTIONS, NULL);

  return &self->histories[direction];
}

const HearthRoute *
hearth_traffic_get_route (HearthTraffic          *self,
                          HearthTrafficDirection  direction)
{
  g_return_val_if_fail (HEARTH_IS_TRAFFIC (self), NULL);
  g_return_val_if_fail (direction < HEARTH_N_TRAFFIC_DIRECTIONS, NULL);

  return &self->routes[direction];
}

gboolean
hearth_traffic_is_slow (HearthTraffic *self)
{
  g_return_val_if_fail (HEARTH_IS_TRAFFIC (self), FALSE);

  return self->slow;
}

HearthTrafficMeter *
hearth_traffic_get_meter (HearthTraffic          *self,
                          HearthTrafficDirection  direction)
{
  g_return_val_if_fail (HEARTH_IS_TRAFFIC (self), NULL);
  g_return_val_if_fail (direction < HEARTH_N_TRAFFIC_DIRECTIONS, NULL);

  return &self->meters[direction];
}

void
hearth_traffic_push (HearthTraffic             *self,
                     HearthTrafficDirection     direction,
                     const HearthTrafficSample *sample)
{
  g_return_if_fail (HEARTH_IS_TRAFFIC (self));
  g_return_if_fail (direction < HEARTH_N_TRAFFIC_DIRECTIONS);

  hearth_traffic_history_push (&self->histories[direction], sample);
}

void
hearth_traffic_set_route (HearthTraffic          *self,
                          HearthTrafficDirection  direction,
                          const HearthRoute      *route)
{
  g_return_if_fail (HEARTH_IS_TRAFFIC (self));
  g_return_if_fail (direction < HEARTH_N_TRAFFIC_DIRECTIONS);

  self->routes[direction] = *route;
}

gboolean
hearth_traffic_set_slow (HearthTraffic *self,
                         gboolean       slow)
{
  gboolean changed;

  g_return_val_if_fail (HEARTH_IS_TRAFFIC (self), FALSE);

  changed = self->slow != !!slow;
  self->slow = !!slow;

  return changed;
}
