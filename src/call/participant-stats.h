/* What of somebody's sound and pictures came here. A plain value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HearthParticipantStats: what of theirs came here, counted since they did
 * @bytes_received: with RTP headers, of voice, camera and screen
 * @packets_received: of the same
 * @jitter_ms: of the picture while there is one, otherwise of the voice
 */
typedef struct
{
  guint64 bytes_received;
  guint64 packets_received;
  double jitter_ms;
  guint64 frames_decoded;
  guint64 video_packets_lost;
  guint64 audio_packets_lost;
  int width;
  int height;
  double playout_delay_ms;
  double audio_level_db;
} HearthParticipantStats;

G_END_DECLS
