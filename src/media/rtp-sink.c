/* Where RTP goes: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rtp-sink.h"

G_DEFINE_INTERFACE (HearthRtpSink, hearth_rtp_sink, G_TYPE_OBJECT)

static void
hearth_rtp_sink_default_init (HearthRtpSinkInterface *iface)
{
}

void
hearth_rtp_sink_push (HearthRtpSink *self,
                      GstMiniObject *packets)
{
  g_return_if_fail (HEARTH_IS_RTP_SINK (self));
  g_return_if_fail (packets != NULL);

  HEARTH_RTP_SINK_GET_IFACE (self)->push (self, packets);
}
