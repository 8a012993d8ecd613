/* A room that this computer hosts: lets people in, and forwards everybody's sound and picture to everybody else.
 *
 * Main thread; owned by the call controller (or by hearth-host). Implements HearthRoom.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ice/host-socket.h"
#include "peer/connection-config.h"
#include "protocol/identity.h"
#include "protocol/invitation.h"
#include "room/door.h"
#include "room/room.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_ROOM_HOST (hearth_room_host_get_type ())
G_DECLARE_FINAL_TYPE (HearthRoomHost, hearth_room_host, HEARTH, ROOM_HOST, GObject)

/**
 * hearth_room_host_new:
 * @server: where this computer reaches the signalling server, "http://127.0.0.1:port" for the one inside this program; what the
 *   others use stands in @invitation
 * @invitation: (transfer none): to the room, made with @identity's public key; which links work says the door
 * @identity: (transfer none): who hosts
 * @config: (transfer none): copied; how connections are made. Its socket, where there is one, is the room's: it is let go of when the
 *   room is finalized
 * @name: the host's name, cleaned already
 * @colour: one of hearth_profile_get_colours()
 */
HearthRoomHost *hearth_room_host_new          (const char                   *server,
                                               HearthInvitation             *invitation,
                                               HearthIdentity               *identity,
                                               const HearthConnectionConfig *config,
                                               const char                   *name,
                                               const char                   *colour) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_room_host_set_capacity: @people: 1 to HEARTH_LIMIT_ROOM_PEOPLE, the host included; who is inside stays inside. */
void            hearth_room_host_set_capacity (HearthRoomHost               *self,
                                               guint                         people);

/** hearth_room_host_get_door: Returns: (transfer none): who comes in, and by which links. */
HearthDoor     *hearth_room_host_get_door     (HearthRoomHost               *self);

/**
 * hearth_room_host_get_token / _set_token:
 *
 * What the server gave this host to prove itself with after its connection broke; a secret. A program that was killed and comes back
 * within HEARTH_LIMIT_ROOM_KEPT_SECONDS needs it to open its room again: set it before hearth_room_enter(). It is another one each
 * time ::server-changed says that the server is there.
 */
const char     *hearth_room_host_get_token    (HearthRoomHost               *self);
void            hearth_room_host_set_token    (HearthRoomHost               *self,
                                               const char                   *token);

/**
 * HearthRoomHostStats: what hosting does; counters since the room was made
 * @forwarded_packets: handed on to somebody, this computer's own person included
 * @dropped_packets: that came and were left out for somebody: a layer not wanted, before a key frame, too late
 * @people: inside now, the host not included
 * @streams: pictures and voices that are being forwarded now, counted for each receiver
 * @connections: with guests now: two for each who sends something, and fresh ones that replace another
 * @has_socket: whether @socket counts: the room has one port for all
 */
typedef struct
{
  guint64 forwarded_packets;
  guint64 dropped_packets;
  guint people;
  guint streams;
  guint connections;
  gboolean has_socket;
  HearthHostSocketStats socket;
} HearthRoomHostStats;

void            hearth_room_host_get_stats    (HearthRoomHost               *self,
                                               HearthRoomHostStats          *stats);

/* Signal ::turned-away (): somebody with a good link found the room full. */

G_END_DECLS
