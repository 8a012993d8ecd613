/* The last steps of a picture on its way to the screen: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/picture-scaler.h"

gboolean
hearth_picture_scaler_build (HearthPictureScaler *self,
                             HearthMediaPipeline *pipeline,
                             GError             **error)
{
  self->width = 0;
  self->height = 0;

  self->first = hearth_media_pipeline_add (pipeline, "videoscale", NULL, error);
  if (self->first == NULL)
    return FALSE;
  self->filter = hearth_media_pipeline_add (pipeline, "capsfilter", NULL, error);
  if (self->filter == NULL)
    return FALSE;
  self->last = hearth_media_pipeline_add (pipeline, "videoconvert", NULL, error);
  if (self->last == NULL)
    return FALSE;

  return gst_element_link_many (self->first, self->filter, self->last, NULL);
}

void
hearth_picture_scaler_follow (HearthPictureScaler *self,
                              HearthFrameMailbox  *mailbox)
{
  g_autoptr (GstCaps) caps = NULL;
  int width, height;

  hearth_frame_mailbox_get_drawn_size (mailbox, &width, &height);
  if (width == self->width && height == self->height)
    return;

  self->width = width;
  self->height = height;
  if (width > 0 && height > 0)
    caps = gst_caps_new_simple ("video/x-raw",
                                "width", GST_TYPE_INT_RANGE, 1, MAX (2, width),
                                "height", GST_TYPE_INT_RANGE, 1, MAX (2, height),
                                "pixel-aspect-ratio", GST_TYPE_FRACTION, 1, 1, NULL);
  else
    caps = gst_caps_new_any ();
  g_object_set (self->filter, "caps", caps, NULL);
}
