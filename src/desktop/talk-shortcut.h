/* A key of the whole desktop for push to talk: asks the desktop's GlobalShortcuts portal for one once the person wants it, and tells
 * HearthPushToTalk when it is pressed and released. Where there is no such portal, that is told, and nothing else happens.
 *
 *   portal there ──▶ wanted ──▶ CreateSession ──▶ BindShortcuts ──▶ Activated, Deactivated ──▶ press, release
 *                      ◀── not wanted, the portal goes, it closes the session ◀──
 *
 * What is given up half-way is ended at the portal as well: a question that stands is taken back, a session that comes of it is closed.
 *
 * Wanted is while both of its settings are on, from when the person switches it on, or from the first call: no program that only starts
 * asks anybody anything. Main thread; owned by the application.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_TALK_SHORTCUT (hearth_talk_shortcut_get_type ())
G_DECLARE_FINAL_TYPE (HearthTalkShortcut, hearth_talk_shortcut, HEARTH, TALK_SHORTCUT, GObject)

/**
 * hearth_talk_shortcut_new:
 * @call: (transfer none): whose settings and push to talk
 * @description: what the key does, for the desktop's dialog and settings
 */
HearthTalkShortcut *hearth_talk_shortcut_new   (HearthCall         *call,
                                                const char         *description) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_talk_shortcut_close: Gives the key back, and asks for none any more; idempotent. Dispose calls it. */
void                hearth_talk_shortcut_close (HearthTalkShortcut *self);

G_END_DECLS
