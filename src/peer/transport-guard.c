/* The guard at both ends of webrtcbin's transport: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/transport-guard.h"

#include "base/limits.h"
#include "base/rtp-payload.h"
#include "base/token-bucket.h"
#include "peer/bytes.h"

/* RFC 3550 section 5.1, and with the header of its extension, section 5.3.1. */
#define RTP_HEADER_BYTES 12
#define RTP_EXTENDED_HEADER_BYTES 16

/* The longest of any profile (RFC 7714 section 12). */
#define SRTP_TAG_BYTES 16

/* RFC 3711 section 3.4: so much of RTCP is not enciphered. */
#define RTCP_CLEAR_BYTES 8

/* RFC 3550 section 6.1 and RFC 5506: with one of these a packet begins. */
#define RTCP_TYPE_SR 200
#define RTCP_TYPE_RR 201
#define RTCP_TYPE_RTPFB 205
#define RTCP_TYPE_PSFB 206

typedef enum
{
  STANDS_AT_CERTIFICATE = 1 << 0,
  STANDS_AT_RTP_IN = 1 << 1,
  STANDS_AT_RTCP_IN = 1 << 2,
  STANDS_AT_DATA_IN = 1 << 3,
  STANDS_AT_RTP_OUT = 1 << 4,
  STANDS_AT_RTCP_OUT = 1 << 5,
  STANDS_AT_DATA_OUT = 1 << 6,
  STANDS_AT_CIPHER_IN = 1 << 7,
  STANDS_EVERYWHERE = (1 << 8) - 1,
} Stands;

struct _HearthTransportGuard
{
  HearthCertificateGate *gate;
  HearthSsrcTable *expected;
  const HearthTransportHooks *hooks;
  gpointer user_data;
  GDestroyNotify destroy;
  _Atomic guint stands;

  GMutex mutex; /* guards all below */
  guint32 rtcp_senders[HEARTH_LIMIT_RTCP_SENDERS];
  guint n_rtcp_senders;
  HearthTokenBucket rtcp_budget;
};

