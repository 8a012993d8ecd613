/* By which keys the others are in a room: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/key-witness.h"

#include "protocol/presence.h"

struct _HearthKeyWitness
{
  char *room;
  HearthPublicKey host;
  char *host_key; /* the same as text */
};

HearthKeyWitness *
hearth_key_witness_new (const char            *room,
                        const HearthPublicKey *host)
{
  HearthKeyWitness *self;

  g_return_val_if_fail (room != NULL && host != NULL, NULL);

  self = g_new0 (HearthKeyWitness, 1);
  self->room = g_strdup (room);
  self->host = *host;
  self->host_key = hearth_public_key_to_text (host);

  return self;
}

void
hearth_key_witness_free (HearthKeyWitness *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->room);
  g_free (self->host_key);
  g_free (self);
}

static gboolean
is_proven (HearthKeyWitness        *self,
           const HearthMemberState *state,
           gint64                   now)
{
  HearthPublicKey key;

  /* Nobody else is the host. */
  return state->key != NULL && state->proof != NULL
         && hearth_public_key_parse (state->key, &key) && !hearth_public_key_equal (&key, &self->host)
         && hearth_presence_check (state->proof, self->room, &self->host, &key, now);
}

static void
judge (HearthKeyWitness        *self,
       HearthMember            *member,
       const HearthMemberState *state,
       gint64                   now)
{
  if (hearth_member_is_host (member))
    {
      hearth_member_set_key (member, self->host_key);
      return;
    }

  /* Most rosters say nothing new of most people, and a signature takes a tenth of a millisecond. */
  if (g_strcmp0 (state->proof, hearth_member_get_proof (member)) == 0
      && (state->proof == NULL || g_strcmp0 (state->key, hearth_member_get_key (member)) == 0))
    return;

  hearth_member_set_key (member, is_proven (self, state, now) ? state->key : NULL);
  hearth_member_set_proof (member, state->proof);
}

void
hearth_key_witness_apply (HearthKeyWitness           *self,
                          GListModel                 *members,
                          const HearthControlMessage *roster,
                          gint64                      now)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (roster != NULL && roster->type == HEARTH_CONTROL_ROSTER);

  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (HearthMember) member = g_list_model_get_item (members, i);

      for (guint k = 0; k < roster->members->len; k++)
        {
          const HearthMemberState *state = g_ptr_array_index (roster->members, k);

          if (g_str_equal (state->id, hearth_member_get_id (member)))
            {
              judge (self, member, state, now);
              break;
            }
        }
    }
}
