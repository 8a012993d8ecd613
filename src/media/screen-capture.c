/* One opening of a screen or window: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/screen-capture.h"

#include "base/main-thread.h"
#include "media/capture-watch.h"
#include "media/media-error.h"
#include "media/media-pipeline.h"
#include "media/screen-converter.h"

/* The compositor answers at once where it can; a busy computer needs its time. */
#define FIRST_PICTURE_TIMEOUT (5 * G_USEC_PER_SEC)

/* The last picture is said again all the time while nothing changes, and three seconds without any are no share any more. */
#define NEXT_PICTURE_TIMEOUT (3 * G_USEC_PER_SEC)

struct _HearthScreenCapture
{
  GObject parent_instance;

  HearthScreenCaptureFunc func;
  gpointer data;
  HearthCaptureWatch *watch;
  HearthScreenStream *stream; /* NULL before it is opened, and once closed */
  gboolean closed;
  guint max_pixels;
  HearthPointer pointer; /* as of the last ::pointer-changed */

  /* Of the stream's thread. */
  HearthScreenConverter converter;
  GstSample *picture; /* the last one, converted */
  int width;
  int height;

  GMutex mutex; /* guards what is below, between the stream's thread and main */
  HearthScreenCursor cursor;
  HearthPointer latest;
  gboolean posted; /* main is going to hear of it */
};

enum
{
  LIVE,
  POINTER_CHANGED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthScreenCapture, hearth_screen_capture, G_TYPE_OBJECT)

/* --- Pictures ----------------------------------------------------------------------------------------------------------- */

static void
on_size (gpointer target,
         gpointer data)
{
  HearthScreenCapture *self = target;
  const int *size = data;

  if (!self->closed && hearth_capture_watch_is_running (self->watch))
    g_signal_emit (self, signals[LIVE], 0, size[0], size[1]);
}

static void
tell_size (HearthScreenCapture *self)
{
  const GstStructure *structure = gst_caps_get_structure (gst_sample_get_caps (self->picture), 0);
  int width = 0, height = 0;
  int *size;

  gst_structure_get (structure, "width", G_TYPE_INT, &width, "height", G_TYPE_INT, &height, NULL);
  if (width == self->width && height == self->height)
    return;

  self->width = width;
  self->height = height;
  size = g_new (int, 2);
  size[0] = width;
  size[1] = height;
  hearth_main_thread_post (self, on_size, size, g_free);
}

/* A compositor's clock need not be ours, and a picture that is said again has the time of the first: now is right for both. */
static void
say_picture (HearthScreenCapture *self)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_copy (gst_sample_get_buffer (self->picture));
  g_autoptr (GstSample) said = gst_sample_new (buffer, gst_sample_get_caps (self->picture), NULL, NULL);

  GST_BUFFER_PTS (buffer) = hearth_media_pipeline_get_running_time ();
  hearth_capture_watch_note_picture (self->watch);
  tell_size (self);
  self->func (said, self->data);
}

static void tell_pointer (HearthScreenCapture *self);

static void
on_picture_on_stream_thread (GstSample *given,
                             gpointer   data)
{
  HearthScreenCapture *self = data;
  GstSample *picture = hearth_screen_converter_convert (&self->converter, given, self->max_pixels);

  if (picture == NULL)
    return;

  g_clear_pointer (&self->picture, gst_sample_unref);
  self->picture = picture;
  say_picture (self);
  tell_pointer (self);
}

/* Whoever asks for a key frame gets one, and letters get sharper. */
static void
on_silence_on_stream_thread (gpointer data)
{
  HearthScreenCapture *self = data;

  if (self->picture != NULL)
    say_picture (self);
}

/* --- The pointer -------------------------------------------------------------------------------------------------------- */

static void
on_pointed (gpointer target,
            gpointer data)
{
  HearthScreenCapture *self = target;
  gboolean changed;

  g_mutex_lock (&self->mutex);
  self->posted = FALSE;
  changed = hearth_pointer_set (&self->pointer, &self->latest);
  g_mutex_unlock (&self->mutex);

  if (changed && !self->closed)
    g_signal_emit (self, signals[POINTER_CHANGED], 0);
}

/* Where it is in the picture: in what is shown of the buffer, as the last picture was cut. However often it is said, main hears of the latest. */
static void
tell_pointer (HearthScreenCapture *self)
{
  const GstVideoRectangle *part = &self->converter.part;
  gboolean post = FALSE;

  if (self->picture == NULL)
    return;

  g_mutex_lock (&self->mutex);
  if (hearth_pointer_place (&self->latest, self->cursor.x - part->x, self->cursor.y - part->y,
                            self->cursor.visible ? self->cursor.shape : NULL, self->cursor.width, (guint) part->w, (guint) part->h)
      && !self->posted)
    post = self->posted = TRUE;
  g_mutex_unlock (&self->mutex);

  if (post)
    hearth_main_thread_post (self, on_pointed, NULL, NULL);
}

