/* Attacks on the signalling server, each of them measured once on some server (facts: 300 MB of fragments, deflate bombs, silent
 * and dripping sockets, …). Each on both loops: libuv, as on the internet, and GLib, as in the app.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/limits.h"
#include "hostile-fixture.h"
#include "protocol/id.h"
#include "raw-client.h"

/* Returns: the most memory the process ever had, in KiB */
static gint64
get_peak_memory (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmHWM:");
  g_assert_nonnull (line);

  return g_ascii_strtoll (line + strlen ("VmHWM:"), NULL, 10);
}

/* Returns: a host's socket */
static int
open_room (HostileFixture *fixture,
           const char     *room)
{
  g_autofree char *message = g_strdup_printf ("{\"v\":1,\"type\":\"open\",\"room\":\"%s\"}", room);
  g_autofree char *answer = NULL;
  int fd = raw_open (fixture->port, "", NULL);

  g_assert_true (raw_send_text (fd, message));
  answer = raw_read_text (fd);
  g_assert_nonnull (strstr (answer, "\"opened\""));

  return fd;
}

static void
knock (int         fd,
       const char *room)
{
  g_autofree char *message = g_strdup_printf ("{\"v\":1,\"type\":\"knock\",\"room\":\"%s\",\"payload\":\"aGVsbG8\"}", room);

  g_assert_true (raw_send_text (fd, message));
}

static char *
knock_and_hear (int         fd,
                const char *room)
{
  knock (fd, room);

  return raw_read_text (fd);
}

/* Returns: (transfer full): what stands in @text as "@member":"…" */
static char *
get_member (const char *text,
            const char *member)
{
  g_autofree char *key = g_strdup_printf ("\"%s\":\"", member);
  const char *value = strstr (text, key);

  g_assert_nonnull (value);
  value += strlen (key);

  return g_strndup (value, strcspn (value, "\""));
}

static void
test_endless_message (HostileFixture *fixture,
                      gconstpointer   data)
{
  const gsize length = 60000;
  g_autofree char *payload = g_strnfill (length, 'a');
  int fd = raw_open (fixture->port, "", NULL);
  gint64 before = get_peak_memory ();
  gsize n_frames = 0;

  g_assert_true (raw_send_frame (fd, RAW_TEXT, payload, length));
  while (n_frames < 5000 && raw_send_frame (fd, RAW_CONTINUATION, payload, length))
    n_frames++;

  g_test_message ("The server let %zu fragments of 60 kB pass; peak memory grew by %ld KiB",
                  n_frames, (long) (get_peak_memory () - before));
  g_assert_cmpint (raw_await_end (fd, FALSE, 10000), !=, RAW_NO_END);
  g_assert_cmpint (get_peak_memory () - before, <, 8 * 1024);
  close (fd);
}

static void
test_message_too_large (HostileFixture *fixture,
                        gconstpointer   data)
{
  g_autofree char *payload = g_strnfill (HEARTH_LIMIT_MESSAGE_BYTES + 1, 'a');
  const guint8 huge[] = { RAW_FIN | RAW_TEXT, 0x80 | 127, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 'x' };
  int fd = raw_open (fixture->port, "", NULL);

  raw_send_frame (fd, RAW_FIN | RAW_TEXT, payload, HEARTH_LIMIT_MESSAGE_BYTES + 1);
  g_assert_cmpint (raw_await_end (fd, FALSE, 5000), ==, 1009);
  close (fd);

  /* One that only announces to be. */
  fd = raw_open (fixture->port, "", NULL);
  g_assert_true (raw_send (fd, huge, sizeof huge));
  g_assert_cmpint (raw_await_end (fd, FALSE, 500), ==, 1009);
  close (fd);
}

static void
test_deflate (HostileFixture *fixture,
              gconstpointer   data)
{
  const guint8 compressed[] = { 0xaa, 0xae, 0x05, 0x00 }; /* "{}" */
  g_autofree char *head = NULL;
  g_autofree char *lower = NULL;
  int fd = raw_open (fixture->port, "Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover\r\n", &head);

  lower = g_ascii_strdown (head, -1);
  g_assert_null (strstr (lower, "sec-websocket-extensions"));

  g_assert_true (raw_send_frame (fd, RAW_FIN | RAW_COMPRESSED | RAW_TEXT, compressed, sizeof compressed));
  g_assert_cmpint (raw_await_end (fd, FALSE, 500), ==, 1002);
  close (fd);
}

