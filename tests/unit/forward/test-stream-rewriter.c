/* HearthStreamRewriter by name: what the model (test-stream-model.c) does not come to: jumps, ancient packets, fields that are
 * not there, sound, clocks that do not fit together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/stream-rewriter.h"

#include "base/limits.h"
#include "forward/picture-map.h"
#include "forward/sequence-map.h"

#define MS G_GUINT64_CONSTANT (1000000)

static const HearthStreamNumbers start = { .sequence = 100, .timestamp = 1000, .picture_id = 50, .tl0_picidx = 10 };

static HearthStreamPacket
make_video (guint16  sequence,
            guint    picture,
            gboolean key)
{
  return (HearthStreamPacket) {
    .rtp = { .sequence = sequence, .timestamp = 3000 * picture, .marker = TRUE, .payload_size = 100 },
    .vp8 = { .first = TRUE, .key_frame = key, .picture_id_bits = 15, .picture_id = picture & 0x7fff },
    .has_vp8 = TRUE,
    .pts = 1000 * MS + picture * (100 * MS / 3),
  };
}

static HearthStreamPacket
make_sound (guint16 sequence,
            guint32 timestamp,
            guint64 pts)
{
  return (HearthStreamPacket) { .rtp = { .sequence = sequence, .timestamp = timestamp, .payload_size = 80 }, .pts = pts };
}

static gboolean
begin (HearthStreamRewriter     *rewriter,
       const HearthStreamPacket *packet)
{
  HearthStreamPacket end;
  gboolean has_end;
  gboolean begun = hearth_stream_rewriter_begin (rewriter, packet, &end, &has_end);

  g_assert_false (has_end);

  return begun;
}

/* What becomes of one packet; its new sequence number, or −1 where it is dropped. */
static int
process (HearthStreamRewriter *rewriter,
         HearthStreamPacket   *packet)
{
  switch (hearth_stream_rewriter_process (rewriter, FALSE, packet))
    {
    case HEARTH_STREAM_PASS:
      return packet->rtp.sequence;
    case HEARTH_STREAM_FILL:
      return 100000 + packet->rtp.sequence;
    case HEARTH_STREAM_DROP:
      return -1;
    case HEARTH_STREAM_BROKEN:
      return -2;
    default:
      g_assert_not_reached ();
    }
}

static int
process_video (HearthStreamRewriter *rewriter,
               guint16               sequence,
               guint                 picture)
{
  HearthStreamPacket packet = make_video (sequence, picture, FALSE);

  return process (rewriter, &packet);
}

static HearthStreamRewriter *
new_video (guint16 sequence)
{
  HearthStreamRewriter *rewriter = hearth_stream_rewriter_new (90000, TRUE, &start);
  HearthStreamPacket packet = make_video (sequence, 0, TRUE);

  g_assert_true (begin (rewriter, &packet));
  g_assert_cmpint (process (rewriter, &packet), ==, 100);

  return rewriter;
}

static void
test_nothing_begun (void)
{
  g_autoptr (HearthStreamRewriter) rewriter = hearth_stream_rewriter_new (90000, TRUE, &start);
  HearthStreamPacket packet = make_video (1, 1, TRUE);

  g_assert_cmpint (hearth_stream_rewriter_process (rewriter, FALSE, &packet), ==, HEARTH_STREAM_DROP);
  g_assert_cmpint (hearth_stream_rewriter_process (rewriter, TRUE, &packet), ==, HEARTH_STREAM_DROP);
}

static void
test_window (void)
{
  const guint window = HEARTH_SEQUENCE_MAP_WINDOW;
  g_autoptr (HearthStreamRewriter) rewriter = new_video (0);

  g_assert_cmpint (process_video (rewriter, 4, 1), ==, 104);
  for (guint16 i = 5; i <= window; i++)
    g_assert_cmpint (process_video (rewriter, i, 1), ==, 100 + i);

  /* From the far end of what is remembered. */
  g_assert_cmpint (process_video (rewriter, 1, 1), ==, 101);
  g_assert_cmpint (process_video (rewriter, 1, 1), ==, -1);
  g_assert_cmpint (process_video (rewriter, (guint16) (window + 2), 2), ==, 102 + (int) window);
  g_assert_cmpint (process_video (rewriter, 2, 1), ==, -1); /* forgotten */
  g_assert_cmpint (process_video (rewriter, 3, 1), ==, 103);
  g_assert_cmpint (process_video (rewriter, 0, 0), ==, -1);
  g_assert_cmpint (process_video (rewriter, 65535, 0), ==, -1); /* from before the beginning */
}

