/* What hearth-host keeps of its room between two starts, so that the link stays the same: who hosts, the invitation, the ports, and
 * how to take the room back from a server that still keeps it.
 *
 *   DIR/identity   the host's key (call/identity-file.h), written once
 *   DIR/room       [room] link=… co-host-link=… port=… media-port=… token=…
 *
 * Both can be read by this person only. A file that is there and cannot be used is an error, and nothing is written over it: with a new
 * key or link, everybody's old link would lead nowhere. Main thread; owned by the program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/invitation.h"

G_BEGIN_DECLS

/**
 * HearthHostState:
 * @identity: who hosts
 * @invitation: (nullable): %NULL before the first start
 * @link: (nullable): the one to give out, which names the invitation's room and may have a ticket; for people, not read
 * @co_host_link: (nullable): one by which somebody can still become a co-host; likewise
 * @port: of the server inside, 0 where there was none yet
 * @media_port: UDP, likewise
 * @token: (nullable): hearth_room_host_get_token()
 */
typedef struct
{
  char *dir;
  HearthIdentity *identity;
  HearthInvitation *invitation;
  char *link;
  char *co_host_link;
  guint16 port;
  guint16 media_port;
  char *token;
} HearthHostState;

/**
 * hearth_host_state_load:
 * @dir: made where there is none, with a new identity
 *
 * Returns: (transfer full): what was kept, or %NULL with HEARTH_CALL_ERROR_IDENTITY, HEARTH_PROTOCOL_ERROR, %G_KEY_FILE_ERROR or
 * what hearth_private_file_read() gives; the message says which file
 */
HearthHostState *hearth_host_state_load (const char       *dir,
                                         GError          **error) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_host_state_save: @self has an invitation. All of it is on the disk afterwards, or nothing has changed. */
gboolean         hearth_host_state_save (HearthHostState  *self,
                                         GError          **error);
void             hearth_host_state_free (HearthHostState  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthHostState, hearth_host_state_free)

G_END_DECLS
