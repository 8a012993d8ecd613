/* Where this person's identity key is kept: in the secret service, or where there is none in a file that only this person may
 * read (hearth/identity in the user's data directory). Main thread.
 *
 * A key that is there but cannot be used is an error, never replaced by a new one: to everybody else a new key is a new person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "protocol/identity.h"

G_BEGIN_DECLS

/**
 * hearth_identity_store_load_async:
 * @cancellable: (nullable): the secret service may ask the person for a password, for as long as they like
 *
 * Brings the key, and makes and keeps one on the first start.
 */
void            hearth_identity_store_load_async  (GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);

/**
 * hearth_identity_store_load_finish:
 *
 * Returns: (transfer full): the identity, or %NULL with HEARTH_CALL_ERROR_IDENTITY (the message says what is wrong with which
 * file) or G_IO_ERROR_CANCELLED
 */
HearthIdentity *hearth_identity_store_load_finish (GAsyncResult         *result,
                                                   GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
