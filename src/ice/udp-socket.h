/* The descriptors behind the one port: IPv4 and IPv6, and how a packet is handed to the kernel.
 *
 * A plain value. Sending is thread-safe and never waits: what the kernel has no room for is dropped.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

#include "ice/socket-address.h"

G_BEGIN_DECLS

/* Room for what is said beside a packet: its address here (IP_PKTINFO or IPV6_PKTINFO) and a segment size or a time. */
#define HEARTH_UDP_CONTROL_BYTES 128

typedef struct
{
  int ipv4;     /* -1: none */
  int ipv6;     /* -1: none */
  guint16 port; /* of both */
} HearthUdpSocket;

/**
 * hearth_udp_socket_open:
 * @port: 0 for any
 *
 * Binds to all addresses of whatever families this computer has.
 *
 * Returns: %FALSE with a #GIOErrorEnum
 */
gboolean hearth_udp_socket_open    (HearthUdpSocket       *self,
                                    guint16                port,
                                    GError               **error);
void     hearth_udp_socket_close   (HearthUdpSocket       *self);

/** hearth_udp_socket_get_fd: Returns: the descriptor for an address of that family; -1 where there is none */
int      hearth_udp_socket_get_fd  (const HearthUdpSocket *self,
                                    guint16                family);

/** hearth_udp_socket_send: Sends one packet over @path now. Any thread. Returns: whether the kernel took it */
gboolean hearth_udp_socket_send    (const HearthUdpSocket *self,
                                    const HearthPath      *path,
                                    gconstpointer          data,
                                    gsize                  length);

/** hearth_udp_socket_send_buffer: The same. @buffer: (transfer full): one packet */
gboolean hearth_udp_socket_send_buffer (const HearthUdpSocket *self,
                                        const HearthPath      *path,
                                        GstBuffer             *buffer);

/**
 * hearth_udp_socket_address_message:
 * @name: filled with the receiver
 * @control: (array fixed-size=128): filled with the sender, so that answers come from where the peer asked
 * @segment_size: of a message that the kernel shall cut into packets (UDP GSO); 0 for one packet
 */
void     hearth_udp_socket_address_message (struct msghdr           *message,
                                            struct sockaddr_storage *name,
                                            guint8                  *control,
                                            const HearthPath        *path,
                                            gsize                    segment_size);

G_END_DECLS
