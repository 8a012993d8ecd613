/* What was sent, and a receiver that asks for any of it again at any time: only what was sent, and not too long ago, is sent
 * again, and it says what it said.
 *
 * Four bytes each: what to do (send, ask, let time pass, report), number, and how long.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "base/limits.h"
#include "base/rtp-payload.h"
#include "peer/bytes.h"
#include "peer/rtx-packet.h"
#include "peer/sent-stream.h"

#define STEP_BYTES 4
#define MAX_STEPS 100
#define PACKET_BYTES 16
#define SSRC 1
#define RTX_SSRC 2

typedef struct
{
  HearthSentStream *stream;
  gint64 now;
  gint64 *sent_at; /* each number, the last time; 0 for never */
  guint n_repeated;
  guint16 rtx_seqnum;
} Model;

static void
send_packet (Model   *model,
             guint16  seqnum)
{
  guint8 bytes[PACKET_BYTES] = { 0x80, HEARTH_RTP_PAYLOAD_VP8 };
  GstBuffer *packet;

  hearth_bytes_write_16 (bytes + 2, seqnum);
  hearth_bytes_write_32 (bytes + 8, SSRC);
  hearth_bytes_write_32 (bytes + 12, (guint32) (seqnum * 7919u));
  packet = gst_buffer_new_memdup (bytes, sizeof bytes);
  GST_BUFFER_PTS (packet) = (GstClockTime) model->now * GST_USECOND;
  hearth_sent_stream_add (model->stream, packet, model->now);
  model->sent_at[seqnum] = model->now;
}

static void
ask (Model   *model,
     guint16  seqnum)
{
  guint8 packet[HEARTH_LIMIT_RTP_BYTES + HEARTH_RTX_BYTES];
  gsize size = hearth_sent_stream_repeat (model->stream, seqnum, model->now, packet);

  if (size == 0)
    return;

  g_assert_cmpint (model->sent_at[seqnum], >, 0);
  g_assert_cmpint (model->now - model->sent_at[seqnum], <=, HEARTH_LIMIT_KEPT_PACKETS_MS * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpuint (hearth_bytes_read_32 (packet + 8), ==, RTX_SSRC);
  if (model->n_repeated++ > 0)
    g_assert_cmpuint (hearth_bytes_read_16 (packet + 2), ==, (guint16) (model->rtx_seqnum + 1));
  model->rtx_seqnum = hearth_bytes_read_16 (packet + 2);

  g_assert_cmpuint (hearth_rtx_packet_unwrap (packet, size, HEARTH_RTP_PAYLOAD_VP8, SSRC), ==, PACKET_BYTES);
  g_assert_cmpuint (hearth_bytes_read_16 (packet + 2), ==, seqnum);
  g_assert_cmpuint (hearth_bytes_read_32 (packet + 12), ==, (guint32) (seqnum * 7919u));
}

static void
report (Model *model)
{
  guint8 bytes[HEARTH_SENDER_REPORT_BYTES];
  gsize size;

  if (!hearth_sent_stream_is_report_due (model->stream, model->now))
    return;

  size = hearth_sent_stream_write_report (model->stream, "fuzz", model->now, 1, bytes);
  g_assert_cmpuint (size % 4, ==, 0);
  g_assert_cmpuint (size, <=, sizeof bytes);
  g_assert_false (hearth_sent_stream_is_report_due (model->stream, model->now));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (HearthSentStream) stream = hearth_sent_stream_new (SSRC, HEARTH_RTP_CLOCK_VP8);
  g_autofree gint64 *sent_at = g_new0 (gint64, G_MAXUINT16 + 1);
  Model model = { .stream = stream, .now = 1, .sent_at = sent_at };

  /* For the memory of buffers; only the first call does anything. */
  gst_init (NULL, NULL);
  hearth_sent_stream_agree (stream, RTX_SSRC, TRUE);
  for (guint i = 0; i < MAX_STEPS && size >= STEP_BYTES; i++, data += STEP_BYTES, size -= STEP_BYTES)
    {
      guint16 seqnum = hearth_bytes_read_16 (data + 1);

      switch (data[0] % 5)
        {
        case 0:
          send_packet (&model, seqnum);
          /* The newest can always be had. */
          ask (&model, seqnum);
          break;
        case 1:
          ask (&model, seqnum);
          break;
        case 2:
          for (guint j = 0; j < data[3]; j++)
            send_packet (&model, (guint16) (seqnum + j));
          break;
        case 3:
          model.now += data[3] * 10 * G_TIME_SPAN_MILLISECOND;
          break;
        default:
          report (&model);
          break;
        }
    }

  return 0;
}
