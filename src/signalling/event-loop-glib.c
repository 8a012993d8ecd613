/* The GLib loop for libwebsockets: see event-loop.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/event-loop.h"

#include <dlfcn.h>

typedef struct
{
  HearthEventLoop parent;
  guint timer;
} GlibLoop;

/* lws_context_destroy() unloads the plugin that holds the functions of its GSources. A main loop that is about to dispatch one
 * of them still looks into it afterwards, so the plugin has to stay. */
static void
keep_plugin_loaded (void)
{
  if (dlopen ("libwebsockets-evlib_glib.so", RTLD_LAZY | RTLD_NODELETE) == NULL)
    g_debug ("The event library of libwebsockets cannot be kept: %s", dlerror ());
}

static gboolean
on_timer (gpointer data)
{
  GlibLoop *self = data;

  self->timer = 0;
  self->parent.on_timer (self->parent.owner);
  return G_SOURCE_REMOVE;
}

static void
event_loop_set_timer (HearthEventLoop *loop,
                      gint64           after)
{
  GlibLoop *self = (GlibLoop *) loop;

  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add ((guint) (after / 1000), on_timer, self);
}

static void
event_loop_free (HearthEventLoop    *loop,
                 struct lws_context *context)
{
  GlibLoop *self = (GlibLoop *) loop;

  if (context != NULL)
    lws_context_destroy (context);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_main_loop_unref (loop->foreign);
  g_free (self);
}

HearthEventLoop *
hearth_event_loop_new_glib (void)
{
  GlibLoop *self = g_new0 (GlibLoop, 1);

  keep_plugin_loaded ();

  self->parent.context_options = LWS_SERVER_OPTION_GLIB;
  self->parent.foreign = g_main_loop_new (NULL, FALSE); /* only names the context */
  self->parent.set_timer = event_loop_set_timer;
  self->parent.free = event_loop_free;

  return &self->parent;
}
