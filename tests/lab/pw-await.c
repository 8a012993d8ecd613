/* pw-await [--timeout=MS] [--default-speaker] [NODE…]: returns once PipeWire answers, every named node is there, and (if asked for) the
 * session manager has chosen a default speaker; exit status 1 when that has not happened in time (20 s unless told).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <locale.h>
#include <stdio.h>

#include <gio/gio.h>
#include <glib-unix.h>
#include <pipewire/extensions/metadata.h>
#include <pipewire/pipewire.h>

typedef struct
{
  GMainLoop *loop;
  gboolean done;

  GFileMonitor *monitor; /* until the socket is there */
  char *socket;

  struct pw_loop *pipewire_loop;
  struct pw_context *context;
  struct pw_core *core;
  struct pw_registry *registry;
  struct spa_hook registry_listener;
  struct pw_metadata *metadata;
  struct spa_hook metadata_listener;

  GHashTable *missing; /* names of nodes */
  gboolean need_speaker;
  gboolean have_speaker;
} Await;

static void
check (Await *self)
{
  if (g_hash_table_size (self->missing) > 0 || (self->need_speaker && !self->have_speaker))
    return;

  self->done = TRUE;
  g_main_loop_quit (self->loop);
}

static int
on_metadata_property (void       *data,
                      uint32_t    subject,
                      const char *key,
                      const char *type,
                      const char *value)
{
  Await *self = data;

  if (g_strcmp0 (key, "default.audio.sink") == 0 && value != NULL)
    self->have_speaker = TRUE;
  check (self);

  return 0;
}

static const struct pw_metadata_events metadata_events = {
  PW_VERSION_METADATA_EVENTS,
  .property = on_metadata_property,
};

static void
on_global (void                  *data,
           uint32_t               id,
           uint32_t               permissions,
           const char            *type,
           uint32_t               version,
           const struct spa_dict *properties)
{
  Await *self = data;
  const char *name;

  if (g_strcmp0 (type, PW_TYPE_INTERFACE_Node) == 0)
    {
      name = properties != NULL ? spa_dict_lookup (properties, PW_KEY_NODE_NAME) : NULL;
      if (name != NULL && g_hash_table_remove (self->missing, name))
        check (self);
    }
  else if (g_strcmp0 (type, PW_TYPE_INTERFACE_Metadata) == 0 && self->metadata == NULL)
    {
      name = properties != NULL ? spa_dict_lookup (properties, PW_KEY_METADATA_NAME) : NULL;
      if (g_strcmp0 (name, "default") != 0)
        return;
      self->metadata = pw_registry_bind (self->registry, id, type, PW_VERSION_METADATA, 0);
      pw_metadata_add_listener (self->metadata, &self->metadata_listener, &metadata_events, self);
    }
}

static const struct pw_registry_events registry_events = {
  PW_VERSION_REGISTRY_EVENTS,
  .global = on_global,
};

static gboolean
on_pipewire (int          fd,
             GIOCondition condition,
             gpointer     data)
{
  Await *self = data;

  pw_loop_iterate (self->pipewire_loop, 0);

  return G_SOURCE_CONTINUE;
}

static gboolean
try_to_connect (Await *self)
{
  if (!g_file_test (self->socket, G_FILE_TEST_EXISTS))
    return FALSE;

  self->core = pw_context_connect (self->context, NULL, 0);
  if (self->core == NULL)
    return FALSE;

  self->registry = pw_core_get_registry (self->core, PW_VERSION_REGISTRY, 0);
  pw_registry_add_listener (self->registry, &self->registry_listener, &registry_events, self);
  g_clear_object (&self->monitor);
  check (self);

  return TRUE;
}

static void
on_runtime_directory_changed (GFileMonitor     *monitor,
                              GFile            *file,
                              GFile            *other,
                              GFileMonitorEvent event,
                              gpointer          data)
{
  Await *self = data;

  if (self->core == NULL)
    try_to_connect (self);
}

static gboolean
on_timeout (gpointer data)
{
  Await *self = data;

  g_main_loop_quit (self->loop);

  return G_SOURCE_REMOVE;
}

static void
await_clear (Await *self)
{
  if (self->metadata != NULL)
    pw_proxy_destroy ((struct pw_proxy *) self->metadata);
  if (self->registry != NULL)
    pw_proxy_destroy ((struct pw_proxy *) self->registry);
  g_clear_pointer (&self->core, pw_core_disconnect);
  g_clear_pointer (&self->context, pw_context_destroy);
  pw_loop_leave (self->pipewire_loop);
  g_clear_pointer (&self->pipewire_loop, pw_loop_destroy);
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->missing, g_hash_table_unref);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_free (self->socket);
}

int
main (int    argc,
      char **argv)
{
  Await self = { 0 };
  int timeout = 20000;
  GOptionEntry entries[] = {
    { "default-speaker", 0, 0, G_OPTION_ARG_NONE, &self.need_speaker, "Until there is one", NULL },
    { "timeout", 0, 0, G_OPTION_ARG_INT, &timeout, "How long to wait", "MS" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("[NODE…]");
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) directory = g_file_new_for_path (g_get_user_runtime_dir ());

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("pw-await: %s\n", error->message);
      return 2;
    }

  pw_init (NULL, NULL);
  self.loop = g_main_loop_new (NULL, FALSE);
  self.socket = g_build_filename (g_get_user_runtime_dir (), "pipewire-0", NULL);
  self.missing = g_hash_table_new (g_str_hash, g_str_equal);
  for (int i = 1; i < argc; i++)
    g_hash_table_add (self.missing, argv[i]);

  self.pipewire_loop = pw_loop_new (NULL);
  pw_loop_enter (self.pipewire_loop);
  self.context = pw_context_new (self.pipewire_loop, NULL, 0);
  g_unix_fd_add (pw_loop_get_fd (self.pipewire_loop), G_IO_IN, on_pipewire, &self);

  self.monitor = g_file_monitor_directory (directory, G_FILE_MONITOR_NONE, NULL, &error);
  if (self.monitor == NULL)
    {
      g_printerr ("pw-await: %s\n", error->message);
      return 1;
    }
  g_signal_connect (self.monitor, "changed", G_CALLBACK (on_runtime_directory_changed), &self);
  try_to_connect (&self);
  g_timeout_add (timeout, on_timeout, &self);
  if (!self.done)
    g_main_loop_run (self.loop);

  if (!self.done)
    {
      GHashTableIter iter;
      gpointer name;

      g_printerr ("pw-await: no%s%s", self.core == NULL ? " PipeWire" : "", self.need_speaker && !self.have_speaker ? " default speaker" : "");
      g_hash_table_iter_init (&iter, self.missing);
      while (g_hash_table_iter_next (&iter, &name, NULL))
        g_printerr (" %s", (const char *) name);
      g_printerr (" after %d ms\n", timeout);
    }
  await_clear (&self);
  pw_deinit ();

  return self.done ? 0 : 1;
}
