/* One picture in several sizes at once (simulcast): the camera of this computer, or what somebody sends to it.
 *
 * Each layer is an RtpSource of its own with its own SSRC; all layers of one source share one RTP clock and one timestamp offset,
 * so the same picture has the same RTP timestamp in each of them. Layer 0 is the smallest. Nobody encodes a layer that nobody
 * wants. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/limits.h"
#include "media/rtp-source.h"

G_BEGIN_DECLS

/**
 * HearthLayer: what one layer is
 * @width: pixels
 * @height: pixels
 * @bitrate: bits a second when it is sent whole, with all its temporal layers
 */
typedef struct
{
  guint width;
  guint height;
  guint bitrate;
} HearthLayer;

#define HEARTH_TYPE_LAYERED_SOURCE (hearth_layered_source_get_type ())
G_DECLARE_INTERFACE (HearthLayeredSource, hearth_layered_source, HEARTH, LAYERED_SOURCE, GObject)

struct _HearthLayeredSourceInterface
{
  GTypeInterface parent_iface;

  guint            (*get_layers) (HearthLayeredSource *self,
                                  HearthLayer         *layers);
  HearthRtpSource *(*get_source) (HearthLayeredSource *self,
                                  guint                layer);
  void             (*set_wanted) (HearthLayeredSource *self,
                                  guint                layers);
};

/**
 * hearth_layered_source_get_layers:
 * @layers: (out caller-allocates) (array fixed-size=3): HEARTH_LIMIT_VIDEO_LAYERS places, the smallest picture first
 *
 * Returns: how many there are, 0 while there is no picture
 */
guint            hearth_layered_source_get_layers (HearthLayeredSource *self,
                                                   HearthLayer         *layers);

/**
 * hearth_layered_source_get_source:
 * @layer: less than HEARTH_LIMIT_VIDEO_LAYERS
 *
 * Returns: (transfer none) (nullable): where its packets come from; the same for as long as the layer exists. A layer of a remote
 *   picture has none before its first packet.
 */
HearthRtpSource *hearth_layered_source_get_source (HearthLayeredSource *self,
                                                   guint                layer);

/**
 * hearth_layered_source_set_wanted:
 * @layers: bit n is set where layer n is wanted
 *
 * Who is in charge of the source (one owner) says what is to be encoded from now on. A layer that becomes wanted begins with a key
 * frame; one that is not wanted costs nothing.
 */
void             hearth_layered_source_set_wanted (HearthLayeredSource *self,
                                                   guint                layers);

/* Signals: ::layers-changed ()   another number, size, bit rate or source */

G_END_DECLS
