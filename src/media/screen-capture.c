/* One opening of a screen or window: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/screen-capture.h"

#include <gst/app/app.h>

#include "base/main-thread.h"
#include "media/capture-watch.h"
#include "media/media-error.h"
#include "media/media-pipeline.h"
#include "media/pipewire-remote.h"
#include "media/screen-converter.h"

/* The compositor answers at once where it can; a busy computer needs its time. */
#define FIRST_PICTURE_TIMEOUT (5 * G_USEC_PER_SEC)

/* The last picture is said again so often while nothing changes, and three seconds without any are no share any more. */
#define REPEAT_MS 200
#define NEXT_PICTURE_TIMEOUT (3 * G_USEC_PER_SEC)

/* Where streaming threads find us. It outlives us where PipeWire hangs (see hearth_media_pipeline_close()). */
typedef struct
{
  GMutex mutex;              /* held during func, so that closing waits for it */
  HearthScreenCapture *self; /* NULL once closed */
  HearthScreenCaptureFunc func;
  gpointer data;
  HearthScreenConverter converter;
  guint max_pixels;
  gint64 least_distance; /* µs between two pictures */
  gint64 last_taken_at;  /* µs, monotonic; of the source's thread alone */
  int width;
  int height;
} Outlet;

struct _HearthScreenCapture
{
  GObject parent_instance;

  HearthMediaPipeline *pipeline;
  Outlet *outlet;
  HearthCaptureWatch *watch;
};

enum
{
  LIVE,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthScreenCapture, hearth_screen_capture, G_TYPE_OBJECT)

static void
outlet_clear (gpointer data)
{
  Outlet *outlet = data;

  hearth_screen_converter_clear (&outlet->converter);
  g_mutex_clear (&outlet->mutex);
}

static void
outlet_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, outlet_clear);
}

static void
on_size (gpointer target,
         gpointer data)
{
  HearthScreenCapture *self = target;
  const int *size = data;

  if (hearth_capture_watch_is_running (self->watch))
    g_signal_emit (self, signals[LIVE], 0, size[0], size[1]);
}

/* The mutex is held. */
static void
tell_size (Outlet    *outlet,
           GstSample *picture)
{
  const GstStructure *structure = gst_caps_get_structure (gst_sample_get_caps (picture), 0);
  int width = 0, height = 0;
  int *size;

  gst_structure_get (structure, "width", G_TYPE_INT, &width, "height", G_TYPE_INT, &height, NULL);
  if (width == outlet->width && height == outlet->height)
    return;

  outlet->width = width;
  outlet->height = height;
  size = g_new (int, 2);
  size[0] = width;
  size[1] = height;
  hearth_main_thread_post (outlet->self, on_size, size, g_free);
}

/* A compositor's clock need not be ours, and a picture that is said again has the time of the first: now is right for both. */
static GstFlowReturn
on_picture_on_streaming_thread (GstAppSink *appsink,
                                gpointer    user_data)
{
  Outlet *outlet = user_data;
  g_autoptr (GstSample) given = gst_app_sink_pull_sample (appsink);
  g_autoptr (GstSample) picture = NULL;

  if (given == NULL)
    return GST_FLOW_EOS;

  g_mutex_lock (&outlet->mutex);
  if (outlet->self != NULL)
    picture = hearth_screen_converter_convert (&outlet->converter, given, outlet->max_pixels);
  if (picture != NULL)
    {
      GST_BUFFER_PTS (gst_sample_get_buffer (picture)) = hearth_media_pipeline_get_running_time ();
      hearth_capture_watch_note_picture (outlet->self->watch);
      tell_size (outlet, picture);
      outlet->func (picture, outlet->data);
    }
  g_mutex_unlock (&outlet->mutex);

  return GST_FLOW_OK;
}

/* What comes too soon is left out before anybody works on it. The last of several is not lost: it is said again. */
static GstPadProbeReturn
on_captured_on_streaming_thread (GstPad          *pad,
                                 GstPadProbeInfo *info,
                                 gpointer         user_data)
{
  Outlet *outlet = user_data;
  gint64 now = g_get_monotonic_time ();

  if (now - outlet->last_taken_at < outlet->least_distance)
    return GST_PAD_PROBE_DROP;

  outlet->last_taken_at = now;

  return GST_PAD_PROBE_OK;
}

