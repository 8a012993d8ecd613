/* What a host says of its room, one message a line: nobody is listed twice or with a name that is not clean, nobody waits twice,
 * and what is old changes nothing; nobody has a key that they have not proven, and nobody's code is ever shown who cannot sign.
 * Nothing that was written is shown twice, and nobody is told of more stills than anybody may take. A hand is never raised from afar, and a
 * reaction is one of the few.
 * What a guest says that it sees is about who is there, and within the limits.
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
#include "room/comparer.h"
#include "room/conversation.h"
#include "room/gestures.h"
#include "room/key-witness.h"
#include "room/member-private.h"
#include "room/roster.h"
#include "room/snapshots.h"
#include "room/standing.h"
#include "room/view.h"

/* Whom the view knows. */
#define SEEN "g1"

/* Whose computer this is, who hosts, and who would like to compare a code; of the last two nobody here has the secret half. */
#define OWN "TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs"
#define PEER "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
#define ROOM "pLLCKVnc60sutvt5Cm1Kkg"
#define NOW 1800000000

typedef struct
{
  HearthRoster *roster;
  HearthStanding *standing;
  HearthView *view;
  HearthGestures *gestures;
  HearthKeyWitness *witness;
  HearthIdentity *own;
  HearthComparer *comparer; /* (nullable): from the first message on that it is about */
  HearthConversation *conversation; /* (nullable): the same */
  GHashTable *times; /* of what was said */
  HearthSnapshots *snapshots;
  gint64 began_at; /* µs monotonic */
  guint n_taken;
  guint64 version;
} Room;

static void
on_comparison_changed (HearthComparison *comparison,
                       gpointer          unused)
{
  g_assert_null (hearth_comparison_get_code (comparison));
}

/* A person who says yes to everything. */
static void
on_began (HearthComparer   *comparer,
          HearthComparison *comparison,
          gpointer          unused)
{
  g_signal_connect (comparison, "changed", G_CALLBACK (on_comparison_changed), NULL);
  hearth_comparer_answer (comparer, comparison, HEARTH_COMPARISON_ACCEPT);
}

/* This person has asked somebody already. */
static void
compare (Room                       *room,
         const HearthControlMessage *message)
{
  if (room->comparer == NULL)
    {
      room->comparer = hearth_comparer_new (room->own, ROOM);
      g_signal_connect (room->comparer, "began", G_CALLBACK (on_began), NULL);
      hearth_comparer_start (room->comparer, SEEN, PEER);
    }
  hearth_comparer_receive (room->comparer, message, message->peer, PEER);
}

static void
on_said (HearthConversation *conversation,
         HearthChatMessage  *message,
         Room               *room)
{
  gint64 time = hearth_chat_message_get_time (message);

  g_assert_cmpint (hearth_chat_message_get_state (message), ==, HEARTH_CHAT_SENT);
  g_assert_nonnull (hearth_chat_message_get_text (message)->text);
  g_assert_nonnull (hearth_chat_message_get_text (message)->sender);
  g_assert_true (g_hash_table_add (room->times, g_memdup2 (&time, sizeof time)));
}

/* What is older than a host can say again may come twice. */
static void
read_chat (Room                       *room,
           const HearthControlMessage *message)
{
  if (room->conversation == NULL)
    {
      room->conversation = hearth_conversation_new ();
      room->times = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      g_signal_connect (room->conversation, "said", G_CALLBACK (on_said), room);
    }
  if (g_hash_table_size (room->times) < HEARTH_LIMIT_CHAT_HISTORY)
    hearth_conversation_receive (room->conversation, message);
}

static void
on_taken (HearthSnapshots   *snapshots,
          const char        *member_id,
          HearthPictureKind  kind,
          Room              *room)
{
  gint64 passed = (g_get_monotonic_time () - room->began_at) / G_USEC_PER_SEC;

  room->n_taken++;
  g_assert_cmpuint (room->n_taken, <=, HEARTH_LIMIT_SNAPSHOTS + 1 + (guint) passed / HEARTH_LIMIT_SNAPSHOT_SECONDS);
  g_assert_true (*member_id != '\0');
  g_assert_cmpuint (kind, <, HEARTH_N_PICTURE_KINDS);
}

static void
on_reacted (HearthGestures *gestures,
            const char     *id,
            int             reaction,
            gpointer        unused)
{
  g_assert_cmpint (reaction, >=, 0);
  g_assert_cmpint (reaction, <, HEARTH_N_REACTIONS);
}

