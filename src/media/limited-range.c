/* From full to limited range: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/limited-range.h"

#include <gst/video/video.h>
#include <libyuv.h>

static guint8 *
get_plane (const GstVideoFrame *frame,
           guint                plane)
{
  return GST_VIDEO_FRAME_PLANE_DATA (frame, plane);
}

/* Value by value, so from and to may be the same. */
static void
limit (GstVideoFrame *frame)
{
  const int *stride = frame->info.stride;

  J420ToI420 (get_plane (frame, 0), stride[0], get_plane (frame, 1), stride[1], get_plane (frame, 2), stride[2],
              get_plane (frame, 0), stride[0], get_plane (frame, 1), stride[1], get_plane (frame, 2), stride[2],
              GST_VIDEO_FRAME_WIDTH (frame), GST_VIDEO_FRAME_HEIGHT (frame));
}

GstSample *
hearth_limited_range_make (GstSample *picture)
{
  GstVideoInfo info, limited;
  g_autoptr (GstBuffer) buffer = NULL;
  g_autoptr (GstCaps) caps = NULL;
  GstVideoFrame frame;

  g_return_val_if_fail (GST_IS_SAMPLE (picture), NULL);

  if (gst_sample_get_caps (picture) == NULL || gst_sample_get_buffer (picture) == NULL
      || !gst_video_info_from_caps (&info, gst_sample_get_caps (picture)) || GST_VIDEO_INFO_FORMAT (&info) != GST_VIDEO_FORMAT_I420
      || info.colorimetry.range != GST_VIDEO_COLOR_RANGE_0_255)
    return picture;

  /* The sample lets go of the buffer first, or there would always be two who hold it. */
  picture = gst_sample_make_writable (picture);
  buffer = gst_buffer_ref (gst_sample_get_buffer (picture));
  gst_sample_set_buffer (picture, NULL);
  buffer = gst_buffer_make_writable (g_steal_pointer (&buffer));

  if (!gst_video_frame_map (&frame, &info, buffer, GST_MAP_READWRITE))
    {
      gst_sample_set_buffer (picture, buffer);
      return picture;
    }

  limit (&frame);
  gst_video_frame_unmap (&frame);
  gst_sample_set_buffer (picture, buffer);
  limited = info;
  limited.colorimetry.range = GST_VIDEO_COLOR_RANGE_16_235;
  caps = gst_video_info_to_caps (&limited);
  gst_sample_set_caps (picture, caps);

  return picture;
}
