/* Who is who among real people in a room: everybody's key, as they have proven it, and codes compared between two guests over the host, and
 * between a guest and the host.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "people.h"

#define PATIENCE_MS 45000

typedef struct
{
  Person *asker;
  Person *answerer;
  HearthComparison *asked;
  HearthComparison *answered;
} Pair;

static const char *
own_key (Person *person)
{
  return hearth_comparer_get_key (hearth_room_get_comparer (person->room));
}

static gboolean
knows (Person *person,
       Person *other)
{
  HearthMember *member = person_find (person, other->name);

  return member != NULL && g_strcmp0 (hearth_member_get_key (member), own_key (other)) == 0;
}

static gboolean
all_know_each_other (gpointer data)
{
  Person **people = data;

  for (guint i = 0; people[i] != NULL; i++)
    for (guint k = 0; people[k] != NULL; k++)
      if (i != k && !knows (people[i], people[k]))
        return FALSE;

  return TRUE;
}

static void
on_asked (HearthComparer   *comparer,
          HearthComparison *comparison,
          Pair             *pair)
{
  g_set_object (&pair->asked, comparison);
}

static void
on_invited (HearthComparer   *comparer,
            HearthComparison *comparison,
            Pair             *pair)
{
  g_assert_cmpint (hearth_comparison_get_stage (comparison), ==, HEARTH_COMPARISON_INVITED);
  g_set_object (&pair->answered, comparison);
}

static gboolean
is_invited (gpointer data)
{
  return ((Pair *) data)->answered != NULL;
}

static gboolean
both_show (gpointer data)
{
  Pair *pair = data;

  return hearth_comparison_get_stage (pair->asked) == HEARTH_COMPARISON_SHOWN
         && hearth_comparison_get_stage (pair->answered) == HEARTH_COMPARISON_SHOWN;
}

static gboolean
both_verified (gpointer data)
{
  Pair *pair = data;

  return hearth_comparison_get_stage (pair->asked) == HEARTH_COMPARISON_VERIFIED
         && hearth_comparison_get_stage (pair->answered) == HEARTH_COMPARISON_VERIFIED;
}

static void
compare (Person *asker,
         Person *answerer)
{
  HearthComparer *asking = hearth_room_get_comparer (asker->room);
  HearthComparer *answering = hearth_room_get_comparer (answerer->room);
  HearthMember *member = person_find (asker, answerer->name);
  Pair pair = { asker, answerer, NULL, NULL };

  g_signal_connect (asking, "began", G_CALLBACK (on_asked), &pair);
  g_signal_connect (answering, "began", G_CALLBACK (on_invited), &pair);
  hearth_comparer_start (asking, hearth_member_get_id (member), hearth_member_get_key (member));
  g_assert_nonnull (pair.asked);
  wait_until ("nobody is asked", PATIENCE_MS, is_invited, &pair);
  g_assert_cmpstr (hearth_comparison_get_key (pair.answered), ==, own_key (asker));
  hearth_comparer_answer (answering, pair.answered, HEARTH_COMPARISON_ACCEPT);
  wait_until ("no code", PATIENCE_MS, both_show, &pair);
  g_assert_cmpstr (hearth_comparison_get_code (pair.asked), ==, hearth_comparison_get_code (pair.answered));

  hearth_comparer_answer (asking, pair.asked, HEARTH_COMPARISON_MATCH);
  hearth_comparer_answer (answering, pair.answered, HEARTH_COMPARISON_MATCH);
  wait_until ("nobody is verified", PATIENCE_MS, both_verified, &pair);
  g_signal_handlers_disconnect_by_data (asking, &pair);
  g_signal_handlers_disconnect_by_data (answering, &pair);
  g_clear_object (&pair.asked);
  g_clear_object (&pair.answered);
}

static void
test_compare (House         *house,
              gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, house->host_identity, "Alice", FALSE);
  g_autoptr (Person) bob = NULL;
  g_autoptr (Person) carol = NULL;
  Person *people[] = { alice, NULL, NULL, NULL };

  person_wait_inside (alice);
  bob = people[1] = person_visit (house, NULL, "Bob", FALSE);
  carol = people[2] = person_visit (house, NULL, "Carol", FALSE);
  person_wait_inside (bob);
  person_wait_inside (carol);
  wait_until ("somebody's key is not known", PATIENCE_MS, all_know_each_other, people);

  compare (bob, carol);
  compare (bob, alice);
  compare (alice, carol);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();
  g_test_add ("/room/compare", House, NULL, house_set_up, test_compare, house_tear_down);

  return g_test_run ();
}
