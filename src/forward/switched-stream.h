/* One RTP stream made of packets of several layers, one after the other, whichever thread they come on: a layer switch, and the sinks
 * of what comes of it, behind a lock.
 *
 *   layers ─push─▶ [ read ─ layer-switch ─ copy with new numbers ] ─▶ sinks
 *
 * The lock is held while packets pass, so that they leave in the order of their numbers. Any thread may push, select and look. Nothing
 * else is done under the lock by who selects: a source holds a lock of its own while it pushes.
 *
 * A value in its owner, who clears it when no packet comes any more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "forward/layer-switch.h"
#include "media/rtp-fanout.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean video;
  guint32 ssrc;
  HearthRtpFanout fanout;

  GMutex mutex; /* guards all below */
  HearthLayerSwitch *layers;
  guint64 packets; /* passed on */
  guint64 dropped;
  guint64 malformed;
  guint64 filled;
} HearthSwitchedStream;

/** HearthSwitchedStreamState: what stands at one moment */
typedef struct
{
  int flowing;   /* layers; HEARTH_NO_LAYER for none */
  int awaited;
  int previous;  /* whose late packets still fill gaps */
  guint64 begun; /* how often something has begun to flow */
  guint64 packets;
  guint64 dropped;
  guint64 malformed;
  guint64 filled;
} HearthSwitchedStreamState;

/** hearth_switched_stream_init: @video: VP8; else Opus. With a random SSRC and random first numbers. */
void     hearth_switched_stream_init            (HearthSwitchedStream      *self,
                                                 gboolean                   video);
void     hearth_switched_stream_clear           (HearthSwitchedStream      *self);

/**
 * hearth_switched_stream_push:
 * @packets: (transfer full): a #GstBuffer with one packet of @layer, or a #GstBufferList of such
 *
 * Returns: whether another layer flows now than before
 */
gboolean hearth_switched_stream_push            (HearthSwitchedStream      *self,
                                                 guint                      layer,
                                                 GstMiniObject             *packets);

/* As hearth_layer_switch_select(), _forget() and _forget_previous(). */
void     hearth_switched_stream_select          (HearthSwitchedStream      *self,
                                                 int                        layer,
                                                 guint                      temporal);
void     hearth_switched_stream_forget          (HearthSwitchedStream      *self,
                                                 int                        layer);
void     hearth_switched_stream_forget_previous (HearthSwitchedStream      *self);

void     hearth_switched_stream_get_state       (HearthSwitchedStream      *self,
                                                 HearthSwitchedStreamState *state);

/** hearth_switched_stream_get_caps: Returns: (transfer full): of what leaves. */
GstCaps *hearth_switched_stream_get_caps        (HearthSwitchedStream      *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthSwitchedStream, hearth_switched_stream_clear)

G_END_DECLS
