/* All that a door knows: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/door-book.h"

#include "base/verdict.h"
#include "room/appointments.h"

#define GROUP "door"

struct _HearthDoorBook
{
  GObject parent_instance;

  HearthInvitation *invitation; /* with whatever ticket */
  HearthDoorMemory *host;     /* what the host said of people */
  HearthDoorMemory *co_hosts; /* what co-hosts said */
  HearthAppointments *roles;
  HearthDoorLinks *links;
  char *link; /* the room's own */
  GListStore *people;
};

enum
{
  CHANGED,
  LINK_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthDoorBook, hearth_door_book, G_TYPE_OBJECT)

/* --- People ------------------------------------------------------------------------------------------------------------- */

/* What one row says, before it is made. */
typedef struct
{
  const HearthDoorEntry *entry;
  gboolean by_co_host;
} Row;

/* Those of one table that a person is shown. Who was put out is asked about, and that is all; and each is there once, as the stricter says. */
static void
add_rows (GArray                 *rows,
          const HearthDoorMemory *memory,
          const HearthDoorMemory *other,
          gboolean                by_co_host)
{
  Row row = { .by_co_host = by_co_host };

  for (guint i = 0; (row.entry = hearth_door_memory_peek (memory, i)) != NULL; i++)
    {
      HearthDoorStanding standing = row.entry->standing;
      HearthDoorStanding elsewhere = hearth_door_memory_get (other, &row.entry->key);

      if (standing != HEARTH_DOOR_REMOVED && (by_co_host ? standing > elsewhere : standing >= elsewhere))
        g_array_append_val (rows, row);
    }
}

static HearthVerdict *
make_verdict (const Row *row)
{
  g_autofree char *id = hearth_public_key_to_text (&row->entry->key);

  return hearth_verdict_new (id, row->entry->name, row->entry->standing == HEARTH_DOOR_BLOCKED, row->by_co_host, row->entry->since);
}

static gboolean
is_listed (HearthDoorBook *self,
           guint           position,
           const Row      *row)
{
  g_autoptr (HearthVerdict) listed = g_list_model_get_item (G_LIST_MODEL (self->people), position);
  g_autofree char *id = hearth_public_key_to_text (&row->entry->key);

  return g_str_equal (hearth_verdict_get_id (listed), id) && g_str_equal (hearth_verdict_get_name (listed), row->entry->name)
         && hearth_verdict_is_blocked (listed) == (row->entry->standing == HEARTH_DOOR_BLOCKED)
         && hearth_verdict_is_by_co_host (listed) == row->by_co_host
         && hearth_verdict_get_since (listed) == row->entry->since;
}

/* Rows of who is still the same stay, and with them the keyboard. */
static void
update_people (HearthDoorBook *self)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->people));
  guint before = 0, after = 0;

  add_rows (rows, self->host, self->co_hosts, FALSE);
  add_rows (rows, self->co_hosts, self->host, TRUE);
  while (before < MIN (n, rows->len) && is_listed (self, before, &g_array_index (rows, Row, before)))
    before++;
  while (after < MIN (n, rows->len) - before && is_listed (self, n - after - 1, &g_array_index (rows, Row, rows->len - after - 1)))
    after++;
  if (before + after == MAX (n, rows->len))
    return;

  for (guint i = before; i < rows->len - after; i++)
    g_ptr_array_add (added, make_verdict (&g_array_index (rows, Row, i)));
  g_list_store_splice (self->people, before, n - before - after, added->pdata, added->len);
}

/* @ticket: (nullable) */
static char *
write_link (HearthDoorBook     *self,
            const HearthTicket *ticket)
{
  g_autoptr (HearthInvitation) invitation = hearth_invitation_with_ticket (self->invitation, ticket);

  return hearth_invitation_to_link (invitation);
}

