/* HearthRtpHeader, HearthVp8Descriptor, and the arithmetic of numbers that wrap around: read and written back, cut off
 * everywhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/rtp-header.h"
#include "forward/sequence.h"
#include "forward/vp8-descriptor.h"

#include <string.h>

/* Two CSRCs, an extension of two elements, one byte of padding between them, three bytes of payload, two of padding. */
static const guint8 full_packet[] = {
  0xb2, 0xe0, 0x12, 0x34, 0x01, 0x02, 0x03, 0x04, 0xaa, 0xbb, 0xcc, 0xdd,
  0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x02,
  0xbe, 0xde, 0x00, 0x02, 0x10, 0x85, 0x00, 0x31, 0x11, 0x22, 0x00, 0x00,
  0x77, 0x88, 0x99,
  0x00, 0x02,
};

/* The sanitizer sees each read past the end: the block has exactly that size. */
static gboolean
parse_header (HearthRtpHeader *header,
              const guint8    *data,
              gsize            size)
{
  g_autofree guint8 *block = g_memdup2 (data, size);

  return hearth_rtp_header_parse (header, block, size);
}

static void
test_header (void)
{
  HearthRtpHeader header;
  guint8 copy[sizeof full_packet];
  const guint8 *element;
  gsize size;

  g_assert_true (parse_header (&header, full_packet, sizeof full_packet));
  g_assert_cmpuint (header.payload_type, ==, 96);
  g_assert_true (header.marker);
  g_assert_cmphex (header.sequence, ==, 0x1234);
  g_assert_cmphex (header.timestamp, ==, 0x01020304);
  g_assert_cmphex (header.ssrc, ==, 0xaabbccdd);
  g_assert_cmpuint (header.payload, ==, 32);
  g_assert_cmpuint (header.payload_size, ==, 3);

  element = hearth_rtp_header_find_extension (&header, full_packet, 1, &size);
  g_assert_cmpmem (element, size, "\x85", 1);
  element = hearth_rtp_header_find_extension (&header, full_packet, 3, &size);
  g_assert_cmpmem (element, size, "\x11\x22", 2);
  g_assert_null (hearth_rtp_header_find_extension (&header, full_packet, 2, &size));

  header.marker = FALSE;
  header.sequence = 0xfffe;
  header.timestamp = 0xf1f2f3f4;
  memcpy (copy, full_packet, sizeof copy);
  hearth_rtp_header_write (&header, 0x01234567, copy);
  g_assert_cmpmem (copy, 12, "\xb2\x60\xff\xfe\xf1\xf2\xf3\xf4\x01\x23\x45\x67", 12);
  g_assert_cmpmem (copy + 12, sizeof copy - 12, full_packet + 12, sizeof copy - 12);
}

/* Cut off, only what the last byte says about padding can make it right again, and it says zero until the end. */
static void
test_header_truncated (void)
{
  HearthRtpHeader header;
  guint8 no_padding[sizeof full_packet];

  for (gsize size = 0; size < sizeof full_packet; size++)
    {
      gboolean right = size >= 32 && full_packet[size - 1] != 0 && full_packet[size - 1] <= size - 32;

      g_assert_cmpint (parse_header (&header, full_packet, size), ==, right);
    }

  memcpy (no_padding, full_packet, sizeof no_padding);
  no_padding[0] &= (guint8) ~0x20;
  for (gsize size = 0; size < sizeof no_padding; size++)
    g_assert_cmpint (parse_header (&header, no_padding, size), ==, size >= 32);
  g_assert_true (parse_header (&header, no_padding, 32));
  g_assert_cmpuint (header.payload_size, ==, 0);
}

static void
test_header_wrong (void)
{
  HearthRtpHeader header;
  guint8 packet[14] = { 0x80 };

  g_assert_true (parse_header (&header, packet, sizeof packet));
  for (guint version = 0; version < 4; version++)
    {
      packet[0] = (guint8) (version << 6);
      g_assert_cmpint (parse_header (&header, packet, sizeof packet), ==, version == 2);
    }

  packet[0] = 0xa0;
  for (guint padding = 0; padding < 256; padding++)
    {
      packet[13] = (guint8) padding;
      g_assert_cmpint (parse_header (&header, packet, sizeof packet), ==, padding == 1 || padding == 2);
    }
}

