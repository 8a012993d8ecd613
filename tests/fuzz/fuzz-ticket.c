/* Tickets and tokens, which say that somebody was here before: one that is taken has one form, and a pass is worth nothing with
 * another key, in another room or for another link.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "protocol/id.h"
#include "protocol/ticket.h"

#define ROOM "AAAAAAAAAAAAAAAAAAAAAA"
#define OTHER_ROOM "BBBBBBBBBBBBBBBBBBBBBA"

static void
check_pass (const HearthTicket *ticket)
{
  const HearthPublicKey keys[] = { { { 1 } }, { { 2 } } };
  g_autofree char *pass = hearth_ticket_make_pass (ticket, ROOM, &keys[0]);
  HearthTicket other = *ticket;

  other.bytes[0] ^= 1;
  g_assert_true (hearth_id_is_valid (pass));
  g_assert_true (hearth_ticket_check_pass (ticket, ROOM, &keys[0], pass));
  g_assert_false (hearth_ticket_check_pass (ticket, ROOM, &keys[1], pass));
  g_assert_false (hearth_ticket_check_pass (ticket, OTHER_ROOM, &keys[0], pass));
  g_assert_false (hearth_ticket_check_pass (&other, ROOM, &keys[0], pass));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  const HearthTicket guessed = { { 7 } };
  const HearthPublicKey key = { { 1 } };
  HearthTicket ticket;

  if (hearth_ticket_parse (text, &ticket))
    {
      g_autofree char *again = hearth_ticket_to_text (&ticket);

      g_assert_cmpstr (again, ==, text);
      check_pass (&ticket);
    }

  /* A pass is an id, like a token: 16 bytes that nobody guesses. */
  if (hearth_id_is_valid (text))
    {
      g_assert_cmpuint (strlen (text), ==, strlen (ROOM));
      g_assert_true (hearth_id_equal (text, text));
      g_assert_false (hearth_ticket_check_pass (&guessed, ROOM, &key, text));
    }

  return 0;
}
