/* Elements for sound devices: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/audio-device.h"

#include <string.h>

#include "media/pipewire-remote.h"

/* What PipeWire is asked to hand over at once: 5.3 ms. It takes powers of two. With 512 a sample was heard 37 to 42 ms after it was due,
 * with 256 it is 21 to 28. */
#define NODE_LATENCY "256/48000"

/* What may wait for our thread before PipeWire has to throw sound away: 85 ms. Unasked it takes two, and with these every thread that
 * comes 5 ms late loses something. */
#define MIN_CAPTURE_BUFFERS 16

#define PIPEWIRE_SINK_LATENCY (24 * GST_MSECOND)

/* PulseAudio's sizes in µs: its smallest that does not drop out under load. */
#define PULSE_BUFFER_TIME ((gint64) 40000)
#define PULSE_LATENCY_TIME ((gint64) 10000)

GstCaps *
hearth_audio_caps_new (int n_channels)
{
  return gst_caps_new_simple ("audio/x-raw",
                              "format", G_TYPE_STRING, "S16LE",
                              "layout", G_TYPE_STRING, "interleaved",
                              "rate", G_TYPE_INT, HEARTH_AUDIO_RATE,
                              "channels", G_TYPE_INT, n_channels,
                              NULL);
}

static gboolean
use_pulse (void)
{
  return !hearth_pipewire_remote_exists () && g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

static GstElement *
add_pipewire (HearthMediaPipeline *pipeline,
              const char          *factory,
              const char          *category,
              const char          *device_id,
              GError             **error)
{
  GstElement *element = hearth_media_pipeline_add (pipeline, factory, NULL, error);
  g_autoptr (GstStructure) properties = NULL;
  int remote;

  if (element == NULL || (remote = hearth_pipewire_remote_connect (error)) < 0)
    return NULL;

  hearth_pipewire_remote_give (element, remote);
  properties = gst_structure_new ("properties",
                                  "media.role", G_TYPE_STRING, "Communication",
                                  "media.category", G_TYPE_STRING, category,
                                  "node.latency", G_TYPE_STRING, NODE_LATENCY,
                                  HEARTH_AUDIO_OWN_PROPERTY, G_TYPE_STRING, "true",
                                  NULL);
  g_object_set (element,
                "client-name", "Hearth",
                "stream-properties", properties,
                "target-object", device_id,
                NULL);

  return element;
}

static GstElement *
add_pulse (HearthMediaPipeline *pipeline,
           const char          *factory,
           const char          *device_id,
           GError             **error)
{
  GstElement *element = hearth_media_pipeline_add (pipeline, factory, NULL, error);
  g_autoptr (GstStructure) properties = gst_structure_new ("properties", "media.role", G_TYPE_STRING, "phone",
                                                              HEARTH_AUDIO_OWN_PROPERTY, G_TYPE_STRING, "true", NULL);

  if (element == NULL)
    return NULL;

  g_object_set (element,
                "client-name", "Hearth",
                "stream-properties", properties,
                "device", device_id,
                "provide-clock", FALSE,
                "buffer-time", PULSE_BUFFER_TIME,
                "latency-time", PULSE_LATENCY_TIME,
                NULL);

  return element;
}

/* pipewiresink 1.6 deadlocks where the server answers with the stream's format before setcaps() has seen the stream be made: the
 * answer waits for an active buffer pool, which only the first buffer would activate (seen in every sixth start on a busy
 * computer). So the pool is activated before the caps arrive. Otherwise the pool is not to be used, for buffers of sound are copied. */
static GstPadProbeReturn
on_event_on_streaming_thread (GstPad          *pad,
                              GstPadProbeInfo *info,
                              gpointer         user_data)
{
  g_autoptr (GstQuery) query = NULL;
  g_autoptr (GstBufferPool) pool = NULL;
  g_autoptr (GstElement) sink = NULL;
  GstStructure *config;
  GstCaps *caps;
  guint min_buffers, max_buffers;

  if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) != GST_EVENT_CAPS)
    return GST_PAD_PROBE_OK;

  sink = gst_pad_get_parent_element (pad);
  gst_event_parse_caps (GST_PAD_PROBE_INFO_EVENT (info), &caps);
  query = gst_query_new_allocation (caps, TRUE);
  g_object_set (sink, "use-bufferpool", TRUE, NULL);
  if (gst_pad_query (pad, query) && gst_query_get_n_allocation_pools (query) > 0)
    gst_query_parse_nth_allocation_pool (query, 0, &pool, NULL, &min_buffers, &max_buffers);
  g_object_set (sink, "use-bufferpool", FALSE, NULL);
  if (pool == NULL)
    return GST_PAD_PROBE_REMOVE;

  config = gst_buffer_pool_get_config (pool);
  gst_buffer_pool_config_set_params (config, caps, HEARTH_AUDIO_PERIOD_SAMPLES * sizeof (gint16), min_buffers, max_buffers);
  if (gst_buffer_pool_set_config (pool, config))
    gst_buffer_pool_set_active (pool, TRUE);

  return GST_PAD_PROBE_REMOVE;
}

GstElement *
hearth_audio_device_add_source (HearthMediaPipeline *pipeline,
                                const char          *device_id,
                                GError             **error)
{
  GstElement *element;

  if (use_pulse ())
    return add_pulse (pipeline, "pulsesrc", device_id, error);

  element = add_pipewire (pipeline, "pipewiresrc", "Capture", device_id, error);
  if (element != NULL)
    {
      hearth_media_pipeline_disable_clock (pipeline);
      g_object_set (element, "min-buffers", MIN_CAPTURE_BUFFERS, NULL);
    }

  return element;
}

GstElement *
hearth_audio_device_add_pulse_sink (HearthMediaPipeline *pipeline,
                                    const char          *device_id,
                                    GError             **error)
{
  return add_pulse (pipeline, "pulsesink", device_id, error);
}

GstElement *
hearth_audio_device_add_sink (HearthMediaPipeline *pipeline,
                              const char          *device_id,
                              GError             **error)
{
  GstElement *element;

  if (use_pulse ())
    return hearth_audio_device_add_pulse_sink (pipeline, device_id, error);

  element = add_pipewire (pipeline, "pipewiresink", "Playback", device_id, error);

  /* The mix comes at the pace of the monotonic clock. The sink adapts the rate to the device's clock, and does not wait. */
  if (element != NULL)
    {
      g_autoptr (GstPad) pad = gst_element_get_static_pad (element, "sink");

      g_object_set (element, "sync", FALSE, "use-bufferpool", FALSE, NULL);
      gst_util_set_object_arg (G_OBJECT (element), "slave-method", "resample");
      gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_event_on_streaming_thread, NULL, NULL);
    }

  return element;
}

GstClockTime
hearth_audio_device_get_sink_latency (void)
{
  return use_pulse () ? PULSE_BUFFER_TIME * GST_USECOND : PIPEWIRE_SINK_LATENCY;
}

gboolean
hearth_audio_device_is_echo_cancelled (const char *device_id)
{
  /* The names that both servers' echo cancellers give their sources. */
  return device_id != NULL && strstr (device_id, "echo-cancel") != NULL;
}
