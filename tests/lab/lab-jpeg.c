/* A still as a JPEG camera sends it: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lab-jpeg.h"

#include <gst/app/app.h>
#include <gst/video/video.h>

#define TIMEOUT (10 * GST_SECOND)

static const guint8 bands[LAB_JPEG_N_BANDS] = LAB_JPEG_BANDS;

static void
draw (GstVideoFrame *frame)
{
  for (guint plane = 0; plane < 3; plane++)
    {
      guint8 *row = GST_VIDEO_FRAME_PLANE_DATA (frame, plane);
      int width = GST_VIDEO_FRAME_COMP_WIDTH (frame, plane);

      for (int y = 0; y < GST_VIDEO_FRAME_COMP_HEIGHT (frame, plane); y++, row += GST_VIDEO_FRAME_PLANE_STRIDE (frame, plane))
        for (int x = 0; x < width; x++)
          row[x] = plane == 0 ? bands[x * LAB_JPEG_N_BANDS / width] : 128;
    }
}

static GstBuffer *
new_picture (const GstVideoInfo *info)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (info), NULL);
  GstVideoFrame frame;

  gst_video_frame_map (&frame, info, buffer, GST_MAP_WRITE);
  draw (&frame);
  gst_video_frame_unmap (&frame);

  return buffer;
}

/* Returns: (transfer full) (nullable) */
static GstSample *
encode (const GstVideoInfo *info)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch ("appsrc name=in format=time ! jpegenc ! appsink name=out sync=false", &error);
  g_autoptr (GstElement) in = NULL;
  g_autoptr (GstElement) out = NULL;
  g_autoptr (GstCaps) caps = gst_video_info_to_caps (info);
  GstSample *jpeg;

  if (error != NULL)
    g_error ("No JPEG: %s", error->message);

  in = gst_bin_get_by_name (GST_BIN (pipeline), "in");
  out = gst_bin_get_by_name (GST_BIN (pipeline), "out");
  gst_app_src_set_caps (GST_APP_SRC (in), caps);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  gst_app_src_push_buffer (GST_APP_SRC (in), new_picture (info));
  jpeg = gst_app_sink_try_pull_sample (GST_APP_SINK (out), TIMEOUT);
  gst_element_set_state (pipeline, GST_STATE_NULL);

  return jpeg;
}

GBytes *
lab_jpeg_new (int width,
              int height)
{
  g_autoptr (GstSample) jpeg = NULL;
  GstMapInfo map;
  GstVideoInfo info;
  GBytes *bytes;

  gst_init (NULL, NULL);
  gst_video_info_set_format (&info, height > 360 ? GST_VIDEO_FORMAT_I420 : GST_VIDEO_FORMAT_Y42B, (guint) width, (guint) height);
  gst_video_colorimetry_from_string (&info.colorimetry, "1:4:0:0");
  jpeg = encode (&info);
  if (jpeg == NULL)
    g_error ("jpegenc gives nothing");

  gst_buffer_map (gst_sample_get_buffer (jpeg), &map, GST_MAP_READ);
  bytes = g_bytes_new (map.data, map.size);
  gst_buffer_unmap (gst_sample_get_buffer (jpeg), &map);

  return bytes;
}
