/* The signalling server inside this program, for a room that is created while no server is configured.
 *
 * Listens on every interface for as long as it exists; the link then names this computer. Main thread; owned by the call controller
 * or by hearth-host.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HearthEmbeddedServer HearthEmbeddedServer;

/**
 * hearth_embedded_server_new:
 * @port: 0 for any free one
 * @host: (nullable): what the others reach this computer by, "name" or "name:port" as in a link; %NULL for its address in the network
 *
 * Returns: (transfer full): it listens, or %NULL with HEARTH_SIGNALLING_ERROR_ADDRESS
 */
HearthEmbeddedServer *hearth_embedded_server_new        (guint16                port,
                                                         const char            *host,
                                                         GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void                  hearth_embedded_server_free       (HearthEmbeddedServer  *self);

guint16               hearth_embedded_server_get_port   (HearthEmbeddedServer  *self);

/** hearth_embedded_server_get_local: Returns: (transfer none): how this program reaches it, "http://127.0.0.1:port". */
const char           *hearth_embedded_server_get_local  (HearthEmbeddedServer  *self);

/** hearth_embedded_server_get_public: Returns: (transfer none): how the others reach it, "http://host:port". */
const char           *hearth_embedded_server_get_public (HearthEmbeddedServer  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthEmbeddedServer, hearth_embedded_server_free)

G_END_DECLS
