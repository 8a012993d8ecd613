/* The devices that PipeWire knows: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/pipewire-registry.h"

#include <glib-unix.h>
#include <pipewire/extensions/metadata.h>
#include <pipewire/pipewire.h>
#include <spa/utils/json.h>

#include "base/main-thread.h"
#include "media/pipewire-remote.h"

/* PipeWire is back within a second when systemd restarts it; where there is none, looking for its socket every 4 s is free. */
#define RECONNECT_FIRST_MS 100
#define RECONNECT_LAST_MS 4000

struct _HearthPipewireRegistry
{
  GObject parent_instance;

  struct pw_loop *loop;
  guint loop_source;
  gboolean dispatching;
  struct pw_context *context;

  gboolean is_portal;
  guint reconnect_source;
  guint reconnect_ms;

  /* One connection. */
  struct pw_core *core;
  struct spa_hook core_listener;
  struct pw_registry *registry;
  struct spa_hook registry_listener;
  struct pw_metadata *metadata;
  struct spa_hook metadata_listener;
  guint32 metadata_id;
  gboolean connected; /* PipeWire has answered */
  guint lost_source;
  GHashTable *devices; /* PipeWire's id of the node → HearthDevice */
};

enum
{
  CONNECTED,
  DISCONNECTED,
  DEVICE_ADDED,
  DEVICE_REMOVED,
  DEFAULT_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthPipewireRegistry, hearth_pipewire_registry, G_TYPE_OBJECT)

static gboolean
parse_kind (const struct spa_dict *props,
            HearthDeviceKind      *kind)
{
  const char *media_class = spa_dict_lookup (props, PW_KEY_MEDIA_CLASS);

  if (media_class == NULL)
    return FALSE;

  /* A screen that is being cast is a Video/Source as well: only the role tells. */
  if (g_str_equal (media_class, "Video/Source"))
    *kind = HEARTH_DEVICE_CAMERA;
  else if (g_str_equal (media_class, "Audio/Source") || g_str_equal (media_class, "Audio/Source/Virtual"))
    *kind = HEARTH_DEVICE_MICROPHONE;
  else if (g_str_equal (media_class, "Audio/Sink"))
    *kind = HEARTH_DEVICE_SPEAKER;
  else
    return FALSE;

  return *kind != HEARTH_DEVICE_CAMERA || g_strcmp0 (spa_dict_lookup (props, PW_KEY_MEDIA_ROLE), "Camera") == 0;
}

static void
add_node (HearthPipewireRegistry *self,
          guint32                 id,
          const struct spa_dict  *props)
{
  const char *node_name = spa_dict_lookup (props, PW_KEY_NODE_NAME);
  const char *name = spa_dict_lookup (props, PW_KEY_NODE_DESCRIPTION);
  HearthDeviceKind kind;
  HearthDevice *device;

  if (node_name == NULL || !parse_kind (props, &kind))
    return;

  if (name == NULL)
    name = spa_dict_lookup (props, PW_KEY_NODE_NICK);
  if (name == NULL)
    name = node_name;

  device = hearth_device_new (kind, node_name, name);
  g_hash_table_replace (self->devices, GUINT_TO_POINTER (id), device);
  g_signal_emit (self, signals[DEVICE_ADDED], 0, device);
}

/* The value is JSON, {"name":"alsa_input.usb-…"}. */
static int
on_metadata_property (void       *data,
                      uint32_t    subject,
                      const char *key,
                      const char *type,
                      const char *value)
{
  HearthPipewireRegistry *self = data;
  HearthDeviceKind kind;
  char name[1024];

  if (subject != PW_ID_CORE || key == NULL)
    return 0;

  if (g_str_equal (key, "default.video.source"))
    kind = HEARTH_DEVICE_CAMERA;
  else if (g_str_equal (key, "default.audio.source"))
    kind = HEARTH_DEVICE_MICROPHONE;
  else if (g_str_equal (key, "default.audio.sink"))
    kind = HEARTH_DEVICE_SPEAKER;
  else
    return 0;

  if (value != NULL && spa_json_str_object_find (value, strlen (value), "name", name, sizeof name) > 0)
    g_signal_emit (self, signals[DEFAULT_CHANGED], 0, kind, name);
  else
    g_signal_emit (self, signals[DEFAULT_CHANGED], 0, kind, NULL);

  return 0;
}

static const struct pw_metadata_events metadata_events = {
  PW_VERSION_METADATA_EVENTS,
  .property = on_metadata_property,
};

static void
drop_metadata (HearthPipewireRegistry *self)
{
  if (self->metadata == NULL)
    return;

  spa_hook_remove (&self->metadata_listener);
  pw_proxy_destroy ((struct pw_proxy *) self->metadata);
  self->metadata = NULL;
}

