/* The GLib loop for libwebsockets: see event-loop.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/event-loop.h"

#include <dlfcn.h>

/* lws_context_destroy() unloads the plugin that holds the functions of its GSources. A main loop that is about to dispatch one
 * of them still looks into it afterwards, so the plugin has to stay. */
static void
keep_plugin_loaded (void)
{
  if (dlopen ("libwebsockets-evlib_glib.so", RTLD_LAZY | RTLD_NODELETE) == NULL)
    g_debug ("The event library of libwebsockets cannot be kept: %s", dlerror ());
}

static void
event_loop_free (HearthEventLoop    *self,
                 struct lws_context *context)
{
  if (context != NULL)
    lws_context_destroy (context);

  g_main_loop_unref (self->foreign);
  g_free (self);
}

HearthEventLoop *
hearth_event_loop_new_glib (void)
{
  HearthEventLoop *self = g_new0 (HearthEventLoop, 1);

  keep_plugin_loaded ();

  self->context_options = LWS_SERVER_OPTION_GLIB;
  self->foreign = g_main_loop_new (NULL, FALSE); /* only names the context */
  self->free = event_loop_free;

  return self;
}
