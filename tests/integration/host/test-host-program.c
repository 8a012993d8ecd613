/* hearth-host from outside: the link it prints, who gets in by it, what it says, what it loads, how it ends and how it comes back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <json-glib/json-glib.h>
#include <signal.h>
#include <string.h>

#include "base/main-thread.h"
#include "host-process.h"
#include "media/plugins.h"
#include "room/room-error.h"

/* A guest is told within a second, on a machine with something else to do as well. */
#define TOLD_MS 1000
#define EVERYBODY_TOLD_MS 2000

/* Until the room is back: as much as people.c has for what a busy machine loses. */
#define PATIENCE_MS 45000

/* The program itself ends within a second; the sanitizer then looks for leaks. */
#define END_MS 8000

/* A plugin of GStreamer's in a memory map. */
#define PLUGIN_BEGIN "/gstreamer-1.0/libgst"

static char *
get_link (HostProcess *host)
{
  return hearth_invitation_to_link (host->house.invitation);
}

static void
test_start_and_stop (HostProcess   *host,
                     gconstpointer  data)
{
  const int signals[] = { SIGTERM, SIGINT };

  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      gint64 began_at;

      host_process_start (host, NULL);
      began_at = g_get_monotonic_time ();
      g_assert_cmpint (host_process_stop (host, signals[i]), ==, 0);
      g_assert_cmpint ((g_get_monotonic_time () - began_at) / 1000, <, END_MS);
    }
}

static void
test_guests (HostProcess   *host,
             gconstpointer  data)
{
  g_autoptr (Person) anna = NULL;
  g_autoptr (Person) ben = NULL;

  host_process_start (host, NULL);
  anna = person_visit (&host->house, NULL, "Anna", TRUE);
  person_wait_inside (anna);
  host_process_wait_line (host, "Anna joined, 1 inside");
  ben = person_visit (&host->house, NULL, "Ben", TRUE);
  person_wait_hears (ben, anna);
  person_wait_hears (anna, ben);
  host_process_wait_line (host, "Ben joined, 2 inside");

  /* Nobody sits there, so nobody is listed; but whose room it is, everybody knows. */
  g_assert_null (person_find (anna, "Cellar"));
  person_wait_members (anna, 1);
  person_wait_members (ben, 1);
  g_assert_cmpstr (hearth_room_get_host_name (anna->room), ==, "Cellar");
  g_assert_cmpstr (hearth_room_get_host_name (ben->room), ==, "Cellar");

  hearth_room_leave (ben->room);
  person_wait_ended (ben);
  host_process_wait_line (host, "Ben left, 1 inside");
}

