/* A signalling server in a thread: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "server-thread.h"

struct _ServerThread
{
  GThread *thread;
  HearthSignallingServerConfig config;
  GMainLoop *main_loop; /* only HEARTH_SIGNALLING_LOOP_GLIB */

  GMutex mutex;
  GCond started;
  HearthSignallingServer *server; /* guarded */
};

static gpointer
run (gpointer data)
{
  ServerThread *self = data;
  g_autoptr (GError) error = NULL;
  HearthSignallingServer *server = hearth_signalling_server_new (&self->config, &error);

  g_assert_no_error (error);

  g_mutex_lock (&self->mutex);
  self->server = server;
  g_cond_signal (&self->started);
  g_mutex_unlock (&self->mutex);

  if (self->main_loop != NULL)
    g_main_loop_run (self->main_loop);
  else
    hearth_signalling_server_run (server);
  hearth_signalling_server_free (server);

  return NULL;
}

/* In the server's thread: a loop that does not run yet cannot be told to quit. */
static void
quit (gpointer data)
{
  g_main_loop_quit (data);
}

ServerThread *
server_thread_new (const HearthSignallingServerConfig *config)
{
  ServerThread *self = g_new0 (ServerThread, 1);

  self->config = *config;
  self->config.address = "127.0.0.1";
  if (config->loop == HEARTH_SIGNALLING_LOOP_GLIB)
    self->main_loop = g_main_loop_new (NULL, FALSE);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->started);
  self->thread = g_thread_new ("server", run, self);

  g_mutex_lock (&self->mutex);
  while (self->server == NULL)
    g_cond_wait (&self->started, &self->mutex);
  g_mutex_unlock (&self->mutex);

  return self;
}

guint16
server_thread_get_port (ServerThread *self)
{
  return hearth_signalling_server_get_port (self->server);
}

void
server_thread_free (ServerThread *self)
{
  if (self->main_loop != NULL)
    g_idle_add_once (quit, self->main_loop);
  else
    hearth_signalling_server_stop (self->server);
  g_thread_join (self->thread);
  g_clear_pointer (&self->main_loop, g_main_loop_unref);
  g_cond_clear (&self->started);
  g_mutex_clear (&self->mutex);
  g_free (self);
}
