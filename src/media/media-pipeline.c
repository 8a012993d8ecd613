/* A GstPipeline of ours: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/media-pipeline.h"

#include "base/main-thread.h"
#include "media/media-error.h"

/* How long closing waits for a device. PipeWire lets go of one in under 20 ms; one that hangs keeps pipewiresrc for 30 s. */
#define CLOSE_TIMEOUT (500 * G_TIME_SPAN_MILLISECOND)

/* And for one that has already reported an error: its stream is over, and pipewiresrc often waits out its 30 s then. */
#define CLOSE_FAILED_TIMEOUT (50 * G_TIME_SPAN_MILLISECOND)

/* State changes of a pipeline with a device, made on a worker thread. It outlives the pipeline object where PipeWire hangs. */
typedef struct
{
  GMutex change_mutex; /* held during a change, so that starting and stopping do not overlap */
  GMutex mutex;        /* guards the two below */
  gboolean closing;
  gboolean stopped;
  GCond stopped_cond;
} Worker;

struct _HearthMediaPipeline
{
  GObject parent_instance;

  GstElement *pipeline;
  guint bus_watch;
  Worker *worker; /* NULL unless hearth_media_pipeline_play_device() was called */
  gboolean has_failed;
};

/* The message on the bus that says that the first buffer has passed a watched pad. */
#define FLOWING_MESSAGE "hearth-flowing"

enum
{
  FAILED,
  FLOWING,
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthMediaPipeline, hearth_media_pipeline, G_TYPE_OBJECT)

static void
worker_clear (gpointer data)
{
  Worker *worker = data;

  g_mutex_clear (&worker->change_mutex);
  g_mutex_clear (&worker->mutex);
  g_cond_clear (&worker->stopped_cond);
}

static void
worker_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, worker_clear);
}

static void
start_on_worker_thread (GstObject *pipeline,
                        gpointer   data)
{
  Worker *worker = data;
  gboolean closing;

  g_mutex_lock (&worker->change_mutex);
  g_mutex_lock (&worker->mutex);
  closing = worker->closing;
  g_mutex_unlock (&worker->mutex);

  /* What fails here is reported on the bus by the element that failed. */
  if (!closing)
    gst_element_set_state (GST_ELEMENT (pipeline), GST_STATE_PLAYING);
  g_mutex_unlock (&worker->change_mutex);

  worker_unref (worker);
}

static void
stop_on_worker_thread (GstObject *pipeline,
                       gpointer   data)
{
  Worker *worker = data;

  g_mutex_lock (&worker->change_mutex);
  gst_element_set_state (GST_ELEMENT (pipeline), GST_STATE_NULL);
  g_mutex_unlock (&worker->change_mutex);

  g_mutex_lock (&worker->mutex);
  worker->stopped = TRUE;
  g_cond_signal (&worker->stopped_cond);
  g_mutex_unlock (&worker->mutex);

  worker_unref (worker);
}

/* Waits for the worker as long as devices honestly take; after that main goes on and the worker finishes alone. */
static void
stop_device (HearthMediaPipeline *self)
{
  gint64 deadline = g_get_monotonic_time () + (self->has_failed ? CLOSE_FAILED_TIMEOUT : CLOSE_TIMEOUT);

  g_mutex_lock (&self->worker->mutex);
  self->worker->closing = TRUE;
  gst_object_call_async (GST_OBJECT (self->pipeline), stop_on_worker_thread, g_atomic_rc_box_acquire (self->worker));
  while (!self->worker->stopped)
    {
      if (!g_cond_wait_until (&self->worker->stopped_cond, &self->worker->mutex, deadline))
        {
          g_debug ("%s does not stop; it is left to itself", GST_OBJECT_NAME (self->pipeline));
          break;
        }
    }
  g_mutex_unlock (&self->worker->mutex);
}

