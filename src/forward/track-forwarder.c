/* What one receiver gets of one line: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/track-forwarder.h"

#include <stdatomic.h>

#include "base/main-thread.h"
#include "forward/rtp-inlet.h"
#include "forward/switched-stream.h"

/* How long the old layer may still fill gaps after a switch: a retransmission takes a round trip or two. It need not be encoded
 * any more meanwhile; what was sent of it is sent again all the same. */
#define LINGER_MS 500

struct _HearthTrackForwarder
{
  GObject parent_instance;

  HearthForwardKind kind;
  HearthSwitchedStream stream;

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

/* --- Streaming threads ---------------------------------------------------------------------------------------------------- */

static void
on_packets_on_streaming_thread (gpointer       owner,
                                guint          layer,
                                GstMiniObject *packets)
{
  HearthTrackForwarder *self = owner;

  if (hearth_switched_stream_push (&self->stream, layer, packets) && !atomic_exchange (&self->changed, TRUE))
    hearth_main_thread_post (self, on_something_changed, NULL, NULL);
}

/* --- RtpSource ------------------------------------------------------------------------------------------------------------ */

static GstCaps *
hearth_track_forwarder_get_caps (HearthRtpSource *source)
{
  return hearth_switched_stream_get_caps (&HEARTH_TRACK_FORWARDER (source)->stream);
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

  hearth_rtp_fanout_add (&self->stream.fanout, sink);
  note_sinks (self);
}

static void
hearth_track_forwarder_remove_sink (HearthRtpSource *source,
                                    HearthRtpSink   *sink)
{
  HearthTrackForwarder *self = HEARTH_TRACK_FORWARDER (source);

  hearth_rtp_fanout_remove (&self->stream.fanout, sink);
  note_sinks (self);
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
  HearthSwitchedStreamState state;

  self->keyframe_wanted = FALSE;
  hearth_switched_stream_get_state (&self->stream, &state);
  ask_for_keyframe (self, state.flowing);
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

static void
close_inlet (HearthTrackForwarder *self,
             guint                 layer)
{
  if (self->inlets[layer] == NULL)
    return;

  hearth_rtp_inlet_close (self->inlets[layer]);
  g_clear_object (&self->inlets[layer]);

  hearth_switched_stream_forget (&self->stream, (int) layer);
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
  HearthSwitchedStreamState state;

  hearth_switched_stream_get_state (&self->stream, &state);
  if (state.previous != HEARTH_NO_LAYER)
    needed |= 1u << state.previous;
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
  hearth_switched_stream_forget_previous (&self->stream);
  follow_sources (self);

  return G_SOURCE_REMOVE;
}

static gboolean
on_keyframe_timer (gpointer user_data)
{
  HearthTrackForwarder *self = user_data;
  HearthSwitchedStreamState state;

  hearth_switched_stream_get_state (&self->stream, &state);
  self->asked = hearth_rtp_fanout_is_empty (&self->stream.fanout) ? HEARTH_NO_LAYER : state.awaited;
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
  HearthSwitchedStreamState state;

  follow_sources (self);
  hearth_switched_stream_get_state (&self->stream, &state);
  g_debug ("Forwarder %08x: layer %d flows, %d is awaited", self->stream.ssrc, state.flowing, state.awaited);
  if (state.awaited == HEARTH_NO_LAYER || hearth_rtp_fanout_is_empty (&self->stream.fanout)
      || (self->keyframe_timer != 0 && self->asked == state.awaited))
    return;

  ask_for_keyframe (self, state.awaited);
  self->asked = state.awaited;
  g_clear_handle_id (&self->keyframe_timer, g_source_remove);
  self->keyframe_timer = g_timeout_add (HEARTH_LIMIT_KEYFRAME_INTERVAL_MS, on_keyframe_timer, self);
}

/* Each layer that has been left has the whole time. */
static void
let_linger (HearthTrackForwarder *self)
{
  HearthSwitchedStreamState state;

  hearth_switched_stream_get_state (&self->stream, &state);
  if (state.previous == HEARTH_NO_LAYER || (self->linger_timer != 0 && state.previous == self->lingering))
    return;

  g_clear_handle_id (&self->linger_timer, g_source_remove);
  self->linger_timer = g_timeout_add (LINGER_MS, on_lingered, self);
  self->lingering = state.previous;
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
  hearth_switched_stream_select (&self->stream, HEARTH_NO_LAYER, 0);
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
  hearth_switched_stream_clear (&HEARTH_TRACK_FORWARDER (object)->stream);

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
}

HearthTrackForwarder *
hearth_track_forwarder_new (HearthForwardKind kind)
{
  HearthTrackForwarder *self = g_object_new (HEARTH_TYPE_TRACK_FORWARDER, NULL);

  self->kind = kind;
  hearth_switched_stream_init (&self->stream, kind == HEARTH_FORWARD_VIDEO);

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

  hearth_switched_stream_select (&self->stream, 0, 0);
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

  hearth_switched_stream_select (&self->stream, layer, temporal);
  settle (self);
  self->announced = hearth_track_forwarder_get_layers (self);
}

guint
hearth_track_forwarder_get_layers (HearthTrackForwarder *self)
{
  guint layers = 0;
  HearthSwitchedStreamState state;

  g_return_val_if_fail (HEARTH_IS_TRACK_FORWARDER (self), 0);

  if (self->kind == HEARTH_FORWARD_VIDEO && hearth_rtp_fanout_is_empty (&self->stream.fanout))
    return 0;

  hearth_switched_stream_get_state (&self->stream, &state);
  if (state.flowing != HEARTH_NO_LAYER)
    layers |= 1u << state.flowing;
  if (state.awaited != HEARTH_NO_LAYER)
    layers |= 1u << state.awaited;

  return layers;
}

void
hearth_track_forwarder_get_stats (HearthTrackForwarder      *self,
                                  HearthTrackForwarderStats *stats)
{
  HearthSwitchedStreamState state;

  g_return_if_fail (HEARTH_IS_TRACK_FORWARDER (self));
  g_return_if_fail (stats != NULL);

  hearth_switched_stream_get_state (&self->stream, &state);
  *stats = (HearthTrackForwarderStats) {
    .packets = state.packets,
    .dropped = state.dropped,
    .malformed = state.malformed,
    .filled = state.filled,
    .switches = state.begun,
    .layer = state.flowing,
  };
}

void
hearth_track_forwarder_close (HearthTrackForwarder *self)
{
  g_return_if_fail (HEARTH_IS_TRACK_FORWARDER (self));

  detach (self);
  self->closed = TRUE;
}
