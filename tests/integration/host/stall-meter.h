/* How long this computer lets a thread wait that is ready to run, for tests that measure gaps: what it adds is nobody's fault.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _StallMeter StallMeter;

/** stall_meter_new: Measures on a thread of its own. */
StallMeter *stall_meter_new     (void) G_GNUC_WARN_UNUSED_RESULT;
void        stall_meter_free    (StallMeter *self);

/** stall_meter_take_ms: Returns: the longest wait since the last call. */
guint       stall_meter_take_ms (StallMeter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StallMeter, stall_meter_free)

G_END_DECLS
