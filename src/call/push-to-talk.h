/* Who holds a key is heard for as long as they hold it: the window's key, one of the whole desktop, or both. Only ever switches on what this
 * person may switch on, and off what it has switched on itself.
 *
 *   window: Space ─────────▶ press(), release() ─▶ HearthCall: microphone on, off
 *   desktop: a portal ─────▶
 *
 * Main thread; owned by the call controller, the same for its whole life.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _HearthCall HearthCall;

/** HearthTalkKey: which of them is held */
typedef enum
{
  HEARTH_TALK_KEY_WINDOW,
  HEARTH_TALK_KEY_DESKTOP,
} HearthTalkKey;

#define HEARTH_TYPE_PUSH_TO_TALK (hearth_push_to_talk_get_type ())
G_DECLARE_FINAL_TYPE (HearthPushToTalk, hearth_push_to_talk, HEARTH, PUSH_TO_TALK, GObject)

/* Readable properties, notified: "ready" (the person wants it, is in a call, and may switch their microphone on, or it is on by this),
 * "talking" (a key is held, and the microphone on by this), "desktop-possible" (the desktop can tell of keys of its own),
 * "desktop-trigger" (nullable: which key that is, as the desktop says). */

/** hearth_push_to_talk_new: @call: (transfer none): its owner; not kept alive by this. */
HearthPushToTalk *hearth_push_to_talk_new         (HearthCall       *call) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_push_to_talk_press:
 *
 * Returns: whether they talk by this now; %FALSE where it is not wanted or not possible, or the microphone is on anyway
 */
gboolean          hearth_push_to_talk_press       (HearthPushToTalk *self,
                                                   HearthTalkKey     key);

/** hearth_push_to_talk_release: A key that is not held is no error. */
void              hearth_push_to_talk_release     (HearthPushToTalk *self,
                                                   HearthTalkKey     key);

/** hearth_push_to_talk_interrupt: Nobody is heard by that key until it is pressed anew; it counts as held until it is released. */
void              hearth_push_to_talk_interrupt   (HearthPushToTalk *self,
                                                   HearthTalkKey     key);

/**
 * hearth_push_to_talk_is_held:
 *
 * Returns: whether that key was pressed to talk and is not released, be it that nobody talks by it any more, or not for want of a
 *   microphone
 */
gboolean          hearth_push_to_talk_is_held     (HearthPushToTalk *self,
                                                   HearthTalkKey     key);
gboolean          hearth_push_to_talk_is_ready    (HearthPushToTalk *self);
gboolean          hearth_push_to_talk_is_talking  (HearthPushToTalk *self);

/** hearth_push_to_talk_set_desktop: what is known of the desktop's key; @trigger: (nullable): none yet */
void              hearth_push_to_talk_set_desktop (HearthPushToTalk *self,
                                                   gboolean          possible,
                                                   const char       *trigger);

G_END_DECLS
