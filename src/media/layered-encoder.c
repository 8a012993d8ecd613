/* One picture encoded in several sizes at once: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/layered-encoder.h"

#include "media/layer-scaler.h"
#include "media/layer-sizes.h"
#include "media/video-encoder.h"

struct _HearthLayeredEncoder
{
  GObject parent_instance;

  HearthVideoEncoder *encoders[HEARTH_LIMIT_VIDEO_LAYERS];
  HearthVideoContent content;
  int width; /* what is told */
  int height;
  guint wanted; /* atomic */

  /* The pushing thread's. */
  GstCaps *caps;
  guint n_layers;
  HearthLayer layers[HEARTH_LIMIT_VIDEO_LAYERS];
  HearthLayerScaler scalers[HEARTH_LIMIT_VIDEO_LAYERS];
};

static void layered_source_iface_init (HearthLayeredSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthLayeredEncoder, hearth_layered_encoder, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_LAYERED_SOURCE, layered_source_iface_init))

static guint
hearth_layered_encoder_get_layers (HearthLayeredSource *source,
                                   HearthLayer         *layers)
{
  HearthLayeredEncoder *self = HEARTH_LAYERED_ENCODER (source);

  return self->width > 0 ? hearth_layer_sizes_choose (self->content, self->width, self->height, layers) : 0;
}

static HearthRtpSource *
hearth_layered_encoder_get_source (HearthLayeredSource *source,
                                   guint                layer)
{
  return HEARTH_RTP_SOURCE (HEARTH_LAYERED_ENCODER (source)->encoders[layer]);
}

static void
hearth_layered_encoder_set_wanted (HearthLayeredSource *source,
                                   guint                layers)
{
  HearthLayeredEncoder *self = HEARTH_LAYERED_ENCODER (source);
  guint added = layers & ~g_atomic_int_get (&self->wanted);

  for (guint i = 0; i < HEARTH_LIMIT_VIDEO_LAYERS; i++)
    if ((added & 1u << i) != 0)
      hearth_video_encoder_begin (self->encoders[i]);
  g_atomic_int_set (&self->wanted, layers);
}

static void
layered_source_iface_init (HearthLayeredSourceInterface *iface)
{
  iface->get_layers = hearth_layered_encoder_get_layers;
  iface->get_source = hearth_layered_encoder_get_source;
  iface->set_wanted = hearth_layered_encoder_set_wanted;
}

static void
hearth_layered_encoder_dispose (GObject *object)
{
  hearth_layered_encoder_close (HEARTH_LAYERED_ENCODER (object));

  G_OBJECT_CLASS (hearth_layered_encoder_parent_class)->dispose (object);
}

static void
hearth_layered_encoder_finalize (GObject *object)
{
  HearthLayeredEncoder *self = HEARTH_LAYERED_ENCODER (object);

  for (guint i = 0; i < HEARTH_LIMIT_VIDEO_LAYERS; i++)
    {
      hearth_layer_scaler_clear (&self->scalers[i]);
      g_clear_object (&self->encoders[i]);
    }
  gst_clear_caps (&self->caps);

  G_OBJECT_CLASS (hearth_layered_encoder_parent_class)->finalize (object);
}

static void
hearth_layered_encoder_class_init (HearthLayeredEncoderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_layered_encoder_dispose;
  object_class->finalize = hearth_layered_encoder_finalize;
}

static void
hearth_layered_encoder_init (HearthLayeredEncoder *self)
{
}

HearthLayeredEncoder *
hearth_layered_encoder_new (GError **error)
{
  g_autoptr (HearthLayeredEncoder) self = g_object_new (HEARTH_TYPE_LAYERED_ENCODER, NULL);
  guint32 timestamp_offset = g_random_int ();

  for (guint i = 0; i < HEARTH_LIMIT_VIDEO_LAYERS; i++)
    {
      self->encoders[i] = hearth_video_encoder_new (timestamp_offset, error);
      if (self->encoders[i] == NULL)
        return NULL;
    }

  return g_steal_pointer (&self);
}

void
hearth_layered_encoder_set_content (HearthLayeredEncoder *self,
                                    HearthVideoContent    content)
{
  g_return_if_fail (HEARTH_IS_LAYERED_ENCODER (self));

  if (self->content == content)
    return;

  self->content = content;
  gst_clear_caps (&self->caps);
  for (guint i = 0; i < HEARTH_LIMIT_VIDEO_LAYERS; i++)
    hearth_video_encoder_set_content (self->encoders[i], content);
}

void
hearth_layered_encoder_set_size (HearthLayeredEncoder *self,
                                 int                   width,
                                 int                   height)
{
  g_return_if_fail (HEARTH_IS_LAYERED_ENCODER (self));

  if (self->width == width && self->height == height)
    return;

  self->width = width;
  self->height = height;
  g_signal_emit_by_name (self, "layers-changed");
}

static gboolean
follow (HearthLayeredEncoder *self,
        GstCaps              *caps)
{
  GstVideoInfo info;

  if (self->caps == caps)
    return TRUE;
  if (!gst_video_info_from_caps (&info, caps))
    return FALSE;

  gst_caps_replace (&self->caps, caps);
  self->n_layers = hearth_layer_sizes_choose (self->content, info.width, info.height, self->layers);

  return TRUE;
}

void
hearth_layered_encoder_push (HearthLayeredEncoder *self,
                             GstSample            *picture)
{
  g_autoptr (GstSample) larger = NULL;
  guint wanted;

  g_return_if_fail (HEARTH_IS_LAYERED_ENCODER (self));
  g_return_if_fail (GST_IS_SAMPLE (picture));

  wanted = g_atomic_int_get (&self->wanted);
  if (wanted == 0 || !follow (self, gst_sample_get_caps (picture)))
    return;

  larger = gst_sample_ref (picture);
  for (guint i = self->n_layers; i-- > 0;)
    {
      if ((wanted & 1u << i) == 0)
        continue;

      if (i < self->n_layers - 1)
        {
          g_autoptr (GstSample) whole = g_steal_pointer (&larger);

          larger = hearth_layer_scaler_scale (&self->scalers[i], whole, self->layers[i].width, self->layers[i].height);
        }
      if (larger == NULL)
        return;
      hearth_video_encoder_push (self->encoders[i], larger, self->layers[i].bitrate);
    }
}

guint
hearth_layered_encoder_get_wanted (HearthLayeredEncoder *self)
{
  g_return_val_if_fail (HEARTH_IS_LAYERED_ENCODER (self), 0);

  return g_atomic_int_get (&self->wanted);
}

void
hearth_layered_encoder_close (HearthLayeredEncoder *self)
{
  g_return_if_fail (HEARTH_IS_LAYERED_ENCODER (self));

  for (guint i = 0; i < HEARTH_LIMIT_VIDEO_LAYERS; i++)
    if (self->encoders[i] != NULL)
      hearth_video_encoder_close (self->encoders[i]);
}
