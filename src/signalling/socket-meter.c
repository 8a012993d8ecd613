/* What comes on a socket unseen: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/socket-meter.h"

#include <linux/tcp.h> /* <netinet/tcp.h> ends before the bytes */
#include <netinet/in.h>
#include <sys/socket.h>

/* Returns: all that has ever come, or 0 where the kernel does not say */
static guint64
count_bytes (int fd)
{
  struct tcp_info info = { 0 };
  socklen_t length = sizeof info;

  if (getsockopt (fd, IPPROTO_TCP, TCP_INFO, &info, &length) != 0)
    return 0;

  return info.tcpi_bytes_received;
}

void
hearth_socket_meter_tell (HearthSocketMeter *self,
                          gsize              n_bytes)
{
  g_return_if_fail (self != NULL);

  self->told += n_bytes;
}

gsize
hearth_socket_meter_look (HearthSocketMeter *self,
                          int                fd)
{
  guint64 bytes, came, told;

  g_return_val_if_fail (self != NULL, 0);

  bytes = count_bytes (fd);
  came = bytes > self->looked_at ? bytes - self->looked_at : 0;
  told = self->told;
  self->looked_at = MAX (bytes, self->looked_at);
  self->told = 0;

  return came > told ? came - told : 0;
}
