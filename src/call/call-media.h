/* This person's own capture, and what this computer plays: opens camera, microphone and speaker while they are wanted, follows
 * HearthCallDevices, and tries again where a device fails. Exists from the lobby to the end of a call.
 *
 *   nobody agreed ──▶ nothing is open
 *   capturing     ──▶ the microphone is open (muted or not), the camera where it is on; the sources exist all the time
 *
 * Main thread; owned by the call controller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/frame-mailbox.h"
#include "call/call-devices.h"
#include "call/camera-access.h"
#include "call/settings.h"
#include "media/layered-source.h"
#include "media/speaker.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_CALL_MEDIA (hearth_call_media_get_type ())
G_DECLARE_FINAL_TYPE (HearthCallMedia, hearth_call_media, HEARTH, CALL_MEDIA, GObject)

/** hearth_call_media_new: Opens nothing yet. Fails with HEARTH_MEDIA_ERROR_MISSING_ELEMENT. */
HearthCallMedia    *hearth_call_media_new             (HearthCallDevices  *devices,
                                                       HearthCameraAccess *access,
                                                       HearthSettings     *settings,
                                                       GError            **error) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_call_media_set_capturing: whether the person agreed that camera and microphone are opened. */
void                hearth_call_media_set_capturing   (HearthCallMedia   *self,
                                                       gboolean           capturing);

/** hearth_call_media_set_microphone_on / _set_camera_on: what the person wants; takes effect while capturing. */
void                hearth_call_media_set_microphone_on (HearthCallMedia *self,
                                                         gboolean         on);
void                hearth_call_media_set_camera_on   (HearthCallMedia   *self,
                                                       gboolean           on);

/** hearth_call_media_start_speaker: opens the output; until hearth_call_media_close(). */
void                hearth_call_media_start_speaker   (HearthCallMedia   *self);

/**
 * hearth_call_media_get_audio / _get_video:
 *
 * Returns: (transfer none): what is sent; the same for the whole life, silent while off. Of the picture nothing is encoded that nobody
 *   wants.
 */
HearthRtpSource    *hearth_call_media_get_audio       (HearthCallMedia   *self);
HearthLayeredSource *hearth_call_media_get_video      (HearthCallMedia   *self);

HearthSpeaker      *hearth_call_media_get_speaker     (HearthCallMedia   *self);
HearthFrameMailbox *hearth_call_media_get_self_view   (HearthCallMedia   *self);
double              hearth_call_media_get_level       (HearthCallMedia   *self);

/** hearth_call_media_get_heard: the same, muted or not. */
double              hearth_call_media_get_heard       (HearthCallMedia   *self);

/** hearth_call_media_test_speaker: A few notes from the speaker; nothing of it is sent. Opens the output, as _start_speaker() does. */
void                hearth_call_media_test_speaker    (HearthCallMedia   *self);

/** hearth_call_media_close: Lets go of every device; idempotent; no signal afterwards. Dispose calls it. */
void                hearth_call_media_close           (HearthCallMedia   *self);

/* Signals:
 *   ::level-changed ()
 *   ::notice (HearthCallNotice, const char *detail nullable)   DEVICE_FAILED or CAMERA_REFUSED
 */

G_END_DECLS
