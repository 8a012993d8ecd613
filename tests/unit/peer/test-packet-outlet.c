/* What is pushed into an outlet leaves by its last pad, numbered, enciphered, once, and can be had again; while the gate is shut
 * nothing leaves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/packet-outlet.h"

#include <string.h>

#include "base/limits.h"
#include "base/rtp-payload.h"
#include "peer/bytes.h"
#include "peer/rtcp-reader.h"
#include "peer/rtx-packet.h"
#include "peer/srtp-receiver.h"

#define CNAME "somebody"
#define SSRC 7
#define RTX_SSRC 8
#define HEADER_BYTES 12
#define PAYLOAD_BYTES 100
#define PACKET_BYTES (HEADER_BYTES + PAYLOAD_BYTES)

/* "certificate" in base64: the gate reads nothing in a certificate. */
#define PEM "-----BEGIN CERTIFICATE-----\nY2VydGlm\naWNhdGU=\n-----END CERTIFICATE-----\n"

static const HearthSrtpKey key = { { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 } };

typedef struct
{
  HearthTransportNumbering *numbering;
  HearthPacketOutlet *outlet;
  HearthCertificateGate *gate;
  GstPad *pad;

  GMutex mutex;
  GPtrArray *left; /* of GBytes, in their order */

  /* The peer. */
  HearthSrtpReceiver *rtp;
  srtp_t rtcp;
} Fixture;

static GstFlowReturn
on_list (GstPad        *pad,
         GstObject     *parent,
         GstBufferList *list)
{
  Fixture *fixture = gst_pad_get_element_private (pad);

  g_mutex_lock (&fixture->mutex);
  for (guint i = 0; i < gst_buffer_list_length (list); i++)
    {
      gpointer data;
      gsize size;

      gst_buffer_extract_dup (gst_buffer_list_get (list, i), 0, G_MAXSSIZE, &data, &size);
      g_ptr_array_add (fixture->left, g_bytes_new_take (data, size));
    }
  g_mutex_unlock (&fixture->mutex);
  gst_buffer_list_unref (list);

  return GST_FLOW_OK;
}

static gboolean
on_event (GstPad    *pad,
          GstObject *parent,
          GstEvent  *event)
{
  gst_event_unref (event);

  return TRUE;
}

static GstPad *
make_pad (Fixture *fixture)
{
  GstPad *pad = gst_object_ref_sink (gst_pad_new ("network", GST_PAD_SINK));
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("application/x-srtp");
  GstSegment segment;

  gst_pad_set_element_private (pad, fixture);
  gst_pad_set_chain_list_function (pad, on_list);
  gst_pad_set_event_function (pad, on_event);
  gst_pad_set_active (pad, TRUE);
  gst_segment_init (&segment, GST_FORMAT_TIME);
  g_assert_true (gst_pad_send_event (pad, gst_event_new_stream_start ("test")));
  g_assert_true (gst_pad_send_event (pad, gst_event_new_caps (caps)));
  g_assert_true (gst_pad_send_event (pad, gst_event_new_segment (&segment)));

  return pad;
}

static void
open_gate (Fixture *fixture)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 fingerprint[HEARTH_FINGERPRINT_BYTES];
  gsize length = sizeof fingerprint;

  g_checksum_update (checksum, (const guchar *) "certificate", -1);
  g_checksum_get_digest (checksum, fingerprint, &length);
  g_assert_true (hearth_certificate_gate_expect (fixture->gate, fingerprint));
  hearth_certificate_gate_present (fixture->gate, PEM);
  g_assert_true (hearth_certificate_gate_is_open (fixture->gate));
}

static void
open_outlet (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hearth_packet_outlet_open_at (fixture->outlet, fixture->pad, &key, CNAME, fixture->gate, &error));
  g_assert_no_error (error);
}