/* This person raises their hand before each roster. */
static void
check_hand (Room                       *room,
            const HearthControlMessage *roster)
{
  gboolean lowered = FALSE;
  guint64 raised;

  hearth_gestures_set_hand_raised (room->gestures, TRUE);
  raised = hearth_gestures_get_raised (room->gestures);
  hearth_gestures_apply_roster (room->gestures, roster);
  g_assert_cmpuint (hearth_gestures_get_hand (room->gestures), <=, HEARTH_LIMIT_ROOM_PEOPLE);
  for (guint i = 0; i < roster->members->len; i++)
    lowered |= ((HearthMemberState *) g_ptr_array_index (roster->members, i))->hand_lowered >= raised;
  g_assert_true (lowered || hearth_gestures_is_hand_raised (room->gestures));
}

static void
check_keys (HearthRoster *roster)
{
  GListModel *members = hearth_roster_get_members (roster);

  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (HearthMember) member = g_list_model_get_item (members, i);

      g_assert_cmpstr (hearth_member_get_key (member), ==, hearth_member_is_host (member) ? PEER : NULL);
    }
}

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

/* Whatever is said of it, it is inside the picture, and there only while that is to be seen. */
static void
check_pointer (HearthRoster               *roster,
               const HearthControlMessage *message)
{
  HearthMember *member = message->actor != NULL ? hearth_member_find (hearth_roster_get_members (roster), message->actor) : NULL;
  const HearthPointer *pointer;

  if (member == NULL)
    return;

  hearth_member_apply_pointer (member, message, TRUE);
  pointer = hearth_member_get_pointer (member);
  if (pointer == NULL)
    return;

  g_assert_true (hearth_member_get_sharing (member) && !hearth_member_get_share_paused (member));
  g_assert_nonnull (pointer->shape);
  g_assert_cmpuint (pointer->x, <, HEARTH_POINTER_WHOLE);
  g_assert_cmpuint (pointer->y, <, HEARTH_POINTER_WHOLE);
  g_assert_cmpuint (pointer->span, >=, 1);
  g_assert_cmpuint (pointer->span, <=, HEARTH_POINTER_WHOLE);
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
      hearth_key_witness_apply (room->witness, hearth_roster_get_members (room->roster), message, NOW);
      check_keys (room->roster);
      check_members (room->roster);
      check_hand (room, message);
      break;
    case HEARTH_CONTROL_REACTED:
      hearth_gestures_receive (room->gestures, message);
      break;
    case HEARTH_CONTROL_POINTER:
      check_pointer (room->roster, message);
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
    case HEARTH_CONTROL_COMPARE:
      compare (room, message);
      break;
    case HEARTH_CONTROL_SAID:
    case HEARTH_CONTROL_UNSAID:
      read_chat (room, message);
      break;
    case HEARTH_CONTROL_SNAPSHOT:
      hearth_snapshots_receive (room->snapshots, message);
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
  static HearthIdentity *own; /* locked memory takes longer to make than all the rest */
  static HearthKeyWitness *witness;
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (HearthRoster) roster = NULL;
  g_autoptr (HearthStanding) standing = NULL;
  g_autoptr (HearthView) view = hearth_view_new ();
  g_autoptr (HearthSnapshots) snapshots = NULL;
  g_autoptr (HearthGestures) gestures = NULL;
  Room room;

  if (g_once_init_enter (&started))
    {
      HearthPublicKey host;

      hearth_main_thread_init ();
      own = hearth_identity_from_secret (OWN, NULL);
      g_assert_true (hearth_public_key_parse (PEER, &host));
      witness = hearth_key_witness_new (ROOM, &host);
      g_once_init_leave (&started, 1);
    }

  roster = hearth_roster_new ();
  standing = hearth_standing_new ();
  gestures = hearth_gestures_new ();
  g_signal_connect (gestures, "reacted", G_CALLBACK (on_reacted), NULL);
  hearth_view_add (view, SEEN, HEARTH_PICTURE_CAMERA);
  snapshots = hearth_snapshots_new (TRUE);
  room = (Room) { .roster = roster, .standing = standing, .view = view, .witness = witness, .own = own, .gestures = gestures, .snapshots = snapshots,
                  .began_at = g_get_monotonic_time () };
  g_signal_connect (snapshots, "taken", G_CALLBACK (on_taken), &room);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (HearthControlMessage) message = hearth_control_message_parse (lines[i], strlen (lines[i]), NULL);

      if (message != NULL)
        hear (&room, message);
    }
  g_clear_object (&room.comparer);
  g_clear_object (&room.conversation);
  g_clear_pointer (&room.times, g_hash_table_unref);

  return 0;
}
