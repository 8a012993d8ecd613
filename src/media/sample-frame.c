/* From a GstSample to a HearthVideoFrame: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/sample-frame.h"

#include <gst/video/video.h>

#include "media/picture-scaler.h"

static void
unmap (gpointer data)
{
  gst_video_frame_unmap (data);
  g_free (data);
}

/* A picture as it came, in full size and in the colours that it is shown in. */
static HearthVideoFrame *
make_original (gpointer original)
{
  HearthPictureScaler scaler = { 0 };
  g_autoptr (GstSample) whole = hearth_picture_scaler_scale (&scaler, original, 0, 0);

  hearth_picture_scaler_clear (&scaler);

  return whole != NULL ? hearth_video_frame_new_from_sample (whole, NULL, 0) : NULL;
}

static gboolean
has_size (GstSample *sample,
          int        width,
          int        height)
{
  GstVideoInfo info;

  return gst_video_info_from_caps (&info, gst_sample_get_caps (sample)) && info.width == width && info.height == height;
}

static void
free_original (gpointer original)
{
  gst_sample_unref (original);
}

HearthVideoFrame *
hearth_video_frame_new_from_sample (GstSample *sample,
                                    GstSample *original,
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

  if (original == NULL || has_size (original, width, height))
    return hearth_video_frame_new (pixels, width, height, stride, shown_at);

  return hearth_video_frame_new_scaled (pixels, width, height, stride, shown_at, gst_sample_ref (original), make_original, free_original);
}
