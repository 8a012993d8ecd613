/* One UDP port for a whole room, and the one thread that reads and writes it.
 *
 *   socket(s) ─ recvmmsg ─▶ demultiplexer ─ STUN ─▶ HearthHostIceStream (its checks and consent)
 *                              │
 *                              └ by address ─▶ webrtcbin's incoming pad ─▶ … ─▶ forwarders ─▶ webrtcbins' outgoing pads ─┐
 *   socket(s) ◀─ sendmmsg, UDP GSO ─────────────── what one turn of the loop has gathered for each address ◀────────────┘
 *
 * Made on the main thread and given to every connection of the host; each holds a reference. One I/O thread with epoll. Other
 * threads that send (RTCP, retransmission, DTLS) hand their packets over or send them themselves; see the .c file for which.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_HOST_SOCKET (hearth_host_socket_get_type ())
G_DECLARE_FINAL_TYPE (HearthHostSocket, hearth_host_socket, HEARTH, HOST_SOCKET, GObject)

/**
 * hearth_host_socket_new:
 * @port: UDP port, the same for IPv4 and IPv6; 0 for any
 *
 * Returns: (transfer full): a socket whose thread runs, or %NULL with a #GIOErrorEnum (G_IO_ERROR_ADDRESS_IN_USE, …)
 */
HearthHostSocket *hearth_host_socket_new       (guint16                port,
                                                GError               **error) G_GNUC_WARN_UNUSED_RESULT;
guint16           hearth_host_socket_get_port  (HearthHostSocket      *self);

/**
 * HearthHostSocketStats: counters since it was made; @added_* is from a packet's arrival (the kernel's time) to the moment in
 * which the last of what it caused was handed to the kernel
 */
typedef struct
{
  guint64 received_packets;
  guint64 received_batches;
  guint64 sent_packets;
  guint64 sent_calls;
  guint64 dropped;          /* from strangers, malformed, or no room in the kernel's queue */
  guint64 excess;           /* dropped as well: more than one peer may send, or RTP that has waited too long for the thread */
  double added_p50_ms;
  double added_p95_ms;
  double added_p99_ms;
} HearthHostSocketStats;

void              hearth_host_socket_get_stats (HearthHostSocket      *self,
                                                HearthHostSocketStats *stats);

/** hearth_host_socket_close: Joins the thread, closes the descriptors; idempotent. Every connection has been closed before. */
void              hearth_host_socket_close     (HearthHostSocket      *self);

G_END_DECLS
