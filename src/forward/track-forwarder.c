/* What one receiver gets of one line: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/track-forwarder.h"

#include <stdatomic.h>

#include "base/main-thread.h"
#include "base/rtp-payload.h"
#include "forward/layer-switch.h"
#include "forward/rtp-inlet.h"
#include "media/rtp-fanout.h"

/* How long the old layer may still fill gaps after a switch: a retransmission takes a round trip or two. It need not be encoded
 * any more meanwhile; what was sent of it is sent again all the same. */
#define LINGER_MS 500

struct _HearthTrackForwarder
{
  GObject parent_instance;

  HearthForwardKind kind;
  guint32 ssrc;
  HearthRtpFanout fanout;

  /* Held while packets pass, so that they leave in the order of their numbers. Nothing is called under it on the main thread: a
   * source holds a lock of its own while it pushes. */
  GMutex mutex;
  HearthLayerSwitch *layers;
  HearthTrackForwarderStats stats;

  /* What the main thread has been told and has not done yet: however often it happens, it is told once at a time. */
  _Atomic gboolean keyframe_wanted;
  _Atomic gboolean changed;

  /* Main thread only. */
  gboolean closed;
  HearthLayeredSource *video;
  HearthRtpInlet *inlets[HEARTH_LIMIT_VIDEO_LAYERS];
  guint announced; /* layers */
  int asked;       /* the layer that was asked for a key frame while the timer runs */
  guint keyframe_timer;
  int lingering; /* the layer that was left while the timer runs */
  guint linger_timer;
};

enum
{
  LAYERS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void rtp_source_iface_init (HearthRtpSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthTrackForwarder, hearth_track_forwarder, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SOURCE, rtp_source_iface_init))

static void on_something_changed (gpointer target,
                                  gpointer data);

/* --- Packets: streaming threads, under the lock ------------------------------------------------------------------------- */

/* What becomes of one packet at most: an empty one that ends the layer before it, and itself. */
#define MOST_FORWARDED 2

/* Returns: how many there are in @forwarded, (transfer full) */
static guint
forward_packet (HearthTrackForwarder *self,
                int                   layer,
                GstBuffer            *buffer,
                GstBuffer            *forwarded[MOST_FORWARDED])
{
  gboolean video = self->kind == HEARTH_FORWARD_VIDEO;
  HearthStreamPacket packet, end;
  HearthStreamVerdict verdict = HEARTH_STREAM_DROP;
  gboolean has_end = FALSE;
  gboolean understood;
  guint n = 0;
  GstMapInfo map;

  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    return 0;

  understood = hearth_stream_packet_read (&packet, video, buffer, &map);
  if (!understood || (video && !packet.has_vp8 && packet.rtp.payload_size > 0))
    self->stats.malformed++;
  if (understood)
    verdict = hearth_layer_switch_process (self->layers, layer, &packet, &end, &has_end);

  if (has_end)
    {
      forwarded[n++] = hearth_stream_packet_write_empty (&end, self->ssrc, buffer, &map);
      self->stats.filled++;
    }
  if (verdict == HEARTH_STREAM_PASS)
    {
      forwarded[n++] = hearth_stream_packet_write (&packet, self->ssrc, buffer, &map);
      self->stats.packets++;
    }
  else
    {
      self->stats.dropped++;
    }
  if (verdict == HEARTH_STREAM_FILL)
    {
      forwarded[n++] = hearth_stream_packet_write_empty (&packet, self->ssrc, buffer, &map);
      self->stats.filled++;
    }
  gst_buffer_unmap (buffer, &map);

  return n;
}

static void
forward_single (HearthTrackForwarder *self,
                int                   layer,
                GstBuffer            *packet)
{
  GstBuffer *forwarded[MOST_FORWARDED];
  guint n = forward_packet (self, layer, packet, forwarded);

  for (guint i = 0; i < n; i++)
    hearth_rtp_fanout_push (&self->fanout, GST_MINI_OBJECT_CAST (forwarded[i]));
}

