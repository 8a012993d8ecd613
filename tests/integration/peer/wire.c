/* What goes over the network: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire.h"

#include "peer/connection-private.h"

#define DTLS_APPLICATION_DATA 23
#define LARGE_BYTES 300

/* The index's first bit says that it is enciphered, as all are. */
#define INDEX_BYTES 4
#define TAG_BYTES 10

/* RFC 3711: of RTP the SSRC and its number, of which no test sends 65536; of RTCP the SSRC and the index before the tag. */
static void
note_left (Wire      *self,
           GstBuffer *datagram)
{
  gsize size = gst_buffer_get_size (datagram);
  guint8 head[12], tail[INDEX_BYTES];
  gboolean report;
  guint64 name;

  if (size < sizeof head + INDEX_BYTES + TAG_BYTES)
    return;
  gst_buffer_extract (datagram, 0, head, sizeof head);
  gst_buffer_extract (datagram, size - TAG_BYTES - INDEX_BYTES, tail, sizeof tail);
  report = head[1] >= 192 && head[1] <= 223;
  if (report)
    name = (guint64) GST_READ_UINT32_BE (head + 4) << 32 | GST_READ_UINT32_BE (tail);
  else
    name = (guint64) GST_READ_UINT32_BE (head + 8) << 32 | GST_READ_UINT16_BE (head + 2);

  self->n_reports_out += report ? 1 : 0;
  self->n_repeated += g_hash_table_add (self->left, g_memdup2 (&name, sizeof name)) ? 0 : 1;
}

/* Looks at one datagram; returns whether it is to be lost. */
static gboolean
look (Wire      *self,
      GstBuffer *datagram,
      gboolean   out)
{
  guint8 first;

  if (gst_buffer_extract (datagram, 0, &first, 1) != 1)
    return FALSE;
  if (first == DTLS_APPLICATION_DATA)
    *(out ? &self->n_data_out : &self->n_data_in) += 1;
  if (first < 128 || first > 191)
    return FALSE;

  *(out ? &self->n_media_out : &self->n_media_in) += 1;
  if (out)
    note_left (self, datagram);
  if (out || self->lose_every == 0 || gst_buffer_get_size (datagram) < LARGE_BYTES
      || g_rand_int_range (self->random, 0, (int) self->lose_every) != 0)
    return FALSE;
  self->n_lost++;

  return TRUE;
}

static gboolean
look_at_listed (GstBuffer **datagram,
                guint       index,
                gpointer    user_data)
{
  gpointer *context = user_data;

  if (look (context[0], *datagram, GPOINTER_TO_INT (context[1])))
    gst_clear_buffer (datagram);

  return TRUE;
}

static GstPadProbeReturn
on_datagrams (Wire            *self,
              GstPadProbeInfo *info,
              gboolean         out)
{
  gpointer context[] = { self, GINT_TO_POINTER (out) };

  if (info->type & GST_PAD_PROBE_TYPE_BUFFER)
    return look (self, GST_PAD_PROBE_INFO_BUFFER (info), out) ? GST_PAD_PROBE_DROP : GST_PAD_PROBE_OK;

  info->data = gst_buffer_list_make_writable (GST_PAD_PROBE_INFO_BUFFER_LIST (info));
  gst_buffer_list_foreach (info->data, look_at_listed, context);

  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
on_outgoing (GstPad          *pad,
             GstPadProbeInfo *info,
             gpointer         user_data)
{
  return on_datagrams (user_data, info, TRUE);
}

static GstPadProbeReturn
on_incoming (GstPad          *pad,
             GstPadProbeInfo *info,
             gpointer         user_data)
{
  return on_datagrams (user_data, info, FALSE);
}

static void
on_element_added (GstBin     *bin,
                  GstBin     *sub_bin,
                  GstElement *element,
                  gpointer    user_data)
{
  const char *type = G_OBJECT_TYPE_NAME (element);
  gboolean out = g_str_equal (type, "GstNiceSink") || g_str_equal (type, "HearthHostIceSink");
  g_autoptr (GstPad) pad = NULL;

  /* Behind the queue: the room's socket goes past it. */
  if (!out && !(g_str_equal (type, "GstQueue") && g_str_equal (G_OBJECT_TYPE_NAME (sub_bin), "TransportReceiveBin")))
    return;
  pad = gst_element_get_static_pad (element, out ? "sink" : "src");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST,
                     out ? on_outgoing : on_incoming, user_data, NULL);
}

Wire *
wire_tap (HearthConnection *connection)
{
  Wire *self = g_new0 (Wire, 1);

  self->random = g_rand_new_with_seed (7);
  self->left = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_signal_connect (hearth_connection_get_webrtc (connection), "deep-element-added", G_CALLBACK (on_element_added), self);

  return self;
}

void
wire_free (Wire *self)
{
  g_rand_free (self->random);
  g_hash_table_unref (self->left);
  g_free (self);
}