static void
test_control_frames (HostileFixture *fixture,
                     gconstpointer   data)
{
  const guint8 kinds[] = { RAW_FIN | RAW_PING, RAW_FIN | RAW_PONG, RAW_FIN | RAW_CLOSE, RAW_PING, RAW_FIN | 0xb, RAW_FIN | 0x3 };
  g_autofree char *payload = g_strnfill (4000, 'p');

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      int fd = raw_open (fixture->port, "", NULL);

      raw_send_frame (fd, kinds[i], payload, 4000);
      g_assert_cmpint (raw_await_end (fd, FALSE, 500), !=, RAW_NO_END);
      close (fd);
    }
}

static void
test_not_text (HostileFixture *fixture,
               gconstpointer   data)
{
  const char *nonsense[] = {
    "", "x", "{}", "[]", "null", "{\"v\":1}", "{\"v\":1,\"type\":\"open\"}", "{\"v\":1,\"type\":\"open\",\"room\":\"short\"}",
    "{\"v\":1,\"type\":\"opened\",\"room\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"token\":\"AAAAAAAAAAAAAAAAAAAAAA\"}",
    "{\"type\":\"admit\",\"to\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"payload\":\"aGVsbG8\"}", "\xff\xfe", "{\"type\":\"host-gone\"}",
  };
  int fd = raw_open (fixture->port, "", NULL);

  raw_send_frame (fd, RAW_FIN | RAW_BINARY, "{}", 2);
  g_assert_cmpint (raw_await_end (fd, FALSE, 500), ==, 1003);
  close (fd);

  for (gsize i = 0; i < G_N_ELEMENTS (nonsense); i++)
    {
      g_autofree char *complaint = NULL;

      fd = raw_open (fixture->port, "", NULL);
      raw_send_text (fd, nonsense[i]);
      complaint = raw_read_text (fd);
      g_assert_nonnull (strstr (complaint, "\"error\""));
      g_assert_cmpint (raw_await_end (fd, FALSE, 500), ==, 1008);
      close (fd);
    }
}

static void
test_other_version (HostileFixture *fixture,
                    gconstpointer   data)
{
  g_autofree char *answer = NULL;
  int fd = raw_open (fixture->port, "", NULL);

  raw_send_text (fd, "{\"v\":2,\"type\":\"knock\",\"room\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"payload\":\"aGVsbG8\"}");
  answer = raw_read_text (fd);
  g_assert_nonnull (strstr (answer, "\"deny\""));
  g_assert_nonnull (strstr (answer, "\"version\""));
  close (fd);
}

static void
test_silence (HostileFixture *fixture,
              gconstpointer   data)
{
  const char *half = "GET /ws HTTP/1.1\r\nHost: local";
  const char *drops = "GET /ws HTTP/1.1\r\nHost: localhost\r\nX-Patience: aaaaaaaaaaaaaaaa";
  int mute = raw_connect (fixture->port);
  int half_sent = raw_connect (fixture->port);
  int dripping = raw_connect (fixture->port);
  int seatless = raw_open (fixture->port, "", NULL);
  gint64 began = g_get_monotonic_time ();

  raw_send (half_sent, half, strlen (half));
  for (gsize i = 0; i < strlen (drops) && raw_send (dripping, drops + i, 1); i++)
    g_usleep (50 * 1000);

  g_assert_cmpint (raw_await_end (mute, FALSE, 3000), ==, RAW_END_WITHOUT_STATUS);
  g_assert_cmpint (raw_await_end (half_sent, FALSE, 3000), ==, RAW_END_WITHOUT_STATUS);
  g_assert_cmpint (raw_await_end (dripping, FALSE, 3000), ==, RAW_END_WITHOUT_STATUS);
  g_assert_cmpint (raw_await_end (seatless, TRUE, 3000), ==, 1008);
  g_assert_cmpint (g_get_monotonic_time () - began, >=, fixture->limits.seatless / 2);

  close (mute);
  close (half_sent);
  close (dripping);
  close (seatless);
}

