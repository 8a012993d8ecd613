/* Comparing a code, when everybody is honest and when whoever stands in between is not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/comparer.h"

#include <string.h>

#include "base/limits.h"
#include "base/main-thread.h"

#define ROOM "pLLCKVnc60sutvt5Cm1Kkg"

/* Somebody with a program; what it says waits until somebody carries it over. */
typedef struct
{
  const char *id;
  HearthIdentity *identity;
  HearthComparer *comparer;
  HearthComparison *comparison; /* (nullable): the latest */
  guint n_began;
  GQueue outbox; /* of HearthControlMessage */
} Person;

typedef struct
{
  Person anna;
  Person ben;
  Person mallory; /* towards Anna */
  Person trent;   /* Mallory towards Ben, with the same key */
} Fixture;

static void
on_send (HearthComparer       *comparer,
         HearthControlMessage *message,
         Person               *person)
{
  g_queue_push_tail (&person->outbox, hearth_control_message_ref (message));
}

static void
on_began (HearthComparer   *comparer,
          HearthComparison *comparison,
          Person           *person)
{
  g_set_object (&person->comparison, comparison);
  person->n_began++;
}

static void
person_init (Person         *person,
             const char     *id,
             HearthIdentity *identity)
{
  person->id = id;
  person->identity = identity;
  person->comparer = hearth_comparer_new (identity, ROOM);
  g_queue_init (&person->outbox);
  g_signal_connect (person->comparer, "send", G_CALLBACK (on_send), person);
  g_signal_connect (person->comparer, "began", G_CALLBACK (on_began), person);
}

static void
person_clear (Person *person)
{
  g_queue_clear_full (&person->outbox, (GDestroyNotify) hearth_control_message_unref);
  g_signal_handlers_disconnect_by_data (person->comparer, person);
  g_object_unref (person->comparer);
  g_clear_object (&person->comparison);
  hearth_identity_unref (person->identity);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  HearthIdentity *mallory = hearth_identity_generate ();

  person_init (&fixture->anna, "g1", hearth_identity_generate ());
  person_init (&fixture->ben, "g2", hearth_identity_generate ());
  person_init (&fixture->mallory, "g2", mallory);
  person_init (&fixture->trent, "g1", hearth_identity_ref (mallory));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  person_clear (&fixture->anna);
  person_clear (&fixture->ben);
  person_clear (&fixture->mallory);
  person_clear (&fixture->trent);
}

static const char *
get_key (Person *person)
{
  return hearth_comparer_get_key (person->comparer);
}

static HearthComparisonStage
get_stage (Person *person)
{
  g_assert_nonnull (person->comparison);
  return hearth_comparison_get_stage (person->comparison);
}

static void
deliver (HearthControlMessage *message,
         Person               *from,
         Person               *to)
{
  hearth_comparer_receive (to->comparer, message, from->id, get_key (from));
}

static HearthControlMessage *
next (Person *person)
{
  HearthControlMessage *message = g_queue_pop_head (&person->outbox);

  g_assert_nonnull (message);
  return message;
}

/* @to hears what @from says next. Returns: (transfer full): it. */
static HearthControlMessage *
carry (Person *from,
       Person *to)
{
  HearthControlMessage *message = next (from);

  deliver (message, from, to);

  return message;
}

static void
forget_said (Person *person)
{
  g_queue_clear_full (&person->outbox, (GDestroyNotify) hearth_control_message_unref);
}

/* Carries everything over, both ways, until nobody says anything. */
static void
pump (Person *a,
      Person *b)
{
  while (!g_queue_is_empty (&a->outbox) || !g_queue_is_empty (&b->outbox))
    {
      Person *from = g_queue_is_empty (&a->outbox) ? b : a;
      g_autoptr (HearthControlMessage) message = next (from);

      deliver (message, from, from == a ? b : a);
    }
}

