/* A relay in the laboratory of sound: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sound-lab-relay.h"

#include <gst/rtp/rtp.h>

#include "base/rtp-extension.h"
#include "media/rtp-fanout.h"

#define RATE 48000

struct _SoundLabRelay
{
  GObject parent_instance;

  HearthRtpSource *source;
  HearthRtpFanout fanout;

  GMutex mutex;
  GRand *rand;
  guint loss;
  guint n_packets;
  guint n_dropped;
  guint n_breaks;
  guint longest_pause; /* samples */
  guint16 last_number;
  guint32 last_timestamp;
  guint n_levels;
  guint8 level; /* the byte of RFC 6464 */
};

static void relay_source_init (HearthRtpSourceInterface *iface);
static void relay_sink_init (HearthRtpSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SoundLabRelay, sound_lab_relay, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SOURCE, relay_source_init)
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SINK, relay_sink_init))

/* The mutex is held. Time goes on by 20 ms, by more after a pause, and by 13.5 ms behind the first packet of a new device, whose
 * beginning is the encoder's own delay. */
static void
look_at (SoundLabRelay *self,
         GstBuffer     *packet)
{
  GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
  guint16 number;
  guint32 timestamp, step;
  gpointer level;
  guint level_size;

  g_assert_true (gst_rtp_buffer_map (packet, GST_MAP_READ, &rtp));
  number = gst_rtp_buffer_get_seq (&rtp);
  timestamp = gst_rtp_buffer_get_timestamp (&rtp);
  step = timestamp - self->last_timestamp;
  if (self->n_packets > 0)
    {
      if ((guint16) (number - self->last_number) != 1 || step < 648 || step > 60 * RATE)
        self->n_breaks++;
      else if (step > 960)
        self->longest_pause = MAX (self->longest_pause, step - 960);
    }
  if (gst_rtp_buffer_get_extension_onebyte_header (&rtp, HEARTH_RTP_EXTENSION_AUDIO_LEVEL, 0, &level, &level_size))
    {
      g_assert_cmpuint (level_size, ==, 1);
      self->level = *(const guint8 *) level;
      self->n_levels++;
    }
  gst_rtp_buffer_unmap (&rtp);

  self->last_number = number;
  self->last_timestamp = timestamp;
  self->n_packets++;
}

static void
relay_push (HearthRtpSink *sink,
            GstMiniObject *packets)
{
  SoundLabRelay *self = SOUND_LAB_RELAY (sink);
  gboolean drop;

  g_mutex_lock (&self->mutex);
  look_at (self, GST_BUFFER (packets));
  drop = (guint) g_rand_int_range (self->rand, 0, 100) < self->loss;
  self->n_dropped += drop;
  g_mutex_unlock (&self->mutex);

  if (drop)
    gst_mini_object_unref (packets);
  else
    hearth_rtp_fanout_push (&self->fanout, packets);
}

static GstCaps *
relay_get_caps (HearthRtpSource *source)
{
  return hearth_rtp_source_get_caps (SOUND_LAB_RELAY (source)->source);
}

static void
relay_add_sink (HearthRtpSource *source,
                HearthRtpSink   *sink)
{
  hearth_rtp_fanout_add (&SOUND_LAB_RELAY (source)->fanout, sink);
}

static void
relay_remove_sink (HearthRtpSource *source,
                   HearthRtpSink   *sink)
{
  hearth_rtp_fanout_remove (&SOUND_LAB_RELAY (source)->fanout, sink);
}

static void
relay_source_init (HearthRtpSourceInterface *iface)
{
  iface->get_caps = relay_get_caps;
  iface->add_sink = relay_add_sink;
  iface->remove_sink = relay_remove_sink;
}

static void
relay_sink_init (HearthRtpSinkInterface *iface)
{
  iface->push = relay_push;
}

static void
sound_lab_relay_finalize (GObject *object)
{
  SoundLabRelay *self = SOUND_LAB_RELAY (object);

  hearth_rtp_fanout_clear (&self->fanout);
  g_rand_free (self->rand);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (sound_lab_relay_parent_class)->finalize (object);
}

static void
sound_lab_relay_class_init (SoundLabRelayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sound_lab_relay_finalize;
}

static void
sound_lab_relay_init (SoundLabRelay *self)
{
  g_mutex_init (&self->mutex);
  hearth_rtp_fanout_init (&self->fanout);
  self->rand = g_rand_new_with_seed (1);
}

SoundLabRelay *
sound_lab_relay_new (HearthRtpSource *source)
{
  SoundLabRelay *self = g_object_new (SOUND_LAB_TYPE_RELAY, NULL);

  self->source = g_object_ref (source);
  hearth_rtp_source_add_sink (source, HEARTH_RTP_SINK (self));

  return self;
}

void
sound_lab_relay_set_loss (SoundLabRelay *self,
                          guint          percent)
{
  g_mutex_lock (&self->mutex);
  self->loss = percent;
  g_mutex_unlock (&self->mutex);
}

static guint
relay_get (SoundLabRelay *self,
           const guint   *counter)
{
  guint value;

  g_mutex_lock (&self->mutex);
  value = *counter;
  g_mutex_unlock (&self->mutex);

  return value;
}

guint
sound_lab_relay_get_n_packets (SoundLabRelay *self)
{
  return relay_get (self, &self->n_packets);
}

guint
sound_lab_relay_get_n_dropped (SoundLabRelay *self)
{
  return relay_get (self, &self->n_dropped);
}

guint
sound_lab_relay_get_n_breaks (SoundLabRelay *self)
{
  return relay_get (self, &self->n_breaks);
}

guint
sound_lab_relay_get_longest_pause (SoundLabRelay *self)
{
  return relay_get (self, &self->longest_pause) * 1000 / RATE;
}

guint
sound_lab_relay_get_n_levels (SoundLabRelay *self)
{
  return relay_get (self, &self->n_levels);
}

int
sound_lab_relay_get_level (SoundLabRelay *self,
                           gboolean      *voice)
{
  guint8 level;

  g_mutex_lock (&self->mutex);
  level = self->level;
  g_mutex_unlock (&self->mutex);
  *voice = (level & 0x80) != 0;

  return -(level & 0x7f);
}

void
sound_lab_relay_close (SoundLabRelay *self)
{
  hearth_rtp_source_remove_sink (self->source, HEARTH_RTP_SINK (self));
  g_clear_object (&self->source);
}
