/* A socket that sends whatever a test wants to a signalling server, honest or not. Blocking, with deadlines; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The first byte of a frame. */
#define RAW_FIN 0x80
#define RAW_COMPRESSED 0x40
#define RAW_CONTINUATION 0x0
#define RAW_TEXT 0x1
#define RAW_BINARY 0x2
#define RAW_CLOSE 0x8
#define RAW_PING 0x9
#define RAW_PONG 0xa

/* What raw_await_end() says instead of a status. */
#define RAW_END_WITHOUT_STATUS 0
#define RAW_NO_END -1

/** raw_set_source: @address: in network byte order; sockets come from there from now on, in every thread. */
void     raw_set_source   (guint32     address);

/** raw_connect: Returns: a descriptor; the test fails where nobody listens. */
int      raw_connect      (guint16     port);

/** raw_connect_small: as raw_connect(), with a receive buffer of a few kilobytes. */
int      raw_connect_small (guint16    port);

/** raw_send: Returns: %FALSE where the other side has hung up. */
gboolean raw_send         (int         fd,
                           const void *data,
                           gsize       length);

/**
 * raw_read_status:
 * @head: (out) (nullable) (transfer full): the response's head
 *
 * Returns: the status of the HTTP response, or 0 where the connection ended without one
 */
int      raw_read_status  (int         fd,
                           char      **head);

#define RAW_HEALTH_REQUEST "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"

/** raw_await_health: until somebody new is answered again, who says nothing to those who wait. The test fails after 5 s. */
void     raw_await_health (guint16     port);

/** raw_request: connects, sends @request and closes; Returns: as raw_read_status(). */
int      raw_request      (guint16     port,
                           const char *request);

/** raw_open: Returns: a descriptor with an open WebSocket; @extra: header lines, each with its end. */
int      raw_open         (guint16     port,
                           const char *extra,
                           char      **head);

/** raw_send_frame: masks, as clients must; Returns: as raw_send(). */
gboolean raw_send_frame   (int         fd,
                           guint8      first_byte,
                           const void *payload,
                           gsize       length);

/** raw_send_text: one whole message. */
gboolean raw_send_text    (int         fd,
                           const char *text);

/** raw_read_text: Returns: (transfer full): the next text message; pings are answered; the test fails where none comes. */
char    *raw_read_text    (int         fd) G_GNUC_WARN_UNUSED_RESULT;

/**
 * raw_await_end:
 * @answer_pings: be alive while waiting
 * @timeout_ms: how long to wait
 *
 * Reads everything and throws it away.
 *
 * Returns: the WebSocket's closing status, RAW_END_WITHOUT_STATUS where the connection just ended, or RAW_NO_END
 */
int      raw_await_end    (int         fd,
                           gboolean    answer_pings,
                           int         timeout_ms);

G_END_DECLS
