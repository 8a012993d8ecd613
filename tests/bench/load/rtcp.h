/* The RTCP that a load says and hears (RFC 3550, 4585, 5104).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "wire.h"

G_BEGIN_DECLS

typedef enum
{
  LOAD_RTCP_SENDER_REPORT = 200,
  LOAD_RTCP_RECEIVER_REPORT = 201,
  LOAD_RTCP_SOURCE_DESCRIPTION = 202,
  LOAD_RTCP_TRANSPORT_FEEDBACK = 205,
  LOAD_RTCP_PAYLOAD_FEEDBACK = 206,
} LoadRtcpType;

/* Formats of feedback. */
#define LOAD_FEEDBACK_NACK 1
#define LOAD_FEEDBACK_TRANSPORT_CC 15
#define LOAD_FEEDBACK_PLI 1
#define LOAD_FEEDBACK_FIR 4

/** LoadRtcpPart: called for each packet of a compound: @body is what follows its first four bytes. */
typedef void (*LoadRtcpPart) (gpointer      user_data,
                              LoadRtcpType  type,
                              guint         count,
                              const guint8 *body,
                              gsize         length);

void  load_rtcp_parse       (const guint8 *compound,
                             gsize         length,
                             LoadRtcpPart  part,
                             gpointer      user_data);

/** load_rtcp_write_header: @bytes: of the whole packet, a multiple of four. Returns: 4. */
gsize load_rtcp_write_header (guint8       *packet,
                              LoadRtcpType  type,
                              guint         count,
                              gsize         bytes);

G_END_DECLS
