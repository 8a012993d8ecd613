/* What one person says: 50 Opus packets a second and a VP8 picture, neither of which is one, on one connection upward.
 *
 * Only what a forwarder reads is real: RTP headers with the extensions that were agreed on, VP8 payload descriptors (RFC 7741)
 * with 15-bit picture ids, TL0PICIDX and two temporal layers, key frames now and then and when asked for by PLI or FIR, sender
 * reports, retransmission (RFC 4588) when asked for by NACK. At the end of each payload stands its LoadStamp.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "connection.h"
#include "stamp.h"

G_BEGIN_DECLS

/**
 * LoadPicture: what everybody's picture is like
 * @packet_rate: packets a second; 0 for nobody with a picture
 * @packet_bytes: of an RTP packet, before encryption
 * @frame_rate: pictures a second
 * @paced: the packets of a frame evenly over its time, instead of all at once
 */
typedef struct
{
  double packet_rate;
  guint packet_bytes;
  double frame_rate;
  guint width;
  guint height;
  gboolean paced;
} LoadPicture;

/**
 * LoadPublisherConfig:
 * @who: less than LOAD_MAX_PEOPLE
 * @audio_level: −dBov, as in RFC 6464: 0 loud, 127 silent
 * @transport_cc: whether packets are numbered for transport-wide feedback
 */
typedef struct
{
  guint who;
  guint32 audio_ssrc;
  guint32 video_ssrc;
  guint32 rtx_ssrc;
  guint audio_level;
  gboolean transport_cc;
  LoadPicture picture;
} LoadPublisherConfig;

/** LoadPublisherCounters: since it was made */
typedef struct
{
  guint64 key_frame_requests;
  guint64 retransmitted;
  guint64 feedbacks; /* transport-wide */
} LoadPublisherCounters;

typedef struct _LoadPublisher LoadPublisher;

/** load_publisher_new: @connection: (transfer none): outlives it. */
LoadPublisher *load_publisher_new            (LoadConnection            *connection,
                                              const LoadPublisherConfig *config) G_GNUC_WARN_UNUSED_RESULT;
void           load_publisher_free           (LoadPublisher             *self);

/** load_publisher_run: Sends what is due at @now. Returns: when the next is. */
gint64         load_publisher_run            (LoadPublisher             *self,
                                              gint64                     now);

/** load_publisher_get_serial: Returns: of the next packet of @kind. */
guint32        load_publisher_get_serial     (LoadPublisher             *self,
                                              LoadKind                   kind);
const LoadPublisherCounters *load_publisher_get_counters (LoadPublisher *self);

G_END_DECLS
