/* How the network is: everybody's figures of the last two minutes, and a report of them to copy. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_NETWORK_DIALOG (hearth_network_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthNetworkDialog, hearth_network_dialog, HEARTH, NETWORK_DIALOG, AdwDialog)

/** hearth_network_dialog_new: @participant: (nullable): whose figures are unfolded; %NULL for one's own */
AdwDialog *hearth_network_dialog_new (HearthCall        *call,
                                      HearthParticipant *participant) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
