/* What makes one link to a room another than the next: 12 random bytes in the link. The host knows which of them still open its door.
 * A value, any thread; a secret, never logged.
 *
 * Everybody who has any link to the room can open what was sealed for it, so the ticket itself is never sent: a guest shows a pass, which
 * is worth nothing with another key.
 *
 *   pass = base64url (first 16 bytes of HMAC-SHA-256 (ticket, "hearth/pass/1" ‖ ROOM ‖ the guest's public key))
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/identity.h"

G_BEGIN_DECLS

#define HEARTH_TICKET_BYTES 12
#define HEARTH_TICKET_CHARACTERS 16

typedef struct
{
  guint8 bytes[HEARTH_TICKET_BYTES];
} HearthTicket;

/** hearth_ticket_generate: @self: (out caller-allocates): a fresh one. */
void     hearth_ticket_generate   (HearthTicket          *self);

/** hearth_ticket_parse: @text: HEARTH_TICKET_CHARACTERS of base64url. Returns: %FALSE where it is anything else. */
gboolean hearth_ticket_parse      (const char            *text,
                                   HearthTicket          *self);

/** hearth_ticket_to_text: Returns: (transfer full): what hearth_ticket_parse() reads. */
char    *hearth_ticket_to_text    (const HearthTicket    *self) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_ticket_make_pass: Returns: (transfer full): the pass of who has @key, in the form of protocol/id.h. */
char    *hearth_ticket_make_pass  (const HearthTicket    *self,
                                   const char            *room,
                                   const HearthPublicKey *key) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_ticket_check_pass: @pass: a valid id. Returns: whether it is this ticket's, shown by @key; constant time. */
gboolean hearth_ticket_check_pass (const HearthTicket    *self,
                                   const char            *room,
                                   const HearthPublicKey *key,
                                   const char            *pass);

G_END_DECLS
