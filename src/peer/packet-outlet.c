/* Where all tracks of a sending connection push their packets: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/packet-outlet.h"

#include "base/limits.h"
#include "peer/bytes.h"
#include "peer/peer-error.h"
#include "peer/rtcp-writer.h"
#include "peer/rtx-packet.h"
#include "peer/srtp-sender.h"
#include "peer/webrtc-element.h"

/* RFC 3550 section 5.1. */
#define RTP_HEADER_BYTES 12

/* Our own peers take no longer ones, and it may have to be sent again. */
#define MAX_PACKET_BYTES (HEARTH_LIMIT_RTP_BYTES - HEARTH_RTX_BYTES - HEARTH_TRANSPORT_NUMBER_ROOM)

/* RFC 3550 section 4: from 1900 to 1970. */
#define NTP_UNIX_SECONDS G_GUINT64_CONSTANT (2208988800)

struct _HearthPacketOutlet
{
  HearthTransportNumbering *numbering;

  GMutex mutex; /* guards all below; never held while something is sent */
  HearthCertificateGate *gate;
  HearthSrtpSender *sender;
  GstPad *pad; /* where packets leave webrtcbin for the network; both do not change once they are there */
  char *cname;
  guint32 own_ssrc;   /* who is there even where nobody sends */
  gboolean has_left;  /* something, since presence was shown */
  GPtrArray *streams; /* of HearthSentStream */
};

static void
clear (gpointer data)
{
  HearthPacketOutlet *self = data;

  g_clear_pointer (&self->numbering, hearth_transport_numbering_unref);
  g_clear_object (&self->gate);
  g_clear_pointer (&self->sender, hearth_srtp_sender_free);
  g_clear_pointer (&self->streams, g_ptr_array_unref);
  g_clear_pointer (&self->cname, g_free);
  gst_clear_object (&self->pad);
  g_mutex_clear (&self->mutex);
}

HearthPacketOutlet *
hearth_packet_outlet_new (HearthTransportNumbering *numbering)
{
  HearthPacketOutlet *self = g_atomic_rc_box_new0 (HearthPacketOutlet);

  self->numbering = hearth_transport_numbering_ref (numbering);
  self->own_ssrc = g_random_int ();
  self->streams = g_ptr_array_new_with_free_func ((GDestroyNotify) hearth_sent_stream_free);
  g_mutex_init (&self->mutex);

  return self;
}

