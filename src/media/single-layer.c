/* A picture that comes in one size only: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/single-layer.h"

struct _HearthSingleLayer
{
  GObject parent_instance;

  HearthRtpSource *source;
  HearthLayer layer;
};

static void layered_source_iface_init (HearthLayeredSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthSingleLayer, hearth_single_layer, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_LAYERED_SOURCE, layered_source_iface_init))

static guint
get_layers (HearthLayeredSource *layered,
            HearthLayer         *layers)
{
  layers[0] = HEARTH_SINGLE_LAYER (layered)->layer;

  return 1;
}

static HearthRtpSource *
get_source (HearthLayeredSource *layered,
            guint                layer)
{
  return layer == 0 ? HEARTH_SINGLE_LAYER (layered)->source : NULL;
}

static void
set_wanted (HearthLayeredSource *layered,
            guint                layers)
{
}

static void
layered_source_iface_init (HearthLayeredSourceInterface *iface)
{
  iface->get_layers = get_layers;
  iface->get_source = get_source;
  iface->set_wanted = set_wanted;
}

static void
hearth_single_layer_dispose (GObject *object)
{
  g_clear_object (&HEARTH_SINGLE_LAYER (object)->source);

  G_OBJECT_CLASS (hearth_single_layer_parent_class)->dispose (object);
}

static void
hearth_single_layer_class_init (HearthSingleLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_single_layer_dispose;
}

static void
hearth_single_layer_init (HearthSingleLayer *self)
{
}

HearthSingleLayer *
hearth_single_layer_new (HearthRtpSource   *source,
                         const HearthLayer *layer)
{
  HearthSingleLayer *self;

  g_return_val_if_fail (HEARTH_IS_RTP_SOURCE (source), NULL);
  g_return_val_if_fail (layer != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_SINGLE_LAYER, NULL);
  self->source = g_object_ref (source);
  self->layer = *layer;

  return self;
}
