/* Who waits at the door for somebody to decide: at most HEARTH_LIMIT_ROOM_KNOCKS, each key once.
 *
 * Pure: no network, no clock. Main thread; owned by HearthDoor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "base/knock.h"
#include "protocol/trust-session.h"

G_BEGIN_DECLS

typedef struct _HearthDoorQueue HearthDoorQueue;

/**
 * HearthWaiting: one who waits
 * @knock: as others see them
 * @address: what the server calls them
 * @session: has opened @hello
 * @confirmed: the server that is there now has said that they wait
 */
typedef struct
{
  HearthKnock *knock;
  char *address;
  HearthTrustSession *session;
  HearthPayload *hello;
  gboolean confirmed;
} HearthWaiting;

HearthDoorQueue *hearth_door_queue_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void             hearth_door_queue_free         (HearthDoorQueue       *self);

/** hearth_door_queue_get_knocks: Returns: (transfer none): a #GListModel of #HearthKnock, in the order they came. */
GListModel      *hearth_door_queue_get_knocks   (HearthDoorQueue       *self);
gboolean         hearth_door_queue_is_full      (HearthDoorQueue       *self);

/**
 * hearth_door_queue_add:
 * @session: (transfer full)
 * @hello: (transfer full)
 *
 * Somebody comes, whose key does not wait yet, and for whom there is a place.
 */
void             hearth_door_queue_add          (HearthDoorQueue       *self,
                                                 const char            *address,
                                                 HearthTrustSession    *session,
                                                 HearthPayload         *hello);

/** hearth_door_queue_find_id / _find_address / _find_key: Returns: (transfer none) (nullable) */
HearthWaiting   *hearth_door_queue_find_id      (HearthDoorQueue       *self,
                                                 const char            *id);
HearthWaiting   *hearth_door_queue_find_address (HearthDoorQueue       *self,
                                                 const char            *address);
HearthWaiting   *hearth_door_queue_find_key     (HearthDoorQueue       *self,
                                                 const HearthPublicKey *key);

/** hearth_door_queue_get: Returns: (transfer none) (nullable): the one at that place. */
HearthWaiting   *hearth_door_queue_get          (HearthDoorQueue       *self,
                                                 guint                  position);

/** hearth_door_queue_doubt: Whoever waits may have gone: nobody is @confirmed. */
void             hearth_door_queue_doubt        (HearthDoorQueue       *self);

/** hearth_door_queue_forget_doubtful: Who is not @confirmed has gone. */
void             hearth_door_queue_forget_doubtful (HearthDoorQueue    *self);

/** hearth_door_queue_take: Returns: (transfer full): @waiting, who waits no more. */
HearthWaiting   *hearth_door_queue_take         (HearthDoorQueue       *self,
                                                 HearthWaiting         *waiting) G_GNUC_WARN_UNUSED_RESULT;
void             hearth_waiting_free            (HearthWaiting         *waiting);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthWaiting, hearth_waiting_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthDoorQueue, hearth_door_queue_free)

G_END_DECLS
