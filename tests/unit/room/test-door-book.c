/* All that a door knows: the host's word beside that of co-hosts, roles, and whom a person is shown of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/door-book.h"

#include "base/verdict.h"
#include "base/limits.h"

#define NOW 1800000000

typedef struct
{
  HearthIdentity *host;
  HearthInvitation *invitation;
  HearthDoorBook *book;
  guint n_changes;
} Fixture;

static const HearthPublicKey anna = { { 1 } };
static const HearthPublicKey ben = { { 2 } };

static void
on_changed (HearthDoorBook *book,
            Fixture        *self)
{
  self->n_changes++;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->host = hearth_identity_generate ();
  self->invitation = hearth_invitation_new ("https://meet.example.org", hearth_identity_get_public_key (self->host), NULL);
  self->book = hearth_door_book_new (self->invitation);
  g_signal_connect (self->book, "changed", G_CALLBACK (on_changed), self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_assert_finalize_object (self->book);
  hearth_invitation_unref (self->invitation);
  hearth_identity_unref (self->host);
}

/* The stricter counts, whoever said it first; and a co-host's word takes nothing back. */
static void
test_stricter (Fixture       *self,
               gconstpointer  data)
{
  for (guint host = HEARTH_DOOR_STRANGER; host <= HEARTH_DOOR_BLOCKED; host++)
    {
      for (guint co_host = HEARTH_DOOR_REMOVED; co_host <= HEARTH_DOOR_BLOCKED; co_host++)
        {
          hearth_door_book_forget (self->book, &anna);
          if (host != HEARTH_DOOR_STRANGER)
            hearth_door_book_judge (self->book, &anna, (HearthDoorStanding) host, "Anna", TRUE, NOW);
          hearth_door_book_judge (self->book, &anna, (HearthDoorStanding) co_host, "Anna", FALSE, NOW);
          g_assert_cmpint (hearth_door_book_get_standing (self->book, &anna), ==, MAX (host, co_host));

          /* A co-host lets them in again, who were put out. */
          hearth_door_book_pardon (self->book, &anna, FALSE);
          g_assert_cmpint (hearth_door_book_get_standing (self->book, &anna), ==,
                           co_host == HEARTH_DOOR_REMOVED ? host : MAX (host, co_host));
          hearth_door_book_pardon (self->book, &anna, TRUE);
          if (co_host == HEARTH_DOOR_REMOVED)
            g_assert_cmpint (hearth_door_book_get_standing (self->book, &anna), ==, host == HEARTH_DOOR_REMOVED ? 0 : host);
        }
    }

  hearth_door_book_judge (self->book, &anna, HEARTH_DOOR_REMEMBERED, "Anna", TRUE, NOW);
  g_assert_cmpint (hearth_door_book_get_standing (self->book, &anna), ==, HEARTH_DOOR_REMEMBERED);
}

/* However many co-hosts put out, what the host said stays. */
static void
test_bounded (Fixture       *self,
              gconstpointer  data)
{
  hearth_door_book_judge (self->book, &anna, HEARTH_DOOR_REMEMBERED, "Anna", TRUE, NOW);
  for (guint i = 0; i < HEARTH_LIMIT_DOOR_KEYS + 8; i++)
    {
      const HearthPublicKey key = { { 9, (guint8) i, (guint8) (i >> 8) } };

      hearth_door_book_judge (self->book, &key, HEARTH_DOOR_BLOCKED, "Somebody", FALSE, NOW);
    }
  g_assert_cmpint (hearth_door_book_get_standing (self->book, &anna), ==, HEARTH_DOOR_REMEMBERED);
  g_assert_cmpuint (g_list_model_get_n_items (hearth_door_book_get_people (self->book)), ==, HEARTH_LIMIT_DOOR_KEYS + 1);
}