/* What came together goes on together. */
static void
forward_list (HearthTrackForwarder *self,
              int                   layer,
              GstBufferList        *packets)
{
  guint length = gst_buffer_list_length (packets);
  GstBufferList *together = gst_buffer_list_new_sized (length);

  for (guint i = 0; i < length; i++)
    {
      GstBuffer *forwarded[MOST_FORWARDED];
      guint n = forward_packet (self, layer, gst_buffer_list_get (packets, i), forwarded);

      for (guint j = 0; j < n; j++)
        gst_buffer_list_add (together, forwarded[j]);
    }

  if (gst_buffer_list_length (together) > 0)
    hearth_rtp_fanout_push (&self->fanout, GST_MINI_OBJECT_CAST (together));
  else
    gst_buffer_list_unref (together);
}

static void
on_packets_on_streaming_thread (gpointer       owner,
                                guint          layer,
                                GstMiniObject *packets)
{
  HearthTrackForwarder *self = owner;
  int flowing;

  g_mutex_lock (&self->mutex);
  flowing = hearth_layer_switch_get_flowing (self->layers);
  if (GST_IS_BUFFER_LIST (packets))
    forward_list (self, (int) layer, GST_BUFFER_LIST_CAST (packets));
  else
    forward_single (self, (int) layer, GST_BUFFER_CAST (packets));
  if (flowing != hearth_layer_switch_get_flowing (self->layers) && !atomic_exchange (&self->changed, TRUE))
    hearth_main_thread_post (self, on_something_changed, NULL, NULL);
  g_mutex_unlock (&self->mutex);
  gst_mini_object_unref (packets);
}

/* --- RtpSource ------------------------------------------------------------------------------------------------------------ */

static GstCaps *
hearth_track_forwarder_get_caps (HearthRtpSource *source)
{
  HearthTrackForwarder *self = HEARTH_TRACK_FORWARDER (source);

  if (self->kind == HEARTH_FORWARD_VIDEO)
    return gst_caps_new_simple ("application/x-rtp",
                                "media", G_TYPE_STRING, "video",
                                "encoding-name", G_TYPE_STRING, "VP8",
                                "payload", G_TYPE_INT, HEARTH_RTP_PAYLOAD_VP8,
                                "clock-rate", G_TYPE_INT, HEARTH_RTP_CLOCK_VP8,
                                "ssrc", G_TYPE_UINT, self->ssrc, NULL);

  return gst_caps_new_simple ("application/x-rtp",
                              "media", G_TYPE_STRING, "audio",
                              "encoding-name", G_TYPE_STRING, "OPUS",
                              "payload", G_TYPE_INT, HEARTH_RTP_PAYLOAD_OPUS,
                              "clock-rate", G_TYPE_INT, HEARTH_RTP_CLOCK_OPUS,
                              "encoding-params", G_TYPE_STRING, "2",
                              "ssrc", G_TYPE_UINT, self->ssrc, NULL);
}

/* A key frame for a line on which nobody listens yet would be wasted, and the next one may be a second away. */
static void
note_sinks (HearthTrackForwarder *self)
{
  if (self->kind == HEARTH_FORWARD_VIDEO && !atomic_exchange (&self->changed, TRUE))
    hearth_main_thread_post (self, on_something_changed, NULL, NULL);
}

static void
hearth_track_forwarder_add_sink (HearthRtpSource *source,
                                 HearthRtpSink   *sink)
{
  HearthTrackForwarder *self = HEARTH_TRACK_FORWARDER (source);

  hearth_rtp_fanout_add (&self->fanout, sink);
  note_sinks (self);
}

static void
hearth_track_forwarder_remove_sink (HearthRtpSource *source,
                                    HearthRtpSink   *sink)
{
  HearthTrackForwarder *self = HEARTH_TRACK_FORWARDER (source);

  hearth_rtp_fanout_remove (&self->fanout, sink);
  note_sinks (self);
}

static void
get_layers (HearthTrackForwarder *self,
            int                  *flowing,
            int                  *awaited)
{
  g_mutex_lock (&self->mutex);
  *flowing = hearth_layer_switch_get_flowing (self->layers);
  *awaited = hearth_layer_switch_get_awaited (self->layers);
  g_mutex_unlock (&self->mutex);
}

