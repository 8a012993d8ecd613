/* Who is in the room, as a guest learns it: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/roster.h"

#include "base/limits.h"

struct _HearthRoster
{
  GListStore *members;
  char *host_name; /* nullable */
  gboolean host_slow;
  guint64 version; /* of the last roster; 0: none yet */
  gboolean connected;
};

static const HearthMemberState *
find_state (const HearthControlMessage *message,
            const char                 *id)
{
  for (guint i = 0; i < message->members->len; i++)
    {
      const HearthMemberState *state = g_ptr_array_index (message->members, i);

      if (g_strcmp0 (state->id, id) == 0)
        return state;
    }

  return NULL;
}

static void
remove_absent (HearthRoster               *self,
               const HearthControlMessage *message)
{
  GListModel *members = G_LIST_MODEL (self->members);

  for (guint i = g_list_model_get_n_items (members); i > 0; i--)
    {
      g_autoptr (HearthMember) member = g_list_model_get_item (members, i - 1);
      const char *id = hearth_member_get_id (member);

      if (g_strcmp0 (id, message->you) == 0 || find_state (message, id) == NULL)
        g_list_store_remove (self->members, i - 1);
    }
}

static void
add_member (HearthRoster            *self,
            const HearthMemberState *state)
{
  g_autoptr (HearthMember) member = hearth_member_new (state);

  hearth_member_set_connected (member, self->connected);
  g_list_store_append (self->members, member);
}

/* A host who is there is a member like everybody. Returns: (nullable) */
static const HearthMemberState *
find_host (const HearthControlMessage *message)
{
  for (guint i = 0; i < message->members->len; i++)
    {
      const HearthMemberState *state = g_ptr_array_index (message->members, i);

      if (state->host)
        return state;
    }

  return NULL;
}

static void
apply_host (HearthRoster               *self,
            const HearthControlMessage *message)
{
  const HearthMemberState *host = find_host (message);

  g_set_str (&self->host_name, host != NULL ? host->name : message->host_name);
  self->host_slow = host != NULL ? host->slow : message->host_slow;
}

HearthRoster *
hearth_roster_new (void)
{
  HearthRoster *self = g_new0 (HearthRoster, 1);

  self->members = g_list_store_new (HEARTH_TYPE_MEMBER);

  return self;
}

void
hearth_roster_free (HearthRoster *self)
{
  g_clear_object (&self->members);
  g_free (self->host_name);
  g_free (self);
}

GListModel *
hearth_roster_get_members (HearthRoster *self)
{
  return G_LIST_MODEL (self->members);
}

const char *
hearth_roster_get_host_name (HearthRoster *self)
{
  return self->host_name;
}

gboolean
hearth_roster_is_host_slow (HearthRoster *self)
{
  return self->host_slow;
}

gboolean
hearth_roster_apply (HearthRoster               *self,
                     const HearthControlMessage *message)
{
  g_return_val_if_fail (message->type == HEARTH_CONTROL_ROSTER, FALSE);

  if (message->version <= self->version || message->members == NULL)
    return FALSE;

  self->version = message->version;
  apply_host (self, message);
  remove_absent (self, message);
  for (guint i = 0; i < message->members->len && i < HEARTH_LIMIT_ROOM_PEOPLE; i++)
    {
      const HearthMemberState *state = g_ptr_array_index (message->members, i);
      HearthMember *member = hearth_member_find (G_LIST_MODEL (self->members), state->id);

      if (g_strcmp0 (state->id, message->you) == 0)
        continue;
      if (member != NULL)
        hearth_member_update (member, state);
      else
        add_member (self, state);
    }

  return TRUE;
}

void
hearth_roster_restart (HearthRoster *self)
{
  self->version = 0;
}

void
hearth_roster_set_connected (HearthRoster *self,
                             gboolean      connected)
{
  GListModel *members = G_LIST_MODEL (self->members);

  self->connected = connected;
  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (HearthMember) member = g_list_model_get_item (members, i);

      hearth_member_set_connected (member, connected);
    }
}

void
hearth_roster_clear (HearthRoster *self)
{
  g_list_store_remove_all (self->members);
}