/* With the sanitizers in both processes: everybody hears and sees everybody, and nobody complains. */
static void
test_five_people (HostProcess   *host,
                  gconstpointer  data)
{
  const char *names[] = { "Anna", "Ben", "Chiara", "Dmitri", "Esi" };
  Person *people[G_N_ELEMENTS (names)];

  host_process_start (host, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    people[i] = person_visit (&host->house, NULL, names[i], TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (people); j++)
      if (i != j)
        person_wait_hears (people[i], people[j]);
  run_for (3000);
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    g_assert_cmpint (hearth_room_get_state (people[i]->room), ==, HEARTH_ROOM_INSIDE);

  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    person_free (people[i]);
  g_assert_cmpint (host_process_stop (host, SIGTERM), ==, 0);
}

static void
test_terminated (HostProcess   *host,
                 gconstpointer  data)
{
  g_autoptr (Person) anna = NULL;
  g_autofree char *link = NULL;
  g_autofree char *again = NULL;
  g_autoptr (Person) anna_again = NULL;

  host_process_start (host, NULL);
  link = get_link (host);
  anna = person_visit (&host->house, NULL, "Anna", TRUE);
  person_wait_told (anna);

  g_subprocess_send_signal (host->process, SIGTERM);
  g_assert_cmpuint (person_wait_ended (anna), <, TOLD_MS);
  g_assert_error (anna->error, HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_HOST_LEFT);
  g_assert_cmpint (host_process_wait (host), ==, 0);

  host_process_start (host, NULL);
  again = get_link (host);
  g_assert_cmpstr (again, ==, link);
  anna_again = person_visit (&host->house, NULL, "Anna", TRUE);
  person_wait_inside (anna_again);
  host_process_wait_line (host, "Anna joined");
}

/* Everybody, whatever they were doing: sending, only watching, on the way in. */
static void
test_everybody_is_told (HostProcess   *host,
                        gconstpointer  data)
{
  Person *people[4];
  gint64 began_at;

  host_process_start (host, NULL);
  people[0] = person_visit (&host->house, NULL, "Anna", TRUE);
  people[1] = person_visit (&host->house, NULL, "Ben", TRUE);
  people[2] = person_visit (&host->house, NULL, "Chiara", FALSE);
  for (gsize i = 0; i < 3; i++)
    person_wait_members (people[i], 2);
  people[3] = person_visit (&host->house, NULL, "Dmitri", TRUE);
  person_wait_inside (people[3]);

  began_at = g_get_monotonic_time ();
  g_subprocess_send_signal (host->process, SIGTERM);
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    {
      person_wait_ended (people[i]);
      g_test_message ("%s: %s", people[i]->name, people[i]->error->message);
      g_assert_cmpint ((people[i]->ended_at - began_at) / 1000, <, EVERYBODY_TOLD_MS);
      g_assert_error (people[i]->error, HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_HOST_LEFT);
      person_free (people[i]);
    }
  g_assert_cmpint (host_process_wait (host), ==, 0);
}

typedef struct
{
  Person *person;
  const char *name;
  const char *id; /* that they had */
} Acquaintance;

static gboolean
is_new (gpointer data)
{
  const Acquaintance *verdict = data;
  HearthMember *member = person_find (verdict->person, verdict->name);

  return member != NULL && !g_str_equal (hearth_member_get_id (member), verdict->id);
}

/* Nobody is told anything; whoever was inside is inside again as soon as the room is back, hears the others, and takes nobody for
 * somebody of before. */
static void
test_killed (HostProcess   *host,
             gconstpointer  data)
{
  g_autoptr (Person) anna = NULL;
  g_autoptr (Person) ben = NULL;
  g_autofree char *link = NULL;
  g_autofree char *again = NULL;
  g_autofree char *id = NULL;

  host_process_start (host, NULL);
  link = get_link (host);
  anna = person_visit (&host->house, NULL, "Anna", TRUE);
  ben = person_visit (&host->house, NULL, "Ben", TRUE);
  person_wait_hears (ben, anna);
  person_wait_hears (anna, ben);
  id = g_strdup (hearth_member_get_id (person_find (anna, "Ben")));

  g_assert_cmpint (host_process_stop (host, SIGKILL), ==, -SIGKILL);
  host_process_start (host, NULL);
  again = get_link (host);
  g_assert_cmpstr (again, ==, link);
  host_process_wait_line (host, "Anna joined");
  host_process_wait_line (host, "Ben joined");
  wait_until ("Ben is somebody new to Anna", PATIENCE_MS, is_new, &(Acquaintance){ anna, "Ben", id });
  person_wait_inside (anna);
  person_wait_inside (ben);
  person_wait_members (anna, 1);
  person_wait_members (ben, 1);
  person_wait_hears (anna, ben);
  person_wait_hears (ben, anna);
}

static void
test_full (HostProcess   *host,
           gconstpointer  data)
{
  const char *options[] = { "--capacity=1", NULL };
  g_autoptr (Person) anna = NULL;
  g_autoptr (Person) ben = NULL;

  host_process_start (host, options);
  anna = person_visit (&host->house, NULL, "Anna", FALSE);
  person_wait_inside (anna);
  ben = person_visit (&host->house, NULL, "Ben", FALSE);
  person_wait_ended (ben);
  g_assert_error (ben->error, HEARTH_ROOM_ERROR, HEARTH_ROOM_ERROR_FULL);
  host_process_wait_line (host, "the room is full");
  g_assert_cmpint (hearth_room_get_state (anna->room), ==, HEARTH_ROOM_INSIDE);
}

/* A server elsewhere keeps the room for a host that went without a word: the host that comes back can prove that it is the same. */
static void
test_server_elsewhere (HostProcess   *host,
                       gconstpointer  data)
{
  House house = { NULL };
  g_autofree char *option = NULL;
  const char *options[] = { NULL, NULL };
  g_autofree char *link = NULL;
  g_autofree char *again = NULL;
  g_autoptr (Person) anna = NULL;

  house_set_up (&house, NULL);
  options[0] = option = g_strconcat ("--server=", house.address, NULL);
  host_process_start (host, options);
  link = get_link (host);
  g_assert_true (g_str_has_prefix (link, house.address));
  g_assert_cmpint (host_process_stop (host, SIGKILL), ==, -SIGKILL);

  host_process_start (host, options);
  again = get_link (host);
  g_assert_cmpstr (again, ==, link);
  anna = person_visit (&host->house, NULL, "Anna", TRUE);
  person_wait_told (anna);

  house_stop_server (&house);
  host_process_wait_line (host, "The server is lost");
  house_start_server (&house);
  host_process_wait_line (host, "The server is back");
  g_assert_cmpint (hearth_room_get_state (anna->room), ==, HEARTH_ROOM_INSIDE);

  g_assert_cmpint (host_process_stop (host, SIGTERM), ==, 0);
  person_wait_ended (anna);
  house_tear_down (&house, NULL);
}

static void
assert_refused (HostProcess        *host,
                const char * const *options,
                int                 status,
                const char         *about)
{
  g_autofree char *said = NULL;
  g_autofree char *printed = NULL;

  host_process_run (host, options);
  g_assert_cmpint (host_process_wait (host), ==, status);
  said = host_process_read (host->log);
  printed = host_process_read (host->output);
  g_assert_nonnull (strstr (said, "hearth-host: "));
  g_assert_nonnull (strstr (said, about));
  g_assert_cmpstr (printed, ==, "");
}

static void
test_refused (HostProcess   *host,
              gconstpointer  data)
{
  const char *no_server[] = { "--server=http://127.0.0.1:1", NULL };
  const char *no_option[] = { "--no-such-option", NULL };
  g_autofree char *room = g_build_filename (host->folder, "state", "room", NULL);
  g_autofree char *kept = NULL;

  assert_refused (host, no_option, 2, "--no-such-option");
  assert_refused (host, no_server, 1, "127.0.0.1");

  g_assert_true (g_file_set_contents_full (room, "rubbish", -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  assert_refused (host, NULL, 2, room);
  kept = host_process_read (room);
  g_assert_cmpstr (kept, ==, "rubbish");
}

/* Neither port can be somebody else's already; whose it is has to be seen from the message. */
static void
test_ports_in_use (HostProcess   *host,
                   gconstpointer  data)
{
  HostProcess second = { NULL };
  g_autoptr (GKeyFile) room = g_key_file_new ();
  g_autofree char *path = g_build_filename (host->folder, "state", "room", NULL);
  const char *keys[] = { "port", "media-port" };

  host_process_start (host, NULL);
  g_assert_true (g_key_file_load_from_file (room, path, G_KEY_FILE_NONE, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *port = g_key_file_get_string (room, "room", keys[i], NULL);
      g_autofree char *option = g_strdup_printf ("--%s=%s", keys[i], port);
      const char *options[] = { option, NULL };

      host_process_set_up (&second, NULL);
      assert_refused (&second, options, 2, port);
      host_process_tear_down (&second, NULL);
    }
}

static void
test_what_it_loads (HostProcess   *host,
                    gconstpointer  data)
{
  const char *foreign[] = { "libgtk", "libadwaita", "libgdk", "libX11", "libwayland", "libpipewire", "libportal", "libsecret" };
  g_autofree char *path = NULL;
  g_autofree char *maps = NULL;
  g_autoptr (Person) anna = NULL;

  host_process_start (host, NULL);
  anna = person_visit (&host->house, NULL, "Anna", TRUE);
  person_wait_inside (anna);
  host_process_wait_line (host, "Anna joined");

  path = g_strdup_printf ("/proc/%d/maps", host_process_get_pid (host));
  maps = host_process_read (path);
  g_assert_nonnull (strstr (maps, "libgstwebrtc"));
  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    g_assert_null (strstr (maps, foreign[i]));

  /* Of GStreamer's plugins, which lie in a folder of their own, only those without which there is no connection. */
  for (const char *found = strstr (maps, PLUGIN_BEGIN); found != NULL; found = strstr (found + 1, PLUGIN_BEGIN))
    {
      const char *name = found + strlen (PLUGIN_BEGIN);
      g_autofree char *plugin = g_strndup (name, strcspn (name, "."));

      g_assert_true (g_strv_contains (hearth_plugins_get_names (HEARTH_PLUGINS_CONNECTIONS), plugin));
    }
}

static gboolean
has_figures (gpointer data)
{
  g_autofree char *content = host_process_read (((HostProcess *) data)->output);
  char *second = strchr (content, '\n');

  return second != NULL && strchr (second + 1, '\n') != NULL;
}

static void
test_figures (HostProcess   *host,
              gconstpointer  data)
{
  const char *options[] = { "--stats=0.1", NULL };
  const char *names[] = { "at", "people", "cpu_seconds", "context_switches", "threads", "rss_mb", "descriptors",
                          "sent_packets", "added_latency_ms" };
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *figures;

  host_process_start (host, options);
  wait_until ("figures", 5000, has_figures, host);
  output = host_process_read (host->output);
  lines = g_strsplit (output, "\n", 3);
  node = json_from_string (lines[1], &error);
  g_assert_no_error (error);
  figures = json_node_get_object (node);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (json_object_has_member (figures, names[i]));
  g_assert_cmpint (json_object_get_int_member (figures, "people"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (figures, "threads"), >, 0);
  g_assert_cmpint (json_object_get_int_member (figures, "descriptors"), >, 2);
  g_assert_cmpfloat (json_object_get_double_member (figures, "rss_mb"), >, 1);
}

static gboolean
is_co_host (gpointer data)
{
  return hearth_standing_get_role (hearth_room_get_standing (((Person *) data)->room)) == HEARTH_ROLE_CO_HOST;
}

static gboolean
sees_knock (gpointer data)
{
  return g_list_model_get_n_items (hearth_standing_get_knocks (hearth_room_get_standing (((Person *) data)->room))) == 1;
}

/* What stands behind @key in the room's file. */
static char *
read_link (HostProcess *host,
           const char  *key)
{
  g_autofree char *path = g_build_filename (host->folder, "state", "room", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_assert_true (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL));

  return g_key_file_get_string (file, "room", key, NULL);
}

/* What it printed. */
static char *
read_line (HostProcess *host,
           guint        n)
{
  g_autofree char *printed = host_process_read (host->output);
  g_auto (GStrv) lines = g_strsplit (printed, "\n", -1);

  return g_strdup (n < g_strv_length (lines) ? lines[n] : "");
}

static Person *
visit_by (HostProcess    *host,
          const char     *link,
          HearthIdentity *identity,
          const char     *name)
{
  g_autoptr (HearthInvitation) before = g_steal_pointer (&host->house.invitation);
  Person *person;

  host->house.invitation = hearth_invitation_parse (link, NULL);
  g_assert_nonnull (host->house.invitation);
  person = person_visit (&host->house, identity, name, FALSE);
  hearth_invitation_unref (host->house.invitation);
  host->house.invitation = g_steal_pointer (&before);

  return person;
}

/* Nobody sits there who could answer: the first who comes by the second link does, now and after the next start. */
static void
test_co_host (HostProcess   *host,
              gconstpointer  data)
{
  const char *ask[] = { "--admit=ask", NULL };
  const char *forget[] = { "--admit=ask", "--forget-co-hosts", NULL };
  g_autoptr (HearthIdentity) annas = hearth_identity_generate ();
  g_autofree char *link = NULL;
  g_autofree char *printed = NULL;
  g_autofree char *kept = NULL;

  host_process_start (host, ask);
  link = read_link (host, "co-host-link");
  printed = read_line (host, 1);
  g_assert_cmpstr (printed, ==, link);

  {
    g_autoptr (Person) anna = visit_by (host, link, annas, "Anna");
    g_autoptr (Person) ben = NULL;
    g_autoptr (HearthKnock) bens = NULL;
    HearthAct act = { .kind = HEARTH_ACT_ANSWER, .answer = HEARTH_KNOCK_ADMIT };

    person_wait_inside (anna);
    wait_until ("Anna is a co-host", PATIENCE_MS, is_co_host, anna);
    kept = read_link (host, "co-host-link");
    g_assert_null (kept);

    ben = person_visit (&host->house, NULL, "Ben", FALSE);
    wait_until ("Anna is told who waits", PATIENCE_MS, sees_knock, anna);
    bens = g_list_model_get_item (hearth_standing_get_knocks (hearth_room_get_standing (anna->room)), 0);
    act.target = hearth_knock_get_id (bens);
    hearth_room_act (anna->room, &act);
    person_wait_inside (ben);
  }
  g_assert_cmpint (host_process_stop (host, SIGTERM), ==, 0);

  /* By the link that everybody has, and without being asked. */
  host_process_start (host, ask);
  g_clear_pointer (&printed, g_free);
  printed = read_line (host, 1);
  g_assert_cmpstr (printed, ==, "");
  {
    g_autoptr (Person) anna = person_visit (&host->house, annas, "Anna", FALSE);

    person_wait_inside (anna);
    wait_until ("Anna is a co-host again", PATIENCE_MS, is_co_host, anna);
  }
  g_assert_cmpint (host_process_stop (host, SIGTERM), ==, 0);

  /* Whoever runs the host has the last word. */
  host_process_start (host, forget);
  g_clear_pointer (&printed, g_free);
  printed = read_line (host, 1);
  g_assert_cmpstr (printed, !=, "");
  g_assert_cmpstr (printed, !=, link);
  {
    g_autoptr (Person) anna = person_visit (&host->house, annas, "Anna", FALSE);

    run_for (1000);
    g_assert_cmpint (hearth_room_get_state (anna->room), ==, HEARTH_ROOM_KNOCKING);
  }
}

/* The file says which link works now, whatever happened to the first. */
static void
test_new_link (HostProcess   *host,
               gconstpointer  data)
{
  const char *new_link[] = { "--new-link", NULL };
  g_autofree char *first = NULL;
  g_autofree char *printed = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (Person) anna = NULL;

  host_process_start (host, NULL);
  first = get_link (host);
  g_assert_cmpint (host_process_stop (host, SIGTERM), ==, 0);
  host_process_start (host, new_link);
  g_assert_cmpint (host_process_stop (host, SIGTERM), ==, 0);
  host_process_start (host, NULL);
  printed = read_line (host, 0);
  kept = read_link (host, "link");
  g_assert_cmpstr (printed, !=, first);
  g_assert_cmpstr (printed, ==, kept);
  anna = visit_by (host, kept, NULL, "Anna");
  person_wait_inside (anna);
}

/* Everything that it can be made to say, and no part of it opens the room or tells where somebody is. */
static void
test_says_no_secret (HostProcess   *host,
                     gconstpointer  data)
{
  g_autoptr (Person) anna = NULL;
  g_autofree char *link = NULL;
  g_autofree char *identity_path = g_build_filename (host->folder, "state", "identity", NULL);
  g_autofree char *identity = NULL;
  g_autofree char *log = NULL;
  const char *patterns[] = { "a=ice-", "a=fingerprint", "candidate:", "a=ssrc" };

  host_process_start (host, NULL);
  link = get_link (host);
  anna = person_visit (&host->house, NULL, "Anna", TRUE);
  person_wait_inside (anna);
  host_process_wait_line (host, "Anna joined");
  hearth_room_leave (anna->room);
  person_wait_ended (anna);
  host_process_wait_line (host, "Anna left");
  g_assert_cmpint (host_process_stop (host, SIGTERM), ==, 0);

  identity = host_process_read (identity_path);
  log = host_process_read (host->log);
  g_assert_null (strstr (log, strchr (link, '#') + 1));
  g_assert_null (strstr (log, identity));
  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    g_assert_null (strstr (log, patterns[i]));
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();
  g_assert_cmpint (argc, ==, 2);
  host_process_set_program (argv[1]);

#define ADD(path, func) g_test_add ("/host/program/" path, HostProcess, NULL, host_process_set_up, func, host_process_tear_down)
  ADD ("start-and-stop", test_start_and_stop);
  ADD ("guests", test_guests);
  ADD ("five-people", test_five_people);
  ADD ("terminated", test_terminated);
  ADD ("everybody-is-told", test_everybody_is_told);
  ADD ("killed", test_killed);
  ADD ("full", test_full);
  ADD ("server-elsewhere", test_server_elsewhere);
  ADD ("refused", test_refused);
  ADD ("ports-in-use", test_ports_in_use);
  ADD ("what-it-loads", test_what_it_loads);
  ADD ("figures", test_figures);
  ADD ("co-host", test_co_host);
  ADD ("new-link", test_new_link);
  ADD ("says-no-secret", test_says_no_secret);
#undef ADD

  return g_test_run ();
}
