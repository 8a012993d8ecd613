/* Where RTP goes: a decoder, or one track of a sending connection.
 *
 * One of the two interfaces that carry all media (the other is RtpSource). push() runs on the source's streaming thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_RTP_SINK (hearth_rtp_sink_get_type ())
G_DECLARE_INTERFACE (HearthRtpSink, hearth_rtp_sink, HEARTH, RTP_SINK, GObject)

struct _HearthRtpSinkInterface
{
  GTypeInterface parent_iface;

  void (*push) (HearthRtpSink *self,
                GstMiniObject *packets);
};

/**
 * hearth_rtp_sink_push:
 * @packets: (transfer full): a #GstBuffer with one RTP packet, or a #GstBufferList of such; shared, so copied before it is written
 *
 * Streaming thread of the source. Never blocks; drops when full.
 */
void hearth_rtp_sink_push (HearthRtpSink *self,
                           GstMiniObject *packets);

G_END_DECLS
