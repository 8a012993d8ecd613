/* Packets in any order: they pass in order, each once, and never more than have come.
 *
 * Three bytes each: number, and how long after the one before, ms.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "forward/reorder-buffer.h"

#define STEP_BYTES 3
#define MAX_STEPS 1000
#define PATIENCE_MS 200

typedef struct
{
  guint16 last; /* number */
  guint n_passed;
} Passed;

/* A packet's number is its offset. */
static gboolean
note_passed (GstBuffer **packet,
             guint       index,
             gpointer    user_data)
{
  Passed *passed = user_data;
  guint16 number = (guint16) GST_BUFFER_OFFSET (*packet);

  /* Ahead of the one before, by at most half of all numbers. */
  if (passed->n_passed++ > 0)
    g_assert_cmpuint ((guint16) (number - passed->last - 1), <=, G_MAXINT16);
  passed->last = number;

  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (HearthReorderBuffer) buffer = hearth_reorder_buffer_new (PATIENCE_MS * G_TIME_SPAN_MILLISECOND);
  Passed passed = { 0 };
  gint64 now = 1;
  guint n_pushed = 0;

  for (; n_pushed < MAX_STEPS && size >= STEP_BYTES; data += STEP_BYTES, size -= STEP_BYTES)
    {
      g_autoptr (GstBufferList) ready = gst_buffer_list_new ();
      GstBuffer *packet = gst_buffer_new ();
      guint16 number = (guint16) (data[0] << 8 | data[1]);
      guint n_before = passed.n_passed;

      now += data[2] * G_TIME_SPAN_MILLISECOND;
      GST_BUFFER_OFFSET (packet) = number;
      n_pushed++;
      hearth_reorder_buffer_push (buffer, number, packet, now, ready);

      gst_buffer_list_foreach (ready, note_passed, &passed);
      g_assert_cmpuint (passed.n_passed, <=, n_pushed);
      g_assert_cmpuint (passed.n_passed - n_before, <=, HEARTH_REORDER_BUFFER_PACKETS + 1);
      /* The first one waits for nobody. */
      g_assert_cmpuint (passed.n_passed, >=, 1);
    }

  return 0;
}
