/* Messages in pieces, as sockets hand them over: a whole one is its pieces, none is longer than a message may be, and none waits
 * for more than that.
 *
 * Three bytes each: how long the piece is, how much is announced, and whether it is the last.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "base/limits.h"
#include "signalling/message-assembler.h"

#define STEP_BYTES 3

static const guint8 content[G_MAXUINT8 * 256];

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  HearthMessageAssembler assembler = { NULL };
  gsize so_far = 0;

  for (; size >= STEP_BYTES; data += STEP_BYTES, size -= STEP_BYTES)
    {
      g_autoptr (GBytes) message = NULL;
      gsize length = data[0] << 8;
      gsize announced = (gsize) data[1] << (data[2] >> 3);
      gboolean last = data[2] & 1;

      so_far += length;
      switch (hearth_message_assembler_push (&assembler, content, length, announced, last, &message))
        {
        case HEARTH_ASSEMBLY_WHOLE:
          g_assert_true (last);
          g_assert_cmpuint (g_bytes_get_size (message), ==, so_far);
          g_assert_cmpuint (so_far, <=, HEARTH_LIMIT_MESSAGE_BYTES);
          g_assert_null (assembler.parts);
          so_far = 0;
          break;
        case HEARTH_ASSEMBLY_PARTIAL:
          g_assert_false (last);
          g_assert_cmpuint (so_far + announced, <=, HEARTH_LIMIT_MESSAGE_BYTES);
          break;
        default:
          g_assert_cmpuint (so_far + announced, >, HEARTH_LIMIT_MESSAGE_BYTES);
          hearth_message_assembler_clear (&assembler);
          so_far = 0;
          break;
        }
    }
  hearth_message_assembler_clear (&assembler);

  return 0;
}
