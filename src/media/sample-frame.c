/* From a GstSample to a HearthVideoFrame: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/sample-frame.h"

#include <gst/video/video.h>

static void
unmap (gpointer data)
{
  gst_video_frame_unmap (data);
  g_free (data);
}

HearthVideoFrame *
hearth_video_frame_new_from_sample (GstSample *sample,
                                    gint64     shown_at)
{
  g_autofree GstVideoFrame *mapped = g_new0 (GstVideoFrame, 1);
  g_autoptr (GBytes) pixels = NULL;
  GstCaps *caps = gst_sample_get_caps (sample);
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  GstVideoInfo info;
  int width, height;
  gsize stride;

  if (caps == NULL || buffer == NULL || !gst_video_info_from_caps (&info, caps)
      || GST_VIDEO_INFO_FORMAT (&info) != GST_VIDEO_FORMAT_BGRA)
    return NULL;

  /* The mapping takes a reference on the buffer. */
  if (!gst_video_frame_map (mapped, &info, buffer, GST_MAP_READ))
    return NULL;

  width = GST_VIDEO_FRAME_WIDTH (mapped);
  height = GST_VIDEO_FRAME_HEIGHT (mapped);
  stride = (gsize) GST_VIDEO_FRAME_PLANE_STRIDE (mapped, 0);
  pixels = g_bytes_new_with_free_func (GST_VIDEO_FRAME_PLANE_DATA (mapped, 0), stride * (gsize) height, unmap, mapped);
  g_steal_pointer (&mapped);

  return hearth_video_frame_new (pixels, width, height, stride, shown_at);
}
