/* Which camera, microphone and speaker is in use, or would be: the one that the person chose where it is there, otherwise the
 * system's default; another one while the chosen one is away; the chosen one again when it returns.
 *
 * Opens nothing: HearthCallMedia does. Says what people want to know once things have settled, because a hub that is unplugged or
 * a PipeWire that restarts takes many devices away and brings them back within a second. Main thread; owned by the call
 * controller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "base/device.h"

G_BEGIN_DECLS

/* How long nothing may change before people are told what has. */
#define HEARTH_CALL_DEVICES_SETTLE_MS 600

#define HEARTH_TYPE_CALL_DEVICES (hearth_call_devices_get_type ())
G_DECLARE_FINAL_TYPE (HearthCallDevices, hearth_call_devices, HEARTH, CALL_DEVICES, GObject)

/**
 * hearth_call_devices_new:
 * @lists: (array fixed-size=3): for each HearthDeviceKind a #GListModel of #HearthDevice, the system's default first
 */
HearthCallDevices *hearth_call_devices_new      (GListModel *const  *lists) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_call_devices_get_list: Returns: (transfer none): a #GListModel of #HearthDevice. */
GListModel        *hearth_call_devices_get_list (HearthCallDevices  *self,
                                                 HearthDeviceKind    kind);

/**
 * hearth_call_devices_set_available: whether the sound server is there; %TRUE unless set. When all devices have gone together
 * with it, people are told that instead of each device by name.
 */
void               hearth_call_devices_set_available
                                                (HearthCallDevices  *self,
                                                 gboolean            available);

/** hearth_call_devices_choose: @id: (nullable): the id of the one the person wants, %NULL or "" to follow the system. */
void               hearth_call_devices_choose   (HearthCallDevices  *self,
                                                 HearthDeviceKind    kind,
                                                 const char         *id);

/** hearth_call_devices_get: Returns: (transfer none) (nullable): the one to use now, %NULL where there is none. */
HearthDevice      *hearth_call_devices_get      (HearthCallDevices  *self,
                                                 HearthDeviceKind    kind);

/* Signals:
 *   ::changed (HearthDeviceKind)   hearth_call_devices_get() gives another one: use it, at once
 *   ::notice (HearthCallNotice, const char *detail nullable)   DEVICE_LOST, _REPLACED, _RETURNED or SOUND_LOST, once settled
 */

G_END_DECLS
