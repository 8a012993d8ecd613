/* 100 people come and go in one process beside two who talk: what stays behind of them, and what do the two notice? File descriptors,
 * threads and GStreamer's objects are counted, and the packets that are missing between the two.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "people.h"

/* So many at the same time, so often: 102 visits, in a room in which everybody is heard. A first round fills what is kept for good
 * (plugins, pools, sockets of the loop). */
#define GUESTS 3
#define ROUNDS 34

/* In the first of them somebody comes while another has not quite left, or not yet: then there are lines for both. */
#define WARM_UP_ROUNDS 2

/* What the threads may grow by beside those who stay: they may need a line or two more than after the first rounds, while somebody has not
 * quite left, and pools end their threads late. If lines did not serve again, each round would add five. */
#define MORE_THREADS 24

/* GStreamer's and GLib's thread pools end what has been idle for a while. */
#define SETTLE_MS 20000

static GstTracer *
find_leaks_tracer (void)
{
  GList *tracers = gst_tracing_get_active_tracers ();
  GstTracer *found = NULL;

  for (GList *l = tracers; l != NULL; l = l->next)
    {
      if (g_str_equal (G_OBJECT_TYPE_NAME (l->data), "GstLeaksTracer"))
        found = gst_object_ref (l->data);
    }
  g_list_free_full (tracers, gst_object_unref);

  return found;
}

/* Returns: objects made less objects gone since the last call. By name, without a reference: the tracer's list of live objects
 * gives references that it does not hold. */
static int
count_gst_activity (GstTracer *tracer)
{
  g_autoptr (GstStructure) checkpoint = NULL;

  g_signal_emit_by_name (tracer, "activity-get-checkpoint", &checkpoint);

  return (int) gst_value_list_get_size (gst_structure_get_value (checkpoint, "objects-created-list"))
         - (int) gst_value_list_get_size (gst_structure_get_value (checkpoint, "objects-removed-list"));
}

static guint
count_entries (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* The tracer does count what it should. */
static void
assert_counts (GstTracer *tracer)
{
  GstElement *element = gst_object_ref_sink (gst_element_factory_make ("identity", NULL));

  g_assert_cmpint (count_gst_activity (tracer), >, 0);
  gst_object_unref (element);
  g_assert_cmpint (count_gst_activity (tracer), <, 0);
}

typedef struct
{
  GstTracer *tracer;
  guint n_fds;
  guint n_threads;
  int n_objects;
} Census;

static void
take_census (Census *census)
{
  census->n_fds = count_entries ("/proc/self/fd");
  census->n_threads = count_entries ("/proc/self/task");
  census->n_objects += count_gst_activity (census->tracer);
}

static gboolean
is_as_before (gpointer data)
{
  Census *census = data; /* then, now */

  take_census (&census[1]);

  return census[1].n_fds <= census[0].n_fds && census[1].n_threads <= census[0].n_threads && census[1].n_objects <= 0;
}

static void
come_and_go (House  *house,
             Person *host)
{
  Person *guests[GUESTS];

  for (guint i = 0; i < GUESTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Guest %u", i);

      guests[i] = person_visit (house, NULL, name, TRUE);
    }
  for (guint i = 0; i < GUESTS; i++)
    {
      person_wait_hears (guests[i], host);
      person_wait_hears (host, guests[i]);
    }
  for (guint i = 0; i < GUESTS; i++)
    hearth_room_leave (guests[i]->room);
  for (guint i = 0; i < GUESTS; i++)
    {
      person_wait_ended (guests[i]);
      person_free (guests[i]);
    }
  person_wait_members (host, 2);
}

/* Packets that have come and that have not, of the sound and the picture that two people get of each other. */
typedef struct
{
  guint n;
  guint n_missing;
} Account;

static void
add_account (Account *account,
             Person  *self,
             Person  *other)
{
  static const char *const kinds[] = { "audio", "video" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      RtpCounter *counter = person_get_counter (self, other, kinds[i]);

      account->n += rtp_counter_get_n (counter);
      account->n_missing += rtp_counter_get_n_missing (counter);
    }
}

static Account
take_account (Person *self,
              Person *other)
{
  Account account = { 0 };

  add_account (&account, self, other);
  add_account (&account, other, self);

  return account;
}

/* Lines that have become free serve again, so that who stays is not filled by those who come and go. What is left behind in the end
 * is counted when the two have gone as well. */
static void
visit_beside_a_call (House  *house,
                     Person *alice,
                     guint   rounds)
{
  g_autoptr (Person) bob = person_visit (house, NULL, "Bob", TRUE);
  g_autoptr (Person) carol = person_visit (house, NULL, "Carol", TRUE);
  gint64 began_at = g_get_monotonic_time ();
  RtpCounter *bob_at_carol;
  Account before, after;
  guint n_threads;

  person_wait_hears (bob, carol);
  person_wait_hears (carol, bob);
  bob_at_carol = person_get_counter (carol, bob, "video");
  before = take_account (bob, carol);
  for (guint i = 0; i < WARM_UP_ROUNDS; i++)
    come_and_go (house, alice);
  n_threads = count_entries ("/proc/self/task");
  for (guint i = WARM_UP_ROUNDS; i < rounds; i++)
    come_and_go (house, alice);
  g_assert_cmpuint (count_entries ("/proc/self/task"), <=, n_threads + MORE_THREADS);

  /* The same streams, whole. */
  after = take_account (bob, carol);
  g_test_message ("%u visits in %.1f s; between the two others %u packets, %u missing", GUESTS * rounds,
                  (double) (g_get_monotonic_time () - began_at) / G_USEC_PER_SEC, after.n - before.n,
                  after.n_missing - before.n_missing);
  g_assert_true (person_get_counter (carol, bob, "video") == bob_at_carol);
  g_assert_cmpuint (after.n, >, before.n + 10);
  g_assert_cmpuint (after.n_missing - before.n_missing, <=, (after.n - before.n) / 1000);
}

static void
test_churn (House         *house,
            gconstpointer  data)
{
  g_autoptr (Person) alice = person_host (house, NULL, "Alice", TRUE);
  g_autoptr (GstTracer) tracer = find_leaks_tracer ();
  Census census[] = { { tracer }, { tracer } };

  g_assert_nonnull (tracer);
  person_wait_inside (alice);
  visit_beside_a_call (house, alice, WARM_UP_ROUNDS);
  person_wait_members (alice, 0);
  run_for (1000);
  g_signal_emit_by_name (tracer, "activity-start-tracking");
  assert_counts (tracer);
  take_census (&census[0]);

  visit_beside_a_call (house, alice, ROUNDS);
  person_wait_members (alice, 0);
  run_for (1000);
  take_census (&census[1]);
  g_test_message ("descriptors %u → %u, threads %u → %u, GStreamer objects %+d", census[0].n_fds, census[1].n_fds,
                  census[0].n_threads, census[1].n_threads, census[1].n_objects);
  wait_until ("everything is as before", SETTLE_MS, is_as_before, census);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("GST_TRACERS", "leaks(filters=\"GstElement,GstPad,GstCaps,GstPromise\")", TRUE);
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add ("/churn", House, NULL, house_set_up, test_churn, house_tear_down);

  return g_test_run ();
}
