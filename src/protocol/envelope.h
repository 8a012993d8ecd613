/* A signalling message as the server sees it: type, room, from, to and a sealed payload that it cannot read. A value, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * HearthEnvelopeType: in brackets who sends it to whom; the fields beside type (and "v" in OPEN and KNOCK)
 * @HEARTH_ENVELOPE_OPEN: [host → server] room, token (nullable: resume); the room is mine
 * @HEARTH_ENVELOPE_OPENED: [server → host] room, token (to resume with)
 * @HEARTH_ENVELOPE_KNOCK: [guest → server] room, payload; [server → host] from, payload
 * @HEARTH_ENVELOPE_ADMIT: [host → server] to, payload; [server → guest] id (yours), payload
 * @HEARTH_ENVELOPE_DENY: [host → server] to, reason; [server → guest] reason; by the server itself: no-such-room, full, taken,
 *   busy, version
 * @HEARTH_ENVELOPE_RELAY: [anyone → server] to (a guest; absent: the host), payload; [server → anyone] from (absent: the host),
 *   payload
 * @HEARTH_ENVELOPE_LEAVE: [anyone → server] I go; [host → server] to: that guest goes; [server → host] from: that guest has gone
 * @HEARTH_ENVELOPE_HOST_AWAY: [server → guest] the host's socket is lost, the room is kept for it
 * @HEARTH_ENVELOPE_HOST_BACK: [server → guest] it is back
 * @HEARTH_ENVELOPE_HOST_GONE: [server → guest] the room has ended
 * @HEARTH_ENVELOPE_ERROR: [server → anyone] reason; the connection is closed after it
 */
typedef enum
{
  HEARTH_ENVELOPE_OPEN,
  HEARTH_ENVELOPE_OPENED,
  HEARTH_ENVELOPE_KNOCK,
  HEARTH_ENVELOPE_ADMIT,
  HEARTH_ENVELOPE_DENY,
  HEARTH_ENVELOPE_RELAY,
  HEARTH_ENVELOPE_LEAVE,
  HEARTH_ENVELOPE_HOST_AWAY,
  HEARTH_ENVELOPE_HOST_BACK,
  HEARTH_ENVELOPE_HOST_GONE,
  HEARTH_ENVELOPE_ERROR,
} HearthEnvelopeType;

/**
 * HearthDenyReason: in an envelope the words in quotes
 * @HEARTH_DENY_NONE: "unspecified", and every word that this version does not know
 * @HEARTH_DENY_NO_SUCH_ROOM: "no-such-room"
 * @HEARTH_DENY_FULL: "full": no place in the room, or before its door
 * @HEARTH_DENY_LOCKED: "locked": the host lets nobody in now
 * @HEARTH_DENY_REFUSED: "refused": the host said no
 * @HEARTH_DENY_BANNED: "banned": the host said never
 * @HEARTH_DENY_VERSION: "version": the other side speaks another version of the protocol
 * @HEARTH_DENY_TAKEN: "taken": the room is open already, and the token is not its host's
 * @HEARTH_DENY_BUSY: "busy": too many connections, rooms or messages
 * @HEARTH_DENY_MALFORMED: "malformed": what was sent is not an envelope, or not one that fits at this moment
 * @HEARTH_DENY_EXPIRED: "expired": the link has been taken back, or was for another time or another person
 */
typedef enum
{
  HEARTH_DENY_NONE,
  HEARTH_DENY_NO_SUCH_ROOM,
  HEARTH_DENY_FULL,
  HEARTH_DENY_LOCKED,
  HEARTH_DENY_REFUSED,
  HEARTH_DENY_BANNED,
  HEARTH_DENY_VERSION,
  HEARTH_DENY_TAKEN,
  HEARTH_DENY_BUSY,
  HEARTH_DENY_MALFORMED,
  HEARTH_DENY_EXPIRED,
} HearthDenyReason;

#define HEARTH_PROTOCOL_VERSION 1

/**
 * HearthEnvelope:
 * @version: in OPEN and KNOCK: always HEARTH_PROTOCOL_VERSION in one that was parsed
 * @room, @token, @from, @to, @id: (nullable): see protocol/id.h
 * @payload: (nullable): base64url, at most HEARTH_LIMIT_SEALED_BYTES characters; see protocol/trust-session.h
 *
 * Strings are owned by the envelope. Which of them a type has stands at HearthEnvelopeType; where that depends on the
 * direction (KNOCK has room on the way to the server and from on the way to the host), the receiver looks for %NULL itself.
 */
typedef struct
{
  HearthEnvelopeType type;
  guint version;
  char *room;
  char *token;
  char *from;
  char *to;
  char *id;
  char *payload;
  HearthDenyReason reason;
} HearthEnvelope;

/** hearth_envelope_new: Returns: (transfer full): one of @type, of this version, with nothing else in it. */
HearthEnvelope *hearth_envelope_new     (HearthEnvelopeType     type) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_envelope_parse:
 * @text: not necessarily terminated
 * @length: bytes
 *
 * Unknown members, and members that the type does not have, are ignored. Any thread.
 *
 * Returns: (transfer full): the envelope, or %NULL with HEARTH_PROTOCOL_ERROR_TOO_LARGE (past HEARTH_LIMIT_MESSAGE_BYTES or
 * another limit), _MALFORMED, _UNKNOWN_TYPE, or _VERSION (an OPEN or KNOCK of another version; the rest of it is not looked at)
 */
HearthEnvelope *hearth_envelope_parse   (const char            *text,
                                         gsize                  length,
                                         GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_envelope_to_text: Returns: (transfer full): compact JSON. Any thread. */
char           *hearth_envelope_to_text (const HearthEnvelope  *self) G_GNUC_WARN_UNUSED_RESULT;
void            hearth_envelope_free    (HearthEnvelope        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthEnvelope, hearth_envelope_free)

G_END_DECLS
