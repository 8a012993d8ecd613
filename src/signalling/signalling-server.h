/* The signalling server: rooms, relay, throttle, deadlines, a landing page. Reads no payload.
 *
 * Not a GObject and no GLib main loop of its own: the same code runs on the GLib loop inside the app and on libuv in the
 * daemon. All calls on the thread that services the loop. Owned by the call controller, or by hearth-server's main().
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "signalling/signalling-limits.h"

G_BEGIN_DECLS

typedef struct _HearthSignallingServer HearthSignallingServer;

/**
 * HearthSignallingLoop:
 * @HEARTH_SIGNALLING_LOOP_GLIB: the default main context, which somebody else runs; good for dozens of sockets
 * @HEARTH_SIGNALLING_LOOP_UV: a loop of its own, run by hearth_signalling_server_run(); good for thousands
 */
typedef enum
{
  HEARTH_SIGNALLING_LOOP_GLIB,
  HEARTH_SIGNALLING_LOOP_UV,
} HearthSignallingLoop;

/**
 * HearthSignallingServerConfig:
 * @loop: what polls the sockets
 * @address: (nullable): numeric address to listen on, %NULL for every one, IPv4 and IPv6
 * @port: 0 for any free one
 * @certificate_file, @key_file: (nullable): PEM, the certificate with its chain; both or neither
 * @origin: (nullable): a web origin whose pages may connect; everything else that sends Origin is refused
 * @host: (nullable): the name that links call this server by; requests for another name are refused (see HearthHttpPolicy)
 * @trusted_proxy: (nullable): numeric address of a reverse proxy; for who comes from there, X-Forwarded-For says who that is
 * @listener: a listening socket that somebody else has made, instead of @address and @port; 0 for none. It is taken over.
 * @serve_metrics: whether the counters can be read on a port of this computer's loopback
 * @metrics_port: which port; 0 for any free one
 * @limits: (nullable): other limits than the ordinary ones, for tests and benchmarks
 */
typedef struct
{
  HearthSignallingLoop loop;
  const char *address;
  guint16 port;
  const char *certificate_file;
  const char *key_file;
  const char *origin;
  const char *host;
  const char *trusted_proxy;
  int listener;
  gboolean serve_metrics;
  guint16 metrics_port;
  const HearthSignallingLimits *limits;
} HearthSignallingServerConfig;

/**
 * hearth_signalling_server_new:
 * @config: copied
 *
 * Listens at once.
 *
 * Returns: (transfer full): the server, or %NULL with HEARTH_SIGNALLING_ERROR_ADDRESS or _CONFIG
 */
HearthSignallingServer *hearth_signalling_server_new      (const HearthSignallingServerConfig *config,
                                                           GError                            **error) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_signalling_server_get_port: Returns: the port it listens on, in host byte order. */
guint16                 hearth_signalling_server_get_port (HearthSignallingServer             *self);

/** hearth_signalling_server_get_metrics_port: Returns: the port of the counters, 0 where they are not served. */
guint16                 hearth_signalling_server_get_metrics_port (HearthSignallingServer     *self);

/** hearth_signalling_server_run: only with HEARTH_SIGNALLING_LOOP_UV: returns after hearth_signalling_server_stop(). */
void                    hearth_signalling_server_run      (HearthSignallingServer             *self);

/**
 * hearth_signalling_server_stop: only with HEARTH_SIGNALLING_LOOP_UV: any thread, and safe in a signal handler.
 *
 * Nobody is let in any more; whoever is there gets what waits for them and is told that the server goes away. Ends when all have
 * gone, after three seconds, or when it is called again.
 */
void                    hearth_signalling_server_stop     (HearthSignallingServer             *self);

/** hearth_signalling_server_free: closes every socket. Not from inside hearth_signalling_server_run(). */
void                    hearth_signalling_server_free     (HearthSignallingServer             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthSignallingServer, hearth_signalling_server_free)

G_END_DECLS
