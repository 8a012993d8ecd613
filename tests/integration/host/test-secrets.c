/* A call of real programs with secrets that are known, everything logged that can be logged, and a crash at its end: nothing of
 * what they leave behind has a secret in it, but for the files that are there for that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <signal.h>
#include <sodium.h>
#include <string.h>
#include <sys/resource.h>

#include "base/main-thread.h"
#include "canaries.h"
#include "guest-process.h"
#include "host-process.h"

#define PATIENCE_MS 30000
#define TURN_PASSWORD "Canary0Password1Of2Turn3"

/* Descriptions, candidates, and keys that nobody knows beforehand: what GStreamer and libnice write beside them. */
static const char *const marks[] = {
  "a=ice-ufrag", "a=ice-pwd", "a=fingerprint", "a=ssrc", " typ host", "srtp-key", "received key:", "PRIVATE KEY", "pwd:", "STUN auth"
};

static char *guest_program;

static gboolean
is_inside (gpointer data)
{
  return ((GuestProcess *) data)->inside;
}

static gboolean
has_left (gpointer data)
{
  return ((GuestProcess *) data)->left;
}

/* What opens the room, and whoever pretends to be its host or uses its relay. */
static Canaries *
collect (HostProcess *host,
         const char  *link,
         const char  *guests_key)
{
  Canaries *canaries = canaries_new ();
  g_autofree char *identity_path = g_build_filename (host->folder, "state", "identity", NULL);
  g_autofree char *identity = host_process_read (identity_path);
  g_autofree char *printed = host_process_read (host->output);
  g_auto (GStrv) links = g_strsplit (printed, "\n", -1);

  g_assert_cmpuint (g_strv_length (links), ==, 3);
  canaries_add_link (canaries, "the link", link);
  canaries_add_link (canaries, "the co-host link", links[1]);
  canaries_add_key (canaries, "the host's identity", identity);
  canaries_add_key (canaries, "the guest's identity", guests_key);
  canaries_add_text (canaries, "the TURN password", TURN_PASSWORD);

  return canaries;
}

static void
assert_clean_process (Canaries *canaries,
                      GPid      pid)
{
  const char *const files[] = { "cmdline", "environ", "comm" };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strdup_printf ("/proc/%d/%s", pid, files[i]);
      g_autofree char *content = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &content, &length, NULL));
      g_assert_cmpuint (length, >, 0);
      g_assert_cmpstr (canaries_find (canaries, content, length), ==, NULL);
    }
}

static void
assert_own (const char *path)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0077, ==, 0);
}

/* The files and the lines that secrets belong into: out of the way of the search. */
static void
remove_what_is_meant (HostProcess *host,
                      Canaries    *canaries,
                      const char  *turn)
{
  const char *const names[] = { "identity", "room", "door" };
  g_autofree char *output = host_process_read (host->output);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (host->folder, "state", names[i], NULL);
      g_autofree char *content = host_process_read (path);

      assert_own (path);
      g_assert_nonnull (canaries_find (canaries, content, strlen (content)));
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_nonnull (canaries_find (canaries, output, strlen (output)));
  g_assert_true (g_file_set_contents (host->output, strchr (strchr (output, '\n') + 1, '\n'), -1, NULL));
  g_assert_cmpint (g_unlink (turn), ==, 0);
}

