/* Which camera, microphone or speaker this person has chosen, be it there or not, as HearthDeviceList and HearthDeviceRow show
 * it. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/call.h"

G_BEGIN_DECLS

/** hearth_chosen_device_get_setting: Returns: (transfer none): the property of #HearthSettings that is notified when another one is chosen. */
const char   *hearth_chosen_device_get_setting (HearthDeviceKind  kind);

/**
 * hearth_chosen_device_get:
 * @there: (out): whether it can be used: a sandbox shows cameras only once they are allowed
 *
 * Returns: (transfer full) (nullable): the chosen one, called as it is remembered where it is not there; %NULL to follow the
 *   system
 */
HearthDevice *hearth_chosen_device_get         (HearthCall       *call,
                                                HearthDeviceKind  kind,
                                                gboolean         *there) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
