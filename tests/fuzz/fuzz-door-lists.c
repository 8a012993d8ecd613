/* What a door keeps on the disk, with whatever somebody wrote into it: what is read is written as the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "base/limits.h"
#include "room/door-links.h"
#include "room/door-memory.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (HearthDoorMemory) memory = hearth_door_memory_new ();
  g_autoptr (HearthDoorLinks) links = hearth_door_links_new ("room");

  if (hearth_door_memory_load (memory, (const char *const *) lines, NULL))
    {
      g_auto (GStrv) saved = hearth_door_memory_save (memory);
      g_auto (GStrv) again = NULL;

      g_assert_cmpuint (g_strv_length (saved), <=, HEARTH_LIMIT_DOOR_KEYS);
      g_assert_true (hearth_door_memory_load (memory, (const char *const *) saved, NULL));
      again = hearth_door_memory_save (memory);
      g_assert_cmpstrv (saved, again);
    }

  if (hearth_door_links_load (links, (const char *const *) lines, NULL))
    {
      g_auto (GStrv) saved = hearth_door_links_save (links);
      g_auto (GStrv) again = NULL;

      g_assert_cmpuint (g_strv_length (saved), <=, HEARTH_LIMIT_ROOM_LINKS);
      g_assert_true (hearth_door_links_load (links, (const char *const *) saved, NULL));
      again = hearth_door_links_save (links);
      g_assert_cmpstrv (saved, again);
    }

  return 0;
}