static void
report_error (HearthMediaPipeline *self,
              GstMessage          *message)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *debug = NULL;
  g_autoptr (GError) error = NULL;
  HearthMediaError code = HEARTH_MEDIA_ERROR_PIPELINE;

  gst_message_parse_error (message, &cause, &debug);
  if (cause->domain == HEARTH_MEDIA_ERROR)
    code = cause->code;
  else if (g_error_matches (cause, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN))
    code = HEARTH_MEDIA_ERROR_MISSING_ELEMENT;
  /* A device that vanishes in the middle of a buffer shows as an error of the stream. */
  else if (cause->domain == GST_RESOURCE_ERROR || self->worker != NULL)
    code = HEARTH_MEDIA_ERROR_DEVICE;

  g_debug ("%s: %s: %s (%s)", GST_OBJECT_NAME (self->pipeline), GST_OBJECT_NAME (GST_MESSAGE_SRC (message)),
           cause->message, debug);
  /* Whole caps and properties would show the keys of SRTP. */
  GST_DEBUG_BIN_TO_DOT_FILE (GST_BIN (self->pipeline), GST_DEBUG_GRAPH_SHOW_MEDIA_TYPE | GST_DEBUG_GRAPH_SHOW_STATES, "error");

  error = g_error_new_literal (HEARTH_MEDIA_ERROR, code, cause->message);
  self->has_failed = TRUE;
  g_signal_emit (self, signals[FAILED], 0, error);
}

