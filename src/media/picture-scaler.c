/* The last step of a picture on its way to the screen: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/picture-scaler.h"

#include <libyuv.h>
#include <math.h>

#define SMALLEST 2

/* libyuv's mean of blocks of 64×64 is not theirs any more. Nothing is drawn that small anyway. */
#define MOST_HALVINGS 4

/* A picture in 4:2:0, wherever it lies. */
typedef struct
{
  const guint8 *planes[3];
  int strides[3];
  int width;
  int height;
} Planes;

static void
drop_pool (HearthPictureScaler *self)
{
  if (self->pool != NULL)
    gst_buffer_pool_set_active (self->pool, FALSE);
  gst_clear_object (&self->pool);
  gst_clear_caps (&self->to_caps);
}

void
hearth_picture_scaler_clear (HearthPictureScaler *self)
{
  g_return_if_fail (self != NULL);

  drop_pool (self);
  gst_clear_caps (&self->from_caps);
  g_clear_pointer (&self->halved, g_byte_array_unref);
  g_clear_pointer (&self->resized, g_byte_array_unref);
}

/* --- What becomes of what ----------------------------------------------------------------------------------------------- */

static gboolean
take_caps (HearthPictureScaler *self,
           GstCaps             *caps)
{
  if (caps != NULL && self->from_caps != NULL && (caps == self->from_caps || gst_caps_is_equal (caps, self->from_caps)))
    return TRUE;

  gst_clear_caps (&self->from_caps);
  if (caps == NULL || !gst_video_info_from_caps (&self->from, caps) || GST_VIDEO_INFO_FORMAT (&self->from) != GST_VIDEO_FORMAT_I420
      || GST_VIDEO_INFO_WIDTH (&self->from) < SMALLEST || GST_VIDEO_INFO_HEIGHT (&self->from) < SMALLEST)
    return FALSE;

  self->from_caps = gst_caps_ref (caps);

  return TRUE;
}

static void
fit (const GstVideoInfo *from,
     int                *width,
     int                *height)
{
  double scale = MIN ((double) *width / from->width, (double) *height / from->height);

  if (*width <= 0 || *height <= 0 || scale >= 1)
    scale = 1;
  *width = MAX (SMALLEST, (int) lround (from->width * scale));
  *height = MAX (SMALLEST, (int) lround (from->height * scale));
}

/* Memory comes from a pool: fresh pages for every picture cost as much as half the work that is done on them. */
static gboolean
prepare (HearthPictureScaler *self,
         int                  width,
         int                  height)
{
  GstStructure *config;

  if (self->pool != NULL && self->to.width == width && self->to.height == height)
    return TRUE;

  drop_pool (self);
  gst_video_info_set_format (&self->to, GST_VIDEO_FORMAT_BGRA, (guint) width, (guint) height);
  self->to_caps = gst_video_info_to_caps (&self->to);
  self->pool = gst_video_buffer_pool_new ();
  config = gst_buffer_pool_get_config (self->pool);
  gst_buffer_pool_config_set_params (config, self->to_caps, (guint) self->to.size, 0, 0);
  if (gst_buffer_pool_set_config (self->pool, config) && gst_buffer_pool_set_active (self->pool, TRUE))
    return TRUE;

  drop_pool (self);

  return FALSE;
}

/* --- The steps ---------------------------------------------------------------------------------------------------------- */

/* Into @room, which holds nothing that is still needed. */
static void
resize (Planes          *picture,
        GByteArray     **room,
        int              width,
        int              height,
        enum FilterMode  filter)
{
  int chroma_width = (width + 1) / 2, chroma_height = (height + 1) / 2;
  gsize n_luma = (gsize) width * (gsize) height, n_chroma = (gsize) chroma_width * (gsize) chroma_height;
  guint8 *y, *u, *v;

  if (*room == NULL)
    *room = g_byte_array_new ();
  g_byte_array_set_size (*room, (guint) (n_luma + 2 * n_chroma));
  y = (*room)->data;
  u = y + n_luma;
  v = u + n_chroma;
  I420Scale (picture->planes[0], picture->strides[0], picture->planes[1], picture->strides[1], picture->planes[2], picture->strides[2],
             picture->width, picture->height, y, width, u, chroma_width, v, chroma_width, width, height, filter);
  *picture = (Planes) { { y, u, v }, { width, chroma_width, chroma_width }, width, height };
}

/* Bilinear takes four pixels for one: a picture that is to be less than half as large is made smaller before, by the mean of whole
 * blocks, which costs next to nothing. In 4:2:0 all along: there is less of it, and libyuv's scaler of BGRA calculates with seven bits,
 * which makes white grey and lets the background through. */
static void
draw (HearthPictureScaler *self,
      Planes              *picture,
      GstVideoFrame       *to)
{
  int width = GST_VIDEO_FRAME_WIDTH (to), height = GST_VIDEO_FRAME_HEIGHT (to), halvings = 0;

  while (halvings < MOST_HALVINGS && picture->width >> (halvings + 1) >= width && picture->height >> (halvings + 1) >= height)
    halvings++;
  if (halvings > 0)
    resize (picture, &self->halved, picture->width >> halvings, picture->height >> halvings, kFilterBox);
  if (picture->width != width || picture->height != height)
    resize (picture, &self->resized, width, height, kFilterBilinear);

  /* libyuv names what is in a word, from its highest byte on: its ARGB is BGRA in memory. */
  I420ToARGB (picture->planes[0], picture->strides[0], picture->planes[1], picture->strides[1], picture->planes[2], picture->strides[2],
              GST_VIDEO_FRAME_PLANE_DATA (to, 0), GST_VIDEO_FRAME_PLANE_STRIDE (to, 0), width, height);
}

static gboolean
scale_buffer (HearthPictureScaler *self,
              GstBuffer           *buffer,
              GstBuffer           *scaled)
{
  GstVideoFrame from, to;
  Planes picture;

  if (!gst_video_frame_map (&from, &self->from, buffer, GST_MAP_READ))
    return FALSE;
  if (!gst_video_frame_map (&to, &self->to, scaled, GST_MAP_WRITE))
    {
      gst_video_frame_unmap (&from);
      return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (picture.planes); i++)
    {
      picture.planes[i] = GST_VIDEO_FRAME_PLANE_DATA (&from, i);
      picture.strides[i] = GST_VIDEO_FRAME_PLANE_STRIDE (&from, i);
    }
  picture.width = GST_VIDEO_FRAME_WIDTH (&from);
  picture.height = GST_VIDEO_FRAME_HEIGHT (&from);
  draw (self, &picture, &to);
  gst_video_frame_unmap (&to);
  gst_video_frame_unmap (&from);

  return TRUE;
}

GstSample *
hearth_picture_scaler_scale (HearthPictureScaler *self,
                             GstSample           *picture,
                             int                  width,
                             int                  height)
{
  g_autoptr (GstBuffer) scaled = NULL;
  GstBuffer *buffer;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (GST_IS_SAMPLE (picture), NULL);

  buffer = gst_sample_get_buffer (picture);
  if (buffer == NULL || !take_caps (self, gst_sample_get_caps (picture)))
    return NULL;
  fit (&self->from, &width, &height);
  if (!prepare (self, width, height) || gst_buffer_pool_acquire_buffer (self->pool, &scaled, NULL) != GST_FLOW_OK
      || !scale_buffer (self, buffer, scaled))
    return NULL;

  gst_buffer_copy_into (scaled, buffer, GST_BUFFER_COPY_TIMESTAMPS, 0, G_MAXSIZE);

  return gst_sample_new (scaled, self->to_caps, NULL, NULL);
}
