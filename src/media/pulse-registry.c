/* The devices that a PulseAudio server shows: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/pulse-registry.h"

#include <gst/gst.h>

struct _HearthPulseRegistry
{
  GObject parent_instance;

  GstDeviceProvider *provider;
  guint bus_watch;
  GHashTable *devices; /* GstDevice → HearthDevice */
};

enum
{
  DEVICE_ADDED,
  DEVICE_REMOVED,
  DEFAULT_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthPulseRegistry, hearth_pulse_registry, G_TYPE_OBJECT)

static void
add (HearthPulseRegistry *self,
     GstDevice           *source)
{
  g_autofree char *id = NULL;
  g_autofree char *name = gst_device_get_display_name (source);
  g_autoptr (GstStructure) properties = gst_device_get_properties (source);
  HearthDeviceKind kind = gst_device_has_classes (source, "Sink") ? HEARTH_DEVICE_SPEAKER : HEARTH_DEVICE_MICROPHONE;
  HearthDevice *device;
  gboolean is_default = FALSE;

  /* A speaker's own sound is a source as well, but nobody's microphone. */
  if (properties != NULL && g_strcmp0 (gst_structure_get_string (properties, "device.class"), "monitor") == 0)
    return;

  g_object_get (source, "internal-name", &id, NULL);
  if (id == NULL || g_hash_table_contains (self->devices, source))
    return;

  if (properties != NULL && gst_structure_get_boolean (properties, "is-default", &is_default) && is_default)
    g_signal_emit (self, signals[DEFAULT_CHANGED], 0, kind, id);
  device = hearth_device_new (kind, id, name);
  g_hash_table_insert (self->devices, g_object_ref (source), device);
  g_signal_emit (self, signals[DEVICE_ADDED], 0, device);
}

static void
take_away (HearthPulseRegistry *self,
           GstDevice           *source)
{
  g_autoptr (GstDevice) key = NULL;
  g_autoptr (HearthDevice) device = NULL;

  if (g_hash_table_steal_extended (self->devices, source, (gpointer *) &key, (gpointer *) &device))
    g_signal_emit (self, signals[DEVICE_REMOVED], 0, device);
}

static gboolean
on_bus_message (GstBus     *bus,
                GstMessage *message,
                gpointer    user_data)
{
  g_autoptr (HearthPulseRegistry) self = g_object_ref (HEARTH_PULSE_REGISTRY (user_data));
  g_autoptr (GstDevice) device = NULL;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_DEVICE_ADDED)
    {
      gst_message_parse_device_added (message, &device);
      add (self, device);
    }
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_DEVICE_REMOVED)
    {
      gst_message_parse_device_removed (message, &device);
      take_away (self, device);
    }

  return self->bus_watch != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
hearth_pulse_registry_dispose (GObject *object)
{
  hearth_pulse_registry_stop (HEARTH_PULSE_REGISTRY (object));

  G_OBJECT_CLASS (hearth_pulse_registry_parent_class)->dispose (object);
}

static void
hearth_pulse_registry_finalize (GObject *object)
{
  g_hash_table_unref (HEARTH_PULSE_REGISTRY (object)->devices);

  G_OBJECT_CLASS (hearth_pulse_registry_parent_class)->finalize (object);
}

static void
hearth_pulse_registry_class_init (HearthPulseRegistryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_pulse_registry_dispose;
  object_class->finalize = hearth_pulse_registry_finalize;

  signals[DEVICE_ADDED] = g_signal_new ("device-added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_DEVICE);
  signals[DEVICE_REMOVED] = g_signal_new ("device-removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_DEVICE);
  signals[DEFAULT_CHANGED] = g_signal_new ("default-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
}

static void
hearth_pulse_registry_init (HearthPulseRegistry *self)
{
  self->devices = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
}

HearthPulseRegistry *
hearth_pulse_registry_new (void)
{
  return g_object_new (HEARTH_TYPE_PULSE_REGISTRY, NULL);
}

gboolean
hearth_pulse_registry_start (HearthPulseRegistry *self)
{
  g_autoptr (GstBus) bus = NULL;
  GList *devices;

  g_return_val_if_fail (HEARTH_IS_PULSE_REGISTRY (self), FALSE);
  g_return_val_if_fail (self->provider == NULL, FALSE);

  self->provider = gst_device_provider_factory_get_by_name ("pulsedeviceprovider");
  if (self->provider == NULL || !gst_device_provider_start (self->provider))
    {
      gst_clear_object (&self->provider);
      return FALSE;
    }

  bus = gst_device_provider_get_bus (self->provider);
  self->bus_watch = gst_bus_add_watch (bus, on_bus_message, self);
  devices = gst_device_provider_get_devices (self->provider);
  for (GList *link = devices; link != NULL; link = link->next)
    add (self, link->data);
  g_list_free_full (devices, gst_object_unref);

  return TRUE;
}

void
hearth_pulse_registry_stop (HearthPulseRegistry *self)
{
  g_return_if_fail (HEARTH_IS_PULSE_REGISTRY (self));

  if (self->provider == NULL)
    return;

  g_clear_handle_id (&self->bus_watch, g_source_remove);
  gst_device_provider_stop (self->provider);
  gst_clear_object (&self->provider);
}
