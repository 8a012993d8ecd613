/* This person compares a code with others, one at a time: the exchange of protocol/code-exchange.h as a state machine.
 *
 *   this person asks ─▶ ASK ─▶ … the other's person agrees … ─▶ ANSWER ─▶ REVEAL ─▶ both show the code ─▶ MATCH both ways
 *
 * It believes neither host nor server. A number of this person's leaves only after a person agreed to this very exchange, and
 * there are few of them in one stay, because each is one try of whoever stands in between. Two who ask each other at once have
 * asked once.
 *
 * Speaks in messages; whoever owns it has the channel. Main thread; owned by the room.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/comparison.h"
#include "protocol/control-message.h"
#include "protocol/identity.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_COMPARER (hearth_comparer_get_type ())
G_DECLARE_FINAL_TYPE (HearthComparer, hearth_comparer, HEARTH, COMPARER, GObject)

/** hearth_comparer_new: @identity: (transfer none): this person's; @room: its id. */
HearthComparer *hearth_comparer_new     (HearthIdentity             *identity,
                                         const char                 *room) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_comparer_get_key: Returns: (transfer none): this person's public key as text. */
const char     *hearth_comparer_get_key (HearthComparer             *self);

/**
 * hearth_comparer_start:
 * @peer: a member's id
 * @key: the public key by which they are there
 *
 * Asks them. ::began follows at once, perhaps with one that is over already; nothing where another one is going on, or @key is
 * this person's.
 */
void            hearth_comparer_start   (HearthComparer             *self,
                                         const char                 *peer,
                                         const char                 *key);

/**
 * hearth_comparer_receive:
 * @message: a HEARTH_CONTROL_COMPARE; whatever does not fit is ignored
 * @peer: the member whom it is from, as the host says
 * @key: (nullable): the public key by which they are there
 */
void            hearth_comparer_receive (HearthComparer             *self,
                                         const HearthControlMessage *message,
                                         const char                 *peer,
                                         const char                 *key);

/** hearth_comparer_answer: What this person says; what does not fit the stage is ignored. */
void            hearth_comparer_answer  (HearthComparer             *self,
                                         HearthComparison           *comparison,
                                         HearthComparisonAnswer      answer);

/** hearth_comparer_retain: @is_member: whether somebody is still in the room; with who is not, it is over. */
void            hearth_comparer_retain  (HearthComparer             *self,
                                         gboolean                  (*is_member) (const char *id,
                                                                                 gpointer    user_data),
                                         gpointer                    user_data);

/** hearth_comparer_expire: What happens when the time for this stage is over; for its own timer and for tests. */
void            hearth_comparer_expire  (HearthComparer             *self);

/** hearth_comparer_close: Breaks off, and nothing more; idempotent. Dispose calls it. */
void            hearth_comparer_close   (HearthComparer             *self);

/* Signals:
 *   ::send (HearthControlMessage *)   a HEARTH_CONTROL_COMPARE, its peer the member whom it is for
 *   ::began (HearthComparison *)   ASKED or INVITED, or TOO_OFTEN
 */

G_END_DECLS
