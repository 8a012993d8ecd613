/* The program driven by its command line instead of a hand, and what this person then experiences written to a file: for
 * `./dev demo`, `./dev bench call` and the fault tests. Does nothing without its options, which --help does not show:
 *
 *   --create          press "Create a room", then "Enter"
 *   --join=LINK       the same for joining
 *   --measure=FILE    write what happens, and measurements twice a second, as JSON lines (README.md)
 *
 * It calls the functions of the call controller that the buttons call, and only those. Main thread; owned by the application.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/call.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_AUTOMATION (hearth_automation_get_type ())
G_DECLARE_FINAL_TYPE (HearthAutomation, hearth_automation, HEARTH, AUTOMATION, GObject)

/**
 * hearth_automation_new:
 * @application: gets the options; before it runs
 */
HearthAutomation *hearth_automation_new   (GApplication     *application) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_automation_start:
 * @call: what the window shows
 *
 * Does what the command line asked for, once; later calls do nothing. When the window is there.
 */
void              hearth_automation_start (HearthAutomation *self,
                                           HearthCall       *call);

/** hearth_automation_note_window: The window is on the screen for the first time. */
void              hearth_automation_note_window (HearthAutomation *self);

G_END_DECLS
