/* RTCP that has been decrypted: what is walked stays inside, and feedback that is accepted says what it says when written again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "base/limits.h"
#include "peer/rtcp-reader.h"
#include "peer/transport-feedback.h"
#include "peer/transport-history.h"

static void
check_feedback (HearthTransportHistory *history,
                const HearthRtcpItem   *item)
{
  g_autoptr (GArray) reports = hearth_transport_feedback_parse (item->data, item->size);
  g_autoptr (GBytes) written = NULL;
  const HearthTransportReport *first;
  gboolean writable = FALSE;
  guint n_taken;

  if (reports == NULL)
    return;

  g_assert_cmpuint (reports->len, >, 0);
  g_assert_cmpuint (reports->len, <=, HEARTH_LIMIT_FEEDBACK_PACKETS);
  first = (const HearthTransportReport *) (gpointer) reports->data;
  hearth_transport_history_report (history, first, reports->len, 1000);
  /* A time before the beginning can be read, and not written. */
  for (guint i = 0; i < reports->len; i++)
    {
      if (first[i].arrival < -1)
        return;
      writable = writable || first[i].arrival >= 0;
    }
  if (!writable)
    return;
  written = hearth_transport_feedback_build (1, 2, 3, first, reports->len, &n_taken);
  g_assert_cmpuint (n_taken, <=, reports->len);
}

/* As many as were counted, or as there is room for. */
static void
check_nack (const HearthRtcpItem *item)
{
  guint16 seqnums[64];

  g_assert_cmpuint (hearth_rtcp_item_read_nack (item, seqnums, G_N_ELEMENTS (seqnums)), ==,
                    MIN (item->n_packets, G_N_ELEMENTS (seqnums)));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (HearthTransportHistory) history = hearth_transport_history_new ();
  HearthTransportStats stats;
  HearthRtcpReader reader;
  HearthRtcpItem item;

  for (guint i = 0; i < 100; i++)
    hearth_transport_history_add (history, 1000, i);
  if (size == 0)
    return 0;

  hearth_rtcp_reader_init (&reader, data, size);
  while (hearth_rtcp_reader_next (&reader, &item))
    {
      if (item.kind == HEARTH_RTCP_TRANSPORT_FEEDBACK)
        check_feedback (history, &item);
      else if (item.kind == HEARTH_RTCP_NACK)
        check_nack (&item);
    }
  hearth_transport_history_get_stats (history, &stats);
  g_assert_cmpuint (stats.received_packets + stats.lost_packets, <=, stats.sent_packets);

  return 0;
}
