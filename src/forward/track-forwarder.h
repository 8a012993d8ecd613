/* What one receiver gets of one line: takes packets of whichever source and layer it is told to, and makes one unbroken RTP
 * stream of them.
 *
 *   layers of one picture ─▶ ┌ key-frame gate ─ rewrite ┐ ─▶ one RtpSink: a line to a guest, or this computer's own playback
 *   or one voice after the   │  SSRC, sequence number,  │
 *   other                    └ timestamp, VP8 ids       ┘
 *
 * To its receiver it is an RtpSource with one SSRC for life. Sequence numbers leave no gap but where packets are really missing
 * (so that loss can be told and asked for), timestamps follow the capture time (PTS), and VP8 picture ids and TL0PICIDX go on,
 * whatever changes upstream: another layer, temporal layers left out, mute, another person. Sources are set on the main thread;
 * packets are pushed on any streaming thread, one lock keeps them apart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/layered-source.h"
#include "media/rtp-source.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_TRACK_FORWARDER (hearth_track_forwarder_get_type ())
G_DECLARE_FINAL_TYPE (HearthTrackForwarder, hearth_track_forwarder, HEARTH, TRACK_FORWARDER, GObject)

typedef enum
{
  HEARTH_FORWARD_AUDIO,
  HEARTH_FORWARD_VIDEO,
} HearthForwardKind;

/**
 * HearthTrackForwarderStats: counters since it was made
 */
typedef struct
{
  guint64 packets;    /* passed on */
  guint64 dropped;    /* came and were left out: waiting for a key frame, temporal layers not wanted, too late, malformed */
  guint64 malformed;  /* of these: no RTP, or not what our kind is made of */
  guint64 filled;     /* empty packets sent where something had to be sent (sequence-map.h) */
  guint64 switches;   /* changes of source or layer that took effect, the first one included */
  int layer;          /* what flows now, 0 for a voice, −1 for nothing */
} HearthTrackForwarderStats;

/** hearth_track_forwarder_new: Returns: (transfer full): a forwarder of nothing, with a random SSRC. */
HearthTrackForwarder *hearth_track_forwarder_new        (HearthForwardKind          kind) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_track_forwarder_set_audio:
 * @source: (nullable) (transfer none): whose voice from now on; takes over with its next packet
 */
void                  hearth_track_forwarder_set_audio  (HearthTrackForwarder      *self,
                                                         HearthRtpSource           *source);

/**
 * hearth_track_forwarder_set_video:
 * @source: (nullable) (transfer none): whose picture from now on
 *
 * Nothing flows before hearth_track_forwarder_select().
 */
void                  hearth_track_forwarder_set_video  (HearthTrackForwarder      *self,
                                                         HearthLayeredSource       *source);

/**
 * hearth_track_forwarder_select:
 * @layer: which layer; −1 for none
 * @temporal: the highest temporal layer to pass on, 0 or 1
 *
 * What flows goes on until the first key frame of the wanted layer, which is asked for here and again each second while it does
 * not come. −1 takes effect at once.
 */
void                  hearth_track_forwarder_select     (HearthTrackForwarder      *self,
                                                         int                        layer,
                                                         guint                      temporal);

/**
 * hearth_track_forwarder_get_layers:
 *
 * Returns: bits of the layers it takes now or waits for: what the sender has to send. None while nobody listens: a line that is
 *   still being agreed upon has no sink.
 */
guint                 hearth_track_forwarder_get_layers (HearthTrackForwarder      *self);
void                  hearth_track_forwarder_get_stats  (HearthTrackForwarder      *self,
                                                         HearthTrackForwarderStats *stats);

/** hearth_track_forwarder_close: Takes nothing any more; idempotent. Dispose calls it. */
void                  hearth_track_forwarder_close      (HearthTrackForwarder      *self);

/* Signals: ::layers-changed ()   a switch has happened: hearth_track_forwarder_get_layers() says something else */

G_END_DECLS
