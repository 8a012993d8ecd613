/* Candidates as the room's own port takes them: what is accepted can be reached, and says the same when written and read again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "ice/ice-candidate.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *written = NULL;
  g_autofree char *written_again = NULL;
  HearthIceCandidate candidate;
  HearthIceCandidate again;

  if (!hearth_ice_candidate_parse (&candidate, text))
    return 0;

  g_assert_true (hearth_socket_address_is_usable (&candidate.address));
  g_assert_cmpuint (candidate.priority, >, 0);
  written = hearth_ice_candidate_format (&candidate);
  g_assert_true (hearth_ice_candidate_parse (&again, written));
  g_assert_true (hearth_socket_address_equal (&candidate.address, &again.address));
  g_assert_cmpint (candidate.type, ==, again.type);
  g_assert_cmpuint (candidate.priority, ==, again.priority);
  g_assert_cmpstr (candidate.foundation, ==, again.foundation);
  written_again = hearth_ice_candidate_format (&again);
  g_assert_cmpstr (written, ==, written_again);

  return 0;
}
