/* What one sender sends on one media line: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/receiving-track.h"

#include "base/keyframe-pace.h"
#include "base/limits.h"
#include "base/main-thread.h"
#include "base/token-bucket.h"
#include "media/rtp-fanout.h"

struct _HearthReceivingTrack
{
  GObject parent_instance;

  char *track_id;
  HearthSdpKind kind;
  guint32 ssrc;
  HearthRtpFanout fanout;

  /* A sender begins with a key frame, and that is past when the main thread has heard of it and connected the first sink. So
   * pictures wait here until then, for otherwise the next key frame, a second later, would be the first picture. Sound does not
   * wait: each packet of it is whole, and one that comes late makes all that follow be heard late. */
  GMutex early_mutex;
  GQueue early; /* of GstBuffer */
  _Atomic gboolean early_over;

  HearthReceivingTransport *transport;
  _Atomic gboolean arrived; /* the first packet is there */
  _Atomic gboolean closed;

  _Atomic guint limit;         /* bits a second, 0 for none */
  GMutex allowance_mutex;      /* guards the next two: at the beginning packets may come on two threads (forwarding-tap.c) */
  HearthTokenBucket allowance;
  guint allowance_limit;

  /* Main thread only. */
  gboolean started;
  HearthKeyframePace keyframe_pace;
  guint keyframe_timer;
};

enum
{
  STARTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void rtp_source_iface_init (HearthRtpSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthReceivingTrack, hearth_receiving_track, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SOURCE, rtp_source_iface_init))

/* --- Key frames ----------------------------------------------------------------------------------------------------------- */

/* Until a packet has come there is nothing to ask for: a sender begins with a key frame. */
static void
send_keyframe_request (HearthReceivingTrack *self)
{
  if (self->arrived && !self->closed)
    hearth_receiving_transport_ask_for_keyframe (self->transport, self->ssrc);
}

static gboolean
on_keyframe_timer (gpointer user_data)
{
  HearthReceivingTrack *self = user_data;

  self->keyframe_timer = 0;
  hearth_keyframe_pace_note (&self->keyframe_pace, g_get_monotonic_time ());
  send_keyframe_request (self);

  return G_SOURCE_REMOVE;
}

/* RtpSource promises that faster requests are merged: those that come too early go out as one when it is time. */
static void
on_keyframe_wanted (gpointer target,
                    gpointer data)
{
  HearthReceivingTrack *self = target;
  gint64 wait = hearth_keyframe_pace_get_next (&self->keyframe_pace) - g_get_monotonic_time ();

  if (self->closed || self->keyframe_timer != 0)
    return;

  if (wait <= 0)
    on_keyframe_timer (self);
  else
    self->keyframe_timer = g_timeout_add ((guint) (wait / 1000) + 1, on_keyframe_timer, self);
}

/* --- RtpSource ------------------------------------------------------------------------------------------------------------ */

static GstCaps *
hearth_receiving_track_get_caps (HearthRtpSource *source)
{
  HearthReceivingTrack *self = HEARTH_RECEIVING_TRACK (source);

  if (self->kind == HEARTH_SDP_VIDEO)
    return gst_caps_new_simple ("application/x-rtp",
                                "media", G_TYPE_STRING, "video",
                                "encoding-name", G_TYPE_STRING, "VP8",
                                "payload", G_TYPE_INT, HEARTH_SDP_PAYLOAD_VP8,
                                "clock-rate", G_TYPE_INT, 90000,
                                "ssrc", G_TYPE_UINT, self->ssrc, NULL);

  return gst_caps_new_simple ("application/x-rtp",
                              "media", G_TYPE_STRING, "audio",
                              "encoding-name", G_TYPE_STRING, "OPUS",
                              "payload", G_TYPE_INT, HEARTH_SDP_PAYLOAD_OPUS,
                              "clock-rate", G_TYPE_INT, 48000,
                              "encoding-params", G_TYPE_STRING, "2",
                              "ssrc", G_TYPE_UINT, self->ssrc, NULL);
}

/* Pushing takes its time, and the streaming thread may be everybody's: it does not wait for that, but adds to what is early until
 * nothing is left. Nothing overtakes.
 *
 * Returns: whether there is something in @packets; otherwise @sink gets the next packet as it comes */
