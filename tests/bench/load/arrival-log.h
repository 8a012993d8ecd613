/* When each numbered packet of a connection arrived, and the transport-wide feedback that says so
 * (draft-holmer-rmcat-transport-wide-cc-extensions-01).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "wire.h"

G_BEGIN_DECLS

#define LOAD_ARRIVAL_LOG_PACKETS 2048

/** LoadArrivalLog: zero is an empty one. */
typedef struct
{
  gboolean started;
  gint64 first;   /* number, unwrapped, of the first packet that no feedback has told of */
  gint64 highest; /* number, unwrapped */
  guint8 n_feedbacks;
  gint64 arrived[LOAD_ARRIVAL_LOG_PACKETS]; /* µs, by number; 0: not */
} LoadArrivalLog;

void  load_arrival_log_add            (LoadArrivalLog *self,
                                       guint16         number,
                                       gint64          arrived);

/**
 * load_arrival_log_write_feedback:
 * @packet: LOAD_PACKET_BYTES of room
 *
 * Returns: bytes of an RTCP packet about everything since the last one; 0 where there is nothing to tell
 */
gsize load_arrival_log_write_feedback (LoadArrivalLog *self,
                                       guint32         sender_ssrc,
                                       guint32         media_ssrc,
                                       guint8         *packet);

G_END_DECLS