static void
test_gaps (void)
{
  const int most = HEARTH_LIMIT_MISSING_PACKETS;
  g_autoptr (HearthStreamRewriter) rewriter = new_video (0);
  int sequence = most + 1, number = 100 + most + 1;

  /* The largest one that is left whole, and filled from both ends. */
  g_assert_cmpint (process_video (rewriter, (guint16) sequence, 1), ==, number);
  g_assert_cmpint (process_video (rewriter, 1, 1), ==, 101);
  g_assert_cmpint (process_video (rewriter, (guint16) most, 1), ==, 100 + most);

  /* Of the next one a single number is left, for its last packet; the others come too late. */
  sequence += most;
  number += 2;
  g_assert_cmpint (process_video (rewriter, (guint16) sequence, 2), ==, number);
  g_assert_cmpint (process_video (rewriter, (guint16) (sequence - 2), 2), ==, -1);
  g_assert_cmpint (process_video (rewriter, (guint16) (sequence - 1), 2), ==, number - 1);

  /* Whoever leaps all the time leaves no more missing than they send. */
  for (int i = 0; i < 500; i++)
    {
      sequence += HEARTH_SEQUENCE_MAP_WINDOW;
      number += 2;
      g_assert_cmpint (process_video (rewriter, (guint16) sequence, 3), ==, (guint16) number);
    }

  /* Every packet that comes makes up for one that does not. */
  for (int i = 0; i < most; i++)
    g_assert_cmpint (process_video (rewriter, (guint16) ++sequence, 3), ==, (guint16) ++number);
  sequence += most + 1;
  number += most + 1;
  g_assert_cmpint (process_video (rewriter, (guint16) sequence, 3), ==, (guint16) number);
}

static void
test_jump (void)
{
  g_autoptr (HearthStreamRewriter) rewriter = new_video (0);
  HearthStreamPacket packet;

  /* One packet far away is a stray; two in a row are a new count. */
  g_assert_cmpint (process_video (rewriter, 5000, 1), ==, -1);
  g_assert_cmpint (process_video (rewriter, 1, 1), ==, 101);
  g_assert_cmpint (process_video (rewriter, 5001, 1), ==, -1);
  g_assert_cmpint (process_video (rewriter, 6000, 1), ==, -1);
  g_assert_cmpint (process_video (rewriter, 6001, 1), ==, -2);

  packet = make_video (6002, 2, TRUE);
  g_assert_true (begin (rewriter, &packet));
  g_assert_cmpint (process (rewriter, &packet), ==, 102);
  g_assert_cmpuint (packet.rtp.timestamp, ==, 1000 + 2 * 3000);

  /* Retransmissions that are much too late are no new count, however many come. */
  g_assert_cmpint (process_video (rewriter, 6300, 3), ==, 104);
  g_assert_cmpint (process_video (rewriter, 6700, 3), ==, 106);
  for (guint16 i = 0; i < 100; i++)
    g_assert_cmpint (process_video (rewriter, 6003 + i, 2), ==, -1);
  g_assert_cmpint (process_video (rewriter, 1000, 2), ==, -1);
  g_assert_cmpint (process_video (rewriter, 1001, 2), ==, -2);
}

