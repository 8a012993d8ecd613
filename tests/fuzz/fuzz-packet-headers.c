/* RTP packets with VP8 of anybody: whatever is found lies inside the packet, and writing back what was read changes nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "forward/rtp-header.h"
#include "forward/vp8-descriptor.h"

static void
check_extensions (const HearthRtpHeader *header,
                  const uint8_t         *data)
{
  for (guint id = 1; id <= 14; id++)
    {
      gsize element_size;
      const guint8 *element = hearth_rtp_header_find_extension (header, data, id, &element_size);

      if (element == NULL)
        continue;
      g_assert_true (element >= data + header->extension);
      g_assert_cmpuint (element_size, >=, 1);
      g_assert_cmpuint (element_size, <=, 16);
      g_assert_true (element + element_size <= data + header->payload);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree guint8 *copy = NULL;
  HearthRtpHeader header;
  HearthVp8Descriptor descriptor;

  if (!hearth_rtp_header_parse (&header, data, size))
    return 0;

  g_assert_cmpuint (header.payload + header.payload_size, <=, size);
  g_assert_cmpuint (header.extension + header.extension_size, <=, header.payload);
  check_extensions (&header, data);
  copy = g_memdup2 (data, size);
  hearth_rtp_header_write (&header, header.ssrc, copy);
  g_assert_cmpmem (copy, size, data, size);

  if (!hearth_vp8_descriptor_parse (&descriptor, data + header.payload, header.payload_size))
    return 0;

  hearth_vp8_descriptor_write (&descriptor, copy + header.payload);
  g_assert_cmpmem (copy, size, data, size);
  g_assert_true (!descriptor.key_frame || descriptor.first);

  return 0;
}
