/* Where RTP comes from: a camera's or microphone's encoder, or one track of a receiving connection.
 *
 * One of the two interfaces that carry all media (the other is RtpSink). Owner: whoever made the implementation. The methods
 * here are called on the main thread; packets flow on the source's own streaming thread straight into each sink.
 *
 * Every packet's PTS is in running time of a pipeline whose clock is the system's monotonic clock and whose base time is 0
 * (media/media-pipeline.h): a PTS means the same moment in every pipeline of this process.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

#include "media/rtp-sink.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_RTP_SOURCE (hearth_rtp_source_get_type ())
G_DECLARE_INTERFACE (HearthRtpSource, hearth_rtp_source, HEARTH, RTP_SOURCE, GObject)

struct _HearthRtpSourceInterface
{
  GTypeInterface parent_iface;

  GstCaps *(*get_caps)         (HearthRtpSource *self);
  void     (*add_sink)         (HearthRtpSource *self,
                                HearthRtpSink   *sink);
  void     (*remove_sink)      (HearthRtpSource *self,
                                HearthRtpSink   *sink);
  void     (*request_keyframe) (HearthRtpSource *self);
};

/**
 * hearth_rtp_source_get_caps:
 *
 * The caps (application/x-rtp with media, encoding-name, payload, clock-rate and ssrc) are fixed for the life of the source.
 *
 * Returns: (transfer full): the caps of every packet
 */
GstCaps *hearth_rtp_source_get_caps         (HearthRtpSource *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_rtp_source_add_sink:
 * @sink: (transfer none): gets every packet from now on; the source holds a reference. Adding a sink twice does nothing.
 *
 * The first thing a new video sink wants is a key frame: add_sink does not ask for one, the caller does.
 */
void     hearth_rtp_source_add_sink         (HearthRtpSource *self,
                                             HearthRtpSink   *sink);

/**
 * hearth_rtp_source_remove_sink:
 *
 * When this returns no push into @sink is running, and none will come. Removing a sink that is not there does nothing.
 */
void     hearth_rtp_source_remove_sink      (HearthRtpSource *self,
                                             HearthRtpSink   *sink);

/**
 * hearth_rtp_source_request_keyframe:
 *
 * Any thread. Asks whoever encodes for a key frame; requests that come faster than base/keyframe-pace.h allows are
 * merged. Sound ignores it.
 */
void     hearth_rtp_source_request_keyframe (HearthRtpSource *self);

G_END_DECLS
