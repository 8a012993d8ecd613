/* Somebody who waits at the door, and what they can be answered. Main thread; owned by the list that shows it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_KNOCK_ROW (hearth_knock_row_get_type ())
G_DECLARE_FINAL_TYPE (HearthKnockRow, hearth_knock_row, HEARTH, KNOCK_ROW, AdwActionRow)

GtkWidget *hearth_knock_row_new (HearthCall  *call,
                                 HearthKnock *knock) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