static gboolean
take_early (HearthReceivingTrack *self,
            HearthRtpSink        *sink,
            GQueue               *packets)
{
  g_mutex_lock (&self->early_mutex);
  *packets = self->early;
  g_queue_init (&self->early);
  if (g_queue_is_empty (packets))
    {
      hearth_rtp_fanout_add (&self->fanout, sink);
      self->early_over = TRUE;
    }
  g_mutex_unlock (&self->early_mutex);

  return !g_queue_is_empty (packets);
}

static void
hearth_receiving_track_add_sink (HearthRtpSource *source,
                                 HearthRtpSink   *sink)
{
  HearthReceivingTrack *self = HEARTH_RECEIVING_TRACK (source);
  GQueue packets;

  while (take_early (self, sink, &packets))
    {
      GstBuffer *packet;

      while ((packet = g_queue_pop_head (&packets)) != NULL)
        hearth_rtp_sink_push (sink, GST_MINI_OBJECT_CAST (packet));
    }
}

static gboolean
keep_listed (GstBuffer **packet,
             guint       index,
             gpointer    user_data)
{
  HearthReceivingTrack *self = user_data;

  g_queue_push_tail (&self->early, gst_buffer_ref (*packet));

  return TRUE;
}

/* Returns: whether @packets were taken */
static gboolean
keep_early (HearthReceivingTrack *self,
            GstMiniObject        *packets)
{
  gboolean taken = FALSE;

  if (self->early_over)
    return FALSE;

  g_mutex_lock (&self->early_mutex);
  if (self->early.length >= HEARTH_LIMIT_EARLY_PACKETS)
    {
      /* Nobody looks. Without its beginning the rest is of no use either. */
      g_queue_clear_full (&self->early, (GDestroyNotify) gst_buffer_unref);
      self->early_over = TRUE;
    }
  if (!self->early_over && GST_IS_BUFFER_LIST (packets))
    {
      gst_buffer_list_foreach (GST_BUFFER_LIST_CAST (packets), keep_listed, self);
      gst_mini_object_unref (packets);
      taken = TRUE;
    }
  else if (!self->early_over)
    {
      g_queue_push_tail (&self->early, packets);
      taken = TRUE;
    }
  g_mutex_unlock (&self->early_mutex);

  return taken;
}

static void
hearth_receiving_track_remove_sink (HearthRtpSource *source,
                                    HearthRtpSink   *sink)
{
  hearth_rtp_fanout_remove (&HEARTH_RECEIVING_TRACK (source)->fanout, sink);
}

static void
hearth_receiving_track_request_keyframe (HearthRtpSource *source)
{
  HearthReceivingTrack *self = HEARTH_RECEIVING_TRACK (source);

  if (self->kind == HEARTH_SDP_VIDEO)
    hearth_main_thread_post (self, on_keyframe_wanted, NULL, NULL);
}

static void
rtp_source_iface_init (HearthRtpSourceInterface *iface)
{
  iface->get_caps = hearth_receiving_track_get_caps;
  iface->add_sink = hearth_receiving_track_add_sink;
  iface->remove_sink = hearth_receiving_track_remove_sink;
  iface->request_keyframe = hearth_receiving_track_request_keyframe;
}

/* --- The object ----------------------------------------------------------------------------------------------------------- */

static void
on_arrived (gpointer target,
            gpointer data)
{
  HearthReceivingTrack *self = target;

  if (self->closed)
    return;

  self->started = TRUE;
  g_signal_emit (self, signals[STARTED], 0);
}

static void
hearth_receiving_track_dispose (GObject *object)
{
  hearth_receiving_track_close (HEARTH_RECEIVING_TRACK (object));

  G_OBJECT_CLASS (hearth_receiving_track_parent_class)->dispose (object);
}

static void
hearth_receiving_track_finalize (GObject *object)
{
  HearthReceivingTrack *self = HEARTH_RECEIVING_TRACK (object);

  g_free (self->track_id);
  hearth_rtp_fanout_clear (&self->fanout);
  g_queue_clear_full (&self->early, (GDestroyNotify) gst_buffer_unref);
  g_mutex_clear (&self->early_mutex);
  g_mutex_clear (&self->allowance_mutex);
  g_clear_pointer (&self->transport, hearth_receiving_transport_unref);

  G_OBJECT_CLASS (hearth_receiving_track_parent_class)->finalize (object);
}

