/* What a door keeps on the disk, with whatever somebody wrote into it: what is read is written as the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "base/limits.h"
#include "room/appointments.h"
#include "room/door-book.h"

#define NOW 1800000000

static void
read_book (const char      *text,
           gsize            length,
           HearthDoorScope  scope)
{
  g_autoptr (HearthIdentity) host = hearth_identity_generate ();
  g_autoptr (HearthInvitation) invitation = hearth_invitation_new ("https://a", hearth_identity_get_public_key (host), NULL);
  g_autoptr (HearthDoorBook) book = hearth_door_book_new (invitation);
  g_autofree char *saved = NULL;
  g_autofree char *again = NULL;

  if (!hearth_door_book_load (book, text, length, scope, NOW, NULL))
    return;

  g_assert_cmpuint (g_list_model_get_n_items (hearth_door_book_get_people (book)), <=, 2 * HEARTH_LIMIT_DOOR_KEYS);
  saved = hearth_door_book_save (book, scope, NOW);
  g_assert_cmpuint (strlen (saved), <=, HEARTH_LIMIT_DOOR_BYTES);
  g_assert_true (hearth_door_book_load (book, saved, strlen (saved), scope, NOW, NULL));
  again = hearth_door_book_save (book, scope, NOW);
  g_assert_cmpstr (saved, ==, again);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (HearthDoorMemory) memory = hearth_door_memory_new ();
  g_autoptr (HearthDoorLinks) links = hearth_door_links_new ("room");
  g_autoptr (HearthAppointments) roles = hearth_appointments_new ();

  read_book (text, strlen (text), HEARTH_DOOR_SCOPE_PERSON);
  read_book (text, strlen (text), HEARTH_DOOR_SCOPE_ROOM);

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

  if (hearth_appointments_load (roles, (const char *const *) lines, NULL))
    {
      g_auto (GStrv) saved = hearth_appointments_save (roles);
      g_auto (GStrv) again = NULL;

      g_assert_cmpuint (g_strv_length (saved), <=, HEARTH_LIMIT_DOOR_KEYS);
      g_assert_true (hearth_appointments_load (roles, (const char *const *) saved, NULL));
      again = hearth_appointments_save (roles);
      g_assert_cmpstrv (saved, again);
    }

  return 0;
}
