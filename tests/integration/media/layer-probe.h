/* An RtpSink for tests: remembers every VP8 picture that came, by what its first packet says (RFC 7741), and checks that all packets
 * are one unbroken RTP stream.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-sink.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 timestamp;
  GstClockTime pts;
  int picture_id;    /* 15 bits; −1 where there is none, or one of 7 bits */
  int tl0_pic_idx;   /* −1 where there is none */
  int temporal;      /* TID, −1 where there is none */
  gboolean sync;     /* Y */
  gboolean droppable; /* N */
  gboolean keyframe;
  int width;         /* of a key frame */
  int height;
  gsize bytes;       /* of all its packets */
} LayerPicture;

#define LAYER_TYPE_PROBE (layer_probe_get_type ())
G_DECLARE_FINAL_TYPE (LayerProbe, layer_probe, LAYER, PROBE, GObject)

LayerProbe *layer_probe_new            (void) G_GNUC_WARN_UNUSED_RESULT;
guint       layer_probe_get_n          (LayerProbe   *self);
guint       layer_probe_get_n_breaks   (LayerProbe   *self); /* sequence numbers that do not follow, SSRCs that change */
guint32     layer_probe_get_ssrc       (LayerProbe   *self);
guint       layer_probe_get_n_keyframes (LayerProbe  *self);

/** layer_probe_get: Returns: the picture at @index, of those that came since the probe was made. */
LayerPicture layer_probe_get           (LayerProbe   *self,
                                        guint         index);

G_END_DECLS
