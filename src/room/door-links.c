/* Which links to a room open its door: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/door-links.h"

#include "base/limits.h"
#include "protocol/protocol-error.h"

/* In the file: a link without a ticket; who may use one that is for everybody, and one that waits for its person. */
#define NO_TICKET "-"
#define EVERYBODY "*"
#define NOBODY_YET "-"

typedef enum
{
  FOR_EVERYBODY,
  FOR_ONE,
  TAKEN, /* by owner */
} Use;

typedef struct
{
  gboolean has_ticket;
  HearthTicket ticket;
  gint64 expires_at; /* Unix time in seconds; 0 never */
  Use use;
  HearthPublicKey owner;
} Link;

struct _HearthDoorLinks
{
  char *room;
  GArray *links; /* the room's own, then the others, oldest first */
};

static gboolean
is_expired (const Link *link,
            gint64      now)
{
  return link->expires_at != 0 && link->expires_at <= now;
}

static Link *
find (const HearthDoorLinks *self,
      const HearthPublicKey *key,
      const char            *pass)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      Link *link = &g_array_index (self->links, Link, i);

      if (pass == NULL ? !link->has_ticket : link->has_ticket && hearth_ticket_check_pass (&link->ticket, self->room, key, pass))
        return link;
    }

  return NULL;
}

static void
append (HearthDoorLinks *self,
        const Link      *link)
{
  if (self->links->len >= HEARTH_LIMIT_ROOM_LINKS)
    g_array_remove_index (self->links, 1);
  g_array_append_val (self->links, *link);
}

HearthDoorLinks *
hearth_door_links_new (const char *room)
{
  const Link first = { .use = FOR_EVERYBODY };
  HearthDoorLinks *self;

  g_return_val_if_fail (room != NULL, NULL);

  self = g_new0 (HearthDoorLinks, 1);
  self->room = g_strdup (room);
  self->links = g_array_new (FALSE, FALSE, sizeof (Link));
  append (self, &first);

  return self;
}

void
hearth_door_links_free (HearthDoorLinks *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->links);
  g_free (self->room);
  g_free (self);
}

const HearthTicket *
hearth_door_links_add (HearthDoorLinks *self,
                       guint            seconds,
                       gboolean         for_one,
                       gint64           now)
{
  Link link = { .has_ticket = TRUE, .use = for_one ? FOR_ONE : FOR_EVERYBODY };

  g_return_val_if_fail (self != NULL, NULL);

  hearth_ticket_generate (&link.ticket);
  link.expires_at = seconds > 0 ? now + MIN (seconds, HEARTH_LIMIT_LINK_SECONDS) : 0;

  for (guint i = self->links->len; i > 1; i--)
    if (is_expired (&g_array_index (self->links, Link, i - 1), now))
      g_array_remove_index (self->links, i - 1);
  append (self, &link);

  return &g_array_index (self->links, Link, self->links->len - 1).ticket;
}

void
hearth_door_links_renew (HearthDoorLinks *self)
{
  Link own = { .has_ticket = TRUE, .use = FOR_EVERYBODY };

  g_return_if_fail (self != NULL);

  hearth_ticket_generate (&own.ticket);
  g_array_set_size (self->links, 0);
  append (self, &own);
}

const HearthTicket *
hearth_door_links_get_own (const HearthDoorLinks *self)
{
  const Link *own;

  g_return_val_if_fail (self != NULL, NULL);

  own = &g_array_index (self->links, Link, 0);

  return own->has_ticket ? &own->ticket : NULL;
}

gboolean
hearth_door_links_works (const HearthDoorLinks *self,
                         const HearthPublicKey *key,
                         const char            *pass,
                         gint64                 now)
{
  const Link *link;

  g_return_val_if_fail (self != NULL && key != NULL, FALSE);

  link = find (self, key, pass);

  return link != NULL && !is_expired (link, now) && (link->use != TAKEN || hearth_public_key_equal (&link->owner, key));
}

gboolean
hearth_door_links_use (HearthDoorLinks       *self,
                       const HearthPublicKey *key,
                       const char            *pass,
                       gint64                 now)
{
  Link *link;

  g_return_val_if_fail (self != NULL && key != NULL, FALSE);

  link = find (self, key, pass);
  if (link == NULL || is_expired (link, now) || link->use != FOR_ONE)
    return FALSE;

  link->use = TAKEN;
  link->owner = *key;

  return TRUE;
}

GStrv
hearth_door_links_save (const HearthDoorLinks *self)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->links->len; i++)
    {
      const Link *link = &g_array_index (self->links, Link, i);
      g_autofree char *ticket = link->has_ticket ? hearth_ticket_to_text (&link->ticket) : g_strdup (NO_TICKET);
      g_autofree char *owner = link->use == TAKEN ? hearth_public_key_to_text (&link->owner)
                                                  : g_strdup (link->use == FOR_ONE ? NOBODY_YET : EVERYBODY);

      g_strv_builder_take (lines, g_strdup_printf ("%s %" G_GINT64_FORMAT " %s", ticket, link->expires_at, owner));
    }

  return g_strv_builder_end (lines);
}

static gboolean
parse_line (const char *line,
            Link       *link)
{
  g_auto (GStrv) parts = g_strsplit (line, " ", -1);
  guint64 expires_at;

  *link = (Link) { 0 };
  if (g_strv_length (parts) != 3 || !g_ascii_string_to_unsigned (parts[1], 10, 0, G_MAXINT64, &expires_at, NULL))
    return FALSE;

  link->expires_at = (gint64) expires_at;
  link->has_ticket = !g_str_equal (parts[0], NO_TICKET);
  if (link->has_ticket && !hearth_ticket_parse (parts[0], &link->ticket))
    return FALSE;

  if (g_str_equal (parts[2], EVERYBODY))
    link->use = FOR_EVERYBODY;
  else if (g_str_equal (parts[2], NOBODY_YET))
    link->use = FOR_ONE;
  else
    link->use = TAKEN;

  return link->use != TAKEN || hearth_public_key_parse (parts[2], &link->owner);
}

gboolean
hearth_door_links_load (HearthDoorLinks   *self,
                        const char *const *lines,
                        GError           **error)
{
  g_autoptr (HearthDoorLinks) loaded = NULL;

  g_return_val_if_fail (self != NULL && lines != NULL, FALSE);

  loaded = hearth_door_links_new (self->room);
  g_array_set_size (loaded->links, 0);
  for (guint i = 0; i == 0 || lines[i] != NULL; i++)
    {
      Link link;

      /* The first is the room's own, and there is always one. */
      if (lines[i] == NULL || !parse_line (lines[i], &link) || (i == 0 && (link.use != FOR_EVERYBODY || link.expires_at != 0)))
        {
          g_set_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED, "Not a link to a room: line %u", i + 1);
          return FALSE;
        }
      append (loaded, &link);
    }

  g_array_unref (self->links);
  self->links = g_array_ref (loaded->links);

  return TRUE;
}
