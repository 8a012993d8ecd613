/* One other person as seen and heard here: decodes their RtpSources, keeps lips and voice together.
 *
 * Sound goes to the HearthSpeaker, pictures to a mailbox. Both streams' packets carry timestamps (PTS) on one timeline, the
 * sender's as RTCP maps it to ours; a picture is shown at PTS + D_v and a sound heard at PTS + D_a, where each decoder's D
 * follows its own measured jitter. The smaller D is raised until they are within 30 ms, no further. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/frame-mailbox.h"
#include "base/media-tap.h"
#include "media/rtp-source.h"
#include "media/speaker.h"
#include "media/stream-arrivals.h"

G_BEGIN_DECLS

/**
 * HearthPlaybackStats: counters since the playback was made.
 */
typedef struct
{
  guint64 frames_decoded;
  HearthStreamArrivals video;
  guint64 video_packets_lost;
  HearthStreamArrivals audio;
  guint64 audio_packets_lost;
  int width;                /* of the last picture, 0 before the first */
  int height;
  double playout_delay_ms;  /* D_v now */
  double audio_level_db;    /* of the last 100 ms, dBFS, −100 for silence */
} HearthPlaybackStats;

#define HEARTH_TYPE_PLAYBACK (hearth_playback_get_type ())
G_DECLARE_FINAL_TYPE (HearthPlayback, hearth_playback, HEARTH, PLAYBACK, GObject)

/**
 * hearth_playback_new:
 * @speaker: (nullable): where the voice goes; %NULL for nowhere
 *
 * Returns: (transfer full): a playback of nothing
 */
HearthPlayback     *hearth_playback_new              (HearthSpeaker        *speaker) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_playback_set_audio:
 * @source: (nullable): the line that their voice comes by, or %NULL for none at the moment
 *
 * May be called as often as they take turns on it: a few microseconds, and both delays stay as they are.
 */
void                hearth_playback_set_audio        (HearthPlayback       *self,
                                                      HearthRtpSource      *source);

/** hearth_playback_set_video: @source: (nullable): their picture, or %NULL for none (any more); asks for a key frame. */
void                hearth_playback_set_video        (HearthPlayback       *self,
                                                      HearthRtpSource      *source);

/** hearth_playback_set_volume: @volume: linear, 0 to 2; 1 unless set. */
void                hearth_playback_set_volume       (HearthPlayback       *self,
                                                      double                volume);

/**
 * hearth_playback_get_mailbox:
 *
 * Returns: (transfer none): pictures, made only while somebody is connected to its ::changed, or a tap is set.
 */
HearthFrameMailbox *hearth_playback_get_mailbox      (HearthPlayback       *self);

/** hearth_playback_set_tap: @tap: (nullable): looks at everything that is decoded, also where nobody else looks. */
void                hearth_playback_set_tap          (HearthPlayback       *self,
                                                      HearthMediaTap       *tap);

/** hearth_playback_get_stats: @stats: (out caller-allocates): how it goes. */
void                hearth_playback_get_stats        (HearthPlayback       *self,
                                                      HearthPlaybackStats  *stats);

/** hearth_playback_close: Ends everything; idempotent. */
void                hearth_playback_close            (HearthPlayback       *self);

G_END_DECLS
