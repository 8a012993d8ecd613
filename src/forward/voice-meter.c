/* How loud one person's voice is: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/voice-meter.h"

#include "base/rtp-extension.h"
#include "forward/rtp-header.h"

#define WINDOW (100 * G_TIME_SPAN_MILLISECOND)

/* Packets in that time: 5 of 20 ms, twice as many where a sender makes shorter ones, and some that came in a bunch. */
#define MAX_READINGS 16

typedef struct
{
  gint64 time; /* µs, monotonic; 0 for never */
  int level;   /* dBov */
} Reading;

struct _HearthVoiceMeter
{
  GObject parent_instance;

  GMutex mutex;
  Reading readings[MAX_READINGS];
  guint next;
};

static void rtp_sink_iface_init (HearthRtpSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthVoiceMeter, hearth_voice_meter, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SINK, rtp_sink_iface_init))

static void
read_packet (HearthVoiceMeter *self,
             GstBuffer        *packet)
{
  HearthRtpHeader header;
  const guint8 *level = NULL;
  GstMapInfo map;
  gsize size;

  if (!gst_buffer_map (packet, &map, GST_MAP_READ))
    return;

  if (hearth_rtp_header_parse (&header, map.data, map.size))
    level = hearth_rtp_header_find_extension (&header, map.data, HEARTH_RTP_EXTENSION_AUDIO_LEVEL, &size);
  if (level != NULL)
    {
      g_mutex_lock (&self->mutex);
      self->readings[self->next] = (Reading) { g_get_monotonic_time (), -(*level & 0x7f) };
      self->next = (self->next + 1) % MAX_READINGS;
      g_mutex_unlock (&self->mutex);
    }
  gst_buffer_unmap (packet, &map);
}

static void
hearth_voice_meter_push (HearthRtpSink *sink,
                         GstMiniObject *packets)
{
  HearthVoiceMeter *self = HEARTH_VOICE_METER (sink);

  if (GST_IS_BUFFER_LIST (packets))
    {
      GstBufferList *list = GST_BUFFER_LIST_CAST (packets);

      for (guint i = 0; i < gst_buffer_list_length (list); i++)
        read_packet (self, gst_buffer_list_get (list, i));
    }
  else
    {
      read_packet (self, GST_BUFFER_CAST (packets));
    }
  gst_mini_object_unref (packets);
}

static void
rtp_sink_iface_init (HearthRtpSinkInterface *iface)
{
  iface->push = hearth_voice_meter_push;
}

static void
hearth_voice_meter_finalize (GObject *object)
{
  g_mutex_clear (&HEARTH_VOICE_METER (object)->mutex);

  G_OBJECT_CLASS (hearth_voice_meter_parent_class)->finalize (object);
}

static void
hearth_voice_meter_class_init (HearthVoiceMeterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_voice_meter_finalize;
}

static void
hearth_voice_meter_init (HearthVoiceMeter *self)
{
  g_mutex_init (&self->mutex);
}

HearthVoiceMeter *
hearth_voice_meter_new (void)
{
  return g_object_new (HEARTH_TYPE_VOICE_METER, NULL);
}

static int
compare_levels (gconstpointer a,
                gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

double
hearth_voice_meter_get_level (HearthVoiceMeter *self,
                              gint64            now)
{
  int levels[MAX_READINGS];
  guint n = 0;

  g_return_val_if_fail (HEARTH_IS_VOICE_METER (self), HEARTH_VOICE_SILENCE);

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < MAX_READINGS; i++)
    {
      if (self->readings[i].time != 0 && now - self->readings[i].time < WINDOW)
        levels[n++] = self->readings[i].level;
    }
  g_mutex_unlock (&self->mutex);
  if (n == 0)
    return HEARTH_VOICE_SILENCE;

  qsort (levels, n, sizeof *levels, compare_levels);

  return levels[(n - 1) / 2];
}
