/* What a host says of its room, one message a line: nobody is listed twice or with a name that is not clean, nobody waits twice,
 * and what is old changes nothing. What a guest says that it sees is about who is there, and within the limits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "base/knock.h"
#include "base/limits.h"
#include "base/main-thread.h"
#include "protocol/control-message.h"
#include "protocol/profile.h"
#include "room/member.h"
#include "room/roster.h"
#include "room/standing.h"
#include "room/view.h"

/* Whom the view knows. */
#define SEEN "g1"

typedef struct
{
  HearthRoster *roster;
  HearthStanding *standing;
  HearthView *view;
  guint64 version;
} Room;

static void
check_members (HearthRoster *roster)
{
  GListModel *members = hearth_roster_get_members (roster);
  guint n_members = g_list_model_get_n_items (members);

  g_assert_cmpuint (n_members, <=, HEARTH_LIMIT_ROOM_PEOPLE);
  for (guint i = 0; i < n_members; i++)
    {
      g_autoptr (HearthMember) member = g_list_model_get_item (members, i);
      g_autofree char *clean = hearth_profile_clean_name (hearth_member_get_name (member));

      g_assert_cmpstr (hearth_member_get_name (member), ==, clean);
      for (guint j = 0; j < i; j++)
        {
          g_autoptr (HearthMember) other = g_list_model_get_item (members, j);

          g_assert_cmpstr (hearth_member_get_id (member), !=, hearth_member_get_id (other));
        }
    }
}

static void
check_knocks (HearthStanding *standing)
{
  GListModel *knocks = hearth_standing_get_knocks (standing);
  guint n_knocks = g_list_model_get_n_items (knocks);

  g_assert_cmpuint (n_knocks, <=, HEARTH_LIMIT_ROOM_KNOCKS);
  for (guint i = 0; i < n_knocks; i++)
    for (guint j = 0; j < i; j++)
      {
        g_autoptr (HearthKnock) knock = g_list_model_get_item (knocks, i);
        g_autoptr (HearthKnock) other = g_list_model_get_item (knocks, j);

        g_assert_cmpstr (hearth_knock_get_id (knock), !=, hearth_knock_get_id (other));
      }
}

static void
check_view (HearthView *view)
{
  g_autoptr (HearthControlMessage) message = hearth_view_to_message (view, 1);

  g_assert_cmpuint (message->tiles->len, <=, 1);
  for (guint i = 0; i < message->tiles->len; i++)
    {
      const HearthTile *tile = g_ptr_array_index (message->tiles, i);

      g_assert_cmpstr (tile->id, ==, SEEN);
      g_assert_cmpuint (tile->width, <=, HEARTH_LIMIT_TILE_PIXELS);
      g_assert_cmpuint (tile->height, <=, HEARTH_LIMIT_TILE_PIXELS);
    }
}

static void
hear (Room                       *room,
      const HearthControlMessage *message)
{
  switch (message->type)
    {
    case HEARTH_CONTROL_ROSTER:
      g_assert_cmpint (hearth_roster_apply (room->roster, message), ==, message->version > room->version);
      room->version = MAX (room->version, message->version);
      hearth_standing_apply_roster (room->standing, message);
      check_members (room->roster);
      break;
    case HEARTH_CONTROL_DOOR:
      hearth_standing_apply_door (room->standing, message);
      g_assert_cmpint (hearth_standing_is_locked (room->standing), ==, message->locked);
      check_knocks (room->standing);
      break;
    case HEARTH_CONTROL_DEED:
      hearth_standing_report (room->standing, message);
      break;
    case HEARTH_CONTROL_VIEW:
      hearth_view_apply (room->view, message);
      check_view (room->view);
      break;
    default:
      break;
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static gsize started;
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (HearthRoster) roster = NULL;
  g_autoptr (HearthStanding) standing = NULL;
  g_autoptr (HearthView) view = hearth_view_new ();
  Room room;

  if (g_once_init_enter (&started))
    {
      hearth_main_thread_init ();
      g_once_init_leave (&started, 1);
    }

  roster = hearth_roster_new ();
  standing = hearth_standing_new ();
  hearth_view_add (view, SEEN, HEARTH_PICTURE_CAMERA);
  room = (Room) { roster, standing, view, 0 };
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (HearthControlMessage) message = hearth_control_message_parse (lines[i], strlen (lines[i]), NULL);

      if (message != NULL)
        hear (&room, message);
    }

  return 0;
}
