/* Sequence numbers in any order: what has passed does not pass again, and what is asked for is neither here nor asked for twice
 * at once.
 *
 * Three bytes each: number, and how long after the one before, ms.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "base/limits.h"
#include "peer/bytes.h"
#include "peer/gap-detector.h"

#define STEP_BYTES 3
#define MAX_STEPS 300

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (HearthGapDetector) detector = hearth_gap_detector_new ();
  guint16 wanted[HEARTH_LIMIT_MISSING_PACKETS];
  gint64 now = 1;

  for (guint i = 0; i < MAX_STEPS && size >= STEP_BYTES; i++, data += STEP_BYTES, size -= STEP_BYTES)
    {
      guint16 seqnum = hearth_bytes_read_16 (data);
      gboolean taken;
      guint n_wanted;

      now += data[2] * G_TIME_SPAN_MILLISECOND;
      taken = hearth_gap_detector_take (detector, seqnum, now);
      g_assert_true (taken || i > 0);
      g_assert_false (hearth_gap_detector_take (detector, seqnum, now));

      n_wanted = hearth_gap_detector_collect (detector, now, wanted);
      g_assert_cmpuint (n_wanted, <=, HEARTH_LIMIT_MISSING_PACKETS);
      for (guint j = 0; j < n_wanted; j++)
        {
          g_assert_true (!taken || wanted[j] != seqnum);
          /* Oldest first, and so none twice. */
          if (j > 0)
            g_assert_cmpint ((gint16) (wanted[j] - wanted[j - 1]), >, 0);
        }
      g_assert_cmpuint (hearth_gap_detector_collect (detector, now, wanted), ==, 0);
    }

  return 0;
}
