/* Walks a decrypted RTCP packet (RFC 3550 section 6) and tells what we act on ourselves; the rest is for rtpsession.
 *
 * A value on the stack; reads what comes from the network, so nothing in it is believed before it was measured.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HearthRtcpKind:
 * @HEARTH_RTCP_SENDER_REPORT: RFC 3550 section 6.4.1
 * @HEARTH_RTCP_KEYFRAME_REQUEST: a PLI (RFC 4585 section 6.3.1), or one entry of a FIR (RFC 5104 section 4.3.1)
 * @HEARTH_RTCP_TRANSPORT_FEEDBACK: peer/transport-feedback.h
 * @HEARTH_RTCP_NACK: packets are wanted again (RFC 4585 section 6.2.1)
 * @HEARTH_RTCP_OTHER: anything else
 */
typedef enum
{
  HEARTH_RTCP_SENDER_REPORT,
  HEARTH_RTCP_KEYFRAME_REQUEST,
  HEARTH_RTCP_TRANSPORT_FEEDBACK,
  HEARTH_RTCP_NACK,
  HEARTH_RTCP_OTHER,
} HearthRtcpKind;

/**
 * HearthRtcpItem:
 * @ssrc: who reports; whose key frame is wanted
 * @ntp: of a report
 * @timestamp: of a report
 * @n_packets: how many a NACK asks for
 * @data: the packet with its header, within what is being read
 */
typedef struct
{
  HearthRtcpKind kind;
  guint32 ssrc;
  guint64 ntp;
  guint32 timestamp;
  guint n_packets;
  const guint8 *data;
  gsize size;
} HearthRtcpItem;

typedef struct
{
  const guint8 *data;
  gsize size;
  const guint8 *fir; /* what is left of the FIR that is being read */
  gsize fir_size;
} HearthRtcpReader;

void     hearth_rtcp_reader_init (HearthRtcpReader *self,
                                  const guint8     *data,
                                  gsize             size);

/** hearth_rtcp_reader_next: Returns: %FALSE at the end, or where what follows is no RTCP. */
gboolean hearth_rtcp_reader_next (HearthRtcpReader *self,
                                  HearthRtcpItem   *item);

/**
 * hearth_rtcp_item_read_nack:
 * @self: a HEARTH_RTCP_NACK
 * @seqnums: (out) (array length=max_seqnums): those that are wanted again
 *
 * Returns: how many
 */
guint    hearth_rtcp_item_read_nack (const HearthRtcpItem *self,
                                     guint16              *seqnums,
                                     guint                 max_seqnums);

G_END_DECLS
