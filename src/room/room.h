/* A room as the call controller sees it, whether this computer hosts it (HearthRoomHost), visits it (HearthRoomGuest), or a test
 * pretends it. Main thread; owned by the call controller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "base/picture-kind.h"
#include "media/layered-source.h"
#include "room/comparer.h"
#include "room/conversation.h"
#include "room/gestures.h"
#include "room/member.h"
#include "room/network-watch.h"
#include "room/pointers.h"
#include "room/snapshots.h"
#include "room/standing.h"

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

/* As what somebody counts who has not been shown yet: a picture comes at once, and no larger one than a grid needs. */
#define HEARTH_ROOM_DEFAULT_WIDTH 640
#define HEARTH_ROOM_DEFAULT_HEIGHT 360

/**
 * HearthLocalSources: what this person sends
 * @voice: (nullable)
 * @sound: (nullable): what their computer plays, for those who see their screen
 * @pictures: (nullable): of each kind; the layers may come and go, and the room says which of them are wanted
 */
typedef struct
{
  HearthRtpSource *voice;
  HearthRtpSource *sound;
  HearthLayeredSource *pictures[HEARTH_N_PICTURE_KINDS];
} HearthLocalSources;

/** HearthRoomParts: what a room consists of that has a header of its own; the same for the whole stay, borrowed from it */
typedef struct
{
  HearthStanding *standing;
  HearthNetworkWatch *network;
  HearthComparer *comparer; /* nullable: a guest without an identity */
  HearthConversation *conversation;
  HearthSnapshots *snapshots;
  HearthGestures *gestures;
  HearthPointers *pointers;
} HearthRoomParts;

#define HEARTH_TYPE_ROOM (hearth_room_get_type ())
G_DECLARE_INTERFACE (HearthRoom, hearth_room, HEARTH, ROOM, GObject)

struct _HearthRoomInterface
{
  GTypeInterface parent_iface;

  void            (*enter)           (HearthRoom      *self);
  void            (*leave)           (HearthRoom      *self);
  HearthRoomState (*get_state)       (HearthRoom      *self);
  GListModel     *(*get_members)     (HearthRoom      *self);
  const char     *(*get_host_name)   (HearthRoom      *self);
  const char     *(*get_link)        (HearthRoom      *self);
  gboolean        (*is_server_there) (HearthRoom      *self);
  void            (*set_local)       (HearthRoom               *self,
                                      const HearthLocalSources *sources);
  void            (*set_local_state) (HearthRoom          *self,
                                      gboolean             microphone_on,
                                      gboolean             camera_on,
                                      gboolean             sharing,
                                      gboolean             share_paused,
                                      gboolean             share_sound);
  void            (*set_profile)     (HearthRoom          *self,
                                      const char          *name,
                                      const char          *colour);
  void            (*show)            (HearthRoom          *self,
                                      const char          *member_id,
                                      HearthPictureKind    kind,
                                      guint                width,
                                      guint                height,
                                      gboolean             pinned);
  HearthMember   *(*get_active_speaker) (HearthRoom       *self);
  void            (*act)             (HearthRoom          *self,
                                      const HearthAct     *act);
  HearthRoomParts (*get_parts)       (HearthRoom          *self);
};

/** hearth_room_enter: Goes in; ::state-changed and ::ended tell the rest. Once. */
void            hearth_room_enter              (HearthRoom          *self);

/**
 * hearth_room_leave:
 *
 * Tells everybody (their side knows within a second), closes everything. State LEFT and ::ended (NULL) follow within
 * half a second, whatever the network does. Idempotent.
 */
void            hearth_room_leave              (HearthRoom          *self);
HearthRoomState hearth_room_get_state          (HearthRoom          *self);

/** hearth_room_get_members: Returns: (transfer none): a #GListModel of #HearthMember: the others, in the order they came. */
GListModel     *hearth_room_get_members        (HearthRoom          *self);

/**
 * hearth_room_get_host_name:
 *
 * Returns: (transfer none) (nullable): the name of who hosts, this person or another, who need not be a member: nobody may sit at
 * the host's computer. A guest learns it a moment after INSIDE.
 */
const char     *hearth_room_get_host_name      (HearthRoom          *self);

