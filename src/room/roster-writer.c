/* The roster as the host writes it: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/roster-writer.h"

#include "room/member-private.h"

void
hearth_roster_writer_init (HearthRosterWriter *self)
{
  *self = (HearthRosterWriter){ .host = hearth_member_state_new (), .switches = HEARTH_SWITCHES_ALL, .version = 1 };
}

void
hearth_roster_writer_clear (HearthRosterWriter *self)
{
  g_clear_pointer (&self->host, hearth_member_state_free);
}

void
hearth_roster_writer_set_host (HearthRosterWriter      *self,
                               const HearthMemberState *state,
                               const char              *name)
{
  g_set_str (&self->host->name, name);
  g_set_str (&self->host->colour, state->colour);
  self->host->microphone_on = state->microphone_on;
  self->host->camera_on = state->camera_on;
  self->host->sharing = state->sharing;
  self->host->share_paused = state->share_paused;
  self->host->share_sound = state->share_sound;
}

static HearthMemberState *
describe_host (HearthRosterWriter *self,
               const char         *host_id)
{
  HearthMemberState *state = hearth_member_state_new ();

  state->id = g_strdup (host_id);
  hearth_member_state_repeat (state, self->host);
  state->host = TRUE;
  state->picture_held = self->host->picture_held;
  state->slow = self->host->slow;
  state->hand = self->host->hand;
  state->role = HEARTH_ROLE_HOST;

  return state;
}

HearthControlMessage *
hearth_roster_writer_write (HearthRosterWriter *self,
                            const char         *host_id,
                            GPtrArray          *guests,
                            HearthGuestLink    *reader)
{
  HearthControlMessage *message = hearth_control_message_new (HEARTH_CONTROL_ROSTER);

  message->version = self->version;
  message->you = g_strdup (hearth_member_get_id (hearth_guest_link_get_member (reader)));
  if (self->seated)
    g_ptr_array_add (message->members, describe_host (self, host_id));
  else
    {
      message->host_name = g_strdup (self->host->name);
      message->host_slow = self->host->slow;
    }
  message->keep_link = hearth_guest_link_get_keep_link (reader);
  message->withheld = HEARTH_SWITCHES_ALL & ~self->switches;
  for (guint i = 0; i < guests->len; i++)
    {
      HearthGuestLink *guest = g_ptr_array_index (guests, i);
      HearthMemberState *state = hearth_member_describe (hearth_guest_link_get_member (guest));

      state->held = guest == reader ? hearth_guest_control_get_held (hearth_guest_link_get_control (reader)) : 0;
      state->hand_lowered = guest == reader ? hearth_guest_control_get_hand_lowered (hearth_guest_link_get_control (reader)) : 0;
      g_ptr_array_add (message->members, state);
    }

  return message;
}
