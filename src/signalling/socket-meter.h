/* What comes on a TCP socket without anybody being told, such as pings: the kernel's count of bytes, less what was told. A value;
 * one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** HearthSocketMeter: zero-initialised nothing has come yet. */
typedef struct
{
  guint64 looked_at; /* bytes that had come at the last look */
  guint64 told;      /* since then */
} HearthSocketMeter;

/** hearth_socket_meter_tell: so many bytes have come that are counted elsewhere. */
void  hearth_socket_meter_tell (HearthSocketMeter *self,
                                gsize              n_bytes);

/** hearth_socket_meter_look: Returns: bytes that have come since the last look, and that nobody has been told of. */
gsize hearth_socket_meter_look (HearthSocketMeter *self,
                                int                fd);

G_END_DECLS
