/* Ten thousand WebSockets to one server: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "crowd.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define NS 1000000000
#define IN_FLIGHT 48
#define SOCKETS_PER_ADDRESS 80
#define WINDOW 4
#define PATIENCE_SECONDS 120
#define INPUT_BYTES (64 * 1024)
#define LARGE_BYTES 2048
#define SMALL_BYTES 200
#define ONE_LARGE_IN 5

typedef enum
{
  CONNECTING,
  UPGRADING,
  JOINING,
  READY,
  LOST,
} State;

typedef struct
{
  Conversation conversation;
  Crowd *crowd;
  int fd;
  State state;
  GByteArray *unread; /* nullable: the beginning of a frame */
  GByteArray *unsent; /* nullable */
} Socket;

struct _Crowd
{
  const Dialect *dialect;
  guint16 port;
  int epoll;
  Socket *sockets; /* the two of a room beside each other */
  guint n_addresses;
  guint n_started;
  guint n_in_flight;
  guint n_ready;
  guint n_lost;
  guint target;

  gboolean answering;  /* an arrived message is followed by another */
  gsize answer_length;
  guint64 n_arrived;
  GArray *latencies;   /* nullable */
};

static gint64
get_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (gint64) now.tv_sec * NS + now.tv_nsec;
}

static void
fail (const char *what)
{
  g_printerr ("load: %s: %s\n", what, g_strerror (errno));
  exit (1);
}

/* --- One socket ------------------------------------------------------------------------------------------------------------- */

static void
watch (Socket  *self,
       int      operation,
       uint32_t events)
{
  struct epoll_event event = { .events = events, .data.ptr = self };

  if (epoll_ctl (self->crowd->epoll, operation, self->fd, &event) != 0)
    fail ("epoll_ctl");
}

static void
lose (Socket *self)
{
  if (self->state == LOST)
    return;

  if (self->state == READY)
    self->crowd->n_ready--;
  else
    self->crowd->n_in_flight--;
  self->state = LOST;
  self->crowd->n_lost++;
  close (self->fd);
}

