/* Runs a fuzz target over its seeds without a fuzzer: each seed as it is, cut off everywhere, and with every byte changed.
 *
 *   replay FOLDER
 *
 * Prints TAP. That nothing crashes, leaks or trips a sanitizer is the test; targets assert what must hold for every input.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gio/gio.h>

#include "fuzz.h"

/* Positions that are tried in one seed, about. */
#define SAMPLES 100

static void
run (const guint8 *data,
     gsize         size)
{
  /* A block of exactly that size, so that the sanitizer sees a read past it. */
  g_autofree guint8 *copy = size > 0 ? g_memdup2 (data, size) : g_malloc (1);

  LLVMFuzzerTestOneInput (copy, size);
}

static void
test_seed (gconstpointer user_data)
{
  static const guint8 masks[] = { 0x01, 0x80, 0xff };
  g_autoptr (GBytes) seed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *content = NULL;
  char *text;
  gsize size;
  gsize step;

  g_assert_true (g_file_get_contents (user_data, &text, &size, &error));
  g_assert_no_error (error);
  content = (guint8 *) text;
  step = MAX (size / SAMPLES, 1);

  run (content, size);
  for (gsize i = 0; i < size; i += step)
    {
      guint8 good = content[i];

      run (content, i);
      for (guint j = 0; j < G_N_ELEMENTS (masks); j++)
        {
          content[i] = good ^ masks[j];
          run (content, size);
        }
      content[i] = good;
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GDir) folder = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;
  guint n_seeds = 0;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);

  folder = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_strconcat ("/fuzz/", name, NULL);

      g_test_add_data_func_full (path, g_build_filename (argv[1], name, NULL), test_seed, g_free);
      n_seeds++;
    }
  g_assert_cmpuint (n_seeds, >, 0);

  return g_test_run ();
}