static void
test_dead_peers (HostileFixture *fixture,
                 gconstpointer   data)
{
  g_autofree char *dead_room = hearth_id_new ();
  g_autofree char *living_room = hearth_id_new ();
  gint64 began;
  int dead, living;

  fixture->limits.quiet = G_USEC_PER_SEC / 4;
  fixture->limits.pong = G_USEC_PER_SEC / 4;
  hostile_fixture_restart (fixture);

  dead = open_room (fixture, dead_room);
  living = open_room (fixture, living_room);
  began = g_get_monotonic_time ();

  g_assert_cmpint (raw_await_end (living, TRUE, 1500), ==, RAW_NO_END);
  g_assert_cmpint (raw_await_end (dead, FALSE, 0), !=, RAW_NO_END);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 5 * G_USEC_PER_SEC);

  close (dead);
  close (living);
}

static void
test_slow_reader (HostileFixture *fixture,
                  gconstpointer   data)
{
  g_autofree char *room = hearth_id_new ();
  g_autofree char *payload = g_strnfill (40000, 'a');
  g_autofree char *heard = NULL;
  g_autofree char *id = NULL;
  g_autofree char *admit = NULL;
  g_autofree char *relay = NULL;
  g_autofree char *left = NULL;
  int host = open_room (fixture, room);
  int guest = raw_connect_small (fixture->port);
  const char *request = "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

  g_assert_true (raw_send (guest, request, strlen (request)));
  g_assert_cmpint (raw_read_status (guest, NULL), ==, 101);
  knock (guest, room);
  heard = raw_read_text (host);
  id = get_member (heard, "from");
  admit = g_strdup_printf ("{\"type\":\"admit\",\"to\":\"%s\",\"payload\":\"aGVsbG8\"}", id);
  relay = g_strdup_printf ("{\"type\":\"relay\",\"to\":\"%s\",\"payload\":\"%s\"}", id, payload);
  raw_send_text (host, admit);

  /* 12 MB: past all that the kernel and the server keep for somebody. */
  for (guint i = 0; i < 300; i++)
    g_assert_true (raw_send_text (host, relay));

  left = raw_read_text (host);
  g_assert_nonnull (strstr (left, "\"leave\""));
  g_assert_nonnull (strstr (left, id));

  close (guest);
  close (host);
}

static void
test_too_many_messages (HostileFixture *fixture,
                        gconstpointer   data)
{
  g_autofree char *complaint = NULL;
  int fd = raw_open (fixture->port, "", NULL);
  guint n = 0;

  /* Nobody in no room says "leave" that often. */
  while (n < 4 * HEARTH_LIMIT_GUEST_MESSAGES && raw_send_text (fd, "{\"type\":\"leave\"}"))
    n++;

  complaint = raw_read_text (fd);
  g_assert_nonnull (strstr (complaint, "\"busy\""));
  g_assert_cmpint (raw_await_end (fd, FALSE, 5000), !=, RAW_NO_END);
  close (fd);
}

/* A message of nothing, in fragments without end. */
static void
test_empty_fragments (HostileFixture *fixture,
                      gconstpointer   data)
{
  g_autofree char *complaint = NULL;
  int fd = raw_open (fixture->port, "", NULL);
  guint n = 0;

  g_assert_true (raw_send_frame (fd, RAW_TEXT, "", 0));
  while (n < HEARTH_LIMIT_GUEST_BYTES / 16 && raw_send_frame (fd, RAW_CONTINUATION, "", 0))
    n++;

  complaint = raw_read_text (fd);
  g_assert_nonnull (strstr (complaint, "\"busy\""));
  g_assert_cmpint (raw_await_end (fd, FALSE, 5000), !=, RAW_NO_END);
  close (fd);
}

