/* Where packets leave webrtcbin: see the header.
 *
 * Everything comes in on one pad, whose stream lock keeps the threads apart that push into it (I/O, RTCP, DTLS, the host's own camera);
 * so what chain() uses needs no other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/host-ice-sink.h"

struct _HearthHostIceSink
{
  GstElement parent_instance;

  HearthHostSocket *socket;
  HearthIceEndpoint *endpoint;
  GstPad *pad;

  /* Beneath the pad's stream lock. */
  HearthPathCopy path;
  HearthSendSlot slot;
};

G_DEFINE_FINAL_TYPE (HearthHostIceSink, hearth_host_ice_sink, GST_TYPE_ELEMENT)

static GstStaticPadTemplate pad_template = GST_STATIC_PAD_TEMPLATE ("sink", GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS_ANY);

static GstFlowReturn
on_buffer (GstPad    *pad,
           GstObject *parent,
           GstBuffer *buffer)
{
  HearthHostIceSink *self = HEARTH_HOST_ICE_SINK (parent);

  if (hearth_ice_endpoint_get_path (self->endpoint, &self->path))
    hearth_host_socket_send (self->socket, &self->path.path, &self->slot, buffer);
  else
    gst_buffer_unref (buffer);

  return GST_FLOW_OK;
}

static GstFlowReturn
on_list (GstPad        *pad,
         GstObject     *parent,
         GstBufferList *list)
{
  guint n = gst_buffer_list_length (list);

  for (guint i = 0; i < n; i++)
    on_buffer (pad, parent, gst_buffer_ref (gst_buffer_list_get (list, i)));
  gst_buffer_list_unref (list);

  return GST_FLOW_OK;
}

static gboolean
on_event (GstPad    *pad,
          GstObject *parent,
          GstEvent  *event)
{
  gst_event_unref (event);
  return TRUE;
}

static gboolean
on_query (GstPad    *pad,
          GstObject *parent,
          GstQuery  *query)
{
  /* There is no delay here: what is upstream answers. */
  if (GST_QUERY_TYPE (query) == GST_QUERY_LATENCY)
    return gst_pad_peer_query (pad, query);

  return gst_pad_query_default (pad, parent, query);
}

/* A pipeline tells its sinks of its latency, and they pass it on upstream, as GstBaseSink does. */
static gboolean
hearth_host_ice_sink_send_event (GstElement *element,
                                 GstEvent   *event)
{
  HearthHostIceSink *self = HEARTH_HOST_ICE_SINK (element);

  if (GST_EVENT_IS_UPSTREAM (event))
    return gst_pad_push_event (self->pad, event);

  return GST_ELEMENT_CLASS (hearth_host_ice_sink_parent_class)->send_event (element, event);
}

void
hearth_host_ice_sink_send_latency (HearthHostIceSink *self)
{
  g_return_if_fail (HEARTH_IS_HOST_ICE_SINK (self));

  gst_pad_push_event (self->pad, gst_event_new_latency (0));
}

HearthHostIceSink *
hearth_host_ice_sink_new (HearthHostSocket  *socket,
                          HearthIceEndpoint *endpoint)
{
  HearthHostIceSink *self = g_object_new (HEARTH_TYPE_HOST_ICE_SINK, NULL);

  self->socket = g_object_ref (socket);
  self->endpoint = hearth_ice_endpoint_ref (endpoint);

  return self;
}

static void
hearth_host_ice_sink_finalize (GObject *object)
{
  HearthHostIceSink *self = HEARTH_HOST_ICE_SINK (object);

  g_clear_pointer (&self->endpoint, hearth_ice_endpoint_unref);
  g_clear_object (&self->socket);

  G_OBJECT_CLASS (hearth_host_ice_sink_parent_class)->finalize (object);
}

static void
hearth_host_ice_sink_class_init (HearthHostIceSinkClass *klass)
{
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hearth_host_ice_sink_finalize;
  element_class->send_event = hearth_host_ice_sink_send_event;

  gst_element_class_add_static_pad_template (element_class, &pad_template);
  gst_element_class_set_static_metadata (element_class, "Hearth host ICE sink", "Sink/Network",
                                         "Packets to the room's one socket", "Hearth");
}

static void
hearth_host_ice_sink_init (HearthHostIceSink *self)
{
  self->pad = gst_pad_new_from_static_template (&pad_template, "sink");
  gst_pad_set_chain_function (self->pad, on_buffer);
  gst_pad_set_chain_list_function (self->pad, on_list);
  gst_pad_set_event_function (self->pad, on_event);
  gst_pad_set_query_function (self->pad, on_query);
  gst_element_add_pad (GST_ELEMENT (self), self->pad);
  GST_OBJECT_FLAG_SET (self, GST_ELEMENT_FLAG_SINK);
}