static void
test_extension_wrong (void)
{
  HearthRtpHeader header;
  guint8 packet[] = { 0x90, 111, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xbe, 0xde, 0, 1, 0, 0, 0, 0 };
  gsize size;

  static const struct
  {
    guint8 data[4];
    gboolean found;
  } cases[] = {
    { { 0x10, 9, 0, 0 }, TRUE },  { { 0, 0, 0x10, 9 }, TRUE },   { { 0x20, 1, 0x10, 9 }, TRUE },
    { { 0, 0, 0, 0x10 }, FALSE }, { { 0x13, 9, 9, 9 }, FALSE },  { { 0x12, 9, 9, 9 }, TRUE },
    { { 0xf0, 0, 0x10, 9 }, FALSE }, { { 0x2f, 0x10, 9, 0 }, FALSE }, { { 0x03, 0x10, 9, 0 }, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      memcpy (packet + 16, cases[i].data, 4);
      g_assert_true (hearth_rtp_header_parse (&header, packet, sizeof packet));
      g_assert_cmpint (hearth_rtp_header_find_extension (&header, packet, 1, &size) != NULL, ==, cases[i].found);
    }

  /* Elements with two bytes of header are something else. */
  memcpy (packet + 12, "\x10\x00\x00\x01\x10\x09\x00\x00", 8);
  g_assert_true (hearth_rtp_header_parse (&header, packet, sizeof packet));
  g_assert_null (hearth_rtp_header_find_extension (&header, packet, 1, &size));
}

static gboolean
parse_descriptor (HearthVp8Descriptor *descriptor,
                  const guint8        *data,
                  gsize                size)
{
  g_autofree guint8 *block = size > 0 ? g_memdup2 (data, size) : g_malloc (1);

  return hearth_vp8_descriptor_parse (descriptor, block, size);
}

static void
test_descriptor (void)
{
  static const guint8 key_frame[] = {
    0x90, 0xe0, 0x92, 0x34, 0x56, 0x20,
    0x10, 0x00, 0x00, 0x9d, 0x01, 0x2a, 0x80, 0x42, 0x68, 0x81,
  };
  guint8 copy[sizeof key_frame];
  HearthVp8Descriptor descriptor;

  g_assert_true (parse_descriptor (&descriptor, key_frame, sizeof key_frame));
  g_assert_true (descriptor.first && descriptor.key_frame && descriptor.sync && descriptor.has_tl0_picidx);
  g_assert_cmpuint (descriptor.picture_id_bits, ==, 15);
  g_assert_cmphex (descriptor.picture_id, ==, 0x1234);
  g_assert_cmphex (descriptor.tl0_picidx, ==, 0x56);
  g_assert_cmpuint (descriptor.temporal, ==, 0);
  g_assert_cmpuint (descriptor.width, ==, 640); /* the two upper bits are scaling */
  g_assert_cmpuint (descriptor.height, ==, 360);
  for (gsize size = 0; size < sizeof key_frame; size++)
    g_assert_false (parse_descriptor (&descriptor, key_frame, size));

  g_assert_true (parse_descriptor (&descriptor, key_frame, sizeof key_frame));
  descriptor.picture_id = 0x7ffe;
  descriptor.tl0_picidx = 0xff;
  memcpy (copy, key_frame, sizeof copy);
  hearth_vp8_descriptor_write (&descriptor, copy);
  g_assert_cmpmem (copy, 6, "\x90\xe0\xff\xfe\xff\x20", 6);
  g_assert_cmpmem (copy + 6, sizeof copy - 6, key_frame + 6, sizeof copy - 6);
}

/* Every combination of optional fields: read, written back, and cut off everywhere. */
static void
test_descriptor_fields (void)
{
  for (guint fields = 0; fields < 32; fields++)
    {
      gboolean has_id = fields & 1, is_long = fields >> 1 & 1, has_tl0 = fields >> 2 & 1;
      gboolean has_temporal = fields >> 3 & 1, has_keyidx = fields >> 4 & 1;
      guint8 payload[7] = { 0x80 };
      guint8 copy[sizeof payload];
      HearthVp8Descriptor descriptor;
      gsize size = 1;

      payload[size++] = (guint8) (has_id << 7 | has_tl0 << 6 | has_temporal << 5 | has_keyidx << 4);
      if (has_id)
        payload[size++] = is_long ? 0xc1 : 0x41;
      if (has_id && is_long)
        payload[size++] = 0x02;
      if (has_tl0)
        payload[size++] = 0x33;
      if (has_temporal || has_keyidx)
        payload[size++] = 0x7f;
      payload[size++] = 0x01; /* one byte of a later packet of a picture */

      for (gsize cut = 0; cut < size; cut++)
        g_assert_false (parse_descriptor (&descriptor, payload, cut));
      g_assert_true (parse_descriptor (&descriptor, payload, size));
      g_assert_false (descriptor.first || descriptor.key_frame);
      g_assert_cmpuint (descriptor.picture_id_bits, ==, !has_id ? 0 : is_long ? 15 : 7);
      g_assert_cmphex (descriptor.picture_id, ==, !has_id ? 0 : is_long ? 0x4102 : 0x41);
      g_assert_cmpint (descriptor.has_tl0_picidx, ==, has_tl0);
      g_assert_cmphex (descriptor.tl0_picidx, ==, has_tl0 ? 0x33 : 0);
      g_assert_cmpuint (descriptor.temporal, ==, has_temporal ? 1 : 0);
      g_assert_cmpint (descriptor.sync, ==, has_temporal);

      memcpy (copy, payload, sizeof copy);
      hearth_vp8_descriptor_write (&descriptor, copy);
      g_assert_cmpmem (copy, sizeof copy, payload, sizeof payload);
    }
}

static void
test_descriptor_first (void)
{
  HearthVp8Descriptor descriptor;

  g_assert_true (parse_descriptor (&descriptor, (const guint8 *) "\x10\x11\x00\x00", 4));
  g_assert_true (descriptor.first && !descriptor.key_frame);
  g_assert_true (parse_descriptor (&descriptor, (const guint8 *) "\x11\x10", 2)); /* begins another partition */
  g_assert_false (descriptor.first);
  g_assert_false (parse_descriptor (&descriptor, (const guint8 *) "\x10\x11\x00", 3));
  g_assert_false (parse_descriptor (&descriptor, (const guint8 *) "\x10\x10\x00\x00\x9d\x01\x2b\x80\x02\x68\x01", 11));
  g_assert_true (parse_descriptor (&descriptor, (const guint8 *) "\x10\x10\x00\x00\x9d\x01\x2a\x80\x02\x68\x01", 11));
  g_assert_true (descriptor.first && descriptor.key_frame);
}

static void
test_sequence (void)
{
  g_assert_cmpint (hearth_sequence_distance (65535, 0, 16), ==, 1);
  g_assert_cmpint (hearth_sequence_distance (0, 65535, 16), ==, -1);
  g_assert_cmpint (hearth_sequence_distance (0, 32767, 16), ==, 32767);
  g_assert_cmpint (hearth_sequence_distance (0, 32768, 16), ==, -32768);
  g_assert_cmpint (hearth_sequence_distance (127, 0, 7), ==, 1);
  g_assert_cmpint (hearth_sequence_distance (0x7fff, 1, 15), ==, 2);
  g_assert_cmpint (hearth_sequence_distance (255, 254, 8), ==, -1);
  g_assert_cmpint (hearth_sequence_distance (G_MAXUINT32, 4, 32), ==, 5);
  g_assert_cmpint (hearth_sequence_distance (4, G_MAXUINT32, 32), ==, -5);

  for (guint bits = 7; bits <= 32; bits++)
    {
      gint64 number = -5;

      for (guint i = 0; i < 1000; i++)
        {
          gint64 next = number + (i % 60) - 10;

          g_assert_cmpint (hearth_sequence_unwrap (number, (guint32) next & (G_MAXUINT32 >> (32 - bits)), bits), ==, next);
          number = next;
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/packet-headers/header", test_header);
  g_test_add_func ("/packet-headers/header-truncated", test_header_truncated);
  g_test_add_func ("/packet-headers/header-wrong", test_header_wrong);
  g_test_add_func ("/packet-headers/extension-wrong", test_extension_wrong);
  g_test_add_func ("/packet-headers/descriptor", test_descriptor);
  g_test_add_func ("/packet-headers/descriptor-fields", test_descriptor_fields);
  g_test_add_func ("/packet-headers/descriptor-first", test_descriptor_first);
  g_test_add_func ("/packet-headers/sequence", test_sequence);

  return g_test_run ();
}
