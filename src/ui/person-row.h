/* One person in the list of who is here: name, part in the room, whether they can be heard and seen, and what may be done to them. Main
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_PERSON_ROW (hearth_person_row_get_type ())
G_DECLARE_FINAL_TYPE (HearthPersonRow, hearth_person_row, HEARTH, PERSON_ROW, AdwActionRow)

GtkWidget *hearth_person_row_new (HearthCall        *call,
                                  HearthParticipant *participant) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
