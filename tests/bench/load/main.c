/* The load generator: many people on one thread, told line by line on standard input what to do (README.md).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "publisher.h"
#include "secure-channel.h"
#include "subscriber.h"

#define MAX_CONNECTIONS (2 * LOAD_MAX_PEOPLE)

/* How exact checks, handshakes and reports are. */
#define TICK_NS (5 * G_GINT64_CONSTANT (1000000))

/* What else than a connection an epoll event can be for. */
#define EVENT_COMMANDS MAX_CONNECTIONS
#define EVENT_TIMER (MAX_CONNECTIONS + 1)

typedef struct
{
  const char *address;
  LoadPicture picture;
  LoadConnection *connections[MAX_CONNECTIONS];
  LoadSubscriber *subscribers[MAX_CONNECTIONS];
  LoadPublisher *publishers[LOAD_MAX_PEOPLE]; /* by person */
  LoadAudience audience;
  int epoll;
  int timer;
  GString *commands; /* not yet ended by a newline */

  /* From begin to end. */
  clockid_t server; /* its CPU time */
  gint64 server_cpu;
  gint64 passed;
  gboolean over;
} Load;

static void
watch (Load    *self,
       int      descriptor,
       guint32  event)
{
  struct epoll_event wanted = { .events = EPOLLIN, .data.u32 = event };

  epoll_ctl (self->epoll, EPOLL_CTL_ADD, descriptor, &wanted);
}

/* --- Commands ------------------------------------------------------------------------------------------------------------- */

static guint
parse_number (const char *text,
              guint       below)
{
  guint64 number;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, below - 1, &number, NULL))
    g_error ("\"%s\" is not a number below %u", text, below);

  return (guint) number;
}

static LoadConnection *
find_connection (Load       *self,
                 const char *id)
{
  LoadConnection *connection = self->connections[parse_number (id, MAX_CONNECTIONS)];

  if (connection == NULL)
    g_error ("There is no connection %s", id);

  return connection;
}

/* open ID */
static void
command_open (Load              *self,
              const char *const *words)
{
  guint id = parse_number (words[1], MAX_CONNECTIONS);

  self->connections[id] = load_connection_new (id, self->address);
  watch (self, load_connection_get_descriptor (self->connections[id]), id);
  printf ("port %u %u\n", id, load_connection_get_port (self->connections[id]));
}

/* start ID controlling|controlled client|server LOCAL-UFRAG LOCAL-PASSWORD REMOTE-UFRAG REMOTE-PASSWORD ADDRESS PORT */
static void
command_start (Load              *self,
               const char *const *words)
{
  LoadIce ice = {
    .local_ufrag = g_strdup (words[4]),
    .local_password = g_strdup (words[5]),
    .remote_ufrag = g_strdup (words[6]),
    .remote_password = g_strdup (words[7]),
    .controlling = g_str_equal (words[2], "controlling"),
  };

  load_connection_start (find_connection (self, words[1]), &ice, g_str_equal (words[3], "client"), words[8],
                         (guint16) parse_number (words[9], 65536));
}

/* publish ID WHO AUDIO-SSRC VIDEO-SSRC RTX-SSRC AUDIO-LEVEL TRANSPORT-CC(0|1): with a VIDEO-SSRC of 0 sound only */
static void
command_publish (Load              *self,
                 const char *const *words)
{
  LoadPublisherConfig config = {
    .who = parse_number (words[2], LOAD_MAX_PEOPLE),
    .audio_ssrc = parse_number (words[3], G_MAXUINT32),
    .video_ssrc = parse_number (words[4], G_MAXUINT32),
    .rtx_ssrc = parse_number (words[5], G_MAXUINT32),
    .audio_level = parse_number (words[6], 128),
    .transport_cc = parse_number (words[7], 2) == 1,
    .picture = self->picture,
  };

  if (config.video_ssrc == 0)
    config.picture.packet_rate = 0;
  g_clear_pointer (&self->publishers[config.who], load_publisher_free);
  self->publishers[config.who] = load_publisher_new (find_connection (self, words[1]), &config);
}

/* subscribe ID WHO */
static void
command_subscribe (Load              *self,
                   const char *const *words)
{
  guint id = parse_number (words[1], MAX_CONNECTIONS);

  g_clear_pointer (&self->subscribers[id], load_subscriber_free);
  self->subscribers[id] = load_subscriber_new (find_connection (self, words[1]), parse_number (words[2], LOAD_MAX_PEOPLE),
                                               &self->audience);
}

