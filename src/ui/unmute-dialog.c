/* Somebody asks this person to unmute: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/unmute-dialog.h"

#include <glib/gi18n.h>

static void
on_unmute (HearthCall *call)
{
  if (hearth_call_state_is_inside (hearth_call_get_state (call)))
    hearth_call_set_microphone_on (call, TRUE);
}

AdwDialog *
hearth_unmute_dialog_new (HearthCall *call,
                          const char *sentence)
{
  AdwAlertDialog *self;

  g_return_val_if_fail (HEARTH_IS_CALL (call), NULL);
  g_return_val_if_fail (sentence != NULL, NULL);

  self = ADW_ALERT_DIALOG (adw_alert_dialog_new (sentence, _("Nobody hears you until you switch your microphone on.")));
  adw_alert_dialog_add_responses (self, "stay", _("_Stay Muted"), "unmute", _("_Unmute"), NULL);
  adw_alert_dialog_set_response_appearance (self, "unmute", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (self, "stay");
  adw_alert_dialog_set_close_response (self, "stay");
  g_signal_connect_object (self, "response::unmute", G_CALLBACK (on_unmute), call, G_CONNECT_SWAPPED);

  return ADW_DIALOG (self);
}
