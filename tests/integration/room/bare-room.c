/* A room that is hosted here, without a server: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bare-room.h"

#include "people.h"

/* Who was put out is let go of a moment later. */
#define EXPEL_MS 200

void
bare_room_set_up (BareRoom *self)
{
  HearthConnectionConfig config = { 0 };
  g_autoptr (GError) error = NULL;

  /* As rooms have it; libnice warns of connections that end before they have begun. */
  self->socket = config.socket = hearth_host_socket_new (0, &error);
  g_assert_no_error (error);
  self->identity = hearth_identity_generate ();
  self->invitation = hearth_invitation_new ("http://127.0.0.1:1", hearth_identity_get_public_key (self->identity), &error);
  g_assert_no_error (error);
  self->host = hearth_member_state_new ();
  self->host->name = g_strdup ("Alice");
  self->host->colour = g_strdup ("blue");
  self->gathering = hearth_gathering_new ();
  hearth_gathering_set_host (self->gathering, self->host);
  self->door = hearth_door_new (self->invitation, self->identity, &config, self->gathering);
}

void
bare_room_tear_down (BareRoom *self)
{
  hearth_gathering_close (self->gathering);
  run_for (EXPEL_MS);
  g_assert_finalize_object (self->door);
  g_assert_finalize_object (self->gathering);
  hearth_host_socket_close (self->socket);
  g_object_unref (self->socket);
  hearth_member_state_free (self->host);
  hearth_invitation_unref (self->invitation);
  hearth_identity_unref (self->identity);
}

void
bare_room_knock_by (BareRoom         *self,
                    HearthInvitation *invitation,
                    HearthIdentity   *identity,
                    const char       *address)
{
  g_autoptr (HearthTrustSession) session = hearth_trust_session_new_guest (invitation, identity);
  g_autoptr (HearthPayload) hello = hearth_payload_new (HEARTH_PAYLOAD_HELLO);
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_KNOCK);
  const HearthPublicKey *key = hearth_identity_get_public_key (identity);
  const HearthTicket *ticket = hearth_invitation_get_ticket (invitation);

  hello->name = g_strdup (address);
  hello->colour = g_strdup ("green");
  if (ticket != NULL)
    hello->pass = hearth_ticket_make_pass (ticket, hearth_invitation_get_room (invitation), key);
  envelope->from = g_strdup (address);
  envelope->payload = hearth_trust_session_seal (session, hello, g_get_real_time () / G_USEC_PER_SEC);
  hearth_door_knock (self->door, envelope);
}

HearthGuestLink *
bare_room_knock (BareRoom       *self,
                 HearthIdentity *identity,
                 const char     *address)
{
  bare_room_knock_by (self, self->invitation, identity, address);

  return hearth_gathering_find_address (self->gathering, address);
}

HearthGuestLink *
bare_room_knock_as_stranger (BareRoom   *self,
                             const char *address)
{
  g_autoptr (HearthIdentity) identity = hearth_identity_generate ();

  return bare_room_knock (self, identity, address);
}