static void
set_up_closed (Fixture       *fixture,
               gconstpointer  data)
{
  fixture->numbering = hearth_transport_numbering_new ();
  fixture->outlet = hearth_packet_outlet_new (fixture->numbering);
  fixture->gate = hearth_certificate_gate_new ();
  g_mutex_init (&fixture->mutex);
  fixture->left = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  fixture->pad = make_pad (fixture);
  fixture->rtp = hearth_srtp_receiver_new (&key, NULL);
  fixture->rtcp = hearth_srtp_key_create_session (&key, ssrc_any_inbound, NULL);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  set_up_closed (fixture, data);
  open_gate (fixture);
  open_outlet (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  hearth_packet_outlet_unref (fixture->outlet);
  hearth_transport_numbering_unref (fixture->numbering);
  gst_pad_set_active (fixture->pad, FALSE);
  gst_object_unref (fixture->pad);
  g_object_unref (fixture->gate);
  g_ptr_array_unref (fixture->left);
  hearth_srtp_receiver_free (fixture->rtp);
  srtp_dealloc (fixture->rtcp);
  g_mutex_clear (&fixture->mutex);
}

static GstBuffer *
make_packet (guint16 seqnum,
             gsize   size)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, size, NULL);
  guint8 header[HEADER_BYTES] = { 0x80, HEARTH_RTP_PAYLOAD_VP8, (guint8) (seqnum >> 8), (guint8) seqnum };

  gst_buffer_memset (buffer, 0, (guint8) seqnum, size);
  gst_buffer_fill (buffer, 0, header, MIN (sizeof header, size));
  GST_BUFFER_PTS (buffer) = (GstClockTime) g_get_monotonic_time () * GST_USECOND;

  return buffer;
}

static void
push (Fixture          *fixture,
      HearthSentStream *stream,
      guint16           seqnum)
{
  hearth_packet_outlet_push (fixture->outlet, stream, GST_MINI_OBJECT_CAST (make_packet (seqnum, PACKET_BYTES)));
}

/* What has left first and was not looked at yet. Returns: (transfer full): its bytes, as they were sent */
static guint8 *
take (Fixture *fixture,
      gsize   *size)
{
  g_autoptr (GBytes) bytes = NULL;

  g_assert_cmpuint (fixture->left->len, >, 0);
  bytes = g_ptr_array_steal_index (fixture->left, 0);
  *size = g_bytes_get_size (bytes);

  return g_memdup2 (g_bytes_get_data (bytes, NULL), *size);
}

/* Returns: (transfer full): the packet that left first, deciphered */
static guint8 *
take_rtp (Fixture *fixture,
          gsize   *size)
{
  guint8 *packet = take (fixture, size);

  g_assert_false (hearth_rtp_payload_is_rtcp (packet[1]));
  g_assert_true (hearth_srtp_receiver_unprotect_rtp (fixture->rtp, packet, size));

  return packet;
}

/* It left first, as @ssrc, and is @seqnum of what was pushed. Returns: its number */
static guint16
expect_packet (Fixture *fixture,
               guint32  ssrc,
               guint16  seqnum)
{
  gsize size;
  g_autofree guint8 *packet = take_rtp (fixture, &size);
  guint16 number;

  g_assert_cmpuint (hearth_bytes_read_32 (packet + 8), ==, ssrc);
  g_assert_true (hearth_transport_numbering_read (packet, size, &number));
  if (ssrc == RTX_SSRC)
    size = hearth_rtx_packet_unwrap (packet, size, HEARTH_RTP_PAYLOAD_VP8, SSRC);
  g_assert_cmpuint (size, ==, PACKET_BYTES + HEARTH_TRANSPORT_NUMBER_ROOM);
  g_assert_cmpuint (hearth_bytes_read_16 (packet + 2), ==, seqnum);
  g_assert_cmpuint (packet[size - 1], ==, (guint8) seqnum);

  return number;
}

/* An RTCP packet left first; @item: (out): what it begins with. Returns: (transfer full): what @item is in */
static guint8 *
expect_report (Fixture        *fixture,
               HearthRtcpItem *item)
{
  HearthRtcpReader reader;
  gsize size;
  guint8 *packet = take (fixture, &size);
  int length = (int) size;

  g_assert_true (hearth_rtp_payload_is_rtcp (packet[1]));
  g_assert_cmpint (srtp_unprotect_rtcp (fixture->rtcp, packet, &length), ==, srtp_err_status_ok);
  hearth_rtcp_reader_init (&reader, packet, (gsize) length);
  g_assert_true (hearth_rtcp_reader_next (&reader, item));

  return packet;
}

