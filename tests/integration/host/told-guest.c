/* A guest as a process of its own that does what it is told: told-guest
 *
 *   be SECRET   whose key to join with
 *   join LINK   with that key or a new one, and a sound to send; says "inside" once it is, "ended" when that is over
 *   leave       says "left" when nothing is left
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>
#include <string.h>

#include "base/main-thread.h"
#include "media/discreet-log.h"
#include "media/plugins.h"
#include "../room/people.h"

typedef struct
{
  House house;
  HearthIdentity *identity; /* nullable */
  Person *person; /* nullable */
  gboolean said_inside;
  gboolean said_ended;
} Guest;

static void
say (const char *word)
{
  puts (word);
  fflush (stdout);
}

static gboolean
on_tick (gpointer data)
{
  Guest *self = data;

  if (self->person == NULL)
    return G_SOURCE_CONTINUE;

  if (!self->said_inside && hearth_room_get_state (self->person->room) == HEARTH_ROOM_INSIDE)
    {
      self->said_inside = TRUE;
      say ("inside");
    }
  if (!self->said_ended && self->person->ended)
    {
      self->said_ended = TRUE;
      say ("ended");
    }

  return G_SOURCE_CONTINUE;
}

static void
leave (Guest *self)
{
  Person *person = g_steal_pointer (&self->person);

  /* By itself: person_free() would want it to be quick. */
  if (!person->ended)
    hearth_room_leave (person->room);
  person_wait_ended (person);
  person_free (person);
  g_clear_pointer (&self->house.invitation, hearth_invitation_unref);
  say ("left");
}

static void
be (Guest      *self,
    const char *secret)
{
  g_clear_pointer (&self->identity, hearth_identity_unref);
  self->identity = hearth_identity_from_secret (secret, NULL);
  g_assert_nonnull (self->identity);
}

static void
join (Guest      *self,
      const char *link)
{
  self->house.invitation = hearth_invitation_parse (link, NULL);
  g_assert_nonnull (self->house.invitation);
  self->said_inside = FALSE;
  self->said_ended = FALSE;
  self->person = person_visit (&self->house, self->identity, "Guest", TRUE);
}

static gboolean
on_command (GIOChannel   *channel,
            GIOCondition  condition,
            gpointer      data)
{
  Guest *self = data;
  g_autofree char *line = NULL;

  if (g_io_channel_read_line (channel, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL)
    exit (0);

  g_strchomp (line);
  if (g_str_has_prefix (line, "join "))
    join (self, line + strlen ("join "));
  else if (g_str_has_prefix (line, "be "))
    be (self, line + strlen ("be "));
  else if (g_str_equal (line, "leave"))
    leave (self);

  return G_SOURCE_CONTINUE;
}

int
main (void)
{
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (0);
  Guest self = { 0 };

  g_log_writer_default_set_use_stderr (TRUE);
  hearth_discreet_log_begin ();
  hearth_plugins_restrict (HEARTH_PLUGINS_CALLS);
  hearth_main_thread_init ();
  g_io_add_watch (input, G_IO_IN | G_IO_HUP, on_command, &self);
  g_timeout_add (5, on_tick, &self);

  for (;;)
    g_main_context_iteration (NULL, TRUE);
}
