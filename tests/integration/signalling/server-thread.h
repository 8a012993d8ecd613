/* A signalling server in a thread of its own, for tests that block. On the GLib loop one at a time: it has the default main
 * context.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "signalling/signalling-server.h"

G_BEGIN_DECLS

typedef struct _ServerThread ServerThread;

/** server_thread_new: listens on 127.0.0.1; @config: its strings and limits outlive the thread. */
ServerThread *server_thread_new      (const HearthSignallingServerConfig *config) G_GNUC_WARN_UNUSED_RESULT;
guint16       server_thread_get_port (ServerThread                       *self);
void          server_thread_free     (ServerThread                       *self);

G_END_DECLS
