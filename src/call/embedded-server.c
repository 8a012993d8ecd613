/* The signalling server inside this program: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/embedded-server.h"

#include "call/local-address.h"
#include "signalling/signalling-server.h"

struct _HearthEmbeddedServer
{
  HearthSignallingServer *server;
  char *local;
  char *public;
};

HearthEmbeddedServer *
hearth_embedded_server_new (GError **error)
{
  const HearthSignallingServerConfig config = { .loop = HEARTH_SIGNALLING_LOOP_GLIB };
  g_autoptr (HearthSignallingServer) server = hearth_signalling_server_new (&config, error);
  g_autofree char *address = NULL;
  HearthEmbeddedServer *self;
  guint port;

  if (server == NULL)
    return NULL;

  address = hearth_local_address_find ();
  port = hearth_signalling_server_get_port (server);
  self = g_new0 (HearthEmbeddedServer, 1);
  self->server = g_steal_pointer (&server);
  self->local = g_strdup_printf ("http://127.0.0.1:%u", port);
  self->public = g_strdup_printf ("http://%s:%u", address, port);

  return self;
}

void
hearth_embedded_server_free (HearthEmbeddedServer *self)
{
  g_clear_pointer (&self->server, hearth_signalling_server_free);
  g_free (self->local);
  g_free (self->public);
  g_free (self);
}

const char *
hearth_embedded_server_get_local (HearthEmbeddedServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->local;
}

const char *
hearth_embedded_server_get_public (HearthEmbeddedServer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->public;
}