/* tell ID TEXT: over the data channel, once it is open; the text is the rest of the line */
static void
command_tell (Load              *self,
              const char *const *words)
{
  load_connection_tell (find_connection (self, words[1]), words[2]);
}

static void
move_windows (Load     *self,
              gboolean  begin)
{
  for (guint who = 0; who < LOAD_MAX_PEOPLE; who++)
    {
      for (LoadKind kind = 0; kind < LOAD_N_KINDS && self->publishers[who] != NULL; kind++)
        {
          LoadWindow *window = &self->audience.windows[who][kind];
          guint32 serial = load_publisher_get_serial (self->publishers[who], kind);

          if (begin)
            *window = (LoadWindow){ serial, serial + G_MAXINT32 };
          else
            window->end = serial;
        }
    }
}

/* begin PID: what is sent from now on counts, and what that process takes of the CPU for it */
static void
command_begin (Load              *self,
               const char *const *words)
{
  if (clock_getcpuclockid ((pid_t) parse_number (words[1], G_MAXINT32), &self->server) != 0)
    g_error ("There is no process %s", words[1]);

  self->server_cpu = -load_clock (self->server);
  self->passed = -load_now ();
  move_windows (self, TRUE);
  self->audience.delays = (LoadHistogram){ 0 };
  for (guint id = 0; id < MAX_CONNECTIONS; id++)
    {
      if (self->subscribers[id] != NULL)
        load_subscriber_begin (self->subscribers[id]);
    }
  printf ("began\n");
}

/* end: … until now */
static void
command_end (Load              *self,
             const char *const *words)
{
  move_windows (self, FALSE);
  self->server_cpu += load_clock (self->server);
  self->passed += load_now ();
  printf ("ended\n");
}

typedef struct
{
  guint64 received[LOAD_N_KINDS];
  guint64 expected[LOAD_N_KINDS]; /* what everybody sent to everybody else */
  guint64 promised[LOAD_N_KINDS]; /* the same of those pairs of which anything came */
  guint pairs[LOAD_N_KINDS];
  guint64 sent;
  LoadSubscriberCounters heard;
  LoadConnectionCounters connections;
  LoadPublisherCounters publishers;
} Totals;

static void
add_subscriber (Load           *self,
                LoadSubscriber *subscriber,
                Totals         *totals)
{
  const LoadSubscriberCounters *counters = load_subscriber_get_counters (subscriber);

  for (guint who = 0; who < LOAD_MAX_PEOPLE; who++)
    {
      for (LoadKind kind = 0; kind < LOAD_N_KINDS; kind++)
        {
          const LoadWindow *window = &self->audience.windows[who][kind];
          guint64 received = counters->received[who][kind];

          if (self->publishers[who] == NULL || who == load_subscriber_get_who (subscriber))
            continue;
          totals->received[kind] += received;
          totals->expected[kind] += window->end - window->first;
          totals->promised[kind] += received > 0 ? window->end - window->first : 0;
          totals->pairs[kind] += received > 0;
        }
    }
  totals->heard.bytes += counters->bytes;
  totals->heard.duplicates += counters->duplicates;
  totals->heard.broken += counters->broken;
  totals->heard.gaps += counters->gaps;
  totals->heard.feedbacks += counters->feedbacks;
}

static void
add_up (Load   *self,
        Totals *totals)
{
  for (guint id = 0; id < MAX_CONNECTIONS; id++)
    {
      if (self->subscribers[id] != NULL)
        add_subscriber (self, self->subscribers[id], totals);
      if (self->connections[id] != NULL)
        {
          const LoadConnectionCounters *counters = load_connection_get_counters (self->connections[id]);

          totals->connections.overflown += counters->overflown;
          totals->connections.unreadable += counters->unreadable;
          totals->connections.not_sent += counters->not_sent;
        }
    }
  for (guint who = 0; who < LOAD_MAX_PEOPLE; who++)
    {
      const LoadPublisherCounters *counters;

      if (self->publishers[who] == NULL)
        continue;
      counters = load_publisher_get_counters (self->publishers[who]);
      totals->publishers.key_frame_requests += counters->key_frame_requests;
      totals->publishers.retransmitted += counters->retransmitted;
      totals->publishers.feedbacks += counters->feedbacks;
      for (LoadKind kind = 0; kind < LOAD_N_KINDS; kind++)
        totals->sent += self->audience.windows[who][kind].end - self->audience.windows[who][kind].first;
    }
}