static void
write_bytes (Socket       *self,
             const guint8 *bytes,
             gsize         length)
{
  ssize_t n = 0;

  if (self->unsent == NULL)
    {
      n = send (self->fd, bytes, length, MSG_NOSIGNAL);
      if (n < 0 && errno != EAGAIN)
        {
          lose (self);
          return;
        }
      n = MAX (n, 0);
      if ((gsize) n == length)
        return;
      self->unsent = g_byte_array_new ();
      watch (self, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
    }
  g_byte_array_append (self->unsent, bytes + n, (guint) (length - (gsize) n));
}

static void
write_unsent (Socket *self)
{
  ssize_t n = send (self->fd, self->unsent->data, self->unsent->len, MSG_NOSIGNAL);

  if (n <= 0)
    return;
  g_byte_array_remove_range (self->unsent, 0, (guint) n);
  if (self->unsent->len == 0)
    {
      g_clear_pointer (&self->unsent, g_byte_array_unref);
      watch (self, EPOLL_CTL_MOD, EPOLLIN);
    }
}

/* A mask of zeros is a mask, and the servers undo it as any other. */
static void
write_frame (Socket     *self,
             guint8      opcode,
             const void *payload,
             gsize       length)
{
  guint8 frame[LARGE_BYTES + 256];
  gsize head = length < 126 ? 6 : 8;

  g_assert_cmpuint (head + length, <=, sizeof frame);
  memset (frame, 0, head);
  frame[0] = 0x80 | opcode;
  if (length < 126)
    {
      frame[1] = (guint8) (0x80 | length);
    }
  else
    {
      frame[1] = 0x80 | 126;
      frame[2] = (guint8) (length >> 8);
      frame[3] = (guint8) length;
    }
  memcpy (frame + head, payload, length);
  write_bytes (self, frame, head + length);
}

static void
on_send (Conversation *conversation,
         const char   *text)
{
  write_frame ((Socket *) conversation, 1, text, strlen (text));
}

static void
say (Socket *self,
     gint64  stamp,
     gsize   length)
{
  g_autofree char *text = self->crowd->dialect->say (&self->conversation, stamp, length);

  on_send (&self->conversation, text);
}

static void
start_socket (Crowd *self,
              guint  index)
{
  Socket *socket_ = &self->sockets[index];
  const int yes = 1;
  struct sockaddr_in from = { .sin_family = AF_INET };
  struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons (self->port), .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };

  socket_->crowd = self;
  socket_->conversation.room = index / 2;
  socket_->conversation.first = index % 2 == 0;
  socket_->conversation.other = &self->sockets[index ^ 1].conversation;
  socket_->conversation.send = on_send;
  socket_->state = CONNECTING;
  socket_->fd = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (socket_->fd < 0)
    fail ("socket");

  from.sin_addr.s_addr = htonl (INADDR_LOOPBACK + 0x10000 + index % self->n_addresses);
  setsockopt (socket_->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  setsockopt (socket_->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
  if (bind (socket_->fd, (struct sockaddr *) &from, sizeof from) != 0)
    fail ("bind");
  if (connect (socket_->fd, (struct sockaddr *) &to, sizeof to) != 0 && errno != EINPROGRESS)
    fail ("connect");
  self->n_in_flight++;
  self->n_started++;
  watch (socket_, EPOLL_CTL_ADD, EPOLLOUT);
}

static void
upgrade (Socket *self)
{
  g_autofree char *request = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
                                              "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                                              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
                                              self->crowd->dialect->path, self->crowd->port);

  self->state = UPGRADING;
  watch (self, EPOLL_CTL_MOD, EPOLLIN);
  write_bytes (self, (const guint8 *) request, strlen (request));
}

/* --- What comes ------------------------------------------------------------------------------------------------------------- */

static void
note_ready (Socket *self)
{
  Crowd *crowd = self->crowd;

  if (self->state != JOINING)
    return;
  self->state = READY;
  crowd->n_in_flight--;
  crowd->n_ready++;
  if (self->conversation.first)
    start_socket (crowd, self->conversation.room * 2 + 1);
}

static void
note_arrival (Socket     *self,
              const char *text)
{
  Crowd *crowd = self->crowd;
  const char *stamp = strstr (text, STAMP_MARK);

  crowd->n_arrived++;
  if (crowd->latencies != NULL && stamp != NULL)
    {
      gint64 latency = get_now () - g_ascii_strtoll (stamp + strlen (STAMP_MARK), NULL, 10);

      g_array_append_val (crowd->latencies, latency);
    }
  if (crowd->answering)
    say ((Socket *) self->conversation.other, 0, crowd->answer_length);
}

static void
handle_frame (Socket *self,
              guint8  opcode,
              char   *payload,
              gsize   length)
{
  char after = payload[length];

  if (opcode == 9)
    {
      write_frame (self, 10, payload, length);
      return;
    }
  if (opcode == 8)
    {
      lose (self);
      return;
    }
  if (opcode != 1)
    return;

  payload[length] = '\0';
  switch (self->crowd->dialect->hear (&self->conversation, payload))
    {
    case HEARING_READY:
      note_ready (self);
      break;
    case HEARING_MESSAGE:
      note_arrival (self, payload);
      break;
    case HEARING_REFUSED:
      g_printerr ("load: refused: %s\n", payload);
      lose (self);
      break;
    case HEARING_NOTHING:
    default:
      break;
    }
  payload[length] = after;
}

/* Returns: how much of the input was a whole frame, or 0 */
static gsize
handle_input (Socket *self,
              guint8 *input,
              gsize   length)
{
  gsize head = 2;
  gsize payload;

  if (length < 2)
    return 0;
  payload = input[1] & 0x7f;
  if (payload == 126)
    {
      if (length < 4)
        return 0;
      payload = (gsize) input[2] << 8 | input[3];
      head = 4;
    }
  if (length < head + payload)
    return 0;

  handle_frame (self, input[0] & 0xf, (char *) input + head, payload);
  return head + payload;
}

/* Returns: the length of the head, or 0 while it is not whole */
static gsize
handle_head (Socket *self,
             guint8 *input,
             gsize   length)
{
  const char *end = memmem (input, length, "\r\n\r\n", 4);

  if (end == NULL)
    return 0;
  if (strncmp ((char *) input, "HTTP/1.1 101", strlen ("HTTP/1.1 101")) != 0)
    {
      g_printerr ("load: no upgrade: %.40s\n", (char *) input);
      exit (1);
    }

  self->state = JOINING;
  if (self->crowd->dialect->begin != NULL)
    self->crowd->dialect->begin (&self->conversation);

  return (gsize) (end + 4 - (char *) input);
}

static void
read_socket (Socket *self)
{
  static guint8 input[INPUT_BYTES + 1];
  gsize length = self->unread != NULL ? self->unread->len : 0;
  gsize done = 0;
  ssize_t n;

  if (length > 0)
    memcpy (input, self->unread->data, length);
  g_clear_pointer (&self->unread, g_byte_array_unref);

  n = recv (self->fd, input + length, INPUT_BYTES - length, 0);
  if (n <= 0)
    {
      if (n == 0 || errno != EAGAIN)
        lose (self);
      return;
    }
  length += (gsize) n;

  while (done < length && self->state != LOST)
    {
      gsize step = self->state == UPGRADING ? handle_head (self, input + done, length - done)
                                            : handle_input (self, input + done, length - done);

      if (step == 0)
        break;
      done += step;
    }

  if (done < length && self->state != LOST)
    {
      self->unread = g_byte_array_new ();
      g_byte_array_append (self->unread, input + done, (guint) (length - done));
    }
}

static void
turn (Crowd  *self,
      gint64  wait_ns)
{
  struct epoll_event events[256];
  struct timespec wait = { wait_ns / NS, wait_ns % NS };
  int n = epoll_pwait2 (self->epoll, events, G_N_ELEMENTS (events), &wait, NULL);

  for (int i = 0; i < n; i++)
    {
      Socket *socket_ = events[i].data.ptr;

      if (socket_->state == CONNECTING)
        upgrade (socket_);
      else if (socket_->state != LOST && socket_->unsent != NULL && (events[i].events & EPOLLOUT))
        write_unsent (socket_);
      if (socket_->state > CONNECTING && socket_->state != LOST && (events[i].events & ~(uint32_t) EPOLLOUT))
        read_socket (socket_);
    }
}

/* --- All of them ------------------------------------------------------------------------------------------------------------ */

Crowd *
crowd_new (const Dialect *dialect,
           guint16        port,
           guint          most)
{
  Crowd *self = g_new0 (Crowd, 1);

  self->dialect = dialect;
  self->port = port;
  self->epoll = epoll_create1 (EPOLL_CLOEXEC);
  self->sockets = g_new0 (Socket, most);
  self->n_addresses = (most + SOCKETS_PER_ADDRESS - 1) / SOCKETS_PER_ADDRESS;

  return self;
}

void
crowd_free (Crowd *self)
{
  for (guint i = 0; i < self->target; i++)
    {
      g_clear_pointer (&self->sockets[i].unread, g_byte_array_unref);
      g_clear_pointer (&self->sockets[i].unsent, g_byte_array_unref);
      if (self->sockets[i].state != LOST)
        close (self->sockets[i].fd);
    }
  close (self->epoll);
  g_free (self->sockets);
  g_free (self);
}

/* Firsts only: each brings its second along. */
void
crowd_grow (Crowd *self,
            guint  n)
{
  gint64 until = get_now () + (gint64) PATIENCE_SECONDS * NS;
  guint next = self->target;

  self->target = n;
  while (self->n_ready < n)
    {
      while (next < n && self->n_in_flight < IN_FLIGHT)
        {
          start_socket (self, next);
          next += 2;
        }
      turn (self, NS / 100);
      if (self->n_lost > 0 || get_now () > until)
        {
          g_printerr ("load: %u of %u came in, %u were lost\n", self->n_ready, n, self->n_lost);
          exit (1);
        }
    }
}

void
crowd_idle (Crowd  *self,
            double  seconds)
{
  gint64 until = get_now () + (gint64) (seconds * NS);

  for (gint64 left; (left = until - get_now ()) > 0;)
    turn (self, MIN (left, NS / 50));
}

guint64
crowd_saturate (Crowd  *self,
                guint   rooms,
                gsize   length,
                double  seconds)
{
  self->answering = TRUE;
  self->answer_length = length;
  self->n_arrived = 0;
  for (guint i = 0; i < rooms * WINDOW; i++)
    say (&self->sockets[i % rooms * 2], 0, length);
  crowd_idle (self, seconds);
  self->answering = FALSE;

  return self->n_arrived;
}

guint64
crowd_say (Crowd  *self,
           guint   rooms,
           guint   per_second,
           double  seconds,
           GArray *latencies)
{
  const guint64 n = (guint64) (per_second * seconds);
  gint64 began = get_now ();

  self->latencies = latencies;
  for (guint64 i = 0; i < n;)
    {
      gint64 due = began + (gint64) i * NS / per_second;
      gint64 now = get_now ();

      if (now < due)
        {
          turn (self, due - now);
          continue;
        }
      say (&self->sockets[i % rooms * 2], due, i % ONE_LARGE_IN == 0 ? LARGE_BYTES : SMALL_BYTES);
      i++;
    }
  crowd_idle (self, 0.5);
  self->latencies = NULL;

  return n;
}

guint
crowd_get_n_lost (Crowd *self)
{
  return self->n_lost;
}
