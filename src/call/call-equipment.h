/* Everything of this computer that sees, hears and speaks for a person: which devices there are, what of it the person wants on,
 * and, from the lobby to the end of a call, the capture itself (HearthCallMedia).
 *
 *   idle ──start──▶ ready: nothing is open ──set_capturing──▶ open, as far as wanted ──stop──▶ idle
 *
 * Main thread; owned by the call controller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/call-devices.h"
#include "call/call-media.h"
#include "call/settings.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_CALL_EQUIPMENT (hearth_call_equipment_get_type ())
G_DECLARE_FINAL_TYPE (HearthCallEquipment, hearth_call_equipment, HEARTH, CALL_EQUIPMENT, GObject)

HearthCallEquipment *hearth_call_equipment_new           (HearthSettings       *settings) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_call_equipment_start:
 *
 * Makes the sources, with microphone and camera wanted as the settings say; opens nothing. Where it has been started already,
 * everything stays as the person has set it.
 *
 * Returns: %FALSE with HEARTH_MEDIA_ERROR_MISSING_ELEMENT
 */
gboolean             hearth_call_equipment_start         (HearthCallEquipment  *self,
                                                          GError              **error);

/** hearth_call_equipment_stop: Lets go of every device and of the sources; idempotent. */
void                 hearth_call_equipment_stop          (HearthCallEquipment  *self);

/** hearth_call_equipment_get_media: Returns: (transfer none) (nullable): the capture while started. */
HearthCallMedia     *hearth_call_equipment_get_media     (HearthCallEquipment  *self);

/** hearth_call_equipment_set_capturing: whether the person agreed that camera and microphone are opened; while started. */
void                 hearth_call_equipment_set_capturing (HearthCallEquipment  *self,
                                                          gboolean              capturing);

/** hearth_call_equipment_set_on: what the person wants of camera or microphone. Off takes effect before this returns. */
void                 hearth_call_equipment_set_on        (HearthCallEquipment  *self,
                                                          HearthDeviceKind      kind,
                                                          gboolean              on);

/** hearth_call_equipment_is_on: Returns: wanted and possible: without a camera nobody's camera is on. */
gboolean             hearth_call_equipment_is_on         (HearthCallEquipment  *self,
                                                          HearthDeviceKind      kind);

/** hearth_call_equipment_get_list: Returns: (transfer none): a #GListModel of #HearthDevice. */
GListModel          *hearth_call_equipment_get_list      (HearthCallEquipment  *self,
                                                          HearthDeviceKind      kind);

/** hearth_call_equipment_get_device: Returns: (transfer none) (nullable): the one in use, or that would be. */
HearthDevice        *hearth_call_equipment_get_device    (HearthCallEquipment  *self,
                                                          HearthDeviceKind      kind);

/** hearth_call_equipment_choose: @device: (nullable): %NULL to follow the system's default. Remembered in the settings, with its name. */
void                 hearth_call_equipment_choose        (HearthCallEquipment  *self,
                                                          HearthDeviceKind      kind,
                                                          HearthDevice         *device);

/* Signals:
 *   ::on-changed (HearthDeviceKind)       hearth_call_equipment_is_on() of camera or microphone may have changed
 *   ::device-changed (HearthDeviceKind)   hearth_call_equipment_get_device() gives another one
 *   ::level-changed ()
 *   ::notice (HearthCallNotice, const char *detail nullable)   about devices; also while idle
 */

G_END_DECLS
