/* STUN from anybody: what is read lies within the packet, and neither table nor session minds it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include "ice/demultiplexer.h"
#include "ice/ice-session.h"

#define PASSWORD "VOkJxbRl1RmTxUk/WvJxBt"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (HearthDemultiplexer) demultiplexer = hearth_demultiplexer_new ();
  g_autoptr (HearthIceSession) session = hearth_ice_session_new (1, 1);
  HearthStunMessage message;
  HearthStunWriter answer;
  HearthIceCandidate local;
  HearthPath path;

  if (!hearth_stun_message_parse (&message, data, size))
    return 0;

  g_assert_cmpuint (message.length, ==, size);
  if (message.username != NULL)
    g_assert_true ((const uint8_t *) message.username + message.username_length <= data + size);
  if (message.integrity_offset != 0)
    g_assert_cmpuint (message.integrity_offset + 24, <=, size);
  g_assert_null (hearth_demultiplexer_find_by_message (demultiplexer, &message));

  g_assert_true (hearth_socket_address_parse (&path.local, "192.0.2.1", 1));
  g_assert_true (hearth_socket_address_parse (&path.remote, "192.0.2.2", 2));
  hearth_ice_candidate_init (&local, HEARTH_ICE_HOST, &path.local, &path.local, 1);
  hearth_check_list_add_local (hearth_ice_session_get_check_list (session), &local);
  g_assert_true (hearth_ice_session_set_local_credentials (session, 0, "evtj", PASSWORD));
  g_assert_true (hearth_ice_session_set_remote_credentials (session, 0, "h6vY", PASSWORD));
  hearth_ice_session_handle (session, 1, &path, &message, &answer);
  if (answer.length > 0)
    g_assert_true (hearth_stun_message_parse (&message, answer.data, answer.length));
  while (hearth_ice_session_next (session, 2, &path, &answer))
    g_assert_true (hearth_stun_message_parse (&message, answer.data, answer.length));

  return 0;
}
