/* What hearth-host kept of its room, with whatever is in the file now: what is taken says the same once saved and read again, and
 * a file that is not taken stays as it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#include "host/host-state.h"

/* The host of the link that the seeds have: src/protocol/README.md. */
#define HOST "TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs\n"

static char *dir;

static void
remove_dir (void)
{
  g_autofree char *identity = g_build_filename (dir, "identity", NULL);
  g_autofree char *room = g_build_filename (dir, "room", NULL);

  g_remove (identity);
  g_remove (room);
  g_rmdir (dir);
  g_clear_pointer (&dir, g_free);
}

static void
make_dir (void)
{
  g_autofree char *identity = NULL;

  /* In memory: each save waits until it is on the disk. */
  dir = g_mkdtemp (g_strdup ("/dev/shm/hearth-fuzz-XXXXXX"));
  g_assert_nonnull (dir);
  atexit (remove_dir);
  identity = g_build_filename (dir, "identity", NULL);
  g_assert_true (g_file_set_contents_full (identity, HOST, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (HearthHostState) state = NULL;
  g_autoptr (HearthHostState) again = NULL;
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  gsize length;

  if (dir == NULL)
    make_dir ();
  path = g_build_filename (dir, "room", NULL);
  g_assert_true (g_file_set_contents_full (path, (const char *) data, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));

  state = hearth_host_state_load (dir, NULL);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpmem (content, length, data, size);
  if (state == NULL)
    return 0;

  g_assert_nonnull (state->invitation);
  g_assert_true (hearth_host_state_save (state, NULL));
  again = hearth_host_state_load (dir, NULL);
  g_assert_nonnull (again);
  g_assert_cmpuint (state->port, ==, again->port);
  g_assert_cmpuint (state->media_port, ==, again->media_port);
  g_assert_cmpstr (state->token, ==, again->token);

  return 0;
}