static void
expect_sender_report (Fixture *fixture,
                      guint32  ssrc)
{
  HearthRtcpItem item;
  g_autofree guint8 *report = expect_report (fixture, &item);

  g_assert_cmpint (item.kind, ==, HEARTH_RTCP_SENDER_REPORT);
  g_assert_cmpuint (item.ssrc, ==, ssrc);
}

static HearthTransportStats
get_stats (Fixture *fixture)
{
  HearthTransportStats stats;

  hearth_transport_numbering_get_stats (fixture->numbering, &stats);

  return stats;
}

/* --- Tests ---------------------------------------------------------------------------------------------------------------- */

static void
try_everything (Fixture *fixture)
{
  HearthSentStream *stream = hearth_packet_outlet_add_stream (fixture->outlet, SSRC, RTX_SSRC, 90000, TRUE);

  push (fixture, stream, 1);
  hearth_packet_outlet_show_presence (fixture->outlet);
  hearth_packet_outlet_repeat (fixture->outlet, SSRC, (guint16[]) { 1 }, 1);
}

static void
test_gate (Fixture       *fixture,
           gconstpointer  data)
{
  try_everything (fixture);
  open_outlet (fixture);
  try_everything (fixture);
  g_assert_cmpuint (fixture->left->len, ==, 0);

  /* What was dropped is not kept either. */
  open_gate (fixture);
  hearth_packet_outlet_repeat (fixture->outlet, SSRC, (guint16[]) { 1 }, 1);
  g_assert_cmpuint (fixture->left->len, ==, 0);
  try_everything (fixture);
  g_assert_cmpuint (fixture->left->len, >, 0);

  hearth_certificate_gate_shut (fixture->gate);
  g_ptr_array_set_size (fixture->left, 0);
  try_everything (fixture);
  g_assert_cmpuint (fixture->left->len, ==, 0);
  g_assert_cmpuint (get_stats (fixture).sent_packets, ==, 2);
}

static void
test_push (Fixture       *fixture,
           gconstpointer  data)
{
  HearthSentStream *stream = hearth_packet_outlet_add_stream (fixture->outlet, SSRC, RTX_SSRC, 90000, TRUE);
  GstBufferList *list = gst_buffer_list_new ();

  g_assert_true (hearth_packet_outlet_add_stream (fixture->outlet, SSRC, RTX_SSRC, 90000, TRUE) == stream);

  push (fixture, stream, 65535);
  g_assert_cmpuint (expect_packet (fixture, SSRC, 65535), ==, 0);
  expect_sender_report (fixture, SSRC);

  for (guint16 seqnum = 0; seqnum < 5; seqnum++)
    gst_buffer_list_add (list, make_packet (seqnum, PACKET_BYTES));
  hearth_packet_outlet_push (fixture->outlet, stream, GST_MINI_OBJECT_CAST (list));
  for (guint16 seqnum = 0; seqnum < 5; seqnum++)
    g_assert_cmpuint (expect_packet (fixture, SSRC, seqnum), ==, seqnum + 1);
  g_assert_cmpuint (fixture->left->len, ==, 0);
}

/* Who does not want numbers gets what was pushed. */
static void
test_unnumbered (Fixture       *fixture,
                 gconstpointer  data)
{
  HearthSentStream *stream = hearth_packet_outlet_add_stream (fixture->outlet, SSRC, 0, 48000, FALSE);
  g_autofree guint8 *packet = NULL;
  gsize size;

  push (fixture, stream, 1);
  packet = take_rtp (fixture, &size);
  g_assert_cmpuint (size, ==, PACKET_BYTES);
  g_assert_cmpuint (get_stats (fixture).sent_packets, ==, 0);

  /* And of whom nobody is named who sends again, nothing is kept. */
  g_ptr_array_set_size (fixture->left, 0);
  hearth_packet_outlet_repeat (fixture->outlet, SSRC, (guint16[]) { 1 }, 1);
  g_assert_cmpuint (fixture->left->len, ==, 0);
}

