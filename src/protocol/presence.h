/* That the holder of a key is in a room themselves, so that its host cannot say it of somebody who is not. Any thread.
 *
 *   proof = base64url (time (8) ‖ signature (64)): by the key, over "hearth/presence/1", ROOM, host id, public key, time,
 *           each as its length in four bytes and then itself
 *
 * A host may show again what somebody gave in the same room within HEARTH_LIMIT_PRESENCE_SECONDS, and nowhere else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/identity.h"

G_BEGIN_DECLS

#define HEARTH_PRESENCE_CHARACTERS 96

/**
 * hearth_presence_prove:
 *
 * @host: who hosts @room; @now: Unix time in seconds.
 *
 * Returns: (transfer full): the proof of @identity.
 */
char    *hearth_presence_prove    (const HearthIdentity  *identity,
                                   const char            *room,
                                   const HearthPublicKey *host,
                                   gint64                 now) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_presence_is_valid: Returns: whether @text has the form of a proof. */
gboolean hearth_presence_is_valid (const char            *text);

/**
 * hearth_presence_check:
 *
 * Returns: whether @proof, whatever it is, was given with @key for this room, within the limit around @now.
 */
gboolean hearth_presence_check    (const char            *proof,
                                   const char            *room,
                                   const HearthPublicKey *host,
                                   const HearthPublicKey *key,
                                   gint64                 now);

G_END_DECLS
