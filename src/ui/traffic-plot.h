/* What was received and sent in the last two minutes, as lines, and what was lost, as columns. Says the same in words to who does
 * not see it. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "call/traffic.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_TRAFFIC_PLOT (hearth_traffic_plot_get_type ())
G_DECLARE_FINAL_TYPE (HearthTrafficPlot, hearth_traffic_plot, HEARTH, TRAFFIC_PLOT, GtkWidget)

/** hearth_traffic_plot_set_traffic: Once. */
void   hearth_traffic_plot_set_traffic (HearthTrafficPlot *self,
                                        HearthTraffic     *traffic);

/** hearth_traffic_plot_update: Another second. Costs nothing while it is not on the screen. */
void   hearth_traffic_plot_update      (HearthTrafficPlot *self);

/** hearth_traffic_plot_get_scale: Returns: the next of 1, 2, 3, 5, 10, 20 … that @peak fits under, 100 kbit/s at least. Pure. */
double hearth_traffic_plot_get_scale   (double             peak);

G_END_DECLS