/* It lives through a call, and is told to abort: whatever it would leave, be it a core, is in its folder. */
static void
test_call (HostProcess   *host,
           gconstpointer  data)
{
  g_autofree char *turn = g_build_filename (host->folder, "turn", NULL);
  g_autofree char *turn_option = g_strconcat ("--turn-file=", turn, NULL);
  const char *options[] = { turn_option, "--co-host-link", data, NULL };
  GuestProcess guest = { .log_folder = host->folder };
  g_autoptr (HearthIdentity) guests = hearth_identity_generate ();
  char *guests_key;
  g_autoptr (Canaries) canaries = NULL;
  g_autofree char *link = NULL;
  g_autofree char *gstreamer = g_build_filename (host->folder, "hearth-host-gstreamer", NULL);
  g_autofree char *log = NULL;

  g_assert_true (g_file_set_contents (turn, "turn:canary:" TURN_PASSWORD "@127.0.0.1:9\n", -1, NULL));
  host->talkative = TRUE;
  host_process_start (host, options);
  link = hearth_invitation_to_link (host->house.invitation);
  guests_key = hearth_identity_to_secret (guests);
  canaries = collect (host, link, guests_key);

  guest_process_start (&guest, guest_program);
  guest_process_be (&guest, guests_key);
  hearth_identity_secret_free (guests_key);
  guest_process_join (&guest, link);
  wait_until ("the guest is inside", PATIENCE_MS, is_inside, &guest);
  host_process_wait_line (host, "Guest joined, 1 inside");
  run_for (1000);
  assert_clean_process (canaries, host_process_get_pid (host));
  assert_clean_process (canaries, (GPid) g_ascii_strtoll (g_subprocess_get_identifier (guest.process), NULL, 10));
  guest_process_leave (&guest);
  wait_until ("the guest has left", PATIENCE_MS, has_left, &guest);
  guest_process_stop (&guest);
  g_assert_cmpint (host_process_stop (host, SIGABRT), ==, -SIGABRT);

  /* All levels, or there would be nothing to find. */
  log = host_process_read (gstreamer);
  g_assert_nonnull (strstr (log, " TRACE "));
  g_assert_nonnull (strstr (log, "webrtcbin"));

  remove_what_is_meant (host, canaries, turn);
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    canaries_add_mark (canaries, marks[i]);
  g_assert_cmpuint (canaries_count_files (canaries, host->folder), ==, 0);
}

/* The search itself: every form, wherever it begins, and nothing else. */
static void
test_search (void)
{
  const guint8 secret[16] = { 0xfb, 0xef, 0xbe, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0xff };
  const char *const others[] = { "", "fbefbe", "++++BAUG", "a log without anything in it" };
  g_autoptr (Canaries) canaries = canaries_new ();
  char hexadecimal[2 * sizeof secret + 1];

  canaries_add (canaries, "secret", secret, sizeof secret);
  g_assert_cmpstr (canaries_find (canaries, secret, sizeof secret), ==, "secret");
  sodium_bin2hex (hexadecimal, sizeof hexadecimal, secret, sizeof secret);
  g_assert_cmpstr (canaries_find (canaries, hexadecimal, strlen (hexadecimal)), ==, "secret");
  for (gsize shift = 0; shift < 5; shift++)
    {
      guint8 around[5 + sizeof secret + 7];
      g_autofree char *text = NULL;

      memset (around, 0xa5, sizeof around);
      memcpy (around + shift, secret, sizeof secret);
      text = g_base64_encode (around, sizeof around);
      g_assert_cmpstr (canaries_find (canaries, text, strlen (text)), ==, "secret");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_null (canaries_find (canaries, others[i], strlen (others[i])));
}

/* As much as may be: the programs are to refuse by themselves. */
static void
allow_core_files (void)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
  limit.rlim_cur = limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_CORE, &limit), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *host_program = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();
  g_assert_cmpint (argc, ==, 3);

  /* They begin in another directory. */
  host_program = g_canonicalize_filename (argv[1], NULL);
  guest_program = g_canonicalize_filename (argv[2], NULL);
  host_process_set_program (host_program);
  allow_core_files ();

  g_test_add_func ("/host/secrets/search", test_search);
#define ADD(path, option) \
  g_test_add ("/host/secrets/" path, HostProcess, option, host_process_set_up, test_call, host_process_tear_down)
  ADD ("call", NULL);
  ADD ("call-on-libnice", "--libnice");
#undef ADD

  status = g_test_run ();
  g_free (guest_program);

  return status;
}
