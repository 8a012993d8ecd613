/* This person's screen in a call: whether it is shared, and the way to begin and to end that. Main thread; owned by the call
 * controller, and there for as long as that is.
 *
 *   OFF ──start──▶ ASKING: the desktop asks which screen or window ──▶ ON ──stop, the desktop's own button, the host──▶ OFF
 *    └───repeat──▶ ASKING: the desktop looks whether it may be the same ──▶┘
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

#include "base/video-content.h"

G_BEGIN_DECLS

typedef enum
{
  HEARTH_SHARING_OFF,
  HEARTH_SHARING_ASKING,
  HEARTH_SHARING_ON,
} HearthSharingState;

#define HEARTH_TYPE_SHARING (hearth_sharing_get_type ())
G_DECLARE_FINAL_TYPE (HearthSharing, hearth_sharing, HEARTH, SHARING, GObject)

/* Readable properties, notified: "state" (int of HearthSharingState), "possible" (in a call, and allowed to by the host), "repeatable",
 * "paused", "heard". */

HearthSharingState hearth_sharing_get_state   (HearthSharing      *self);
gboolean           hearth_sharing_is_possible (HearthSharing      *self);

/**
 * hearth_sharing_start:
 * @content: TEXT, to be read, or MOTION
 *
 * Where it is possible: the desktop asks the person. Where nothing comes of it, a notice of the call says why, unless they chose nothing.
 * What is shared already ends.
 */
void               hearth_sharing_start       (HearthSharing      *self,
                                               HearthVideoContent  content);

/** hearth_sharing_is_repeatable: whether what was shared last can be shared once more without being asked: in this run of the program. */
gboolean           hearth_sharing_is_repeatable (HearthSharing   *self);

/** hearth_sharing_repeat: As hearth_sharing_start() of what was shared last; the person is asked only where the desktop wants that. */
void               hearth_sharing_repeat      (HearthSharing      *self);

/**
 * hearth_sharing_set_paused:
 *
 * While it is paused nobody sees anything, and the others are told so; afterwards the same goes on. It stays so from one share to the next.
 */
void               hearth_sharing_set_paused  (HearthSharing      *self,
                                               gboolean            paused);
gboolean           hearth_sharing_is_paused   (HearthSharing      *self);

/**
 * hearth_sharing_is_heard:
 *
 * Returns: whether what is shared comes with what other programs play: the person chose so (HearthSettings "share-sound"), and there is sound
 *   to be had; where not, a notice of the call says so
 */
gboolean           hearth_sharing_is_heard    (HearthSharing      *self);

/** hearth_sharing_stop: Nobody sees anything any more; idempotent. */
void               hearth_sharing_stop        (HearthSharing      *self);

G_END_DECLS
