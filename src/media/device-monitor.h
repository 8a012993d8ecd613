/* Which cameras, microphones and speakers there are right now.
 *
 * Lists change within about 20 ms of a plug. PipeWire's own default comes first in its list. Survives a restart of PipeWire: the
 * lists become empty, and fill again when it is back. Where there is no PipeWire to be seen when it is made (a sandbox), it lists
 * the sound devices of the PulseAudio server. Main thread; one per process, owned by the call controller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "base/device.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_DEVICE_MONITOR (hearth_device_monitor_get_type ())
G_DECLARE_FINAL_TYPE (HearthDeviceMonitor, hearth_device_monitor, HEARTH, DEVICE_MONITOR, GObject)

/** hearth_device_monitor_new: The lists are empty at first and fill within a few turns of the main loop. */
HearthDeviceMonitor *hearth_device_monitor_new           (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_device_monitor_add_portal:
 * @fd: (transfer full): a PipeWire remote from the camera portal, not used by anybody else (HearthCameraPortal gives as many as
 * asked for)
 *
 * In a sandbox the session's PipeWire cannot be seen; from now on the cameras of this remote are listed. Replaces an earlier one.
 */
void                 hearth_device_monitor_add_portal    (HearthDeviceMonitor *self,
                                                          int                  fd);

/**
 * hearth_device_monitor_get_available:
 *
 * Property HearthDeviceMonitor:available, notified: %FALSE from when the sound server goes away (after ::removed for every
 * device) until it is back (before ::added).
 */
gboolean             hearth_device_monitor_get_available (HearthDeviceMonitor *self);

/** hearth_device_monitor_get_devices: Returns: (transfer none): a #GListModel of #HearthDevice that follows reality. */
GListModel          *hearth_device_monitor_get_devices   (HearthDeviceMonitor *self,
                                                          HearthDeviceKind     kind);

/** hearth_device_monitor_find: Returns: (transfer none) (nullable): the device of that id, if it is there now. */
HearthDevice        *hearth_device_monitor_find          (HearthDeviceMonitor *self,
                                                          HearthDeviceKind     kind,
                                                          const char          *id);

/* Signal HearthDeviceMonitor::added (HearthDevice *) and ::removed (HearthDevice *), after the list has changed. */

G_END_DECLS
