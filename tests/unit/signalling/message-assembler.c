/* Frames to messages: the same for every split, and never more than the cap.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "base/limits.h"
#include "signalling/message-assembler.h"

static void
test_every_split (void)
{
  const char *text = "{\"v\":1,\"type\":\"leave\"}";
  gsize length = strlen (text);

  for (gsize step = 1; step <= length; step++)
    {
      HearthMessageAssembler assembler = { NULL };
      g_autoptr (GBytes) message = NULL;
      g_autoptr (GBytes) wanted = g_bytes_new_static (text, length);

      for (gsize at = 0; at < length; at += step)
        {
          gsize n = MIN (step, length - at);
          gboolean last = at + n == length;

          g_assert_cmpint (hearth_message_assembler_push (&assembler, text + at, n, 0, last, &message), ==,
                           last ? HEARTH_ASSEMBLY_WHOLE : HEARTH_ASSEMBLY_PARTIAL);
        }

      g_assert_true (g_bytes_equal (message, wanted));
      g_assert_null (assembler.parts);
    }
}

static void
test_cap (void)
{
  HearthMessageAssembler assembler = { NULL };
  g_autofree char *data = g_strnfill (HEARTH_LIMIT_MESSAGE_BYTES, 'a');
  g_autoptr (GBytes) message = NULL;

  g_assert_cmpint (hearth_message_assembler_push (&assembler, data, HEARTH_LIMIT_MESSAGE_BYTES, 0, TRUE, &message), ==,
                   HEARTH_ASSEMBLY_WHOLE);
  g_assert_cmpuint (g_bytes_get_size (message), ==, HEARTH_LIMIT_MESSAGE_BYTES);

  g_assert_cmpint (hearth_message_assembler_push (&assembler, data, HEARTH_LIMIT_MESSAGE_BYTES, 0, FALSE, &message), ==,
                   HEARTH_ASSEMBLY_PARTIAL);
  g_assert_cmpint (hearth_message_assembler_push (&assembler, data, 1, 0, FALSE, &message), ==, HEARTH_ASSEMBLY_TOO_LARGE);
  hearth_message_assembler_clear (&assembler);

  g_assert_cmpint (hearth_message_assembler_push (&assembler, data, 1, HEARTH_LIMIT_MESSAGE_BYTES, FALSE, &message), ==,
                   HEARTH_ASSEMBLY_TOO_LARGE);
  g_assert_cmpint (hearth_message_assembler_push (&assembler, data, 1, G_MAXSIZE, FALSE, &message), ==,
                   HEARTH_ASSEMBLY_TOO_LARGE);
  g_assert_cmpint (hearth_message_assembler_push (&assembler, data, 1, HEARTH_LIMIT_MESSAGE_BYTES - 1, FALSE, &message), ==,
                   HEARTH_ASSEMBLY_PARTIAL);
  hearth_message_assembler_clear (&assembler);
  hearth_message_assembler_clear (&assembler);
}

static void
test_empty (void)
{
  HearthMessageAssembler assembler = { NULL };
  g_autoptr (GBytes) message = NULL;

  g_assert_cmpint (hearth_message_assembler_push (&assembler, NULL, 0, 0, TRUE, &message), ==, HEARTH_ASSEMBLY_WHOLE);
  g_assert_cmpuint (g_bytes_get_size (message), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/signalling/message-assembler/every-split", test_every_split);
  g_test_add_func ("/signalling/message-assembler/cap", test_cap);
  g_test_add_func ("/signalling/message-assembler/empty", test_empty);

  return g_test_run ();
}
