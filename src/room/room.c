/* A room as the call controller sees it: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/room.h"

#include "base/main-thread.h"

enum
{
  STATE_CHANGED,
  SERVER_CHANGED,
  ACTIVE_SPEAKER_CHANGED,
  HOST_CHANGED,
  LINK_CHANGED,
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (HearthRoom, hearth_room, G_TYPE_OBJECT)

static void
hearth_room_default_init (HearthRoomInterface *iface)
{
  /**
   * HearthRoom::state-changed:
   *
   * hearth_room_get_state() gives something new.
   */
  signals[STATE_CHANGED] = g_signal_new ("state-changed", HEARTH_TYPE_ROOM, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * HearthRoom::server-changed:
   *
   * hearth_room_is_server_there() gives something new.
   */
  signals[SERVER_CHANGED] = g_signal_new ("server-changed", HEARTH_TYPE_ROOM, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * HearthRoom::active-speaker-changed:
   *
   * hearth_room_get_active_speaker() gives something new.
   */
  signals[ACTIVE_SPEAKER_CHANGED] = g_signal_new ("active-speaker-changed", HEARTH_TYPE_ROOM, G_SIGNAL_RUN_LAST,
                                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * HearthRoom::host-changed:
   *
   * hearth_room_get_host_name() gives something new.
   */
  signals[HOST_CHANGED] = g_signal_new ("host-changed", HEARTH_TYPE_ROOM, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * HearthRoom::link-changed:
   *
   * hearth_room_get_link() gives something new, while INSIDE.
   */
  signals[LINK_CHANGED] = g_signal_new ("link-changed", HEARTH_TYPE_ROOM, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * HearthRoom::ended:
   * @error: (nullable): why, or %NULL where this person left
   *
   * The state is LEFT and everything is closed. Errors: HEARTH_ROOM_ERROR, HEARTH_SIGNALLING_ERROR, HEARTH_PEER_ERROR. Once.
   */
  signals[ENDED] = g_signal_new ("ended", HEARTH_TYPE_ROOM, G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

void
hearth_room_enter (HearthRoom *self)
{
  g_return_if_fail (HEARTH_IS_ROOM (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  HEARTH_ROOM_GET_IFACE (self)->enter (self);
}

void
hearth_room_leave (HearthRoom *self)
{
  g_return_if_fail (HEARTH_IS_ROOM (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  HEARTH_ROOM_GET_IFACE (self)->leave (self);
}

HearthRoomState
hearth_room_get_state (HearthRoom *self)
{
  g_return_val_if_fail (HEARTH_IS_ROOM (self), HEARTH_ROOM_LEFT);

  return HEARTH_ROOM_GET_IFACE (self)->get_state (self);
}

GListModel *
hearth_room_get_members (HearthRoom *self)
{
  g_return_val_if_fail (HEARTH_IS_ROOM (self), NULL);

  return HEARTH_ROOM_GET_IFACE (self)->get_members (self);
}

const char *
hearth_room_get_host_name (HearthRoom *self)
{
  g_return_val_if_fail (HEARTH_IS_ROOM (self), NULL);

  return HEARTH_ROOM_GET_IFACE (self)->get_host_name (self);
}

const char *
hearth_room_get_link (HearthRoom *self)
{
  g_return_val_if_fail (HEARTH_IS_ROOM (self), NULL);

  return HEARTH_ROOM_GET_IFACE (self)->get_link (self);
}

gboolean
hearth_room_is_server_there (HearthRoom *self)
{
  g_return_val_if_fail (HEARTH_IS_ROOM (self), FALSE);

  return HEARTH_ROOM_GET_IFACE (self)->is_server_there (self);
}

void
hearth_room_set_local (HearthRoom               *self,
                       const HearthLocalSources *sources)
{
  g_return_if_fail (HEARTH_IS_ROOM (self));
  g_return_if_fail (sources != NULL);
  g_return_if_fail (hearth_room_get_state (self) == HEARTH_ROOM_OUTSIDE);

  HEARTH_ROOM_GET_IFACE (self)->set_local (self, sources);
}

void
hearth_room_set_local_state (HearthRoom *self,
                             gboolean    microphone_on,
                             gboolean    camera_on,
                             gboolean    sharing,
                             gboolean    share_paused,
                             gboolean    share_sound)
{
  g_return_if_fail (HEARTH_IS_ROOM (self));

  HEARTH_ROOM_GET_IFACE (self)->set_local_state (self, !!microphone_on, !!camera_on, !!sharing, !!share_paused,
                                                 !!share_sound);
}

void
hearth_room_set_profile (HearthRoom *self,
                         const char *name,
                         const char *colour)
{
  g_return_if_fail (HEARTH_IS_ROOM (self));
  g_return_if_fail (name != NULL && colour != NULL);

  HEARTH_ROOM_GET_IFACE (self)->set_profile (self, name, colour);
}

void
hearth_room_show (HearthRoom        *self,
                  const char        *member_id,
                  HearthPictureKind  kind,
                  guint              width,
                  guint              height,
                  gboolean           pinned)
{
  g_return_if_fail (HEARTH_IS_ROOM (self));
  g_return_if_fail (hearth_main_thread_is_current ());
  g_return_if_fail (member_id != NULL);
  g_return_if_fail (kind < HEARTH_N_PICTURE_KINDS);
  g_return_if_fail (width <= HEARTH_LIMIT_TILE_PIXELS && height <= HEARTH_LIMIT_TILE_PIXELS);

  HEARTH_ROOM_GET_IFACE (self)->show (self, member_id, kind, width, height, pinned);
}

HearthMember *
hearth_room_get_active_speaker (HearthRoom *self)
{
  g_return_val_if_fail (HEARTH_IS_ROOM (self), NULL);

  return HEARTH_ROOM_GET_IFACE (self)->get_active_speaker (self);
}

HearthStanding *
hearth_room_get_standing (HearthRoom *self)
{
  g_return_val_if_fail (HEARTH_IS_ROOM (self), NULL);

  return HEARTH_ROOM_GET_IFACE (self)->get_parts (self).standing;
}

void
hearth_room_act (HearthRoom      *self,
                 const HearthAct *act)
{
  g_return_if_fail (HEARTH_IS_ROOM (self));
  g_return_if_fail (hearth_main_thread_is_current ());
  g_return_if_fail (act != NULL && act->kind < HEARTH_N_ACTS);

  HEARTH_ROOM_GET_IFACE (self)->act (self, act);
}

HearthNetworkWatch *
hearth_room_get_network (HearthRoom *self)
{
  g_return_val_if_fail (HEARTH_IS_ROOM (self), NULL);

  return HEARTH_ROOM_GET_IFACE (self)->get_parts (self).network;
}

HearthComparer *
hearth_room_get_comparer (HearthRoom *self)
{
  g_return_val_if_fail (HEARTH_IS_ROOM (self), NULL);

  return HEARTH_ROOM_GET_IFACE (self)->get_parts (self).comparer;
}

HearthConversation *
hearth_room_get_conversation (HearthRoom *self)
{
  g_return_val_if_fail (HEARTH_IS_ROOM (self), NULL);

  return HEARTH_ROOM_GET_IFACE (self)->get_parts (self).conversation;
}

HearthSnapshots *
hearth_room_get_snapshots (HearthRoom *self)
{
  g_return_val_if_fail (HEARTH_IS_ROOM (self), NULL);

  return HEARTH_ROOM_GET_IFACE (self)->get_parts (self).snapshots;
}

HearthGestures *
hearth_room_get_gestures (HearthRoom *self)
{
  g_return_val_if_fail (HEARTH_IS_ROOM (self), NULL);

  return HEARTH_ROOM_GET_IFACE (self)->get_parts (self).gestures;
}

HearthPointers *
hearth_room_get_pointers (HearthRoom *self)
{
  g_return_val_if_fail (HEARTH_IS_ROOM (self), NULL);

  return HEARTH_ROOM_GET_IFACE (self)->get_parts (self).pointers;
}
