/* Which camera, microphone or speaker: the system's choice or one of those that are there. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_DEVICE_ROW (hearth_device_row_get_type ())
G_DECLARE_FINAL_TYPE (HearthDeviceRow, hearth_device_row, HEARTH, DEVICE_ROW, AdwComboRow)

/** hearth_device_row_bind: shows and chooses the devices of @kind of @call; once. */
void hearth_device_row_bind (HearthDeviceRow  *self,
                             HearthCall       *call,
                             HearthDeviceKind  kind);

G_END_DECLS