static HearthTransportGuard *
guard_ref (HearthTransportGuard *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
guard_clear (gpointer data)
{
  HearthTransportGuard *self = data;

  g_clear_object (&self->gate);
  g_clear_pointer (&self->expected, hearth_ssrc_table_unref);
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_mutex_clear (&self->mutex);
}

static void
guard_destroy (gpointer data)
{
  hearth_transport_guard_unref (data);
}

static void
guard_closure_destroy (gpointer  data,
                       GClosure *closure)
{
  hearth_transport_guard_unref (data);
}

/* Nobody of ours mixes, so that packets have no contributing sources. */
static gboolean
is_header_plain (const guint8 *packet,
                 gsize         size)
{
  if (size < RTP_HEADER_BYTES || packet[0] >> 6 != 2 || (packet[0] & 0x0f) != 0)
    return FALSE;
  if ((packet[0] & 0x10) == 0)
    return TRUE;

  return size >= RTP_EXTENDED_HEADER_BYTES && hearth_bytes_read_16 (packet + 14) <= HEARTH_LIMIT_RTP_EXTENSION_WORDS;
}

/* @packet: at least its header */
static gboolean
is_expected (HearthTransportGuard *self,
             const guint8         *packet,
             gsize                 size)
{
  return is_header_plain (packet, size)
         && hearth_ssrc_table_admits (self->expected, hearth_bytes_read_32 (packet + 8), packet[1] & 0x7f);
}

/* Returns: whether @buffer may pass */
static gboolean
look_at_rtp (HearthTransportGuard *self,
             GstBuffer            *buffer)
{
  GstMapInfo map;
  gboolean expected;

  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    return FALSE;
  expected = map.size <= HEARTH_LIMIT_RTP_BYTES && is_expected (self, map.data, map.size);
  if (expected && self->hooks != NULL && self->hooks->rtp_comes != NULL)
    self->hooks->rtp_comes (self->user_data, map.data, map.size);
  gst_buffer_unmap (buffer, &map);

  return expected;
}

/* Returns: whether @buffer is for webrtcbin */
static gboolean
look_at_rtcp (HearthTransportGuard *self,
              GstBuffer            *buffer)
{
  GstMapInfo map;
  gboolean wanted;

  g_mutex_lock (&self->mutex);
  wanted = hearth_token_bucket_take (&self->rtcp_budget, 1, g_get_monotonic_time ());
  g_mutex_unlock (&self->mutex);
  if (!wanted)
    return FALSE;
  if (self->hooks == NULL || self->hooks->rtcp_comes == NULL)
    return TRUE;
  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    return FALSE;
  wanted = self->hooks->rtcp_comes (self->user_data, map.data, map.size);
  gst_buffer_unmap (buffer, &map);

  return wanted;
}

/* Returns: whether @buffer may pass */
typedef gboolean (*Look) (HearthTransportGuard *self,
                          GstBuffer            *buffer);

typedef struct
{
  HearthTransportGuard *guard;
  Look look;
} Inspection;

static gboolean
drop_refused (GstBuffer **buffer,
              guint       index,
              gpointer    user_data)
{
  const Inspection *inspection = user_data;

  if (!inspection->look (inspection->guard, *buffer))
    gst_clear_buffer (buffer);

  return TRUE;
}

/* Looks at whatever has come, one packet or a list of them. */
static GstPadProbeReturn
look_at (HearthTransportGuard *self,
         GstPadProbeInfo      *info,
         Look                  look)
{
  Inspection inspection = { self, look };
  GstBufferList *list;

  if (info->type & GST_PAD_PROBE_TYPE_BUFFER)
    return look (self, GST_PAD_PROBE_INFO_BUFFER (info)) ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;

  info->data = list = gst_buffer_list_make_writable (GST_PAD_PROBE_INFO_BUFFER_LIST (info));
  gst_buffer_list_foreach (list, drop_refused, &inspection);

  return gst_buffer_list_length (list) > 0 ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
}

/* Whoever was announced, and so many others. */
static gboolean
may_send_rtcp (HearthTransportGuard *self,
               guint32               ssrc)
{
  g_autoptr (GMutexLocker) locker = NULL;

  if (hearth_ssrc_table_has (self->expected, ssrc))
    return TRUE;

  locker = g_mutex_locker_new (&self->mutex);
  for (guint i = 0; i < self->n_rtcp_senders; i++)
    {
      if (self->rtcp_senders[i] == ssrc)
        return TRUE;
    }
  if (self->n_rtcp_senders == G_N_ELEMENTS (self->rtcp_senders))
    return FALSE;
  self->rtcp_senders[self->n_rtcp_senders++] = ssrc;

  return TRUE;
}

/* What comes before anything was deciphered: anybody can have sent it. Headers are in clear, and srtpdec keeps a state for each
 * SSRC that it ever saw. It asks a BYE for its first SSRC, and complains loudly where it has none. */
static gboolean
look_at_cipher (HearthTransportGuard *self,
                GstBuffer            *buffer)
{
  guint8 head[RTP_EXTENDED_HEADER_BYTES];
  gsize size = gst_buffer_extract (buffer, 0, head, sizeof head);
  guint8 type;

  if (size < RTCP_CLEAR_BYTES)
    return FALSE;
  type = head[1];
  if (!hearth_rtp_payload_is_rtcp (type))
    return gst_buffer_get_size (buffer) <= HEARTH_LIMIT_RTP_BYTES + SRTP_TAG_BYTES && is_expected (self, head, size);

  return (type == RTCP_TYPE_SR || type == RTCP_TYPE_RR || type == RTCP_TYPE_RTPFB || type == RTCP_TYPE_PSFB)
         && may_send_rtcp (self, hearth_bytes_read_32 (head + 4));
}

/* In, before it is deciphered. */
static GstPadProbeReturn
on_cipher_on_streaming_thread (GstPad          *pad,
                               GstPadProbeInfo *info,
                               gpointer         user_data)
{
  return look_at (user_data, info, look_at_cipher);
}

/* Out: anything, once the gate is open. */
static GstPadProbeReturn
on_passing_on_streaming_thread (GstPad          *pad,
                                GstPadProbeInfo *info,
                                gpointer         user_data)
{
  HearthTransportGuard *self = user_data;

  return hearth_certificate_gate_is_open (self->gate) ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
}

/* In: anything, once the gate is open. */
static GstPadProbeReturn
on_incoming_on_streaming_thread (GstPad          *pad,
                                 GstPadProbeInfo *info,
                                 gpointer         user_data)
{
  HearthTransportGuard *self = user_data;

  if (!hearth_certificate_gate_is_open (self->gate))
    return GST_PAD_PROBE_DROP;
  hearth_certificate_gate_note_received (self->gate);

  return GST_PAD_PROBE_OK;
}

/* Out: RTP and RTCP, once the gate is open, where nobody else enciphers with the same keys. */
static GstPadProbeReturn
on_outgoing_media_on_streaming_thread (GstPad          *pad,
                                       GstPadProbeInfo *info,
                                       gpointer         user_data)
{
  HearthTransportGuard *self = user_data;

  if (!hearth_certificate_gate_is_open (self->gate) || (self->hooks != NULL && self->hooks->enciphers))
    return GST_PAD_PROBE_DROP;

  return GST_PAD_PROBE_OK;
}

/* In: RTP of those who were announced, once the gate is open. */
static GstPadProbeReturn
on_incoming_rtp_on_streaming_thread (GstPad          *pad,
                                     GstPadProbeInfo *info,
                                     gpointer         user_data)
{
  HearthTransportGuard *self = user_data;
  GstPadProbeReturn verdict;

  if (!hearth_certificate_gate_is_open (self->gate))
    return GST_PAD_PROBE_DROP;

  verdict = look_at (self, info, look_at_rtp);
  if (verdict == GST_PAD_PROBE_OK)
    hearth_certificate_gate_note_received (self->gate);

  return verdict;
}

/* In: RTCP, once the gate is open. */
static GstPadProbeReturn
on_incoming_rtcp_on_streaming_thread (GstPad          *pad,
                                      GstPadProbeInfo *info,
                                      gpointer         user_data)
{
  HearthTransportGuard *self = user_data;

  if (!hearth_certificate_gate_is_open (self->gate))
    return GST_PAD_PROBE_DROP;
  hearth_certificate_gate_note_received (self->gate);

  return look_at (self, info, look_at_rtcp);
}

static void
on_peer_pem_on_streaming_thread (GObject    *dtlsdec,
                                 GParamSpec *pspec,
                                 gpointer    user_data)
{
  HearthTransportGuard *self = user_data;
  g_autofree char *pem = NULL;

  g_object_get (dtlsdec, "peer-pem", &pem, NULL);
  hearth_certificate_gate_present (self->gate, pem);
}

static void
stand_at (HearthTransportGuard *self,
          GstElement           *element,
          const char           *pad_name,
          GstPadProbeCallback   probe,
          Stands                place)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, pad_name);

  if (pad == NULL)
    return;
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST, probe, guard_ref (self), guard_destroy);
  self->stands |= place;
}

