/* What this computer plays besides Hearth: see the header.
 *
 *   played-streams ═ mix-source ── (nothing while silent) ── opusenc ── rtpopuspay ── appsink ── the sinks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/desktop-sound.h"

#include <gst/app/app.h>

#include "base/main-thread.h"
#include "base/rtp-payload.h"
#include "media/audio-device.h"
#include "media/media-pipeline.h"
#include "media/mix-source.h"
#include "media/played-stream.h"
#include "media/played-streams.h"
#include "media/rtp-fanout.h"

/* Bits a second on average: stereo music that hardly anybody tells from the original. */
#define BITRATE 128000

/* Silence that is sent before nothing is: what empties the encoder and the fade of a note, in blocks of 10 ms. */
#define LAST_BLOCKS 30

struct _HearthDesktopSound
{
  GObject parent_instance;

  HearthRtpFanout fanout;
  HearthMediaPipeline *pipeline; /* NULL once closed */
  GstElement *payloader;
  HearthPlayedStreams *streams;
  guint32 ssrc;
  gboolean on;
  gboolean broken; /* on, and could not be encoded: stopped until it is off */
  guint n_silent; /* blocks; the streaming thread's own */
};

enum
{
  LIVE,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void rtp_source_init (HearthRtpSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthDesktopSound, hearth_desktop_sound, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SOURCE, rtp_source_init))

static gboolean
is_silent (GstBuffer *buffer)
{
  static const guint8 silence[HEARTH_AUDIO_PERIOD_SAMPLES * HEARTH_PLAYED_STREAM_CHANNELS * sizeof (gint16)];

  return gst_buffer_memcmp (buffer, 0, silence, MIN (gst_buffer_get_size (buffer), sizeof silence)) == 0;
}

/* What was played at a moment leaves the mix later, and says when it was played. */
static GstPadProbeReturn
on_mixed_on_streaming_thread (GstPad          *pad,
                              GstPadProbeInfo *info,
                              gpointer         user_data)
{
  HearthDesktopSound *self = user_data;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);

  self->n_silent = is_silent (buffer) ? self->n_silent + 1 : 0;
  if (self->n_silent > LAST_BLOCKS || GST_BUFFER_PTS (buffer) < HEARTH_PLAYED_STREAM_DELAY)
    return GST_PAD_PROBE_DROP;

  buffer = gst_buffer_make_writable (buffer);
  GST_BUFFER_PTS (buffer) -= HEARTH_PLAYED_STREAM_DELAY;
  GST_PAD_PROBE_INFO_DATA (info) = buffer;

  return GST_PAD_PROBE_OK;
}

static GstFlowReturn
on_packet_on_streaming_thread (GstAppSink *sink,
                               gpointer    user_data)
{
  HearthDesktopSound *self = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);

  if (sample == NULL)
    return GST_FLOW_EOS;

  hearth_rtp_fanout_push (&self->fanout, GST_MINI_OBJECT_CAST (gst_buffer_ref (gst_sample_get_buffer (sample))));

  return GST_FLOW_OK;
}

static gboolean
build (HearthDesktopSound  *self,
       GError             **error)
{
  GstAppSinkCallbacks callbacks = { .new_sample = on_packet_on_streaming_thread };
  GstElement *mix = hearth_mix_source_new (HEARTH_PLAYED_STREAM_CHANNELS);
  g_autoptr (GstPad) pad = gst_element_get_static_pad (mix, "src");
  GstElement *encoder, *sink;

  gst_bin_add (hearth_media_pipeline_get_bin (self->pipeline), mix);
  if ((encoder = hearth_media_pipeline_add (self->pipeline, "opusenc", NULL, error)) == NULL ||
      (self->payloader = hearth_media_pipeline_add (self->pipeline, "rtpopuspay", NULL, error)) == NULL ||
      (sink = hearth_media_pipeline_add (self->pipeline, "appsink", NULL, error)) == NULL)
    return FALSE;

  g_object_set (encoder, "bitrate", BITRATE, "dtx", FALSE, "inband-fec", FALSE, NULL);
  gst_util_set_object_arg (G_OBJECT (encoder), "audio-type", "generic");
  gst_util_set_object_arg (G_OBJECT (encoder), "bitrate-type", "vbr");
  g_object_set (self->payloader,
                "pt", HEARTH_RTP_PAYLOAD_OPUS,
                "ssrc", self->ssrc,
                "timestamp-offset", g_random_int (),
                "seqnum-offset", g_random_int_range (0, 0x8000),
                NULL);
  g_object_set (sink, "sync", FALSE, "async", FALSE, "enable-last-sample", FALSE, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, self, NULL);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_mixed_on_streaming_thread, self, NULL);
  gst_element_link_many (mix, encoder, self->payloader, sink, NULL);
  self->streams = hearth_played_streams_new (HEARTH_MIX_SOURCE (mix));

  return TRUE;
}

/* READY lets go of the thread, and the stream goes on behind its last packet. */
static void
stop (HearthDesktopSound *self)
{
  guint sequence;

  hearth_played_streams_stop (self->streams);
  gst_element_set_state (GST_ELEMENT (hearth_media_pipeline_get_bin (self->pipeline)), GST_STATE_READY);
  g_object_get (self->payloader, "seqnum", &sequence, NULL);
  g_object_set (self->payloader, "seqnum-offset", (int) ((sequence + 1) & 0xffff), NULL);
}

