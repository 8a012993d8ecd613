/* Where an object takes packets in: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/rtp-inlet.h"

struct _HearthRtpInlet
{
  GObject parent_instance;

  HearthRtpSource *source;
  guint id;
  HearthRtpInletFunc func;
  gpointer owner;
};

static void rtp_sink_iface_init (HearthRtpSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthRtpInlet, hearth_rtp_inlet, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SINK, rtp_sink_iface_init))

static void
hearth_rtp_inlet_push (HearthRtpSink *sink,
                       GstMiniObject *packets)
{
  HearthRtpInlet *self = (HearthRtpInlet *) sink; /* unchecked: for every packet */

  self->func (self->owner, self->id, packets);
}

static void
rtp_sink_iface_init (HearthRtpSinkInterface *iface)
{
  iface->push = hearth_rtp_inlet_push;
}

static void
hearth_rtp_inlet_finalize (GObject *object)
{
  HearthRtpInlet *self = HEARTH_RTP_INLET (object);

  g_clear_object (&self->source);

  G_OBJECT_CLASS (hearth_rtp_inlet_parent_class)->finalize (object);
}

static void
hearth_rtp_inlet_class_init (HearthRtpInletClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_rtp_inlet_finalize;
}

static void
hearth_rtp_inlet_init (HearthRtpInlet *self)
{
}

HearthRtpInlet *
hearth_rtp_inlet_new (HearthRtpSource    *source,
                      guint               id,
                      HearthRtpInletFunc  func,
                      gpointer            owner)
{
  HearthRtpInlet *self;

  g_return_val_if_fail (HEARTH_IS_RTP_SOURCE (source), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_RTP_INLET, NULL);
  self->source = g_object_ref (source);
  self->id = id;
  self->func = func;
  self->owner = owner;

  return self;
}

void
hearth_rtp_inlet_open (HearthRtpInlet *self)
{
  g_return_if_fail (HEARTH_IS_RTP_INLET (self));

  hearth_rtp_source_add_sink (self->source, HEARTH_RTP_SINK (self));
}

HearthRtpSource *
hearth_rtp_inlet_get_source (HearthRtpInlet *self)
{
  g_return_val_if_fail (HEARTH_IS_RTP_INLET (self), NULL);

  return self->source;
}

void
hearth_rtp_inlet_close (HearthRtpInlet *self)
{
  g_return_if_fail (HEARTH_IS_RTP_INLET (self));

  hearth_rtp_source_remove_sink (self->source, HEARTH_RTP_SINK (self));
}