static void
on_element_added (GstBin     *bin,
                  GstBin     *sub_bin,
                  GstElement *element,
                  gpointer    user_data)
{
  HearthTransportGuard *self = user_data;
  const char *type = G_OBJECT_TYPE_NAME (element);

  if (g_str_equal (type, "TransportReceiveBin"))
    {
      stand_at (self, element, "rtp_src", on_incoming_rtp_on_streaming_thread, STANDS_AT_RTP_IN);
      stand_at (self, element, "rtcp_src", on_incoming_rtcp_on_streaming_thread, STANDS_AT_RTCP_IN);
      stand_at (self, element, "data_src", on_incoming_on_streaming_thread, STANDS_AT_DATA_IN);
    }
  else if (g_str_equal (type, "TransportSendBin"))
    {
      stand_at (self, element, "rtp_sink", on_outgoing_media_on_streaming_thread, STANDS_AT_RTP_OUT);
      stand_at (self, element, "rtcp_sink", on_outgoing_media_on_streaming_thread, STANDS_AT_RTCP_OUT);
      stand_at (self, element, "data_sink", on_passing_on_streaming_thread, STANDS_AT_DATA_OUT);
    }
  else if (g_str_equal (type, "GstSrtpDec"))
    {
      stand_at (self, element, "rtp_sink", on_cipher_on_streaming_thread, STANDS_AT_CIPHER_IN);
      stand_at (self, element, "rtcp_sink", on_cipher_on_streaming_thread, STANDS_AT_CIPHER_IN);
    }
  else if (g_str_equal (type, "GstDtlsDec"))
    {
      g_signal_connect_data (element, "notify::peer-pem", G_CALLBACK (on_peer_pem_on_streaming_thread),
                             guard_ref (self), guard_closure_destroy, G_CONNECT_DEFAULT);
      self->stands |= STANDS_AT_CERTIFICATE;
    }
}

HearthTransportGuard *
hearth_transport_guard_new (GstElement                 *webrtc,
                            HearthCertificateGate      *gate,
                            HearthSsrcTable            *expected,
                            const HearthTransportHooks *hooks,
                            gpointer                    user_data,
                            GDestroyNotify              destroy)
{
  HearthTransportGuard *self;

  g_return_val_if_fail (GST_IS_BIN (webrtc), NULL);
  g_return_val_if_fail (HEARTH_IS_CERTIFICATE_GATE (gate), NULL);
  g_return_val_if_fail (expected != NULL, NULL);

  self = g_atomic_rc_box_new0 (HearthTransportGuard);
  self->gate = g_object_ref (gate);
  self->expected = hearth_ssrc_table_ref (expected);
  self->hooks = hooks;
  self->user_data = user_data;
  self->destroy = destroy;
  g_mutex_init (&self->mutex);
  hearth_token_bucket_init (&self->rtcp_budget, HEARTH_LIMIT_RTCP_PACKETS, HEARTH_LIMIT_RTCP_PACKETS_PER_SECOND,
                            g_get_monotonic_time ());
  g_signal_connect_data (webrtc, "deep-element-added", G_CALLBACK (on_element_added),
                         guard_ref (self), guard_closure_destroy, G_CONNECT_DEFAULT);

  return self;
}

void
hearth_transport_guard_unref (HearthTransportGuard *self)
{
  g_atomic_rc_box_release_full (self, guard_clear);
}

gboolean
hearth_transport_guard_is_complete (HearthTransportGuard *self)
{
  return self->stands == STANDS_EVERYWHERE;
}
