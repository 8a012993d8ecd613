/* The host's memory of knocks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/hello-memory.h"

#include "base/limits.h"

#define NOW 1800000000

/* Until it is stale a HELLO is remembered, whatever else comes; then it makes room. */
static void
test_hello_memory (void)
{
  g_autoptr (HearthHelloMemory) memory = hearth_hello_memory_new ();
  const gint64 latest = NOW + HEARTH_LIMIT_SIGNATURE_AGE_SECONDS;
  HearthSignedHead head = { .time = NOW, .counter = 1 };

  g_assert_true (hearth_hello_memory_add (memory, &head, NOW - HEARTH_LIMIT_SIGNATURE_AGE_SECONDS));
  g_assert_false (hearth_hello_memory_add (memory, &head, NOW));
  g_assert_false (hearth_hello_memory_add (memory, &head, latest));

  for (guint i = 1; i < HEARTH_LIMIT_HELLOS; i++)
    {
      head.counter++;
      g_assert_true (hearth_hello_memory_add (memory, &head, latest));
    }
  head.counter++;
  g_assert_false (hearth_hello_memory_add (memory, &head, latest));
  g_assert_true (hearth_hello_memory_add (memory, &head, latest + 1));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/protocol/hello-memory", test_hello_memory);

  return g_test_run ();
}
