/* What the room's socket and one connection's transport share: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/ice-endpoint.h"

#include "base/limits.h"
#include "base/main-thread.h"
#include "ice/host-ice-transport.h"

typedef struct
{
  HearthIceEndpoint *endpoint;
  HearthIceState state;
} StateChange;

HearthIceEndpoint *
hearth_ice_endpoint_new (guint32                id,
                         guint64                tie_breaker,
                         HearthHostIceSource   *source,
                         GstWebRTCICETransport *transport)
{
  HearthIceEndpoint *self = g_atomic_rc_box_new0 (HearthIceEndpoint);

  self->id = id;
  self->source = g_object_ref (source);
  g_weak_ref_init (&self->transport, transport);
  self->session = hearth_ice_session_new (id, tie_breaker);
  hearth_token_bucket_init (&self->allowance, HEARTH_LIMIT_ICE_PACKETS, HEARTH_LIMIT_ICE_PACKETS_PER_SECOND,
                            g_get_monotonic_time ());
  g_mutex_init (&self->path_lock);

  return self;
}

HearthIceEndpoint *
hearth_ice_endpoint_ref (HearthIceEndpoint *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
endpoint_clear (gpointer data)
{
  HearthIceEndpoint *self = data;

  g_clear_object (&self->source);
  g_weak_ref_clear (&self->transport);
  hearth_ice_session_free (self->session);
  g_mutex_clear (&self->path_lock);
}

void
hearth_ice_endpoint_unref (HearthIceEndpoint *self)
{
  g_atomic_rc_box_release_full (self, endpoint_clear);
}

static void
publish_path (HearthIceEndpoint *self)
{
  const HearthPath *selected = self->closed ? NULL : hearth_ice_session_get_selected (self->session);

  if (selected == NULL)
    {
      self->path_number = 0;
      return;
    }
  if (self->path_number != 0 && hearth_path_equal (selected, &self->path))
    return;

  g_mutex_lock (&self->path_lock);
  self->path = *selected;
  self->path_number = ++self->n_paths;
  g_mutex_unlock (&self->path_lock);
}

static void
state_change_free (gpointer data)
{
  StateChange *change = data;

  hearth_ice_endpoint_unref (change->endpoint);
  g_free (change);
}

static void
on_state (gpointer target,
          gpointer data)
{
  const StateChange *change = data;
  g_autoptr (GstWebRTCICETransport) transport = g_weak_ref_get (&change->endpoint->transport);

  if (transport != NULL && !change->endpoint->closed)
    hearth_host_ice_transport_report (HEARTH_HOST_ICE_TRANSPORT (transport), change->state);
}

void
hearth_ice_endpoint_report (HearthIceEndpoint *self,
                            gpointer           socket)
{
  HearthIceState state = hearth_ice_session_get_state (self->session);
  StateChange *change;

  publish_path (self);
  if (state == self->reported || self->closed)
    return;

  self->reported = state;
  change = g_new0 (StateChange, 1);
  change->endpoint = hearth_ice_endpoint_ref (self);
  change->state = state;
  /* Not to the transport itself: a reference to it, taken here, might be the last one when it is let go of. */
  hearth_main_thread_post (socket, on_state, change, state_change_free);
}

gboolean
hearth_ice_endpoint_admit (HearthIceEndpoint *self,
                           gint64             now)
{
  return hearth_token_bucket_take (&self->allowance, 1, now);
}

gboolean
hearth_ice_endpoint_get_path (HearthIceEndpoint *self,
                              HearthPathCopy    *copy)
{
  guint number = self->path_number;

  if (number == 0)
    return FALSE;
  if (number != copy->number)
    {
      g_mutex_lock (&self->path_lock);
      copy->path = self->path;
      copy->number = self->path_number;
      g_mutex_unlock (&self->path_lock);
    }

  return TRUE;
}
