/* Where RTP comes from: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rtp-source.h"

#include "base/main-thread.h"

G_DEFINE_INTERFACE (HearthRtpSource, hearth_rtp_source, G_TYPE_OBJECT)

static void
hearth_rtp_source_default_init (HearthRtpSourceInterface *iface)
{
}

GstCaps *
hearth_rtp_source_get_caps (HearthRtpSource *self)
{
  g_return_val_if_fail (HEARTH_IS_RTP_SOURCE (self), NULL);

  return HEARTH_RTP_SOURCE_GET_IFACE (self)->get_caps (self);
}

void
hearth_rtp_source_add_sink (HearthRtpSource *self,
                            HearthRtpSink   *sink)
{
  g_return_if_fail (HEARTH_IS_RTP_SOURCE (self));
  g_return_if_fail (HEARTH_IS_RTP_SINK (sink));
  g_return_if_fail (hearth_main_thread_is_current ());

  HEARTH_RTP_SOURCE_GET_IFACE (self)->add_sink (self, sink);
}

void
hearth_rtp_source_remove_sink (HearthRtpSource *self,
                               HearthRtpSink   *sink)
{
  g_return_if_fail (HEARTH_IS_RTP_SOURCE (self));
  g_return_if_fail (HEARTH_IS_RTP_SINK (sink));
  g_return_if_fail (hearth_main_thread_is_current ());

  HEARTH_RTP_SOURCE_GET_IFACE (self)->remove_sink (self, sink);
}

void
hearth_rtp_source_request_keyframe (HearthRtpSource *self)
{
  g_return_if_fail (HEARTH_IS_RTP_SOURCE (self));

  HEARTH_RTP_SOURCE_GET_IFACE (self)->request_keyframe (self);
}
