/* Everybody beside the pictures: who is at the door, who is here and how loud, and what a host lets people do. Keeps up with the
 * call. Main thread; owned by the call page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_PEOPLE_PANEL (hearth_people_panel_get_type ())
G_DECLARE_FINAL_TYPE (HearthPeoplePanel, hearth_people_panel, HEARTH, PEOPLE_PANEL, AdwBin)

/* Property: "pinned" (HearthParticipant, nullable, readable and writable, notified): whom the person wants to see large. */

/** hearth_people_panel_bind: @call: whose people to show; once. */
void hearth_people_panel_bind (HearthPeoplePanel *self,
                               HearthCall        *call);

G_END_DECLS