static void
on_streams_live (HearthPlayedStreams *streams,
                 HearthDesktopSound  *self)
{
  g_signal_emit (self, signals[LIVE], 0);
}

static void
on_streams_failed (HearthPlayedStreams *streams,
                   HearthDesktopSound  *self)
{
  g_signal_emit (self, signals[FAILED], 0);
}

static void
on_pipeline_failed (HearthMediaPipeline *pipeline,
                    const GError        *error,
                    HearthDesktopSound  *self)
{
  g_debug ("What is played cannot be encoded: %s", error->message);
  if (!self->on || self->broken)
    return;

  self->broken = TRUE;
  stop (self);
  g_signal_emit (self, signals[FAILED], 0);
}

static GstCaps *
get_caps (HearthRtpSource *source)
{
  return gst_caps_new_simple ("application/x-rtp",
                              "media", G_TYPE_STRING, "audio",
                              "encoding-name", G_TYPE_STRING, "OPUS",
                              "clock-rate", G_TYPE_INT, HEARTH_RTP_CLOCK_OPUS,
                              "payload", G_TYPE_INT, HEARTH_RTP_PAYLOAD_OPUS,
                              "ssrc", G_TYPE_UINT, HEARTH_DESKTOP_SOUND (source)->ssrc,
                              "encoding-params", G_TYPE_STRING, "2", /* RFC 7587, section 7: always 2 */
                              NULL);
}

static void
add_sink (HearthRtpSource *source,
          HearthRtpSink   *sink)
{
  hearth_rtp_fanout_add (&HEARTH_DESKTOP_SOUND (source)->fanout, sink);
}

static void
remove_sink (HearthRtpSource *source,
             HearthRtpSink   *sink)
{
  hearth_rtp_fanout_remove (&HEARTH_DESKTOP_SOUND (source)->fanout, sink);
}

static void
request_keyframe (HearthRtpSource *source)
{
  /* Sound has none. */
}

static void
rtp_source_init (HearthRtpSourceInterface *iface)
{
  iface->get_caps = get_caps;
  iface->add_sink = add_sink;
  iface->remove_sink = remove_sink;
  iface->request_keyframe = request_keyframe;
}

static void
hearth_desktop_sound_dispose (GObject *object)
{
  hearth_desktop_sound_close (HEARTH_DESKTOP_SOUND (object));

  G_OBJECT_CLASS (hearth_desktop_sound_parent_class)->dispose (object);
}

static void
hearth_desktop_sound_finalize (GObject *object)
{
  hearth_rtp_fanout_clear (&HEARTH_DESKTOP_SOUND (object)->fanout);

  G_OBJECT_CLASS (hearth_desktop_sound_parent_class)->finalize (object);
}

static void
hearth_desktop_sound_class_init (HearthDesktopSoundClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_desktop_sound_dispose;
  object_class->finalize = hearth_desktop_sound_finalize;

  signals[LIVE] = g_signal_new ("live", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_desktop_sound_init (HearthDesktopSound *self)
{
  hearth_rtp_fanout_init (&self->fanout);
  self->ssrc = g_random_int ();
  self->n_silent = LAST_BLOCKS; /* begins with the first sound */
}

HearthDesktopSound *
hearth_desktop_sound_new (GError **error)
{
  g_autoptr (HearthDesktopSound) self = g_object_new (HEARTH_TYPE_DESKTOP_SOUND, NULL);

  self->pipeline = hearth_media_pipeline_new ("desktop-sound");
  g_signal_connect_object (self->pipeline, "failed", G_CALLBACK (on_pipeline_failed), self, G_CONNECT_DEFAULT);
  if (!build (self, error))
    return NULL;

  g_signal_connect_object (self->streams, "live", G_CALLBACK (on_streams_live), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->streams, "failed", G_CALLBACK (on_streams_failed), self, G_CONNECT_DEFAULT);

  return g_steal_pointer (&self);
}

void
hearth_desktop_sound_set_on (HearthDesktopSound *self,
                             gboolean            on)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (HEARTH_IS_DESKTOP_SOUND (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  on = !!on;
  if (self->on == on || self->pipeline == NULL)
    return;

  self->on = on;
  if (!on)
    {
      if (!self->broken)
        stop (self);
      self->broken = FALSE;
      return;
    }

  if (!hearth_media_pipeline_play (self->pipeline, &error))
    {
      hearth_media_pipeline_fail (self->pipeline, error);
      return;
    }
  hearth_played_streams_start (self->streams);
}

void
hearth_desktop_sound_close (HearthDesktopSound *self)
{
  g_return_if_fail (HEARTH_IS_DESKTOP_SOUND (self));

  if (self->pipeline == NULL)
    return;

  if (self->streams != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->streams, self);
      hearth_played_streams_stop (self->streams);
      g_clear_object (&self->streams);
    }
  g_signal_handlers_disconnect_by_data (self->pipeline, self);
  hearth_media_pipeline_close (self->pipeline);
  g_clear_object (&self->pipeline);
}
