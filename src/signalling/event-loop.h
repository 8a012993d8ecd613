/* What polls the server's sockets: GLib's default main context inside the app, libuv in the daemon. libwebsockets knows both;
 * this is what differs between them for us. One thread; owned by the server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <libwebsockets.h>

G_BEGIN_DECLS

typedef struct _HearthEventLoop HearthEventLoop;

/**
 * HearthEventLoop:
 * @context_options: for lws_context_creation_info.options
 * @foreign: what libwebsockets calls the loop: a GMainLoop or a uv_loop_t
 * @run: (nullable): returns after @quit
 * @stop: (nullable): asks for the end: @on_stop is called in the loop; any thread, and safe in a signal handler
 * @quit: (nullable): in the loop
 * @set_timer: @on_timer is called once, so many µs from now, in whole milliseconds; the one set before is given up. Not one of
 *   libwebsockets': in the last millisecond before its own timers it looks at every socket, again and again
 * @on_stop, @on_timer, @owner: set by the owner before the loop runs
 * @free: destroys @context (nullable), then the loop
 */
struct _HearthEventLoop
{
  guint64 context_options;
  gpointer foreign;

  void (*run)       (HearthEventLoop    *self);
  void (*stop)      (HearthEventLoop    *self);
  void (*quit)      (HearthEventLoop    *self);
  void (*set_timer) (HearthEventLoop    *self,
                     gint64              after);
  void (*free)      (HearthEventLoop    *self,
                     struct lws_context *context);

  void (*on_stop)  (gpointer owner);
  void (*on_timer) (gpointer owner);
  gpointer owner;
};

/** hearth_event_loop_new_glib: the default main context. Somebody else runs it. */
HearthEventLoop *hearth_event_loop_new_glib (void) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_event_loop_new_uv: a new one of libuv, or %NULL where there is no descriptor for it. Only with HEARTH_WITH_UV. */
HearthEventLoop *hearth_event_loop_new_uv   (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
