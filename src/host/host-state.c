/* What hearth-host keeps of its room between two starts: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "host/host-state.h"

#include <string.h>

#include "base/limits.h"
#include "call/identity-file.h"
#include "call/private-file.h"
#include "protocol/id.h"
#include "protocol/protocol-error.h"

#define IDENTITY_FILE "identity"
#define ROOM_FILE "room"
#define GROUP "room"

static gboolean
load_identity (HearthHostState  *self,
               GError          **error)
{
  g_autofree char *path = g_build_filename (self->dir, IDENTITY_FILE, NULL);
  g_autoptr (HearthIdentity) new = NULL;
  g_autoptr (GError) cause = NULL;

  self->identity = hearth_identity_file_read (path, &cause);
  if (self->identity != NULL)
    return TRUE;

  if (!g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }

  new = hearth_identity_generate ();
  self->identity = hearth_identity_file_keep (path, new, error);
  return self->identity != NULL;
}

/* 0 where there is none */
static gboolean
read_port (GKeyFile    *file,
           const char  *key,
           guint16     *port,
           GError     **error)
{
  g_autofree char *text = g_key_file_get_string (file, GROUP, key, NULL);
  guint64 number = 0;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT16, &number, error))
    return FALSE;

  *port = (guint16) number;
  return TRUE;
}

static gboolean
parse_room (HearthHostState  *self,
            GBytes           *content,
            GError          **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *link = NULL;

  if (!g_key_file_load_from_bytes (file, content, G_KEY_FILE_NONE, error))
    return FALSE;
  link = g_key_file_get_string (file, GROUP, "link", error);
  if (link == NULL)
    return FALSE;

  self->invitation = hearth_invitation_parse (link, error);
  if (self->invitation == NULL || !read_port (file, "port", &self->port, error)
      || !read_port (file, "media-port", &self->media_port, error))
    return FALSE;

  if (!hearth_invitation_is_hosted_by (self->invitation, hearth_identity_get_public_key (self->identity)))
    {
      g_set_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED, "The room belongs to another key than “%s” beside it",
                   IDENTITY_FILE);
      return FALSE;
    }

  /* Without a good one, the room can be opened as soon as the server has forgotten it. */
  self->token = g_key_file_get_string (file, GROUP, "token", NULL);
  if (self->token != NULL && !hearth_id_is_valid (self->token))
    g_clear_pointer (&self->token, g_free);

  return TRUE;
}

static gboolean
load_room (HearthHostState  *self,
           GError          **error)
{
  g_autofree char *path = g_build_filename (self->dir, ROOM_FILE, NULL);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GBytes) content = hearth_private_file_read (path, HEARTH_LIMIT_HOST_STATE_BYTES, &cause);

  if (content == NULL && g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  if (content == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }

  if (parse_room (self, content, error))
    return TRUE;

  g_prefix_error (error, "%s is damaged: ", path);
  return FALSE;
}

HearthHostState *
hearth_host_state_load (const char  *dir,
                        GError     **error)
{
  g_autoptr (HearthHostState) self = g_new0 (HearthHostState, 1);

  g_return_val_if_fail (dir != NULL, NULL);

  self->dir = g_strdup (dir);
  if (!load_identity (self, error) || !load_room (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

gboolean
hearth_host_state_save (HearthHostState  *self,
                        GError          **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = NULL;
  g_autofree char *first = NULL;
  g_autofree char *content = NULL;
  gsize length;

  g_return_val_if_fail (self != NULL && self->invitation != NULL, FALSE);

  path = g_build_filename (self->dir, ROOM_FILE, NULL);
  first = hearth_invitation_to_link (self->invitation);
  g_key_file_set_string (file, GROUP, "link", self->link != NULL ? self->link : first);
  if (self->co_host_link != NULL)
    g_key_file_set_string (file, GROUP, "co-host-link", self->co_host_link);
  g_key_file_set_integer (file, GROUP, "port", self->port);
  g_key_file_set_integer (file, GROUP, "media-port", self->media_port);
  if (self->token != NULL)
    g_key_file_set_string (file, GROUP, "token", self->token);
  content = g_key_file_to_data (file, &length, NULL);

  return hearth_private_file_write (path, content, length, HEARTH_PRIVATE_FILE_REPLACE, error);
}

void
hearth_host_state_free (HearthHostState *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->dir);
  g_clear_pointer (&self->identity, hearth_identity_unref);
  g_clear_pointer (&self->invitation, hearth_invitation_unref);
  g_free (self->link);
  g_free (self->co_host_link);
  g_free (self->token);
  g_free (self);
}
