/* A socket that sends whatever a test wants: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "raw-client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PATIENCE_MS 20000

static struct sockaddr_in source = { .sin_family = AF_INET };

void
raw_set_source (guint32 address)
{
  source.sin_addr.s_addr = address;
}

static int
connect_with_buffer (guint16 port,
                     int     receive_buffer)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (port), .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int yes = 1;

  g_assert_cmpint (fd, >=, 0);
  if (receive_buffer > 0)
    g_assert_cmpint (setsockopt (fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer), ==, 0);
  /* A frame goes out in pieces: without this the second one waits 40 ms for the first one's acknowledgement. */
  g_assert_cmpint (setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes), ==, 0);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &source, sizeof source), ==, 0);
  g_assert_cmpint (connect (fd, (struct sockaddr *) &address, sizeof address), ==, 0);

  return fd;
}

int
raw_connect (guint16 port)
{
  return connect_with_buffer (port, 0);
}

int
raw_connect_small (guint16 port)
{
  return connect_with_buffer (port, 4096);
}

gboolean
raw_send (int         fd,
          const void *data,
          gsize       length)
{
  const guint8 *next = data;

  while (length > 0)
    {
      ssize_t n = send (fd, next, length, MSG_NOSIGNAL);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;

      next += n;
      length -= (gsize) n;
    }

  return TRUE;
}

/* Returns: bytes, 0 at the end, or -1 where nothing came in time */
static ssize_t
receive (int     fd,
         void   *buffer,
         gsize   length,
         gint64  until)
{
  struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
  gint64 left = MAX (0, until - g_get_monotonic_time ());
  ssize_t n;

  if (poll (&poll_fd, 1, (int) (left / 1000)) <= 0)
    return -1;

  n = recv (fd, buffer, length, 0);
  return n < 0 ? 0 : n;
}

static gboolean
receive_all (int     fd,
             void   *buffer,
             gsize   length,
             gint64  until,
             gssize *last)
{
  guint8 *next = buffer;

  while (length > 0)
    {
      *last = receive (fd, next, length, until);
      if (*last <= 0)
        return FALSE;

      next += *last;
      length -= (gsize) *last;
    }

  return TRUE;
}

int
raw_read_status (int    fd,
                 char **head)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 until = g_get_monotonic_time () + PATIENCE_MS * 1000;
  int status = 0;

  while (strstr (text->str, "\r\n\r\n") == NULL)
    {
      char c;
      ssize_t n = receive (fd, &c, 1, until);

      g_assert_cmpint (n, >=, 0);
      if (n == 0)
        return 0;
      g_string_append_c (text, c);
    }

  if (g_str_has_prefix (text->str, "HTTP/1.1 "))
    status = atoi (text->str + strlen ("HTTP/1.1 "));
  if (head != NULL)
    *head = g_strdup (text->str);

  return status;
}

int
raw_request (guint16     port,
             const char *request)
{
  int fd = raw_connect (port);
  int status;

  raw_send (fd, request, strlen (request));
  status = raw_read_status (fd, NULL);
  close (fd);

  return status;
}

void
raw_await_health (guint16 port)
{
  gint64 deadline = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  while (raw_request (port, RAW_HEALTH_REQUEST) != 200)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (20 * 1000);
    }
}

int
raw_open (guint16     port,
          const char *extra,
          char      **head)
{
  g_autofree char *request = g_strdup_printf ("GET /ws HTTP/1.1\r\n"
                                              "Host: localhost:%u\r\n"
                                              "Connection: Upgrade\r\n"
                                              "Upgrade: websocket\r\n"
                                              "Sec-WebSocket-Version: 13\r\n"
                                              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                              "%s\r\n", port, extra);
  int fd = raw_connect (port);

  g_assert_true (raw_send (fd, request, strlen (request)));
  g_assert_cmpint (raw_read_status (fd, head), ==, 101);

  return fd;
}

gboolean
raw_send_frame (int         fd,
                guint8      first_byte,
                const void *payload,
                gsize       length)
{
  /* A mask of zeros is a mask. */
  guint8 header[14] = { first_byte };
  gsize n = 2;

  if (length < 126)
    {
      header[1] = (guint8) (0x80 | length);
    }
  else if (length <= G_MAXUINT16)
    {
      header[1] = 0x80 | 126;
      header[2] = (guint8) (length >> 8);
      header[3] = (guint8) length;
      n = 4;
    }
  else
    {
      header[1] = 0x80 | 127;
      for (guint i = 0; i < 8; i++)
        header[2 + i] = (guint8) ((guint64) length >> (56 - 8 * i));
      n = 10;
    }

  return raw_send (fd, header, n + 4) && raw_send (fd, payload, length);
}

gboolean
raw_send_text (int         fd,
               const char *text)
{
  return raw_send_frame (fd, RAW_FIN | RAW_TEXT, text, strlen (text));
}

/* Returns: the frame's first byte, or 0 where the connection ended, or nothing came in time (*last < 0) */
static guint8
read_frame (int      fd,
            GString *payload,
            gint64   until,
            gssize  *last)
{
  guint8 header[2];
  guint8 extended[8];
  gsize length;
  gsize n_extended;

  if (!receive_all (fd, header, sizeof header, until, last))
    return 0;

  length = header[1] & 0x7f;
  n_extended = length == 126 ? 2 : length == 127 ? 8 : 0;
  if (n_extended > 0)
    {
      if (!receive_all (fd, extended, n_extended, until, last))
        return 0;
      length = 0;
      for (gsize i = 0; i < n_extended; i++)
        length = length << 8 | extended[i];
    }

  g_string_set_size (payload, length);
  if (!receive_all (fd, payload->str, length, until, last))
    return 0;

  return header[0];
}

char *
raw_read_text (int fd)
{
  g_autoptr (GString) payload = g_string_new (NULL);
  gint64 until = g_get_monotonic_time () + PATIENCE_MS * 1000;

  for (;;)
    {
      gssize last = 0;
      guint8 first = read_frame (fd, payload, until, &last);

      g_assert_cmpuint (first, !=, 0);
      if ((first & 0xf) == RAW_PING)
        raw_send_frame (fd, RAW_FIN | RAW_PONG, payload->str, payload->len);
      else if ((first & 0xf) == RAW_TEXT)
        return g_strdup (payload->str);
    }
}

int
raw_await_end (int      fd,
               gboolean answer_pings,
               int      timeout_ms)
{
  g_autoptr (GString) payload = g_string_new (NULL);
  gint64 until = g_get_monotonic_time () + timeout_ms * G_GINT64_CONSTANT (1000);

  for (;;)
    {
      gssize last = 0;
      guint8 first = read_frame (fd, payload, until, &last);

      if (first == 0)
        return last < 0 ? RAW_NO_END : RAW_END_WITHOUT_STATUS;
      if ((first & 0xf) == RAW_CLOSE && payload->len >= 2)
        return (guint8) payload->str[0] << 8 | (guint8) payload->str[1];
      if ((first & 0xf) == RAW_PING && answer_pings)
        raw_send_frame (fd, RAW_FIN | RAW_PONG, payload->str, payload->len);
    }
}