static void
test_people (Fixture       *self,
             gconstpointer  data)
{
  GListModel *people = hearth_door_book_get_people (self->book);
  g_autoptr (HearthVerdict) first = NULL;
  g_autoptr (HearthVerdict) same = NULL;
  g_autoptr (HearthVerdict) second = NULL;
  g_autofree char *id = hearth_public_key_to_text (&anna);

  hearth_door_book_judge (self->book, &anna, HEARTH_DOOR_REMEMBERED, "Anna", TRUE, NOW);
  first = g_list_model_get_item (people, 0);
  g_assert_cmpstr (hearth_verdict_get_id (first), ==, id);
  g_assert_cmpstr (hearth_verdict_get_name (first), ==, "Anna");
  g_assert_cmpint (hearth_verdict_get_since (first), ==, NOW);
  g_assert_false (hearth_verdict_is_blocked (first));

  /* Who was put out is no verdict; who is blocked is, and says by whom. Others' rows stay. */
  hearth_door_book_judge (self->book, &ben, HEARTH_DOOR_REMOVED, "Ben", FALSE, NOW);
  g_assert_cmpuint (g_list_model_get_n_items (people), ==, 1);
  hearth_door_book_judge (self->book, &ben, HEARTH_DOOR_BLOCKED, "Ben", FALSE, NOW);
  same = g_list_model_get_item (people, 0);
  second = g_list_model_get_item (people, 1);
  g_assert_true (same == first);
  g_assert_true (hearth_verdict_is_blocked (second));
  g_assert_true (hearth_verdict_is_by_co_host (second));

  /* Each once, as the stricter says. */
  hearth_door_book_judge (self->book, &anna, HEARTH_DOOR_BLOCKED, "Anna", FALSE, NOW);
  g_assert_cmpuint (g_list_model_get_n_items (people), ==, 2);
  hearth_door_book_judge (self->book, &ben, HEARTH_DOOR_BLOCKED, "Ben", TRUE, NOW);
  g_assert_cmpuint (g_list_model_get_n_items (people), ==, 2);
  hearth_door_book_forget (self->book, &anna);
  hearth_door_book_forget (self->book, &ben);
  g_assert_cmpuint (g_list_model_get_n_items (people), ==, 0);
  g_assert_cmpuint (self->n_changes, ==, 7);
}

/* Roles are kept with the room, and taken back at once. */
static void
test_roles (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *link = hearth_door_book_make_link (self->book, 0, HEARTH_LINK_FOR_CO_HOST, NOW);
  g_autoptr (HearthInvitation) invitation = hearth_invitation_parse (link, NULL);
  g_autofree char *pass = hearth_ticket_make_pass (hearth_invitation_get_ticket (invitation), hearth_invitation_get_room (invitation), &anna);
  g_autoptr (HearthDoorBook) again = hearth_door_book_new (self->invitation);
  g_autofree char *text = NULL;
  gboolean co_host;

  g_assert_false (hearth_door_book_has_co_hosts (self->book));
  g_assert_true (hearth_door_book_is_invited (self->book, &anna, pass, NOW, &co_host));
  g_assert_true (co_host);
  hearth_door_book_enter (self->book, &anna, pass, NOW);
  g_assert_true (hearth_door_book_has_co_hosts (self->book));
  g_assert_null (hearth_door_book_dup_co_host_link (self->book));
  hearth_door_book_set_role (self->book, &ben, HEARTH_ROLE_LISTENER);

  text = hearth_door_book_save (self->book, HEARTH_DOOR_SCOPE_ROOM, NOW);
  g_assert_true (hearth_door_book_load (again, text, strlen (text), HEARTH_DOOR_SCOPE_ROOM, NOW, NULL));
  g_assert_cmpint (hearth_door_book_get_role (again, &anna), ==, HEARTH_ROLE_CO_HOST);
  g_assert_true (hearth_door_book_is_invited (again, &anna, NULL, NOW, &co_host));
  g_assert_true (co_host);

  hearth_door_book_forget_co_hosts (again);
  g_assert_cmpint (hearth_door_book_get_role (again, &anna), ==, HEARTH_ROLE_SPEAKER);
  g_assert_cmpint (hearth_door_book_get_role (again, &ben), ==, HEARTH_ROLE_LISTENER);
  g_assert_true (hearth_door_book_is_invited (again, &anna, pass, NOW, &co_host));
  g_assert_false (co_host);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/door-book/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("stricter", test_stricter);
  ADD ("bounded", test_bounded);
  ADD ("people", test_people);
  ADD ("roles", test_roles);
#undef ADD

  return g_test_run ();
}
