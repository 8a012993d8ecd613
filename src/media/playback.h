/* One other person as seen and heard here: decodes their RtpSources, keeps lips and voice together.
 *
 * Sound goes to the HearthSpeaker, pictures to a mailbox. The playout delay follows the measured jitter
 * (media/playout-delay.h). Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/frame-mailbox.h"
#include "base/media-tap.h"
#include "media/rtp-source.h"
#include "media/speaker.h"

G_BEGIN_DECLS

/**
 * HearthPlaybackStats: counters since the playback was made.
 */
typedef struct
{
  guint64 frames_decoded;
  guint64 video_packets_lost;
  guint64 audio_packets_lost;
  int width;
  int height;
  double playout_delay_ms;
  double audio_level_db; /* of the last 100 ms, dBFS, −100 for silence */
} HearthPlaybackStats;

#define HEARTH_TYPE_PLAYBACK (hearth_playback_get_type ())
G_DECLARE_FINAL_TYPE (HearthPlayback, hearth_playback, HEARTH, PLAYBACK, GObject)

HearthPlayback     *hearth_playback_new              (HearthSpeaker        *speaker) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_playback_set_audio: @source: (nullable): their sound, or %NULL for none (any more). */
void                hearth_playback_set_audio        (HearthPlayback       *self,
                                                      HearthRtpSource      *source);

/** hearth_playback_set_video: @source: (nullable): their picture, or %NULL for none (any more); asks for a key frame. */
void                hearth_playback_set_video        (HearthPlayback       *self,
                                                      HearthRtpSource      *source);
void                hearth_playback_set_volume       (HearthPlayback       *self,
                                                      double                volume);
HearthFrameMailbox *hearth_playback_get_mailbox      (HearthPlayback       *self);

/** hearth_playback_set_tap: @tap: (nullable): looks at everything that is decoded. */
void                hearth_playback_set_tap          (HearthPlayback       *self,
                                                      HearthMediaTap       *tap);
void                hearth_playback_get_stats        (HearthPlayback       *self,
                                                      HearthPlaybackStats  *stats);
void                hearth_playback_close            (HearthPlayback       *self);

/* Signals: ::level-changed (), at most 20 a second */

G_END_DECLS
