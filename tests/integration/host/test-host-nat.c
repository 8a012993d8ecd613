/* A guest and a hearth-host, each behind a router that translates addresses, and nothing between them but a STUN and TURN server.
 * Runs in two-routers, where neither can reach the other's own addresses: whoever hears anything has found a way through.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "host-process.h"

#define SERVER "203.0.113.1:3478"
#define OURS "203.0.113.2"
#define PORT "8080"
#define MEDIA_PORT "7000"

/* What every router at home does: outgoing connections come back, and the host's owner has had the server's port passed on.
 * UDP that nobody has asked for is dropped before the router remembers it, or it would take the port that a translation needs. */
#define ROUTER \
  "flush ruleset\n" \
  "table ip router {\n" \
  "  chain in { type filter hook input priority 0; iifname out meta l4proto udp drop; }\n" \
  "  chain before { type nat hook prerouting priority dstnat; iifname out tcp dport " PORT " dnat to 192.168.77.2; %s }\n" \
  "  chain after { type nat hook postrouting priority srcnat; oifname out masquerade %s; }\n" \
  "}\n"

/* Where every packet to somebody else comes from another port, nobody can say where they would be reached. */
#define ALIKE ""
#define EACH_ELSEWHERE "fully-random"

static void
set_router (const char *name,
            const char *passed_on,
            const char *translation)
{
  g_autofree char *option = g_strconcat ("--net=/run/netns/", name, NULL);
  g_autofree char *rules = g_strdup_printf (ROUTER, passed_on, translation);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) nft = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, &error,
                                                  "nsenter", option, "nft", "-f", "-", NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (nft, rules, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (nft));
}

static void
start (HostProcess *host,
       const char  *first,
       const char  *second)
{
  const char *options[] = { "--port=" PORT, "--media-port=" MEDIA_PORT, first, second, NULL };

  host->network = "home";
  host_process_start (host, options);
}

/* Both ways: a guest who sends, and who hears another. */
static void
meet (HostProcess *host)
{
  g_autoptr (Person) anna = person_visit (&host->house, NULL, "Anna", TRUE);
  g_autoptr (Person) ben = person_visit (&host->house, NULL, "Ben", TRUE);

  person_wait_hears (anna, ben);
  person_wait_hears (ben, anna);
}

/* Each learns from the server how the outside sees its port, and both write first: the routers take what the other sends for
 * answers. */
static void
test_stun (HostProcess   *host,
           gconstpointer  data)
{
  set_router ("ours", "", ALIKE);
  set_router ("theirs", "", ALIKE);
  host->house.guests.stun_server = (char *) "stun://" SERVER;
  start (host, "--address=" OURS ":" PORT, "--stun=stun://" SERVER);
  meet (host);
}

/* The host's owner has had the room's port passed on too, and says where: the guest's router may do as it likes. */
static void
test_address (HostProcess   *host,
              gconstpointer  data)
{
  set_router ("ours", "iifname out udp dport " MEDIA_PORT " dnat to 192.168.77.2;", ALIKE);
  set_router ("theirs", "", EACH_ELSEWHERE);
  start (host, "--address=" OURS ":" PORT, NULL);
  meet (host);
}

/* No way straight through: the room's one port tries, then libnice with the server as a relay, which only the host knows. It lets
 * in who comes from an address that the host was told of, which guests have to find out. */
static void
test_relay (HostProcess   *host,
            gconstpointer  data)
{
  g_autofree char *file = g_build_filename (host->folder, "turn", NULL);
  g_autofree char *option = g_strconcat ("--turn-file=", file, NULL);
  static const char server[] = "turn://hearth:secret@" SERVER "\n";
  g_autoptr (GError) error = NULL;

  set_router ("ours", "", EACH_ELSEWHERE);
  set_router ("theirs", "", EACH_ELSEWHERE);
  g_assert_true (g_file_set_contents_full (file, server, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error));
  host->house.guests.stun_server = (char *) "stun://" SERVER;
  start (host, "--address=" OURS ":" PORT, option);
  meet (host);
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

#define ADD(path, func) g_test_add ("/host/nat/" path, HostProcess, NULL, host_process_set_up, func, host_process_tear_down)
  ADD ("stun", test_stun);
  ADD ("address", test_address);
  ADD ("relay", test_relay);
#undef ADD

  return g_test_run ();
}
