/* Consent to use cameras, which a program in a sandbox has to ask the camera portal for. Outside a sandbox there is nothing to
 * ask and this does nothing. Main thread; owned by the call controller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/device-monitor.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_CAMERA_ACCESS (hearth_camera_access_get_type ())
G_DECLARE_FINAL_TYPE (HearthCameraAccess, hearth_camera_access, HEARTH, CAMERA_ACCESS, GObject)

/** hearth_camera_access_new: @monitor: gets to know the cameras once access is granted. */
HearthCameraAccess *hearth_camera_access_new         (HearthDeviceMonitor *monitor) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_camera_access_ask: The person wants the camera on: asks for access unless it is granted or being asked for. */
void                hearth_camera_access_ask         (HearthCameraAccess  *self);

/**
 * hearth_camera_access_open_remote:
 *
 * Returns: (transfer full): a PipeWire socket for HearthCamera, or -1 where none is needed or allowed.
 */
int                 hearth_camera_access_open_remote (HearthCameraAccess  *self) G_GNUC_WARN_UNUSED_RESULT;

/* Signals: ::granted (), before the cameras are listed; ::refused () */

G_END_DECLS