/* report: one line of JSON about what was sent between begin and end, and what has come of it by now */
static void
command_report (Load              *self,
                const char *const *words)
{
  Totals totals = { 0 };
  struct rusage usage;

  add_up (self, &totals);
  getrusage (RUSAGE_SELF, &usage);
  printf ("report {\"seconds\":%.6f,\"server_cpu_seconds\":%.6f,\"sent\":%" G_GUINT64_FORMAT, (double) self->passed / 1e9,
          (double) self->server_cpu / 1e9, totals.sent);
  for (LoadKind kind = 0; kind < LOAD_N_KINDS; kind++)
    printf (",\"%s\":{\"received\":%" G_GUINT64_FORMAT ",\"expected\":%" G_GUINT64_FORMAT ",\"promised\":%" G_GUINT64_FORMAT
            ",\"pairs\":%u}", kind == LOAD_AUDIO ? "audio" : "video", totals.received[kind], totals.expected[kind],
            totals.promised[kind], totals.pairs[kind]);
  printf (",\"delay_ms\":{\"p50\":%.4f,\"p95\":%.4f,\"p99\":%.4f}", load_histogram_percentile (&self->audience.delays, 0.5),
          load_histogram_percentile (&self->audience.delays, 0.95), load_histogram_percentile (&self->audience.delays, 0.99));
  printf (",\"bytes\":%" G_GUINT64_FORMAT ",\"duplicates\":%" G_GUINT64_FORMAT ",\"broken\":%" G_GUINT64_FORMAT
          ",\"gaps\":%" G_GUINT64_FORMAT ",\"feedbacks_sent\":%" G_GUINT64_FORMAT, totals.heard.bytes, totals.heard.duplicates,
          totals.heard.broken, totals.heard.gaps, totals.heard.feedbacks);
  printf (",\"overflown\":%" G_GUINT64_FORMAT ",\"unreadable\":%" G_GUINT64_FORMAT ",\"not_sent\":%" G_GUINT64_FORMAT,
          totals.connections.overflown, totals.connections.unreadable, totals.connections.not_sent);
  printf (",\"key_frame_requests\":%" G_GUINT64_FORMAT ",\"retransmitted\":%" G_GUINT64_FORMAT
          ",\"feedbacks\":%" G_GUINT64_FORMAT, totals.publishers.key_frame_requests, totals.publishers.retransmitted,
          totals.publishers.feedbacks);
  printf (",\"cpu_seconds\":%.6f}\n", (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
          + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6);
}

static const struct
{
  const char *name;
  guint n_words;
  void (*run) (Load *self, const char *const *words);
} commands[] = {
  { "open", 2, command_open },
  { "start", 10, command_start },
  { "publish", 8, command_publish },
  { "subscribe", 3, command_subscribe },
  { "tell", 3, command_tell },
  { "begin", 2, command_begin },
  { "end", 1, command_end },
  { "report", 1, command_report },
};

static void
run_command (Load       *self,
             const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", g_str_has_prefix (line, "tell ") ? 3 : -1);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_equal (words[0], commands[i].name) && g_strv_length (words) == commands[i].n_words)
        {
          commands[i].run (self, (const char *const *) words);
          return;
        }
    }
  g_error ("Not a command: %s", line);
}

static void
read_commands (Load *self)
{
  char text[4096];
  ssize_t length = read (STDIN_FILENO, text, sizeof text);
  char *newline;

  if (length == 0)
    self->over = TRUE;
  if (length <= 0)
    return;

  g_string_append_len (self->commands, text, length);
  while ((newline = strchr (self->commands->str, '\n')) != NULL)
    {
      g_autofree char *line = g_strndup (self->commands->str, (gsize) (newline - self->commands->str));

      g_string_erase (self->commands, 0, newline - self->commands->str + 1);
      run_command (self, line);
    }
}

/* --- The loop ------------------------------------------------------------------------------------------------------------- */

