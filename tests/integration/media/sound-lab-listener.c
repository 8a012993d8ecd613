/* An RtpSink that hears a stereo stream of Opus: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sound-lab-listener.h"

#include <gst/app/app.h>

#include "media/audio-device.h"
#include "media/media-pipeline.h"
#include "media/rtp-sink.h"

#define MAX_SAMPLES 5760

struct _SoundLabListener
{
  GObject parent_instance;

  HearthRtpSource *source;
  HearthMediaPipeline *pipeline;
  GstElement *packets;
  SoundLabEar *left;
  SoundLabEar *right;
};

static void rtp_sink_init (HearthRtpSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SoundLabListener, sound_lab_listener, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SINK, rtp_sink_init))

static void
push (HearthRtpSink *sink,
      GstMiniObject *packets)
{
  SoundLabListener *self = SOUND_LAB_LISTENER (sink);

  g_assert_true (GST_IS_BUFFER (packets));
  gst_app_src_push_buffer (GST_APP_SRC (self->packets), GST_BUFFER (packets));
}

static void
rtp_sink_init (HearthRtpSinkInterface *iface)
{
  iface->push = push;
}

static GstFlowReturn
on_decoded_on_streaming_thread (GstAppSink *sink,
                                gpointer    user_data)
{
  SoundLabListener *self = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  gint16 left[MAX_SAMPLES], right[MAX_SAMPLES];
  gint64 played_at;
  GstMapInfo map;
  gsize n;

  if (sample == NULL || !gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ))
    return GST_FLOW_EOS;

  n = MIN (map.size / (2 * sizeof (gint16)), MAX_SAMPLES);
  for (gsize i = 0; i < n; i++)
    {
      left[i] = ((const gint16 *) map.data)[2 * i];
      right[i] = ((const gint16 *) map.data)[2 * i + 1];
    }
  gst_buffer_unmap (gst_sample_get_buffer (sample), &map);

  played_at = (gint64) (GST_BUFFER_PTS (gst_sample_get_buffer (sample)) / GST_USECOND);
  hearth_media_tap_sound (HEARTH_MEDIA_TAP (self->left), left, n, HEARTH_AUDIO_RATE, played_at);
  hearth_media_tap_sound (HEARTH_MEDIA_TAP (self->right), right, n, HEARTH_AUDIO_RATE, played_at);

  return GST_FLOW_OK;
}

static void
sound_lab_listener_class_init (SoundLabListenerClass *klass)
{
}

static void
sound_lab_listener_init (SoundLabListener *self)
{
  self->left = sound_lab_ear_new ();
  self->right = sound_lab_ear_new ();
}

SoundLabListener *
sound_lab_listener_new (HearthRtpSource *source)
{
  SoundLabListener *self = g_object_new (SOUND_LAB_TYPE_LISTENER, NULL);
  GstAppSinkCallbacks callbacks = { .new_sample = on_decoded_on_streaming_thread };
  g_autoptr (GstCaps) packet_caps = hearth_rtp_source_get_caps (source);
  g_autoptr (GstCaps) caps = hearth_audio_caps_new (2);
  g_autoptr (GError) error = NULL;
  GstElement *depayloader, *decoder, *sink;

  self->pipeline = hearth_media_pipeline_new ("listener");
  self->packets = hearth_media_pipeline_add (self->pipeline, "appsrc", NULL, &error);
  depayloader = hearth_media_pipeline_add (self->pipeline, "rtpopusdepay", NULL, &error);
  decoder = hearth_media_pipeline_add (self->pipeline, "opusdec", NULL, &error);
  sink = hearth_media_pipeline_add (self->pipeline, "appsink", NULL, &error);
  g_assert_no_error (error);
  g_object_set (self->packets, "caps", packet_caps, "format", GST_FORMAT_TIME, "is-live", TRUE, NULL);
  g_object_set (decoder, "plc", FALSE, NULL);
  g_object_set (sink, "caps", caps, "sync", FALSE, "async", FALSE, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, self, NULL);
  g_assert_true (gst_element_link_many (self->packets, depayloader, decoder, sink, NULL));
  g_assert_true (hearth_media_pipeline_play (self->pipeline, NULL));

  self->source = g_object_ref (source);
  hearth_rtp_source_add_sink (source, HEARTH_RTP_SINK (self));

  return self;
}

SoundLabEar *
sound_lab_listener_get_left (SoundLabListener *self)
{
  return self->left;
}

SoundLabEar *
sound_lab_listener_get_right (SoundLabListener *self)
{
  return self->right;
}

void
sound_lab_listener_close (SoundLabListener *self)
{
  hearth_rtp_source_remove_sink (self->source, HEARTH_RTP_SINK (self));
  hearth_media_pipeline_close (self->pipeline);
  g_clear_object (&self->pipeline);
  g_clear_object (&self->source);
  sound_lab_ear_close (self->left);
  sound_lab_ear_close (self->right);
  g_object_unref (self);
}
