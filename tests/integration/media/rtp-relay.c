/* A line that loses packets: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rtp-relay.h"

#include "media/rtp-fanout.h"

struct _RtpRelay
{
  GObject parent_instance;

  HearthRtpSource *source;
  HearthRtpFanout fanout;
  int n_to_drop;  /* atomic */
  int n_requests; /* atomic */
};

static void rtp_sink_iface_init (HearthRtpSinkInterface *iface);
static void rtp_source_iface_init (HearthRtpSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RtpRelay, rtp_relay, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SINK, rtp_sink_iface_init)
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SOURCE, rtp_source_iface_init))

static void
pass (RtpRelay  *self,
      GstBuffer *packet)
{
  if (g_atomic_int_get (&self->n_to_drop) > 0)
    g_atomic_int_dec_and_test (&self->n_to_drop);
  else
    hearth_rtp_fanout_push (&self->fanout, GST_MINI_OBJECT (gst_buffer_ref (packet)));
}

static void
rtp_relay_push (HearthRtpSink *sink,
                GstMiniObject *packets)
{
  RtpRelay *self = RTP_RELAY (sink);

  if (GST_IS_BUFFER (packets))
    pass (self, GST_BUFFER (packets));
  else
    for (guint i = 0; i < gst_buffer_list_length (GST_BUFFER_LIST (packets)); i++)
      pass (self, gst_buffer_list_get (GST_BUFFER_LIST (packets), i));

  gst_mini_object_unref (packets);
}

static void
rtp_sink_iface_init (HearthRtpSinkInterface *iface)
{
  iface->push = rtp_relay_push;
}

static GstCaps *
rtp_relay_get_caps (HearthRtpSource *source)
{
  return hearth_rtp_source_get_caps (RTP_RELAY (source)->source);
}

static void
rtp_relay_add_sink (HearthRtpSource *source,
                    HearthRtpSink   *sink)
{
  hearth_rtp_fanout_add (&RTP_RELAY (source)->fanout, sink);
}

static void
rtp_relay_remove_sink (HearthRtpSource *source,
                       HearthRtpSink   *sink)
{
  hearth_rtp_fanout_remove (&RTP_RELAY (source)->fanout, sink);
}

static void
rtp_relay_request_keyframe (HearthRtpSource *source)
{
  RtpRelay *self = RTP_RELAY (source);

  g_atomic_int_inc (&self->n_requests);
  hearth_rtp_source_request_keyframe (self->source);
}

static void
rtp_source_iface_init (HearthRtpSourceInterface *iface)
{
  iface->get_caps = rtp_relay_get_caps;
  iface->add_sink = rtp_relay_add_sink;
  iface->remove_sink = rtp_relay_remove_sink;
  iface->request_keyframe = rtp_relay_request_keyframe;
}

static void
rtp_relay_finalize (GObject *object)
{
  RtpRelay *self = RTP_RELAY (object);

  hearth_rtp_fanout_clear (&self->fanout);
  g_object_unref (self->source);

  G_OBJECT_CLASS (rtp_relay_parent_class)->finalize (object);
}

static void
rtp_relay_class_init (RtpRelayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rtp_relay_finalize;
}

static void
rtp_relay_init (RtpRelay *self)
{
  hearth_rtp_fanout_init (&self->fanout);
}

RtpRelay *
rtp_relay_new (HearthRtpSource *source)
{
  RtpRelay *self = g_object_new (RTP_TYPE_RELAY, NULL);

  self->source = g_object_ref (source);
  hearth_rtp_source_add_sink (source, HEARTH_RTP_SINK (self));

  return self;
}

void
rtp_relay_close (RtpRelay *self)
{
  hearth_rtp_source_remove_sink (self->source, HEARTH_RTP_SINK (self));
}

void
rtp_relay_drop (RtpRelay *self,
                guint     n_packets)
{
  g_atomic_int_set (&self->n_to_drop, (int) n_packets);
}

void
rtp_relay_inject (RtpRelay  *self,
                  GstBuffer *packet)
{
  hearth_rtp_fanout_push (&self->fanout, GST_MINI_OBJECT (packet));
}

guint
rtp_relay_get_n_requests (RtpRelay *self)
{
  return (guint) g_atomic_int_get (&self->n_requests);
}

void
rtp_relay_forget_requests (RtpRelay *self)
{
  g_atomic_int_set (&self->n_requests, 0);
}
