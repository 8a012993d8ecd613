/* The pointers on the screens that are shared in a room, as this person's computer hears and tells of them.
 *
 *   hearth_pointers_point() ─ the latest, twenty times a second at most ─▶ ::send, a POINTER
 *   a POINTER ─ of whom the host says ─▶ hearth_member_get_pointer()
 *
 * What a pointer looks like is said where that changes, four times a second at most, and of one that changes all the time as seldom as its size
 * asks for: 6 kB a second. It looks as before until then. Main thread; owned by HearthHostControl or HearthPointerRelay.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "room/path.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_POINTERS (hearth_pointers_get_type ())
G_DECLARE_FINAL_TYPE (HearthPointers, hearth_pointers, HEARTH, POINTERS, GObject)

HearthPointers *hearth_pointers_new     (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_pointers_new_on:
 * @path: (transfer none): by which the host is told, and tells
 * @members: (transfer none): a #GListModel of #HearthMember: the others
 */
HearthPointers *hearth_pointers_new_on  (HearthPath                 *path,
                                         GListModel                 *members) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_pointers_point: @pointer: (nullable): where it is on the screen that this person shares; as often as one likes. */
void            hearth_pointers_point   (HearthPointers             *self,
                                         const HearthPointer        *pointer);

/** hearth_pointers_set_paused: What the host has been told last of the screen: where the pointer is it does not believe while it is paused. */
void            hearth_pointers_set_paused (HearthPointers          *self,
                                            gboolean                 paused);

/** hearth_pointers_repeat: What was told may not have come: the channel is a fresh one. */
void            hearth_pointers_repeat  (HearthPointers             *self);

/** hearth_pointers_close: Tells nothing any more; idempotent. */
void            hearth_pointers_close   (HearthPointers             *self);

/* Signal ::send (HearthControlMessage *) → gboolean: a POINTER; %FALSE where it could not be sent: hearth_pointers_repeat() follows, or it is
 * tried again */

G_END_DECLS
