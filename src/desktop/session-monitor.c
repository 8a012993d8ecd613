/* Whether the screen is locked: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desktop/session-monitor.h"

#include <libportal/portal.h>

struct _HearthSessionMonitor
{
  GObject parent_instance;

  XdpPortal *portal;
  GCancellable *cancellable;
  gboolean locked;
};

enum
{
  PROP_0,
  PROP_LOCKED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthSessionMonitor, hearth_session_monitor, G_TYPE_OBJECT)

static void
on_state_changed (HearthSessionMonitor *self,
                  gboolean              screensaver_active,
                  XdpLoginSessionState  state)
{
  /* The session asks everybody before it ends, and waits for an answer. */
  if (state == XDP_LOGIN_SESSION_QUERY_END)
    xdp_portal_session_monitor_query_end_response (self->portal);

  if (self->locked == screensaver_active)
    return;

  self->locked = screensaver_active;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOCKED]);
}

static void
on_started (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!xdp_portal_session_monitor_start_finish (XDP_PORTAL (source), result, &error))
    g_debug ("Nobody says whether the screen is locked: %s", error != NULL ? error->message : "refused");
}

static void
hearth_session_monitor_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  HearthSessionMonitor *self = HEARTH_SESSION_MONITOR (object);

  switch (prop_id)
    {
    case PROP_LOCKED:
      g_value_set_boolean (value, self->locked);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_session_monitor_dispose (GObject *object)
{
  HearthSessionMonitor *self = HEARTH_SESSION_MONITOR (object);

  g_cancellable_cancel (self->cancellable);
  if (self->portal != NULL)
    xdp_portal_session_monitor_stop (self->portal);
  g_clear_object (&self->portal);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (hearth_session_monitor_parent_class)->dispose (object);
}

static void
hearth_session_monitor_class_init (HearthSessionMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hearth_session_monitor_get_property;
  object_class->dispose = hearth_session_monitor_dispose;

  properties[PROP_LOCKED] = g_param_spec_boolean ("locked", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hearth_session_monitor_init (HearthSessionMonitor *self)
{
  self->cancellable = g_cancellable_new ();
  self->portal = xdp_portal_initable_new (NULL);
  if (self->portal == NULL)
    return;

  g_signal_connect_object (self->portal, "session-state-changed", G_CALLBACK (on_state_changed), self, G_CONNECT_SWAPPED);
  xdp_portal_session_monitor_start (self->portal, NULL, XDP_SESSION_MONITOR_FLAG_NONE, self->cancellable, on_started, NULL);
}

HearthSessionMonitor *
hearth_session_monitor_new (void)
{
  return g_object_new (HEARTH_TYPE_SESSION_MONITOR, NULL);
}

gboolean
hearth_session_monitor_is_locked (HearthSessionMonitor *self)
{
  g_return_val_if_fail (HEARTH_IS_SESSION_MONITOR (self), FALSE);

  return self->locked;
}