/* libwebsockets answers pings by itself, and as many as come. */
static void
test_endless_pings (HostileFixture *fixture,
                    gconstpointer   data)
{
  const guint8 kinds[] = { RAW_FIN | RAW_PING, RAW_FIN | RAW_PONG };
  const gsize most = 256 * 1024 * 1024;
  g_autofree char *payload = g_strnfill (100, 'p');

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint length = 0; length <= 100; length += 100)
      {
        int fd = raw_open (fixture->port, "", NULL);
        gsize n_bytes = 0;

        while (n_bytes < most && raw_send_frame (fd, kinds[i], payload, length))
          n_bytes += 6 + length;

        g_test_message ("%zu KiB of frames 0x%x of %u bytes went before the end", n_bytes / 1024, kinds[i], length);
        g_assert_cmpuint (n_bytes, >, HEARTH_LIMIT_GUEST_BYTES / 2);
        g_assert_cmpuint (n_bytes, <, most);
        close (fd);
      }
}

/* A few, as some clients send to learn whether the server is there, are nobody's business. */
static void
test_some_pings (HostileFixture *fixture,
                 gconstpointer   data)
{
  g_autofree char *room = hearth_id_new ();
  int fd = open_room (fixture, room);

  for (guint i = 0; i < 200; i++)
    {
      g_assert_true (raw_send_frame (fd, RAW_FIN | RAW_PING, "are you there?", 14));
      g_usleep (2000);
    }
  g_assert_cmpint (raw_await_end (fd, TRUE, 300), ==, RAW_NO_END);
  close (fd);
}

/* Each of them says as much as one may; together it is too much. */
static void
test_bytes_of_an_address (HostileFixture *fixture,
                          gconstpointer   data)
{
  const gsize length = 40000;
  g_autofree char *payload = g_strnfill (length, 'a');
  g_autofree char *message = g_strdup_printf ("{\"type\":\"relay\",\"payload\":\"%s\"}", payload);
  int fds[4];
  guint n_well = 0;

  fixture->limits.bytes_per_address = 10 * 40000;
  fixture->limits.seatless = 60 * G_USEC_PER_SEC;
  hostile_fixture_restart (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    fds[i] = raw_open (fixture->port, "", NULL);
  for (guint i = 0; i < 400; i++)
    {
      g_assert_true (raw_send_text (fds[i % 3], message));
      if (raw_await_end (fds[i % 3], TRUE, 20) == 1008)
        break;
      n_well++;
    }
  g_test_message ("%u messages of 40 kB went well", n_well);
  g_assert_cmpuint (n_well, >=, 9);
  g_assert_cmpuint (n_well, <, 400);

  /* Who said nothing stays. */
  g_assert_cmpint (raw_await_end (fds[3], TRUE, 100), ==, RAW_NO_END);

  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
  raw_await_health (fixture->port);
}

/* Who was a host may say much; who has been one may not take that to somebody else's room. */
static void
test_former_host (HostileFixture *fixture,
                  gconstpointer   data)
{
  g_autofree char *room = hearth_id_new ();
  g_autofree char *complaint = NULL;
  int fd = open_room (fixture, room);
  guint n = 0;

  while (n < 4 * HEARTH_LIMIT_GUEST_MESSAGES && raw_send_text (fd, "{\"type\":\"leave\"}"))
    n++;

  complaint = raw_read_text (fd);
  g_assert_nonnull (strstr (complaint, "\"busy\""));
  g_assert_cmpint (raw_await_end (fd, FALSE, 5000), !=, RAW_NO_END);
  close (fd);
}

static void
test_guessing (HostileFixture *fixture,
               gconstpointer   data)
{
  g_autofree char *room = hearth_id_new ();
  g_autofree char *ended_room = hearth_id_new ();
  g_autofree char *never = hearth_id_new ();
  g_autofree char *about_ended = NULL;
  g_autofree char *about_never = NULL;
  g_autofree char *about_open = NULL;
  int host, guest;

  fixture->limits.misses_per_address = 8;
  fixture->limits.seatless = 20 * G_USEC_PER_SEC;
  hostile_fixture_restart (fixture);

  host = open_room (fixture, ended_room);
  raw_send_text (host, "{\"type\":\"leave\"}");
  close (host);
  host = open_room (fixture, room);
  guest = raw_open (fixture->port, "", NULL);

  about_ended = knock_and_hear (guest, ended_room);
  about_never = knock_and_hear (guest, never);
  g_assert_nonnull (strstr (about_never, "\"no-such-room\""));
  g_assert_cmpstr (about_ended, ==, about_never);

  for (guint i = 2; i < 8; i++)
    {
      g_autofree char *guess = hearth_id_new ();
      g_autofree char *answer = knock_and_hear (guest, guess);

      g_assert_cmpstr (answer, ==, about_never);
    }

  /* Now it is told nothing any more, right or wrong. */
  g_clear_pointer (&about_never, g_free);
  about_never = knock_and_hear (guest, never);
  about_open = knock_and_hear (guest, room);
  g_assert_nonnull (strstr (about_never, "\"busy\""));
  g_assert_cmpstr (about_open, ==, about_never);

  close (guest);
  close (host);
}

static void
test_connections_per_address (HostileFixture *fixture,
                              gconstpointer   data)
{
  int fds[4];
  int one_more;

  fixture->limits.connections_per_address = G_N_ELEMENTS (fds);
  fixture->limits.upgrade = 20 * G_USEC_PER_SEC;
  hostile_fixture_restart (fixture);

  /* Silent ones count as well. */
  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    fds[i] = raw_connect (fixture->port);

  one_more = raw_connect (fixture->port);
  g_assert_cmpint (raw_await_end (one_more, FALSE, 5000), ==, RAW_END_WITHOUT_STATUS);
  close (one_more);

  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);

  /* The server hears of it soon. */
  raw_await_health (fixture->port);
}

