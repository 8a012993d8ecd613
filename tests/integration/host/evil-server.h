/* A signalling server that means harm: it keeps to the protocol towards everybody, and whatever is sealed passes through the
 * hands of a test, which may deliver it, something else, or nothing. libsoup, main loop.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/envelope.h"

G_BEGIN_DECLS

typedef struct _EvilServer EvilServer;

/**
 * EvilPost: something sealed on its way
 * @type: KNOCK, ADMIT or RELAY
 * @room: the room's id
 * @guest: the guest's, who sent it or is to get it
 * @to_host: else to @guest
 */
typedef struct
{
  HearthEnvelopeType type;
  char *room;
  char *guest;
  gboolean to_host;
  char *payload;
} EvilPost;

EvilPost   *evil_post_copy       (const EvilPost *self) G_GNUC_WARN_UNUSED_RESULT;
void        evil_post_free       (EvilPost       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EvilPost, evil_post_free)

/** EvilFunc: @post: has come; nothing is delivered unless this does it. */
typedef void (*EvilFunc) (const EvilPost *post,
                          gpointer        data);

EvilServer *evil_server_new      (EvilFunc        func,
                                  gpointer        data) G_GNUC_WARN_UNUSED_RESULT;
void        evil_server_free     (EvilServer     *self);
guint16     evil_server_get_port (EvilServer     *self);

/** evil_server_deliver: Who has gone gets nothing. */
void        evil_server_deliver  (EvilServer     *self,
                                  const EvilPost *post);

/** evil_server_say: The server's own word, with nothing sealed in it: HOST_GONE, LEAVE, DENY … to the host, or to @guest. */
void        evil_server_say      (EvilServer         *self,
                                  const char         *room,
                                  const char         *guest,
                                  gboolean            to_host,
                                  HearthEnvelopeType  type);

G_END_DECLS
