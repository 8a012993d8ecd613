/* The number of a packet on its connection: one that is stamped has the next, in place or in room made for it, and is otherwise
 * the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "peer/bytes.h"
#include "peer/transport-numbering.h"

/* RFC 3550 sections 5.1 and 5.3.1; of a packet whose header is whole. */
static gsize
measure_header (const guint8 *packet)
{
  gsize size = 12 + 4 * (gsize) (packet[0] & 0xf);

  return (packet[0] & 0x10) != 0 ? size + 4 + 4 * (gsize) hearth_bytes_read_16 (packet + size + 2) : size;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (HearthTransportNumbering) numbering = hearth_transport_numbering_new ();
  g_autofree guint8 *packet = g_malloc (size + HEARTH_TRANSPORT_NUMBER_ROOM);
  gboolean was_numbered, is_stamped;
  guint16 number;
  gsize header, stamped = size;

  if (size == 0)
    return 0;

  was_numbered = hearth_transport_numbering_read (data, size, &number);
  memcpy (packet, data, size);
  is_stamped = hearth_transport_numbering_stamp (numbering, packet, &stamped, 1000);
  g_assert_cmpuint (stamped, <=, size + HEARTH_TRANSPORT_NUMBER_ROOM);
  g_assert_cmpint (hearth_transport_numbering_read (packet, stamped, &number), ==, is_stamped);
  if (!is_stamped)
    {
      /* No RTP, or extensions that we do not understand: untouched. */
      g_assert_false (was_numbered);
      g_assert_cmpmem (packet, stamped, data, size);
      return 0;
    }

  g_assert_cmpuint (number, ==, 0);
  if (was_numbered)
    g_assert_cmpuint (stamped, ==, size);
  /* Only the extension may have become another one (shorter, if it was full of padding). */
  g_assert_cmpuint (packet[0] & ~0x10, ==, data[0] & ~0x10);
  g_assert_cmpmem (packet + 1, 11, data + 1, 11);
  header = measure_header (packet);
  g_assert_cmpmem (packet + header, stamped - header, data + measure_header (data), size - measure_header (data));

  /* The second time there is room. */
  size = stamped;
  g_assert_true (hearth_transport_numbering_stamp (numbering, packet, &size, 1000));
  g_assert_cmpuint (size, ==, stamped);
  g_assert_true (hearth_transport_numbering_read (packet, stamped, &number));
  g_assert_cmpuint (number, ==, 1);

  return 0;
}
