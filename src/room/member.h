/* Another person in the room, as this computer knows them. Main thread; owned by the room, which alone changes it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "base/pointer.h"
#include "base/role.h"
#include "media/rtp-source.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_MEMBER (hearth_member_get_type ())
G_DECLARE_FINAL_TYPE (HearthMember, hearth_member, HEARTH, MEMBER, GObject)

/* Readable properties, notified: "name", "colour", "key", "proof", "microphone-on", "camera-on", "sharing", "share-paused", "share-sound", "speaking",
 * "picture-held", "slow", "hand" (uint), "role" (int of HearthRole), "connected" (media from them can flow). */

/** hearth_member_get_id: Returns: (transfer none): minted by the host, unique in the room, the same for the whole stay. */
const char      *hearth_member_get_id            (HearthMember *self);
const char      *hearth_member_get_name          (HearthMember *self);
const char      *hearth_member_get_colour        (HearthMember *self);
gboolean         hearth_member_is_host           (HearthMember *self);

/** hearth_member_get_key: Returns: (transfer none) (nullable): their public key as text, once that is proven here. */
const char      *hearth_member_get_key           (HearthMember *self);
gboolean         hearth_member_get_microphone_on (HearthMember *self);
gboolean         hearth_member_get_camera_on     (HearthMember *self);

/** hearth_member_get_sharing: whether they share a screen, beside their camera. */
gboolean         hearth_member_get_sharing       (HearthMember *self);

/** hearth_member_get_share_paused: whether nothing is to be seen of what they share for a while. */
gboolean         hearth_member_get_share_paused  (HearthMember *self);

/** hearth_member_get_share_sound: whether what their computer plays can be heard with it. */
gboolean         hearth_member_get_share_sound   (HearthMember *self);

/** hearth_member_get_speaking: whether they are heard to speak now, as the host says. */
gboolean         hearth_member_get_speaking      (HearthMember *self);

/** hearth_member_get_picture_held: whether their camera is on and yet their picture is not sent: the room carries no more pictures. */
gboolean         hearth_member_get_picture_held  (HearthMember *self);

/** hearth_member_get_slow: whether their connection is slow, as the host says. */
gboolean         hearth_member_get_slow          (HearthMember *self);

/** hearth_member_get_hand: Returns: where their raised hand is in the row of them, 1 for the first; 0 where it is down. */
guint            hearth_member_get_hand          (HearthMember *self);
HearthRole       hearth_member_get_role          (HearthMember *self);

/** hearth_member_get_connected: %FALSE before the first packet can flow, and while the path to them is being made anew. */
gboolean         hearth_member_get_connected     (HearthMember *self);

/**
 * hearth_member_get_audio / _get_video / _get_share / _get_sound:
 *
 * Returns: (transfer none) (nullable): what is received from them now; signal ::sources-changed.
 */
HearthRtpSource *hearth_member_get_audio         (HearthMember *self);
HearthRtpSource *hearth_member_get_video         (HearthMember *self);
HearthRtpSource *hearth_member_get_share         (HearthMember *self);
HearthRtpSource *hearth_member_get_sound         (HearthMember *self);

/**
 * hearth_member_get_pointer:
 *
 * Returns: (transfer none) (nullable): where the pointer is on the screen that they share, until signal ::pointer-changed; %NULL where it is not
 *   to be seen, and always while nothing of that screen is
 */
const HearthPointer *hearth_member_get_pointer   (HearthMember *self);

/** hearth_member_find: @members: a #GListModel of #HearthMember. Returns: (transfer none) (nullable): who is called so there. */
HearthMember    *hearth_member_find              (GListModel   *members,
                                                  const char   *id);

G_END_DECLS
