/* Pictures without a camera: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "picture-generator.h"

#include <gst/video/video.h>

#include "media/media-pipeline.h"

struct _PictureGenerator
{
  PictureGeneratorFunc push;
  gpointer target;
  GstVideoInfo info;
  GstCaps *caps;
  guint8 colours[2][3];
  GThread *thread;
  GMutex mutex;
  GCond cond;
  gboolean stopped;
};

static void
fill (PictureGenerator *self,
      GstVideoFrame    *frame)
{
  for (int component = 0; component < 3; component++)
    {
      guint8 *row = GST_VIDEO_FRAME_COMP_DATA (frame, component);
      int width = GST_VIDEO_FRAME_COMP_WIDTH (frame, component);

      for (int y = 0; y < GST_VIDEO_FRAME_COMP_HEIGHT (frame, component); y++)
        {
          memset (row, self->colours[0][component], (gsize) width / 2);
          memset (row + width / 2, self->colours[1][component], (gsize) (width - width / 2));
          row += GST_VIDEO_FRAME_COMP_STRIDE (frame, component);
        }
    }
}

static void
push_picture (PictureGenerator *self)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&self->info), NULL);
  g_autoptr (GstSample) sample = NULL;
  GstVideoFrame frame;

  g_assert_true (gst_video_frame_map (&frame, &self->info, buffer, GST_MAP_WRITE));
  fill (self, &frame);
  gst_video_frame_unmap (&frame);
  GST_BUFFER_PTS (buffer) = hearth_media_pipeline_get_running_time ();
  sample = gst_sample_new (buffer, self->caps, NULL, NULL);

  self->push (self->target, sample);
}

static gpointer
run (gpointer data)
{
  PictureGenerator *self = data;
  gint64 next = g_get_monotonic_time ();

  g_mutex_lock (&self->mutex);
  while (!self->stopped)
    {
      push_picture (self);
      next += G_USEC_PER_SEC / 30;
      while (!self->stopped && g_cond_wait_until (&self->cond, &self->mutex, next))
        ;
    }
  g_mutex_unlock (&self->mutex);

  return NULL;
}

PictureGenerator *
picture_generator_start (PictureGeneratorFunc push,
                         gpointer             target,
                         int                  width,
                         int                  height,
                         const guint8         left[3],
                         const guint8         right[3])
{
  PictureGenerator *self = g_new0 (PictureGenerator, 1);

  self->push = push;
  self->target = target;
  gst_video_info_set_format (&self->info, GST_VIDEO_FORMAT_I420, (guint) width, (guint) height);
  self->info.fps_n = 30;
  self->info.fps_d = 1;
  self->caps = gst_video_info_to_caps (&self->info);
  memcpy (self->colours[0], left, 3);
  memcpy (self->colours[1], right, 3);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("pictures", run, self);

  return self;
}

void
picture_generator_stop (PictureGenerator *self)
{
  g_mutex_lock (&self->mutex);
  self->stopped = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);

  gst_caps_unref (self->caps);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}
