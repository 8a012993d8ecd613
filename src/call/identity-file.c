/* An identity key in a file: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/identity-file.h"

#include <string.h>

#include "base/limits.h"
#include "call/call-error.h"
#include "call/private-file.h"

HearthIdentity *
hearth_identity_file_read (const char  *path,
                           GError     **error)
{
  char text[HEARTH_LIMIT_IDENTITY_BYTES + 1] = "";
  GBytes *content = hearth_private_file_read (path, HEARTH_LIMIT_IDENTITY_BYTES, error);
  g_autofree guint8 *read = NULL;
  HearthIdentity *identity;
  gsize length;

  if (content == NULL)
    return NULL;

  /* Nobody else holds them, so these are the very bytes, and no trace of the key stays behind. */
  read = g_bytes_unref_to_data (content, &length);
  memcpy (text, read, length);
  explicit_bzero (read, length);
  identity = hearth_identity_from_secret (g_strchomp (text), NULL);
  explicit_bzero (text, sizeof text);
  if (identity == NULL)
    g_set_error (error, HEARTH_CALL_ERROR, HEARTH_CALL_ERROR_IDENTITY, "The identity key in %s is damaged", path);

  return identity;
}

HearthIdentity *
hearth_identity_file_keep (const char      *path,
                           HearthIdentity  *identity,
                           GError         **error)
{
  char *secret = hearth_identity_to_secret (identity);
  g_autoptr (GError) cause = NULL;
  gboolean written = hearth_private_file_write (path, secret, strlen (secret), HEARTH_PRIVATE_FILE_NEW, &cause);

  hearth_identity_secret_free (secret);
  if (written)
    return hearth_identity_ref (identity);

  /* Another process of this person was first: both are that person. */
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_EXISTS))
    return hearth_identity_file_read (path, error);

  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}
