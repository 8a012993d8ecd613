/* An identity key in a file that only this person may read. Any thread; blocking.
 *
 * A key that is there but cannot be used is an error, never replaced by a new one: to everybody else a new key is a new person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/identity.h"

G_BEGIN_DECLS

/**
 * hearth_identity_file_read:
 *
 * Returns: (transfer full): the identity, or %NULL with %G_IO_ERROR_NOT_FOUND, HEARTH_CALL_ERROR_IDENTITY (damaged; the message says
 * which file), or what hearth_private_file_read() gives
 */
HearthIdentity *hearth_identity_file_read (const char      *path,
                                           GError         **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_identity_file_keep:
 * @identity: (transfer none): a new one
 *
 * Returns: (transfer full): @identity, now on the disk; or the one that another process of this person wrote in the meantime; or
 * %NULL with a #GIOErrorEnum or what hearth_identity_file_read() gives
 */
HearthIdentity *hearth_identity_file_keep (const char      *path,
                                           HearthIdentity  *identity,
                                           GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