/** hearth_room_get_link: Returns: (transfer none) (nullable): the link to give others, once INSIDE. */
const char     *hearth_room_get_link           (HearthRoom          *self);

/** hearth_room_is_server_there: whether new people can join at this moment; the call itself does not need the server. */
gboolean        hearth_room_is_server_there    (HearthRoom          *self);

/**
 * hearth_room_set_local:
 * @sources: (transfer none): copied
 *
 * What this person sends, fixed for the stay; once, before hearth_room_enter(). Where it is not called on the host's computer nobody
 * sits there: nothing is received for its members.
 */
void            hearth_room_set_local          (HearthRoom               *self,
                                                const HearthLocalSources *sources);

/**
 * hearth_room_set_local_state:
 * @share_paused: the screen that is shared is not to be seen for a while
 * @share_sound: what this computer plays can be heard with it
 *
 * What the others are told about this person's microphone and camera, and whether they share a screen.
 */
void            hearth_room_set_local_state    (HearthRoom          *self,
                                                gboolean             microphone_on,
                                                gboolean             camera_on,
                                                gboolean             sharing,
                                                gboolean             share_paused,
                                                gboolean             share_sound);
void            hearth_room_set_profile        (HearthRoom          *self,
                                                const char          *name,
                                                const char          *colour);

/**
 * hearth_room_show:
 * @member_id: hearth_member_get_id() of one of the others; an unknown one is ignored
 * @kind: which of their pictures
 * @width: of it on this computer's screen, in device pixels, at most HEARTH_LIMIT_TILE_PIXELS; 0 where it is hidden
 * @height: the same
 * @pinned: whether they are shown large on purpose: served before all others
 *
 * How large somebody is shown, so that nobody sends more than is seen. Cheap to call with every change of a layout: what the host is
 * told is put together. What was never shown is sent so that it fits HEARTH_ROOM_DEFAULT_WIDTH × HEARTH_ROOM_DEFAULT_HEIGHT, a
 * screen twice that.
 */
void            hearth_room_show               (HearthRoom          *self,
                                                const char          *member_id,
                                                HearthPictureKind    kind,
                                                guint                width,
                                                guint                height,
                                                gboolean             pinned);

/**
 * hearth_room_get_active_speaker:
 *
 * This person's own voice does not count: while they speak it is still the one before.
 *
 * Returns: (transfer none) (nullable): which of the others spoke most lately; %NULL while nobody has, or after they left
 */
HearthMember   *hearth_room_get_active_speaker (HearthRoom          *self);

/** hearth_room_get_standing: Returns: (transfer none): how this person stands in it, and who is at the door; the same for the whole stay. */
HearthStanding *hearth_room_get_standing       (HearthRoom          *self);

/**
 * hearth_room_act:
 *
 * Asks the host to do that to others. It is done where this person may (room/rights.h), and HearthStanding::deed tells; otherwise nothing happens.
 */
void            hearth_room_act                (HearthRoom          *self,
                                                const HearthAct     *act);

/** hearth_room_get_network: Returns: (transfer none): how the network is; the same for the whole stay. */
HearthNetworkWatch *hearth_room_get_network    (HearthRoom          *self);

/** hearth_room_get_comparer: Returns: (transfer none): who compares codes for this person; the same for the whole stay. */
HearthComparer *hearth_room_get_comparer       (HearthRoom          *self);

/** hearth_room_get_conversation: Returns: (transfer none): what is written in it; the same for the whole stay. */
HearthConversation *hearth_room_get_conversation (HearthRoom        *self);

/** hearth_room_get_snapshots: Returns: (transfer none): who took a picture of whom; the same for the whole stay. */
HearthSnapshots *hearth_room_get_snapshots     (HearthRoom          *self);

/** hearth_room_get_gestures: Returns: (transfer none): raised hands and reactions; the same for the whole stay. */
HearthGestures *hearth_room_get_gestures       (HearthRoom          *self);

/** hearth_room_get_pointers: Returns: (transfer none): where the pointer is on what this person shares; the same for the whole stay. */
HearthPointers *hearth_room_get_pointers       (HearthRoom          *self);

/* Signals: ::state-changed (), ::server-changed (), ::active-speaker-changed (), ::host-changed (), ::link-changed (),
 * ::ended (GError * nullable) */

G_END_DECLS
