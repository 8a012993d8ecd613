/* Which camera, microphone or speaker, as a group of radio buttons: to follow the system, which says what that is at present, or one of
 * those that are there, and the chosen one where it is away. What is plugged in or unplugged comes and goes while it is shown. Main
 * thread; a part of a menu.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_DEVICE_LIST (hearth_device_list_get_type ())
G_DECLARE_FINAL_TYPE (HearthDeviceList, hearth_device_list, HEARTH, DEVICE_LIST, GtkBox)

/** hearth_device_list_bind: shows and chooses the devices of @kind of @call; once. */
void hearth_device_list_bind (HearthDeviceList *self,
                              HearthCall       *call,
                              HearthDeviceKind  kind);

G_END_DECLS
