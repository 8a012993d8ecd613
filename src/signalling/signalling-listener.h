/* A listening TCP socket, and what accept() gives. Plain descriptors: who polls them is the server's affair.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <sys/socket.h>

G_BEGIN_DECLS

/**
 * HearthAccept:
 * @HEARTH_ACCEPT_SOCKET: a new socket
 * @HEARTH_ACCEPT_NONE: nobody is waiting any more
 * @HEARTH_ACCEPT_EXHAUSTED: somebody is, but the process or the system has no descriptor or memory left: try again later
 */
typedef enum
{
  HEARTH_ACCEPT_SOCKET,
  HEARTH_ACCEPT_NONE,
  HEARTH_ACCEPT_EXHAUSTED,
} HearthAccept;

/**
 * hearth_signalling_listen:
 * @address: (nullable): numeric, IPv4 or IPv6; %NULL for every address of both, or of IPv4 where the system has no IPv6
 * @port: 0 for any free one
 * @bound_port: (out): the one it is
 *
 * Returns: a listening, non-blocking descriptor, or -1 with HEARTH_SIGNALLING_ERROR_ADDRESS
 */
int          hearth_signalling_listen (const char               *address,
                                       guint16                   port,
                                       guint16                  *bound_port,
                                       GError                  **error);

/**
 * hearth_signalling_take_listener:
 * @fd: somebody else's work
 * @bound_port: (out): the one it listens on
 *
 * Returns: @fd, non-blocking now, or -1 with HEARTH_SIGNALLING_ERROR_ADDRESS where it is not a listening TCP socket
 */
int          hearth_signalling_take_listener (int                  fd,
                                              guint16             *bound_port,
                                              GError             **error);

/**
 * hearth_signalling_accept:
 * @socket: (out): with HEARTH_ACCEPT_SOCKET, a non-blocking descriptor
 * @address: (out caller-allocates): with HEARTH_ACCEPT_SOCKET, whose it is
 */
HearthAccept hearth_signalling_accept (int                       listener,
                                       int                      *socket,
                                       struct sockaddr_storage  *address);

G_END_DECLS