static void
start (Person *asker,
       Person *asked)
{
  hearth_comparer_start (asker->comparer, asked->id, get_key (asked));
}

static void
answer (Person                 *person,
        HearthComparisonAnswer  what)
{
  hearth_comparer_answer (person->comparer, person->comparison, what);
}

/* Both show a code. */
static void
exchange (Person *asker,
          Person *answerer)
{
  start (asker, answerer);
  g_assert_cmpint (get_stage (asker), ==, HEARTH_COMPARISON_ASKED);
  pump (asker, answerer);
  g_assert_cmpint (get_stage (answerer), ==, HEARTH_COMPARISON_INVITED);
  answer (answerer, HEARTH_COMPARISON_ACCEPT);
  pump (asker, answerer);
  g_assert_cmpint (get_stage (asker), ==, HEARTH_COMPARISON_SHOWN);
  g_assert_cmpint (get_stage (answerer), ==, HEARTH_COMPARISON_SHOWN);
}

/* --- Honest people ------------------------------------------------------------------------------------------------------ */

static void
test_honest (Fixture       *fixture,
             gconstpointer  unused)
{
  Person *anna = &fixture->anna, *ben = &fixture->ben;

  exchange (anna, ben);
  g_assert_cmpstr (hearth_comparison_get_code (anna->comparison), ==, hearth_comparison_get_code (ben->comparison));
  g_assert_cmpuint (strlen (hearth_comparison_get_code (anna->comparison)), ==, 6);
  g_assert_cmpstr (hearth_comparison_get_key (anna->comparison), ==, get_key (ben));
  g_assert_cmpstr (hearth_comparison_get_key (ben->comparison), ==, get_key (anna));

  /* One of the two is not enough. */
  answer (ben, HEARTH_COMPARISON_MATCH);
  pump (anna, ben);
  g_assert_cmpint (get_stage (anna), ==, HEARTH_COMPARISON_SHOWN);
  g_assert_cmpint (get_stage (ben), ==, HEARTH_COMPARISON_CONFIRMED);
  answer (anna, HEARTH_COMPARISON_MATCH);
  pump (anna, ben);
  g_assert_cmpint (get_stage (anna), ==, HEARTH_COMPARISON_VERIFIED);
  g_assert_cmpint (get_stage (ben), ==, HEARTH_COMPARISON_VERIFIED);

  /* Once more, the other way round: another code. */
  exchange (ben, anna);
  answer (anna, HEARTH_COMPARISON_DIFFER);
  pump (anna, ben);
  g_assert_cmpint (get_stage (anna), ==, HEARTH_COMPARISON_DIFFERENT);
  g_assert_cmpint (get_stage (ben), ==, HEARTH_COMPARISON_DIFFERENT);
}

static void
test_crossing (Fixture       *fixture,
               gconstpointer  unused)
{
  Person *anna = &fixture->anna, *ben = &fixture->ben;

  /* Nobody is asked who has asked already, and there is one code. */
  start (anna, ben);
  start (ben, anna);
  pump (anna, ben);
  g_assert_cmpint (get_stage (anna), ==, HEARTH_COMPARISON_SHOWN);
  g_assert_cmpint (get_stage (ben), ==, HEARTH_COMPARISON_SHOWN);
  g_assert_cmpstr (hearth_comparison_get_code (anna->comparison), ==, hearth_comparison_get_code (ben->comparison));
  g_assert_cmpuint (anna->n_began + ben->n_began, ==, 2);
}