static void
test_connections_in_all (HostileFixture *fixture,
                         gconstpointer   data)
{
  int fds[3];
  int one_more;

  fixture->limits.connections = G_N_ELEMENTS (fds);
  hostile_fixture_restart (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    fds[i] = raw_connect (fixture->port);
  one_more = raw_connect (fixture->port);
  g_assert_cmpint (raw_await_end (one_more, FALSE, 300), ==, RAW_END_WITHOUT_STATUS);
  close (one_more);

  /* Those that say nothing make place by themselves. */
  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      g_assert_cmpint (raw_await_end (fds[i], FALSE, 5000), ==, RAW_END_WITHOUT_STATUS);
      close (fds[i]);
    }
}

/* Sockets that are there and do nothing cost nothing, also after one has been cut off. */
static void
test_idle (HostileFixture *fixture,
           gconstpointer   data)
{
  struct rusage before, after;
  int fds[8];

  for (gsize i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      g_autofree char *room = hearth_id_new ();

      fds[i] = open_room (fixture, room);
    }
  close (fds[0]);

  getrusage (RUSAGE_SELF, &before);
  g_usleep (G_USEC_PER_SEC);
  getrusage (RUSAGE_SELF, &after);
  g_assert_cmpint ((after.ru_utime.tv_sec - before.ru_utime.tv_sec) * G_USEC_PER_SEC
                   + after.ru_utime.tv_usec - before.ru_utime.tv_usec, <, G_USEC_PER_SEC / 4);

  for (gsize i = 1; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
}

int
main (int   argc,
      char *argv[])
{
  const HostileTest tests[] = {
    { "endless-message", test_endless_message },
    { "message-too-large", test_message_too_large },
    { "deflate", test_deflate },
    { "control-frames", test_control_frames },
    { "not-text", test_not_text },
    { "other-version", test_other_version },
    { "silence", test_silence },
    { "dead-peers", test_dead_peers },
    { "slow-reader", test_slow_reader },
    { "too-many-messages", test_too_many_messages },
    { "empty-fragments", test_empty_fragments },
    { "endless-pings", test_endless_pings },
    { "some-pings", test_some_pings },
    { "bytes-of-an-address", test_bytes_of_an_address },
    { "former-host", test_former_host },
    { "guessing", test_guessing },
    { "connections-per-address", test_connections_per_address },
    { "connections-in-all", test_connections_in_all },
    { "idle", test_idle },
  };

  g_test_init (&argc, &argv, NULL);
  hostile_add_tests ("/signalling/hostile", tests, G_N_ELEMENTS (tests));

  return g_test_run ();
}
