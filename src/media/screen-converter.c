/* From a compositor's picture to one that can be encoded: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/screen-converter.h"

#include <math.h>

void
hearth_screen_converter_clear (HearthScreenConverter *self)
{
  g_clear_pointer (&self->converter, gst_video_converter_free);
  gst_clear_caps (&self->from);
  gst_clear_caps (&self->to);
}

/* A window's buffers may be as large as the screen, with the window in a corner. */
static gboolean
find_part (GstBuffer          *buffer,
           const GstVideoInfo *info,
           GstVideoRectangle  *part)
{
  const GstVideoCropMeta *crop = gst_buffer_get_video_crop_meta (buffer);

  *part = (GstVideoRectangle) { 0, 0, info->width, info->height };
  if (crop != NULL && crop->width > 0 && crop->height > 0 && crop->x < (guint) info->width && crop->y < (guint) info->height)
    {
      part->x = (int) crop->x;
      part->y = (int) crop->y;
      part->w = (int) MIN (crop->width, (guint) info->width - crop->x);
      part->h = (int) MIN (crop->height, (guint) info->height - crop->y);
    }
  part->w &= ~1;
  part->h &= ~1;

  return part->w > 0 && part->h > 0;
}

static void
choose_size (const GstVideoRectangle *part,
             guint                    max_pixels,
             int                     *width,
             int                     *height)
{
  double scale = sqrt ((double) max_pixels / ((double) part->w * part->h));

  *width = part->w;
  *height = part->h;
  if (scale < 1)
    {
      *width = MAX (2, (int) (part->w * scale) & ~1);
      *height = MAX (2, (int) (part->h * scale) & ~1);
    }
}

static gboolean
is_prepared (const HearthScreenConverter *self,
             GstCaps                     *caps,
             const GstVideoRectangle     *part,
             guint                        max_pixels)
{
  return self->from != NULL && self->max_pixels == max_pixels
         && part->x == self->part.x && part->y == self->part.y && part->w == self->part.w && part->h == self->part.h
         && (caps == self->from || gst_caps_is_equal (caps, self->from));
}

static gboolean
prepare (HearthScreenConverter   *self,
         GstCaps                 *caps,
         const GstVideoInfo      *info,
         const GstVideoRectangle *part,
         guint                    max_pixels)
{
  int width, height;

  if (is_prepared (self, caps, part, max_pixels))
    return TRUE;

  hearth_screen_converter_clear (self);
  choose_size (part, max_pixels, &width, &height);
  self->from_info = *info;
  gst_video_info_set_format (&self->to_info, GST_VIDEO_FORMAT_I420, (guint) width, (guint) height);
  /* What VP8 means, however large it is. */
  gst_video_colorimetry_from_string (&self->to_info.colorimetry, GST_VIDEO_COLORIMETRY_BT601);
  self->to_info.fps_n = info->fps_n;
  self->to_info.fps_d = info->fps_d;
  self->converter = gst_video_converter_new (&self->from_info, &self->to_info,
                                             gst_structure_new ("HearthScreenConverter",
                                                                GST_VIDEO_CONVERTER_OPT_SRC_X, G_TYPE_INT, part->x,
                                                                GST_VIDEO_CONVERTER_OPT_SRC_Y, G_TYPE_INT, part->y,
                                                                GST_VIDEO_CONVERTER_OPT_SRC_WIDTH, G_TYPE_INT, part->w,
                                                                GST_VIDEO_CONVERTER_OPT_SRC_HEIGHT, G_TYPE_INT, part->h,
                                                                NULL));
  if (self->converter == NULL)
    return FALSE;

  self->from = gst_caps_ref (caps);
  self->part = *part;
  self->max_pixels = max_pixels;
  self->to = gst_video_info_to_caps (&self->to_info);

  return TRUE;
}

GstSample *
hearth_screen_converter_convert (HearthScreenConverter *self,
                                 GstSample             *picture,
                                 guint                  max_pixels)
{
  g_autoptr (GstBuffer) converted = NULL;
  GstCaps *caps = gst_sample_get_caps (picture);
  GstBuffer *buffer = gst_sample_get_buffer (picture);
  GstVideoRectangle part;
  GstVideoInfo info;
  GstVideoFrame from, to;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (max_pixels >= 4, NULL);

  if (caps == NULL || buffer == NULL || gst_buffer_get_size (buffer) == 0 || !gst_video_info_from_caps (&info, caps)
      || !find_part (buffer, &info, &part) || !prepare (self, caps, &info, &part, max_pixels)
      || !gst_video_frame_map (&from, &self->from_info, buffer, GST_MAP_READ))
    return NULL;

  converted = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&self->to_info), NULL);
  GST_BUFFER_PTS (converted) = GST_BUFFER_PTS (buffer);
  if (!gst_video_frame_map (&to, &self->to_info, converted, GST_MAP_WRITE))
    {
      gst_video_frame_unmap (&from);
      return NULL;
    }
  gst_video_converter_frame (self->converter, &from, &to);
  gst_video_frame_unmap (&to);
  gst_video_frame_unmap (&from);

  return gst_sample_new (converted, self->to, NULL, NULL);
}
