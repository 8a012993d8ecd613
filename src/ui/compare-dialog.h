/* Two people compare a code, as this one sees it: the question, six digits in two groups, what came of it. Closing it before
 * breaks off. Main thread; owned by the window that presents it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_COMPARE_DIALOG (hearth_compare_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthCompareDialog, hearth_compare_dialog, HEARTH, COMPARE_DIALOG, AdwDialog)

/** hearth_compare_dialog_new: @name: of the other person, as they are called when it begins. */
AdwDialog *hearth_compare_dialog_new (HearthCall       *call,
                                      HearthComparison *comparison,
                                      const char       *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
