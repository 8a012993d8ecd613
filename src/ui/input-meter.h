/* How loud the chosen microphone is, for somebody who tries it: also while muted, and nothing of it leaves. A screen reader finds a meter.
 * Looks only while it is on the screen. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_INPUT_METER (hearth_input_meter_get_type ())
G_DECLARE_FINAL_TYPE (HearthInputMeter, hearth_input_meter, HEARTH, INPUT_METER, GtkWidget)

/** hearth_input_meter_bind: @call: whose microphone; once. */
void hearth_input_meter_bind (HearthInputMeter *self,
                              HearthCall       *call);

G_END_DECLS
