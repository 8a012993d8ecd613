/* The signalling server: rooms, relay, throttle, deadlines, a landing page. Reads no payload.
 *
 * Not a GObject and no GLib main loop of its own: the same code runs on the GLib loop inside the app and on libuv in the
 * daemon. All calls on the thread that services the loop. Owned by the call controller, or by hearth-server's main().
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HearthSignallingServer HearthSignallingServer;

typedef enum
{
  HEARTH_SIGNALLING_LOOP_GLIB, /* the default main context */
  HEARTH_SIGNALLING_LOOP_UV,
} HearthSignallingLoop;

/**
 * HearthSignallingServerConfig:
 * @loop: what polls the sockets
 * @address: (nullable): numeric address to listen on, %NULL for every one
 * @port: 0 for any free one
 * @certificate_file, @key_file: (nullable): PEM; both or neither
 * @origin: (nullable): a web origin whose pages may connect; everything else that sends Origin is refused
 */
typedef struct
{
  HearthSignallingLoop loop;
  const char *address;
  guint16 port;
  const char *certificate_file;
  const char *key_file;
  const char *origin;
} HearthSignallingServerConfig;

HearthSignallingServer *hearth_signalling_server_new      (const HearthSignallingServerConfig *config,
                                                           GError                            **error) G_GNUC_WARN_UNUSED_RESULT;
guint16                 hearth_signalling_server_get_port (HearthSignallingServer             *self);

/** hearth_signalling_server_run: only with HEARTH_SIGNALLING_LOOP_UV: until hearth_signalling_server_stop(). */
void                    hearth_signalling_server_run      (HearthSignallingServer             *self);
void                    hearth_signalling_server_stop     (HearthSignallingServer             *self);
void                    hearth_signalling_server_free     (HearthSignallingServer             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthSignallingServer, hearth_signalling_server_free)

G_END_DECLS
