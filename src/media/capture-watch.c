/* Watches over one opening of a device that gives pictures: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/capture-watch.h"

#include "base/main-thread.h"
#include "media/media-error.h"

#define INTERVAL_MS 250

struct _HearthCaptureWatch
{
  GObject parent_instance;

  char *device;
  gint64 first_timeout;
  gint64 next_timeout;
  GError *open_error; /* to be reported from the main loop */
  guint source;       /* 0 before the start, when stopped or failed */
  gint64 looked_at;   /* µs, monotonic: when the last picture was found, or the start */
  gboolean pictured;  /* there has been one */
  int news;           /* atomic: there has been one since somebody looked */
};

enum
{
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthCaptureWatch, hearth_capture_watch, G_TYPE_OBJECT)

static void
fail (HearthCaptureWatch *self,
      const GError       *error)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_signal_emit (self, signals[FAILED], 0, error);
}

static gboolean
on_look (gpointer user_data)
{
  HearthCaptureWatch *self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_monotonic_time ();

  if (g_atomic_int_exchange (&self->news, FALSE))
    {
      self->looked_at = now;
      self->pictured = TRUE;
    }

  if (now - self->looked_at < (self->pictured ? self->next_timeout : self->first_timeout))
    return G_SOURCE_CONTINUE;

  error = g_error_new (HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_DEVICE,
                       self->pictured ? "The %s has stopped giving pictures" : "The %s gives no picture", self->device);
  self->source = 0;
  fail (self, error);

  return G_SOURCE_REMOVE;
}

static void
on_refused (gpointer user_data)
{
  HearthCaptureWatch *self = user_data;
  g_autoptr (GError) error = g_steal_pointer (&self->open_error);

  self->source = 0;
  fail (self, error);
}

static void
hearth_capture_watch_dispose (GObject *object)
{
  hearth_capture_watch_stop (HEARTH_CAPTURE_WATCH (object));

  G_OBJECT_CLASS (hearth_capture_watch_parent_class)->dispose (object);
}

static void
hearth_capture_watch_finalize (GObject *object)
{
  HearthCaptureWatch *self = HEARTH_CAPTURE_WATCH (object);

  g_clear_error (&self->open_error);
  g_free (self->device);

  G_OBJECT_CLASS (hearth_capture_watch_parent_class)->finalize (object);
}

static void
hearth_capture_watch_class_init (HearthCaptureWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_capture_watch_dispose;
  object_class->finalize = hearth_capture_watch_finalize;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
hearth_capture_watch_init (HearthCaptureWatch *self)
{
}

HearthCaptureWatch *
hearth_capture_watch_new (const char *device,
                          gint64      first_timeout,
                          gint64      next_timeout)
{
  HearthCaptureWatch *self;

  g_return_val_if_fail (device != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_CAPTURE_WATCH, NULL);
  self->device = g_strdup (device);
  self->first_timeout = first_timeout;
  self->next_timeout = next_timeout;

  return self;
}

void
hearth_capture_watch_start (HearthCaptureWatch  *self,
                            HearthMediaPipeline *pipeline)
{
  g_return_if_fail (HEARTH_IS_CAPTURE_WATCH (self));
  g_return_if_fail (hearth_main_thread_is_current ());
  g_return_if_fail (self->source == 0);

  if (pipeline != NULL)
    g_signal_connect_object (pipeline, "failed", G_CALLBACK (hearth_capture_watch_fail), self, G_CONNECT_SWAPPED);
  self->looked_at = g_get_monotonic_time ();
  self->source = g_timeout_add (INTERVAL_MS, on_look, self);
}

void
hearth_capture_watch_refuse (HearthCaptureWatch *self,
                             GError             *error)
{
  g_return_if_fail (HEARTH_IS_CAPTURE_WATCH (self));
  g_return_if_fail (hearth_main_thread_is_current ());
  g_return_if_fail (error != NULL && self->source == 0);

  self->open_error = error;
  self->source = hearth_main_thread_later (on_refused, self);
}

void
hearth_capture_watch_fail (HearthCaptureWatch *self,
                           const GError       *error)
{
  g_return_if_fail (HEARTH_IS_CAPTURE_WATCH (self));
  g_return_if_fail (error != NULL);

  /* One cause can be reported by several parts of a device. */
  if (self->source != 0)
    fail (self, error);
}

void
hearth_capture_watch_note_picture (HearthCaptureWatch *self)
{
  g_atomic_int_set (&self->news, TRUE);
}

gboolean
hearth_capture_watch_is_running (HearthCaptureWatch *self)
{
  g_return_val_if_fail (HEARTH_IS_CAPTURE_WATCH (self), FALSE);

  return self->source != 0;
}

void
hearth_capture_watch_stop (HearthCaptureWatch *self)
{
  g_return_if_fail (HEARTH_IS_CAPTURE_WATCH (self));

  g_clear_handle_id (&self->source, g_source_remove);
}
