/* The camera portal: how an application in a sandbox gets to the cameras, with the person's consent.
 *
 * First hearth_camera_portal_access_async(), which may show a dialog; then as many remotes as needed, each one a PipeWire that
 * holds only the cameras: one for HearthDeviceMonitor, one for HearthCamera. Outside a sandbox neither is needed. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_CAMERA_PORTAL (hearth_camera_portal_get_type ())
G_DECLARE_FINAL_TYPE (HearthCameraPortal, hearth_camera_portal, HEARTH, CAMERA_PORTAL, GObject)

/** hearth_camera_portal_is_needed: Returns: %TRUE in a sandbox. */
gboolean            hearth_camera_portal_is_needed     (void);
HearthCameraPortal *hearth_camera_portal_new           (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_camera_portal_access_async:
 *
 * Asks for access. The portal remembers the answer, so there is a dialog once at most.
 */
void                hearth_camera_portal_access_async  (HearthCameraPortal   *self,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);

/**
 * hearth_camera_portal_access_finish:
 *
 * Returns: %TRUE where access is granted; %FALSE with HEARTH_MEDIA_ERROR_REFUSED where the person or a policy said no,
 *   HEARTH_MEDIA_ERROR_DEVICE where there is no portal, or G_IO_ERROR_CANCELLED
 */
gboolean            hearth_camera_portal_access_finish (HearthCameraPortal   *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);

/**
 * hearth_camera_portal_open_remote:
 *
 * Waits for the portal's answer, a few milliseconds: it does not ask anybody.
 *
 * Returns: a socket to PipeWire that nobody else uses, or -1 with HEARTH_MEDIA_ERROR_DEVICE
 */
int                 hearth_camera_portal_open_remote   (HearthCameraPortal   *self,
                                                        GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