static void
select_layer (HearthTrackForwarder *self,
              int                   layer,
              guint                 temporal)
{
  g_mutex_lock (&self->mutex);
  hearth_layer_switch_select (self->layers, layer, temporal);
  g_mutex_unlock (&self->mutex);
}

static void
ask_for_keyframe (HearthTrackForwarder *self,
                  int                   layer)
{
  if (layer != HEARTH_NO_LAYER && self->inlets[layer] != NULL)
    hearth_rtp_source_request_keyframe (hearth_rtp_inlet_get_source (self->inlets[layer]));
}

/* Only of what flows: what is awaited has been asked already, and is asked again by the timer. */
static void
on_keyframe_wanted (gpointer target,
                    gpointer data)
{
  HearthTrackForwarder *self = target;
  int flowing, awaited;

  self->keyframe_wanted = FALSE;
  get_layers (self, &flowing, &awaited);
  ask_for_keyframe (self, flowing);
}

static void
hearth_track_forwarder_request_keyframe (HearthRtpSource *source)
{
  HearthTrackForwarder *self = HEARTH_TRACK_FORWARDER (source);

  if (self->kind == HEARTH_FORWARD_VIDEO && !atomic_exchange (&self->keyframe_wanted, TRUE))
    hearth_main_thread_post (self, on_keyframe_wanted, NULL, NULL);
}

static void
rtp_source_iface_init (HearthRtpSourceInterface *iface)
{
  iface->get_caps = hearth_track_forwarder_get_caps;
  iface->add_sink = hearth_track_forwarder_add_sink;
  iface->remove_sink = hearth_track_forwarder_remove_sink;
  iface->request_keyframe = hearth_track_forwarder_request_keyframe;
}

/* --- Sources: main thread ------------------------------------------------------------------------------------------------- */

static int
get_previous (HearthTrackForwarder *self)
{
  int previous;

  g_mutex_lock (&self->mutex);
  previous = hearth_layer_switch_get_previous (self->layers);
  g_mutex_unlock (&self->mutex);

  return previous;
}

static void
close_inlet (HearthTrackForwarder *self,
             guint                 layer)
{
  if (self->inlets[layer] == NULL)
    return;

  hearth_rtp_inlet_close (self->inlets[layer]);
  g_clear_object (&self->inlets[layer]);

  g_mutex_lock (&self->mutex);
  hearth_layer_switch_forget (self->layers, (int) layer);
  g_mutex_unlock (&self->mutex);
}

static void
open_inlet (HearthTrackForwarder *self,
            guint                 layer,
            HearthRtpSource      *source)
{
  self->inlets[layer] = hearth_rtp_inlet_new (source, layer, on_packets_on_streaming_thread, self);
  hearth_rtp_inlet_open (self->inlets[layer]);
  if (self->asked == (int) layer)
    self->asked = HEARTH_NO_LAYER;
}

/* Hangs on the sources of the layers that are needed, and on no other. A layer whose source was exchanged begins anew. */
static void
follow_sources (HearthTrackForwarder *self)
{
  guint needed = hearth_track_forwarder_get_layers (self);
  int previous = get_previous (self);

  if (previous != HEARTH_NO_LAYER)
    needed |= 1u << previous;
  for (guint layer = 0; layer < HEARTH_LIMIT_VIDEO_LAYERS; layer++)
    {
      HearthRtpSource *source = NULL;

      if ((needed & 1u << layer) != 0)
        source = hearth_layered_source_get_source (self->video, layer);
      if (self->inlets[layer] != NULL && hearth_rtp_inlet_get_source (self->inlets[layer]) != source)
        close_inlet (self, layer);
      if (self->inlets[layer] == NULL && source != NULL)
        open_inlet (self, layer, source);
    }
}

static gboolean
on_lingered (gpointer user_data)
{
  HearthTrackForwarder *self = user_data;

  self->linger_timer = 0;
  g_mutex_lock (&self->mutex);
  hearth_layer_switch_forget_previous (self->layers);
  g_mutex_unlock (&self->mutex);
  follow_sources (self);

  return G_SOURCE_REMOVE;
}