static void
test_repeat (Fixture       *fixture,
             gconstpointer  data)
{
  HearthSentStream *stream = hearth_packet_outlet_add_stream (fixture->outlet, SSRC, RTX_SSRC, 90000, TRUE);

  for (guint16 seqnum = 0; seqnum < 10; seqnum++)
    push (fixture, stream, seqnum);
  g_ptr_array_set_size (fixture->left, 0);

  /* As often as it is asked for, and each time with a number of its own. */
  hearth_packet_outlet_repeat (fixture->outlet, SSRC, (guint16[]) { 3, 10, 3, 9 }, 4);
  g_assert_cmpuint (expect_packet (fixture, RTX_SSRC, 3), ==, 10);
  g_assert_cmpuint (expect_packet (fixture, RTX_SSRC, 3), ==, 11);
  g_assert_cmpuint (expect_packet (fixture, RTX_SSRC, 9), ==, 12);
  g_assert_cmpuint (fixture->left->len, ==, 0);

  hearth_packet_outlet_repeat (fixture->outlet, SSRC + 100, (guint16[]) { 3 }, 1);
  hearth_packet_outlet_rest (fixture->outlet, stream);
  hearth_packet_outlet_repeat (fixture->outlet, SSRC, (guint16[]) { 3 }, 1);
  g_assert_cmpuint (fixture->left->len, ==, 0);
  g_assert_cmpuint (get_stats (fixture).sent_packets, ==, 13);
}

/* What was sent before, or is too short or too long, does not leave and uses up no number. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  static const gsize sizes[] = { 1, HEADER_BYTES - 1, HEARTH_LIMIT_RTP_BYTES - HEARTH_RTX_BYTES - HEARTH_TRANSPORT_NUMBER_ROOM + 1 };
  HearthSentStream *stream = hearth_packet_outlet_add_stream (fixture->outlet, SSRC, RTX_SSRC, 90000, TRUE);

  push (fixture, stream, 100);
  g_assert_cmpuint (expect_packet (fixture, SSRC, 100), ==, 0);
  expect_sender_report (fixture, SSRC);

  push (fixture, stream, 100);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    hearth_packet_outlet_push (fixture->outlet, stream, GST_MINI_OBJECT_CAST (make_packet (101, sizes[i])));
  g_assert_cmpuint (fixture->left->len, ==, 0);

  push (fixture, stream, 101);
  g_assert_cmpuint (expect_packet (fixture, SSRC, 101), ==, 1);
  g_assert_cmpuint (get_stats (fixture).sent_packets, ==, 2);
  g_assert_cmpuint (get_stats (fixture).sent_bytes, ==, 2 * (PACKET_BYTES + HEARTH_TRANSPORT_NUMBER_ROOM));

  /* The longest there may be can be had again as well. */
  hearth_packet_outlet_push (fixture->outlet, stream, GST_MINI_OBJECT_CAST (make_packet (102, sizes[2] - 1)));
  hearth_packet_outlet_repeat (fixture->outlet, SSRC, (guint16[]) { 102 }, 1);
  g_assert_cmpuint (fixture->left->len, ==, 2);
}

/* Only where nothing else shows that we are there. */
static void
test_presence (Fixture       *fixture,
               gconstpointer  data)
{
  HearthSentStream *stream = hearth_packet_outlet_add_stream (fixture->outlet, SSRC, RTX_SSRC, 90000, TRUE);
  HearthRtcpItem item;

  for (guint i = 0; i < 2; i++)
    {
      g_autofree guint8 *report = NULL;

      hearth_packet_outlet_show_presence (fixture->outlet);
      report = expect_report (fixture, &item);
      g_assert_cmpint (item.kind, ==, HEARTH_RTCP_OTHER);
    }

  push (fixture, stream, 1);
  g_ptr_array_set_size (fixture->left, 0);
  hearth_packet_outlet_show_presence (fixture->outlet);
  g_assert_cmpuint (fixture->left->len, ==, 0);
  hearth_packet_outlet_show_presence (fixture->outlet);
  g_assert_cmpuint (fixture->left->len, ==, 1);
}

