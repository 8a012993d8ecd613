/* Packets of three layers, or of three people's sound, with any numbers in any order, and somebody who selects: no two leave with
 * the same sequence number, a picture begins with a key frame, sound with a mark, and what is not selected does not pass.
 *
 * One byte: bit 0 for sound. Then ten bytes each: layer and what to do (bits 0–1, 2–3), flags, sequence number, timestamp (its
 * upper half), picture id, TL0PICIDX, capture time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "forward/layer-switch.h"

#define STEP_BYTES 10

/* So few that no number may come twice. */
#define MAX_STEPS 100

static HearthStreamPacket
read_packet (const uint8_t *step)
{
  guint8 flags = step[1];
  guint bits = (flags & 0x40) == 0 ? 15 : (flags & 0x80) != 0 ? 7 : 0;

  return (HearthStreamPacket) {
    .rtp = {
      .marker = flags & 1,
      .sequence = (guint16) (step[2] << 8 | step[3]),
      .timestamp = (guint32) step[4] << 24 | (guint32) step[5] << 16,
      .payload_size = 10,
    },
    .vp8 = {
      .first = flags >> 1 & 1,
      .key_frame = (flags >> 1 & 1) && (flags >> 2 & 1),
      .sync = flags >> 3 & 1,
      .temporal = flags >> 4 & 1,
      .picture_id_bits = bits,
      .picture_id = (guint16) ((step[6] << 8 | step[7]) & ((1u << bits) - 1)),
      .has_tl0_picidx = TRUE,
      .tl0_picidx = step[8],
    },
    .has_vp8 = (flags >> 5 & 1) == 0,
    .pts = (guint64) step[9] * 10 * 1000 * 1000,
  };
}

static void
note_sequence (guint8  *seen,
               guint16  sequence)
{
  g_assert_cmpuint (seen[sequence / 8] >> sequence % 8 & 1, ==, 0);
  seen[sequence / 8] |= (guint8) (1 << sequence % 8);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  gboolean video = size > 0 && (data[0] & 1) == 0;
  HearthStreamNumbers start = { .sequence = 65500, .timestamp = 1, .picture_id = 32700, .tl0_picidx = 250 };
  g_autoptr (HearthLayerSwitch) layers = hearth_layer_switch_new (video, &start);
  guint8 seen[65536 / 8] = { 0 };

  if (size == 0)
    return 0;

  data++;
  size--;
  for (guint i = 0; i < MAX_STEPS && size >= STEP_BYTES; i++, data += STEP_BYTES, size -= STEP_BYTES)
    {
      HearthStreamPacket packet = read_packet (data);
      HearthStreamPacket end;
      HearthStreamVerdict verdict;
      guint64 n_begun = hearth_layer_switch_get_n_begun (layers);
      int layer = data[0] % 4 % 3;
      gboolean has_end;

      packet.has_vp8 = packet.has_vp8 && video;
      if ((data[0] & 0x0c) == 0x04)
        hearth_layer_switch_select (layers, layer, data[0] >> 4 & 1);
      else if ((data[0] & 0x0c) == 0x08)
        hearth_layer_switch_select (layers, HEARTH_NO_LAYER, 1);
      else if ((data[0] & 0x0c) == 0x0c)
        hearth_layer_switch_forget (layers, layer);

      verdict = hearth_layer_switch_process (layers, layer, &packet, &end, &has_end);
      g_assert_cmpint (verdict, !=, HEARTH_STREAM_BROKEN);
      if (has_end)
        note_sequence (seen, end.rtp.sequence);
      if (verdict == HEARTH_STREAM_PASS || verdict == HEARTH_STREAM_FILL)
        note_sequence (seen, packet.rtp.sequence);
      if (hearth_layer_switch_get_n_begun (layers) > n_begun)
        {
          g_assert_true (video ? packet.has_vp8 && packet.vp8.key_frame : packet.rtp.marker);
          g_assert_cmpint (verdict, ==, HEARTH_STREAM_PASS);
          g_assert_cmpint (hearth_layer_switch_get_flowing (layers), ==, layer);
        }
    }

  return 0;
}
