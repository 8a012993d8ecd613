/* A camera, microphone or speaker as a person chooses it: an immutable value object on the main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * HearthDeviceKind:
 * @HEARTH_DEVICE_CAMERA: gives pictures
 * @HEARTH_DEVICE_MICROPHONE: gives sound
 * @HEARTH_DEVICE_SPEAKER: plays sound
 */
typedef enum
{
  HEARTH_DEVICE_CAMERA,
  HEARTH_DEVICE_MICROPHONE,
  HEARTH_DEVICE_SPEAKER,
} HearthDeviceKind;

#define HEARTH_N_DEVICE_KINDS (HEARTH_DEVICE_SPEAKER + 1)

#define HEARTH_TYPE_DEVICE (hearth_device_get_type ())
G_DECLARE_FINAL_TYPE (HearthDevice, hearth_device, HEARTH, DEVICE, GObject)

/**
 * hearth_device_new:
 * @kind: what it does
 * @id: a name that stays the same when the device is unplugged and returns (PipeWire's node.name)
 * @name: for people, from the system, not translated by us
 */
HearthDevice    *hearth_device_new      (HearthDeviceKind  kind,
                                         const char       *id,
                                         const char       *name) G_GNUC_WARN_UNUSED_RESULT;
HearthDeviceKind hearth_device_get_kind (HearthDevice     *self);
const char      *hearth_device_get_id   (HearthDevice     *self);
const char      *hearth_device_get_name (HearthDevice     *self);

G_END_DECLS