static void
on_failed (HearthScreenCapture *self,
           GError              *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

/* Returns: (transfer none): the source, which has no PipeWire yet. */
static GstElement *
build (HearthScreenCapture  *self,
       guint64               serial,
       guint32               node_id,
       GError              **error)
{
  g_autofree char *target = serial != 0 ? g_strdup_printf ("%" G_GUINT64_FORMAT, serial) : g_strdup_printf ("%u", node_id);
  GstAppSinkCallbacks callbacks = { .new_sample = on_picture_on_streaming_thread };
  g_autoptr (GstCaps) raw = gst_caps_new_empty_simple ("video/x-raw"); /* in memory that can be read here */
  g_autoptr (GstStructure) properties = NULL;
  g_autoptr (GstPad) pad = NULL;
  GstElement *source, *appsink;

  self->pipeline = hearth_media_pipeline_new ("screen-capture");
  source = hearth_media_pipeline_add (self->pipeline, "pipewiresrc", NULL, error);
  if (source == NULL)
    return NULL;
  appsink = hearth_media_pipeline_add (self->pipeline, "appsink", NULL, error);
  if (appsink == NULL)
    return NULL;

  /* What was chosen and nothing in its place. */
  properties = gst_structure_new ("properties",
                                  "media.role", G_TYPE_STRING, "Screen",
                                  "node.dont-reconnect", G_TYPE_STRING, "true",
                                  "node.dont-fallback", G_TYPE_STRING, "true",
                                  NULL);
  /* "target-object" takes serials and names, and ids no more. */
  g_object_set (source, serial != 0 ? "target-object" : "path", target, "client-name", "Hearth", "stream-properties", properties,
                "keepalive-time", REPEAT_MS, "use-bufferpool", FALSE, NULL);
  gst_util_set_object_arg (G_OBJECT (source), "on-disconnect", "error");
  hearth_media_pipeline_disable_clock (self->pipeline);

  g_object_set (appsink, "sync", FALSE, "async", FALSE, "caps", raw, "max-buffers", 1u, NULL);
  gst_util_set_object_arg (G_OBJECT (appsink), "leaky-type", "downstream");
  gst_app_sink_set_callbacks (GST_APP_SINK (appsink), &callbacks, g_atomic_rc_box_acquire (self->outlet), outlet_unref);
  pad = gst_element_get_static_pad (source, "src");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_captured_on_streaming_thread, g_atomic_rc_box_acquire (self->outlet),
                     outlet_unref);
  gst_element_link (source, appsink);

  return source;
}

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

  outlet_unref (self->outlet);
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
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
hearth_screen_capture_init (HearthScreenCapture *self)
{
  self->outlet = g_atomic_rc_box_new0 (Outlet);
  g_mutex_init (&self->outlet->mutex);
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
  self->outlet->self = self;
  self->outlet->func = func;
  self->outlet->data = data;

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
  GstElement *source;

  g_return_if_fail (HEARTH_IS_SCREEN_CAPTURE (self));
  g_return_if_fail (hearth_main_thread_is_current ());
  g_return_if_fail (self->pipeline == NULL && self->outlet->self != NULL);
  g_return_if_fail (remote_fd >= 0 && max_rate > 0);

  /* A fifth less than the distance, or a source that is a little early would have every second picture left out. */
  self->outlet->max_pixels = max_pixels;
  self->outlet->least_distance = G_USEC_PER_SEC / max_rate * 4 / 5;
  source = build (self, serial, node_id, &error);
  if (source == NULL)
    {
      hearth_pipewire_remote_close (remote_fd);
      hearth_capture_watch_refuse (self->watch, error);
      return;
    }

  hearth_pipewire_remote_give (source, remote_fd);
  hearth_capture_watch_start (self->watch, self->pipeline);
  hearth_media_pipeline_play_device (self->pipeline);
}

void
hearth_screen_capture_close (HearthScreenCapture *self)
{
  g_return_if_fail (HEARTH_IS_SCREEN_CAPTURE (self));

  hearth_capture_watch_stop (self->watch);

  g_mutex_lock (&self->outlet->mutex);
  self->outlet->self = NULL;
  g_mutex_unlock (&self->outlet->mutex);

  if (self->pipeline != NULL)
    hearth_media_pipeline_close (self->pipeline);
  g_clear_object (&self->pipeline);
}
