/* The header of an RTP packet (RFC 3550, section 5.1; header extensions RFC 8285), read from and written to plain bytes.
 *
 * For the path that every packet takes once for each receiver: no GstRTPBuffer, nothing allocated. A plain value; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HEARTH_RTP_HEADER_BYTES 12

/**
 * HearthRtpHeader:
 * @extension: where the data of the header extension begins
 * @extension_size: in bytes, 0 where there is none
 * @extension_profile: 0xBEDE where its elements have one byte of header
 * @payload: where the payload begins: behind header, CSRCs and extension
 * @payload_size: in bytes, without padding; may be 0
 */
typedef struct
{
  guint8 payload_type;
  gboolean marker;
  guint16 sequence;
  guint32 timestamp;
  guint32 ssrc;
  guint16 extension_profile;
  gsize extension;
  gsize extension_size;
  gsize payload;
  gsize payload_size;
} HearthRtpHeader;

/** hearth_rtp_header_parse: Returns: whether @data is an RTP packet; where not, @self is undefined. */
gboolean      hearth_rtp_header_parse          (HearthRtpHeader       *self,
                                                const guint8          *data,
                                                gsize                  size) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_rtp_header_find_extension:
 * @data: the packet that @self was parsed from
 * @id: of the element, 1 to 14 (RFC 8285, section 4.2: elements with one byte of header, the only ones that we negotiate)
 * @size: (out): how many bytes it has, 1 to 16
 *
 * Returns: (nullable) (transfer none): the element's data inside @data
 */
const guint8 *hearth_rtp_header_find_extension (const HearthRtpHeader *self,
                                                const guint8          *data,
                                                guint                  id,
                                                gsize                 *size);

/**
 * hearth_rtp_header_write:
 * @ssrc: whose packet it becomes
 * @data: at least HEARTH_RTP_HEADER_BYTES of a packet
 *
 * Writes marker, sequence number and timestamp of @self, and @ssrc; everything else in @data stays.
 */
void          hearth_rtp_header_write          (const HearthRtpHeader *self,
                                                guint32                ssrc,
                                                guint8                *data);

G_END_DECLS
