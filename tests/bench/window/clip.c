/* Somebody who talks, encoded once: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "clip.h"

#include <gst/app/app.h>

#include "lab-picture.h"

/* Second byte of an RTP header: the last packet of a picture (RFC 3550, 5.1). */
#define MARKER 0x80

struct _Clip
{
  GPtrArray *pictures; /* of CLIP_PICTURES, each a GPtrArray of GBytes */
};

static GstElement *
make_encoder (int    width,
              int    height,
              guint  bitrate)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *description = g_strdup_printf (
    "appsrc name=in format=time caps=video/x-raw,format=YUY2,width=%d,height=%d,framerate=%d/1 ! videoconvert "
    "! vp8enc deadline=1 cpu-used=-6 end-usage=cbr target-bitrate=%u keyframe-max-dist=%u threads=1 error-resilient=default "
    "! rtpvp8pay pt=96 mtu=1200 picture-id-mode=none ! appsink name=out sync=false max-buffers=0",
    width, height, CLIP_RATE, bitrate, 100 * CLIP_PICTURES);
  GstElement *pipeline = gst_parse_launch (description, &error);

  if (error != NULL)
    g_error ("%s", error->message);

  return pipeline;
}

static void
draw_all (GstAppSrc *appsrc,
          int        width,
          int        height)
{
  g_autoptr (LabPicture) picture = lab_picture_new (width, height, 1);

  for (guint i = 0; i < CLIP_PICTURES; i++)
    {
      GstBuffer *buffer = gst_buffer_new_allocate (NULL, (gsize) width * (gsize) height * 2, NULL);
      GstMapInfo map;

      gst_buffer_map (buffer, &map, GST_MAP_WRITE);
      lab_picture_draw (picture, map.data, width * 2, (gint64) i * G_USEC_PER_SEC / CLIP_RATE);
      gst_buffer_unmap (buffer, &map);
      GST_BUFFER_PTS (buffer) = gst_util_uint64_scale (i, GST_SECOND, CLIP_RATE);
      GST_BUFFER_DURATION (buffer) = GST_SECOND / CLIP_RATE;
      gst_app_src_push_buffer (appsrc, buffer);
    }
  gst_app_src_end_of_stream (appsrc);
}

static void
take_packet (Clip      *self,
             GstBuffer *buffer)
{
  GPtrArray *picture = g_ptr_array_index (self->pictures, self->pictures->len - 1);
  gsize size;
  gpointer data;

  gst_buffer_extract_dup (buffer, 0, G_MAXSIZE, &data, &size);
  g_ptr_array_add (picture, g_bytes_new_take (data, size));
  if (((guint8 *) data)[1] & MARKER)
    g_ptr_array_add (self->pictures, g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref));
}

static void
take_sample (Clip      *self,
             GstSample *sample)
{
  GstBufferList *list = gst_sample_get_buffer_list (sample);

  if (list == NULL)
    take_packet (self, gst_sample_get_buffer (sample));
  for (guint i = 0; list != NULL && i < gst_buffer_list_length (list); i++)
    take_packet (self, gst_buffer_list_get (list, i));
}

Clip *
clip_new (int   width,
          int   height,
          guint bitrate)
{
  g_autoptr (GstElement) pipeline = make_encoder (width, height, bitrate);
  g_autoptr (GstElement) appsrc = gst_bin_get_by_name (GST_BIN (pipeline), "in");
  g_autoptr (GstElement) appsink = gst_bin_get_by_name (GST_BIN (pipeline), "out");
  Clip *self = g_new0 (Clip, 1);
  GstSample *sample;

  self->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_ptr_array_add (self->pictures, g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref));

  g_object_set (appsrc, "max-bytes", (guint64) 0, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  draw_all (GST_APP_SRC (appsrc), width, height);
  while ((sample = gst_app_sink_pull_sample (GST_APP_SINK (appsink))) != NULL)
    {
      take_sample (self, sample);
      gst_sample_unref (sample);
    }
  gst_element_set_state (pipeline, GST_STATE_NULL);

  /* The last marker has begun one more. */
  if (self->pictures->len != CLIP_PICTURES + 1)
    g_error ("%u pictures were encoded instead of %u", self->pictures->len - 1, CLIP_PICTURES);

  return self;
}

void
clip_free (Clip *self)
{
  g_ptr_array_unref (self->pictures);
  g_free (self);
}

GPtrArray *
clip_get_packets (Clip *self,
                  guint picture)
{
  return g_ptr_array_index (self->pictures, picture % CLIP_PICTURES);
}
