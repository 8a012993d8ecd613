/* Where packets enter webrtcbin:
 *
 *   here ─▶ capsfilter ─▶ queue ─(thread)─▶ dtlssrtpdec ─▶ rtp_src, rtcp_src, data_src      (webrtcbin's "TransportReceiveBin")
 *     └───────────────────────────────────────▲
 *             media, once connected: no queue, no other thread
 *
 * Everybody's packets come on one thread, so a push must not wait. What could make it wait:
 * - The queue is full. Until webrtcbin is connected it may stand still, so only so much goes in. From then on it drops what is
 *   oldest, and is kept doing so: webrtcbin takes that back at each negotiation. DTLS goes through it, and media behind blocked pads.
 * - A pad behind is blocked, as webrtcbin's are until the peer's certificate is known. Then media takes the queue as well.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/host-ice-source.h"

#include "base/limits.h"
#include "ice/io-thread.h"

/* GstQueueLeaky. */
#define LEAK_OLDEST 2

struct _HearthHostIceSource
{
  GstElement parent_instance;

  GstPad *pad;
  _Atomic gboolean announced; /* stream-start, caps and segment are out */
  guint n_early;              /* I/O thread */
  _Atomic gboolean connected; /* webrtcbin is: no more counting */

  /* Set once, by the main thread, before the flag. */
  GstPad *shortcut;
  GstPad *gates[2];
  _Atomic gboolean has_shortcut;
};

G_DEFINE_FINAL_TYPE (HearthHostIceSource, hearth_host_ice_source, GST_TYPE_ELEMENT)

static GstStaticPadTemplate pad_template = GST_STATIC_PAD_TEMPLATE ("src", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS_ANY);

/* --- Pushing -------------------------------------------------------------------------------------------------------------- */

/* Fails while the pad is not active: then the packet could not pass either, and the next one tries again. */
static gboolean
announce (HearthHostIceSource *self)
{
  g_autofree char *stream_id = gst_pad_create_stream_id (self->pad, GST_ELEMENT (self), NULL);
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("application/x-rtp");
  GstSegment segment;

  gst_segment_init (&segment, GST_FORMAT_TIME);
  self->announced = gst_pad_push_event (self->pad, gst_event_new_stream_start (stream_id))
                    && gst_pad_push_event (self->pad, gst_event_new_caps (caps))
                    && gst_pad_push_event (self->pad, gst_event_new_segment (&segment));

  return self->announced;
}

/* The running time of @arrival. */
static GstClockTime
running_time (HearthHostIceSource *self,
              gint64               arrival)
{
  GstClockTime now, base_time;
  g_autoptr (GstClock) clock = NULL;
  gint64 age;

  GST_OBJECT_LOCK (self);
  clock = GST_ELEMENT_CLOCK (self) != NULL ? gst_object_ref (GST_ELEMENT_CLOCK (self)) : NULL;
  base_time = GST_ELEMENT (self)->base_time;
  GST_OBJECT_UNLOCK (self);
  if (clock == NULL)
    return GST_CLOCK_TIME_NONE;

  now = gst_clock_get_time (clock);
  age = hearth_io_thread_get_time () - arrival;
  if (age > 0 && (GstClockTime) age < now)
    now -= (GstClockTime) age;

  return now > base_time ? now - base_time : 0;
}

static GstPad *
choose_pad (HearthHostIceSource *self,
            gboolean             media)
{
  if (media && self->has_shortcut && !gst_pad_is_blocked (self->shortcut)
      && !gst_pad_is_blocked (self->gates[0]) && !gst_pad_is_blocked (self->gates[1]))
    return self->shortcut;

  return self->pad;
}

void
hearth_host_ice_source_push (HearthHostIceSource *self,
                             const guint8        *data,
                             gsize                length,
                             gint64               arrival,
                             gboolean             media)
{
  GstBuffer *buffer;

  if (!self->connected && self->n_early++ >= HEARTH_LIMIT_ICE_EARLY_PACKETS)
    return;
  if (!self->announced && !announce (self))
    return;

  /* Copied: a packet is small, and its memory is what decryption writes into. */
  buffer = gst_buffer_new_memdup (data, length);
  GST_BUFFER_PTS (buffer) = GST_BUFFER_DTS (buffer) = running_time (self, arrival);
  gst_pad_push (choose_pad (self, media), buffer);
}

/* --- The short way -------------------------------------------------------------------------------------------------------- */

static gboolean
is_queue (GstElement *element)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (element), "GstQueue");
}

/* The queue of the bin that we are in. */
static GstElement *
find_queue (HearthHostIceSource *self)
{
  g_autoptr (GstObject) bin = gst_object_get_parent (GST_OBJECT (self));
  g_autoptr (GstIterator) elements = NULL;
  g_auto (GValue) found = G_VALUE_INIT;
  GstElement *queue = NULL;

  if (!GST_IS_BIN (bin))
    return NULL;
  elements = gst_bin_iterate_elements (GST_BIN (bin));
  while (queue == NULL && gst_iterator_next (elements, &found) == GST_ITERATOR_OK)
    {
      if (is_queue (g_value_get_object (&found)))
        queue = g_value_dup_object (&found);
      g_value_reset (&found);
    }

  return queue;
}

