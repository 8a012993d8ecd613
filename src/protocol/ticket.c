/* What makes one link to a room another than the next: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/ticket.h"

#include <string.h>

#include "protocol/id.h"
#include "protocol/secret.h"

void
hearth_ticket_generate (HearthTicket *self)
{
  g_return_if_fail (self != NULL);

  hearth_secret_init ();
  randombytes_buf (self->bytes, sizeof self->bytes);
}

gboolean
hearth_ticket_parse (const char   *text,
                     HearthTicket *self)
{
  g_return_val_if_fail (text != NULL && self != NULL, FALSE);

  return hearth_secret_decode (text, strnlen (text, HEARTH_TICKET_CHARACTERS + 1), self->bytes, sizeof self->bytes);
}

char *
hearth_ticket_to_text (const HearthTicket *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return hearth_secret_encode (self->bytes, sizeof self->bytes);
}

char *
hearth_ticket_make_pass (const HearthTicket    *self,
                         const char            *room,
                         const HearthPublicKey *key)
{
  static const char domain[] = "hearth/pass/1";
  crypto_auth_hmacsha256_state state;
  guint8 hash[crypto_auth_hmacsha256_BYTES];

  g_return_val_if_fail (self != NULL && room != NULL && key != NULL, NULL);

  crypto_auth_hmacsha256_init (&state, self->bytes, sizeof self->bytes);
  crypto_auth_hmacsha256_update (&state, (const guint8 *) domain, strlen (domain));
  crypto_auth_hmacsha256_update (&state, (const guint8 *) room, strlen (room));
  crypto_auth_hmacsha256_update (&state, key->bytes, sizeof key->bytes);
  crypto_auth_hmacsha256_final (&state, hash);

  return hearth_id_from_bytes (hash);
}

gboolean
hearth_ticket_check_pass (const HearthTicket    *self,
                          const char            *room,
                          const HearthPublicKey *key,
                          const char            *pass)
{
  g_autofree char *expected = hearth_ticket_make_pass (self, room, key);

  g_return_val_if_fail (pass != NULL && hearth_id_is_valid (pass), FALSE);

  return hearth_id_equal (expected, pass);
}
