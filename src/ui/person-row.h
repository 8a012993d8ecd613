/* One person in the list of who is here: name, part in the room, whether they can be heard and seen; how loud they are here, and
 * what may be done to them. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_PERSON_ROW (hearth_person_row_get_type ())
G_DECLARE_FINAL_TYPE (HearthPersonRow, hearth_person_row, HEARTH, PERSON_ROW, AdwActionRow)

/* Property: "pinned" (gboolean, readable and writable, notified: a check in the row's menu; not for this person). */

GtkWidget         *hearth_person_row_new             (HearthCall        *call,
                                                      HearthParticipant *participant) G_GNUC_WARN_UNUSED_RESULT;
HearthParticipant *hearth_person_row_get_participant (HearthPersonRow   *self);
gboolean           hearth_person_row_is_pinned       (HearthPersonRow   *self);
void               hearth_person_row_set_pinned      (HearthPersonRow   *self,
                                                      gboolean           pinned);

G_END_DECLS
