/* One opening of one camera: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/camera-device.h"

#include <gst/app/app.h>
#include <gst/video/video.h>

#include "base/main-thread.h"
#include "media/capture-watch.h"
#include "media/limited-range.h"
#include "media/media-error.h"
#include "media/media-pipeline.h"
#include "media/pipewire-remote.h"

/* Slow USB cameras take over a second to the first picture. Thirty pictures a second are never 2 s apart. */
#define FIRST_PICTURE_TIMEOUT (3 * G_USEC_PER_SEC)
#define NEXT_PICTURE_TIMEOUT (2 * G_USEC_PER_SEC)

/* How far from now a capture time may honestly be; beyond, the driver uses another clock. */
#define PTS_MAX_AGE (1 * GST_SECOND)

/* Where streaming threads find us. It outlives us where PipeWire hangs (see hearth_media_pipeline_close()). */
typedef struct
{
  GMutex mutex;             /* held during func, so that closing waits for it */
  HearthCameraDevice *self; /* NULL once closed */
  HearthCameraDeviceFunc func;
  gpointer data;
  guint keep_one_in;
  guint n_pictures;
} Outlet;

struct _HearthCameraDevice
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

G_DEFINE_FINAL_TYPE (HearthCameraDevice, hearth_camera_device, G_TYPE_OBJECT)

static void
outlet_clear (gpointer data)
{
  g_mutex_clear (&((Outlet *) data)->mutex);
}

static void
outlet_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, outlet_clear);
}

static void
on_live (gpointer target,
         gpointer data)
{
  HearthCameraDevice *self = target;

  if (hearth_capture_watch_is_running (self->watch))
    g_signal_emit (self, signals[LIVE], 0);
}

/* PTS is the moment of capture on the system's monotonic clock; some drivers give none, or one of another clock. */
static GstSample *
correct_pts (GstSample *sample)
{
  GstClockTime now = hearth_media_pipeline_get_running_time ();
  GstClockTime pts = GST_BUFFER_PTS (gst_sample_get_buffer (sample));
  g_autoptr (GstBuffer) buffer = NULL;

  if (GST_CLOCK_TIME_IS_VALID (pts) && pts <= now && now - pts <= PTS_MAX_AGE)
    return sample;

  sample = gst_sample_make_writable (sample);
  buffer = gst_buffer_copy (gst_sample_get_buffer (sample));
  GST_BUFFER_PTS (buffer) = now;
  gst_sample_set_buffer (sample, buffer);

  return sample;
}

/* A camera that only has 60 pictures a second gives us every second one. */
static guint
choose_keep_one_in (GstSample *sample)
{
  GstVideoInfo info;

  if (!gst_video_info_from_caps (&info, gst_sample_get_caps (sample)) || info.fps_d == 0)
    return 1;

  return MAX (1, (guint) ((info.fps_n + 15 * info.fps_d) / (30 * info.fps_d)));
}

static GstFlowReturn
on_picture_on_streaming_thread (GstAppSink *appsink,
                                gpointer    user_data)
{
  Outlet *outlet = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (appsink);

  if (sample == NULL)
    return GST_FLOW_EOS;

  sample = correct_pts (sample);

  g_mutex_lock (&outlet->mutex);
  if (outlet->self != NULL)
    {
      if (outlet->n_pictures == 0)
        {
          outlet->keep_one_in = choose_keep_one_in (sample);
          hearth_main_thread_post (outlet->self, on_live, NULL, NULL);
        }
      hearth_capture_watch_note_picture (outlet->self->watch);
      if (outlet->n_pictures++ % outlet->keep_one_in == 0)
        {
          sample = hearth_limited_range_make (g_steal_pointer (&sample));
          outlet->func (outlet->self, sample, outlet->data);
        }
    }
  g_mutex_unlock (&outlet->mutex);

  return GST_FLOW_OK;
}

