/* This person's shared screen: asks the desktop what to share, captures it and is a LayeredSource of VP8.
 *
 *   start ─▶ HearthScreenPortal: the person chooses ─▶ HearthScreenCapture ─┬─▶ HearthLayeredEncoder ─▶ RtpSinks
 *                                                                           └─▶ where the pointer is
 *
 * The source is the same for the whole life and has no layers while nothing is shared; its RTP streams go on from one share to the
 * next. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/pointer.h"
#include "base/video-content.h"
#include "media/layered-source.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_SCREEN_SHARE (hearth_screen_share_get_type ())
G_DECLARE_FINAL_TYPE (HearthScreenShare, hearth_screen_share, HEARTH, SCREEN_SHARE, GObject)

/** hearth_screen_share_new: Shares nothing yet. Fails with HEARTH_MEDIA_ERROR_MISSING_ELEMENT. */
HearthScreenShare   *hearth_screen_share_new        (GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_screen_share_start:
 * @content: TEXT or MOTION
 * @restore_token: (nullable): to share the same as before, for which the desktop need not ask
 *
 * Asks the desktop, which asks the person; ::live follows with the first picture, or ::ended. What is shared already ends. Where the
 * desktop does not take the token, the person is asked.
 */
void                 hearth_screen_share_start      (HearthScreenShare   *self,
                                                     HearthVideoContent   content,
                                                     const char          *restore_token);

/**
 * hearth_screen_share_get_restore_token:
 *
 * Returns: (transfer full) (nullable): for hearth_screen_share_start(), once, in this run of the program; %NULL where nothing is shared, or
 *   the desktop always asks
 */
char                *hearth_screen_share_get_restore_token (HearthScreenShare *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_screen_share_set_paused:
 *
 * While it is paused nothing is captured and there are no layers, also of what is shared in the meantime; the same goes on afterwards, and
 * nobody is asked. When it returns no later picture is sent.
 */
void                 hearth_screen_share_set_paused (HearthScreenShare   *self,
                                                     gboolean             paused);

/**
 * hearth_screen_share_get_pointer:
 *
 * Returns: (transfer none) (nullable): where the pointer is on what is captured, until ::pointer-changed; %NULL where it is not to be seen
 *   there, nothing is captured, or the desktop draws it into the picture
 */
const HearthPointer *hearth_screen_share_get_pointer (HearthScreenShare   *self);

/** hearth_screen_share_stop: Nothing is captured any more when it returns; no signal but of the pointer follows. Idempotent. */
void                 hearth_screen_share_stop       (HearthScreenShare   *self);

/** hearth_screen_share_get_source: Returns: (transfer none): what is sent; whoever is in charge of it says which layers are wanted. */
HearthLayeredSource *hearth_screen_share_get_source (HearthScreenShare   *self);

/** hearth_screen_share_close: Ends everything; idempotent. Dispose calls it. */
void                 hearth_screen_share_close      (HearthScreenShare   *self);

/* Signals:
 *   ::live ()   the first picture has come
 *   ::pointer-changed ()   hearth_screen_share_get_pointer() gives something else
 *   ::ended (GError * nullable)   NULL: the desktop ended it; otherwise HEARTH_MEDIA_ERROR_REFUSED: nothing was chosen,
 *                                 _NO_PORTAL: the desktop cannot; otherwise nothing came of it. Everything is released
 */

G_END_DECLS
