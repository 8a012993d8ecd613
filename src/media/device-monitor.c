/* Which devices there are: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/device-monitor.h"

#include "base/main-thread.h"
#include "media/pipewire-registry.h"
#include "media/pipewire-remote.h"
#include "media/pulse-registry.h"

struct _HearthDeviceMonitor
{
  GObject parent_instance;

  HearthPipewireRegistry *session;
  HearthPulseRegistry *pulse;     /* nullable: sound, where there is no PipeWire to be seen */
  HearthPipewireRegistry *portal; /* nullable: cameras that the portal shows */
  gboolean available;

  GListStore *devices[HEARTH_N_DEVICE_KINDS];
  char *default_ids[HEARTH_N_DEVICE_KINDS];
};

enum
{
  PROP_0,
  PROP_AVAILABLE,
  N_PROPS,
};

enum
{
  ADDED,
  REMOVED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthDeviceMonitor, hearth_device_monitor, G_TYPE_OBJECT)

static void
on_device_added (HearthDeviceMonitor *self,
                 HearthDevice        *device)
{
  HearthDeviceKind kind = hearth_device_get_kind (device);
  gboolean is_default = g_strcmp0 (hearth_device_get_id (device), self->default_ids[kind]) == 0;

  if (is_default)
    g_list_store_insert (self->devices[kind], 0, device);
  else
    g_list_store_append (self->devices[kind], device);
  g_signal_emit (self, signals[ADDED], 0, device);
}

static void
on_device_removed (HearthDeviceMonitor *self,
                   HearthDevice        *device)
{
  GListStore *devices = self->devices[hearth_device_get_kind (device)];
  guint position;

  if (!g_list_store_find (devices, device, &position))
    return;

  g_list_store_remove (devices, position);
  g_signal_emit (self, signals[REMOVED], 0, device);
}

static gboolean
find_position (HearthDeviceMonitor *self,
               HearthDeviceKind     kind,
               const char          *id,
               guint               *position)
{
  guint n_devices = g_list_model_get_n_items (G_LIST_MODEL (self->devices[kind]));

  for (guint i = 0; i < n_devices; i++)
    {
      g_autoptr (HearthDevice) device = g_list_model_get_item (G_LIST_MODEL (self->devices[kind]), i);

      if (g_strcmp0 (hearth_device_get_id (device), id) != 0)
        continue;
      *position = i;
      return TRUE;
    }

  return FALSE;
}

static void
on_default_changed (HearthDeviceMonitor *self,
                    HearthDeviceKind     kind,
                    const char          *id)
{
  g_autoptr (HearthDevice) device = NULL;
  guint position;

  g_set_str (&self->default_ids[kind], id);
  if (!find_position (self, kind, id, &position) || position == 0)
    return;

  device = g_list_model_get_item (G_LIST_MODEL (self->devices[kind]), position);
  g_list_store_remove (self->devices[kind], position);
  g_list_store_insert (self->devices[kind], 0, device);
}

static void
set_available (HearthDeviceMonitor *self,
               gboolean             available)
{
  if (self->available == available)
    return;

  self->available = available;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AVAILABLE]);
}

static void
on_connected (HearthDeviceMonitor *self)
{
  set_available (self, TRUE);
}

static void
on_disconnected (HearthDeviceMonitor *self)
{
  set_available (self, FALSE);
}

