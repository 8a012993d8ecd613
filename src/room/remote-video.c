/* The picture that a guest sends to this computer: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/remote-video.h"

#include "peer/receiving-track.h"

struct _HearthRemoteVideo
{
  GObject parent_instance;

  guint n_layers;
  HearthLayer layers[HEARTH_LIMIT_VIDEO_LAYERS];
  HearthRtpSource *tracks[HEARTH_LIMIT_VIDEO_LAYERS];
  guint wanted;
};

enum
{
  WANTED_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void layered_source_iface_init (HearthLayeredSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthRemoteVideo, hearth_remote_video, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_LAYERED_SOURCE, layered_source_iface_init))

static guint
get_layers (HearthLayeredSource *layered,
            HearthLayer         *layers)
{
  HearthRemoteVideo *self = HEARTH_REMOTE_VIDEO (layered);

  memcpy (layers, self->layers, self->n_layers * sizeof *layers);

  return self->n_layers;
}

static HearthRtpSource *
get_source (HearthLayeredSource *layered,
            guint                layer)
{
  HearthRemoteVideo *self = HEARTH_REMOTE_VIDEO (layered);

  return layer < self->n_layers ? self->tracks[layer] : NULL;
}

static void
set_wanted (HearthLayeredSource *layered,
            guint                layers)
{
  HearthRemoteVideo *self = HEARTH_REMOTE_VIDEO (layered);

  if (self->wanted == layers)
    return;

  self->wanted = layers;
  g_signal_emit (self, signals[WANTED_CHANGED], 0);
}

static void
layered_source_iface_init (HearthLayeredSourceInterface *iface)
{
  iface->get_layers = get_layers;
  iface->get_source = get_source;
  iface->set_wanted = set_wanted;
}

static void
hearth_remote_video_dispose (GObject *object)
{
  HearthRemoteVideo *self = HEARTH_REMOTE_VIDEO (object);

  for (guint i = 0; i < HEARTH_LIMIT_VIDEO_LAYERS; i++)
    g_clear_object (&self->tracks[i]);

  G_OBJECT_CLASS (hearth_remote_video_parent_class)->dispose (object);
}

static void
hearth_remote_video_class_init (HearthRemoteVideoClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_remote_video_dispose;

  signals[WANTED_CHANGED] = g_signal_new ("wanted-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_remote_video_init (HearthRemoteVideo *self)
{
}

HearthRemoteVideo *
hearth_remote_video_new (void)
{
  return g_object_new (HEARTH_TYPE_REMOTE_VIDEO, NULL);
}

/* Nobody gets more of a layer than its sender said, and was given room for. */
static void
limit_layers (HearthRemoteVideo *self)
{
  for (guint i = 0; i < self->n_layers; i++)
    {
      guint limit = MIN (HEARTH_LIMIT_LAYER_EXCESS * self->layers[i].bitrate, HEARTH_LIMIT_LAYER_BITRATE);

      if (HEARTH_IS_RECEIVING_TRACK (self->tracks[i]))
        hearth_receiving_track_set_limit (HEARTH_RECEIVING_TRACK (self->tracks[i]), limit);
    }
}

/* What is believed of a layer: a small picture needs little, whatever its sender says. */
static HearthLayer
read_layer (const HearthLayerState *said)
{
  guint64 pixels = (guint64) said->width * said->height;
  guint64 plausible = HEARTH_LIMIT_LAYER_BITRATE_BASE + HEARTH_LIMIT_LAYER_BITRATE_PER_PIXEL * pixels;

  return (HearthLayer){ said->width, said->height, (guint) MIN (said->bitrate, plausible) };
}

static gboolean
is_larger (const HearthLayer *layer,
           const HearthLayer *before)
{
  return layer->width * layer->height > before->width * before->height && layer->bitrate >= before->bitrate;
}

void
hearth_remote_video_announce (HearthRemoteVideo *self,
                              GPtrArray         *said)
{
  HearthLayer layers[HEARTH_LIMIT_VIDEO_LAYERS] = { 0 };
  guint n = 0;

  g_return_if_fail (HEARTH_IS_REMOTE_VIDEO (self));

  for (guint i = 0; said != NULL && i < said->len && n < HEARTH_LIMIT_VIDEO_LAYERS; i++)
    {
      HearthLayer layer = read_layer (g_ptr_array_index (said, i));

      if (n > 0 && !is_larger (&layer, &layers[n - 1]))
        break;
      layers[n++] = layer;
    }
  if (n == self->n_layers && memcmp (layers, self->layers, sizeof layers) == 0)
    return;

  self->n_layers = n;
  memcpy (self->layers, layers, sizeof layers);
  limit_layers (self);
  g_signal_emit_by_name (self, "layers-changed");
}

void
hearth_remote_video_set_track (HearthRemoteVideo *self,
                               guint              layer,
                               HearthRtpSource   *source)
{
  g_return_if_fail (HEARTH_IS_REMOTE_VIDEO (self));
  g_return_if_fail (layer < HEARTH_LIMIT_VIDEO_LAYERS);

  if (!g_set_object (&self->tracks[layer], source))
    return;

  limit_layers (self);
  g_signal_emit_by_name (self, "layers-changed");
}

guint
hearth_remote_video_get_wanted (HearthRemoteVideo *self)
{
  g_return_val_if_fail (HEARTH_IS_REMOTE_VIDEO (self), 0);

  return self->wanted;
}
