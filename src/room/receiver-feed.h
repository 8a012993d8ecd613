/* Everything that one person in the room receives, whether a guest (over their downward path) or the host's own person (on this
 * computer): one line for each of the others' pictures, and lines for voices, each with a HearthTrackForwarder.
 *
 *   g1's picture (layers) ─▶ forwarder ─▶ "g1/video"        which layer: HearthLayerAllocator, by how large g1 is shown
 *   g2's picture (layers) ─▶ forwarder ─▶ "g2/video"
 *   g2's screen (layers)  ─▶ forwarder ─▶ "g2/share"
 *   whoever is heard      ─▶ forwarder ─▶ "slot0/audio"     who: HearthVoiceSlots
 *   …
 *
 * Knows neither network nor playback: what it makes are RtpSources under the names of tracks. Main thread; owned by
 * HearthDistribution.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/layered-source.h"
#include "protocol/control-message.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_RECEIVER_FEED (hearth_receiver_feed_get_type ())
G_DECLARE_FINAL_TYPE (HearthReceiverFeed, hearth_receiver_feed, HEARTH, RECEIVER_FEED, GObject)

/** HearthFeedStats: counters since it was made, of all its lines */
typedef struct
{
  guint64 forwarded; /* packets */
  guint64 dropped;   /* packets that came and were left out: a layer or temporal layer not wanted, no key frame yet, too late */
  guint streams;     /* lines that have somebody on them now */
} HearthFeedStats;

/** hearth_receiver_feed_new: @id: of who receives, who gets nothing of themselves. */
HearthReceiverFeed *hearth_receiver_feed_new         (const char                 *id) G_GNUC_WARN_UNUSED_RESULT;
const char         *hearth_receiver_feed_get_id      (HearthReceiverFeed         *self);

/** hearth_receiver_feed_add / _remove: Somebody else comes or goes; the receiver themselves is ignored. */
void                hearth_receiver_feed_add         (HearthReceiverFeed         *self,
                                                      const char                 *id);
void                hearth_receiver_feed_remove      (HearthReceiverFeed         *self,
                                                      const char                 *id);

/**
 * hearth_receiver_feed_set_picture:
 * @kind: which of their pictures
 * @source: (nullable) (transfer none): %NULL where there is no such picture of @id to forward: the line goes
 * @on: whether anything of it may be passed on. What is off keeps its line, and whatever comes of it goes nowhere from this call on.
 */
void                hearth_receiver_feed_set_picture (HearthReceiverFeed         *self,
                                                      const char                 *id,
                                                      HearthPictureKind           kind,
                                                      HearthLayeredSource        *source,
                                                      gboolean                    on);

/**
 * hearth_receiver_feed_set_sound:
 * @source: (nullable) (transfer none): the sound of what @id shares; %NULL where there is none: the line goes
 * @on: as for hearth_receiver_feed_set_picture()
 */
void                hearth_receiver_feed_set_sound   (HearthReceiverFeed         *self,
                                                      const char                 *id,
                                                      HearthRtpSource            *source,
                                                      gboolean                    on);

/** hearth_receiver_feed_set_voice: @source: (nullable) (transfer none): where @id's voice comes from now. */
void                hearth_receiver_feed_set_voice   (HearthReceiverFeed         *self,
                                                      const char                 *id,
                                                      HearthRtpSource            *source);

/** hearth_receiver_feed_set_heard: @ids: (element-type utf8): who is to be heard of all in the room. */
void                hearth_receiver_feed_set_heard   (HearthReceiverFeed         *self,
                                                      GPtrArray                  *ids);

/** hearth_receiver_feed_apply_view: @message: a HEARTH_CONTROL_VIEW of the receiver. */
void                hearth_receiver_feed_apply_view  (HearthReceiverFeed         *self,
                                                      const HearthControlMessage *message);

/** hearth_receiver_feed_show: like hearth_room_show(), for a receiver on this computer. */
void                hearth_receiver_feed_show        (HearthReceiverFeed         *self,
                                                      const char                 *id,
                                                      HearthPictureKind           kind,
                                                      guint                       width,
                                                      guint                       height,
                                                      gboolean                    pinned);

/** hearth_receiver_feed_get_layers: Returns: bits of the layers of that picture of @id that it takes or waits for. */
guint               hearth_receiver_feed_get_layers  (HearthReceiverFeed         *self,
                                                      const char                 *id,
                                                      HearthPictureKind           kind);

/** hearth_receiver_feed_add_slots: Appends to @slots (element-type utf8) who is on each voice line, "" for nobody. */
void                hearth_receiver_feed_add_slots   (HearthReceiverFeed         *self,
                                                      GPtrArray                  *slots);
void                hearth_receiver_feed_get_stats   (HearthReceiverFeed         *self,
                                                      HearthFeedStats            *stats);

/** hearth_receiver_feed_close: Takes nothing any more; idempotent; no signal afterwards. Dispose calls it. */
void                hearth_receiver_feed_close       (HearthReceiverFeed         *self);

/* Signals:
 *   ::track-changed (const char *track_id, HearthRtpSource * nullable)   what the receiver gets under that name from now on
 *   ::demand-changed ()   hearth_receiver_feed_get_layers() says something else of somebody
 *   ::slots-changed ()   other people are on the voice lines
 */

G_END_DECLS