static void
test_declined (Fixture       *fixture,
               gconstpointer  unused)
{
  Person *anna = &fixture->anna, *ben = &fixture->ben;

  start (anna, ben);
  pump (anna, ben);
  answer (ben, HEARTH_COMPARISON_CANCEL);
  pump (anna, ben);
  g_assert_cmpint (get_stage (anna), ==, HEARTH_COMPARISON_DECLINED);

  /* Who does not want to be asked again is not. */
  start (anna, ben);
  pump (anna, ben);
  answer (ben, HEARTH_COMPARISON_IGNORE);
  pump (anna, ben);
  g_assert_cmpint (get_stage (anna), ==, HEARTH_COMPARISON_DECLINED);
  start (anna, ben);
  pump (anna, ben);
  g_assert_cmpint (get_stage (anna), ==, HEARTH_COMPARISON_ASKED);
  g_assert_cmpuint (ben->n_began, ==, 2);

  /* Nobody compares with two at a time, nor with themselves. */
  start (&fixture->trent, anna);
  pump (&fixture->trent, anna);
  g_assert_cmpint (get_stage (&fixture->trent), ==, HEARTH_COMPARISON_DECLINED);
  hearth_comparer_start (ben->comparer, "g9", get_key (ben));
  g_assert_cmpuint (ben->n_began, ==, 2);
}

static gboolean
is_nobody (const char *id,
           gpointer    unused)
{
  return FALSE;
}

static void
test_abandoned (Fixture       *fixture,
                gconstpointer  unused)
{
  Person *anna = &fixture->anna, *ben = &fixture->ben;

  /* Nobody answers. */
  start (anna, ben);
  pump (anna, ben);
  hearth_comparer_expire (anna->comparer);
  pump (anna, ben);
  g_assert_cmpint (get_stage (anna), ==, HEARTH_COMPARISON_BROKEN_OFF);
  g_assert_cmpint (get_stage (ben), ==, HEARTH_COMPARISON_BROKEN_OFF);
  answer (ben, HEARTH_COMPARISON_ACCEPT);
  g_assert_true (g_queue_is_empty (&ben->outbox));

  /* The other half of the code does not come. */
  start (anna, ben);
  pump (anna, ben);
  answer (ben, HEARTH_COMPARISON_ACCEPT);
  g_assert_cmpint (get_stage (ben), ==, HEARTH_COMPARISON_EXCHANGING);
  hearth_comparer_expire (ben->comparer);
  g_assert_cmpint (get_stage (ben), ==, HEARTH_COMPARISON_BROKEN_OFF);
  g_assert_null (hearth_comparison_get_code (ben->comparison));
  pump (anna, ben);
  g_assert_cmpint (get_stage (anna), ==, HEARTH_COMPARISON_BROKEN_OFF);

  /* Somebody leaves. */
  exchange (anna, ben);
  hearth_comparer_retain (anna->comparer, is_nobody, NULL);
  g_assert_cmpint (get_stage (anna), ==, HEARTH_COMPARISON_BROKEN_OFF);
  hearth_comparer_close (ben->comparer);
  g_assert_cmpint (get_stage (ben), ==, HEARTH_COMPARISON_BROKEN_OFF);
  start (ben, anna);
  g_assert_cmpint (get_stage (ben), ==, HEARTH_COMPARISON_BROKEN_OFF);
}

/* --- Somebody in between ------------------------------------------------------------------------------------------------ */

/* The host tells each of the two that Mallory's key is the other's, and compares with both. */
static void
test_swapped_keys (Fixture       *fixture,
                   gconstpointer  unused)
{
  Person *anna = &fixture->anna, *ben = &fixture->ben;

  exchange (anna, &fixture->mallory);
  exchange (&fixture->trent, ben);
  g_assert_cmpstr (hearth_comparison_get_code (anna->comparison), !=, hearth_comparison_get_code (ben->comparison));

  /* Whatever Mallory says, both have to hear it from each other; who sees that they differ has verified nobody. */
  answer (&fixture->mallory, HEARTH_COMPARISON_MATCH);
  pump (anna, &fixture->mallory);
  g_assert_cmpint (get_stage (anna), ==, HEARTH_COMPARISON_SHOWN);
  answer (anna, HEARTH_COMPARISON_DIFFER);
  g_assert_cmpint (get_stage (anna), ==, HEARTH_COMPARISON_DIFFERENT);
}

