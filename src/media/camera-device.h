/* One opening of one camera, from opening it to letting go of it: raw pictures of the wanted size.
 *
 *   pipewiresrc → (shield) → switchbin (jpegdec for MJPEG) → aspectratiocrop → videoconvertscale → appsink
 *
 * A camera that sends nothing says nothing: this object watches for that. Main thread, except where said.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_CAMERA_DEVICE (hearth_camera_device_get_type ())
G_DECLARE_FINAL_TYPE (HearthCameraDevice, hearth_camera_device, HEARTH, CAMERA_DEVICE, GObject)

/**
 * HearthCameraDeviceFunc:
 * @picture: (transfer none): video/x-raw in I420, of the wanted size, with the moment of capture as PTS
 *
 * Streaming thread of the device; must not block.
 */
typedef void (*HearthCameraDeviceFunc) (HearthCameraDevice *device,
                                        GstSample          *picture,
                                        gpointer            data);

/**
 * hearth_camera_device_new:
 * @func: gets every picture, never after hearth_camera_device_close()
 * @data: for @func, valid until hearth_camera_device_close()
 */
HearthCameraDevice *hearth_camera_device_new   (HearthCameraDeviceFunc  func,
                                                gpointer                data) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_camera_device_open:
 * @device_id: (nullable): node.name, or %NULL for PipeWire's default
 * @remote_fd: (transfer full): a remote from the camera portal to find it in, or -1 for the session's own PipeWire
 * @width: pixels that the pictures shall have; what the camera has is scaled, and cut to the same shape
 * @height: same
 *
 * Called once. Returns at once: ::live or ::failed follows within three seconds, and ::failed whenever the pictures stop; the
 * owner closes then.
 */
void                hearth_camera_device_open  (HearthCameraDevice     *self,
                                                const char             *device_id,
                                                int                     remote_fd,
                                                int                     width,
                                                int                     height);

/** hearth_camera_device_close: Lets go of the device before it returns; idempotent. No signal and no picture comes afterwards. */
void                hearth_camera_device_close (HearthCameraDevice     *self);

/* Signals: ::live (), with the first picture; ::failed (GError *) */

G_END_DECLS