static void
update_link (HearthDoorBook *self)
{
  g_autofree char *link = write_link (self, hearth_door_links_get_own (self->links));

  if (g_set_str (&self->link, link))
    g_signal_emit (self, signals[LINK_CHANGED], 0);
}

static void
announce (HearthDoorBook *self)
{
  update_people (self);
  update_link (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
empty (HearthDoorBook *self)
{
  g_clear_pointer (&self->host, hearth_door_memory_free);
  g_clear_pointer (&self->co_hosts, hearth_door_memory_free);
  g_clear_pointer (&self->roles, hearth_appointments_free);
  g_clear_pointer (&self->links, hearth_door_links_free);
}

static void
hearth_door_book_finalize (GObject *object)
{
  HearthDoorBook *self = HEARTH_DOOR_BOOK (object);

  empty (self);
  g_object_unref (self->people);
  hearth_invitation_unref (self->invitation);
  g_free (self->link);

  G_OBJECT_CLASS (hearth_door_book_parent_class)->finalize (object);
}

static void
hearth_door_book_class_init (HearthDoorBookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_door_book_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LINK_CHANGED] = g_signal_new ("link-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
}

static void
hearth_door_book_init (HearthDoorBook *self)
{
  self->host = hearth_door_memory_new ();
  self->co_hosts = hearth_door_memory_new ();
  self->roles = hearth_appointments_new ();
  self->people = g_list_store_new (HEARTH_TYPE_VERDICT);
}

HearthDoorBook *
hearth_door_book_new (HearthInvitation *invitation)
{
  HearthDoorBook *self;

  g_return_val_if_fail (invitation != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_DOOR_BOOK, NULL);
  self->invitation = hearth_invitation_ref (invitation);
  self->links = hearth_door_links_new (hearth_invitation_get_room (invitation));
  update_link (self);

  return self;
}

HearthDoorStanding
hearth_door_book_get_standing (HearthDoorBook        *self,
                               const HearthPublicKey *key)
{
  g_return_val_if_fail (HEARTH_IS_DOOR_BOOK (self) && key != NULL, HEARTH_DOOR_STRANGER);

  /* From the mildest to the strictest. */
  return MAX (hearth_door_memory_get (self->host, key), hearth_door_memory_get (self->co_hosts, key));
}

void
hearth_door_book_judge (HearthDoorBook        *self,
                        const HearthPublicKey *key,
                        HearthDoorStanding     standing,
                        const char            *name,
                        gboolean               by_host,
                        gint64                 now)
{
  g_return_if_fail (HEARTH_IS_DOOR_BOOK (self) && key != NULL && name != NULL);
  g_return_if_fail (standing != HEARTH_DOOR_STRANGER);

  hearth_door_memory_set (by_host ? self->host : self->co_hosts, key, standing, name, now);
  if (by_host && standing == HEARTH_DOOR_REMEMBERED)
    hearth_door_memory_forget (self->co_hosts, key);
  announce (self);
}

static gboolean
forget_removed (HearthDoorMemory      *memory,
                const HearthPublicKey *key)
{
  if (hearth_door_memory_get (memory, key) != HEARTH_DOOR_REMOVED)
    return FALSE;

  hearth_door_memory_forget (memory, key);
  return TRUE;
}

void
hearth_door_book_pardon (HearthDoorBook        *self,
                         const HearthPublicKey *key,
                         gboolean               by_host)
{
  gboolean changed;

  g_return_if_fail (HEARTH_IS_DOOR_BOOK (self) && key != NULL);

  changed = forget_removed (self->co_hosts, key);
  if (by_host && forget_removed (self->host, key))
    changed = TRUE;
  if (changed)
    announce (self);
}

void
hearth_door_book_forget (HearthDoorBook        *self,
                         const HearthPublicKey *key)
{
  g_return_if_fail (HEARTH_IS_DOOR_BOOK (self) && key != NULL);

  hearth_door_memory_forget (self->host, key);
  hearth_door_memory_forget (self->co_hosts, key);
  announce (self);
}

GListModel *
hearth_door_book_get_people (HearthDoorBook *self)
{
  g_return_val_if_fail (HEARTH_IS_DOOR_BOOK (self), NULL);

  return G_LIST_MODEL (self->people);
}

/* --- Roles -------------------------------------------------------------------------------------------------------------- */

HearthRole
hearth_door_book_get_role (HearthDoorBook        *self,
                           const HearthPublicKey *key)
{
  g_return_val_if_fail (HEARTH_IS_DOOR_BOOK (self) && key != NULL, HEARTH_ROLE_SPEAKER);

  return hearth_appointments_get (self->roles, key);
}

void
hearth_door_book_set_role (HearthDoorBook        *self,
                           const HearthPublicKey *key,
                           HearthRole             role)
{
  g_return_if_fail (HEARTH_IS_DOOR_BOOK (self) && key != NULL);

  if (hearth_appointments_set (self->roles, key, role))
    announce (self);
}

gboolean
hearth_door_book_has_co_hosts (HearthDoorBook *self)
{
  g_return_val_if_fail (HEARTH_IS_DOOR_BOOK (self), FALSE);

  return hearth_appointments_has (self->roles, HEARTH_ROLE_CO_HOST);
}

void
hearth_door_book_forget_co_hosts (HearthDoorBook *self)
{
  g_return_if_fail (HEARTH_IS_DOOR_BOOK (self));

  (void) hearth_appointments_dismiss (self->roles, HEARTH_ROLE_CO_HOST);
  hearth_door_links_forget_for_co_host (self->links);
  announce (self);
}

/* --- Links -------------------------------------------------------------------------------------------------------------- */

gboolean
hearth_door_book_is_invited (HearthDoorBook        *self,
                             const HearthPublicKey *key,
                             const char            *pass,
                             gint64                 now,
                             gboolean              *co_host)
{
  HearthLinkUse use;

  g_return_val_if_fail (HEARTH_IS_DOOR_BOOK (self) && key != NULL && co_host != NULL, FALSE);

  *co_host = hearth_door_book_get_role (self, key) == HEARTH_ROLE_CO_HOST;
  if (!hearth_door_links_works (self->links, key, pass, now, &use))
    return FALSE;

  *co_host = *co_host || use == HEARTH_LINK_FOR_CO_HOST;
  return TRUE;
}

gboolean
hearth_door_book_may_invite (HearthDoorBook        *self,
                             const HearthPublicKey *key,
                             const char            *pass)
{
  g_return_val_if_fail (HEARTH_IS_DOOR_BOOK (self) && key != NULL, FALSE);

  return hearth_door_links_is_for_all (self->links, key, pass);
}

void
hearth_door_book_enter (HearthDoorBook        *self,
                        const HearthPublicKey *key,
                        const char            *pass,
                        gint64                 now)
{
  HearthLinkUse use;

  g_return_if_fail (HEARTH_IS_DOOR_BOOK (self) && key != NULL);

  if (!hearth_door_links_works (self->links, key, pass, now, &use) || !hearth_door_links_use (self->links, key, pass, now))
    return;

  if (use == HEARTH_LINK_FOR_CO_HOST)
    (void) hearth_appointments_set (self->roles, key, HEARTH_ROLE_CO_HOST);
  announce (self);
}

const char *
hearth_door_book_get_link (HearthDoorBook *self)
{
  g_return_val_if_fail (HEARTH_IS_DOOR_BOOK (self), NULL);

  return self->link;
}

char *
hearth_door_book_make_link (HearthDoorBook *self,
                            guint           seconds,
                            HearthLinkUse   use,
                            gint64          now)
{
  g_autofree char *link = NULL;

  g_return_val_if_fail (HEARTH_IS_DOOR_BOOK (self), NULL);

  link = write_link (self, hearth_door_links_add (self->links, seconds, use, now));
  announce (self);

  return g_steal_pointer (&link);
}

char *
hearth_door_book_dup_co_host_link (HearthDoorBook *self)
{
  const HearthTicket *ticket;

  g_return_val_if_fail (HEARTH_IS_DOOR_BOOK (self), NULL);

  ticket = hearth_door_links_get_for_co_host (self->links);

  return ticket != NULL ? write_link (self, ticket) : NULL;
}

void
hearth_door_book_renew_links (HearthDoorBook *self)
{
  g_return_if_fail (HEARTH_IS_DOOR_BOOK (self));

  hearth_door_links_renew (self->links);
  announce (self);
}

/* --- On the disk -------------------------------------------------------------------------------------------------------- */

static void
set_list (GKeyFile   *file,
          const char *key,
          GStrv       lines)
{
  g_key_file_set_string_list (file, GROUP, key, (const char *const *) lines, g_strv_length (lines));
}

char *
hearth_door_book_save (HearthDoorBook  *self,
                       HearthDoorScope  scope,
                       gint64           now)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) people = NULL;
  g_auto (GStrv) verdicts = NULL;
  g_auto (GStrv) roles = NULL;
  g_auto (GStrv) links = NULL;

  g_return_val_if_fail (HEARTH_IS_DOOR_BOOK (self), NULL);

  people = hearth_door_memory_save (self->host);
  set_list (file, "people", people);
  if (scope == HEARTH_DOOR_SCOPE_ROOM)
    {
      hearth_door_links_forget_dead (self->links, now);
      verdicts = hearth_door_memory_save (self->co_hosts);
      roles = hearth_appointments_save (self->roles);
      links = hearth_door_links_save (self->links);
      set_list (file, "co-hosts-said", verdicts);
      set_list (file, "roles", roles);
      set_list (file, "links", links);
    }

  return g_key_file_to_data (file, NULL, NULL);
}