/* The host tells one of them a wrong key, and passes on what they say. */
static void
test_passed_on (Fixture       *fixture,
                gconstpointer  unused)
{
  Person *anna = &fixture->anna, *ben = &fixture->ben;
  g_autoptr (HearthControlMessage) ask = NULL;
  g_autoptr (HearthControlMessage) bens = NULL;

  hearth_comparer_start (anna->comparer, ben->id, get_key (&fixture->mallory));
  ask = carry (anna, ben);
  answer (ben, HEARTH_COMPARISON_ACCEPT);
  bens = carry (ben, anna);
  g_assert_cmpint (get_stage (anna), ==, HEARTH_COMPARISON_FORGED);
  g_assert_null (hearth_comparison_get_code (anna->comparison));
}

/* The same, but it is the answerer who was told a wrong key. */
static void
test_passed_on_to_answerer (Fixture       *fixture,
                            gconstpointer  unused)
{
  Person *anna = &fixture->anna, *ben = &fixture->ben;
  g_autoptr (HearthControlMessage) ask = NULL;
  g_autoptr (HearthControlMessage) bens = NULL;

  start (anna, ben);
  ask = next (anna);
  hearth_comparer_receive (ben->comparer, ask, anna->id, get_key (&fixture->mallory));
  answer (ben, HEARTH_COMPARISON_ACCEPT);
  bens = carry (ben, anna);
  g_assert_cmpint (get_stage (anna), ==, HEARTH_COMPARISON_FORGED);
}

static void
test_wrong_reveal (Fixture       *fixture,
                   gconstpointer  unused)
{
  Person *anna = &fixture->anna, *ben = &fixture->ben;
  g_autoptr (HearthControlMessage) ask = NULL;
  g_autoptr (HearthControlMessage) bens = NULL;
  g_autoptr (HearthControlMessage) reveal = NULL;

  start (anna, ben);
  ask = carry (anna, ben);
  answer (ben, HEARTH_COMPARISON_ACCEPT);
  bens = carry (ben, anna);
  reveal = next (anna);

  /* Another number than the one committed to; it would be another code. */
  reveal->nonce[0] = reveal->nonce[0] == 'A' ? 'B' : 'A';
  deliver (reveal, anna, ben);
  g_assert_cmpint (get_stage (ben), ==, HEARTH_COMPARISON_FORGED);
  g_assert_null (hearth_comparison_get_code (ben->comparison));
}

/* Says again what Anna said in an exchange that went well. */
static void
test_replayed (Fixture       *fixture,
               gconstpointer  unused)
{
  Person *anna = &fixture->anna, *ben = &fixture->ben;
  g_autoptr (HearthControlMessage) ask = NULL;
  g_autoptr (HearthControlMessage) bens = NULL;
  g_autoptr (HearthControlMessage) reveal = NULL;
  g_autoptr (HearthControlMessage) match = NULL;

  start (anna, ben);
  ask = carry (anna, ben);
  answer (ben, HEARTH_COMPARISON_ACCEPT);
  bens = carry (ben, anna);
  reveal = carry (anna, ben);
  answer (anna, HEARTH_COMPARISON_MATCH);
  match = carry (anna, ben);
  answer (ben, HEARTH_COMPARISON_MATCH);
  g_assert_cmpint (get_stage (ben), ==, HEARTH_COMPARISON_VERIFIED);
  forget_said (ben);

  /* Nothing of it counts out of its turn; nothing counts with Ben's new number. */
  deliver (match, anna, ben);
  deliver (reveal, anna, ben);
  deliver (ask, anna, ben);
  g_assert_cmpint (get_stage (ben), ==, HEARTH_COMPARISON_INVITED);
  deliver (reveal, anna, ben);
  deliver (match, anna, ben);
  g_assert_cmpint (get_stage (ben), ==, HEARTH_COMPARISON_INVITED);
  answer (ben, HEARTH_COMPARISON_ACCEPT);
  deliver (match, anna, ben);
  g_assert_cmpint (get_stage (ben), ==, HEARTH_COMPARISON_EXCHANGING);
  deliver (reveal, anna, ben);
  g_assert_cmpint (get_stage (ben), ==, HEARTH_COMPARISON_FORGED);
}