HearthPacketOutlet *
hearth_packet_outlet_ref (HearthPacketOutlet *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
hearth_packet_outlet_unref (HearthPacketOutlet *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* --- Opening -------------------------------------------------------------------------------------------------------------- */

/* What webrtcbin sends through: of libnice or of the room's socket. */
static GstPad *
find_last_pad (GstElement *webrtc)
{
  g_autoptr (GstElement) encoder = hearth_webrtc_element_find (webrtc, "GstDtlsSrtpEnc");
  g_autoptr (GstPad) pad = encoder != NULL ? gst_element_get_static_pad (encoder, "src") : NULL;

  return pad != NULL ? gst_pad_get_peer (pad) : NULL;
}

/* The name that the description gives to all streams of this connection. */
static char *
find_cname (GstElement *webrtc)
{
  g_autoptr (GstElement) rtpbin = gst_bin_get_by_name (GST_BIN (webrtc), "rtpbin");
  g_autoptr (GstStructure) sdes = NULL;

  if (rtpbin == NULL)
    return NULL;
  g_object_get (rtpbin, "sdes", &sdes, NULL);

  return sdes != NULL ? g_strdup (gst_structure_get_string (sdes, "cname")) : NULL;
}

gboolean
hearth_packet_outlet_open_at (HearthPacketOutlet     *self,
                              GstPad                 *pad,
                              const HearthSrtpKey    *key,
                              const char             *cname,
                              HearthCertificateGate  *gate,
                              GError                **error)
{
  HearthSrtpSender *sender;

  g_return_val_if_fail (self != NULL && self->sender == NULL, FALSE);
  g_return_val_if_fail (GST_IS_PAD (pad) && key != NULL && cname != NULL, FALSE);
  g_return_val_if_fail (HEARTH_IS_CERTIFICATE_GATE (gate), FALSE);

  sender = hearth_srtp_sender_new (key, error);
  if (sender == NULL)
    return FALSE;

  g_mutex_lock (&self->mutex);
  self->gate = g_object_ref (gate);
  self->sender = sender;
  self->pad = gst_object_ref (pad);
  self->cname = g_strdup (cname);
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

gboolean
hearth_packet_outlet_open (HearthPacketOutlet     *self,
                           GstElement             *webrtc,
                           HearthCertificateGate  *gate,
                           GError                **error)
{
  g_autoptr (GstElement) dtlsenc = NULL;
  g_autoptr (GstPad) pad = NULL;
  g_autofree char *cname = NULL;
  HearthSrtpKey key;
  gboolean is_open;

  g_return_val_if_fail (self != NULL && GST_IS_BIN (webrtc), FALSE);
  g_return_val_if_fail (HEARTH_IS_CERTIFICATE_GATE (gate), FALSE);

  /* Nobody else writes it. */
  if (self->sender != NULL)
    return TRUE;
  pad = find_last_pad (webrtc);
  cname = find_cname (webrtc);
  dtlsenc = hearth_webrtc_element_find (webrtc, "GstDtlsEnc");
  if (pad == NULL || cname == NULL || dtlsenc == NULL || !hearth_srtp_key_get (&key, dtlsenc))
    {
      g_set_error_literal (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_INTERNAL, "This GStreamer's webrtcbin cannot be sent past");
      return FALSE;
    }

  is_open = hearth_packet_outlet_open_at (self, pad, &key, cname, gate, error);
  hearth_srtp_key_wipe (&key);

  return is_open;
}

/* --- Streams -------------------------------------------------------------------------------------------------------------- */

static HearthSentStream *
find_stream (HearthPacketOutlet *self,
             guint32             ssrc)
{
  for (guint i = 0; i < self->streams->len; i++)
    {
      HearthSentStream *stream = g_ptr_array_index (self->streams, i);

      if (hearth_sent_stream_get_ssrc (stream) == ssrc)
        return stream;
    }

  return NULL;
}

HearthSentStream *
hearth_packet_outlet_add_stream (HearthPacketOutlet *self,
                                 guint32             ssrc,
                                 guint32             rtx_ssrc,
                                 guint               clock_rate,
                                 gboolean            numbered)
{
  g_autoptr (GMutexLocker) locker = NULL;
  HearthSentStream *stream;

  g_return_val_if_fail (self != NULL, NULL);

  locker = g_mutex_locker_new (&self->mutex);
  stream = find_stream (self, ssrc);
  if (stream == NULL && self->streams->len == HEARTH_LIMIT_SENT_STREAMS)
    return NULL;
  if (stream == NULL)
    {
      stream = hearth_sent_stream_new (ssrc, clock_rate);
      g_ptr_array_add (self->streams, stream);
    }
  hearth_sent_stream_agree (stream, rtx_ssrc, numbered);

  return stream;
}

void
hearth_packet_outlet_rest (HearthPacketOutlet *self,
                           HearthSentStream   *stream)
{
  g_return_if_fail (self != NULL && stream != NULL);

  g_mutex_lock (&self->mutex);
  hearth_sent_stream_forget (stream);
  g_mutex_unlock (&self->mutex);
}

/* --- Sending: with the lock ----------------------------------------------------------------------------------------------- */

/* Monotonic time in NTP's 64 bits. Sound and picture are put together by it, so it must not leap with the wall's clock. */
static guint64
get_ntp (gint64 now)
{
  static gint64 offset;
  static gsize is_set = 0;
  guint64 us;

  if (g_once_init_enter (&is_set))
    {
      offset = g_get_real_time () - g_get_monotonic_time ();
      g_once_init_leave (&is_set, 1);
    }
  us = (guint64) (now + offset);

  return (us / G_USEC_PER_SEC + NTP_UNIX_SECONDS) << 32 | ((us % G_USEC_PER_SEC) << 32) / G_USEC_PER_SEC;
}

static gboolean
may_send (HearthPacketOutlet *self)
{
  return self->sender != NULL && hearth_certificate_gate_is_open (self->gate);
}

/* Takes @packet in any case. */
static void
add_sealed (GstBufferList *leaving,
            guint8        *packet,
            gsize          size,
            gboolean       sealed)
{
  if (sealed)
    gst_buffer_list_insert (leaving, -1, gst_buffer_new_wrapped (packet, size));
  else
    g_free (packet);
}

static void
add_report (HearthPacketOutlet *self,
            HearthSentStream   *stream,
            gint64              now,
            GstBufferList      *leaving)
{
  g_autofree guint8 *report = NULL;
  gsize size;

  if (!hearth_sent_stream_is_report_due (stream, now))
    return;
  report = g_malloc (HEARTH_SENDER_REPORT_BYTES + HEARTH_SRTP_ROOM);
  size = hearth_sent_stream_write_report (stream, self->cname, now, get_ntp (now), report);
  if (size > 0 && hearth_srtp_sender_protect_rtcp (self->sender, report, &size))
    add_sealed (leaving, g_steal_pointer (&report), size, TRUE);
}

/* Numbers and enciphers @packet, of @size bytes, with room behind it. What cannot be enciphered (it is too old, or was there before)
 * uses up no number. */
static gboolean
seal (HearthPacketOutlet *self,
      HearthSentStream   *stream,
      guint8             *packet,
      gsize              *size,
      gint64              now)
{
  gboolean is_numbered = hearth_sent_stream_is_numbered (stream)
                         && hearth_transport_numbering_stamp (self->numbering, packet, size, now);

  if (hearth_srtp_sender_protect_rtp (self->sender, packet, size))
    return TRUE;
  if (is_numbered)
    hearth_transport_numbering_take_back (self->numbering);

  return FALSE;
}

typedef struct
{
  HearthPacketOutlet *outlet;
  HearthSentStream *stream;
  gint64 now;
  GstBufferList *leaving;
} Push;

/* Takes *@buffer, whether it can be sent or not. */
static gboolean
add_packet (GstBuffer **buffer,
            guint       index,
            gpointer    user_data)
{
  const Push *push = user_data;
  g_autoptr (GstBuffer) plain = g_steal_pointer (buffer);
  gsize size = gst_buffer_get_size (plain);
  guint8 *packet;
  gboolean sealed;

  if (size < RTP_HEADER_BYTES || size > MAX_PACKET_BYTES)
    return TRUE;

  packet = g_malloc (size + HEARTH_TRANSPORT_NUMBER_ROOM + HEARTH_SRTP_ROOM);
  gst_buffer_extract (plain, 0, packet, size);
  hearth_bytes_write_32 (packet + 8, hearth_sent_stream_get_ssrc (push->stream));
  sealed = seal (push->outlet, push->stream, packet, &size, push->now);
  add_sealed (push->leaving, packet, size, sealed);
  if (sealed)
    hearth_sent_stream_add (push->stream, g_steal_pointer (&plain), push->now);

  return TRUE;
}

static void
add_packets (Push          *push,
             GstMiniObject *packets)
{
  GstBufferList *list;

  if (!GST_IS_BUFFER_LIST (packets))
    {
      add_packet ((GstBuffer **) &packets, 0, push);
      return;
    }

  list = gst_buffer_list_make_writable (GST_BUFFER_LIST_CAST (packets));
  gst_buffer_list_foreach (list, add_packet, push);
  gst_buffer_list_unref (list);
}

static void
add_again (HearthPacketOutlet *self,
           HearthSentStream   *stream,
           guint16             seqnum,
           gint64              now,
           GstBufferList      *leaving)
{
  guint8 *packet = g_malloc (HEARTH_LIMIT_RTP_BYTES + HEARTH_RTX_BYTES + HEARTH_TRANSPORT_NUMBER_ROOM + HEARTH_SRTP_ROOM);
  gsize size = hearth_sent_stream_repeat (stream, seqnum, now, packet);
  gboolean sealed;

  sealed = size > 0 && seal (self, stream, packet, &size, now);
  add_sealed (leaving, packet, size, sealed);
}

/* --- Sending -------------------------------------------------------------------------------------------------------------- */

/* What becomes of it does not matter: while webrtcbin is being closed it is dropped there. */
static void
leave (HearthPacketOutlet *self,
       GstBufferList      *leaving)
{
  if (gst_buffer_list_length (leaving) > 0)
    gst_pad_chain_list (self->pad, leaving);
  else
    gst_buffer_list_unref (leaving);
}

void
hearth_packet_outlet_push (HearthPacketOutlet *self,
                           HearthSentStream   *stream,
                           GstMiniObject      *packets)
{
  Push push = { self, stream, g_get_monotonic_time (), NULL };

  g_return_if_fail (self != NULL && stream != NULL && packets != NULL);

  push.leaving = gst_buffer_list_new ();
  g_mutex_lock (&self->mutex);
  if (may_send (self))
    {
      add_packets (&push, packets);
      add_report (self, stream, push.now, push.leaving);
      self->has_left = self->has_left || gst_buffer_list_length (push.leaving) > 0;
    }
  else
    {
      gst_mini_object_unref (packets);
    }
  g_mutex_unlock (&self->mutex);

  leave (self, push.leaving);
}

void
hearth_packet_outlet_show_presence (HearthPacketOutlet *self)
{
  guint8 *report;
  GstBufferList *leaving;
  gboolean sealed = FALSE;
  gsize size = 0;

  g_return_if_fail (self != NULL);

  leaving = gst_buffer_list_new ();
  report = g_malloc (HEARTH_RTCP_EMPTY_REPORT_BYTES + HEARTH_SRTP_ROOM);
  g_mutex_lock (&self->mutex);
  if (may_send (self) && !self->has_left)
    {
      size = hearth_rtcp_write_empty_report (self->own_ssrc, self->cname, report);
      sealed = hearth_srtp_sender_protect_rtcp (self->sender, report, &size);
    }
  self->has_left = FALSE;
  g_mutex_unlock (&self->mutex);

  add_sealed (leaving, report, size, sealed);
  leave (self, leaving);
}

void
hearth_packet_outlet_repeat (HearthPacketOutlet *self,
                             guint32             ssrc,
                             const guint16      *seqnums,
                             guint               n_seqnums)
{
  gint64 now = g_get_monotonic_time ();
  HearthSentStream *stream;
  GstBufferList *leaving;

  g_return_if_fail (self != NULL && seqnums != NULL);

  leaving = gst_buffer_list_new ();
  g_mutex_lock (&self->mutex);
  stream = may_send (self) ? find_stream (self, ssrc) : NULL;
  for (guint i = 0; stream != NULL && i < n_seqnums; i++)
    add_again (self, stream, seqnums[i], now, leaving);
  g_mutex_unlock (&self->mutex);

  leave (self, leaving);
}
