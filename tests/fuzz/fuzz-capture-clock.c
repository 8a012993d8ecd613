/* Reports and timestamps of senders who say anything: no packet was captured after it came, or unbelievably long before.
 *
 * Twelve bytes each: what came of whom, the upper half of an NTP time, a timestamp, and how long after the one before, ms.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "peer/bytes.h"
#include "peer/capture-clock.h"

#define STEP_BYTES 12
#define MAX_STEPS 1000
#define NS_PER_MS 1000000
#define MAX_AGE_NS (G_GUINT64_CONSTANT (2000) * NS_PER_MS)

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (HearthCaptureClock) clock = hearth_capture_clock_new ();
  guint64 now = 3 * MAX_AGE_NS;

  for (guint i = 0; i < MAX_STEPS && size >= STEP_BYTES; i++, data += STEP_BYTES, size -= STEP_BYTES)
    {
      guint32 ssrc = data[0] >> 2;
      guint32 timestamp = hearth_bytes_read_32 (data + 5);
      guint64 ntp = (guint64) hearth_bytes_read_32 (data + 1) << 32 | (guint64) data[9] << 24;
      guint64 pts;

      now += (guint64) hearth_bytes_read_16 (data + 10) * NS_PER_MS;
      if ((data[0] & 1) != 0)
        hearth_capture_clock_report (clock, ssrc, ntp, timestamp);

      pts = hearth_capture_clock_stamp (clock, ssrc, (data[0] & 2) != 0 ? 48000 : 90000, timestamp, now);
      g_assert_cmpuint (pts, <=, now);
      g_assert_cmpuint (pts, >=, now - MAX_AGE_NS);
    }

  return 0;
}
