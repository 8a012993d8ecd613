/* Everything that can be done in the window: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/commands.h"

#include <glib/gi18n.h>

/* Ctrl+D and Ctrl+E are what people's fingers know from calls in a browser. Nothing is on a single key: it would be struck by accident. */
static const HearthCommand commands[] = {
  { "call.microphone", N_("Microphone On or Off"), "<Control>d" },
  { "call.camera", N_("Camera On or Off"), "<Control>e" },
  { "call.share", N_("Share Your Screen or Stop"), "<Control><Shift>s" },
  { "call.share-text", N_("Share a Screen to Read"), NULL },
  { "call.share-motion", N_("Share a Screen to Watch"), NULL },
  { "call.share-again", N_("Share the Same Again"), NULL },
  { "call.share-sound", N_("Share the Sound of Other Programs or Not"), NULL },
  { "call.hand", N_("Raise or Lower Your Hand"), "<Control><Shift>h" },
  { "call.react-thumbs-up", N_("React: Thumbs Up"), NULL },
  { "call.react-heart", N_("React: Heart"), NULL },
  { "call.react-applause", N_("React: Applause"), NULL },
  { "call.react-laughter", N_("React: Laughter"), NULL },
  { "call.react-surprise", N_("React: Surprise"), NULL },
  { "call.react-party", N_("React: Party"), NULL },
  { "call.lower-hands", N_("Lower All Hands"), NULL },
  { "win.invite", N_("Invite People"), "<Control>i" },
  { "win.people", N_("Open or Close the List of People"), "<Control>p" },
  { "win.chat", N_("Open or Close the Chat"), "<Control>m" },
  { "win.snapshot", N_("Save a Picture of Whoever Is Large"), "<Control><Shift>p" },
  { "win.network", N_("Network Statistics"), "<Control><Shift>n" },
  { "call.speaker-view", N_("Speaker View"), "<Control>l" },
  { "call.self-view", N_("Show Yourself"), "<Control>y" },
  { "win.fullscreen", N_("Fullscreen"), "F11" },
  { "call.enter", N_("Enter the Room"), NULL },
  { "call.leave", N_("Leave"), NULL },
  { "app.new-room", N_("New Room"), "<Control>n" },
  { "app.join-clipboard", N_("Join from Clipboard"), "<Control>j" },
  { "win.commands", N_("Find a Command"), "<Control>k" },
  { "win.preferences", N_("Preferences"), "<Control>comma" },
  { "app.shortcuts", N_("Keyboard Shortcuts"), "<Control>question" },
  { "app.about", N_("About Hearth"), NULL },
  { "window.close", N_("Close Window"), "<Control>w" },
  { "app.quit", N_("Quit"), "<Control>q" },
};

const HearthCommand *
hearth_commands_get (guint *n_commands)
{
  g_return_val_if_fail (n_commands != NULL, NULL);

  *n_commands = G_N_ELEMENTS (commands);

  return commands;
}

void
hearth_commands_set_accelerators (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const char *const accelerators[] = { commands[i].accelerator, NULL };

      gtk_application_set_accels_for_action (application, commands[i].action, accelerators);
    }
}
