/* The person's own camera: a LayeredSource of VP8 and a mailbox with the picture for the self view.
 *
 * One pipeline opens the device and dies with it; those that encode live as long as this object, so that changing, losing and
 * regaining a camera leaves the RTP streams (SSRC, sequence numbers, clock) unbroken.
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/frame-mailbox.h"
#include "media/layered-source.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_CAMERA (hearth_camera_get_type ())
G_DECLARE_FINAL_TYPE (HearthCamera, hearth_camera, HEARTH, CAMERA, GObject)

/** hearth_camera_new: Opens nothing yet. Fails with HEARTH_MEDIA_ERROR_MISSING_ELEMENT. */
HearthCamera       *hearth_camera_new             (GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_camera_set_portal_fd:
 * @fd: (transfer full): PipeWire remote from the camera portal, not used by anybody else, or -1 for the session's own PipeWire
 *
 * For every later hearth_camera_open().
 */
void                hearth_camera_set_portal_fd   (HearthCamera  *self,
                                                   int            fd);

/**
 * hearth_camera_set_resolution:
 * @width: pixels, even, 64 to 1920
 * @height: pixels, even, 64 to 1080
 *
 * The size to capture and send at 30 pictures a second; 640×360 unless set. Takes effect at once: an open camera is opened anew,
 * and ::live comes again.
 */
void                hearth_camera_set_resolution  (HearthCamera  *self,
                                                   int            width,
                                                   int            height);

/**
 * hearth_camera_set_half_rate:
 *
 * Whether every second picture is left out: half the work for the encoder here and for everybody's decoder. The camera stays open.
 */
void                hearth_camera_set_half_rate   (HearthCamera  *self,
                                                   gboolean       half_rate);

/**
 * hearth_camera_open:
 * @device_id: (nullable): which one, or %NULL for the system's default
 *
 * Opens the camera, or changes to another while open; then pictures of the old one flow until the first of the new one.
 * Returns at once: HearthCamera::live follows with the first picture, HearthCamera::failed if there is none within three seconds
 * or the pictures stop. After ::failed nothing is open. (Where two cameras cannot be open together, the old one is closed and the
 * new one gets another three seconds.)
 */
void                hearth_camera_open            (HearthCamera  *self,
                                                   const char    *device_id);

/**
 * hearth_camera_release:
 *
 * Lets go of the device (its light goes out) before it returns, in half a second at most where PipeWire hangs; the streams pause,
 * the source has no layers and the self view is empty. No signal follows. Does nothing where nothing is open.
 */
void                hearth_camera_release         (HearthCamera  *self);

/**
 * hearth_camera_get_source:
 *
 * Returns: (transfer none): what is sent; the same for the whole life, without layers while there is no picture. Whoever is in charge
 *   of it says which layers are wanted: at first none, and then nothing is encoded.
 */
HearthLayeredSource *hearth_camera_get_source     (HearthCamera  *self);

/**
 * hearth_camera_get_mailbox:
 *
 * Pictures are only made while somebody is connected to the mailbox' ::changed.
 *
 * Returns: (transfer none): the self view: 640×360 at most, 15 pictures a second, not mirrored
 */
HearthFrameMailbox *hearth_camera_get_mailbox     (HearthCamera  *self);

/** hearth_camera_close: Ends everything; idempotent. */
void                hearth_camera_close           (HearthCamera  *self);

/* Signals: ::live (), ::failed (GError *) */

G_END_DECLS
