/* One person's network in a list: the latest figures in a line, all of them and the plot behind it. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/traffic.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_TRAFFIC_ROW (hearth_traffic_row_get_type ())
G_DECLARE_FINAL_TYPE (HearthTrafficRow, hearth_traffic_row, HEARTH, TRAFFIC_ROW, AdwExpanderRow)

GtkWidget     *hearth_traffic_row_new         (HearthTraffic    *traffic) G_GNUC_WARN_UNUSED_RESULT;
HearthTraffic *hearth_traffic_row_get_traffic (HearthTrafficRow *self);

/** hearth_traffic_row_update: Another second. What is folded is not worked out. */
void           hearth_traffic_row_update      (HearthTrafficRow *self);

G_END_DECLS
