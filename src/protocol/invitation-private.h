/* What only protocol/ may take out of an invitation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/hello-memory.h"
#include "protocol/invitation.h"

G_BEGIN_DECLS

/** hearth_invitation_get_seal_key: Returns: (transfer none): HEARTH_SEAL_KEY_BYTES of locked memory. */
const guint8      *hearth_invitation_get_seal_key     (const HearthInvitation *self);

/** hearth_invitation_get_host_id: Returns: (transfer none): whom the link names as the host. */
const HearthKeyId *hearth_invitation_get_host_id      (const HearthInvitation *self);

/** hearth_invitation_get_hello_memory: Returns: (transfer none): what the host has opened lately. Main thread. */
HearthHelloMemory *hearth_invitation_get_hello_memory (HearthInvitation       *self);

G_END_DECLS