static void
test_no_descriptor (void)
{
  g_autoptr (HearthStreamRewriter) rewriter = new_video (0);
  HearthStreamPacket packet = make_video (1, 1, FALSE);

  /* Left out as if it had never been; replaced where somebody may already miss it. */
  packet.has_vp8 = FALSE;
  g_assert_cmpint (process (rewriter, &packet), ==, -1);
  g_assert_cmpint (process_video (rewriter, 3, 1), ==, 102);
  packet = make_video (2, 1, FALSE);
  packet.has_vp8 = FALSE;
  g_assert_cmpint (process (rewriter, &packet), ==, 100000 + 101);
  g_assert_false (packet.rtp.marker);
  g_assert_cmpint (process_video (rewriter, 4, 2), ==, 103);
}

static void
test_no_picture_id (void)
{
  g_autoptr (HearthStreamRewriter) rewriter = hearth_stream_rewriter_new (90000, TRUE, &start);
  HearthStreamPacket packet = make_video (7, 0, TRUE);

  hearth_stream_rewriter_set_temporal (rewriter, 0);
  packet.vp8.picture_id_bits = 0;
  g_assert_true (begin (rewriter, &packet));
  g_assert_cmpint (process (rewriter, &packet), ==, 100);

  packet = make_video (8, 1, FALSE);
  packet.vp8.picture_id_bits = 0;
  packet.vp8.temporal = 1;
  g_assert_cmpint (process (rewriter, &packet), ==, -1);
  packet = make_video (9, 2, FALSE);
  packet.vp8.picture_id_bits = 0;
  g_assert_cmpint (process (rewriter, &packet), ==, 101);
}

static void
test_picture_jump (void)
{
  g_autoptr (HearthStreamRewriter) rewriter = new_video (0);
  HearthStreamPacket packet = make_video (1, 3 * HEARTH_PICTURE_MAP_WINDOW, FALSE);

  g_assert_cmpint (process (rewriter, &packet), ==, 101);
  g_assert_cmpuint (packet.vp8.picture_id, ==, 50 + 3 * HEARTH_PICTURE_MAP_WINDOW);
  packet = make_video (2, 3 * HEARTH_PICTURE_MAP_WINDOW - 1, FALSE);
  g_assert_cmpint (process (rewriter, &packet), ==, 102);
  g_assert_cmpuint (packet.vp8.picture_id, ==, 50 + 3 * HEARTH_PICTURE_MAP_WINDOW - 1);
  g_assert_cmpint (process_video (rewriter, 3, 2 * HEARTH_PICTURE_MAP_WINDOW), ==, -1); /* forgotten, or never was */
  g_assert_cmpint (process_video (rewriter, 4, 1), ==, -1);
}

static void
test_unfinished_picture (void)
{
  g_autoptr (HearthStreamRewriter) rewriter = new_video (0);
  HearthStreamPacket packet = make_video (1, 1, FALSE);
  HearthStreamPacket end;
  gboolean has_end;

  packet.rtp.marker = FALSE;
  g_assert_cmpint (process (rewriter, &packet), ==, 101);
  packet = make_video (900, 2, TRUE);
  g_assert_true (hearth_stream_rewriter_begin (rewriter, &packet, &end, &has_end));
  g_assert_true (has_end);
  g_assert_cmpuint (end.rtp.sequence, ==, 102);
  g_assert_cmpuint (end.rtp.timestamp, ==, 1000 + 3000);
  g_assert_false (end.rtp.marker);
  g_assert_cmpint (process (rewriter, &packet), ==, 103);

  /* What is left of the old picture has no place any more. */
  packet = make_video (2, 1, FALSE);
  g_assert_cmpint (hearth_stream_rewriter_process (rewriter, TRUE, &packet), ==, HEARTH_STREAM_DROP);
}