static gboolean
on_bus_message (GstBus     *bus,
                GstMessage *message,
                gpointer    user_data)
{
  g_autoptr (HearthMediaPipeline) self = g_object_ref (HEARTH_MEDIA_PIPELINE (user_data));

  switch (GST_MESSAGE_TYPE (message))
    {
    case GST_MESSAGE_ERROR:
      report_error (self, message);
      break;
    case GST_MESSAGE_APPLICATION:
      if (gst_message_has_name (message, FLOWING_MESSAGE))
        g_signal_emit (self, signals[FLOWING], 0);
      break;
    case GST_MESSAGE_EOS:
      g_signal_emit (self, signals[ENDED], 0);
      break;
    case GST_MESSAGE_LATENCY:
      /* It takes the state lock, which a device that hangs may hold for half a minute. */
      if (self->pipeline != NULL && self->worker == NULL)
        gst_bin_recalculate_latency (GST_BIN (self->pipeline));
      break;
    default:
      break;
    }

  return self->bus_watch != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
hearth_media_pipeline_dispose (GObject *object)
{
  hearth_media_pipeline_close (HEARTH_MEDIA_PIPELINE (object));

  G_OBJECT_CLASS (hearth_media_pipeline_parent_class)->dispose (object);
}

static void
hearth_media_pipeline_class_init (HearthMediaPipelineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_media_pipeline_dispose;

  /**
   * HearthMediaPipeline::failed:
   * @error: a #GError of HEARTH_MEDIA_ERROR
   *
   * The pipeline has failed and gives nothing any more; its owner closes it.
   */
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);

  /** HearthMediaPipeline::flowing: The first buffer has passed the pad given to hearth_media_pipeline_watch(). */
  signals[FLOWING] = g_signal_new ("flowing", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * HearthMediaPipeline::ended:
   *
   * The pipeline came to the end of its stream.
   */
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_media_pipeline_init (HearthMediaPipeline *self)
{
}

HearthMediaPipeline *
hearth_media_pipeline_new (const char *name)
{
  HearthMediaPipeline *self = g_object_new (HEARTH_TYPE_MEDIA_PIPELINE, NULL);
  g_autoptr (GstClock) clock = gst_system_clock_obtain ();
  g_autoptr (GstBus) bus = NULL;

  self->pipeline = gst_object_ref_sink (gst_pipeline_new (name));
  gst_pipeline_use_clock (GST_PIPELINE (self->pipeline), clock);
  gst_element_set_start_time (self->pipeline, GST_CLOCK_TIME_NONE);
  gst_element_set_base_time (self->pipeline, 0);

  bus = gst_pipeline_get_bus (GST_PIPELINE (self->pipeline));
  self->bus_watch = gst_bus_add_watch (bus, on_bus_message, self);

  return self;
}

GstBin *
hearth_media_pipeline_get_bin (HearthMediaPipeline *self)
{
  g_return_val_if_fail (HEARTH_IS_MEDIA_PIPELINE (self), NULL);

  return GST_BIN (self->pipeline);
}

GstElement *
hearth_media_pipeline_add (HearthMediaPipeline *self,
                           const char          *factory,
                           const char          *name,
                           GError             **error)
{
  GstElement *element;

  g_return_val_if_fail (HEARTH_IS_MEDIA_PIPELINE (self), NULL);
  g_return_val_if_fail (self->pipeline != NULL, NULL);

  element = gst_element_factory_make (factory, name);
  if (element == NULL)
    {
      g_set_error (error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_MISSING_ELEMENT,
                   "The GStreamer element “%s” is not installed", factory);
      return NULL;
    }
  gst_bin_add (GST_BIN (self->pipeline), element);

  return element;
}

void
hearth_media_pipeline_disable_clock (HearthMediaPipeline *self)
{
  g_return_if_fail (HEARTH_IS_MEDIA_PIPELINE (self));
  g_return_if_fail (self->pipeline != NULL);

  gst_pipeline_use_clock (GST_PIPELINE (self->pipeline), NULL);
}

gboolean
hearth_media_pipeline_play (HearthMediaPipeline *self,
                            GError             **error)
{
  g_return_val_if_fail (HEARTH_IS_MEDIA_PIPELINE (self), FALSE);
  g_return_val_if_fail (self->pipeline != NULL, FALSE);
  g_return_val_if_fail (hearth_main_thread_is_current (), FALSE);

  if (gst_element_set_state (self->pipeline, GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE)
    return TRUE;

  g_set_error (error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_PIPELINE,
               "%s does not start", GST_OBJECT_NAME (self->pipeline));
  return FALSE;
}

void
hearth_media_pipeline_play_device (HearthMediaPipeline *self)
{
  g_return_if_fail (HEARTH_IS_MEDIA_PIPELINE (self));
  g_return_if_fail (self->pipeline != NULL && self->worker == NULL);
  g_return_if_fail (hearth_main_thread_is_current ());

  self->worker = g_atomic_rc_box_new0 (Worker);
  g_mutex_init (&self->worker->change_mutex);
  g_mutex_init (&self->worker->mutex);
  g_cond_init (&self->worker->stopped_cond);

  gst_object_call_async (GST_OBJECT (self->pipeline), start_on_worker_thread, g_atomic_rc_box_acquire (self->worker));
}

/* By way of the bus, which is gone when the pipeline has been closed: nobody else is touched here. */
static GstPadProbeReturn
on_first_buffer_on_streaming_thread (GstPad          *pad,
                                     GstPadProbeInfo *info,
                                     gpointer         user_data)
{
  g_autoptr (GstElement) element = gst_pad_get_parent_element (pad);

  if (element != NULL)
    gst_element_post_message (element, gst_message_new_application (GST_OBJECT (element),
                                                                    gst_structure_new_empty (FLOWING_MESSAGE)));

  return GST_PAD_PROBE_REMOVE;
}

void
hearth_media_pipeline_watch (HearthMediaPipeline *self,
                             GstPad              *pad)
{
  g_return_if_fail (HEARTH_IS_MEDIA_PIPELINE (self));
  g_return_if_fail (GST_IS_PAD (pad));

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_first_buffer_on_streaming_thread, NULL, NULL);
}

void
hearth_media_pipeline_fail (HearthMediaPipeline *self,
                            GError              *error)
{
  g_return_if_fail (HEARTH_IS_MEDIA_PIPELINE (self));
  g_return_if_fail (self->pipeline != NULL);
  g_return_if_fail (error != NULL);

  gst_element_post_message (self->pipeline, gst_message_new_error (GST_OBJECT (self->pipeline), error, NULL));
}

void
hearth_media_pipeline_close (HearthMediaPipeline *self)
{
  g_return_if_fail (HEARTH_IS_MEDIA_PIPELINE (self));

  if (self->pipeline == NULL)
    return;

  g_return_if_fail (hearth_main_thread_is_current ());

  g_clear_handle_id (&self->bus_watch, g_source_remove);
  if (self->worker != NULL)
    stop_device (self);
  else
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_clear_pointer (&self->worker, worker_unref);
  g_clear_pointer (&self->pipeline, gst_object_unref);
}

GstClockTime
hearth_media_pipeline_get_running_time (void)
{
  g_autoptr (GstClock) clock = gst_system_clock_obtain ();

  return gst_clock_get_time (clock);
}
