/* Somebody who is remembered or blocked, with a button that ends it. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_VERDICT_ROW (hearth_verdict_row_get_type ())
G_DECLARE_FINAL_TYPE (HearthVerdictRow, hearth_verdict_row, HEARTH, VERDICT_ROW, AdwActionRow)

GtkWidget *hearth_verdict_row_new (HearthCall    *call,
                                   HearthVerdict *verdict) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
