/* What the room's socket and one connection's transport share: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/ice-endpoint.h"

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

void
hearth_ice_endpoint_publish (HearthIceEndpoint *self)
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