/* Says back to Anna whatever she says, as if it were Ben's. */
static void
test_reflected (Fixture       *fixture,
                gconstpointer  unused)
{
  Person *anna = &fixture->anna, *ben = &fixture->ben;

  start (anna, ben);
  for (guint i = 0; i < 10 && !g_queue_is_empty (&anna->outbox); i++)
    {
      g_autoptr (HearthControlMessage) message = next (anna);

      deliver (message, ben, anna);
    }
  g_assert_null (hearth_comparison_get_code (anna->comparison));
  hearth_comparer_expire (anna->comparer);
  g_assert_cmpint (get_stage (anna), >=, HEARTH_COMPARISON_FORGED);
}

/* That the other's person says yes is theirs to say. */
static void
test_forged_match (Fixture       *fixture,
                   gconstpointer  unused)
{
  Person *anna = &fixture->anna, *ben = &fixture->ben;
  g_autoptr (HearthControlMessage) annas = NULL;

  exchange (anna, ben);
  answer (anna, HEARTH_COMPARISON_MATCH);
  annas = next (anna);
  deliver (annas, ben, anna);
  g_assert_cmpint (get_stage (anna), ==, HEARTH_COMPARISON_FORGED);
}

/* Each code that somebody could know is one try. */
static void
test_limits (Fixture       *fixture,
             gconstpointer  unused)
{
  Person *anna = &fixture->anna, *ben = &fixture->ben;

  for (guint i = 0; i < HEARTH_LIMIT_COMPARISONS; i++)
    {
      start (anna, ben);
      g_assert_cmpint (get_stage (anna), ==, HEARTH_COMPARISON_ASKED);
      answer (anna, HEARTH_COMPARISON_CANCEL);
    }
  start (anna, ben);
  g_assert_cmpint (get_stage (anna), ==, HEARTH_COMPARISON_TOO_OFTEN);

  /* And so is each that they would answer. */
  forget_said (anna);
  start (ben, anna);
  pump (anna, ben);
  answer (anna, HEARTH_COMPARISON_ACCEPT);
  g_assert_cmpint (get_stage (anna), ==, HEARTH_COMPARISON_TOO_OFTEN);
  pump (anna, ben);
  g_assert_cmpint (get_stage (ben), ==, HEARTH_COMPARISON_DECLINED);

  /* Nobody's window is covered with questions. */
  for (guint i = 0; i < 2 * HEARTH_LIMIT_INVITATIONS; i++)
    {
      start (&fixture->trent, ben);
      pump (&fixture->trent, ben);
      answer (&fixture->trent, HEARTH_COMPARISON_CANCEL);
      pump (&fixture->trent, ben);
    }
  g_assert_cmpuint (ben->n_began, ==, 1 + HEARTH_LIMIT_INVITATIONS);
}

int
main (int    argc,
      char **argv)
{
#define ADD(name, function) g_test_add ("/room/comparer/" name, Fixture, NULL, set_up, function, tear_down)
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();
  ADD ("honest", test_honest);
  ADD ("crossing", test_crossing);
  ADD ("declined", test_declined);
  ADD ("abandoned", test_abandoned);
  ADD ("swapped-keys", test_swapped_keys);
  ADD ("passed-on", test_passed_on);
  ADD ("passed-on-to-answerer", test_passed_on_to_answerer);
  ADD ("wrong-reveal", test_wrong_reveal);
  ADD ("replayed", test_replayed);
  ADD ("reflected", test_reflected);
  ADD ("forged-match", test_forged_match);
  ADD ("limits", test_limits);

  return g_test_run ();
}
