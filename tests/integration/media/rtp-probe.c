/* An RtpSink for tests: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rtp-probe.h"

#include <gst/rtp/rtp.h>
#include <math.h>

#include "media/media-pipeline.h"

struct _RtpProbe
{
  GObject parent_instance;

  GMutex mutex;
  gboolean started;
  guint32 ssrc;
  guint16 last_sequence;
  guint32 last_timestamp;
  guint64 ticks; /* since the first packet */
  GstClockTime first_pts;

  guint n_packets;
  guint n_pictures;
  guint n_keyframes;
  guint n_breaks;
  double max_gap_ms;
  double min_gap_ms;
  double max_age_ms;
  double max_drift_ms;
};

static void rtp_sink_iface_init (HearthRtpSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RtpProbe, rtp_probe, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SINK, rtp_sink_iface_init))

/* RFC 7741: X in the descriptor's first byte announces an extension byte, I there a picture id of one or two bytes. S with
 * partition 0 begins a picture, whose payload header's lowest bit is 0 for a key frame. */
static gboolean
begins_keyframe (const guint8 *payload,
                 guint         size)
{
  guint offset = 1;

  if (size < 5 || (payload[0] & 0x1f) != 0x10)
    return FALSE;
  if ((payload[0] & 0x80) != 0)
    {
      guint8 extensions = payload[offset++];

      if ((extensions & 0x80) != 0)
        offset += (payload[offset] & 0x80) != 0 ? 2 : 1;
      if ((extensions & 0x40) != 0)
        offset++;
      if ((extensions & 0x30) != 0)
        offset++;
    }

  return offset < size && (payload[offset] & 1) == 0;
}

static void
look_at (RtpProbe  *self,
         GstBuffer *buffer)
{
  GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
  GstClockTime now = hearth_media_pipeline_get_running_time ();
  guint16 sequence;
  guint32 timestamp;

  g_assert_true (gst_rtp_buffer_map (buffer, GST_MAP_READ, &rtp));
  g_assert_true (GST_BUFFER_PTS_IS_VALID (buffer));
  sequence = gst_rtp_buffer_get_seq (&rtp);
  timestamp = gst_rtp_buffer_get_timestamp (&rtp);

  if (!self->started)
    {
      self->started = TRUE;
      self->ssrc = gst_rtp_buffer_get_ssrc (&rtp);
      self->first_pts = GST_BUFFER_PTS (buffer);
    }
  else
    {
      double drift;

      if (sequence != (guint16) (self->last_sequence + 1) || gst_rtp_buffer_get_ssrc (&rtp) != self->ssrc)
        self->n_breaks++;
      self->ticks += timestamp - self->last_timestamp;
      self->max_gap_ms = MAX (self->max_gap_ms, (timestamp - self->last_timestamp) / 90.0);
      if (timestamp != self->last_timestamp)
        self->min_gap_ms = MIN (self->min_gap_ms, (timestamp - self->last_timestamp) / 90.0);
      drift = fabs ((double) (GST_BUFFER_PTS (buffer) - self->first_pts) / 1e6 - (double) self->ticks / 90.0);
      self->max_drift_ms = MAX (self->max_drift_ms, drift);
    }
  self->last_sequence = sequence;
  self->last_timestamp = timestamp;

  self->max_age_ms = MAX (self->max_age_ms, ((double) now - (double) GST_BUFFER_PTS (buffer)) / 1e6);
  self->n_packets++;
  self->n_pictures += gst_rtp_buffer_get_marker (&rtp);
  self->n_keyframes += begins_keyframe (gst_rtp_buffer_get_payload (&rtp), gst_rtp_buffer_get_payload_len (&rtp));
  gst_rtp_buffer_unmap (&rtp);
}

static void
rtp_probe_push (HearthRtpSink *sink,
                GstMiniObject *packets)
{
  RtpProbe *self = RTP_PROBE (sink);

  g_mutex_lock (&self->mutex);
  if (GST_IS_BUFFER_LIST (packets))
    {
      GstBufferList *list = GST_BUFFER_LIST (packets);

      for (guint i = 0; i < gst_buffer_list_length (list); i++)
        look_at (self, gst_buffer_list_get (list, i));
    }
  else
    {
      look_at (self, GST_BUFFER (packets));
    }
  g_mutex_unlock (&self->mutex);

  gst_mini_object_unref (packets);
}

static void
rtp_sink_iface_init (HearthRtpSinkInterface *iface)
{
  iface->push = rtp_probe_push;
}

static void
rtp_probe_finalize (GObject *object)
{
  g_mutex_clear (&RTP_PROBE (object)->mutex);

  G_OBJECT_CLASS (rtp_probe_parent_class)->finalize (object);
}

static void
rtp_probe_class_init (RtpProbeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rtp_probe_finalize;
}

static void
rtp_probe_init (RtpProbe *self)
{
  g_mutex_init (&self->mutex);
  self->min_gap_ms = INFINITY;
}

RtpProbe *
rtp_probe_new (void)
{
  return g_object_new (RTP_TYPE_PROBE, NULL);
}

void
rtp_probe_reset (RtpProbe *self)
{
  g_mutex_lock (&self->mutex);
  self->n_packets = self->n_pictures = self->n_keyframes = self->n_breaks = 0;
  self->max_gap_ms = self->max_age_ms = self->max_drift_ms = 0;
  self->min_gap_ms = INFINITY;
  g_mutex_unlock (&self->mutex);
}

static guint
get_counter (RtpProbe    *self,
             const guint *counter)
{
  guint value;

  g_mutex_lock (&self->mutex);
  value = *counter;
  g_mutex_unlock (&self->mutex);

  return value;
}

static double
get_measure (RtpProbe     *self,
             const double *measure)
{
  double value;

  g_mutex_lock (&self->mutex);
  value = *measure;
  g_mutex_unlock (&self->mutex);

  return value;
}

guint
rtp_probe_get_n_packets (RtpProbe *self)
{
  return get_counter (self, &self->n_packets);
}

guint
rtp_probe_get_n_pictures (RtpProbe *self)
{
  return get_counter (self, &self->n_pictures);
}

guint
rtp_probe_get_n_keyframes (RtpProbe *self)
{
  return get_counter (self, &self->n_keyframes);
}

guint
rtp_probe_get_n_breaks (RtpProbe *self)
{
  return get_counter (self, &self->n_breaks);
}

guint32
rtp_probe_get_ssrc (RtpProbe *self)
{
  return get_counter (self, &self->ssrc);
}

double
rtp_probe_get_max_gap_ms (RtpProbe *self)
{
  return get_measure (self, &self->max_gap_ms);
}

double
rtp_probe_get_min_gap_ms (RtpProbe *self)
{
  return get_measure (self, &self->min_gap_ms);
}

double
rtp_probe_get_mean_gap_ms (RtpProbe *self)
{
  double mean;

  g_mutex_lock (&self->mutex);
  mean = self->n_pictures > 1 ? self->ticks / 90.0 / (self->n_pictures - 1) : 0;
  g_mutex_unlock (&self->mutex);

  return mean;
}

double
rtp_probe_get_max_age_ms (RtpProbe *self)
{
  return get_measure (self, &self->max_age_ms);
}

double
rtp_probe_get_max_drift_ms (RtpProbe *self)
{
  return get_measure (self, &self->max_drift_ms);
}
