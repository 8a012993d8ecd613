/* The signalling server inside this program: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/embedded-server.h"

#include "call/local-address.h"
#include "protocol/server-address.h"
#include "signalling/signalling-server.h"

struct _HearthEmbeddedServer
{
  HearthSignallingServer *server;
  char *local;
  char *public;
};

HearthEmbeddedServer *
hearth_embedded_server_new (guint16      port,
                            const char  *host,
                            GError     **error)
{
  HearthSignallingServerConfig config = { .loop = HEARTH_SIGNALLING_LOOP_GLIB, .port = port };
  g_autoptr (HearthSignallingServer) server = NULL;
  g_autofree char *found = NULL;
  g_autofree char *name = NULL;
  HearthEmbeddedServer *self;
  guint16 said = 0;

  if (host == NULL)
    host = found = hearth_local_address_find ();

  /* @host was checked. */
  if (!hearth_server_address_parse_host (host, &name, &said, NULL))
    g_return_val_if_reached (NULL);

  config.host = name;
  server = hearth_signalling_server_new (&config, error);
  if (server == NULL)
    return NULL;

  self = g_new0 (HearthEmbeddedServer, 1);
  self->server = g_steal_pointer (&server);
  port = hearth_signalling_server_get_port (self->server);
  self->local = g_strdup_printf ("http://127.0.0.1:%u", port);
  self->public = g_strdup_printf ("http://%s:%u", name, said != 0 ? said : port);

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

guint16
hearth_embedded_server_get_port (HearthEmbeddedServer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return hearth_signalling_server_get_port (self->server);
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
