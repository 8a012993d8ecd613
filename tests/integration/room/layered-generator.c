/* A picture in up to three sizes, made up: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "layered-generator.h"

/* The generators send 576 kbit/s each. */
static const HearthLayer sizes[HEARTH_LIMIT_VIDEO_LAYERS] = {
  { 320, 180, 500 * 1000 },
  { 640, 360, 600 * 1000 },
  { 1280, 720, 1500 * 1000 },
};

struct _LayeredGenerator
{
  GObject parent_instance;

  RtpGenerator *generators[HEARTH_LIMIT_VIDEO_LAYERS];
  guint n_layers;
  guint wanted;
};

static void layered_source_iface_init (HearthLayeredSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LayeredGenerator, layered_generator, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_LAYERED_SOURCE, layered_source_iface_init))

static guint
get_layers (HearthLayeredSource *source,
            HearthLayer         *layers)
{
  LayeredGenerator *self = LAYERED_GENERATOR (source);

  memcpy (layers, sizes, self->n_layers * sizeof *layers);

  return self->n_layers;
}

static HearthRtpSource *
get_source (HearthLayeredSource *source,
            guint                layer)
{
  return HEARTH_RTP_SOURCE (LAYERED_GENERATOR (source)->generators[layer]);
}

static void
follow (LayeredGenerator *self)
{
  for (guint i = 0; i < HEARTH_LIMIT_VIDEO_LAYERS; i++)
    rtp_generator_set_paused (self->generators[i], i >= self->n_layers || (self->wanted & 1u << i) == 0);
}

static void
set_wanted (HearthLayeredSource *source,
            guint                layers)
{
  LayeredGenerator *self = LAYERED_GENERATOR (source);

  self->wanted = layers;
  follow (self);
}

static void
layered_source_iface_init (HearthLayeredSourceInterface *iface)
{
  iface->get_layers = get_layers;
  iface->get_source = get_source;
  iface->set_wanted = set_wanted;
}

static void
layered_generator_dispose (GObject *object)
{
  LayeredGenerator *self = LAYERED_GENERATOR (object);

  for (guint i = 0; i < HEARTH_LIMIT_VIDEO_LAYERS; i++)
    g_clear_object (&self->generators[i]);

  G_OBJECT_CLASS (layered_generator_parent_class)->dispose (object);
}

static void
layered_generator_class_init (LayeredGeneratorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = layered_generator_dispose;
}

static void
layered_generator_init (LayeredGenerator *self)
{
}

LayeredGenerator *
layered_generator_new (guint32 ssrc,
                       guint   n_layers)
{
  LayeredGenerator *self = g_object_new (LAYERED_GENERATOR_TYPE, NULL);

  for (guint i = 0; i < HEARTH_LIMIT_VIDEO_LAYERS; i++)
    {
      self->generators[i] = rtp_generator_new (TRUE, ssrc + i, 0);
      rtp_generator_set_paused (self->generators[i], TRUE);
    }
  self->n_layers = n_layers;

  return self;
}

void
layered_generator_set_n_layers (LayeredGenerator *self,
                                guint             n_layers)
{
  self->n_layers = n_layers;
  follow (self);
  g_signal_emit_by_name (self, "layers-changed");
}

guint
layered_generator_get_wanted (LayeredGenerator *self)
{
  return self->wanted;
}

guint
layered_generator_get_n_sent (LayeredGenerator *self,
                              guint             layer)
{
  return rtp_generator_get_n_sent (self->generators[layer]);
}

void
layered_generator_stop (LayeredGenerator *self)
{
  for (guint i = 0; i < HEARTH_LIMIT_VIDEO_LAYERS; i++)
    rtp_generator_stop (self->generators[i]);
}
