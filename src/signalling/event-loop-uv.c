/* A loop of libuv for libwebsockets: see event-loop.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/event-loop.h"

#include <uv.h>

typedef struct
{
  HearthEventLoop parent;
  uv_loop_t loop;
  uv_async_t stop;
  uv_timer_t timer;
} UvLoop;

static void
on_stop (uv_async_t *stop)
{
  HearthEventLoop *self = stop->data;

  self->on_stop (self->owner);
}

static void
on_timer (uv_timer_t *timer)
{
  HearthEventLoop *self = timer->data;

  self->on_timer (self->owner);
}

static void
event_loop_run (HearthEventLoop *loop)
{
  UvLoop *self = (UvLoop *) loop;

  uv_run (&self->loop, UV_RUN_DEFAULT);
}

static void
event_loop_stop (HearthEventLoop *loop)
{
  UvLoop *self = (UvLoop *) loop;

  uv_async_send (&self->stop);
}

static void
event_loop_quit (HearthEventLoop *loop)
{
  UvLoop *self = (UvLoop *) loop;

  uv_stop (&self->loop);
}

static void
event_loop_set_timer (HearthEventLoop *loop,
                      gint64           after)
{
  UvLoop *self = (UvLoop *) loop;

  uv_timer_start (&self->timer, on_timer, (guint64) (after / 1000), 0);
}

/* libuv closes handles in its loop, so the context goes in two steps: the first call begins, the loop ends by itself when every
 * handle is closed, the second call frees. */
static void
event_loop_free (HearthEventLoop    *loop,
                 struct lws_context *context)
{
  UvLoop *self = (UvLoop *) loop;

  if (context != NULL)
    lws_context_destroy (context);

  uv_close ((uv_handle_t *) &self->stop, NULL);
  uv_close ((uv_handle_t *) &self->timer, NULL);
  uv_run (&self->loop, UV_RUN_DEFAULT);
  if (context != NULL)
    lws_context_destroy (context);

  uv_loop_close (&self->loop);
  g_free (self);
}

HearthEventLoop *
hearth_event_loop_new_uv (void)
{
  UvLoop *self = g_new0 (UvLoop, 1);

  if (uv_loop_init (&self->loop) != 0)
    {
      g_free (self);
      return NULL;
    }
  if (uv_async_init (&self->loop, &self->stop, on_stop) != 0)
    {
      uv_loop_close (&self->loop);
      g_free (self);
      return NULL;
    }

  uv_timer_init (&self->loop, &self->timer);
  self->stop.data = &self->parent;
  self->timer.data = &self->parent;
  self->parent.context_options = LWS_SERVER_OPTION_LIBUV;
  self->parent.foreign = &self->loop;
  self->parent.run = event_loop_run;
  self->parent.stop = event_loop_stop;
  self->parent.quit = event_loop_quit;
  self->parent.set_timer = event_loop_set_timer;
  self->parent.free = event_loop_free;

  return &self->parent;
}