static void
tick (Load   *self,
      gint64  now)
{
  for (guint id = 0; id < MAX_CONNECTIONS; id++)
    {
      if (self->connections[id] != NULL)
        load_connection_tick (self->connections[id], now);
      if (self->subscribers[id] != NULL)
        load_subscriber_tick (self->subscribers[id], now);
    }
}

static gint64
run_publishers (Load *self)
{
  gint64 now = load_now ();
  gint64 due = now + TICK_NS;

  for (guint who = 0; who < LOAD_MAX_PEOPLE; who++)
    {
      if (self->publishers[who] != NULL)
        due = MIN (due, load_publisher_run (self->publishers[who], now));
    }

  return due;
}

static void
wait_until (Load   *self,
            gint64  due)
{
  struct itimerspec time = { .it_value = { due / G_GINT64_CONSTANT (1000000000), due % G_GINT64_CONSTANT (1000000000) } };
  struct epoll_event events[64];
  guint64 expirations;
  int n;

  fflush (stdout);
  timerfd_settime (self->timer, TFD_TIMER_ABSTIME, &time, NULL);
  n = epoll_wait (self->epoll, events, G_N_ELEMENTS (events), -1);
  for (int i = 0; i < n; i++)
    {
      guint32 event = events[i].data.u32;

      if (event < MAX_CONNECTIONS)
        load_connection_read (self->connections[event]);
      else if (event == EVENT_COMMANDS)
        read_commands (self);
      else
        (void) !read (self->timer, &expirations, sizeof expirations);
    }
}

static void
run (Load *self)
{
  gint64 ticked_at = 0;

  while (!self->over)
    {
      gint64 now = load_now ();

      if (now - ticked_at >= TICK_NS)
        {
          tick (self, now);
          ticked_at = now;
        }
      wait_until (self, run_publishers (self));
    }
}

int
main (int   argc,
      char *argv[])
{
  static Load self = {
    .picture = { .packet_rate = 125, .packet_bytes = 1200, .frame_rate = 30, .width = 640, .height = 360 },
  };
  const char *address = "127.0.0.1";
  const char *profiles = "SRTP_AES128_CM_SHA1_80:SRTP_AEAD_AES_128_GCM";
  const GOptionEntry entries[] = {
    { "address", 0, 0, G_OPTION_ARG_STRING, &address, "of this computer, for all sockets", "IPV4" },
    { "profiles", 0, 0, G_OPTION_ARG_STRING, &profiles, "SRTP profiles, as OpenSSL names them", "NAME:NAME" },
    { "packet-rate", 0, 0, G_OPTION_ARG_DOUBLE, &self.picture.packet_rate, "of each picture; 0: sound only", "PER-SECOND" },
    { "packet-bytes", 0, 0, G_OPTION_ARG_INT, &self.picture.packet_bytes, "of each packet of a picture", "BYTES" },
    { "frame-rate", 0, 0, G_OPTION_ARG_DOUBLE, &self.picture.frame_rate, "of each picture", "PER-SECOND" },
    { "width", 0, 0, G_OPTION_ARG_INT, &self.picture.width, "of each picture", "PIXELS" },
    { "height", 0, 0, G_OPTION_ARG_INT, &self.picture.height, "of each picture", "PIXELS" },
    { "paced", 0, 0, G_OPTION_ARG_NONE, &self.picture.paced, "packets evenly instead of in bursts, one for each frame", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) options = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *fingerprint = NULL;

  g_option_context_add_main_entries (options, entries, NULL);
  if (!g_option_context_parse (options, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  if (self.picture.packet_bytes < 12 + 8 + 16 + LOAD_STAMP_BYTES || self.picture.packet_bytes > LOAD_PACKET_BYTES - 64)
    {
      g_printerr ("Packets of %u bytes do not work\n", self.picture.packet_bytes);
      return 2;
    }

  self.address = address;
  self.commands = g_string_new (NULL);
  self.epoll = epoll_create1 (EPOLL_CLOEXEC);
  self.timer = timerfd_create (CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  watch (&self, STDIN_FILENO, EVENT_COMMANDS);
  watch (&self, self.timer, EVENT_TIMER);
  fingerprint = load_secure_channel_prepare (profiles);
  printf ("fingerprint %s\n", fingerprint);
  run (&self);

  /* What it made ends with the process: a load has one life. */
  return 0;
}