static void
on_cursor_on_stream_thread (const HearthScreenCursor *cursor,
                            gpointer                  data)
{
  HearthScreenCapture *self = data;

  g_mutex_lock (&self->mutex);
  hearth_screen_cursor_copy (&self->cursor, cursor);
  g_mutex_unlock (&self->mutex);
  tell_pointer (self);
}

/* --- The object --------------------------------------------------------------------------------------------------------- */

static void
on_stream_failed (gpointer target,
                  gpointer data)
{
  hearth_capture_watch_fail (HEARTH_SCREEN_CAPTURE (target)->watch, data);
}

static void
on_failed_on_stream_thread (const GError *error,
                            gpointer      data)
{
  hearth_main_thread_post (data, on_stream_failed, g_error_copy (error), (GDestroyNotify) g_error_free);
}

static void
on_failed (HearthScreenCapture *self,
           GError              *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

static const HearthScreenStreamFuncs stream_funcs = {
  .picture = on_picture_on_stream_thread,
  .silence = on_silence_on_stream_thread,
  .cursor = on_cursor_on_stream_thread,
  .failed = on_failed_on_stream_thread,
};

static void
hearth_screen_capture_dispose (GObject *object)
{
  hearth_screen_capture_close (HEARTH_SCREEN_CAPTURE (object));

  G_OBJECT_CLASS (hearth_screen_capture_parent_class)->dispose (object);
}

static void
hearth_screen_capture_finalize (GObject *object)
{
  HearthScreenCapture *self = HEARTH_SCREEN_CAPTURE (object);

  hearth_screen_converter_clear (&self->converter);
  g_clear_pointer (&self->picture, gst_sample_unref);
  hearth_screen_cursor_clear (&self->cursor);
  hearth_pointer_clear (&self->pointer);
  hearth_pointer_clear (&self->latest);
  g_mutex_clear (&self->mutex);
  g_object_unref (self->watch);

  G_OBJECT_CLASS (hearth_screen_capture_parent_class)->finalize (object);
}

static void
hearth_screen_capture_class_init (HearthScreenCaptureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_screen_capture_dispose;
  object_class->finalize = hearth_screen_capture_finalize;

  signals[LIVE] = g_signal_new ("live", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  signals[POINTER_CHANGED] = g_signal_new ("pointer-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
hearth_screen_capture_init (HearthScreenCapture *self)
{
  g_mutex_init (&self->mutex);
  self->watch = hearth_capture_watch_new ("screen", FIRST_PICTURE_TIMEOUT, NEXT_PICTURE_TIMEOUT);
  g_signal_connect_object (self->watch, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
}

HearthScreenCapture *
hearth_screen_capture_new (HearthScreenCaptureFunc func,
                           gpointer                data)
{
  HearthScreenCapture *self;

  g_return_val_if_fail (func != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_SCREEN_CAPTURE, NULL);
  self->func = func;
  self->data = data;

  return self;
}

void
hearth_screen_capture_open (HearthScreenCapture *self,
                            int                  remote_fd,
                            guint64              serial,
                            guint32              node_id,
                            guint                max_pixels,
                            guint                max_rate)
{
  GError *error = NULL;

  g_return_if_fail (HEARTH_IS_SCREEN_CAPTURE (self));
  g_return_if_fail (hearth_main_thread_is_current ());
  g_return_if_fail (self->stream == NULL && !self->closed);
  g_return_if_fail (remote_fd >= 0 && max_rate > 0);

  self->max_pixels = max_pixels;
  self->stream = hearth_screen_stream_new (remote_fd, serial, node_id, max_rate, &self->cursor, &stream_funcs, self, &error);
  if (self->stream == NULL)
    hearth_capture_watch_refuse (self->watch, error);
  else
    hearth_capture_watch_start (self->watch, NULL);
}

const HearthPointer *
hearth_screen_capture_get_pointer (HearthScreenCapture *self)
{
  g_return_val_if_fail (HEARTH_IS_SCREEN_CAPTURE (self), NULL);

  return &self->pointer;
}

void
hearth_screen_capture_learn_cursor (HearthScreenCapture *self,
                                    HearthScreenCapture *before)
{
  g_return_if_fail (HEARTH_IS_SCREEN_CAPTURE (self) && self->stream == NULL);
  g_return_if_fail (HEARTH_IS_SCREEN_CAPTURE (before) && before->closed);

  hearth_screen_cursor_copy (&self->cursor, &before->cursor);
  self->cursor.visible = FALSE;
}

/* Whoever still learns from it later learns of the pointer: what was on the screen is forgotten. */
void
hearth_screen_capture_close (HearthScreenCapture *self)
{
  g_return_if_fail (HEARTH_IS_SCREEN_CAPTURE (self));

  self->closed = TRUE;
  hearth_capture_watch_stop (self->watch);
  g_clear_pointer (&self->stream, hearth_screen_stream_close);
  hearth_screen_converter_clear (&self->converter);
  g_clear_pointer (&self->picture, gst_sample_unref);
}
