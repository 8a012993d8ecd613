/* Somebody at the signalling server, for tests: a real client that keeps what it was told until the test asks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "signalling/signalling-client.h"

G_BEGIN_DECLS

typedef struct _Visitor Visitor;

/** visitor_new: connects, and waits for it; the test fails where that does not work. */
Visitor                *visitor_new             (const char         *server) G_GNUC_WARN_UNUSED_RESULT;
void                    visitor_free            (Visitor            *self);
HearthSignallingClient *visitor_get_client      (Visitor            *self);
void                    visitor_send            (Visitor            *self,
                                                 HearthEnvelopeType  type,
                                                 const char         *to,
                                                 const char         *payload);
void                    visitor_open            (Visitor            *self,
                                                 const char         *room,
                                                 const char         *token);
void                    visitor_knock           (Visitor            *self,
                                                 const char         *room);
void                    visitor_deny            (Visitor            *self,
                                                 const char         *to,
                                                 HearthDenyReason    reason);

/** visitor_expect: Returns: (transfer full): the next envelope, which must be of @type and come within seconds. */
HearthEnvelope         *visitor_expect          (Visitor            *self,
                                                 HearthEnvelopeType  type);

/** visitor_expect_denied: the next envelope is a DENY with @reason. */
void                    visitor_expect_denied   (Visitor            *self,
                                                 HearthDenyReason    reason);

/** visitor_expect_lost: the connection breaks within seconds; nothing else was said before. */
void                    visitor_expect_lost     (Visitor            *self);

/** visitor_is_lost: whether the connection has broken. */
gboolean                visitor_is_lost         (Visitor            *self);

/** visitor_vanish: the socket goes without a word of leaving. */
void                    visitor_vanish          (Visitor            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Visitor, visitor_free)

G_END_DECLS
