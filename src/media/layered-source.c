/* One picture in several sizes at once: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/layered-source.h"

G_DEFINE_INTERFACE (HearthLayeredSource, hearth_layered_source, G_TYPE_OBJECT)

static void
hearth_layered_source_default_init (HearthLayeredSourceInterface *iface)
{
  g_signal_new ("layers-changed", HEARTH_TYPE_LAYERED_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

guint
hearth_layered_source_get_layers (HearthLayeredSource *self,
                                  HearthLayer         *layers)
{
  g_return_val_if_fail (HEARTH_IS_LAYERED_SOURCE (self), 0);
  g_return_val_if_fail (layers != NULL, 0);

  return HEARTH_LAYERED_SOURCE_GET_IFACE (self)->get_layers (self, layers);
}

HearthRtpSource *
hearth_layered_source_get_source (HearthLayeredSource *self,
                                  guint                layer)
{
  g_return_val_if_fail (HEARTH_IS_LAYERED_SOURCE (self), NULL);
  g_return_val_if_fail (layer < HEARTH_LIMIT_VIDEO_LAYERS, NULL);

  return HEARTH_LAYERED_SOURCE_GET_IFACE (self)->get_source (self, layer);
}

void
hearth_layered_source_set_wanted (HearthLayeredSource *self,
                                  guint                layers)
{
  g_return_if_fail (HEARTH_IS_LAYERED_SOURCE (self));
  g_return_if_fail (layers < 1u << HEARTH_LIMIT_VIDEO_LAYERS);

  HEARTH_LAYERED_SOURCE_GET_IFACE (self)->set_wanted (self, layers);
}