static gboolean
on_keyframe_timer (gpointer user_data)
{
  HearthTrackForwarder *self = user_data;
  int flowing, awaited;

  get_layers (self, &flowing, &awaited);
  self->asked = hearth_rtp_fanout_is_empty (&self->fanout) ? HEARTH_NO_LAYER : awaited;
  ask_for_keyframe (self, self->asked);
  if (self->asked != HEARTH_NO_LAYER)
    return G_SOURCE_CONTINUE;

  self->keyframe_timer = 0;
  return G_SOURCE_REMOVE;
}

/* After every change: the right sources, and a key frame where one is awaited and has not just been asked for. */
static void
settle (HearthTrackForwarder *self)
{
  int flowing, awaited;

  follow_sources (self);
  get_layers (self, &flowing, &awaited);
  g_debug ("Forwarder %08x: layer %d flows, %d is awaited", self->ssrc, flowing, awaited);
  if (awaited == HEARTH_NO_LAYER || hearth_rtp_fanout_is_empty (&self->fanout)
      || (self->keyframe_timer != 0 && self->asked == awaited))
    return;

  ask_for_keyframe (self, awaited);
  self->asked = awaited;
  g_clear_handle_id (&self->keyframe_timer, g_source_remove);
  self->keyframe_timer = g_timeout_add (HEARTH_LIMIT_KEYFRAME_INTERVAL_MS, on_keyframe_timer, self);
}

/* Each layer that has been left has the whole time. */
static void
let_linger (HearthTrackForwarder *self)
{
  int previous = get_previous (self);

  if (previous == HEARTH_NO_LAYER || (self->linger_timer != 0 && previous == self->lingering))
    return;

  g_clear_handle_id (&self->linger_timer, g_source_remove);
  self->linger_timer = g_timeout_add (LINGER_MS, on_lingered, self);
  self->lingering = previous;
}

static void
on_something_changed (gpointer target,
                      gpointer data)
{
  HearthTrackForwarder *self = target;
  guint layers;

  self->changed = FALSE;
  if (self->video == NULL)
    return;

  settle (self);
  let_linger (self);
  layers = hearth_track_forwarder_get_layers (self);
  if (layers == self->announced)
    return;
  self->announced = layers;
  g_signal_emit (self, signals[LAYERS_CHANGED], 0);
}

/* Nothing flows any more, and nothing is awaited. */
static void
detach (HearthTrackForwarder *self)
{
  select_layer (self, HEARTH_NO_LAYER, 0);
  self->announced = 0;

  g_clear_handle_id (&self->keyframe_timer, g_source_remove);
  g_clear_handle_id (&self->linger_timer, g_source_remove);
  for (guint layer = 0; layer < HEARTH_LIMIT_VIDEO_LAYERS; layer++)
    close_inlet (self, layer);
  if (self->video != NULL)
    g_signal_handlers_disconnect_by_func (self->video, on_something_changed, self);
  g_clear_object (&self->video);
}

/* --- The object ----------------------------------------------------------------------------------------------------------- */

static void
hearth_track_forwarder_dispose (GObject *object)
{
  hearth_track_forwarder_close (HEARTH_TRACK_FORWARDER (object));

  G_OBJECT_CLASS (hearth_track_forwarder_parent_class)->dispose (object);
}

static void
hearth_track_forwarder_finalize (GObject *object)
{
  HearthTrackForwarder *self = HEARTH_TRACK_FORWARDER (object);

  g_clear_pointer (&self->layers, hearth_layer_switch_free);
  hearth_rtp_fanout_clear (&self->fanout);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (hearth_track_forwarder_parent_class)->finalize (object);
}