static void
hearth_receiving_track_class_init (HearthReceivingTrackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_receiving_track_dispose;
  object_class->finalize = hearth_receiving_track_finalize;

  signals[STARTED] = g_signal_new ("started", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_receiving_track_init (HearthReceivingTrack *self)
{
  hearth_rtp_fanout_init (&self->fanout);
  g_queue_init (&self->early);
  g_mutex_init (&self->early_mutex);
  g_mutex_init (&self->allowance_mutex);
}

HearthReceivingTrack *
hearth_receiving_track_new (const char               *track_id,
                            HearthSdpKind             kind,
                            guint32                   ssrc,
                            HearthReceivingTransport *transport)
{
  HearthReceivingTrack *self;

  g_return_val_if_fail (track_id != NULL, NULL);
  g_return_val_if_fail (kind == HEARTH_SDP_AUDIO || kind == HEARTH_SDP_VIDEO, NULL);

  self = g_object_new (HEARTH_TYPE_RECEIVING_TRACK, NULL);
  self->track_id = g_strdup (track_id);
  self->kind = kind;
  self->ssrc = ssrc;
  self->transport = hearth_receiving_transport_ref (transport);
  self->early_over = kind == HEARTH_SDP_AUDIO;

  return self;
}

void
hearth_receiving_track_set_limit (HearthReceivingTrack *self,
                                  guint                 bitrate)
{
  g_return_if_fail (HEARTH_IS_RECEIVING_TRACK (self));

  self->limit = bitrate;
}

static gboolean
add_cost (GstBuffer **packet,
          guint       index,
          gpointer    user_data)
{
  gsize *cost = user_data;

  *cost += MAX (gst_buffer_get_size (*packet), HEARTH_LIMIT_PACKET_COST);

  return TRUE;
}

static gboolean
is_within_limit (HearthReceivingTrack *self,
                 GstMiniObject        *packets)
{
  g_autoptr (GMutexLocker) locker = NULL;
  guint limit = self->limit;
  gsize cost = 0;
  gint64 now;

  if (limit == 0)
    return TRUE;

  now = g_get_monotonic_time ();
  locker = g_mutex_locker_new (&self->allowance_mutex);
  if (limit != self->allowance_limit)
    {
      double burst = MAX (HEARTH_LIMIT_TRACK_BURST_BYTES, limit / 8.0);

      /* A sender may say something else ten times a second, and would get a burst for each. */
      if (self->allowance_limit == 0)
        hearth_token_bucket_init (&self->allowance, burst, limit / 8.0, now);
      else
        hearth_token_bucket_set_rate (&self->allowance, burst, limit / 8.0, now);
      self->allowance_limit = limit;
    }

  if (GST_IS_BUFFER_LIST (packets))
    gst_buffer_list_foreach (GST_BUFFER_LIST_CAST (packets), add_cost, &cost);
  else
    cost = MAX (gst_buffer_get_size (GST_BUFFER_CAST (packets)), HEARTH_LIMIT_PACKET_COST);

  return hearth_token_bucket_take (&self->allowance, (double) cost, now);
}

void
hearth_receiving_track_push (HearthReceivingTrack *self,
                             GstMiniObject        *packets)
{
  g_return_if_fail (HEARTH_IS_RECEIVING_TRACK (self));

  if (self->closed || !is_within_limit (self, packets))
    {
      gst_mini_object_unref (packets);
      return;
    }

  if (!self->arrived)
    {
      self->arrived = TRUE;
      hearth_main_thread_post (self, on_arrived, NULL, NULL);
    }
  if (!keep_early (self, packets))
    hearth_rtp_fanout_push (&self->fanout, packets);
}

const char *
hearth_receiving_track_get_track_id (HearthReceivingTrack *self)
{
  g_return_val_if_fail (HEARTH_IS_RECEIVING_TRACK (self), NULL);

  return self->track_id;
}

guint32
hearth_receiving_track_get_ssrc (HearthReceivingTrack *self)
{
  g_return_val_if_fail (HEARTH_IS_RECEIVING_TRACK (self), 0);

  return self->ssrc;
}

HearthSdpKind
hearth_receiving_track_get_kind (HearthReceivingTrack *self)
{
  g_return_val_if_fail (HEARTH_IS_RECEIVING_TRACK (self), HEARTH_SDP_AUDIO);

  return self->kind;
}

gboolean
hearth_receiving_track_is_started (HearthReceivingTrack *self)
{
  g_return_val_if_fail (HEARTH_IS_RECEIVING_TRACK (self), FALSE);

  return self->started;
}

void
hearth_receiving_track_close (HearthReceivingTrack *self)
{
  g_return_if_fail (HEARTH_IS_RECEIVING_TRACK (self));

  g_clear_handle_id (&self->keyframe_timer, g_source_remove);
  self->closed = TRUE;
}
