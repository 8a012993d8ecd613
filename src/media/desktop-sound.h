/* What this computer plays besides Hearth, for those who see a screen that is shared from it: an RtpSource of Opus in stereo.
 *
 * Nothing of the call is in it: whatever any Hearth plays is left out (played-stream.h). Its packets carry the time at which each sound was
 * played, as those of the picture do when it was shown. While nothing plays nothing is sent. The stream is one for life, however often it is
 * on. Main thread; owned by the call controller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-source.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_DESKTOP_SOUND (hearth_desktop_sound_get_type ())
G_DECLARE_FINAL_TYPE (HearthDesktopSound, hearth_desktop_sound, HEARTH, DESKTOP_SOUND, GObject)

/** hearth_desktop_sound_new: Returns: (transfer full): off; or %NULL with HEARTH_MEDIA_ERROR_MISSING_ELEMENT. */
HearthDesktopSound *hearth_desktop_sound_new    (GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_desktop_sound_set_on:
 *
 * Off unless set. On, ::live or ::failed follows, and again when that changes; off, nothing leaves any more when this returns.
 */
void                hearth_desktop_sound_set_on (HearthDesktopSound  *self,
                                                 gboolean             on);

/** hearth_desktop_sound_close: Ends everything; idempotent. Dispose calls it. */
void                hearth_desktop_sound_close  (HearthDesktopSound  *self);

/* Signals:
 *   ::live ()    what is played is sent
 *   ::failed ()  no sound is to be had (any more): once for each time. Where the sound server is away this tries on by itself; where sound
 *                cannot be encoded it does the next time that it is set on
 */

G_END_DECLS
