/* What is said to each of the servers that ./dev bench server compares: how to come into a room of two, and how to say
 * something to the other one in it. Values; the messages are those of the server's own protocol.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the time of a message begins in it: digits of nanoseconds follow. */
#define STAMP_MARK "TS"
#define STAMP_DIGITS 20

/**
 * Conversation: one socket's, from the upgrade on
 * @room: its number; the socket is the room's first, or its second
 * @other: (nullable): the conversation of the other one in the room
 * @id: a guest's at hearth-server, known to its host
 */
typedef struct _Conversation Conversation;
struct _Conversation
{
  guint room;
  gboolean first;
  Conversation *other;
  char id[23];
  void (*send) (Conversation *self,
                const char   *text);
};

/**
 * Hearing: what came of a message
 * @HEARING_NOTHING: goes on
 * @HEARING_READY: this one is in its room now
 * @HEARING_MESSAGE: the other one has said something
 * @HEARING_REFUSED: the server does not want it
 */
typedef enum
{
  HEARING_NOTHING,
  HEARING_READY,
  HEARING_MESSAGE,
  HEARING_REFUSED,
} Hearing;

/**
 * Dialect:
 * @path: what to upgrade
 * @begin: (nullable): the socket is open
 * @hear: a text message has come, terminated
 * @say: Returns: (transfer full): @length bytes with a time in it, to the other one in the room
 */
typedef struct
{
  const char *name;
  const char *path;
  void    (*begin) (Conversation *self);
  Hearing (*hear)  (Conversation *self,
                    const char   *text);
  char   *(*say)   (Conversation *self,
                    gint64        stamp,
                    gsize         length);
} Dialect;

/** dialect_find: Returns: (transfer none) (nullable): "hearth", "socket.io" or "ws". */
const Dialect *dialect_find (const char *name);

G_END_DECLS
