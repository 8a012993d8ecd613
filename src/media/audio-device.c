/* Elements for sound devices: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/audio-device.h"

#include <string.h>

#include "media/pipewire-remote.h"

/* What PipeWire is asked to hand over at once. It rounds down to a power of two, so asking for 480 would wake the whole
 * graph every 5.3 ms instead of every 10.7. */
#define NODE_LATENCY "512/48000"

/* PulseAudio's sizes in µs: its smallest that does not drop out under load. */
#define PULSE_BUFFER_TIME ((gint64) 40000)
#define PULSE_LATENCY_TIME ((gint64) 10000)

GstCaps *
hearth_audio_caps_new (void)
{
  return gst_caps_new_simple ("audio/x-raw",
                              "format", G_TYPE_STRING, "S16LE",
                              "layout", G_TYPE_STRING, "interleaved",
                              "rate", G_TYPE_INT, HEARTH_AUDIO_RATE,
                              "channels", G_TYPE_INT, 1,
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
  g_autoptr (GstStructure) properties = gst_structure_new ("properties", "media.role", G_TYPE_STRING, "phone", NULL);

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

GstElement *
hearth_audio_device_add_source (HearthMediaPipeline *pipeline,
                                const char          *device_id,
                                GError             **error)
{
  if (use_pulse ())
    return add_pulse (pipeline, "pulsesrc", device_id, error);

  return add_pipewire (pipeline, "pipewiresrc", "Capture", device_id, error);
}

GstElement *
hearth_audio_device_add_sink (HearthMediaPipeline *pipeline,
                              const char          *device_id,
                              GError             **error)
{
  GstElement *element;

  if (use_pulse ())
    return add_pulse (pipeline, "pulsesink", device_id, error);

  element = add_pipewire (pipeline, "pipewiresink", "Playback", device_id, error);

  /* The mix comes at the pace of the monotonic clock. The sink adapts the rate to the device's clock, and does not wait. Left to
   * itself it offers a pool that has no caps yet, which is a critical. */
  if (element != NULL)
    {
      g_object_set (element, "sync", FALSE, "use-bufferpool", FALSE, NULL);
      gst_util_set_object_arg (G_OBJECT (element), "slave-method", "resample");
    }

  return element;
}

GstClockTime
hearth_audio_device_get_sink_latency (void)
{
  /* PipeWire: one buffer of ours and one of the graph's, measured 19 to 24 ms from push to the sink's monitor. */
  return use_pulse () ? PULSE_BUFFER_TIME * GST_USECOND : 20 * GST_MSECOND;
}

gboolean
hearth_audio_device_is_echo_cancelled (const char *device_id)
{
  /* The names that both servers' echo cancellers give their sources. */
  return device_id != NULL && strstr (device_id, "echo-cancel") != NULL;
}