static void
hearth_track_forwarder_class_init (HearthTrackForwarderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_track_forwarder_dispose;
  object_class->finalize = hearth_track_forwarder_finalize;

  signals[LAYERS_CHANGED] = g_signal_new ("layers-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_track_forwarder_init (HearthTrackForwarder *self)
{
  hearth_rtp_fanout_init (&self->fanout);
  g_mutex_init (&self->mutex);
  self->ssrc = g_random_int () | 1; /* 0 means none */
}

HearthTrackForwarder *
hearth_track_forwarder_new (HearthForwardKind kind)
{
  HearthTrackForwarder *self = g_object_new (HEARTH_TYPE_TRACK_FORWARDER, NULL);
  HearthStreamNumbers first = {
    /* In the lower half, or SRTP's receivers take the first loss for a wrap-around (RFC 3711, section 3.3.1). */
    .sequence = g_random_int () & 0x7fff,
    .timestamp = g_random_int (),
    .picture_id = g_random_int () & 0x7fff,
    .tl0_picidx = g_random_int () & 0xff,
  };

  self->kind = kind;
  self->layers = hearth_layer_switch_new (kind == HEARTH_FORWARD_VIDEO, &first);

  return self;
}

void
hearth_track_forwarder_set_audio (HearthTrackForwarder *self,
                                  HearthRtpSource      *source)
{
  g_return_if_fail (HEARTH_IS_TRACK_FORWARDER (self) && self->kind == HEARTH_FORWARD_AUDIO);
  g_return_if_fail (source == NULL || HEARTH_IS_RTP_SOURCE (source));

  if (self->closed || (self->inlets[0] != NULL && hearth_rtp_inlet_get_source (self->inlets[0]) == source))
    return;

  detach (self);
  if (source == NULL)
    return;

  select_layer (self, 0, 0);
  open_inlet (self, 0, source);
}

void
hearth_track_forwarder_set_video (HearthTrackForwarder *self,
                                  HearthLayeredSource  *source)
{
  g_return_if_fail (HEARTH_IS_TRACK_FORWARDER (self) && self->kind == HEARTH_FORWARD_VIDEO);
  g_return_if_fail (source == NULL || HEARTH_IS_LAYERED_SOURCE (source));

  if (self->closed || self->video == source)
    return;

  detach (self);
  if (source == NULL)
    return;

  self->video = g_object_ref (source);
  g_signal_connect_object (source, "layers-changed", G_CALLBACK (on_something_changed), self, G_CONNECT_SWAPPED);
}

void
hearth_track_forwarder_select (HearthTrackForwarder *self,
                               int                   layer,
                               guint                 temporal)
{
  g_return_if_fail (HEARTH_IS_TRACK_FORWARDER (self) && self->kind == HEARTH_FORWARD_VIDEO);
  g_return_if_fail (layer >= HEARTH_NO_LAYER && layer < HEARTH_LIMIT_VIDEO_LAYERS);

  if (self->video == NULL)
    return;

  select_layer (self, layer, temporal);
  settle (self);
  self->announced = hearth_track_forwarder_get_layers (self);
}

guint
hearth_track_forwarder_get_layers (HearthTrackForwarder *self)
{
  guint layers = 0;
  int flowing, awaited;

  g_return_val_if_fail (HEARTH_IS_TRACK_FORWARDER (self), 0);

  if (self->kind == HEARTH_FORWARD_VIDEO && hearth_rtp_fanout_is_empty (&self->fanout))
    return 0;

  get_layers (self, &flowing, &awaited);
  if (flowing != HEARTH_NO_LAYER)
    layers |= 1u << flowing;
  if (awaited != HEARTH_NO_LAYER)
    layers |= 1u << awaited;

  return layers;
}

void
hearth_track_forwarder_get_stats (HearthTrackForwarder      *self,
                                  HearthTrackForwarderStats *stats)
{
  g_return_if_fail (HEARTH_IS_TRACK_FORWARDER (self));
  g_return_if_fail (stats != NULL);

  g_mutex_lock (&self->mutex);
  *stats = self->stats;
  stats->switches = hearth_layer_switch_get_n_begun (self->layers);
  stats->layer = hearth_layer_switch_get_flowing (self->layers);
  g_mutex_unlock (&self->mutex);
}

void
hearth_track_forwarder_close (HearthTrackForwarder *self)
{
  g_return_if_fail (HEARTH_IS_TRACK_FORWARDER (self));

  detach (self);
  self->closed = TRUE;
}