static void
watch_devices (HearthDeviceMonitor *self,
               gpointer             registry)
{
  g_signal_connect_object (registry, "device-added", G_CALLBACK (on_device_added), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (registry, "device-removed", G_CALLBACK (on_device_removed), self, G_CONNECT_SWAPPED);
}

static void
hearth_device_monitor_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  HearthDeviceMonitor *self = HEARTH_DEVICE_MONITOR (object);

  switch (prop_id)
    {
    case PROP_AVAILABLE:
      g_value_set_boolean (value, self->available);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
drop_registry (HearthPipewireRegistry *registry)
{
  hearth_pipewire_registry_stop (registry);
  g_object_unref (registry);
}

static void
hearth_device_monitor_dispose (GObject *object)
{
  HearthDeviceMonitor *self = HEARTH_DEVICE_MONITOR (object);

  g_clear_pointer (&self->portal, drop_registry);
  g_clear_pointer (&self->session, drop_registry);
  if (self->pulse != NULL)
    hearth_pulse_registry_stop (self->pulse);
  g_clear_object (&self->pulse);

  G_OBJECT_CLASS (hearth_device_monitor_parent_class)->dispose (object);
}

static void
hearth_device_monitor_finalize (GObject *object)
{
  HearthDeviceMonitor *self = HEARTH_DEVICE_MONITOR (object);

  for (guint kind = 0; kind < HEARTH_N_DEVICE_KINDS; kind++)
    {
      g_object_unref (self->devices[kind]);
      g_free (self->default_ids[kind]);
    }

  G_OBJECT_CLASS (hearth_device_monitor_parent_class)->finalize (object);
}

static void
hearth_device_monitor_class_init (HearthDeviceMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hearth_device_monitor_get_property;
  object_class->dispose = hearth_device_monitor_dispose;
  object_class->finalize = hearth_device_monitor_finalize;

  properties[PROP_AVAILABLE] = g_param_spec_boolean ("available", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * HearthDeviceMonitor::added:
   * @device: a #HearthDevice that is in its list now
   */
  signals[ADDED] = g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_DEVICE);

  /**
   * HearthDeviceMonitor::removed:
   * @device: a #HearthDevice that is not in its list any more
   */
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_DEVICE);
}

static void
hearth_device_monitor_init (HearthDeviceMonitor *self)
{
  for (guint kind = 0; kind < HEARTH_N_DEVICE_KINDS; kind++)
    self->devices[kind] = g_list_store_new (HEARTH_TYPE_DEVICE);
}

/* Only from the start: where PipeWire goes away later, its PulseAudio server goes with it. */
static gboolean
start_pulse (HearthDeviceMonitor *self)
{
  self->pulse = hearth_pulse_registry_new ();
  watch_devices (self, self->pulse);
  g_signal_connect_object (self->pulse, "default-changed", G_CALLBACK (on_default_changed), self, G_CONNECT_SWAPPED);
  self->available = hearth_pulse_registry_start (self->pulse);
  if (!self->available)
    g_clear_object (&self->pulse);

  return self->available;
}

HearthDeviceMonitor *
hearth_device_monitor_new (void)
{
  HearthDeviceMonitor *self = g_object_new (HEARTH_TYPE_DEVICE_MONITOR, NULL);

  if (!hearth_pipewire_remote_exists () && start_pulse (self))
    return self;

  self->session = hearth_pipewire_registry_new ();
  watch_devices (self, self->session);
  g_signal_connect_object (self->session, "default-changed", G_CALLBACK (on_default_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "connected", G_CALLBACK (on_connected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "disconnected", G_CALLBACK (on_disconnected), self, G_CONNECT_SWAPPED);
  hearth_pipewire_registry_start (self->session, -1);

  return self;
}

void
hearth_device_monitor_add_portal (HearthDeviceMonitor *self,
                                  int                  fd)
{
  g_return_if_fail (HEARTH_IS_DEVICE_MONITOR (self));
  g_return_if_fail (hearth_main_thread_is_current ());
  g_return_if_fail (fd >= 0);

  g_clear_pointer (&self->portal, drop_registry);
  g_list_store_remove_all (self->devices[HEARTH_DEVICE_CAMERA]);

  self->portal = hearth_pipewire_registry_new ();
  watch_devices (self, self->portal);
  hearth_pipewire_registry_start (self->portal, fd);
}

gboolean
hearth_device_monitor_get_available (HearthDeviceMonitor *self)
{
  g_return_val_if_fail (HEARTH_IS_DEVICE_MONITOR (self), FALSE);

  return self->available;
}

GListModel *
hearth_device_monitor_get_devices (HearthDeviceMonitor *self,
                                   HearthDeviceKind     kind)
{
  g_return_val_if_fail (HEARTH_IS_DEVICE_MONITOR (self), NULL);
  g_return_val_if_fail (kind < HEARTH_N_DEVICE_KINDS, NULL);

  return G_LIST_MODEL (self->devices[kind]);
}

HearthDevice *
hearth_device_monitor_find (HearthDeviceMonitor *self,
                            HearthDeviceKind     kind,
                            const char          *id)
{
  HearthDevice *device;
  guint position;

  g_return_val_if_fail (HEARTH_IS_DEVICE_MONITOR (self), NULL);
  g_return_val_if_fail (kind < HEARTH_N_DEVICE_KINDS, NULL);

  if (!find_position (self, kind, id, &position))
    return NULL;

  device = g_list_model_get_item (G_LIST_MODEL (self->devices[kind]), position);
  g_object_unref (device); /* The list holds it. */

  return device;
}
