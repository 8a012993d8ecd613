/* Sealed payloads: what was sealed opens as what it was, in its room alone, and not with any character changed; nobody invents
 * one.
 *
 * Three bytes say which character and which of its bits are changed; what follows is the message, and an invention.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "base/limits.h"
#include "protocol/protocol-error.h"
#include "protocol/sealing.h"

#define ROOM "AAAAAAAAAAAAAAAAAAAAAA"
#define OTHER_ROOM "BBBBBBBBBBBBBBBBBBBBBA"
#define CHANGE_BYTES 3

static const guint8 key[HEARTH_SEAL_KEY_BYTES] = "as many bytes as are no key";

static void
check_closed (const char *room,
              const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) message = hearth_sealing_open (key, room, text, &error);

  g_assert_null (message);
  g_assert_true (error->domain == HEARTH_PROTOCOL_ERROR);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *sealed = NULL;
  g_autofree char *invented = NULL;
  g_autoptr (GBytes) message = NULL;

  if (size < CHANGE_BYTES)
    return 0;

  invented = g_strndup ((const char *) data + CHANGE_BYTES, size - CHANGE_BYTES);
  check_closed (ROOM, invented);

  sealed = hearth_sealing_seal (key, ROOM, data + CHANGE_BYTES, size - CHANGE_BYTES);
  if (strlen (sealed) > HEARTH_LIMIT_SEALED_BYTES)
    {
      check_closed (ROOM, sealed);
      return 0;
    }
  message = hearth_sealing_open (key, ROOM, sealed, NULL);
  g_assert_nonnull (message);
  g_assert_cmpmem (g_bytes_get_data (message, NULL), g_bytes_get_size (message), data + CHANGE_BYTES, size - CHANGE_BYTES);
  check_closed (OTHER_ROOM, sealed);

  if (data[2] != 0)
    {
      sealed[(data[0] << 8 | data[1]) % strlen (sealed)] ^= (char) data[2];
      check_closed (ROOM, sealed);
    }

  return 0;
}
