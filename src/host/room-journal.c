/* What happens in a hosted room, line by line: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "host/room-journal.h"

#include "base/token-bucket.h"

/* Whoever keeps knocking at a full room is mentioned that often: a burst, and one in twenty seconds. */
#define TURNED_AWAY_BURST 5
#define TURNED_AWAY_PER_SECOND 0.05

/* Somebody who has been let in. */
typedef struct
{
  HearthMember *member;
  HearthRoomJournal *journal; /* which holds it */
  gboolean joined;            /* media has flowed, and that has been said */
  gboolean there;             /* as it was said last */
} Entry;

struct _HearthRoomJournal
{
  GObject parent_instance;

  GPtrArray *entries; /* as the room's members */
  gboolean opened;
  gboolean server_there;
  HearthTokenBucket turned_away;
};

G_DEFINE_FINAL_TYPE (HearthRoomJournal, hearth_room_journal, G_TYPE_OBJECT)

static guint
count_joined (HearthRoomJournal *self)
{
  guint n = 0;

  for (guint i = 0; i < self->entries->len; i++)
    n += ((Entry *) g_ptr_array_index (self->entries, i))->joined ? 1 : 0;

  return n;
}

static void
on_connected_changed (HearthMember *member,
                      GParamSpec   *pspec,
                      Entry        *entry)
{
  const char *name = hearth_member_get_name (member);
  gboolean there = hearth_member_get_connected (member);

  if (there == entry->there)
    return;

  entry->there = there;
  if (!there)
    {
      g_message ("%s is away", name);
    }
  else if (entry->joined)
    {
      g_message ("%s is back", name);
    }
  else
    {
      entry->joined = TRUE;
      g_message ("%s joined, %u inside", name, count_joined (entry->journal));
    }
}

static Entry *
entry_new (HearthRoomJournal *journal,
           HearthMember      *member)
{
  Entry *self = g_new0 (Entry, 1);

  self->member = g_object_ref (member);
  self->journal = journal;
  g_signal_connect (member, "notify::connected", G_CALLBACK (on_connected_changed), self);

  return self;
}

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_signal_handlers_disconnect_by_data (self->member, self);
  g_object_unref (self->member);
  g_free (self);
}

static void
on_members_changed (GListModel        *members,
                    guint              position,
                    guint              n_removed,
                    guint              n_added,
                    HearthRoomJournal *self)
{
  for (guint i = 0; i < n_removed; i++)
    {
      Entry *entry = g_ptr_array_steal_index (self->entries, position);

      if (entry->joined)
        g_message ("%s left, %u inside", hearth_member_get_name (entry->member), count_joined (self));
      else
        g_message ("%s did not get through", hearth_member_get_name (entry->member));
      entry_free (entry);
    }

  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (HearthMember) member = g_list_model_get_item (members, i);
      Entry *entry = entry_new (self, member);

      g_ptr_array_insert (self->entries, (int) i, entry);
      on_connected_changed (member, NULL, entry);
    }
}

static void
on_server_changed (HearthRoom        *room,
                   HearthRoomJournal *self)
{
  if (hearth_room_is_server_there (room) == self->server_there)
    return;

  self->server_there = !self->server_there;
  if (!self->server_there)
    g_message ("The server is lost: nobody new can join, the call goes on");
  else if (self->opened)
    g_message ("The server is back");
  else
    g_message ("The room is open");
  self->opened = TRUE;
}

static void
on_turned_away (HearthRoomHost    *room,
                HearthRoomJournal *self)
{
  if (hearth_token_bucket_take (&self->turned_away, 1, g_get_monotonic_time ()))
    g_message ("Somebody is turned away: the room is full");
}

static void
hearth_room_journal_finalize (GObject *object)
{
  g_ptr_array_unref (HEARTH_ROOM_JOURNAL (object)->entries);

  G_OBJECT_CLASS (hearth_room_journal_parent_class)->finalize (object);
}

static void
hearth_room_journal_class_init (HearthRoomJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_room_journal_finalize;
}

static void
hearth_room_journal_init (HearthRoomJournal *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  hearth_token_bucket_init (&self->turned_away, TURNED_AWAY_BURST, TURNED_AWAY_PER_SECOND, g_get_monotonic_time ());
}

static void
on_knocks_changed (GListModel        *knocks,
                   guint              position,
                   guint              n_removed,
                   guint              n_added,
                   HearthRoomJournal *self)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (HearthKnock) knock = g_list_model_get_item (knocks, i);

      g_message ("%s is at the door", hearth_knock_get_name (knock));
    }
}

HearthRoomJournal *
hearth_room_journal_new (HearthRoomHost *room)
{
  HearthRoomJournal *self = g_object_new (HEARTH_TYPE_ROOM_JOURNAL, NULL);
  GListModel *members = hearth_room_get_members (HEARTH_ROOM (room));

  g_signal_connect_object (members, "items-changed", G_CALLBACK (on_members_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (room, "server-changed", G_CALLBACK (on_server_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (hearth_standing_get_knocks (hearth_room_get_standing (HEARTH_ROOM (room))), "items-changed", G_CALLBACK (on_knocks_changed), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (room, "turned-away", G_CALLBACK (on_turned_away), self, G_CONNECT_DEFAULT);

  return self;
}
