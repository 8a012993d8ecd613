/* How the network was in the last two minutes, as text to send to whoever is to mend it. Main thread.
 *
 * It is posted where everybody reads: figures only. People are numbers, and there is no name, key, address, link, description or
 * candidate in it: a test looks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/call.h"

G_BEGIN_DECLS

/** hearth_network_report_make: Returns: (transfer full): lines of "What: value", in English */
char *hearth_network_report_make (HearthCall *call) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
