/* Packets on their way out: what one turn of the I/O loop has gathered for everybody, sent with as few system calls as can be.
 *
 * Grouped by path, so that what goes to one person becomes few messages that the kernel cuts into packets (UDP GSO), and all of
 * them one sendmmsg(). The order of packets on one path is kept. Never waits; what the kernel has no room for is dropped. I/O
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

#include "ice/udp-socket.h"

G_BEGIN_DECLS

typedef struct _HearthSendBatch HearthSendBatch;

/* Where a sender found its path in the batch last; belongs to the sender, starts as zero. */
typedef struct
{
  guint64 turn;
  guint index;
} HearthSendSlot;

typedef struct
{
  guint64 packets; /* handed to the kernel */
  guint64 calls;
  guint64 dropped;
} HearthSendCounts;

/** hearth_send_batch_new: @socket: must outlive the batch */
HearthSendBatch        *hearth_send_batch_new        (const HearthUdpSocket *socket);

/** hearth_send_batch_free: What waits is dropped. */
void                    hearth_send_batch_free       (HearthSendBatch       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthSendBatch, hearth_send_batch_free)

/**
 * hearth_send_batch_add:
 * @slot: of a sender that sends over one path at a time
 * @buffer: (transfer full): one packet
 *
 * Sends what waits first where there is no more room.
 */
void                    hearth_send_batch_add        (HearthSendBatch       *self,
                                                      HearthSendSlot        *slot,
                                                      const HearthPath      *path,
                                                      GstBuffer             *buffer);

/** hearth_send_batch_get_waiting: Returns: how many packets wait */
guint                   hearth_send_batch_get_waiting (HearthSendBatch      *self);
void                    hearth_send_batch_flush      (HearthSendBatch       *self);

/** hearth_send_batch_disable_gso: As when the kernel or a network card refuses it. */
void                    hearth_send_batch_disable_gso (HearthSendBatch      *self);

/** hearth_send_batch_get_counts: Returns: (transfer none): since it was made */
const HearthSendCounts *hearth_send_batch_get_counts (HearthSendBatch       *self);

G_END_DECLS