/* Of the thread that negotiates. */
static void
on_leaky_changed (GObject    *queue,
                  GParamSpec *pspec,
                  gpointer    user_data)
{
  int leaky;

  g_object_get (queue, "leaky", &leaky, NULL);
  if (leaky != LEAK_OLDEST)
    g_object_set (queue, "leaky", LEAK_OLDEST, NULL);
}

void
hearth_host_ice_source_shorten (HearthHostIceSource *self)
{
  g_autoptr (GstElement) queue = find_queue (self);
  g_autoptr (GstElement) bin = NULL;
  g_autoptr (GstPad) shortcut = NULL;
  g_autoptr (GstPad) rtp = NULL;
  g_autoptr (GstPad) rtcp = NULL;

  g_return_if_fail (HEARTH_IS_HOST_ICE_SOURCE (self));

  if (self->connected)
    return;
  if (queue != NULL)
    {
      g_signal_connect (queue, "notify::leaky", G_CALLBACK (on_leaky_changed), NULL);
      g_object_set (queue, "leaky", LEAK_OLDEST, NULL);
    }
  self->connected = TRUE;
  if (queue == NULL)
    {
      g_debug ("This GStreamer's webrtcbin has no queue to go past");
      return;
    }

  bin = GST_ELEMENT (gst_object_get_parent (GST_OBJECT (self)));
  shortcut = gst_element_get_static_pad (queue, "src");
  rtp = gst_element_get_static_pad (bin, "rtp_src");
  rtcp = gst_element_get_static_pad (bin, "rtcp_src");
  if (shortcut == NULL || rtp == NULL || rtcp == NULL)
    return;

  self->shortcut = g_steal_pointer (&shortcut);
  self->gates[0] = g_steal_pointer (&rtp);
  self->gates[1] = g_steal_pointer (&rtcp);
  self->has_shortcut = TRUE;
}

/* --- The element ---------------------------------------------------------------------------------------------------------- */

static gboolean
on_query (GstPad    *pad,
          GstObject *parent,
          GstQuery  *query)
{
  if (GST_QUERY_TYPE (query) != GST_QUERY_LATENCY)
    return gst_pad_query_default (pad, parent, query);

  gst_query_set_latency (query, TRUE, 0, GST_CLOCK_TIME_NONE);
  return TRUE;
}

/* Nothing upstream of a network wants to hear of latency or quality. */
static gboolean
on_event (GstPad    *pad,
          GstObject *parent,
          GstEvent  *event)
{
  gst_event_unref (event);
  return TRUE;
}

static GstStateChangeReturn
hearth_host_ice_source_change_state (GstElement     *element,
                                     GstStateChange  transition)
{
  HearthHostIceSource *self = HEARTH_HOST_ICE_SOURCE (element);
  GstStateChangeReturn result;

  if (transition == GST_STATE_CHANGE_READY_TO_PAUSED)
    self->announced = FALSE;
  result = GST_ELEMENT_CLASS (hearth_host_ice_source_parent_class)->change_state (element, transition);

  /* Live. */
  if (result == GST_STATE_CHANGE_SUCCESS
      && (transition == GST_STATE_CHANGE_READY_TO_PAUSED || transition == GST_STATE_CHANGE_PLAYING_TO_PAUSED))
    return GST_STATE_CHANGE_NO_PREROLL;

  return result;
}

static void
hearth_host_ice_source_finalize (GObject *object)
{
  HearthHostIceSource *self = HEARTH_HOST_ICE_SOURCE (object);

  g_clear_object (&self->shortcut);
  g_clear_object (&self->gates[0]);
  g_clear_object (&self->gates[1]);

  G_OBJECT_CLASS (hearth_host_ice_source_parent_class)->finalize (object);
}

static void
hearth_host_ice_source_class_init (HearthHostIceSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);

  object_class->finalize = hearth_host_ice_source_finalize;
  element_class->change_state = hearth_host_ice_source_change_state;

  gst_element_class_add_static_pad_template (element_class, &pad_template);
  gst_element_class_set_static_metadata (element_class, "Hearth host ICE source", "Source/Network",
                                         "Packets from the room's one socket", "Hearth");
}

static void
hearth_host_ice_source_init (HearthHostIceSource *self)
{
  self->pad = gst_pad_new_from_static_template (&pad_template, "src");
  gst_pad_set_query_function (self->pad, on_query);
  gst_pad_set_event_function (self->pad, on_event);
  gst_element_add_pad (GST_ELEMENT (self), self->pad);
  GST_OBJECT_FLAG_SET (self, GST_ELEMENT_FLAG_SOURCE);
}
