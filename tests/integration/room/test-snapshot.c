/* Who is told that a still of them was saved: the one who is on it, by whose connection it came, and nobody else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "people.h"

#define PATIENCE_MS 45000

/* What somebody was told last. */
typedef struct
{
  Person *person;
  char *from; /* nullable: the name by which they know who took it */
  HearthPictureKind kind;
  guint n;
} Ear;

static void
on_taken (HearthSnapshots   *snapshots,
          const char        *member_id,
          HearthPictureKind  kind,
          Ear               *ear)
{
  HearthMember *member = hearth_member_find (hearth_room_get_members (ear->person->room), member_id);

  g_assert_nonnull (member);
  g_set_str (&ear->from, hearth_member_get_name (member));
  ear->kind = kind;
  ear->n++;
}

static void
listen (Ear    *ear,
        Person *person)
{
  ear->person = person;
  g_signal_connect (hearth_room_get_snapshots (person->room), "taken", G_CALLBACK (on_taken), ear);
}

static gboolean
has_heard (gpointer data)
{
  return ((Ear *) data)->n > 0;
}

static gboolean
sees_both_others (gpointer data)
{
  return g_list_model_get_n_items (hearth_room_get_members (((Person *) data)->room)) == 2;
}

static void
take (Person            *taker,
      Ear               *taken,
      HearthPictureKind  kind,
      Ear               *other)
{
  HearthMember *member = person_find (taker, taken->person->name);

  taken->n = 0;
  other->n = 0;
  g_assert_true (hearth_snapshots_tell (hearth_room_get_snapshots (taker->room), hearth_member_get_id (member), kind));
  wait_until ("nobody is told", PATIENCE_MS, has_heard, taken);
  g_assert_cmpstr (taken->from, ==, taker->name);
  g_assert_cmpint (taken->kind, ==, kind);
  g_assert_cmpuint (taken->n, ==, 1);
  g_assert_cmpuint (other->n, ==, 0);
}

static void
test_snapshot (House         *house,
               gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, house->host_identity, "Alice", FALSE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) carol = NULL;
  Ear ears[3] = { 0 };

  person_wait_inside (alice);
  bob = person_visit (house, NULL, "Bob", FALSE);
  carol = person_visit (house, NULL, "Carol", FALSE);
  person_wait_inside (bob);
  person_wait_inside (carol);
  wait_until ("Bob does not see the others", PATIENCE_MS, sees_both_others, bob);
  wait_until ("Carol does not see the others", PATIENCE_MS, sees_both_others, carol);
  listen (&ears[0], alice);
  listen (&ears[1], bob);
  listen (&ears[2], carol);

  take (bob, &ears[2], HEARTH_PICTURE_SHARE, &ears[0]);
  take (bob, &ears[0], HEARTH_PICTURE_CAMERA, &ears[2]);
  take (alice, &ears[1], HEARTH_PICTURE_CAMERA, &ears[2]);

  /* Nobody is told of what is nobody's, and nobody stumbles over it: the one after it arrives. */
  hearth_snapshots_tell (hearth_room_get_snapshots (carol->room), "nobody", HEARTH_PICTURE_CAMERA);
  take (carol, &ears[1], HEARTH_PICTURE_CAMERA, &ears[0]);
  g_assert_false (hearth_snapshots_tell (hearth_room_get_snapshots (alice->room), "nobody", HEARTH_PICTURE_CAMERA));

  for (guint i = 0; i < G_N_ELEMENTS (ears); i++)
    {
      g_signal_handlers_disconnect_by_data (hearth_room_get_snapshots (ears[i].person->room), &ears[i]);
      g_free (ears[i].from);
    }
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();
  g_test_add ("/room/snapshot", House, NULL, house_set_up, test_snapshot, house_tear_down);

  return g_test_run ();
}