static void
on_failed (HearthCameraDevice *self,
           GError             *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

/* From the best to anything: PipeWire takes the first of these that the camera has. MJPEG in the wanted size beats raw pictures
 * of another size or at five a second, which is what USB 2 leaves of raw 720p. */
static GstCaps *
make_wanted_caps (int width,
                  int height)
{
  static const char *const media_types[] = { "video/x-raw", "image/jpeg" };
  GstCaps *caps = gst_caps_new_empty ();

  for (guint i = 0; i < G_N_ELEMENTS (media_types); i++)
    gst_caps_append_structure (caps, gst_structure_new (media_types[i],
                                                        "width", G_TYPE_INT, width,
                                                        "height", G_TYPE_INT, height,
                                                        "framerate", GST_TYPE_FRACTION, 30, 1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (media_types); i++)
    gst_caps_append_structure (caps, gst_structure_new (media_types[i],
                                                        "width", GST_TYPE_INT_RANGE, width, MAX (width + 1, 1920),
                                                        "height", GST_TYPE_INT_RANGE, height, MAX (height + 1, 1080),
                                                        "framerate", GST_TYPE_FRACTION_RANGE, 24, 1, 60, 1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (media_types); i++)
    gst_caps_append_structure (caps, gst_structure_new (media_types[i],
                                                        "framerate", GST_TYPE_FRACTION_RANGE, 15, 1, 60, 1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (media_types); i++)
    gst_caps_append_structure (caps, gst_structure_new_empty (media_types[i]));

  return caps;
}

/* Stands between the source and the rest. The source is told what we would like, not what the converters could take, which is
 * everything; and it is not told when they change their minds, or it would close the camera and open it again. */
static GstPadProbeReturn
on_asked_on_streaming_thread (GstPad          *pad,
                              GstPadProbeInfo *info,
                              gpointer         user_data)
{
  GstCaps *wanted = user_data;
  g_autoptr (GstCaps) answer = NULL;
  GstCaps *filter;
  GstQuery *query;

  if ((GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_EVENT_UPSTREAM) != 0)
    return GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_RECONFIGURE ? GST_PAD_PROBE_DROP : GST_PAD_PROBE_OK;

  query = GST_PAD_PROBE_INFO_QUERY (info);
  if (GST_QUERY_TYPE (query) != GST_QUERY_CAPS)
    return GST_PAD_PROBE_OK;

  gst_query_parse_caps (query, &filter);
  if (filter != NULL)
    answer = gst_caps_intersect_full (wanted, filter, GST_CAPS_INTERSECT_FIRST);
  else
    answer = gst_caps_ref (wanted);
  gst_query_set_caps_result (query, answer);

  return GST_PAD_PROBE_HANDLED;
}

static void
shield_source (GstElement *after_source,
               int         width,
               int         height)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (after_source, "sink");

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_QUERY_DOWNSTREAM | GST_PAD_PROBE_TYPE_EVENT_UPSTREAM,
                     on_asked_on_streaming_thread,
                     make_wanted_caps (width, height), (GDestroyNotify) gst_caps_unref);
}

static GstElement *
add_source (HearthMediaPipeline  *pipeline,
            const char           *device_id,
            GError              **error)
{
  GstElement *source = hearth_media_pipeline_add (pipeline, "pipewiresrc", NULL, error);
  g_autoptr (GstStructure) properties = NULL;

  if (source == NULL)
    return NULL;

  /* Only the camera that was asked for: the session manager would put another one in its place, and nobody agreed to that one. */
  properties = gst_structure_new ("properties",
                                  "media.role", G_TYPE_STRING, "Camera",
                                  "node.dont-reconnect", G_TYPE_STRING, "true",
                                  "node.dont-fallback", G_TYPE_STRING, device_id != NULL ? "true" : "false",
                                  NULL);
  g_object_set (source, "target-object", device_id, "client-name", "Hearth", "stream-properties", properties,
                /* A copy of each picture. When a camera vanishes PipeWire unmaps its pictures at once, also the one being
                 * converted. */
                "use-bufferpool", FALSE,
                NULL);
  hearth_media_pipeline_disable_clock (pipeline);

  return source;
}

static GstElement *
add_jpeg_switch (HearthMediaPipeline  *pipeline,
                 GError              **error)
{
  GstElement *element = hearth_media_pipeline_add (pipeline, "switchbin", NULL, error);
  g_autoptr (GstCaps) raw = gst_caps_new_empty_simple ("video/x-raw");
  g_autoptr (GstCaps) jpeg = gst_caps_new_empty_simple ("image/jpeg");
  GstElement *decoder;

  if (element == NULL)
    return NULL;
  decoder = gst_element_factory_make ("jpegdec", NULL);
  if (decoder == NULL)
    {
      g_set_error_literal (error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_MISSING_ELEMENT,
                           "The GStreamer element “jpegdec” is not installed");
      return NULL;
    }

  g_object_set (element, "num-paths", 2, NULL);
  gst_child_proxy_set (GST_CHILD_PROXY (element), "path0::caps", raw, "path1::caps", jpeg, "path1::element", decoder, NULL);

  return element;
}

/* Before the camera has told its format, the elements cannot agree on one; asking them is slow and sometimes wrong. */
static void
link_in_order (GstElement **elements)
{
  for (; elements[1] != NULL; elements++)
    gst_element_link_pads_full (elements[0], "src", elements[1], "sink", GST_PAD_LINK_CHECK_NOTHING);
}

/* Returns: (transfer none): the source, which has no PipeWire yet. */
static GstElement *
build (HearthCameraDevice  *self,
       const char          *device_id,
       int                  width,
       int                  height,
       GError             **error)
{
  GstElement *source, *jpeg, *crop, *converter, *appsink;
  GstAppSinkCallbacks callbacks = { .new_sample = on_picture_on_streaming_thread };
  g_autoptr (GstCaps) given = gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "I420",
                                                   "width", G_TYPE_INT, width, "height", G_TYPE_INT, height,
                                                   "pixel-aspect-ratio", GST_TYPE_FRACTION, 1, 1, NULL);

  self->pipeline = hearth_media_pipeline_new ("camera-device");
  source = add_source (self->pipeline, device_id, error);
  if (source == NULL)
    return NULL;
  jpeg = add_jpeg_switch (self->pipeline, error);
  if (jpeg == NULL)
    return NULL;
  crop = hearth_media_pipeline_add (self->pipeline, "aspectratiocrop", NULL, error);
  if (crop == NULL)
    return NULL;
  converter = hearth_media_pipeline_add (self->pipeline, "videoconvertscale", NULL, error);
  if (converter == NULL)
    return NULL;
  appsink = hearth_media_pipeline_add (self->pipeline, "appsink", NULL, error);
  if (appsink == NULL)
    return NULL;

  g_object_set (crop, "aspect-ratio", width, height, NULL);
  g_object_set (appsink, "sync", FALSE, "async", FALSE, "caps", given, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (appsink), &callbacks, g_atomic_rc_box_acquire (self->outlet), outlet_unref);
  shield_source (jpeg, width, height);
  link_in_order ((GstElement *[]) { source, jpeg, crop, converter, appsink, NULL });

  return source;
}

static void
hearth_camera_device_dispose (GObject *object)
{
  hearth_camera_device_close (HEARTH_CAMERA_DEVICE (object));

  G_OBJECT_CLASS (hearth_camera_device_parent_class)->dispose (object);
}

static void
hearth_camera_device_finalize (GObject *object)
{
  HearthCameraDevice *self = HEARTH_CAMERA_DEVICE (object);

  outlet_unref (self->outlet);
  g_object_unref (self->watch);

  G_OBJECT_CLASS (hearth_camera_device_parent_class)->finalize (object);
}

static void
hearth_camera_device_class_init (HearthCameraDeviceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_camera_device_dispose;
  object_class->finalize = hearth_camera_device_finalize;

  /**
   * HearthCameraDevice::live:
   *
   * The first picture has come.
   */
  signals[LIVE] = g_signal_new ("live", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * HearthCameraDevice::failed:
   * @error: a #GError of HEARTH_MEDIA_ERROR
   *
   * There is no picture (any more). Emitted once.
   */
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
hearth_camera_device_init (HearthCameraDevice *self)
{
  self->outlet = g_atomic_rc_box_new0 (Outlet);
  g_mutex_init (&self->outlet->mutex);
  self->watch = hearth_capture_watch_new ("camera", FIRST_PICTURE_TIMEOUT, NEXT_PICTURE_TIMEOUT);
  g_signal_connect_object (self->watch, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
}

HearthCameraDevice *
hearth_camera_device_new (HearthCameraDeviceFunc func,
                          gpointer               data)
{
  HearthCameraDevice *self;

  g_return_val_if_fail (func != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_CAMERA_DEVICE, NULL);
  self->outlet->self = self;
  self->outlet->func = func;
  self->outlet->data = data;

  return self;
}

void
hearth_camera_device_open (HearthCameraDevice *self,
                           const char         *device_id,
                           int                 remote_fd,
                           int                 width,
                           int                 height)
{
  GError *error = NULL;
  GstElement *source;

  g_return_if_fail (HEARTH_IS_CAMERA_DEVICE (self));
  g_return_if_fail (hearth_main_thread_is_current ());
  g_return_if_fail (self->pipeline == NULL && self->outlet->self != NULL);

  if (remote_fd < 0)
    remote_fd = hearth_pipewire_remote_connect (&error);
  source = remote_fd >= 0 ? build (self, device_id, width, height, &error) : NULL;
  if (source == NULL)
    {
      if (remote_fd >= 0)
        hearth_pipewire_remote_close (remote_fd);
      hearth_capture_watch_refuse (self->watch, error);
      return;
    }

  hearth_pipewire_remote_give (source, remote_fd);
  hearth_capture_watch_start (self->watch, self->pipeline);
  hearth_media_pipeline_play_device (self->pipeline);
}

void
hearth_camera_device_close (HearthCameraDevice *self)
{
  g_return_if_fail (HEARTH_IS_CAMERA_DEVICE (self));

  hearth_capture_watch_stop (self->watch);

  g_mutex_lock (&self->outlet->mutex);
  self->outlet->self = NULL;
  g_mutex_unlock (&self->outlet->mutex);

  if (self->pipeline != NULL)
    hearth_media_pipeline_close (self->pipeline);
  g_clear_object (&self->pipeline);
}