static gboolean
load_room (HearthDoorBook  *self,
           GKeyFile        *file,
           GError         **error)
{
  g_auto (GStrv) verdicts = g_key_file_get_string_list (file, GROUP, "co-hosts-said", NULL, NULL);
  g_auto (GStrv) roles = g_key_file_get_string_list (file, GROUP, "roles", NULL, NULL);
  g_auto (GStrv) links = g_key_file_get_string_list (file, GROUP, "links", NULL, error);

  /* Where there were never co-hosts nothing is said of them. */
  return links != NULL && hearth_door_links_load (self->links, (const char *const *) links, error)
         && (verdicts == NULL || hearth_door_memory_load (self->co_hosts, (const char *const *) verdicts, error))
         && (roles == NULL || hearth_appointments_load (self->roles, (const char *const *) roles, error));
}

gboolean
hearth_door_book_load (HearthDoorBook   *self,
                       const char       *text,
                       gsize             length,
                       HearthDoorScope   scope,
                       gint64            now,
                       GError          **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (HearthDoorBook) loaded = NULL;
  g_auto (GStrv) people = NULL;

  g_return_val_if_fail (HEARTH_IS_DOOR_BOOK (self) && text != NULL, FALSE);

  loaded = hearth_door_book_new (self->invitation);
  if (!g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, error)
      || (people = g_key_file_get_string_list (file, GROUP, "people", NULL, error)) == NULL
      || !hearth_door_memory_load (loaded->host, (const char *const *) people, error)
      || (scope == HEARTH_DOOR_SCOPE_ROOM && !load_room (loaded, file, error)))
    return FALSE;

  if (scope == HEARTH_DOOR_SCOPE_PERSON)
    hearth_door_memory_forget_room (loaded->host);
  hearth_door_links_forget_dead (loaded->links, now);
  empty (self);
  self->host = g_steal_pointer (&loaded->host);
  self->co_hosts = g_steal_pointer (&loaded->co_hosts);
  self->roles = g_steal_pointer (&loaded->roles);
  self->links = g_steal_pointer (&loaded->links);
  announce (self);

  return TRUE;
}