static void
on_global (void                  *data,
           uint32_t               id,
           uint32_t               permissions,
           const char            *type,
           uint32_t               version,
           const struct spa_dict *props)
{
  HearthPipewireRegistry *self = data;

  if (props == NULL)
    return;

  if (g_str_equal (type, PW_TYPE_INTERFACE_Node))
    {
      add_node (self, id, props);
    }
  else if (g_str_equal (type, PW_TYPE_INTERFACE_Metadata) && self->metadata == NULL
           && g_strcmp0 (spa_dict_lookup (props, PW_KEY_METADATA_NAME), "default") == 0)
    {
      self->metadata = pw_registry_bind (self->registry, id, type, PW_VERSION_METADATA, 0);
      self->metadata_id = id;
      pw_metadata_add_listener (self->metadata, &self->metadata_listener, &metadata_events, self);
    }
}

static void
on_global_remove (void    *data,
                  uint32_t id)
{
  HearthPipewireRegistry *self = data;
  g_autoptr (HearthDevice) device = NULL;

  if (self->metadata != NULL && id == self->metadata_id)
    drop_metadata (self);

  if (g_hash_table_steal_extended (self->devices, GUINT_TO_POINTER (id), NULL, (gpointer *) &device))
    g_signal_emit (self, signals[DEVICE_REMOVED], 0, device);
}

static const struct pw_registry_events registry_events = {
  PW_VERSION_REGISTRY_EVENTS,
  .global = on_global,
  .global_remove = on_global_remove,
};

static void
disconnect (HearthPipewireRegistry *self)
{
  g_clear_handle_id (&self->lost_source, g_source_remove);
  drop_metadata (self);
  if (self->registry != NULL)
    {
      spa_hook_remove (&self->registry_listener);
      pw_proxy_destroy ((struct pw_proxy *) self->registry);
      self->registry = NULL;
    }
  if (self->core != NULL)
    {
      spa_hook_remove (&self->core_listener);
      pw_core_disconnect (self->core);
      self->core = NULL;
    }
}

static void
remove_devices (HearthPipewireRegistry *self)
{
  g_autoptr (GHashTable) devices = g_steal_pointer (&self->devices);
  GHashTableIter iter;
  gpointer device;

  self->devices = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  g_hash_table_iter_init (&iter, devices);
  while (g_hash_table_iter_next (&iter, NULL, &device))
    g_signal_emit (self, signals[DEVICE_REMOVED], 0, device);
}

static gboolean on_reconnect (gpointer user_data);

static void
schedule_reconnect (HearthPipewireRegistry *self)
{
  if (self->is_portal || self->reconnect_source != 0)
    return;

  self->reconnect_source = g_timeout_add (self->reconnect_ms, on_reconnect, self);
  self->reconnect_ms = MIN (self->reconnect_ms * 2, RECONNECT_LAST_MS);
}

/* Outside PipeWire's own callbacks, because the connection must not be freed inside one. */
static gboolean
on_lost (gpointer user_data)
{
  g_autoptr (HearthPipewireRegistry) self = g_object_ref (HEARTH_PIPEWIRE_REGISTRY (user_data));
  gboolean was_connected = self->connected;

  self->lost_source = 0;
  disconnect (self);
  remove_devices (self);
  self->connected = FALSE;
  schedule_reconnect (self);
  if (was_connected)
    g_signal_emit (self, signals[DISCONNECTED], 0);

  return G_SOURCE_REMOVE;
}

static void
on_core_error (void       *data,
               uint32_t    id,
               int         seq,
               int         res,
               const char *message)
{
  HearthPipewireRegistry *self = data;

  /* Errors of other objects are races with things that have just gone. */
  if (id != PW_ID_CORE)
    return;

  g_debug ("lost PipeWire: %s", message);
  if (self->lost_source == 0)
    self->lost_source = g_idle_add_full (G_PRIORITY_DEFAULT, on_lost, self, NULL);
}

static void
on_core_info (void                      *data,
              const struct pw_core_info *info)
{
  HearthPipewireRegistry *self = data;

  if (self->connected)
    return;

  self->connected = TRUE;
  self->reconnect_ms = RECONNECT_FIRST_MS;
  g_signal_emit (self, signals[CONNECTED], 0);
}

static const struct pw_core_events core_events = {
  PW_VERSION_CORE_EVENTS,
  .info = on_core_info,
  .error = on_core_error,
};

static gboolean
connect_fd (HearthPipewireRegistry *self,
            int                     fd)
{
  self->core = pw_context_connect_fd (self->context, fd, NULL, 0);
  if (self->core == NULL)
    {
      g_debug ("PipeWire refuses: %s", g_strerror (errno));
      return FALSE;
    }

  pw_core_add_listener (self->core, &self->core_listener, &core_events, self);
  self->registry = pw_core_get_registry (self->core, PW_VERSION_REGISTRY, 0);
  pw_registry_add_listener (self->registry, &self->registry_listener, &registry_events, self);

  return TRUE;
}

