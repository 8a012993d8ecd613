/* The list of sinks behind an RtpSource: what each implementation of that interface embeds instead of writing it again.
 *
 * Sinks are added and removed on the main thread, packets are pushed on one streaming thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-sink.h"

G_BEGIN_DECLS

typedef struct
{
  GMutex mutex; /* held while packets are pushed: removal waits for the push that is running, and a push never blocks */
  GPtrArray *sinks;
} HearthRtpFanout;

void     hearth_rtp_fanout_init   (HearthRtpFanout *self);
void     hearth_rtp_fanout_clear  (HearthRtpFanout *self);
void     hearth_rtp_fanout_add    (HearthRtpFanout *self,
                                   HearthRtpSink   *sink);
void     hearth_rtp_fanout_remove (HearthRtpFanout *self,
                                   HearthRtpSink   *sink);

/** hearth_rtp_fanout_is_empty: Main thread: whether packets would reach nobody. */
gboolean hearth_rtp_fanout_is_empty (HearthRtpFanout *self);

/**
 * hearth_rtp_fanout_push:
 * @packets: (transfer full): a #GstBuffer or #GstBufferList
 *
 * Streaming thread.
 */
void     hearth_rtp_fanout_push   (HearthRtpFanout *self,
                                   GstMiniObject   *packets);

G_END_DECLS
