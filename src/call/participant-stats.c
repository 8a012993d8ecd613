/* What of somebody's sound and pictures came here: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/participant-private.h"

void
hearth_participant_stats_add_up (HearthParticipantStats    *stats,
                                 const HearthPlaybackStats *playback,
                                 const HearthPlaybackStats *share,
                                 gboolean                   camera_on)
{
  g_return_if_fail (stats != NULL);

  *stats = (HearthParticipantStats) {
    .bytes_received = playback->video.bytes + playback->audio.bytes + share->video.bytes + share->audio.bytes,
    .packets_received = playback->video.packets + playback->audio.packets + share->video.packets + share->audio.packets,
    .jitter_ms = (camera_on ? playback->video.jitter : playback->audio.jitter) / GST_MSECOND,
    .frames_decoded = playback->frames_decoded,
    .video_packets_lost = playback->video_packets_lost,
    .audio_packets_lost = playback->audio_packets_lost,
    .width = playback->width,
    .height = playback->height,
    .playout_delay_ms = playback->playout_delay_ms,
    .audio_level_db = playback->audio_level_db,
  };
}
