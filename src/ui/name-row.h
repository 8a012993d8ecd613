/* The person's own name, kept as it is typed. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/settings.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_NAME_ROW (hearth_name_row_get_type ())
G_DECLARE_FINAL_TYPE (HearthNameRow, hearth_name_row, HEARTH, NAME_ROW, AdwEntryRow)

/* Property: "valid" (readable, notified): whether what stands in it is a name. Only valid names are kept. */

/** hearth_name_row_bind: shows and sets the name in @settings; once. */
void hearth_name_row_bind (HearthNameRow  *self,
                           HearthSettings *settings);

G_END_DECLS