static void
test_sound (void)
{
  g_autoptr (HearthStreamRewriter) rewriter = hearth_stream_rewriter_new (48000, FALSE, &start);
  HearthStreamPacket packet = make_sound (5, 77777, 1000 * MS);

  g_assert_true (begin (rewriter, &packet));
  g_assert_cmpint (process (rewriter, &packet), ==, 100);
  g_assert_cmpuint (packet.rtp.timestamp, ==, 1000);

  /* Somebody else, captured while the last 20 ms were: they wait. */
  packet = make_sound (60000, 5, 990 * MS);
  g_assert_false (begin (rewriter, &packet));
  packet = make_sound (60001, 965, 1010 * MS);
  g_assert_false (begin (rewriter, &packet));
  packet = make_sound (60002, 1925, 1030 * MS);
  g_assert_true (begin (rewriter, &packet));
  g_assert_cmpint (process (rewriter, &packet), ==, 101);
  g_assert_cmpuint (packet.rtp.timestamp, ==, 1000 + 30 * 48);

  /* The first one again, after an hour. */
  packet = make_sound (6, 12, (3600 * 1000 + 1030) * MS);
  g_assert_true (begin (rewriter, &packet));
  g_assert_cmpint (process (rewriter, &packet), ==, 102);
  g_assert_cmpuint (packet.rtp.timestamp, ==, 1000 + (3600 * 1000 + 30) * 48);

  /* A clock of their own, an hour behind: right after. */
  packet = make_sound (7, 12, 2000 * MS);
  g_assert_true (begin (rewriter, &packet));
  g_assert_cmpint (process (rewriter, &packet), ==, 103);
  g_assert_cmpuint (packet.rtp.timestamp, ==, 1000 + (3600 * 1000 + 50) * 48);
}

static void
test_video_behind (void)
{
  g_autoptr (HearthStreamRewriter) rewriter = new_video (0);
  HearthStreamPacket packet;
  guint32 before;

  g_assert_cmpint (process_video (rewriter, 1, 30), ==, 101);
  packet = make_video (500, 20, TRUE); /* a third of a second behind */
  g_assert_true (begin (rewriter, &packet));
  g_assert_cmpint (process (rewriter, &packet), ==, 102);
  before = 1000 + 30 * 3000;
  g_assert_cmpuint (packet.rtp.timestamp, ==, before + 1);
  for (guint i = 1; i < 20; i++)
    {
      before = packet.rtp.timestamp;
      packet = make_video ((guint16) (500 + i), 20 + i, FALSE);
      g_assert_cmpint (process (rewriter, &packet), ==, 102 + (int) i);
      g_assert_cmpuint (packet.rtp.timestamp, >, before);
      if (i > 11)
        g_assert_cmpuint (packet.rtp.timestamp, ==, 1000 + (20 + i) * 3000);
    }
}

/* 2^32 ticks are 13 hours of pictures: a stream that lives longer. */
static void
test_long_life (void)
{
  g_autoptr (HearthStreamRewriter) rewriter = new_video (0);

  for (guint i = 1; i < 200000; i++)
    {
      HearthStreamPacket packet = make_video ((guint16) i, i, FALSE);

      packet.rtp.timestamp = 90000 * i;
      packet.vp8.has_tl0_picidx = TRUE;
      packet.vp8.tl0_picidx = (guint8) i;
      g_assert_cmpint (process (rewriter, &packet), ==, (guint16) (100 + i));
      g_assert_cmpuint (packet.rtp.timestamp, ==, 1000 + 90000 * i);
      g_assert_cmpuint (packet.vp8.picture_id, ==, (50 + i) & 0x7fff);
      g_assert_cmpuint (packet.vp8.tl0_picidx, ==, (guint8) (10 + i));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stream-rewriter/nothing-begun", test_nothing_begun);
  g_test_add_func ("/stream-rewriter/window", test_window);
  g_test_add_func ("/stream-rewriter/gaps", test_gaps);
  g_test_add_func ("/stream-rewriter/jump", test_jump);
  g_test_add_func ("/stream-rewriter/no-descriptor", test_no_descriptor);
  g_test_add_func ("/stream-rewriter/no-picture-id", test_no_picture_id);
  g_test_add_func ("/stream-rewriter/picture-jump", test_picture_jump);
  g_test_add_func ("/stream-rewriter/unfinished-picture", test_unfinished_picture);
  g_test_add_func ("/stream-rewriter/sound", test_sound);
  g_test_add_func ("/stream-rewriter/video-behind", test_video_behind);
  g_test_add_func ("/stream-rewriter/long-life", test_long_life);

  return g_test_run ();
}
