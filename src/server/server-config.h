/* hearth-server's settings, from the command line and a file: a value. What stands on the command line wins.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a server without a setting listens; the systemd unit and the README name it as well. */
#define HEARTH_SERVER_DEFAULT_PORT 8480

/**
 * HearthServerConfig: see data/server/hearth-server.conf
 * @address: (nullable): numeric; %NULL for every one
 * @certificate, @key: (nullable): files
 * @origin: (nullable): a web origin
 * @host: (nullable): a host name
 * @trusted_proxy: (nullable): a numeric address
 * @serve_metrics: whether @metrics_port was set
 */
typedef struct
{
  char *address;
  guint16 port;
  char *certificate;
  char *key;
  char *origin;
  char *host;
  char *trusted_proxy;
  gboolean serve_metrics;
  guint16 metrics_port;
} HearthServerConfig;

/**
 * hearth_server_config_parse:
 * @arguments: (transfer none): the command line, with the program's name
 *
 * Errors are in words for whoever administers the server.
 *
 * Returns: (transfer full): the settings, or %NULL with %G_OPTION_ERROR, %G_KEY_FILE_ERROR, %G_FILE_ERROR, or
 * HEARTH_SIGNALLING_ERROR_CONFIG
 */
HearthServerConfig *hearth_server_config_parse (const char * const  *arguments,
                                                GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void                hearth_server_config_free  (HearthServerConfig  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthServerConfig, hearth_server_config_free)

G_END_DECLS
