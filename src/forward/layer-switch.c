/* Which layer of a picture passes: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/layer-switch.h"

#include "base/rtp-payload.h"
#include "forward/sequence.h"

struct _HearthLayerSwitch
{
  gboolean video;
  HearthStreamRewriter *rewriter;

  int flowing;
  int previous; /* what flowed before, and may still bring late packets */
  int awaited;
  gboolean awaited_seen; /* something of the awaited layer has been dropped, up to: */
  guint16 awaited_newest;
  guint64 n_begun;
};

HearthLayerSwitch *
hearth_layer_switch_new (gboolean                   video,
                         const HearthStreamNumbers *first)
{
  HearthLayerSwitch *self;

  g_return_val_if_fail (first != NULL, NULL);

  self = g_new0 (HearthLayerSwitch, 1);
  self->video = video;
  self->rewriter = hearth_stream_rewriter_new (video ? HEARTH_RTP_CLOCK_VP8 : HEARTH_RTP_CLOCK_OPUS, video, first);
  self->flowing = self->previous = self->awaited = HEARTH_NO_LAYER;

  return self;
}

void
hearth_layer_switch_free (HearthLayerSwitch *self)
{
  if (self == NULL)
    return;

  hearth_stream_rewriter_free (self->rewriter);
  g_free (self);
}

static void
await (HearthLayerSwitch *self,
       int                layer)
{
  if (self->awaited == layer)
    return;

  self->awaited = layer;
  self->awaited_seen = FALSE;
}

/* What flowed needs a new beginning, unless another layer is awaited already. */
static void
stop (HearthLayerSwitch *self)
{
  if (self->awaited == HEARTH_NO_LAYER)
    await (self, self->flowing);
  self->flowing = HEARTH_NO_LAYER;
}

void
hearth_layer_switch_select (HearthLayerSwitch *self,
                            int                layer,
                            guint              temporal)
{
  g_return_if_fail (self != NULL);

  hearth_stream_rewriter_set_temporal (self->rewriter, temporal);
  if (layer == HEARTH_NO_LAYER)
    self->flowing = self->previous = HEARTH_NO_LAYER;
  await (self, layer == self->flowing ? HEARTH_NO_LAYER : layer);
}

void
hearth_layer_switch_forget (HearthLayerSwitch *self,
                            int                layer)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (layer != HEARTH_NO_LAYER);

  if (layer == self->previous)
    self->previous = HEARTH_NO_LAYER;
  if (layer == self->flowing)
    stop (self);
  if (layer == self->awaited)
    self->awaited_seen = FALSE;
}

void
hearth_layer_switch_forget_previous (HearthLayerSwitch *self)
{
  g_return_if_fail (self != NULL);

  self->previous = HEARTH_NO_LAYER;
}

int
hearth_layer_switch_get_flowing (HearthLayerSwitch *self)
{
  g_return_val_if_fail (self != NULL, HEARTH_NO_LAYER);

  return self->flowing;
}

int
hearth_layer_switch_get_awaited (HearthLayerSwitch *self)
{
  g_return_val_if_fail (self != NULL, HEARTH_NO_LAYER);

  return self->awaited;
}

int
hearth_layer_switch_get_previous (HearthLayerSwitch *self)
{
  g_return_val_if_fail (self != NULL, HEARTH_NO_LAYER);

  return self->previous;
}

guint64
hearth_layer_switch_get_n_begun (HearthLayerSwitch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_begun;
}

/* Pictures begin with a key frame's first packet, if nothing newer was dropped before it came: that would not be sent again. */
static gboolean
can_begin (HearthLayerSwitch        *self,
           const HearthStreamPacket *packet)
{
  if (!self->video)
    return TRUE;
  if (self->awaited_seen && hearth_sequence_distance (self->awaited_newest, packet->rtp.sequence, 16) <= 0)
    return FALSE;

  self->awaited_seen = TRUE;
  self->awaited_newest = packet->rtp.sequence;

  return packet->has_vp8 && packet->vp8.key_frame && packet->vp8.temporal == 0;
}

HearthStreamVerdict
hearth_layer_switch_process (HearthLayerSwitch  *self,
                             int                 layer,
                             HearthStreamPacket *packet,
                             HearthStreamPacket *end,
                             gboolean           *has_end)
{
  HearthStreamVerdict verdict;

  g_return_val_if_fail (self != NULL && packet != NULL && end != NULL && has_end != NULL, HEARTH_STREAM_DROP);
  g_return_val_if_fail (layer != HEARTH_NO_LAYER, HEARTH_STREAM_DROP);

  *has_end = FALSE;
  if (layer == self->flowing)
    {
      verdict = hearth_stream_rewriter_process (self->rewriter, FALSE, packet);
      if (verdict != HEARTH_STREAM_BROKEN)
        return verdict;
      stop (self);
    }

  if (layer == self->awaited)
    {
      if (!can_begin (self, packet) || !hearth_stream_rewriter_begin (self->rewriter, packet, end, has_end))
        return HEARTH_STREAM_DROP;

      if (!self->video)
        packet->rtp.marker = TRUE; /* sound begins: RFC 3551, section 4.1 */
      self->previous = self->flowing;
      self->flowing = layer;
      self->awaited = HEARTH_NO_LAYER;
      self->n_begun++;
      return hearth_stream_rewriter_process (self->rewriter, FALSE, packet);
    }

  if (layer == self->previous)
    return hearth_stream_rewriter_process (self->rewriter, TRUE, packet);

  return HEARTH_STREAM_DROP;
}
