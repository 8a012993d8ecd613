/* Which links to a room open its door: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/door-links.h"

#include "base/limits.h"
#include "protocol/protocol-error.h"

/* In the file: a link without a ticket. */
#define NO_TICKET "-"

/* Who may use it, where that is not a key yet. */
static const char *const words[] = {
  [HEARTH_LINK_FOR_EVERYBODY] = "*",
  [HEARTH_LINK_FOR_ONE] = "-",
  [HEARTH_LINK_FOR_CO_HOST] = "co-host",
};

typedef struct
{
  gboolean has_ticket;
  HearthTicket ticket;
  gint64 expires_at; /* Unix time in seconds; 0 never */
  HearthLinkUse use;
  gboolean taken; /* by owner */
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
  const Link first = { .use = HEARTH_LINK_FOR_EVERYBODY };
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
                       HearthLinkUse    use,
                       gint64           now)
{
  Link link = { .has_ticket = TRUE, .use = use };

  g_return_val_if_fail (self != NULL, NULL);

  hearth_ticket_generate (&link.ticket);
  link.expires_at = seconds > 0 ? now + MIN (seconds, HEARTH_LIMIT_LINK_SECONDS) : 0;

  hearth_door_links_forget_dead (self, now);
  append (self, &link);

  return &g_array_index (self->links, Link, self->links->len - 1).ticket;
}

void
hearth_door_links_renew (HearthDoorLinks *self)
{
  Link own = { .has_ticket = TRUE, .use = HEARTH_LINK_FOR_EVERYBODY };

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

const HearthTicket *
hearth_door_links_get_for_co_host (const HearthDoorLinks *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->links->len; i++)
    {
      const Link *link = &g_array_index (self->links, Link, i);

      if (link->use == HEARTH_LINK_FOR_CO_HOST && !link->taken)
        return &link->ticket;
    }

  return NULL;
}

void
hearth_door_links_forget_for_co_host (HearthDoorLinks *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = self->links->len; i > 1; i--)
    {
      const Link *link = &g_array_index (self->links, Link, i - 1);

      if (link->use == HEARTH_LINK_FOR_CO_HOST && !link->taken)
        g_array_remove_index (self->links, i - 1);
    }
}

void
hearth_door_links_forget_dead (HearthDoorLinks *self,
                               gint64           now)
{
  g_return_if_fail (self != NULL);

  for (guint i = self->links->len; i > 1; i--)
    if (is_expired (&g_array_index (self->links, Link, i - 1), now))
      g_array_remove_index (self->links, i - 1);
}

gboolean
hearth_door_links_works (const HearthDoorLinks *self,
                         const HearthPublicKey *key,
                         const char            *pass,
                         gint64                 now,
                         HearthLinkUse         *use)
{
  const Link *link;

  g_return_val_if_fail (self != NULL && key != NULL, FALSE);

  link = find (self, key, pass);
  if (link == NULL || is_expired (link, now) || (link->taken && !hearth_public_key_equal (&link->owner, key)))
    return FALSE;

  if (use != NULL)
    *use = link->taken ? HEARTH_LINK_FOR_ONE : link->use;

  return TRUE;
}

gboolean
hearth_door_links_is_for_all (const HearthDoorLinks *self,
                              const HearthPublicKey *key,
                              const char            *pass)
{
  const Link *link;

  g_return_val_if_fail (self != NULL && key != NULL, FALSE);

  link = find (self, key, pass);

  return link != NULL && link->use == HEARTH_LINK_FOR_EVERYBODY && link->expires_at == 0;
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
  if (link == NULL || is_expired (link, now) || link->use == HEARTH_LINK_FOR_EVERYBODY || link->taken)
    return FALSE;

  link->taken = TRUE;
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
      g_autofree char *who = link->taken ? hearth_public_key_to_text (&link->owner) : g_strdup (words[link->use]);

      g_strv_builder_take (lines, g_strdup_printf ("%s %" G_GINT64_FORMAT " %s", ticket, link->expires_at, who));
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

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_str_equal (parts[2], words[i]))
        {
          link->use = (HearthLinkUse) i;
          return TRUE;
        }
    }

  link->use = HEARTH_LINK_FOR_ONE;
  link->taken = TRUE;

  return hearth_public_key_parse (parts[2], &link->owner);
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

      /* The first is the room's own, and there is always one; the others have tickets. */
      if (lines[i] == NULL || !parse_line (lines[i], &link)
          || (i == 0 ? link.use != HEARTH_LINK_FOR_EVERYBODY || link.expires_at != 0 : !link.has_ticket))
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
