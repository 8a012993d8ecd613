/* A room as the call controller sees it, whether this computer hosts it (HearthRoomHost), visits it (HearthRoomGuest), or a test
 * pretends it. Main thread; owned by the call controller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "media/rtp-source.h"
#include "room/member.h"

G_BEGIN_DECLS

/**
 * HearthRoomState:
 * @HEARTH_ROOM_OUTSIDE: not entered yet
 * @HEARTH_ROOM_ENTERING: talking to the server
 * @HEARTH_ROOM_KNOCKING: waiting for the host's word
 * @HEARTH_ROOM_INSIDE: in
 * @HEARTH_ROOM_RECONNECTING: in, but the path to the host (guest) is lost and being made anew
 * @HEARTH_ROOM_LEFT: over, for good; ::ended has said why
 */
typedef enum
{
  HEARTH_ROOM_OUTSIDE,
  HEARTH_ROOM_ENTERING,
  HEARTH_ROOM_KNOCKING,
  HEARTH_ROOM_INSIDE,
  HEARTH_ROOM_RECONNECTING,
  HEARTH_ROOM_LEFT,
} HearthRoomState;

#define HEARTH_TYPE_ROOM (hearth_room_get_type ())
G_DECLARE_INTERFACE (HearthRoom, hearth_room, HEARTH, ROOM, GObject)

struct _HearthRoomInterface
{
  GTypeInterface parent_iface;

  void            (*enter)           (HearthRoom      *self);
  void            (*leave)           (HearthRoom      *self);
  HearthRoomState (*get_state)       (HearthRoom      *self);
  GListModel     *(*get_members)     (HearthRoom      *self);
  const char     *(*get_link)        (HearthRoom      *self);
  gboolean        (*is_server_there) (HearthRoom      *self);
  void            (*set_local)       (HearthRoom      *self,
                                      HearthRtpSource *audio,
                                      HearthRtpSource *video);
  void            (*set_local_state) (HearthRoom      *self,
                                      gboolean         microphone_on,
                                      gboolean         camera_on);
  void            (*set_profile)     (HearthRoom      *self,
                                      const char      *name,
                                      const char      *colour);
};

/** hearth_room_enter: Goes in; ::state-changed and ::ended tell the rest. Once. */
void            hearth_room_enter           (HearthRoom      *self);

/**
 * hearth_room_leave:
 *
 * Tells everybody (their side knows within a second), closes everything. State LEFT and ::ended (NULL) follow within
 * half a second, whatever the network does. Idempotent.
 */
void            hearth_room_leave           (HearthRoom      *self);
HearthRoomState hearth_room_get_state       (HearthRoom      *self);

/** hearth_room_get_members: Returns: (transfer none): a #GListModel of #HearthMember: the others, in the order they came. */
GListModel     *hearth_room_get_members     (HearthRoom      *self);

/** hearth_room_get_link: Returns: (transfer none) (nullable): the link to give others, once INSIDE. */
const char     *hearth_room_get_link        (HearthRoom      *self);

/** hearth_room_is_server_there: whether new people can join at this moment; the call itself does not need the server. */
gboolean        hearth_room_is_server_there (HearthRoom      *self);

/** hearth_room_set_local: (nullable) sources, fixed for the stay: what this person sends. Before hearth_room_enter(). */
void            hearth_room_set_local       (HearthRoom      *self,
                                             HearthRtpSource *audio,
                                             HearthRtpSource *video);

/** hearth_room_set_local_state: what the others are told about this person's microphone and camera. */
void            hearth_room_set_local_state (HearthRoom      *self,
                                             gboolean         microphone_on,
                                             gboolean         camera_on);
void            hearth_room_set_profile     (HearthRoom      *self,
                                             const char      *name,
                                             const char      *colour);

/* Signals: ::state-changed (), ::server-changed (), ::ended (GError * nullable) */

G_END_DECLS
