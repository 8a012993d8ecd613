/* Watches over one opening of a device that gives pictures: it says so when there is none (any more). A device that sends nothing
 * says nothing, so somebody has to look at the clock. Whoever opened the device owns it. Main thread, except where said.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/media-pipeline.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_CAPTURE_WATCH (hearth_capture_watch_get_type ())
G_DECLARE_FINAL_TYPE (HearthCaptureWatch, hearth_capture_watch, HEARTH, CAPTURE_WATCH, GObject)

/**
 * hearth_capture_watch_new:
 * @device: what it is called in errors
 * @first_timeout: µs from the start to the first picture
 * @next_timeout: µs from one picture to the next, give or take a quarter of a second
 */
HearthCaptureWatch *hearth_capture_watch_new          (const char          *device,
                                                       gint64               first_timeout,
                                                       gint64               next_timeout) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_capture_watch_start: From now on; a pipeline (nullable) that fails is a device that does. This or the next is called, once. */
void                hearth_capture_watch_start        (HearthCaptureWatch  *self,
                                                       HearthMediaPipeline *pipeline);

/**
 * hearth_capture_watch_refuse:
 * @error: (transfer full): of HEARTH_MEDIA_ERROR: why the device could not even be opened
 *
 * ::failed follows from the main loop.
 */
void                hearth_capture_watch_refuse       (HearthCaptureWatch  *self,
                                                       GError              *error);

/** hearth_capture_watch_fail: @error: of HEARTH_MEDIA_ERROR: the device has failed, if it was still watched; ::failed says so. */
void                hearth_capture_watch_fail         (HearthCaptureWatch  *self,
                                                       const GError        *error);

/** hearth_capture_watch_note_picture: Any thread, as long as somebody there keeps the watch alive. */
void                hearth_capture_watch_note_picture (HearthCaptureWatch  *self);

/** hearth_capture_watch_is_running: Returns: %TRUE from the start until it is stopped or has failed. */
gboolean            hearth_capture_watch_is_running   (HearthCaptureWatch  *self);

/** hearth_capture_watch_stop: No signal comes afterwards; idempotent. Dispose calls it. */
void                hearth_capture_watch_stop         (HearthCaptureWatch  *self);

/* Signals: ::failed (GError *)   HEARTH_MEDIA_ERROR; once */

G_END_DECLS
