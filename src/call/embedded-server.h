/* The signalling server inside this program, for a room that is created while no server is configured.
 *
 * Listens on every interface, on any free port, for as long as it exists; the link then names this computer. Main thread; owned
 * by the call controller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HearthEmbeddedServer HearthEmbeddedServer;

/** hearth_embedded_server_new: Returns: (transfer full): it listens, or %NULL with HEARTH_SIGNALLING_ERROR_ADDRESS. */
HearthEmbeddedServer *hearth_embedded_server_new        (GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void                  hearth_embedded_server_free       (HearthEmbeddedServer  *self);

/** hearth_embedded_server_get_local: Returns: (transfer none): how this program reaches it, "http://127.0.0.1:port". */
const char           *hearth_embedded_server_get_local  (HearthEmbeddedServer  *self);

/** hearth_embedded_server_get_public: Returns: (transfer none): how the others reach it, "http://address:port". */
const char           *hearth_embedded_server_get_public (HearthEmbeddedServer  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthEmbeddedServer, hearth_embedded_server_free)

G_END_DECLS
