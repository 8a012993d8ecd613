/* An RtpSink for tests: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "layer-probe.h"

#include <gst/rtp/rtp.h>

struct _LayerProbe
{
  GObject parent_instance;

  GMutex mutex;
  GArray *pictures;
  gboolean started;
  guint16 sequence;
  guint32 ssrc;
  guint n_breaks;
};

static void rtp_sink_iface_init (HearthRtpSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LayerProbe, layer_probe, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SINK, rtp_sink_iface_init))

/* Returns: how long the descriptor is */
static guint
read_descriptor (LayerPicture *picture,
                 const guint8 *payload)
{
  guint at = 1;
  guint8 extensions;

  picture->droppable = (payload[0] & 0x20) != 0;
  if ((payload[0] & 0x80) == 0)
    return at;

  extensions = payload[at++];
  if ((extensions & 0x80) != 0 && (payload[at] & 0x80) != 0)
    {
      picture->picture_id = (payload[at] & 0x7f) << 8 | payload[at + 1];
      at += 2;
    }
  else if ((extensions & 0x80) != 0)
    {
      at++;
    }
  if ((extensions & 0x40) != 0)
    picture->tl0_pic_idx = payload[at++];
  if ((extensions & 0x20) != 0)
    {
      picture->temporal = payload[at] >> 6;
      picture->sync = (payload[at] & 0x20) != 0;
    }
  if ((extensions & 0x30) != 0)
    at++;

  return at;
}

static void
begin_picture (LayerProbe   *self,
               GstRTPBuffer *rtp,
               const guint8 *payload)
{
  LayerPicture picture = { .picture_id = -1, .tl0_pic_idx = -1, .temporal = -1 };
  const guint8 *frame = payload + read_descriptor (&picture, payload);

  picture.timestamp = gst_rtp_buffer_get_timestamp (rtp);
  picture.pts = GST_BUFFER_PTS (rtp->buffer);
  picture.keyframe = (frame[0] & 1) == 0;
  if (picture.keyframe)
    {
      picture.width = GST_READ_UINT16_LE (frame + 6) & 0x3fff;
      picture.height = GST_READ_UINT16_LE (frame + 8) & 0x3fff;
    }
  g_array_append_val (self->pictures, picture);
}

static void
look_at (LayerProbe *self,
         GstBuffer  *packet)
{
  GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
  const guint8 *payload;
  guint16 sequence;

  g_assert_true (gst_rtp_buffer_map (packet, GST_MAP_READ, &rtp));
  payload = gst_rtp_buffer_get_payload (&rtp);
  sequence = gst_rtp_buffer_get_seq (&rtp);
  g_assert_cmpuint (gst_rtp_buffer_get_payload_len (&rtp), >, 5);

  if (self->started && (sequence != (guint16) (self->sequence + 1) || gst_rtp_buffer_get_ssrc (&rtp) != self->ssrc))
    self->n_breaks++;
  self->started = TRUE;
  self->sequence = sequence;
  self->ssrc = gst_rtp_buffer_get_ssrc (&rtp);

  if ((payload[0] & 0x1f) == 0x10)
    begin_picture (self, &rtp, payload);
  g_assert_cmpuint (self->pictures->len, >, 0);
  g_array_index (self->pictures, LayerPicture, self->pictures->len - 1).bytes += gst_buffer_get_size (packet);
  gst_rtp_buffer_unmap (&rtp);
}

static void
layer_probe_push (HearthRtpSink *sink,
                  GstMiniObject *packets)
{
  LayerProbe *self = LAYER_PROBE (sink);

  g_mutex_lock (&self->mutex);
  if (GST_IS_BUFFER (packets))
    look_at (self, GST_BUFFER (packets));
  else
    for (guint i = 0; i < gst_buffer_list_length (GST_BUFFER_LIST (packets)); i++)
      look_at (self, gst_buffer_list_get (GST_BUFFER_LIST (packets), i));
  g_mutex_unlock (&self->mutex);

  gst_mini_object_unref (packets);
}

static void
rtp_sink_iface_init (HearthRtpSinkInterface *iface)
{
  iface->push = layer_probe_push;
}

static void
layer_probe_finalize (GObject *object)
{
  LayerProbe *self = LAYER_PROBE (object);

  g_array_unref (self->pictures);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (layer_probe_parent_class)->finalize (object);
}

static void
layer_probe_class_init (LayerProbeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = layer_probe_finalize;
}

static void
layer_probe_init (LayerProbe *self)
{
  g_mutex_init (&self->mutex);
  self->pictures = g_array_new (FALSE, FALSE, sizeof (LayerPicture));
}

LayerProbe *
layer_probe_new (void)
{
  return g_object_new (LAYER_TYPE_PROBE, NULL);
}

guint
layer_probe_get_n (LayerProbe *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->pictures->len;
}

guint
layer_probe_get_n_breaks (LayerProbe *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->n_breaks;
}

guint32
layer_probe_get_ssrc (LayerProbe *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->ssrc;
}

guint
layer_probe_get_n_keyframes (LayerProbe *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  guint n = 0;

  for (guint i = 0; i < self->pictures->len; i++)
    n += g_array_index (self->pictures, LayerPicture, i).keyframe;

  return n;
}

LayerPicture
layer_probe_get (LayerProbe *self,
                 guint       index)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_assert_cmpuint (index, <, self->pictures->len);

  return g_array_index (self->pictures, LayerPicture, index);
}
