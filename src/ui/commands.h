/* Everything that can be done in the window, once: which action does it, what it is called, and its keys. The accelerators, the command
 * palette and the shortcuts dialog (checked in tests/ui) all go by this table. Constant; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * HearthCommand:
 * @action: detailed name, as for gtk_widget_activate_action() on the window
 * @title: what it does, in English: for gettext(), in title case
 * @accelerator: (nullable): its keys, as for gtk_accelerator_parse()
 */
typedef struct
{
  const char *action;
  const char *title;
  const char *accelerator;
} HearthCommand;

/** hearth_commands_get: Returns: (transfer none) (array length=n_commands): in the order in which a person is offered them. */
const HearthCommand *hearth_commands_get              (guint          *n_commands);

/** hearth_commands_set_accelerators: the keys of every command, for the whole of @application. */
void                 hearth_commands_set_accelerators (GtkApplication *application);

G_END_DECLS
