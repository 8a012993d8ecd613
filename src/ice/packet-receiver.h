/* Packets on their way in: recvmmsg() into memory of its own, with the address each came to and the kernel's time. I/O thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ice/udp-socket.h"

G_BEGIN_DECLS

/* So many at once. More would make the first wait for what the last causes. */
#define HEARTH_PACKET_RECEIVER_BATCH 16

typedef struct _HearthPacketReceiver HearthPacketReceiver;

typedef struct
{
  const guint8 *data; /* valid until the next read */
  gsize length;
  HearthPath path;
  gint64 arrival;     /* ns, CLOCK_MONOTONIC: when it reached this computer */
} HearthPacket;

/** hearth_packet_is_stale: @self: SRTP or SRTCP; @now: as its arrival. Returns: whether it is RTP that nobody waits for any more */
gboolean              hearth_packet_is_stale      (const HearthPacket     *self,
                                                   gint64                  now);

HearthPacketReceiver *hearth_packet_receiver_new  (void);
void                  hearth_packet_receiver_free (HearthPacketReceiver   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthPacketReceiver, hearth_packet_receiver_free)

/**
 * hearth_packet_receiver_read:
 * @fd: a descriptor of a #HearthUdpSocket
 * @port: what it is bound to
 * @packets: (out) (transfer none):
 *
 * Reads what is there and does not wait. What is longer than an Ethernet frame is left out.
 *
 * Returns: how many
 */
guint                 hearth_packet_receiver_read (HearthPacketReceiver   *self,
                                                   int                     fd,
                                                   guint16                 port,
                                                   const HearthPacket    **packets);

G_END_DECLS
