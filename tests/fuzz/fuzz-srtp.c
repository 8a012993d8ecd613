/* Enciphered packets: nobody invents one, and what one half enciphers the other deciphers once, unless anything was changed on
 * the way.
 *
 * Four bytes say where and what is changed; the rest is a packet, as it comes from a stranger and as we send it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "base/limits.h"
#include "peer/srtp-receiver.h"
#include "peer/srtp-sender.h"

#define CHANGE_BYTES 4

static const HearthSrtpKey key = { "thirty bytes that are no keys" };

static void
check_refused (HearthSrtpReceiver *receiver,
               const guint8       *packet,
               gsize               size)
{
  g_autofree guint8 *copy = g_memdup2 (packet, size);

  g_assert_false (hearth_srtp_receiver_unprotect_rtp (receiver, copy, &size));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (HearthSrtpSender) sender = NULL;
  g_autoptr (HearthSrtpReceiver) receiver = NULL;
  g_autofree guint8 *packet = NULL;
  g_autofree guint8 *first = NULL;
  gsize length = size - CHANGE_BYTES;
  gsize at;

  if (size <= CHANGE_BYTES || length > HEARTH_LIMIT_RTP_BYTES)
    return 0;

  sender = hearth_srtp_sender_new (&key, NULL);
  receiver = hearth_srtp_receiver_new (&key, NULL);
  g_assert_true (sender != NULL && receiver != NULL);
  check_refused (receiver, data + CHANGE_BYTES, length);

  packet = g_malloc (length + HEARTH_SRTP_ROOM);
  memcpy (packet, data + CHANGE_BYTES, length);
  if (!hearth_srtp_sender_protect_rtp (sender, packet, &length))
    return 0;
  first = g_memdup2 (packet, length);

  at = (gsize) (data[0] << 8 | data[1]) % length;
  packet[at] ^= data[2];
  if (data[2] != 0)
    check_refused (receiver, packet, length);
  packet[at] ^= data[2];
  if (data[3] != 0 && data[3] < length)
    check_refused (receiver, packet, length - data[3]);

  g_assert_true (hearth_srtp_receiver_unprotect_rtp (receiver, packet, &length));
  g_assert_cmpmem (packet, length, data + CHANGE_BYTES, size - CHANGE_BYTES);
  check_refused (receiver, first, length + 10);

  return 0;
}
