/* What hearth-host is told on its command line: a value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A port that nobody named: the one that was used the last time. */
#define HEARTH_HOST_PORT_REMEMBERED -1

/**
 * HearthHostOptions:
 * @name: how the room appears in its own list of people, cleaned
 * @server: (nullable): the signalling server's address; %NULL for the one inside this program
 * @guests: how many people can be inside at once
 * @port: of the server inside, 0 for any free one, or HEARTH_HOST_PORT_REMEMBERED
 * @media_port: the one UDP port of the room, likewise
 * @libnice: whether each connection has a UDP port of its own instead, found by libnice
 * @address: (nullable): "name" or "name:port" that the link names, and under which the room's UDP port is reached as well; %NULL
 *   for this computer's address in the network
 * @stun_server, @turn_servers: (nullable): as in HearthConnectionConfig
 * @state_dir: where the room is kept between two starts
 * @ask: whether somebody inside says yes before a stranger comes in, instead of everybody with the link
 * @new_link: whether the links that were given out do not work any more
 * @co_host_link: whether there is to be a link that makes the first who comes in by it a co-host for good; with @ask there is one in any
 *   case while nobody is a co-host
 * @forget_co_hosts: whether whoever is a co-host is none any more
 * @stats_seconds: how often figures are told, 0 for never
 * @version: whether only the version was asked for; nothing else counts then
 */
typedef struct
{
  char *name;
  char *server;
  guint guests;
  int port;
  int media_port;
  gboolean libnice;
  char *address;
  char *stun_server;
  GStrv turn_servers;
  char *state_dir;
  gboolean ask;
  gboolean new_link;
  gboolean co_host_link;
  gboolean forget_co_hosts;
  double stats_seconds;
  gboolean version;
} HearthHostOptions;

/**
 * hearth_host_options_parse:
 * @arguments: (transfer none): the command line, with the program's name
 *
 * Errors are in words for whoever runs the host; they repeat no TURN server's address, which holds a password. "--help" prints what
 * there is and ends the process.
 *
 * Returns: (transfer full): the options, or %NULL with %G_OPTION_ERROR or %G_FILE_ERROR
 */
HearthHostOptions *hearth_host_options_parse (const char * const  *arguments,
                                              GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void               hearth_host_options_free  (HearthHostOptions   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthHostOptions, hearth_host_options_free)

G_END_DECLS