static void
test_many_streams (Fixture       *fixture,
                   gconstpointer  data)
{
  for (guint32 ssrc = 1; ssrc <= HEARTH_LIMIT_SENT_STREAMS; ssrc++)
    g_assert_nonnull (hearth_packet_outlet_add_stream (fixture->outlet, ssrc, 0, 90000, FALSE));
  g_assert_null (hearth_packet_outlet_add_stream (fixture->outlet, 1000, 0, 90000, FALSE));
  g_assert_nonnull (hearth_packet_outlet_add_stream (fixture->outlet, 1, 0, 90000, FALSE));
}

/* --- Threads -------------------------------------------------------------------------------------------------------------- */

#define N_PER_THREAD 500

typedef struct
{
  Fixture *fixture;
  HearthSentStream *stream;
} Sender;

static gpointer
send_many (gpointer data)
{
  const Sender *sender = data;

  for (guint16 seqnum = 0; seqnum < N_PER_THREAD; seqnum++)
    push (sender->fixture, sender->stream, seqnum);

  return NULL;
}

static gpointer
repeat_many (gpointer data)
{
  Fixture *fixture = data;

  for (guint16 seqnum = 0; seqnum < N_PER_THREAD; seqnum++)
    {
      hearth_packet_outlet_repeat (fixture->outlet, SSRC, &seqnum, 1);
      hearth_packet_outlet_show_presence (fixture->outlet);
    }

  return NULL;
}

/* Each packet that leaves has a number of its own, and none is left out. */
static void
test_threads (Fixture       *fixture,
              gconstpointer  data)
{
  Sender picture = { fixture, hearth_packet_outlet_add_stream (fixture->outlet, SSRC, RTX_SSRC, 90000, TRUE) };
  Sender voice = { fixture, hearth_packet_outlet_add_stream (fixture->outlet, SSRC + 100, 0, 48000, TRUE) };
  GThread *threads[] = {
    g_thread_new ("picture", send_many, &picture),
    g_thread_new ("voice", send_many, &voice),
    g_thread_new ("repeat", repeat_many, fixture),
  };
  g_autofree gboolean *seen = NULL;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  seen = g_new0 (gboolean, fixture->left->len);
  for (guint i = 0; i < fixture->left->len; i++)
    {
      gsize size;
      g_autofree guint8 *packet = g_memdup2 (g_bytes_get_data (g_ptr_array_index (fixture->left, i), &size),
                                             g_bytes_get_size (g_ptr_array_index (fixture->left, i)));
      guint16 number;

      if (hearth_rtp_payload_is_rtcp (packet[1]))
        continue;
      g_assert_true (hearth_srtp_receiver_unprotect_rtp (fixture->rtp, packet, &size));
      g_assert_true (hearth_transport_numbering_read (packet, size, &number));
      g_assert_cmpuint (number, <, fixture->left->len);
      g_assert_false (seen[number]);
      seen[number] = TRUE;
      n++;
    }
  g_assert_cmpuint (n, >=, 2 * N_PER_THREAD);
  g_assert_cmpuint (n, ==, get_stats (fixture).sent_packets);
  for (guint number = 0; number < n; number++)
    g_assert_true (seen[number]);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/packet-outlet/gate", Fixture, NULL, set_up_closed, test_gate, tear_down);
#define ADD(path, func) g_test_add ("/packet-outlet/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("push", test_push);
  ADD ("unnumbered", test_unnumbered);
  ADD ("repeat", test_repeat);
  ADD ("refused", test_refused);
  ADD ("presence", test_presence);
  ADD ("many-streams", test_many_streams);
  ADD ("threads", test_threads);
#undef ADD

  return g_test_run ();
}
