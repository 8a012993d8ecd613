/* What the own camera sees: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/self-view.h"

#include <gst/app/app.h>

#include "media/media-pipeline.h"
#include "media/picture-scaler.h"
#include "media/sample-frame.h"

/* Nobody looks closely at themselves: every second picture of 30 a second. */
#define MIN_INTERVAL (50 * GST_MSECOND)

struct _HearthSelfView
{
  GObject parent_instance;

  HearthMediaPipeline *pipeline;
  GstElement *appsrc;
  HearthFrameMailbox *mailbox;
  guint changed_signal;
  GstClockTime last_pts;      /* the pushing thread's */
  HearthPictureScaler scaler; /* the pipeline's thread's */

  GMutex mutex; /* guards showing, and keeps a late picture from coming after the last "no picture" */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (HearthSelfView, hearth_self_view, G_TYPE_OBJECT)

static GstFlowReturn
on_picture_on_streaming_thread (GstAppSink *appsink,
                                gpointer    user_data)
{
  HearthSelfView *self = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (appsink);
  g_autoptr (GstSample) scaled = NULL;
  HearthVideoFrame *frame;
  int width, height;

  if (sample == NULL)
    return GST_FLOW_EOS;

  hearth_frame_mailbox_get_drawn_size (self->mailbox, &width, &height);
  scaled = hearth_picture_scaler_scale (&self->scaler, sample, width, height);
  frame = scaled != NULL ? hearth_video_frame_new_from_sample (scaled, sample, g_get_monotonic_time ()) : NULL;
  if (frame == NULL)
    return GST_FLOW_ERROR;

  g_mutex_lock (&self->mutex);
  if (self->showing)
    hearth_frame_mailbox_put (self->mailbox, g_steal_pointer (&frame));
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&frame, hearth_video_frame_unref);

  return GST_FLOW_OK;
}

static gboolean
build (HearthSelfView  *self,
       GError         **error)
{
  GstElement *appsink;
  GstAppSinkCallbacks callbacks = { .new_sample = on_picture_on_streaming_thread };
  g_autoptr (GstCaps) caps = gst_caps_from_string ("video/x-raw, format=I420");

  self->pipeline = hearth_media_pipeline_new ("self-view");
  self->appsrc = hearth_media_pipeline_add (self->pipeline, "appsrc", NULL, error);
  if (self->appsrc == NULL)
    return FALSE;
  appsink = hearth_media_pipeline_add (self->pipeline, "appsink", NULL, error);
  if (appsink == NULL)
    return FALSE;

  g_object_set (self->appsrc, "is-live", TRUE, "format", GST_FORMAT_TIME, "max-buffers", G_GUINT64_CONSTANT (1),
                "max-bytes", G_GUINT64_CONSTANT (0), "leaky-type", GST_APP_LEAKY_TYPE_DOWNSTREAM, NULL);
  g_object_set (appsink, "sync", FALSE, "async", FALSE, "caps", caps, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (appsink), &callbacks, self, NULL);
  gst_element_link (self->appsrc, appsink);

  return TRUE;
}

static void
hearth_self_view_dispose (GObject *object)
{
  hearth_self_view_close (HEARTH_SELF_VIEW (object));

  G_OBJECT_CLASS (hearth_self_view_parent_class)->dispose (object);
}

static void
hearth_self_view_finalize (GObject *object)
{
  HearthSelfView *self = HEARTH_SELF_VIEW (object);

  g_object_unref (self->mailbox);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (hearth_self_view_parent_class)->finalize (object);
}

static void
hearth_self_view_class_init (HearthSelfViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_self_view_dispose;
  object_class->finalize = hearth_self_view_finalize;
}

static void
hearth_self_view_init (HearthSelfView *self)
{
  g_mutex_init (&self->mutex);
  self->mailbox = hearth_frame_mailbox_new ();
  self->changed_signal = g_signal_lookup ("changed", HEARTH_TYPE_FRAME_MAILBOX);
  self->last_pts = GST_CLOCK_TIME_NONE;
}

HearthSelfView *
hearth_self_view_new (GError **error)
{
  g_autoptr (HearthSelfView) self = g_object_new (HEARTH_TYPE_SELF_VIEW, NULL);

  if (!build (self, error) || !hearth_media_pipeline_play (self->pipeline, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
hearth_self_view_push (HearthSelfView *self,
                       GstSample      *picture)
{
  GstClockTime pts;

  g_return_if_fail (HEARTH_IS_SELF_VIEW (self));

  pts = GST_BUFFER_PTS (gst_sample_get_buffer (picture));
  if (GST_CLOCK_TIME_IS_VALID (self->last_pts) && pts < self->last_pts + MIN_INTERVAL)
    return;
  if (!g_signal_has_handler_pending (self->mailbox, self->changed_signal, 0, FALSE))
    return;

  self->last_pts = pts;
  g_mutex_lock (&self->mutex);
  self->showing = TRUE;
  g_mutex_unlock (&self->mutex);
  gst_app_src_push_sample (GST_APP_SRC (self->appsrc), picture);
}

void
hearth_self_view_clear (HearthSelfView *self)
{
  g_return_if_fail (HEARTH_IS_SELF_VIEW (self));

  g_mutex_lock (&self->mutex);
  self->showing = FALSE;
  hearth_frame_mailbox_put (self->mailbox, NULL);
  g_mutex_unlock (&self->mutex);
}

HearthFrameMailbox *
hearth_self_view_get_mailbox (HearthSelfView *self)
{
  g_return_val_if_fail (HEARTH_IS_SELF_VIEW (self), NULL);

  return self->mailbox;
}

void
hearth_self_view_close (HearthSelfView *self)
{
  g_return_if_fail (HEARTH_IS_SELF_VIEW (self));

  if (self->pipeline == NULL)
    return;

  hearth_media_pipeline_close (self->pipeline);
  g_clear_object (&self->pipeline);
  hearth_picture_scaler_clear (&self->scaler);
  hearth_self_view_clear (self);
}