static gboolean
on_reconnect (gpointer user_data)
{
  HearthPipewireRegistry *self = user_data;
  g_autoptr (GError) error = NULL;
  int fd = hearth_pipewire_remote_connect (&error);

  self->reconnect_source = 0;
  if (fd < 0 || !connect_fd (self, fd))
    schedule_reconnect (self);

  return G_SOURCE_REMOVE;
}

static gboolean
on_loop_ready (gint         fd,
               GIOCondition condition,
               gpointer     user_data)
{
  g_autoptr (HearthPipewireRegistry) self = g_object_ref (HEARTH_PIPEWIRE_REGISTRY (user_data));

  self->dispatching = TRUE;
  pw_loop_enter (self->loop);
  pw_loop_iterate (self->loop, 0);
  pw_loop_leave (self->loop);
  self->dispatching = FALSE;

  if (self->loop_source != 0)
    return G_SOURCE_CONTINUE;

  /* A signal handler has stopped us. */
  disconnect (self);
  return G_SOURCE_REMOVE;
}

static void
hearth_pipewire_registry_dispose (GObject *object)
{
  hearth_pipewire_registry_stop (HEARTH_PIPEWIRE_REGISTRY (object));

  G_OBJECT_CLASS (hearth_pipewire_registry_parent_class)->dispose (object);
}

static void
hearth_pipewire_registry_finalize (GObject *object)
{
  HearthPipewireRegistry *self = HEARTH_PIPEWIRE_REGISTRY (object);

  g_hash_table_unref (self->devices);
  g_clear_pointer (&self->context, pw_context_destroy);
  g_clear_pointer (&self->loop, pw_loop_destroy);

  G_OBJECT_CLASS (hearth_pipewire_registry_parent_class)->finalize (object);
}

static void
hearth_pipewire_registry_class_init (HearthPipewireRegistryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_pipewire_registry_dispose;
  object_class->finalize = hearth_pipewire_registry_finalize;

  /**
   * HearthPipewireRegistry::connected, ::disconnected:
   *
   * PipeWire answers / does not any more. Devices are added after the first and removed before the second.
   */
  signals[CONNECTED] = g_signal_new ("connected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DISCONNECTED] = g_signal_new ("disconnected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DEVICE_ADDED] = g_signal_new ("device-added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_DEVICE);
  signals[DEVICE_REMOVED] = g_signal_new ("device-removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_DEVICE);

  /**
   * HearthPipewireRegistry::default-changed:
   * @kind: a #HearthDeviceKind
   * @id: (nullable): the device's id; the device itself may come later
   */
  signals[DEFAULT_CHANGED] = g_signal_new ("default-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);

  /* Counted by libpipewire, and never undone: GStreamer's plugin holds it for the life of the process as well. */
  pw_init (NULL, NULL);
}

static void
hearth_pipewire_registry_init (HearthPipewireRegistry *self)
{
  self->devices = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->reconnect_ms = RECONNECT_FIRST_MS;
}

HearthPipewireRegistry *
hearth_pipewire_registry_new (void)
{
  return g_object_new (HEARTH_TYPE_PIPEWIRE_REGISTRY, NULL);
}

void
hearth_pipewire_registry_start (HearthPipewireRegistry *self,
                                int                     fd)
{
  g_return_if_fail (HEARTH_IS_PIPEWIRE_REGISTRY (self));
  g_return_if_fail (hearth_main_thread_is_current ());
  g_return_if_fail (self->context == NULL);

  self->is_portal = fd >= 0;
  self->loop = pw_loop_new (NULL);
  /* No streams here, so no data thread and no real-time priority. */
  self->context = pw_context_new (self->loop,
                                  pw_properties_new ("context.num-data-loops", "0", "module.rt", "false", NULL), 0);
  if (self->context == NULL)
    {
      g_debug ("no PipeWire client: %s", g_strerror (errno));
      if (fd >= 0)
        hearth_pipewire_remote_close (fd);
      return;
    }
  self->loop_source = g_unix_fd_add (pw_loop_get_fd (self->loop), G_IO_IN, on_loop_ready, self);

  if (self->is_portal)
    connect_fd (self, fd);
  else
    on_reconnect (self);
}

void
hearth_pipewire_registry_stop (HearthPipewireRegistry *self)
{
  g_return_if_fail (HEARTH_IS_PIPEWIRE_REGISTRY (self));

  g_clear_handle_id (&self->reconnect_source, g_source_remove);
  g_clear_handle_id (&self->loop_source, g_source_remove);
  if (!self->dispatching)
    disconnect (self);
}
