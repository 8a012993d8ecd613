/* One of the choices of a HearthDeviceList: a device, or to follow the system. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_DEVICE_BUTTON (hearth_device_button_get_type ())
G_DECLARE_FINAL_TYPE (HearthDeviceButton, hearth_device_button, HEARTH, DEVICE_BUTTON, GtkCheckButton)

/** hearth_device_button_new: @device_id: (nullable): %NULL for the system's choice. */
GtkWidget  *hearth_device_button_new       (const char         *device_id) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_device_button_get_id: Returns: (transfer none) (nullable): as it was made with. */
const char *hearth_device_button_get_id    (HearthDeviceButton *self);

/** hearth_device_button_set_words: @words: as they are: names come from the system, and an "&" or "_" in one means nothing. */
void        hearth_device_button_set_words (HearthDeviceButton *self,
                                            const char         *words);

/** hearth_device_button_set_there: whether the device is connected; it is unless said otherwise. */
void        hearth_device_button_set_there (HearthDeviceButton *self,
                                            gboolean            there);

G_END_DECLS
